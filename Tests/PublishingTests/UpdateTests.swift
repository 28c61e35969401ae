import Articles
import Feeds
import Foundation
import Store
import TestSupport
import Testing

@testable import Publishing

@Suite(.timeLimit(.minutes(2))) struct `An update` {
    private func text(_ title: String, _ body: String = "The body.", head: String = "date: 2023-01-02")
        -> String
    {
        "---\ntitle: \(title)\n\(head)\n---\n\(body)\n"
    }

    private func room(_ definition: String = "", _ files: [String: String]? = nil) async throws -> Newsroom {
        let room = try Newsroom(files ?? ["a.md": text("A"), "b.md": text("B")])
        try room.define("hubs = [\"http://127.0.0.1:1/\"]\n\(definition)")
        try await room.publish(isNow: false)
        return room
    }

    // What is none.

    @Test(arguments: [
        "touch a.md", "sed -i 's/The body/The   body/' a.md", "printf '\\n\\n' >> a.md",
        "sed -i '2{h;d};3{G}' a.md", "sed -i 's/$/\\r/' a.md", "sed -i 's/title: A/title:   \"A\"/' a.md",
    ])
    func `is no change of white space, of a head's form, or of the file's time`(_ change: String) async throws
    {
        let room = try await room()
        let before = try #require(try await room.entry("a.md"))
        try await room.shell(change)
        let changes = try #require(try await room.publish(isNow: false).feeds.first)
        #expect(changes.read == 1)
        #expect(changes.changed.isEmpty)
        #expect(try await room.isTold() == false)
        #expect(try await room.entry("a.md")?.updated == before.updated)
    }

    @Test func `is told with what of it is different`() async throws {
        let room = try await room()
        try room.write(text("A2", head: "date: 2023-01-03\ntags: [x]"), to: "a.md")
        let changes = try #require(try await room.publish(isNow: false).feeds.first)
        #expect(changes.changed.map(\.differences) == [["title", "date", "tags"]])
        #expect(try await room.isTold())
    }

    // Quiet times.

    @Test func `soon after publication is served at once, and told once when the quiet time ends`()
        async throws
    {
        let room = try await room("[updates]\nquiet_for = \"4s\"")
        try await room.start()
        try room.write(text("C"), to: "c.md")
        try await eventually { try await room.shown().count == 3 }
        #expect(try await room.isTold())
        let end = try #require(try await room.store.quietTimes(of: "news").first?.until)
        for edit in 1...3 {
            try room.write(text("C", "Edit \(edit)."), to: "c.md")
            try await eventually { try await room.text().contains("Edit \(edit).") }
        }
        let isEarly = try await room.isTold()
        #expect(!isEarly || Date() >= end)
        if !isEarly {
            try await eventually { try await room.store.owed().pings == 3 }
            #expect(Date() >= end)
            #expect(try await room.isTold())
        }
        try await Task.sleep(for: .seconds(0.3))
        #expect(try await room.isTold() == false)
        try room.write(text("C", "After."), to: "c.md")
        try await eventually { try await room.store.owed().pings == 3 }
    }

    @Test func `that waits is told by another edition, at once by hand, or after a start`() async throws {
        let room = try await room("[updates]\nquiet_for = \"1h\"")
        try room.write(text("C"), to: "c.md")
        try await room.publish(isNow: false)
        #expect(try await room.isTold())
        // By another edition: an older article is told of as ever, and that tells all.
        try room.write(text("C", "One."), to: "c.md")
        let changes = try #require(try await room.publish(isNow: false).feeds.first)
        #expect(changes.changed.map(\.isTold) == [false])
        #expect(try await room.isTold() == false)
        try room.write(text("A", "Old."), to: "a.md")
        try await room.publish(isNow: false)
        #expect(try await room.isTold())
        #expect(try await room.store.quietTimes(of: "news").allSatisfy { !$0.isEdited })
        // By hand.
        try room.write(text("C", "Two."), to: "c.md")
        try await room.publish(isNow: false)
        #expect(try await room.isTold() == false)
        try await room.publish(isNow: true)
        #expect(try await room.isTold())
        // After a start, though it ended while nobody worked.
        try room.write(text("C", "Three."), to: "c.md")
        try await room.publish(isNow: false)
        #expect(try await room.isTold() == false)
        let later = FeedPass.Conditions(scope: .everything, now: Date() + 3_700)
        _ = try await room.run(later, memory: FeedPass.Memory())
        #expect(try await room.isTold())
        #expect(try await room.store.quietTimes(of: "news").isEmpty)
    }

    @Test func `that was never made is not told when the quiet time ends`() async throws {
        let room = try await room("[updates]\nquiet_for = \"1s\"")
        try await room.start()
        try room.write(text("C"), to: "c.md")
        try await eventually { try await room.shown().count == 3 }
        #expect(try await room.isTold())
        try await Task.sleep(for: .seconds(1.5))
        #expect(try await room.isTold() == false)
    }

    // Silence.

    @Test func `of a silent article is served, told nobody, and not dated`() async throws {
        let room = try await room()
        let before = try #require(try await room.entry("a.md"))
        try room.write(text("A", "The typo is gone.", head: "date: 2023-01-02\nsilent: true"), to: "a.md")
        let changes = try #require(try await room.publish(isNow: false).feeds.first)
        #expect(changes.changed.map(\.isTold) == [false])
        #expect(try await room.text().contains("The typo is gone."))
        #expect(try await room.isTold() == false)
        #expect(try await room.entry("a.md")?.updated == before.updated)
        // Nor is it an update when the word goes; but what comes then is one.
        try room.write(text("A", "The typo is gone."), to: "a.md")
        try await room.publish(isNow: false)
        #expect(try await room.isTold() == false)
        #expect(try await room.entry("a.md")?.updated == before.updated)
        try room.write(text("A", "News."), to: "a.md")
        try await room.publish(isNow: false)
        #expect(try await room.isTold())
        #expect(try await room.entry("a.md")?.updated != before.updated)
    }

    @Test func `that is the first of a silent article is told nobody either`() async throws {
        let room = try await room()
        try room.write(text("C", head: "date: 2023-01-02\nsilent: true"), to: "c.md")
        try await room.publish(isNow: false)
        #expect(try await room.shown().count == 3)
        #expect(try await room.isTold() == false)
    }

    @Test(arguments: [false, true])
    func `made silent by hand is told nobody, before or after the edit`(_ isUp: Bool) async throws {
        let room = try await room()
        let before = try #require(try await room.entry("a.md"))
        let silence = PublishRequest(targets: ["a.md"], isSilent: true)
        if isUp {
            try await room.start()
            #expect(try await room.publish(silence).feeds.first?.silenced == ["a.md"])
            // A start does not end it.
            await room.stop()
            try await room.start()
            try room.write(text("A", "The typo is gone."), to: "a.md")
            try await eventually { try await room.text().contains("The typo is gone.") }
        } else {
            try room.write(text("A", "The typo is gone."), to: "a.md")
            try await room.publish(silence)
        }
        #expect(try await room.text().contains("The typo is gone."))
        #expect(try await room.isTold() == false)
        #expect(try await room.entry("a.md")?.updated == before.updated)
        try room.write(text("B", "News."), to: "b.md")
        try await room.publish(isNow: false)
        #expect(try await room.isTold())
    }

    @Test func `of a feed cannot be silent`() async throws {
        let room = try await room()
        let problems = try await room.publish(PublishRequest(targets: ["news"], isSilent: true)).unknown
        #expect(problems.map(\.message) == ["is a feed; --silent takes articles"])
    }
}
