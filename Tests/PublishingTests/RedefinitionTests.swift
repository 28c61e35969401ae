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

    @Test func `of the feed alone changes no entry`() async throws {
        let room = try Newsroom(["a.md": "# A\n\nText.\n"])
        try await room.publish()
        try room.define("title = \"Other\"")
        let changes = try #require(try await room.publish(isPlan: true).feeds.first)
        #expect(changes.changed.isEmpty && !changes.documents.isEmpty)
    }
}
