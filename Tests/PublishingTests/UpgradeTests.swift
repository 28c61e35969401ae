import Articles
import Feeds
import Foundation
import Store
import TestSupport
import Testing

@testable import Publishing

/// Another version of this program comes to a store that an earlier one has written.
@Suite(.timeLimit(.minutes(1))) struct `An upgrade` {
    private static let hub = "hubs = [\"http://127.0.0.1:1/\"]"

    private func room(_ files: [String: String]? = nil) async throws -> Newsroom {
        let room = try Newsroom(
            files ?? [
                "a.md": "---\ntitle: A\ndate: 2024-01-02\n---\nText of A.\n", "b.md": "# B\n\nText of B.\n",
            ]
        )
        try room.define(Self.hub)
        return room
    }

    /// Has the store say what a version would have written that read files otherwise.
    private func age(_ room: Newsroom, _ change: (inout CatalogueEntry) -> Void = { _ in }) async throws {
        var record = try #require(try await room.store.feed("news"))
        record.definition = "an earlier version"
        var edition = Edition(feed: record)
        edition.entries = try await room.store.entries(of: "news").map { entry in
            var entry = entry
            change(&entry)
            return entry
        }
        edition.isTold = false
        try await room.store.commit(edition, at: Date())
    }

    private func updates(_ room: Newsroom) async throws -> [String: Date] {
        let entries = try await room.store.entries(of: "news")
        return Dictionary(uniqueKeysWithValues: entries.map { ($0.id, $0.updated) })
    }

    @Test(arguments: [false, true])
    func `reads everything again, changes nothing and tells nobody`(_ isUp: Bool) async throws {
        let room = try await room()
        try await room.publish()
        let (text, before) = (try await room.text(), try await updates(room))
        try await age(room)
        if isUp { try await room.start() } else { #expect(try await room.publish().feeds.first?.read == 2) }
        #expect(try await room.text() == text)
        #expect(try await updates(room) == before)
        #expect(try await room.isTold() == false)
        #expect(try await room.publish().feeds.first?.read == 0)
    }

    @Test func `that makes something else of the same files serves it, and tells nobody`() async throws {
        let room = try await room()
        try await room.publish()
        // A file's time says nothing of an update that was none.
        try await room.shell("touch -d 2024-06-01 a.md b.md")
        try await room.publish()
        let (text, before) = (try await room.text(), try await updates(room))
        try await age(room) { entry in
            // An article whose every part was read otherwise is no other article.
            entry.title = "Old reading"
            entry.bodyHash = Fingerprint(high: 1, low: 1)
            entry.published -= 86_400
        }
        let report = try await room.publish(isNow: false)
        #expect(!report.hasFindings)
        #expect(report.feeds.first?.changed.map(\.isTold) == [false, false])
        #expect(try await room.isTold() == false)
        #expect(try await updates(room) == before)
        #expect(try await room.text() == text)
    }

    @Test func `tells of what was edited meanwhile`() async throws {
        let room = try await room()
        try await room.publish()
        try await age(room)
        try room.write("# B\n\nAnother text of B.\n", to: "b.md")
        let report = try await room.publish()
        #expect(report.feeds.first?.changed.map(\.path) == ["b.md"])
        #expect(try await room.isTold())
    }

    @Test func `is none: another title of the feed is told`() async throws {
        let room = try await room()
        try await room.publish()
        try room.define("title = \"Other\"\n\(Self.hub)")
        try await room.publish()
        #expect(try await room.isTold())
    }

    @Test func `keeps the dates of an older feed, for whatever it makes of their texts`() async throws {
        let room = try await room()
        try room.define("\(Self.hub)\npermalink = \"https://old.example/:slug/\"")
        let old = OldFeed.Entry(
            id: "tag:old:a",
            link: "https://old.example/a/",
            title: "A",
            published: "2024-01-02T00:00:00Z",
            updated: "2024-02-02T00:00:00Z"
        )
        try await room.adopt([old])
        try await room.publish()
        let text = try room.read("news/ids.toml")
        // What the older version called this text.
        try room.define(text.replacing(/of = "[0-9a-f]*"/, with: "of = \"otherwise\""), "news/ids.toml")
        try await age(room) { $0.bodyHash = Fingerprint(high: 1, low: 1) }
        try await room.publish()
        #expect(try room.read("news/ids.toml") == text)
        #expect(try await room.entry("a.md")?.updated.rfc3339 == "2024-02-02T00:00:00Z")
    }
}
