import Articles
import Feeds
import Foundation
import Outbound
import Store
import TestSupport
import Testing

@testable import Publishing

@Suite(.timeLimit(.minutes(2))) struct `An adoption` {
    private static func text(_ title: String, _ head: String = "date: 2024-01-02") -> String {
        "---\ntitle: \(title)\n\(head)\n---\nThe body of \(title).\n"
    }

    private static let articles = ["a.md": text("A"), "b.md": text("B"), "c.md": text("C")]

    private static func entry(
        _ name: String,
        id: String? = nil,
        title: String? = nil,
        published: String? = "2024-01-02T00:00:00Z",
        updated: String? = nil
    ) -> OldFeed.Entry {
        OldFeed.Entry(
            id: id ?? "tag:old:\(name)",
            link: "https://old.example/\(name)/",
            title: title ?? name.uppercased(),
            published: published,
            updated: updated
        )
    }

    private static let entries = ["a", "b", "c"].map { entry($0) }

    private func room(_ files: [String: String] = articles) throws -> Newsroom {
        let room = try Newsroom(files)
        try room.define("permalink = \"https://old.example/:slug/\"")
        return room
    }

    /// Everything that is told of the feeds' bytes, ledger and store.
    private func bytes(_ room: Newsroom) throws -> [Data] {
        try ["feeds/news", "state"].flatMap { folder in
            try FileManager.default.subpathsOfDirectory(atPath: room.temporary.absolute(folder)).sorted()
                .filter {
                    !$0.hasSuffix("-shm") && !$0.hasSuffix("-wal")
                }.compactMap {
                    FileManager.default.contents(atPath: room.temporary.absolute("\(folder)/\($0)"))
                }
        }
    }

    @Test(arguments: [false, true])
    func `before the first publication is in the ledger, and then in the feed, also without the store`(
        _ isLost: Bool
    ) async throws {
        let room = try room()
        let adoption = try await room.adopt(Self.entries)
        #expect(adoption.new.isEmpty && adoption.changedCount == 0 && !adoption.hasFindings)
        #expect(adoption.pairs.map(\.by) == ["link", "link", "link"])
        #expect(try await room.document(.atom) == nil)
        // Who has the ids from is settled when it is published.
        #expect(try room.ledger()?.authority == "")
        if isLost {
            try await room.publish()
            let other = try Newsroom()
            try other.temporary.remove("feeds/news")
            try await room.shell("cp -a .. \(other.temporary.absolute("feeds/news"))")
            try await other.publish()
            #expect(try await Set(other.shown()) == ["tag:old:a", "tag:old:b", "tag:old:c"])
            #expect(try await other.text() == room.text())
        } else {
            try await room.start()
            #expect(try await Set(room.shown()) == ["tag:old:a", "tag:old:b", "tag:old:c"])
            #expect(try room.ledger()?.authority == "news.example")
            #expect(try room.ledger()?.inheritance.sources == ["old"])
        }
    }

    @Test(arguments: [false, true])
    func `after the publication leaves the ids that were shown, and says so`(_ isUp: Bool) async throws {
        let room = try room()
        if isUp { try await room.start() } else { try await room.publish() }
        let (ids, text) = (try await room.ids(), try await room.text())
        // A daemon might have shown it before it is asked.
        if !isUp { try room.write(Self.text("D"), to: "d.md") }
        let adoption = try await room.adopt(Self.entries + [Self.entry("d")])
        #expect(adoption.kept.map(\.path) == ["a.md", "b.md", "c.md"])
        #expect(adoption.kept.map(\.keeps) == ["a.md", "b.md", "c.md"].map { ids[$0] })
        #expect(adoption.new.map(\.path).sorted() == ["a.md", "b.md", "c.md"])
        #expect(adoption.hasFindings)
        var after = try await room.ids()
        // One that was never shown has the older id.
        #expect(after.removeValue(forKey: "d.md") == (isUp ? nil : "tag:old:d"))
        #expect(after == ids)
        #expect(try await (room.text() == text) == isUp)
    }

    @Test(arguments: [false, true])
    func `by force takes the older ids, and tells nobody`(_ isUp: Bool) async throws {
        let room = try room()
        try room.define("permalink = \"https://old.example/:slug/\"\nhubs = [\"http://127.0.0.1:1/\"]")
        if isUp { try await room.start() } else { try await room.publish() }
        let adoption = try await room.adopt(Self.entries, isForced: true)
        #expect(!adoption.hasFindings)
        #expect(try await Set(room.shown()) == ["tag:old:a", "tag:old:b", "tag:old:c"])
        #expect(try await room.store.owed().pings == 0)
        // It is for good: with the ledger lost, with the store lost, and when the file is renamed.
        await room.stop()
        try room.temporary.remove("feeds/news/ids.toml")
        try await room.shell("mv a.md z.md")
        try await room.publish()
        #expect(try await room.ids()["z.md"] == "tag:old:a")
        #expect(try #require(try room.ledger()).lines["z.md"]?.id == "tag:old:a")
        #expect(try room.ledger()?.inheritance.sources == ["old"])
    }

    @Test func `that is a plan changes nothing, and says what the adoption does`() async throws {
        let room = try room()
        for isPublished in [false, true] {
            if isPublished { try await room.publish() }
            try await room.sql("PRAGMA wal_checkpoint(TRUNCATE)")
            let before = try bytes(room)
            var plan = try await room.adopt(Self.entries, isForced: true, isPlan: true)
            #expect(try bytes(room) == before)
            #expect(plan.isPlan)
            plan.isPlan = false
            #expect(try await plan == room.adopt(Self.entries, isForced: true))
        }
    }

    @Test func `is done once: the same again changes nothing`() async throws {
        let room = try room()
        try await room.adopt(Self.entries)
        let text = try room.read("news/ids.toml")
        try await room.adopt(Self.entries)
        #expect(try room.read("news/ids.toml") == text)
        try await room.publish()
        let (ledger, document) = (try room.read("news/ids.toml"), try await room.text())
        let again = try await room.adopt(Self.entries)
        #expect(again.kept.isEmpty && !again.hasFindings)
        #expect(try room.read("news/ids.toml") == ledger)
        #expect(try await room.text() == document)
    }

    @Test func `takes dates, also of undated articles, until their author writes others`() async throws {
        let room = try room(["a.md": Self.text("A"), "b.md": "# B\n\nText.\n"])
        let adoption = try await room.adopt([
            Self.entry("a", published: "2024-01-01T23:30:00Z", updated: "2024-02-02T00:00:00Z"),
            Self.entry("b", published: "Sat, 03 Feb 2007 10:00:00 +0100"),
        ])
        #expect(!adoption.hasFindings)
        try await room.publish()
        func dates(_ path: String) async throws -> [String] {
            let entry = try #require(try await room.entry(path))
            return [entry.published.rfc3339, entry.updated.rfc3339]
        }
        #expect(try await dates("a.md") == ["2024-01-01T23:30:00Z", "2024-02-02T00:00:00Z"])
        #expect(try await dates("b.md") == ["2007-02-03T09:00:00Z", "2007-02-03T09:00:00Z"])
        // The head's order, white space and the file's time are no news.
        try await room.shell("sed -i 's/The body/The   body/' a.md; touch b.md")
        try await room.publish()
        #expect(try await dates("a.md") == ["2024-01-01T23:30:00Z", "2024-02-02T00:00:00Z"])
        // An update is one, and the date of publication stays.
        try await room.shell("echo more >> a.md; touch -d @1720000000 a.md")
        try await room.publish()
        #expect(try await dates("a.md") == ["2024-01-01T23:30:00Z", "2024-07-03T09:46:40Z"])
        #expect(try #require(try room.ledger()).lines["a.md"]?.update == nil)
        try room.write(Self.text("A", "date: 2024-03-01"), to: "a.md")
        try await room.publish()
        #expect(try await dates("a.md")[0] == "2024-03-01T00:00:00Z")
        #expect(try #require(try room.ledger()).lines["a.md"]?.date == nil)
    }

    @Test func `leaves the id that an author wrote, and says that it is another`() async throws {
        let room = try room(["a.md": Self.text("A", "date: 2024-01-02\nid: tag:own"), "b.md": Self.text("B")])
        let adoption = try await room.adopt([Self.entry("a"), Self.entry("b")])
        #expect(adoption.pairs.map(\.keeps) == ["tag:own", nil])
        #expect(adoption.new.map(\.path) == ["a.md"])
        try await room.publish()
        #expect(try await room.ids() == ["a.md": "tag:own", "b.md": "tag:old:b"])
        // Without it the article is the one that it was here.
        try room.write(Self.text("A"), to: "a.md")
        try await room.publish()
        #expect(try await room.ids()["a.md"] == "tag:own")
    }

    @Test func `gives no id to two articles`() async throws {
        let room = try room([
            "a.md": Self.text("A", "id: tag:old:b\ndate: 2024-01-02"), "b.md": Self.text("B"),
        ])
        let adoption = try await room.adopt([Self.entry("a"), Self.entry("b")])
        #expect(adoption.problems.map(\.file) == ["b.md"])
        try await room.publish()
        #expect(try await room.ids()["a.md"] == "tag:old:b")
        #expect(try await room.ids()["b.md"] == room.derivedID(of: "b.md"))
        #expect(try await room.problems().isEmpty)
    }

    @Test func `takes two entries of one id for one, and names the second where it is another's`()
        async throws
    {
        let room = try room()
        let archive = Self.entry("a", title: "An older version", updated: "2020-01-01T00:00:00Z")
        let adoption = try await room.adopt([
            Self.entry("a"), archive, Self.entry("b"), Self.entry("c", id: "tag:old:b"),
        ])
        #expect(adoption.entries == 2)
        #expect(adoption.pairs.map(\.path) == ["a.md", "b.md"])
        #expect(adoption.problems.count == 1)
        #expect(adoption.problems.first?.message.contains("\"tag:old:b\" to two entries") == true)
    }

    @Test(arguments: [("", 0), (".html", 0), ("/", 0), ("#x", 1)])
    func `knows the ids of articles that have left the older feed, where its ids are made of links`(
        _ ending: String,
        _ count: Int
    ) async throws {
        let room = try Newsroom(Self.articles)
        let page = ending == ".html" ? ".html" : "/"
        try room.define("permalink = \"https://old.example/:slug\(page)\"")
        try room.write(Self.text("Older", "date: 2023-01-02"), to: "older.md")
        try room.write(Self.text("Newer", "date: 2025-01-02"), to: "newer.md")
        let adoption = try await room.adopt(
            ["a", "b", "c"].map { name in
                let link = "https://old.example/\(name)\(page)"
                let id =
                    ending == "#x" ? link + "#x" : ending.isEmpty ? link : String(link.dropLast(ending.count))
                return OldFeed.Entry(id: id, link: link, title: name, published: "2024-01-02")
            }
        )
        // What is newer than all of the older feed is new to everybody.
        #expect(adoption.new.map(\.path) == ["newer.md"] + (count == 0 ? [] : ["older.md"]))
        #expect(adoption.older.map(\.path) == (count == 0 ? ["older.md"] : []))
        if count == 0 {
            #expect(adoption.older.first?.id == "https://old.example/older" + (ending.isEmpty ? page : ""))
        }
    }

    @Test func `takes the slug that makes the link what it was`() async throws {
        let room = try room([
            "a.md": Self.text("A title"), "2024-01-02-b.md": Self.text("B"), "c.md": Self.text("C"),
        ])
        let entries = [
            OldFeed.Entry(
                id: "1",
                link: "https://old.example/a-title/",
                title: "A title",
                published: "2024-01-02"
            ),
            OldFeed.Entry(
                id: "2",
                link: "https://old.example/%C3%A9t%C3%A9/",
                title: "B",
                published: "2024-01-02"
            ),
            OldFeed.Entry(id: "3", link: "https://old.example/deep/c/", title: "C", published: "2024-01-02"),
        ]
        let adoption = try await room.adopt(entries)
        #expect(adoption.changedCount == 1)
        #expect(
            adoption.pairs.last?.changes == ["link https://old.example/c/ was https://old.example/deep/c/"]
        )
        try await room.publish()
        #expect(try await room.slugs() == ["a.md": "a-title", "2024-01-02-b.md": "été", "c.md": "c"])
        #expect(try await room.text().contains("https://old.example/%C3%A9t%C3%A9/"))
        // They are kept like ids.
        try await room.shell("mv a.md z.md; mv 2024-01-02-b.md 2024-01-02-y.md")
        try await room.publish()
        #expect(try await room.slugs() == ["z.md": "a-title", "2024-01-02-y.md": "été", "c.md": "c"])
    }

    @Test(arguments: [
        ("https://old.example/2024/01/%s/", "https://old.example/:year/:month/:slug/"),
        ("https://old.example/2024/01/02/%s.html", "https://old.example/:year/:month/:day/:slug.html"),
        ("http://old.example/posts/%s", "http://old.example/posts/:slug"),
        ("https://old.example/01/%s/", "https://old.example/01/:slug/"),
    ])
    func `says by which template links would be as they were`(_ link: String, _ template: String) async throws
    {
        let room = try Newsroom(Self.articles)
        let entries = ["a", "b"].map {
            OldFeed.Entry(
                id: $0,
                link: link.replacing("%s", with: $0),
                title: $0.uppercased(),
                published: "2024-01-02"
            )
        }
        let adoption = try await room.adopt(entries, isPlan: true)
        #expect(adoption.changedCount == 2)
        #expect(adoption.permalink == template)
        try room.define("permalink = \"\(template)\"")
        #expect(try await room.adopt(entries).changedCount == 0)
    }

    @Test(arguments: [
        ("https://old.example/posts/a/123", nil), ("https://old.example/posts/a.php?id=123", nil),
        ("https://old.example/a/a.html", nil), ("https://old.example/p/123", nil),
        ("https://old.example/2024/01/a/", "https://old.example/:year/:month/:slug/"),
    ])
    func `suggests no template with a part that is of one article alone`(
        _ link: String,
        _ template: String?
    ) async throws {
        let room = try Newsroom(Self.articles)
        let entry = OldFeed.Entry(id: "1", link: link, title: "A", published: "2024-01-02")
        #expect(try await room.adopt([entry], isPlan: true).permalink == template)
    }

    @Test func `pairs entries without titles by text and date`() async throws {
        let text = String(repeating: "The ferry sails again. ", count: 20)
        let room = try Newsroom([
            "a.md": "---\ndate: 2024-01-02\n---\nThe *first* ferry.\n",
            "b.md": "---\ndate: 2024-01-03\n---\n\(text)\n",
            "c.md": "---\ndate: 2024-03-04\n---\nHello\n", "d.md": "---\ndate: 2024-03-04\n---\nHello\n",
            "e.md": "---\ndate: 2024-04-05\n---\nAnother day\n",
        ])
        let entries = [
            ("1", "<p>The first ferry.</p>", "2024-01-02T10:00:00Z"),
            ("2", String(text.prefix(300)) + "…", "2024-01-03"), ("3", "Hello", "2024-03-04"),
            ("4", "Another day", "2024-05-05"),
        ].map { OldFeed.Entry(id: $0.0, published: $0.2, text: $0.1) }
        let adoption = try await room.adopt(entries)
        #expect(adoption.pairs.map(\.path) == ["a.md", "b.md"])
        #expect(adoption.pairs.map(\.by) == ["text", "text"])
        #expect(adoption.changedCount == 0)
        let hello = Adoption.Leftover(
            id: "3",
            title: "Hello",
            published: "2024-03-04",
            candidates: ["c.md", "d.md"]
        )
        #expect(adoption.ambiguous == [hello])
        #expect(
            adoption.unpaired == [Adoption.Leftover(id: "4", title: "Another day", published: "2024-05-05")]
        )
        try await room.publish()
        #expect(try await Set(room.shown()).isSuperset(of: ["1", "2"]))
    }

    @Test(arguments: [false, true])
    func `keeps the order of entries without dates`(_ isDated: Bool) async throws {
        let names = ["d", "b", "e", "a", "c"]
        let head = isDated ? "date: 2024-01-02" : "x: 1"
        let room = try Newsroom(
            Dictionary(uniqueKeysWithValues: names.map { ("\($0).md", Self.text($0.uppercased(), head)) })
        )
        try room.define("permalink = \"https://old.example/:slug/\"")
        try await room.shell("touch -d @1700000000 *.md")
        let adoption = try await room.adopt(names.map { Self.entry($0, published: nil) })
        #expect(adoption.pairs.count == 5 && adoption.changedCount == 0 && adoption.new.isEmpty)
        try await room.publish()
        #expect(try await room.shown() == names.map { "tag:old:\($0)" })
    }

    @Test func `takes the feed's own id and its podcast's, which no loss changes`() async throws {
        let room = try room()
        try await room.adopt(Self.entries, feedID: "tag:old:feed", podcastGUID: "9b024349")
        try await room.publish()
        func expectNames() async throws {
            #expect(try await room.text(.atom).contains("<id>tag:old:feed</id>"))
            #expect(try await room.text(.rss).contains("<podcast:guid>9b024349</podcast:guid>"))
        }
        try await expectNames()
        try room.temporary.remove("feeds/news/ids.toml")
        try await room.publish()
        try await expectNames()
        #expect(try room.ledger()?.inheritance.podcastGUID == "9b024349")
    }

    @Test func `of nothing is remembered as such`() async throws {
        let room = try room()
        let adoption = try await room.adopt([], sources: [])
        #expect(adoption.problems.isEmpty && adoption.pairs.isEmpty)
        #expect(try room.ledger()?.inheritance.sources == [])
        try await room.publish()
        #expect(try room.read("news/ids.toml").contains("\nadopted = []\n"))
    }

    @Test func `tells entries without an article, and those that may be several`() async throws {
        let room = try room([
            "a.md": Self.text("A"), "x/same.md": Self.text("Same"), "y/same.md": Self.text("Same"),
        ])
        let adoption = try await room.adopt([
            Self.entry("a"), Self.entry("gone"), Self.entry("p", title: "Same"),
        ])
        #expect(adoption.pairs.map(\.path) == ["a.md"])
        #expect(adoption.unpaired.map(\.title) == ["GONE"])
        #expect(adoption.ambiguous.map(\.candidates) == [["x/same.md", "y/same.md"]])
        #expect(Set(adoption.new.map(\.path)) == ["x/same.md", "y/same.md"])
    }

    @Test func `of a feed that is not there, or whose ledger is broken, is refused`() async throws {
        let room = try room()
        #expect(
            try await room.adopt(Self.entries, feed: "nwes").problems.map(\.message) == [
                "is no feed of this folder, did you mean \"news\"?"
            ]
        )
        try room.define("<<<", "news/ids.toml")
        #expect(try await room.adopt(Self.entries).problems.map(\.file) == ["news/ids.toml"])
        #expect(try room.read("news/ids.toml") == "<<<")
    }

    @Test func `of another feed is none`() async throws {
        let room = try room()
        let adoption = try await room.adopt([Self.entry("x"), Self.entry("y")])
        #expect(adoption.problems.map(\.file) == ["news"])
        #expect(!FileManager.default.fileExists(atPath: room.temporary.absolute("feeds/news/ids.toml")))
    }

    @Test func `of a feed whose articles are missing changes nothing`() async throws {
        let room = try room()
        try await room.publish()
        let text = try await room.text()
        try await room.temporary.shell("mv feeds/news/articles feeds/news/away")
        let adoption = try await room.adopt(Self.entries, isForced: true)
        #expect(adoption.problems.contains { $0.severity == .error })
        #expect(try await room.text() == text)
    }

    @Test(arguments: [
        ["https://old.example/watch?v=1", "https://old.example/watch?v=2", "https://old.example/watch?v=3"],
        ["https://old.example/?p=1", "https://old.example/?p=2", "https://old.example/?p=3"],
    ])
    func `pairs links that differ in their query alone`(links: [String]) async throws {
        let names = ["a", "b", "c"]
        let files = zip(names, links).map { ("\($0).md", Self.text($0.uppercased(), "link: \($1)")) }
        let room = try Newsroom(Dictionary(uniqueKeysWithValues: files))
        let entries = zip(names, links).map { name, link in
            OldFeed.Entry(id: "tag:old:\(name)", link: "\(link)&utm_source=rss", title: "Once \(name)")
        }
        // One that is no article any more is none of those.
        let gone = OldFeed.Entry(id: "tag:old:x", link: links[0].replacing("1", with: "9"), title: "X")
        let adoption = try await room.adopt(entries + [gone])
        #expect(adoption.pairs.map(\.path) == ["a.md", "b.md", "c.md"])
        #expect(adoption.pairs.allSatisfy { $0.by == "link" })
        #expect(adoption.unpaired.map(\.id) == ["tag:old:x"] && adoption.ambiguous.isEmpty)
        let single = try Newsroom(["a.md": Self.text("A", "link: \(links[0])")])
        #expect(try await single.adopt([gone]).pairs.isEmpty)
    }

    @Test
    func `of two feeds with other ids takes those of the first, and says what readers of the second see`()
        async throws
    {
        let room = try room()
        let others = Self.entries.map { entry in
            var other = entry
            other.id = "https://old.example/?guid=\(entry.id)"
            return other
        }
        var request = AdoptionRequest(feed: "news")
        request.sources = ["rss.xml", "atom.xml"]
        request.add(Self.feed(of: Self.entries), of: 0)
        request.add(Self.feed(of: others), of: 1)
        let publisher = try Publisher(
            settings: room.settings,
            store: room.store,
            watcher: nil,
            logger: Newsroom.logger
        )
        let work = Task { await publisher.run() }
        defer { work.cancel() }
        let adoption = await publisher.adopt(request)
        #expect(adoption.pairs.map(\.id) == Self.entries.map(\.id))
        #expect(
            adoption.problems.map(\.message).contains {
                $0.contains("atom.xml has other ids for \(others.count) entries")
            }
        )
        #expect(adoption.new.isEmpty && adoption.ambiguous.isEmpty)
    }

    private static func feed(of entries: [OldFeed.Entry]) -> OldFeed {
        var feed = OldFeed()
        feed.entries = entries
        return feed
    }

    @Test func `says that an id in a head is stronger`() async throws {
        let room = try Newsroom(["a.md": Self.text("A", "id: tag:mine:a\nlink: https://old.example/a/")])
        let adoption = try await room.adopt([Self.entry("a")])
        #expect(adoption.pairs.map(\.keeps) == ["tag:mine:a"])
        #expect(adoption.pairs.map(\.isWritten) == [true])
    }

    @Test func `of a large feed is in its first page`() async throws {
        let room = try await `The first page of a large feed`.room([
            "a.md": Self.text("A", "date: 2025-01-02")
        ])
        try room.define("permalink = \"https://old.example/:slug/\"")
        try await room.adopt([Self.entry("a", published: "2025-01-01T22:00:00Z")])
        var pass = try `The first page of a large feed`.pass(in: room)
        let page = try #require(try await pass.runFirstPage(ledger: room.ledger(), leastArticles: 100))
        let first = page.edition.entries.first { $0.path == "a.md" }
        #expect(first?.id == "tag:old:a")
        #expect(first?.published.rfc3339 == "2025-01-01T22:00:00Z")
    }
}

extension Newsroom {
    /// What `feedherald adopt` does: asks the daemon where it is up, and else works by itself.
    @discardableResult
    func adopt(
        _ entries: [OldFeed.Entry],
        feed: String = "news",
        sources: [String] = ["old"],
        feedID: String? = nil,
        podcastGUID: String? = nil,
        isForced: Bool = false,
        isPlan: Bool = false
    ) async throws -> Adoption {
        var request = AdoptionRequest(feed: feed)
        request.entries = entries
        request.sources = sources
        request.feedID = feedID
        request.podcastGUID = podcastGUID
        request.isForced = isForced
        request.isPlan = isPlan
        if let publisher { return await publisher.adopt(request) }
        let publisher = try Publisher(settings: settings, store: store, watcher: nil, logger: Self.logger)
        let work = Task { await publisher.run() }
        defer { work.cancel() }
        return await publisher.adopt(request)
    }
}

@Suite struct `The address of an old feed` {
    @Test func `says the encoding of its document`() async throws {
        let far = try Subscribers()
        let client = HTTPClient(addressGuard: AddressGuard(allowsEverything: true))
        let feeds = try await OldFeedFetcher(client: client).read(far.url("/latin-1"))
        #expect(feeds.flatMap(\.entries).map(\.title) == ["é"])
    }
}
