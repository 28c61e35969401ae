import Articles
import Feeds
import Foundation
import Store
import TestSupport
import Testing

@testable import Publishing

/// Files that are copied, and whose first ones go a moment later.
@Suite(.timeLimit(.minutes(1))) struct `A copied article` {
    struct Way: CustomTestStringConvertible {
        var testDescription: String
        var change: String
        /// New path to old.
        var moves: [String: String]
    }

    private static let ways = [
        Way(
            testDescription: "cp, rm",
            change: "cp old/a.md b.md; sleep 0.3; rm old/a.md",
            moves: ["b.md": "old/a.md"]
        ),
        Way(
            testDescription: "cp, edit, rm",
            change: "cp old/a.md b.md; echo more >> b.md; sleep 0.3; rm old/a.md",
            moves: ["b.md": "old/a.md"]
        ),
        Way(
            testDescription: "cp, rm of undated ones",
            change: "cp old/n.md m.md; cp old/t.txt u.txt; sleep 0.3; rm old/n.md old/t.txt",
            moves: ["m.md": "old/n.md", "u.txt": "old/t.txt"]
        ),
        Way(
            testDescription: "cp, rm of one with an id",
            change: "cp old/i.md j.md; sleep 0.3; rm old/i.md",
            moves: ["j.md": "old/i.md"]
        ),
        Way(
            testDescription: "cp, rm of one with another date in its name",
            change: "cp old/2024-02-10-d.md old/2024-02-11-d.md; sleep 0.3; rm old/2024-02-10-d.md",
            moves: ["old/2024-02-11-d.md": "old/2024-02-10-d.md"]
        ),
        Way(
            testDescription: "cp, rm of one with a date in its name, and then none",
            change: "cp old/2024-02-10-d.md d.md; sleep 0.3; rm old/2024-02-10-d.md",
            moves: ["d.md": "old/2024-02-10-d.md"]
        ),
        Way(
            testDescription: "cp, rm of one without a date, and then with one",
            change: "cp old/n.md 2024-02-12-n.md; sleep 0.3; rm old/n.md",
            moves: ["2024-02-12-n.md": "old/n.md"]
        ),
        Way(
            testDescription: "cp -r, rm -rf",
            change: "cp -r old new; sleep 0.3; rm -rf old",
            moves: [
                "new/a.md": "old/a.md", "new/n.md": "old/n.md", "new/t.txt": "old/t.txt",
                "new/i.md": "old/i.md", "new/2024-02-10-d.md": "old/2024-02-10-d.md",
            ]
        ),
        Way(
            testDescription: "rsync --delete-after",
            change: "mkdir ../next; cp -r old ../next/new; rsync -a --delete-after ../next/ ./",
            moves: [
                "new/a.md": "old/a.md", "new/n.md": "old/n.md", "new/t.txt": "old/t.txt",
                "new/i.md": "old/i.md", "new/2024-02-10-d.md": "old/2024-02-10-d.md",
            ]
        ),
    ]

    private static func room() async throws -> Newsroom {
        let room = try Newsroom([
            "old/a.md": "---\ntitle: A\ndate: 2024-01-02\n---\nText of A.\n",
            "old/n.md": "# Note\n\nText of a note.\n",
            "old/t.txt": "A title\n\nThe first paragraph.\n",
            "old/2024-02-10-d.md": "---\ntitle: D\n---\nText of D.\n",
            "old/i.md": "---\ntitle: I\nid: tag:i\ndate: 2024-01-02\n---\nText of I.\n",
        ])
        try room.define("hubs = [\"http://127.0.0.1:1/\"]")
        try await room.start()
        return room
    }

    @Test func `has moved where its first file goes soon`() async {
        await abreast(Self.ways) { way in
            let story: Comment = "\(way.testDescription)"
            let room = try await Self.room()
            let before = try await room.ids()
            var after = before
            for from in way.moves.values { after[from] = nil }
            for (to, from) in way.moves { after[to] = before[from] }
            try await room.shell(way.change)
            try await eventually(within: 8) { try await Set(room.ids().keys) == Set(after.keys) }
            #expect(try await room.ids() == after, story)
            try await Task.sleep(for: .seconds(1.3))
            await room.publisher?.answer()
            #expect(try await room.ids() == after, story)
            #expect(try await room.problems() == [], story)
            #expect(try await Set(room.shown()) == Set(before.values), story)
        }
    }

    @Test func `that stays beside its first file is a new one`() async throws {
        let room = try await Self.room()
        let before = try await room.ids()
        try await room.shell("cp old/a.md b.md")
        try await eventually(within: 5) { try await room.ids().count == 6 }
        let ids = try await room.ids()
        // The store has it before the publisher remembers it.
        await room.publisher?.answer()
        #expect(ids.filter { $0.key != "b.md" } == before)
        #expect(ids["b.md"].map { before.values.contains($0) } == false)
        #expect(await room.publisher?.memories["news"]?.waiting.isEmpty == true)
    }

    @Test func `is all that waits: a new article does not`() async throws {
        let room = try await Self.room()
        await room.stop()
        try room.write("---\ntitle: B\ndate: 2024-01-02\n---\nText of B.\n", to: "b.md")
        try room.write("---\ntitle: Link\ndate: 2024-01-02\n---\n", to: "c.md")
        try room.write("---\ntitle: Other link\ndate: 2024-01-02\n---\n", to: "d.md")
        try await room.shell("cp old/a.md e.md; cp old/n.md f.md; sed -i 's/of a note/of another/' f.md")
        // What an author begins with the text of another: another title, of the same day.
        try await room.shell("sed 's/title: A/title: G/' old/a.md > g.md")
        try await room.shell("printf -- '---\ntitle: Another\n---\n' | cat - old/n.md > h.md")
        let paths: Set = ["b.md", "c.md", "d.md", "e.md", "f.md", "g.md", "h.md"]
        var pass = try room.pass(FeedPass.Conditions(scope: .paths(paths), now: Date()))
        let result = try await pass.run(ledger: room.ledger())
        #expect(result.changes.added.map(\.path) == ["b.md", "c.md", "d.md", "f.md", "g.md", "h.md"])
        #expect(result.memory.waiting.mapValues(\.twin) == ["e.md": "old/a.md"])
    }
}
