import Foundation
import Store
import Testing

@testable import Publishing

@Suite(.timeLimit(.minutes(2))) struct `An article's identity` {
    /// Whether the publisher watches what happens, or finds it when it starts again.
    enum Way: CaseIterable { case watched, found }

    struct Case: CustomTestStringConvertible {
        var testDescription: String
        var before: [String: String] = ["a.md": text("A"), "b.md": text("B")]
        /// In the articles folder; `$0` is a file of new text, dated as the others are.
        var change: String
        /// The path whose id each article has then; `new`: an id that nobody had.
        var after: [String: String]
        var ways = Way.allCases
    }

    static func text(_ title: String, _ head: String = "date: 2024-01-02") -> String {
        "---\ntitle: \(title)\n\(head)\n---\nThe body of \(title).\n"
    }

    static let cases = [
        Case(testDescription: "a rename", change: "mv a.md c.md", after: ["c.md": "a.md", "b.md": "b.md"]),
        Case(
            testDescription: "a move into a new subfolder",
            change: "mkdir -p x/y; mv a.md x/y/a.md",
            after: ["x/y/a.md": "a.md", "b.md": "b.md"]
        ),
        Case(
            testDescription: "a move with an edit at the same time",
            change: "mv a.md c.md; echo more >> c.md",
            after: ["c.md": "a.md", "b.md": "b.md"],
            ways: [.watched]
        ),
        Case(
            testDescription: "a copy",
            change: "cp -p a.md c.md",
            after: ["a.md": "a.md", "b.md": "b.md", "c.md": "new"]
        ),
        Case(testDescription: "a deletion", change: "rm a.md", after: ["b.md": "b.md"]),
        Case(
            testDescription: "a deletion and a restoration",
            change: "mv a.md ../a; sleep 0.2; mv ../a a.md",
            after: ["a.md": "a.md", "b.md": "b.md"]
        ),
        Case(
            testDescription: "a new file at a renamed article's old path",
            change: "mv a.md c.md; cp -p $NEW a.md",
            after: ["a.md": "new", "b.md": "b.md", "c.md": "a.md"]
        ),
        Case(
            testDescription: "a new file at the old path of an article that is renamed and edited",
            change: "mv a.md c.md; echo more >> c.md; cp -p $NEW a.md",
            after: ["a.md": "new", "b.md": "b.md", "c.md": "a.md"],
            ways: [.watched]
        ),
        Case(
            testDescription: "a rename of a folder",
            before: ["x/a.md": text("A"), "x/y/b.md": text("B"), "c.md": text("C")],
            change: "mv x z",
            after: ["z/a.md": "x/a.md", "z/y/b.md": "x/y/b.md", "c.md": "c.md"]
        ),
        Case(
            testDescription: "a rename of a folder whose articles are equal",
            before: ["x/a.md": text("A"), "x/b.md": text("A")],
            change: "mv x z",
            after: ["z/a.md": "x/a.md", "z/b.md": "x/b.md"]
        ),
        Case(
            testDescription: "a swap of two files",
            change: "mv a.md c.md; mv b.md a.md; mv c.md b.md",
            after: ["a.md": "b.md", "b.md": "a.md"],
            // While it is watched, a pass may fall between the renames and see two edits.
            ways: [.found]
        ),
        Case(
            testDescription: "a chain of renames",
            change: "mv b.md c.md; mv a.md b.md",
            after: ["b.md": "a.md", "c.md": "b.md"]
        ),
        Case(
            testDescription: "an article renamed over another",
            change: "mv a.md b.md",
            after: ["b.md": "b.md"]
        ),
        Case(
            testDescription: "an editor's save through a backup beside it",
            change: "mv a.md a.md~; cp -p $NEW a.md; rm a.md~",
            after: ["a.md": "a.md", "b.md": "b.md"]
        ),
        Case(
            testDescription: "another extension",
            change: "mv a.md a.txt; mv a.txt a.markdown",
            after: ["a.markdown": "a.md", "b.md": "b.md"]
        ),
        Case(
            testDescription: "a rename of a broken article",
            change: "printf -- '---\\ndate: [\\n---\\n' > a.md; touch -d @1600000000 a.md; mv a.md c.md",
            after: ["c.md": "a.md", "b.md": "b.md"],
            ways: [.watched]
        ),
    ]

    @Test(arguments: cases, Way.allCases)
    func `is kept or new as the file's fate says`(_ one: Case, _ way: Way) async throws {
        guard one.ways.contains(way) else { return }
        let room = try Newsroom(one.before)
        try room.temporary.write(Self.text("N"), to: "new")
        try room.temporary.date("new", 1_650_000_000)
        if way == .watched { try await room.start() } else { try await room.publish() }
        let before = try await room.ids()
        try await room.shell("NEW=../../../new; " + one.change)
        if way == .found { try await room.start() }
        do {
            try await eventually(within: 8) { try await Set(room.ids().keys) == Set(one.after.keys) }
        } catch {
            Issue.record("has \(try await room.ids()), problems \(try await room.problems())")
        }
        if let publisher = room.publisher { await publisher.answer() }
        try await Task.sleep(for: .seconds(0.3))
        let named = Dictionary(uniqueKeysWithValues: before.map { ($1, $0) })
        let after = try await room.ids().mapValues { named[$0] ?? "new" }
        #expect(after == one.after)
        #expect(try await Set(room.shown()) == Set(room.ids().values))
        // What is remembered in the ledger alone says the same.
        await room.stop()
        let ledger = try #require(try room.ledger())
        for (path, id) in try await room.ids() {
            #expect(ledger.lines[path]?.id ?? room.derivedID(of: path) == id)
        }
    }
}

extension Newsroom {
    func ledger() throws -> Ledger? { try Ledger(parsing: read("news/ids.toml")) }

    func derivedID(of path: String) -> String {
        EntryID.derived(authority: "news.example", feed: "news", path: path.withoutExtension)
    }
}
