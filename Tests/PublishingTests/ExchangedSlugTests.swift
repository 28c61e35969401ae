import Articles
import Feeds
import Foundation
import Store
import TestSupport
import Testing

@testable import Publishing

/// Addresses of articles that change places, or whose authors exchange them: never two of one.
@Suite(.timeLimit(.minutes(2))) struct `Addresses that are exchanged` {
    private static func text(_ title: String, _ head: String = "") -> String {
        "---\ntitle: \(title)\n\(head)---\nThe text of \(title).\n"
    }

    /// The addresses of live articles by title; one that two have is an issue.
    private func slugs(_ room: Newsroom) async throws -> [String: String] {
        let live = try await room.store.entries(of: "news").filter { $0.state == .live }
        #expect(Set(live.map(\.slug)).count == live.count)
        return Dictionary(live.map { ($0.title, $0.slug) }, uniquingKeysWith: { first, _ in first })
    }

    private func change(_ room: Newsroom, isUp: Bool, _ change: () async throws -> Void) async throws {
        if isUp { try await room.start() } else { try await room.publish() }
        try await change()
        if isUp { try await Task.sleep(for: .seconds(2.5)) } else { try await room.publish() }
        await room.stop()
    }

    @Test(
        arguments: [
            "mv 2026-02-06-ferry.md old.md; mv harbour.md 2026-02-06-ferry.md",
            "mv 2026-02-06-ferry.md t.md; mv harbour.md 2026-02-06-ferry.md; mv t.md harbour.md",
            "cp harbour.md ../h; cp 2026-02-06-ferry.md harbour.md; cp ../h 2026-02-06-ferry.md",
        ],
        [true, false]
    )
    func `stay with who has them, where names say them`(script: String, isUp: Bool) async throws {
        let room = try Newsroom([
            "2026-02-06-ferry.md": Self.text("Ferry"), "harbour.md": Self.text("Harbour"),
            "z.md": Self.text("Z"),
        ])
        try await change(room, isUp: isUp) { try await room.shell(script) }
        #expect(try await slugs(room) == ["Ferry": "ferry", "Harbour": "ferry-2", "Z": "z"])
    }

    @Test(arguments: [true, false])
    func `are exchanged where authors write them so at once`(isUp: Bool) async throws {
        let room = try Newsroom([
            "a.md": Self.text("A", "slug: sa\n"), "b.md": Self.text("B", "slug: sb\n"),
            "c.md": Self.text("C", "slug: sc\n"),
        ])
        try await change(room, isUp: isUp) {
            try await room.shell(
                "sed -i 's/slug: sa/slug: sx/; s/slug: sb/slug: sa/; s/slug: sx/slug: sb/' a.md b.md"
            )
        }
        let slugs = try await slugs(room)
        let exchanged = ["A": "sb", "B": "sa", "C": "sc"]
        // Where a pass comes between the two, the first cannot have what the other has still.
        #expect(slugs == exchanged || isUp && (slugs["B"] == "sa" || slugs["A"] == "sb"))
    }

    @Test func `are not taken from one that waits`() async throws {
        let room = try Newsroom([
            "a.md": Self.text("A", "slug: sa\ndate: 2026-01-01\n"),
            "b.md": Self.text("B", "slug: sb\ndate: 2026-01-02\n"), "c.md": Self.text("C"),
        ])
        try await room.publish()
        try room.write(Self.text("A", "slug: sb\ndate: 2026-01-01\n"), to: "a.md")
        // Another article, as it seems: it is not taken before it is known where the former is.
        try room.write(Self.text("Other", "slug: so\ndate: 2025-05-05\n"), to: "b.md")
        var pass = try room.pass(FeedPass.Conditions(scope: .paths(["a.md", "b.md"]), now: Date()))
        let result = try await pass.run(ledger: room.ledger())
        try await room.store.commit(result.edition, at: Date())
        #expect(try await slugs(room) == ["A": "sb-2", "B": "sb", "C": "c"])
        #expect(result.memory.waiting.keys.sorted() == ["b.md"])
    }
}
