import Feeds
import Foundation
import Store
import TestSupport
import Testing

@testable import Publishing

@Suite(.timeLimit(.minutes(2))) struct `Entries of one feed` {
    private static let moment = 1_700_000_000

    private func text(_ title: String, _ head: String = "") -> String {
        "---\ntitle: \(title)\ndate: 2023-01-02\n\(head)---\nThe body of \(title).\n"
    }

    /// Articles that were all written in the same second, as a checkout writes them.
    private func room(_ names: [String], head: String = "") async throws -> Newsroom {
        let room = try Newsroom(
            Dictionary(uniqueKeysWithValues: names.map { ("\($0).md", text($0, head)) })
        )
        try room.define("title = \"News\"\nhubs = [\"http://127.0.0.1:1/\"]\n")
        try await room.shell("touch -d @\(Self.moment) *.md")
        return room
    }

    /// How many seconds after the common one each entry was updated, in the order of their ids.
    private func seconds(_ room: Newsroom) async throws -> [Int] {
        try await room.store.entries(of: "news").filter { $0.state == .live }.sorted { $0.id < $1.id }
            .map { Int($0.updated.timeIntervalSince1970) - Self.moment }
    }

    /// When each entry was updated, by its id.
    private func updates(_ room: Newsroom) async throws -> [String: Date] {
        let entries = try await room.store.entries(of: "news").filter { $0.state == .live }
        return Dictionary(uniqueKeysWithValues: entries.map { ($0.id, $0.updated) })
    }

    private func updates(in document: String) -> [String] {
        document.components(separatedBy: "<entry>").dropFirst().compactMap {
            $0.firstMatch(of: /<updated>([^<]*)</).map { String($0.output.1) }
        }
    }

    @Test func `never share an update, and are a second apart in the order of their ids`() async throws {
        let room = try await room(["a", "b", "c", "d"])
        try await room.publish()
        #expect(try await seconds(room) == [-3, -2, -1, 0])
        #expect(Set(updates(in: try await room.text())).count == 4)
        let other = try await self.room(["d", "c", "b", "a"])
        try await other.publish()
        #expect(try await other.text() == room.text())
    }

    @Test func `keep their seconds when another is edited, when they are read again, and when one comes`()
        async throws
    {
        let room = try await room(["a", "b", "c", "d"])
        try await room.publish()
        let first = try #require(try await room.store.entries(of: "news").min { $0.id < $1.id })
        try await room.shell("echo more >> \(first.path); touch -d @\(Self.moment + 100) \(first.path)")
        try await room.publish(isNow: false)
        #expect(try await seconds(room) == [100, -2, -1, 0])
        let known = try await updates(room)
        // One that comes in the second of another makes room, whatever its id is.
        for name in ["e", "f", "g", "h", "i"] {
            try room.write(text(name), to: "\(name).md")
            try await room.shell("touch -d @\(Self.moment - 1) \(name).md")
        }
        try await room.publish(isNow: false)
        #expect(try await seconds(room).sorted() == [-7, -6, -5, -4, -3, -2, -1, 0, 100])
        #expect(try await updates(room).filter { known[$0.key] != nil } == known)
        let before = try await room.store.entries(of: "news").map(\.updated)
        try await room.shell("sed -i 's/The body/The   body/' *.md; touch *.md")
        let report = try await room.publish(isNow: false)
        #expect(report.feeds.map(\.read) == [9])
        #expect(report.feeds.map(\.changed.count) == [0])
        #expect(try await room.store.entries(of: "news").map(\.updated) == before)
    }

    @Test func `are never dated ahead of the clock, and are not drawn back`() async throws {
        let names = (0..<40).map { "a\($0)" }
        let room = try await room(names)
        try await room.shell("touch *.md")
        try await room.publish()
        let before = try await room.store.entries(of: "news").map(\.updated)
        #expect(Set(before).count == 40)
        #expect(before.allSatisfy { $0 <= .now })
        try await room.shell("touch *.md")
        #expect(try await room.publish(isNow: false).feeds.map(\.changed.count) == [0])
        #expect(try await room.store.entries(of: "news").map(\.updated) == before)
    }

    @Test func `that nobody dated were published when they were updated, each in its own second`()
        async throws
    {
        let names = (0..<40).map { "a\($0)" }
        let room = try await room(names)
        for name in names { try room.write("Undated \(name).\n", to: "\(name).md") }
        try await room.shell("touch -d @\(Self.moment) *.md")
        try await room.publish()
        let entries = try await room.store.entries(of: "news").sorted { $0.id < $1.id }
        #expect(entries.map { Int($0.updated.timeIntervalSince1970) - Self.moment } == Array(-39...0))
        #expect(entries.map(\.published) == entries.map(\.updated))
        // The ledger has these dates: without the store they are the same.
        let text = try await room.text()
        let known = try #require(try room.ledger())
        let again = try await self.room([])
        for name in names { try again.write("Undated \(name).\n", to: "\(name).md") }
        try await again.shell("touch -d @\(Self.moment) *.md")
        try again.define(known.text, "news/ids.toml")
        try await again.publish()
        #expect(try await again.text() == text)
    }

    @Test func `of one day that authors wrote are on that day, however many`() async throws {
        let names = (0..<40).map { "a\($0)" }
        let room = try await room(names, head: "updated: 2023-03-04\n")
        try await room.publish()
        let updates = try await updates(room).values.map(\.rfc3339).sorted()
        #expect(updates.first == "2023-03-04T00:00:00Z")
        #expect(updates.last == "2023-03-04T00:00:39Z")
    }

    @Test func `are apart also where authors wrote one day for all, but not where that was told before`()
        async throws
    {
        let head = "updated: 2023-11-14T22:13:20Z\n"
        let room = try await room(["a", "b", "c"], head: head)
        try await room.publish()
        #expect(try await seconds(room) == [0, 1, 2])
        let adopting = try await self.room(["a", "b", "c"], head: head)
        let entries = ["a", "b", "c"].map { name in
            OldFeed.Entry(
                id: "tag:old:\(name)",
                link: "https://news.example/news/\(name)/",
                title: name,
                published: "2023-01-02T00:00:00Z",
                updated: "2023-11-14T22:13:20Z"
            )
        }
        let adoption = try await adopting.adopt(entries)
        #expect(adoption.changedCount == 0)
        try await adopting.publish()
        #expect(try await seconds(adopting) == [0, 0, 0])
    }

    @Test func `have the same seconds in the feed, its views and its archives, also when others come`()
        async throws
    {
        let room = try await room((0..<130).map { "a\($0)" }, head: "tags: [x]\n")
        try await room.publish()
        func updates() async throws -> [String: Set<String>] {
            var updates: [String: Set<String>] = [:]
            for view in [nil, .tag("x"), .summary, .archive(1), .archive(2)] as [View?] {
                let document = try await document(view, room)
                #expect(document.count >= 50)
                for (id, update) in document { updates[id, default: []].insert(update) }
            }
            return updates
        }
        let before = try await updates()
        #expect(before.count == 130)
        #expect(before.values.allSatisfy { $0.count == 1 })
        #expect(Set(before.values.joined()).count == 130)
        for name in ["b", "c", "d", "e", "f"] { try room.write(text(name, "tags: [x]\n"), to: "\(name).md") }
        try await room.shell("touch -d @\(Self.moment) ?.md")
        try await room.publish(isNow: false)
        let after = try await updates()
        #expect(after.count == 135)
        #expect(after.filter { before[$0.key] != nil } == before)
        #expect(Set(after.values.joined()).count == 135)
    }

    /// When a document says each entry was updated, by ids.
    private func document(_ view: View?, _ room: Newsroom) async throws -> [String: String] {
        let document =
            if let view {
                try await room.library().document(.atom, of: view, in: "news")
            } else {
                try await room.document(.atom)
            }
        let text = String(decoding: try #require(document).bytes, as: UTF8.self)
        let entries = text.components(separatedBy: "<entry>").dropFirst().compactMap { entry in
            entry.firstMatch(of: /<id>([^<]*)<[\s\S]*?<updated>([^<]*)</).map {
                (String($0.output.1), String($0.output.2))
            }
        }
        return Dictionary(uniqueKeysWithValues: entries)
    }

    private typealias Moment = SecondsApart.Moment

    private func moves(_ moments: Moment..., taken: Set<Int64> = []) async throws -> [String: Int64] {
        var apart = SecondsApart(load: { range in taken.filter(range.contains) })
        return try await apart.moves(of: moments)
    }

    @Test
    func `go back from the second of their files, in the order of their ids, past those that are taken`()
        async throws
    {
        func moment(_ id: String, _ second: Int64, least: Int64 = .min) -> Moment {
            Moment(id: id, second: second, least: least)
        }
        #expect(try await moves(moment("b", 5), moment("a", 6)) == [:])
        #expect(try await moves(moment("b", 5), moment("a", 5), moment("c", 6)) == ["a": 4])
        #expect(try await moves(moment("a", 5), taken: [3, 4, 5]) == ["a": 2])
        #expect(
            try await moves(
                moment("a", 3),
                moment("b", 3),
                moment("c", 3),
                moment("d", 4),
                moment("e", 4)
            ) == ["d": 3, "c": 2, "b": 1, "a": 0]
        )
        // Not before they were published: then they go on from there.
        #expect(try await moves(moment("a", 5, least: 4), taken: [4, 5]) == ["a": 6])
        #expect(
            try await moves(moment("a", 5, least: 5), moment("b", 5, least: 5), moment("c", 6, least: 5))
                == ["b": 6, "c": 7]
        )
        #expect(try await moves(moment("a", 5, least: 5), moment("b", 5, least: 5)) == ["b": 6])
        // Also over the border of what is asked for at once, and before 1970.
        #expect(try await moves(moment("a", 1_024), taken: [1_023, 1_024]) == ["a": 1_022])
        #expect(try await moves(moment("a", 0), taken: [-2, -1, 0]) == ["a": -3])
    }

    @Test func `make room for what authors wrote, and more for what an older feed has told`() async throws {
        func moment(_ id: String, _ second: Int64, _ source: Moment.Source) -> Moment {
            Moment(id: id, second: second, source: source)
        }
        #expect(try await moves(moment("a", 5, .author), moment("b", 5, .file)) == ["b": 4])
        #expect(try await moves(moment("a", 5, .author), moment("b", 5, .author)) == ["b": 6])
        #expect(try await moves(moment("a", 5, .author), moment("b", 5, .olderFeed)) == ["a": 6])
        #expect(
            try await moves(moment("a", 5, .olderFeed), moment("b", 5, .olderFeed), taken: [5]) == [:]
        )
    }
}
