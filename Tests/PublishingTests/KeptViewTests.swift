import Feeds
import Foundation
import Outbound
import Push
import Store
import Testing

@testable import Publishing

/// A subscriber of a part of a feed.
@Suite(.serialized, .timeLimit(.minutes(2))) struct `A subscriber of a view` {
    let room: Newsroom
    let far: Subscribers
    let key: SecretKey

    init() async throws {
        room = try Newsroom([
            "a.md": Self.article("A", "tags: [Gulls, Sea]\nauthor: Ann"),
            "b.md": Self.article("B", "tags: [Ships]\nauthor: Ben\nlang: fr\nsection: Port"),
        ])
        try room.define("title = \"News\"\nlanguage = \"en\"\n")
        far = try Subscribers()
        key = try #require(SecretKey(bytes: SecretKey.randomBytes()))
    }

    private static func article(_ title: String, _ head: String, _ text: String = "Text.") -> String {
        "---\ntitle: \(title)\ndate: 2024-01-0\(title.utf8.first == UInt8(ascii: "A") ? 1 : 2)\n\(head)\n---\n\(text)\n"
    }

    private func courier() -> Task<Void, Never> {
        let courier = Courier(
            store: room.store,
            client: HTTPClient(
                addressGuard: AddressGuard(allowsEverything: true),
                inFlight: 256,
                perHost: 64
            ),
            key: key,
            logger: Newsroom.logger
        )
        return Task { await courier.run() }
    }

    private func library() throws -> Library {
        Library(store: room.store, publisher: try #require(room.publisher))
    }

    private func ask(_ topic: String, _ callback: String, mode: String = "subscribe") async throws -> Int {
        let hub = Hub(
            store: room.store,
            key: key,
            addressGuard: AddressGuard(allowsEverything: true),
            library: try library()
        )
        let fields = [("hub.mode", mode), ("hub.topic", topic), ("hub.callback", far.url(callback))]
        return try await hub.accept(fields).status
    }

    private func subscription(_ view: View, _ callback: String, in feed: String = "news") async throws
        -> Subscription?
    {
        try await room.store.subscription(callback: far.url(callback), key: view.key(.atom, in: feed))
    }

    private func subscribe(_ view: View, _ callback: String, in feed: String = "news") async throws {
        let topic = "https://news.example" + view.path(of: .atom, in: feed)
        #expect(try await ask(topic, callback) == 202)
        try await eventually { try await subscription(view, callback, in: feed) != nil }
    }

    private func edit(_ name: String, _ head: String, _ text: String) async throws {
        try room.write(Self.article(name, head, text), to: name.lowercased() + ".md")
        try await room.publish()
    }

    private func deliveries(_ callback: String) async throws -> [Subscribers.Request] {
        try await far.requests("POST", callback)
    }

    @Test func `is verified, and sent what anybody gets who asks, when an edit changes it and only then`()
        async throws
    {
        try await room.start()
        let courier = courier()
        defer { courier.cancel() }
        let views: [(view: View, callback: String)] = [
            (.tag("gulls"), "/good/gulls"), (.author("ben"), "/good/ben"), (.section("port"), "/good/port"),
            (.language("fr"), "/good/fr"), (.summary, "/good/summary"),
        ]
        let before = try await library().document(.atom, of: .tag("gulls"), in: "news")
        for (view, callback) in views { try await subscribe(view, callback) }
        let kept = try #require(try await room.store.document(View.tag("gulls").key(.atom, in: "news")))
        #expect(kept.bytes == before?.bytes && kept.etag == before?.etag)
        #expect(kept.linkHeader.contains("<https://news.example/hub>; rel=\"hub\""))
        try await edit("A", "tags: [Gulls, Sea]\nauthor: Ann", "Other.")
        try await eventually { try await deliveries("/good/gulls").count == 1 }
        try await eventually { try await deliveries("/good/summary").count == 1 }
        let served = try #require(try await library().document(.atom, of: .tag("gulls"), in: "news"))
        let sent = try #require(try await deliveries("/good/gulls").first)
        #expect(Array(sent.body) == served.bytes && served.bytes != kept.bytes)
        #expect(
            sent.headers["link"]
                == "<https://news.example/hub>; rel=\"hub\", <https://news.example/news/tag/gulls/atom.xml>; rel=\"self\""
        )
        try await eventually { try await room.store.unattempted() == 0 }
        for callback in ["/good/ben", "/good/port", "/good/fr"] {
            #expect(try await deliveries(callback).isEmpty, "\(callback)")
        }
        try await edit("B", "tags: [Ships]\nauthor: Ben\nlang: fr\nsection: Port", "Other.")
        for callback in ["/good/ben", "/good/port", "/good/fr"] {
            try await eventually { try await deliveries(callback).count == 1 }
        }
        #expect(try await deliveries("/good/gulls").count == 1)
        await room.stop()
    }

    @Test func `hears when its last entry goes, and when another comes`() async throws {
        try await room.start()
        let courier = courier()
        defer { courier.cancel() }
        try await subscribe(.tag("gulls"), "/good/1")
        try await edit("A", "tags: [Sea]", "Other.")
        try await eventually { try await deliveries("/good/1").count == 1 }
        #expect(!String(decoding: try await deliveries("/good/1")[0].body, as: UTF8.self).contains("<entry"))
        try await edit("B", "tags: [Ships, Gulls]", "Gulls.")
        try await eventually { try await deliveries("/good/1").count == 2 }
        #expect(String(decoding: try await deliveries("/good/1")[1].body, as: UTF8.self).contains("Gulls."))
        await room.stop()
    }

    @Test func `is refused where there is no such view, or it is an archive or not spelled so`() async throws
    {
        try await room.start()
        for path in [
            "/news/tag/none/atom.xml", "/news/archive/1/atom.xml", "/news/tag/Gulls/atom.xml",
            "/none/summary/atom.xml",
            "/all/x/atom.xml", "/news/tag/gulls/atom.xml/", "/news/tag/gulls/",
        ] {
            #expect(try await ask("https://news.example" + path, "/good/1") == 404, "\(path)")
        }
        #expect(
            try await ask("https://news.example/news/tag/gulls/atom.xml", "/good/1", mode: "unsubscribe")
                == 404
        )
        #expect(try await room.store.views().isEmpty)
        await room.stop()
    }

    @Test func `costs nothing any more when the last one leaves, and the view is there all the same`()
        async throws
    {
        try await room.start()
        let courier = courier()
        defer { courier.cancel() }
        try await subscribe(.tag("gulls"), "/good/1")
        let topic = "https://news.example/news/tag/gulls/atom.xml"
        #expect(try await ask(topic, "/good/1", mode: "unsubscribe") == 202)
        try await eventually { try await subscription(.tag("gulls"), "/good/1") == nil }
        try await edit("A", "tags: [Gulls]", "Other.")
        let key = View.tag("gulls").key(.atom, in: "news")
        try await eventually { try await room.store.document(key) == nil }
        let document = try #require(try await library().document(.atom, of: .tag("gulls"), in: "news"))
        #expect(String(decoding: document.bytes, as: UTF8.self).contains("Other."))
        #expect(try await deliveries("/good/1").isEmpty)
        // And comes again.
        try await subscribe(.tag("gulls"), "/good/1")
        try await edit("A", "tags: [Gulls]", "A third.")
        try await eventually { try await deliveries("/good/1").count == 1 }
        await room.stop()
    }

    @Test func `that does not confirm leaves no document behind`() async throws {
        try await room.start()
        let courier = courier()
        defer { courier.cancel() }
        #expect(try await ask("https://news.example/news/tag/gulls/atom.xml", "/refuse/1") == 202)
        try await eventually { try await far.requests("GET", "/refuse/1").count == 1 }
        try await eventually { try await room.store.owed().verifications == 0 }
        await room.publisher?.takeWishes()
        try await eventually {
            try await room.store.document(View.tag("gulls").key(.atom, in: "news")) == nil
        }
        await room.stop()
    }

    @Test
    func `that asked while nobody worked is verified after the next start, and hears what came meanwhile`()
        async throws
    {
        try await room.start()
        let topic = "https://news.example/news/tag/gulls/atom.xml"
        let library = try library()
        let hub = Hub(
            store: room.store,
            key: key,
            addressGuard: AddressGuard(allowsEverything: true),
            library: library
        )
        await room.stop()
        // Nobody is there to make the document: as when the process is killed right behind the answer.
        let fields = [("hub.mode", "subscribe"), ("hub.topic", topic), ("hub.callback", far.url("/good/1"))]
        #expect(try await hub.accept(fields).status == 202)
        try await edit("A", "tags: [Gulls]", "Other.")
        try await room.start()
        let courier = courier()
        defer { courier.cancel() }
        try await eventually { try await deliveries("/good/1").count == 1 }
        #expect(String(decoding: try await deliveries("/good/1")[0].body, as: UTF8.self).contains("Other."))
        await room.stop()
    }

    @Test func `hears of an edition behind which the process was killed`() async throws {
        try await room.start()
        let courier = courier()
        defer { courier.cancel() }
        try await subscribe(.tag("gulls"), "/good/1")
        await room.stop()
        // The edition alone, as it is committed before its views are made.
        try room.write(Self.article("A", "tags: [Gulls]", "Other."), to: "a.md")
        let definition = try Site.definition(in: room.folder)
        let site = Site.load(
            folder: room.folder,
            definition: definition,
            base: room.settings.base(under: definition)
        )
        let feed = try #require(site.feeds.first)
        var pass = try room.pass(FeedPass.Conditions(scope: .everything, now: Date()))
        let ledger = try LedgerFile(feed: feed, state: room.state).read()
        try await room.store.commit(pass.run(ledger: ledger).edition, at: Date())
        #expect(try await deliveries("/good/1").isEmpty)
        try await room.start()
        try await eventually { try await deliveries("/good/1").count == 1 }
        await room.stop()
    }

    @Test func `of all feeds hears of each of them`() async throws {
        try room.define("title = \"Other\"\nlanguage = \"fr\"\n", "other/feed.toml")
        try room.define("---\ntitle: Z\ndate: 2024-01-03\n---\nZed.\n", "other/articles/z.md")
        try await room.start()
        let courier = courier()
        defer { courier.cancel() }
        try await subscribe(.everything, "/good/all", in: "")
        try await edit("A", "tags: [Gulls]", "Other.")
        try await eventually { try await deliveries("/good/all").count == 1 }
        try room.define("---\ntitle: Z\ndate: 2024-01-03\n---\nZed again.\n", "other/articles/z.md")
        try await room.publish()
        try await eventually { try await deliveries("/good/all").count == 2 }
        let text = String(decoding: try await deliveries("/good/all")[1].body, as: UTF8.self)
        #expect(text.contains("Zed again.") && text.contains("Other."))
        await room.stop()
    }
}

@Suite(.timeLimit(.minutes(1))) struct `The feed of all feeds` {
    @Test func `has the newest entries of each, with their sources, and no two of one id`() async throws {
        let room = try Newsroom(["a.md": "---\ntitle: A\ndate: 2024-01-01\nid: urn:x:1\n---\nText.\n"])
        try room.define("title = \"One\"\nlanguage = \"en\"\nauthors = [\"Ann\"]\n")
        try room.define("title = \"Two & Three\"\nlanguage = \"fr\"\n", "two/feed.toml")
        for (name, date, id) in [("y", "2024-01-03", "urn:x:1"), ("z", "2024-01-02", "urn:x:2")] {
            try room.define(
                "---\ntitle: \(name)\ndate: \(date)\nid: \(id)\n---\nText.\n",
                "two/articles/\(name).md"
            )
        }
        try await room.publish()
        let library = try room.library()
        let atom = try #require(try await library.document(.atom, of: .everything, in: ""))
        let text = String(decoding: atom.bytes, as: UTF8.self)
        #expect(atom.selfLink == "https://news.example/all/atom.xml" && atom.path == "/all/atom.xml")
        #expect(text.matches(of: /<entry xml:lang="fr">/).count == 2)
        #expect(
            text.firstRange(of: ">y<").map { y in
                text.firstRange(of: ">z<").map { y.lowerBound < $0.lowerBound }
            } == true
        )
        #expect(text.contains("<source>") && text.contains("<title type=\"text\">Two &amp; Three</title>"))
        #expect(text.contains("href=\"https://news.example/two/atom.xml\""))
        #expect(text.contains("rel=\"hub\" href=\"https://news.example/hub\""))
        let rss = try #require(try await library.document(.rss, of: .everything, in: ""))
        #expect(
            String(decoding: rss.bytes, as: UTF8.self)
                .contains("<source url=\"https://news.example/two/rss.xml\">Two &#x26; Three</source>")
        )
        // It is found from each of them, as their summaries are.
        let news = try await room.text()
        for path in ["/all/atom.xml", "/news/summary/atom.xml"] {
            #expect(
                news.contains(
                    "rel=\"related\" type=\"application/atom+xml\" href=\"https://news.example\(path)\""
                )
            )
        }
    }
}
