import Articles
import Feeds
import Foundation
import Store
import TestSupport
import Testing

@testable import Publishing

/// What is lost with a store or a ledger, while the daemon is up and while it is down: nothing.
@Suite(.timeLimit(.minutes(1))) struct `A loss` {
    private static let entries = ["a", "b"].map { name in
        OldFeed.Entry(
            id: "tag:old:\(name)",
            link: "https://old.example/\(name)/",
            title: name.uppercased(),
            published: "2024-01-01T23:30:00Z",
            updated: "2024-02-02T00:00:00Z"
        )
    }

    /// A feed that goes on where an older one ended.
    private func adopted() async throws -> Newsroom {
        let room = try Newsroom([
            "a.md": "---\ntitle: A\ndate: 2024-01-02\n---\nText of A.\n",
            "b.md": "---\ntitle: B\ndate: 2024-01-02\nlastmod: 2024-05-01\n---\nText of B.\n",
            "c.md": "# C\n\nText of C.\n",
        ])
        try room.define("permalink = \"https://old.example/:slug/\"")
        try await room.adopt(Self.entries)
        return room
    }

    private func dates(_ room: Newsroom) async throws -> [[String]] {
        try await room.store.entries(of: "news").map { [$0.id, $0.published.rfc3339, $0.updated.rfc3339] }
    }

    @Test func `of the ledger under a daemon is made good at once`() async throws {
        let room = try await adopted()
        try await room.start()
        let text = try room.read("news/ids.toml")
        #expect(text.contains("updated = ") && text.contains("of = "))
        try room.temporary.remove("feeds/news/ids.toml")
        try await eventually(within: 3) { (try? room.read("news/ids.toml")) == text }
        // Also where something else comes with it.
        try await room.shell("rm ../ids.toml; echo '# D' > d.md")
        try await eventually { try await room.ids().count == 4 }
        try await eventually(within: 3) { try room.ledger()?.lines["d.md"] != nil }
        #expect(
            try room.ledger()?.lines["b.md"]?.update?.date == Date("2024-02-02T00:00:00Z", strategy: .iso8601)
        )
    }

    @Test func `of the ledger while nobody works is made good at a start`() async throws {
        let room = try await adopted()
        try await room.publish()
        let (text, before) = (try room.read("news/ids.toml"), try await dates(room))
        try room.temporary.remove("feeds/news/ids.toml")
        try await room.start()
        #expect(try room.read("news/ids.toml") == text)
        await room.stop()
        // It holds what it held: dates of the older feed stand for these texts, also when they are read again.
        try room.temporary.remove("feeds/news/ids.toml")
        try await room.shell("touch a.md b.md")
        try await room.publish()
        #expect(try await dates(room) == before)
        #expect(try room.read("news/ids.toml") == text)
        let other = try Newsroom()
        try other.temporary.remove("feeds/news")
        try await room.shell("cp -a .. \(other.temporary.absolute("feeds/news"))")
        try await other.publish()
        #expect(try await dates(other) == before)
    }

    @Test func `of the ledger with another branch leaves its place alone, for git to put it back`()
        async throws
    {
        let room = try `The guard`.room(12)
        try await room.start()
        let text = try room.read("news/ids.toml")
        try await room.shell("mkdir ../saved; mv *.md ../saved; mv ../ids.toml ../saved")
        try await eventually { try await room.held().count == 12 }
        await room.publisher?.answer()
        #expect(throws: (any Error).self) { try room.read("news/ids.toml") }
        try await room.shell("mv ../saved/*.md .")
        try await eventually(within: 5) { (try? room.read("news/ids.toml")) == text }
    }

    @Test(arguments: [false, true])
    func `of the store leaves an id to the article that had it first`(_ isLedgerLost: Bool) async throws {
        func text(_ title: String) -> String { "---\ntitle: \(title)\nid: tag:x\n---\nText of \(title).\n" }
        let room = try Newsroom(["b.md": text("B"), "c.md": "# C\n\nText.\n"])
        try await room.publish()
        try room.write(text("A"), to: "a.md")
        try await room.publish()
        #expect(try await room.entry("b.md")?.id == "tag:x")
        if isLedgerLost {
            try room.temporary.remove("feeds/news/ids.toml")
            try await room.publish()
        }
        #expect(try room.ledger()?.lines["a.md"] == Ledger.Line(denied: "tag:x"))
        let other = try Newsroom()
        try other.temporary.remove("feeds/news")
        try await room.shell("cp -a .. \(other.temporary.absolute("feeds/news"))")
        try await other.publish()
        #expect(try await other.ids() == room.ids())
        #expect(try await other.entry("b.md")?.title == "B")
        #expect(try await other.problems().map { String($0.prefix(4)) } == ["a.md"])
        // With the first one gone it is the second's, and is denied to nobody.
        try await other.shell("rm b.md")
        try await other.publish()
        try await other.publish()
        #expect(try await other.entry("a.md")?.id == "tag:x")
        #expect(try other.ledger()?.deniedPaths == [])
    }

    @Test func `of a denied file is forgotten with it`() async throws {
        let room = try Newsroom(["a.md": "---\nid: x\n---\nA\n", "b.md": "---\nid: x\n---\nB\n"])
        try await room.publish()
        #expect(try room.ledger()?.deniedPaths == ["b.md"])
        try await room.shell("rm b.md")
        try await room.publish()
        #expect(try room.ledger()?.deniedPaths == [])
    }
}
