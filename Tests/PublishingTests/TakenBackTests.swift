import Articles
import Feeds
import Foundation
import Store
import TestSupport
import Testing

@testable import Publishing

/// Pages of articles that their authors have taken back.
@Suite(.timeLimit(.minutes(1))) struct `A page that was taken back` {
    private func text(_ head: String) -> String { "---\ntitle: A\n\(head)\n---\nText of A.\n" }

    /// What is told at the page of `a.md`: page, gone or unknown.
    private func answer(_ room: Newsroom, _ slug: String = "a") async throws -> String {
        let publisher = try Publisher(
            settings: room.settings,
            store: room.store,
            watcher: nil,
            logger: Newsroom.logger
        )
        return switch try await Library(store: room.store, publisher: publisher).article(slug, in: "news") {
        case .page: "page"
        case .elsewhere, .moved: "moved"
        case .gone: "gone"
        case .unknown: "unknown"
        }
    }

    @Test(arguments: [
        "date: 2024-01-02\ndraft: true", "date: 2024-01-02\nexpires: 2024-02-01", "date: 2124-01-02",
    ])
    func `is gone, until it is published again`(_ head: String) async throws {
        let room = try Newsroom(["a.md": text("date: 2024-01-02"), "b.md": text("date: 2024-01-03")])
        try await room.publish()
        #expect(try await answer(room) == "page")
        for _ in 1...2 {
            try room.write(text(head), to: "a.md")
            try await room.publish()
            #expect(try await answer(room) == "gone")
            // Another edit of it is no other state of affairs.
            try room.write(text(head) + "More.\n", to: "a.md")
            try await room.publish()
            #expect(try await answer(room) == "gone")
            try room.write(text("date: 2024-01-02"), to: "a.md")
            try await room.publish()
            #expect(try await answer(room) == "page")
        }
    }

    @Test(arguments: ["date: 2024-01-02\ndraft: true", "date: 2124-01-02"])
    func `was one: what was never published is unknown`(_ head: String) async throws {
        let room = try Newsroom(["a.md": text(head), "b.md": text("date: 2024-01-03")])
        for _ in 1...2 {
            try await room.publish()
            #expect(try await answer(room) == "unknown")
            try room.write(text(head) + "More.\n", to: "a.md")
        }
    }

    @Test func `is gone under the address that it had before, too`() async throws {
        let room = try Newsroom([
            "a.md": text("slug: old\ndate: 2024-01-02"), "b.md": text("date: 2024-01-03"),
        ])
        try await room.publish()
        try room.write(text("slug: new\ndate: 2024-01-02"), to: "a.md")
        try await room.publish()
        #expect(try await answer(room, "old") == "moved")
        try room.write(text("slug: new\ndate: 2024-01-02\ndraft: true"), to: "a.md")
        try await room.publish()
        #expect(try await answer(room, "old") == "gone")
        #expect(try await answer(room, "new") == "gone")
    }
}
