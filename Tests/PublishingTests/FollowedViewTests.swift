import Feeds
import Foundation
import Outbound
import Push
import Store
import TestSupport
import Testing

@testable import Publishing

/// Views that follow edits by what is known of them are what they would be if all were looked for.
@Suite(.serialized, .timeLimit(.minutes(2))) struct `A view that follows edits` {
    private static let views: [View] = [
        .tag("gulls"), .tag("ships"), .author("ann"), .section("port"), .language("fr"), .summary,
    ]
    private let room: Newsroom

    init() throws {
        room = try Newsroom([
            "a.md":
                "---\ntitle: A\ndate: 2024-01-01\ntags: [gulls, ships]\nauthor: Ann\nsection: port\nlang: fr\n---\nA.\n",
            "z.md": "---\ntitle: Z\ndate: 2024-01-01\ntags: [other]\n---\nZ.\n",
        ])
    }

    /// Has each be a document, as for one who asks to be subscribed.
    private func ask() async throws {
        let hub = Hub(
            store: room.store,
            key: try #require(SecretKey(bytes: SecretKey.randomBytes())),
            addressGuard: AddressGuard(allowsEverything: true),
            library: Library(store: room.store, publisher: try #require(room.publisher))
        )
        for view in Self.views {
            let topic = "https://news.example" + view.path(of: .atom, in: "news")
            let fields = [
                ("hub.mode", "subscribe"), ("hub.topic", topic), ("hub.callback", "http://127.0.0.1:9/"),
            ]
            #expect(try await hub.accept(fields).status == 202)
            try await eventually { try await room.store.document(view.key(.atom, in: "news")) != nil }
        }
    }

    private func check(_ edit: String) async throws {
        let publisher = try #require(room.publisher)
        let maker = ViewMaker(site: await publisher.site, store: room.store, now: Date())
        for view in Self.views {
            let key = view.key(.atom, in: "news")
            let shown = try #require(try await maker.shown(view, of: "news", isKept: true))
            let anew = shown.composer.document(.atom, of: view, showing: shown)
            let kept = try #require(try await room.store.document(key))
            #expect(kept.etag == anew.etag, "\(view.path) after \(edit)")
        }
    }

    @Test(arguments: ["", "limit = 3\n"])
    func `is what it would be anew, whatever was edited`(limit: String) async throws {
        try room.define("title = \"News\"\nlanguage = \"en\"\n" + limit)
        try await room.start()
        try await ask()
        var random = SplitMix(state: UInt64(limit.utf8.count))
        for turn in 0..<40 {
            let path = "\(Int.random(in: 0..<9, using: &random)).md"
            if Int.random(in: 0..<7, using: &random) == 0 {
                try? FileManager.default.removeItem(atPath: room.place(path))
            } else {
                try room.write(article(turn, using: &random), to: path)
            }
            try await room.publish()
            try await check("edit \(turn) of \(path)")
        }
        await room.stop()
    }

    private func article(_ turn: Int, using random: inout SplitMix) -> String {
        var head = "title: T\(turn)\ndate: 2024-0\(Int.random(in: 1...4, using: &random))-02\n"
        let tags = ["gulls", "Gulls", "ships", "Ships", "sea"].filter { _ in Bool.random(using: &random) }
        head += "tags: [\(tags.joined(separator: ", "))]\n"
        if Bool.random(using: &random) { head += "author: Ann\n" }
        if Bool.random(using: &random) {
            head += "section: \(Bool.random(using: &random) ? "Port" : "port")\n"
        }
        if Bool.random(using: &random) { head += "lang: fr\n" }
        if Int.random(in: 0..<6, using: &random) == 0 { head += "draft: true\n" }
        let link = Int.random(in: 0..<4, using: &random) == 0 ? "[Other](3.md)" : ""
        return "---\n\(head)---\nText \(turn). \(link)\n"
    }

    @Test func `is left alone after a start by edits of what it does not show`() async throws {
        try room.define("title = \"News\"\nlanguage = \"en\"\n")
        try await room.start()
        try await ask()
        await room.stop()
        try await room.start()
        try room.write("---\ntitle: B\ndate: 2024-01-02\ntags: [Ships]\n---\nB.\n", to: "b.md")
        try await room.publish()
        try await check("an addition")
        let kept = try #require(await room.publisher?.keptViews).all(of: "news")
        // Who was made anew knows what it was made of.
        let made = kept.filter { $0.sources != nil }.map(\.place.view.path)
        #expect(made == ["tag/ships"])
        await room.stop()
    }

    @Test func `shows an article that comes up behind another that has gone or moved down`() async throws {
        try room.define("title = \"News\"\nlanguage = \"en\"\nlimit = 2\n")
        for day in 2...5 {
            try room.write(
                "---\ntitle: T\(day)\ndate: 2024-01-0\(day)\ntags: [gulls]\n---\nT.\n",
                to: "\(day).md"
            )
        }
        try await room.start()
        try await ask()
        try room.write("---\ntitle: T5\ndate: 2023-01-01\ntags: [gulls]\n---\nT.\n", to: "5.md")
        try await room.publish()
        try await check("a new date")
        let text = try #require(try await room.store.document(View.tag("gulls").key(.atom, in: "news"))).bytes
        let titles = String(decoding: text, as: UTF8.self).matches(of: />(T\d)</).map { String($0.1) }
        #expect(titles == ["T4", "T3"])
        await room.stop()
    }
}
