import Feeds
import Foundation
import Store
import TestSupport
import Testing

@testable import Publishing

/// Two files whose names are one to people's eyes, composed and decomposed (Unicode, section 3.7).
@Suite(.timeLimit(.minutes(1))) struct `A name that looks the same` {
    private static let composed = "caf\u{E9}.md"
    private static let decomposed = "cafe\u{301}.md"

    private static func text(_ title: String, _ day: Int) -> String {
        "---\ntitle: \(title)\ndate: 2024-01-0\(day)\n---\nThe text of \(title).\n"
    }

    /// The ids of what is shown, by titles.
    private static func ids(_ room: Newsroom) async throws -> [String: String] {
        let live = try await room.store.entries(of: "news").filter { $0.state == .live }
        return Dictionary(live.map { ($0.title, $0.id) }, uniquingKeysWith: { first, _ in first })
    }

    /// The article that goes keeps its id for itself, also where the ledger has it.
    @Test(arguments: [true, false], [composed, decomposed])
    func `takes no id from the article that goes before it`(isInLedger: Bool, first: String) async throws {
        let second = first.isSpelled(as: Self.composed) ? Self.decomposed : Self.composed
        let room = try Newsroom(["b.md": Self.text("B", 1), first: Self.text("C", 2)])
        if isInLedger {
            let line = "\"\(first)\" = { id = \"urn:x:c\" }"
            try room.define("authority = \"news.example\"\n\n[articles]\n\(line)\n", "news/ids.toml")
        }
        try await room.publish()
        let before = try await Self.ids(room)
        #expect(isInLedger == (before["C"] == "urn:x:c"))
        try room.write(Self.text("D", 3), to: second)
        try await room.publish()
        #expect(try await Self.ids(room) == before)
        #expect(try await room.problems().count == 1)
        try FileManager.default.removeItem(atPath: room.place(first))
        try await room.publish()
        let after = try await Self.ids(room)
        #expect(after["B"] == before["B"])
        #expect(after["C"] == nil)
        #expect(after["D"] != nil && after["D"] != before["C"])
        #expect(try await room.problems().isEmpty)
    }

    /// Also where the store, the ledger or nothing is left, whatever order the disk lists the files in.
    @Test(arguments: ["store", "ledger", "nothing"], [composed, decomposed])
    func `is no article's beside the one that had it first`(lost: String, first: String) async throws {
        let second = first.isSpelled(as: Self.composed) ? Self.decomposed : Self.composed
        let room = try Newsroom(["b.md": Self.text("B", 1), first: Self.text("C", 2)])
        try await room.publish()
        let before = try await Self.ids(room)
        try room.write(Self.text("D", 3), to: second)
        try await room.publish()
        #expect(try await Self.ids(room) == before)
        #expect(try room.read("news/ids.toml").contains("\"\(first)\" = { chosen = true }"))
        if lost == "ledger" { try room.temporary.remove("feeds/news/ids.toml") }
        let after = try lost == "store" ? room.withAnotherStore() : room
        try await after.publish()
        #expect(try await Self.ids(after) == before)
        #expect(try await after.problems().count == 1)
        #expect(try after.read("news/ids.toml").contains("\"\(first)\" = { chosen = true }"))
    }

    @Test(arguments: [true, false], [composed, decomposed])
    func `lets the other in when the article goes, and is told from it from then on`(
        isUp: Bool,
        first: String
    ) async throws {
        let second = first.isSpelled(as: Self.composed) ? Self.decomposed : Self.composed
        let room = try Newsroom(["b.md": Self.text("B", 1), first: Self.text("C", 2)])
        if isUp { try await room.start() } else { try await room.publish() }
        let before = try await Self.ids(room)
        try room.write(Self.text("D", 3), to: second)
        if isUp {
            try await eventually { try await room.problems().count == 1 }
        } else {
            try await room.publish()
        }
        #expect(try await Self.ids(room) == before)
        try FileManager.default.removeItem(atPath: room.place(first))
        if isUp {
            try await eventually { try await Self.ids(room).keys.sorted() == ["B", "D"] }
        } else {
            try await room.publish()
        }
        let after = try await Self.ids(room)
        #expect(after["B"] == before["B"] && after["C"] == nil)
        #expect(after["D"].map { !before.values.contains($0) } == true)
        // The documents show what there is, and go on doing so.
        if isUp { try await Task.sleep(for: .seconds(1.5)) }
        #expect(Set(try await room.shown()) == Set(after.values))
        try await eventually { try await room.problems().isEmpty }
        // Back again, it is the newcomer, also to whoever has nothing but the ledger.
        try room.write(Self.text("C", 2), to: first)
        if isUp {
            try await eventually { try await room.problems().count == 1 }
        } else {
            try await room.publish()
        }
        let now = try await Self.ids(room)
        #expect(now == after)
        await room.stop()
        let other = try room.withAnotherStore()
        try await other.publish()
        #expect(try await Self.ids(other) == after)
    }

    @Test func `is told of at once where both come together`() async throws {
        let room = try Newsroom(["b.md": Self.text("B", 1)])
        try await room.start()
        try room.write(Self.text("C", 2), to: Self.composed)
        try room.write(Self.text("C", 2), to: Self.decomposed)
        try await eventually { try await room.problems().count == 1 }
        let before = try await Self.ids(room)
        #expect(before.count == 2)
        await room.stop()
        let other = try room.withAnotherStore()
        try await other.publish()
        #expect(try await Self.ids(other) == before)
    }

    /// As a folder does that is copied from another system: each name is spelled otherwise, and the file is the same.
    @Test(arguments: [true, false], [composed, decomposed])
    func `is the article's where the file is spelled otherwise from now on`(isUp: Bool, first: String)
        async throws
    {
        let second = first.isSpelled(as: Self.composed) ? Self.decomposed : Self.composed
        let room = try Newsroom(["b.md": Self.text("B", 1), first: Self.text("C", 2)])
        if isUp { try await room.start() } else { try await room.publish() }
        let before = try await Self.ids(room)
        try await room.shell("cp -p '\(first)' '\(second)'; rm '\(first)'")
        if isUp {
            try await eventually {
                try await room.store.entries(of: "news").contains { $0.path.isSpelled(as: second) }
            }
        } else {
            try await room.publish()
        }
        #expect(try await Self.ids(room) == before)
        try await eventually { try await room.problems().isEmpty }
        await room.stop()
        let other = try room.withAnotherStore()
        try await other.publish()
        #expect(try await Self.ids(other) == before)
    }

    /// Neither all composed nor all decomposed, or of folders; the first is the article whatever is saved when.
    @Test(arguments: [
        ("\u{212B}b.md", "\u{C5}b.md"), ("\u{E9}/n\u{303}.md", "e\u{301}/n\u{303}.md"),
        ("e\u{301}/\u{F1}.md", "\u{E9}/n\u{303}.md"), ("\u{E9}/one.md", "e\u{301}/one.md"),
    ])
    func `is told from the article's in whatever form`(first: String, second: String) async throws {
        let room = try Newsroom(["b.md": Self.text("B", 1), first: Self.text("C", 2)])
        try await room.start()
        let before = try await Self.ids(room)
        try room.write(Self.text("D", 3), to: second)
        try await eventually { try await room.problems().count == 1 }
        try room.write(Self.text("D", 4), to: second)
        // In one burst with the article's.
        try room.write(Self.text("D", 5), to: second)
        try room.write(Self.text("C", 6), to: first)
        try await eventually { try await room.text(.json).contains("2024-01-06") }
        #expect(try await Self.ids(room) == before)
        #expect(try await room.problems().count == 1)
        try FileManager.default.removeItem(atPath: room.place(first))
        try await eventually { try await Self.ids(room).keys.sorted() == ["B", "D"] }
        let after = try await Self.ids(room)
        #expect(after["B"] == before["B"] && after["D"] != before["C"])
        try await Task.sleep(for: .seconds(1.2))
        #expect(Set(try await room.shown()) == Set(after.values))
        #expect(try await room.problems().isEmpty)
        try await room.publish()
        #expect(try await Self.ids(room) == after)
        #expect(Set(try await room.shown()) == Set(after.values))
        await room.stop()
    }
}
