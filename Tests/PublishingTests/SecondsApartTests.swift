import Feeds
import Foundation
import Store
import TestSupport
import Testing

@testable import Publishing

@Suite(.timeLimit(.minutes(2))) struct `Two entries of one document` {
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
        #expect(try await seconds(room) == [0, 1, 2, 3])
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
        #expect(try await seconds(room) == [100, 1, 2, 3])
        let known = try await updates(room)
        // One that comes in the second of another makes room, whatever its id is.
        for name in ["e", "f", "g", "h", "i"] {
            try room.write(text(name), to: "\(name).md")
            try await room.shell("touch -d @\(Self.moment + 1) \(name).md")
        }
        try await room.publish(isNow: false)
        #expect(try await seconds(room).sorted() == [1, 2, 3, 4, 5, 6, 7, 8, 100])
        #expect(try await updates(room).filter { known[$0.key] != nil } == known)
        let before = try await room.store.entries(of: "news").map(\.updated)
        try await room.shell("sed -i 's/The body/The   body/' *.md; touch *.md")
        let report = try await room.publish(isNow: false)
        #expect(report.feeds.map(\.read) == [9])
        #expect(report.feeds.map(\.changed.count) == [0])
        #expect(try await room.store.entries(of: "news").map(\.updated) == before)
    }

    @Test func `that lie ahead of the clock a little are not drawn back`() async throws {
        let room = try await room(["a", "b", "c", "d"])
        try await room.shell("touch *.md")
        try await room.publish()
        let before = try await room.store.entries(of: "news").map(\.updated)
        #expect(Set(before).count == 4)
        try await room.shell("touch *.md")
        #expect(try await room.publish(isNow: false).feeds.map(\.changed.count) == [0])
        #expect(try await room.store.entries(of: "news").map(\.updated) == before)
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

    @Test func `are apart in views and in archives, each by itself`() async throws {
        let room = try await room((0..<130).map { "a\($0)" }, head: "tags: [x]\n")
        try await room.publish()
        let library = try room.library()
        for view in [View.tag("x"), .archive(1), .archive(2)] {
            let document = try #require(try await library.document(.atom, of: view, in: "news"))
            let updates = updates(in: String(decoding: document.bytes, as: UTF8.self))
            #expect(updates.count >= 50)
            #expect(Set(updates).count == updates.count)
        }
    }

    @Test(arguments: [true, false])
    func `never share an update where the clock jumps ahead and back between edits`(isRestarted: Bool)
        async throws
    {
        let room = try await room(["a", "b", "c", "d"])
        var memory = FeedPass.Memory()
        var last = Date(timeIntervalSince1970: 0)
        for (turn, jump) in [0, 86_400, -172_800, 0, 3_600, -7_200, -7_200].enumerated() {
            let now = Date(timeIntervalSince1970: Double(Self.moment + 1_000 + jump))
            // The others keep dates of a clock that has been, and may lie far ahead now.
            let edited = turn.isMultiple(of: 2) ? "a.md b.md" : "c.md d.md"
            try await room.shell("echo \(turn) | tee -a \(edited) > /dev/null")
            try await room.shell("touch -d @\(Self.moment + 1_000 + jump) \(edited)")
            var conditions = FeedPass.Conditions(scope: .everything, now: now)
            conditions.isImmediate = true
            var pass = try room.pass(conditions, memory: isRestarted ? FeedPass.Memory() : memory)
            let result = try await pass.run(ledger: turn == 0 ? nil : room.ledger())
            try room.define(result.ledger.text, "news/ids.toml")
            try await room.store.commit(result.edition, at: now)
            memory = result.memory
            let updates = updates(in: try await room.text())
            #expect(updates.count == 4)
            #expect(Set(updates).count == 4, "\(jump): \(updates)")
            // Who asks by the date that he has is told of each.
            let modified = try #require(try await room.document(.atom)).lastModified
            #expect(modified > last)
            last = modified
        }
    }

    @Test func `make room for those that readers know, and never for those that must not move`() {
        func moment(_ id: String, _ second: Int, known: Bool = false, fixed: Bool = false)
            -> SecondsApart.Moment
        {
            SecondsApart.Moment(
                id: id,
                updated: Date(timeIntervalSince1970: Double(second)),
                isKnown: known,
                isFixed: fixed
            )
        }
        func moves(_ moments: SecondsApart.Moment...) -> [String: Int] {
            SecondsApart.moves(of: moments).mapValues { Int($0.timeIntervalSince1970) }
        }
        #expect(moves(moment("b", 5), moment("a", 6)) == [:])
        #expect(moves(moment("b", 5), moment("a", 5), moment("c", 6)) == ["b": 7])
        #expect(moves(moment("a", 5), moment("b", 5, known: true)) == ["a": 6])
        #expect(moves(moment("a", 5, known: true), moment("b", 5, fixed: true)) == ["a": 6])
        #expect(moves(moment("a", 5, fixed: true), moment("b", 5, fixed: true)) == [:])
        #expect(
            moves(moment("a", 1), moment("b", 1), moment("c", 1), moment("d", 2), moment("e", 2))
                == ["b": 3, "c": 4, "e": 5]
        )
        #expect(moves(moment("a", 1), moment("b", 1), moment("c", 9), moment("d", 9)) == ["b": 2, "d": 10])
    }
}
