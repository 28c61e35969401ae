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

    @Test(arguments: [false, true])
    func `gives it back to an article that comes straight over the other`(isUp: Bool) async throws {
        let room = try Newsroom(["a.md": Self.text("A", 1), "b.md": Self.text("B", 2)])
        if isUp { try await room.start() } else { try await room.publish() }
        let first = try #require(try await room.ids()["a.md"])
        #expect(try await id(room, after: nil) == nil)
        let other = try #require(try await id(room, after: Self.text("Other", 3)))
        for _ in 1...2 {
            #expect(try await id(room, after: Self.text("A", 1)) == first)
            #expect(try await room.text(.atom).contains(other) == false)
            #expect(try await id(room, after: Self.text("Other", 3)) == other)
            #expect(try await room.text(.atom).contains(first) == false)
        }
        await room.stop()
    }

    @Test func `is guarded: many that come over others are held`() async throws {
        let names = (1...9).map { "n\($0)" }
        let room = try Newsroom()
        for name in names { try room.write(Self.text(name, 1), to: name + ".md") }
        try await room.publish()
        let first = try await room.ids()
        try await room.shell("rm *.md")
        try await room.publish("news", isNow: true, isForced: true)
        for name in names { try room.write(Self.text("Other " + name, 2), to: name + ".md") }
        try await room.publish()
        let others = try await room.ids()
        #expect(Set(others.values).isDisjoint(with: first.values) && others.count == 9)
        for name in names { try room.write(Self.text(name, 1), to: name + ".md") }
        try await room.publish()
        #expect(try await room.ids() == others)
        #expect(try await room.held().count == 9)
        try await room.publish("news", isForced: true)
        #expect(try await room.ids() == first)
    }

    @Test(arguments: [false, true])
    func `is found again by an article that went from another`(isTaken: Bool) async throws {
        let room = try Newsroom(["a.md": Self.text("A", 1), "b.md": Self.text("B", 2)])
        try await room.publish()
        let first = try #require(try await room.ids()["a.md"])
        for command in ["mv a.md c.md", "rm c.md"] {
            try await room.shell(command)
            try await room.publish()
        }
        if isTaken { #expect(try await id(room, after: Self.text("Other", 3)) != first) }
        #expect(try await id(room, after: Self.text("A", 1)) == first)
        #expect(try await room.ids().count == 2)
    }

    @Test func `gives its id to nobody else after a file that could not be read`() async throws {
        let room = try Newsroom(["a.md": Self.text("A", 1), "b.md": Self.text("B", 2)])
        try await room.publish()
        let first = try #require(try await room.ids()["a.md"])
        for (text, isFirst) in [(Self.text("Other", 3), false), (Self.text("A", 1), true)] {
            #expect(try await id(room, after: nil) == nil)
            try room.write("---\ntitle: [\n---\n", to: "a.md")
            try await room.publish()
            let id = try #require(try await id(room, after: text))
            #expect((id == first) == isFirst)
        }
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
