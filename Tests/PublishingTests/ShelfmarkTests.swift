import Feeds
import Foundation
import Store
import TestSupport
import Testing

@testable import Publishing

@Suite(.timeLimit(.minutes(1))) struct `The words of views` {
    private func article(_ tags: String) -> String {
        "---\ntitle: A\ndate: 2024-01-02\ntags: [\(tags)]\n---\nText.\n"
    }

    @Test func `are searched for once, and anew after an edition`() async throws {
        let room = try Newsroom(["a.md": article("Gulls, gulls, Ships")])
        try await room.publish()
        let shelfmarks = Shelfmarks(room.store)
        #expect(try await shelfmarks.words(.tags, slug: "gulls", of: "news") == ["Gulls", "gulls"])
        #expect(try await shelfmarks.words(.tags, slug: "ships", of: "news") == ["Ships"])
        #expect(await shelfmarks.searches == 1)
        try room.write(article("Sea"), to: "b.md")
        try await room.publish()
        #expect(try await shelfmarks.words(.tags, slug: "ships", of: "news") == ["Ships"])
        #expect(try await shelfmarks.words(.tags, slug: "sea", of: "news") == ["Sea"])
        #expect(try await shelfmarks.words(.tags, slug: "sea", of: "other") == [])
        #expect(await shelfmarks.searches == 2)
    }

    @Test func `of a view that nobody had before lead to it at once`() async throws {
        let room = try Newsroom(["a.md": article("Gulls")])
        try await room.publish()
        let library = try room.library()
        #expect(try await library.document(.atom, of: .tag("sea"), in: "news") == nil)
        try room.write(article("Sea"), to: "b.md")
        try await room.publish()
        #expect(try await library.document(.atom, of: .tag("sea"), in: "news") != nil)
    }

    @Test func `and code that was needed lately go back at rest, and the program goes on`() throws {
        func resident() throws -> Int {
            let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
            let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("RssFile:") })
            return try #require(Int(line.split(separator: " ").dropLast().last ?? ""))
        }
        let before = try resident()
        Memory.giveBack()
        #expect(try resident() < before)
        #expect(Slug.make("Still here") == "still-here")
    }
}
