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
}
