import Foundation
import TestSupport
import Testing

@testable import Publishing

/// What another definition makes of articles that are as they were.
@Suite(.timeLimit(.minutes(1))) struct `Another definition` {
    @Test(arguments: ["permalink = \"https://a.example/{slug}\"", "content = \"summary\""])
    func `that readers see in each entry is told of as a change of each, and so it is planned`(_ line: String)
        async throws
    {
        let long = String(repeating: "A sentence that is long enough to be cut. ", count: 30)
        let room = try Newsroom(["a.md": "# A\n\n\(long)\n\nB.\n", "b.md": "# B\n\n\(long)\n\nC.\n"])
        try await room.publish()
        for definition in [line, ""] {
            try room.define(definition)
            let plan = try #require(try await room.publish(isPlan: true).feeds.first)
            #expect(plan.changed.map(\.path).sorted() == ["a.md", "b.md"])
            #expect(plan.changed.map(\.differences) == [["definition"], ["definition"]])
            let before = try await room.text()
            let changes = try #require(try await room.publish().feeds.first)
            #expect(changes.changed == plan.changed)
            #expect(try await room.text() != before)
            #expect(try await room.publish().feeds.first?.changed == [])
        }
    }

    @Test func `says of each entry which link and which date it had, and which it has`() async throws {
        let room = try Newsroom()
        try room.define("articles = \"content\"\ntimezone = \"UTC\"", "blog/feed.toml")
        try room.define("baseURL = 'https://one.example/'", "blog/hugo.toml")
        try room.define("---\ntitle: A\ndate: 2024-01-02\n---\nText.", "blog/content/a.md")
        try await room.publish()
        try room.define("baseURL = 'https://two.example/'", "blog/hugo.toml")
        try room.define("articles = \"content\"\ntimezone = \"Asia/Tokyo\"", "blog/feed.toml")
        let plan = try #require(try await room.publish(isPlan: true).feeds.first)
        let item = try #require(plan.changed.first)
        #expect(item.differences.contains("link") && item.differences.contains("date"))
        #expect(
            item.values.map { "\($0.name) \($0.before) \($0.after)" }.sorted() == [
                "date 2024-01-02T00:00:00Z 2024-01-01T15:00:00Z",
                "link https://one.example/a/ https://two.example/a/",
            ]
        )
        #expect(try await room.publish().feeds.first?.changed == plan.changed)
    }

    @Test func `that gives another address says which it was, though no file knows it any more`() async throws
    {
        let room = try Newsroom(["a.md": "---\ntitle: A\n---\nText.\n"])
        try room.define("permalink = \"https://a.example/:slug\"")
        try await room.publish()
        try room.define("permalink = \"https://b.example/:slug/\"")
        try room.write("---\ntitle: A\ntags: [x]\n---\nText.\n", to: "a.md")
        let item = try #require(try await room.publish(isPlan: true).feeds.first?.changed.first)
        #expect(item.differences == ["tags"])
        #expect(item.values.map(\.before) == ["https://a.example/a"])
        #expect(item.values.map(\.after) == ["https://b.example/a/"])
    }

    @Test func `is planned with as many articles read as the pass reads`() async throws {
        let room = try Newsroom(["a.md": "# A\n\nText.\n", "b.md": "# B\n\nMore.\n"])
        try await room.publish()
        // What goes waits for a second look, which reads it again.
        try room.write("---\ndraft: true\n---\n# A\n\nText.\n", to: "a.md")
        try room.write("# B\n\nOther.\n", to: "b.md")
        let plan = try await room.publishByHand(isPlan: true)
        let changes = try await room.publishByHand()
        #expect(plan.read == 2 && changes.read == 2)
        #expect(changes.removed == plan.removed && changes.removed.count == 1)
    }

    @Test func `of the feed alone changes no entry`() async throws {
        let room = try Newsroom(["a.md": "# A\n\nText.\n"])
        try await room.publish()
        try room.define("title = \"Other\"")
        let changes = try #require(try await room.publish(isPlan: true).feeds.first)
        #expect(changes.changed.isEmpty && !changes.documents.isEmpty)
    }
}
