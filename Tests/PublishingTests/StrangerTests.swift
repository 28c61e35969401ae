import Articles
import Feeds
import Foundation
import Store
import TestSupport
import Testing

@testable import Publishing

/// Files at paths where other articles were before.
@Suite(.timeLimit(.minutes(1))) struct `A path that had another article` {
    private static func text(_ name: String, _ day: Int) -> String {
        "---\ntitle: \(name)\ndate: 2024-01-0\(day)\n---\nThe text of \(name).\n"
    }

    private func id(_ room: Newsroom, after text: String?) async throws -> String? {
        if let text { try room.write(text, to: "a.md") } else { try await room.shell("rm a.md") }
        try await room.publish()
        return try await room.ids()["a.md"]
    }

    @Test(arguments: ["", "store", "ledger"])
    func `gives its id to nobody else, and to that one again`(_ loss: String) async throws {
        let room = try Newsroom(["a.md": Self.text("A", 1), "b.md": Self.text("B", 2)])
        try await room.publish()
        let first = try #require(try await room.ids()["a.md"])
        var others: Set<String> = []
        for day in 3...5 {
            #expect(try await id(room, after: nil) == nil)
            let other = try #require(try await id(room, after: Self.text("Other \(day)", day)))
            #expect(other != first && others.insert(other).inserted)
        }
        // What a title, a date or the text says is the same article.
        for text in [
            Self.text("A", 1), Self.text("A", 9), Self.text("New", 9),
            "---\ntitle: Newer\ndate: 2024-01-08\n---\nThe text of New.\n",
        ] {
            #expect(try await id(room, after: nil) == nil)
            #expect(try await id(room, after: text) == first)
        }
        #expect(try await id(room, after: nil) == nil)
        let last = try #require(try await id(room, after: Self.text("Last", 6)))
        if loss == "ledger" { try room.temporary.remove("feeds/news/ids.toml") }
        let present = loss == "store" ? try Newsroom() : room
        if loss == "store" {
            try present.temporary.remove("feeds/news")
            try await room.shell("cp -a .. \(present.temporary.absolute("feeds/news"))")
        }
        try await present.publish()
        #expect(try await present.ids()["a.md"] == last)
        #expect(try await present.problems().isEmpty)
    }

    @Test func `is not written over: an article whose file is written anew in place is that article`()
        async throws
    {
        let room = try Newsroom(["a.md": Self.text("A", 1), "b.md": Self.text("B", 2)])
        try await room.publish()
        let ids = try await room.ids()
        #expect(try await id(room, after: Self.text("Other", 3)) == ids["a.md"])
    }
}
