import Articles
import Feeds
import Foundation
import Store
import TestSupport
import Testing

@testable import Publishing

@Suite(.timeLimit(.minutes(2))) struct `The first page of a large feed` {
    struct Case: CustomTestStringConvertible {
        var testDescription: String
        var definition = ""
        /// Beside the many old articles.
        var files: [String: String] = [:]
        var shown: Int
    }

    static let many = 150

    /// As many old articles as make a feed large, and these.
    static func room(_ files: [String: String] = [:], many: Int = Self.many) async throws -> Newsroom {
        let room = try Newsroom(files)
        try await room.shell(
            """
            mkdir old
            seq 0 \(many - 1) | awk '{
                f = "old/" $1 ".md"
                printf "---\\ntitle: Old %d\\ndate: 20%02d-%02d-%02d\\n---\\nText.\\n", \\
                    $1, int($1 / 336), int($1 / 28) % 12 + 1, $1 % 28 + 1 > f
                close(f)
            }'
            find old -type f -exec touch -d @1600000000 {} +
            """
        )
        return room
    }

    static func pass(in room: Newsroom) throws -> FeedPass {
        var conditions = FeedPass.Conditions(scope: .everything, now: Date())
        conditions.leavesYoung = true
        return try room.pass(conditions)
    }

    static func article(_ head: String, _ body: String = "Text.") -> String { "---\n\(head)\n---\n\(body)\n" }

    static let cases = [
        Case(testDescription: "of dated articles", shown: 50),
        Case(testDescription: "with a limit", definition: "limit = 7", shown: 7),
        Case(
            testDescription: "with drafts, and articles to come or expired",
            files: [
                "draft.md": article("title: D\ndate: 2025-01-01\ndraft: true"),
                "future.md": article("title: F\ndate: 2999-01-01"),
                "expired.md": article("title: E\ndate: 2025-01-01\nexpires: 2025-01-02"),
            ],
            shown: 50
        ),
        Case(
            testDescription: "with an article without a date, one without a title, and one with an id",
            files: [
                "undated.md": article("title: U"), "untitled.md": "# Untitled\n\nText.\n",
                "named.md": article("title: N\nid: urn:x:1\ndate: 2025-01-01"),
            ],
            shown: 50
        ),
        Case(
            testDescription: "of a busy day",
            files: Dictionary(
                uniqueKeysWithValues: (10..<90).map {
                    ("busy-\($0).md", article("title: B\($0)\ndate: 2025-05-05 10:\($0 % 50 + 10)"))
                }
            ),
            shown: 80
        ),
        Case(
            testDescription: "with many of one moment at its end",
            files: Dictionary(
                uniqueKeysWithValues: (0..<60).map {
                    ("same-\($0).md", article("title: S\($0)\ndate: 2025-05-05\nslug: s\($0)"))
                }
            ),
            shown: 60
        ),
    ]

    @Test(arguments: cases)
    func `shows what will be shown when all is read`(_ sample: Case) async throws {
        let room = try await Self.room(sample.files)
        try room.define(sample.definition)
        let (page, all) = try await Self.both(in: room)
        // Head and end are pieces too.
        #expect(page.documents.map(\.pieces.count) == Array(repeating: sample.shown + 2, count: 3))
        #expect(page.entries.count < 100)
        #expect(all.entries.count == Self.many + sample.files.count)
    }

    /// What the first page shows and what all shows, which must be the same.
    private static func both(in room: Newsroom) async throws -> (page: Edition, all: Edition) {
        var first = try pass(in: room)
        let page = try #require(try await first.runFirstPage(ledger: nil, leastArticles: many)).edition
        var whole = try pass(in: room)
        let all = try await whole.run(ledger: nil).edition
        // How long the history is nobody knows before all is read.
        #expect(page.documents.map(withoutHistory) == all.documents.map(withoutHistory))
        #expect(page.documents.map { $0.pieces[1...] } == all.documents.map { $0.pieces[1...] })
        return (page, all)
    }

    @Test func `knows which seconds those have that share one, and that nobody dated`() async throws {
        let room = try await Self.room()
        try room.define("limit = 40")
        for number in 0..<90 { try room.write("Undated \(number).\n", to: "u/note-\(number).md") }
        // These are published amid the seconds to which those go back, and share the one of their files.
        for number in 0..<30 {
            let head = "title: D\(number)\ndate: 2023-11-14T22:12:\(number + 20)Z"
            try room.write(Self.article(head), to: "u/dated-\(number).md")
        }
        try await room.shell("touch -d @1700000000 u/*.md")
        let (page, all) = try await Self.both(in: room)
        let updates = all.entries.map(\.updated)
        #expect(Set(updates).count == Self.many + 120)
        #expect(page.entries.count < 100)
        let shown = Dictionary(uniqueKeysWithValues: page.entries.map { ($0.id, $0) })
        #expect(all.entries.allSatisfy { shown[$0.id].map(\.updated) ?? $0.updated == $0.updated })
        #expect(shown.values.contains(where: \.isDated) && !shown.values.allSatisfy(\.isDated))
    }

    static let doubts = [
        Case(
            testDescription: "two articles want one slug",
            files: [
                "a.md": article("title: A\ndate: 2025-01-01\nslug: x"),
                "b.md": article("title: B\ndate: 2010-01-01\nslug: x"),
            ],
            shown: 0
        ),
        Case(
            testDescription: "two articles claim one id",
            files: [
                "a.md": article("title: A\ndate: 2025-01-01\nid: x"),
                "b.md": article("title: B\ndate: 2010-01-01\nid: x"),
            ],
            shown: 0
        ),
        Case(testDescription: "a text has its parts by their shape", files: ["a.txt": "A note.\n"], shown: 0),
        Case(
            testDescription: "an article that is shown leads to one that is not",
            files: ["a.md": article("title: A\ndate: 2025-01-01", "[old](old/0.md)")],
            shown: 0
        ),
    ]

    @Test(arguments: doubts)
    func `is left out where there is a doubt`(_ sample: Case) async throws {
        let room = try await Self.room(sample.files)
        var first = try Self.pass(in: room)
        #expect(try await first.runFirstPage(ledger: nil, leastArticles: Self.many) == nil)
    }

    @Test func `is left out where its newest article is no text`() async throws {
        let room = try await Self.room()
        try room.write(Self.article("title: A\ndate: 2025-01-01"), to: "a.md")
        try await room.shell("printf '\\303' >> a.md; touch -d 2024-01-01 a.md")
        var first = try Self.pass(in: room)
        #expect(try await first.runFirstPage(ledger: nil, leastArticles: Self.many) == nil)
    }

    @Test func `is left out of a feed of few articles`() async throws {
        let few = try await Self.room(many: FirstPage.leastArticles - 1)
        var first = try Self.pass(in: few)
        #expect(try await first.runFirstPage(ledger: nil) == nil)
    }

    @Test func `is followed by the rest, and is no news a second time`() async throws {
        let room = try await Self.room(many: FirstPage.leastArticles)
        var first = try Self.pass(in: room)
        #expect(try await first.runFirstPage(ledger: nil) != nil)
        try await room.start()
        #expect(try await room.ids().count == FirstPage.leastArticles)
        // The second version has the way to the history, of which nobody is told.
        #expect(try await room.document(.atom)?.version == 2)
        #expect(try await room.text().contains("rel=\"prev-archive\""))
        #expect(Set(try await room.ids().values).count == FirstPage.leastArticles)
        try room.write(Self.article("title: New\ndate: 2025-02-03"), to: "new.md")
        try await eventually { try await room.text().contains(">New<") }
        #expect(try await room.document(.atom)?.version == 3)
    }

    @Test func `has nobody told of the rest`() async throws {
        let room = try await Self.room(many: FirstPage.leastArticles)
        var first = try Self.pass(in: room)
        let page = try #require(try await first.runFirstPage(ledger: nil))
        try await room.store.commit(page.edition, at: Date())
        var conditions = FeedPass.Conditions(scope: .everything, now: Date())
        conditions.leavesYoung = true
        var rest = try room.pass(conditions, memory: page.memory)
        let edition = try await rest.run(ledger: nil).edition
        #expect(edition.documents.count == 3)
        #expect(!edition.isTold)
    }

    private static func withoutHistory(_ document: FeedDocument) -> String {
        String(decoding: document.bytes, as: UTF8.self)
            .replacing(/[ ]*<(atom:)?link rel="(prev-archive|next)"[^>]*>\n/, with: "")
            .replacing(/"next_url":"[^"]*",/, with: "")
    }
}
