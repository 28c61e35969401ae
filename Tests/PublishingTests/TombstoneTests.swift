import Articles
import Feeds
import Foundation
import Store
import Testing

@testable import Publishing

@Suite(.timeLimit(.minutes(1))) struct `A tombstone` {
    private func room(_ count: Int, _ definition: String = "tombstones = true\n") async throws -> Newsroom {
        let room = try Newsroom(
            Dictionary(
                uniqueKeysWithValues: (0..<count).map {
                    ("a\($0).md", "---\ntitle: A\($0)\ndate: 2024-01-02\nid: urn:x:\($0)\n---\nText.\n")
                }
            )
        )
        try room.define(definition)
        try await room.publish()
        return room
    }

    private func graves(_ room: Newsroom) async throws -> [(id: String, date: Date)] {
        try await room.text().matches(of: /<at:deleted-entry ref="(.*?)" when="(.*?)"\/>/).map {
            (String($0.output.1), try Date(String($0.output.2), strategy: .iso8601))
        }
    }

    private func delete(_ names: String, in room: Newsroom) async throws {
        try await room.shell("rm \(names)")
        _ = try await room.publishForced()
    }

    @Test func `stands where an article was deleted, until that comes back`() async throws {
        let room = try await room(8)
        #expect(try await graves(room).isEmpty)
        #expect(try await !room.text().contains("xmlns:at"))
        let began = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))
        try await delete("a1.md", in: room)
        let graves = try await graves(room)
        #expect(graves.map(\.id) == ["urn:x:1"])
        #expect(graves.allSatisfy { began <= $0.date && $0.date <= Date() })
        let text = try await room.text()
        #expect(text.contains("xmlns:at=\"http://purl.org/atompub/tombstones/1.0\""))
        // What has changed is newer than what was there before (RFC 4287, section 4.2.15).
        let updated = try #require(text.firstMatch(of: /<updated>(.*?)<\/updated>/)).output.1
        #expect(try Date(String(updated), strategy: .iso8601) == graves[0].date)
        // Nor does it go with what happens elsewhere.
        try room.write("---\ntitle: New\ndate: 2024-01-03\n---\nText.\n", to: "new.md")
        try await room.publish()
        #expect(try await self.graves(room).map(\.id) == ["urn:x:1"])
        try room.write("---\ntitle: A1\ndate: 2024-01-02\nid: urn:x:1\n---\nText.\n", to: "a1.md")
        try await room.publish()
        #expect(try await self.graves(room).isEmpty)
    }

    @Test func `stands where an article has expired, and nowhere that nobody was shown one`() async throws {
        let room = try await room(8)
        try room.write(
            "---\ntitle: Soon gone\ndate: 2024-01-02\nexpires: 2024-02-01\nid: urn:x:old\n---\nText.\n",
            to: "old.md"
        )
        try room.write("---\ntitle: Draft\ndraft: true\nid: urn:x:draft\n---\nText.\n", to: "draft.md")
        try await room.publish()
        #expect(try await graves(room).map(\.id) == ["urn:x:old"])
        try await delete("draft.md", in: room)
        #expect(try await graves(room).map(\.id) == ["urn:x:old"])
    }

    @Test func `is in Atom alone, and nowhere unless it is wished for`() async throws {
        let room = try await room(8, "")
        try await delete("a1.md", in: room)
        #expect(try await graves(room).isEmpty)
        try room.define("tombstones = true\n")
        try await room.publish()
        #expect(try await graves(room).map(\.id) == ["urn:x:1"])
        for format in [Format.rss, .json] {
            let bytes = try #require(try await room.document(format)).bytes
            #expect(!String(decoding: bytes, as: UTF8.self).contains("urn:x:1\""))
        }
    }

    @Test(arguments: [50, 51]) func `of the last fifty are told, and of no older ones`(count: Int)
        async throws
    {
        let room = try await room(count + 1)
        try await delete("a[0-9]*[0-9].md a[0-8].md", in: room)
        #expect(try await graves(room).count == min(count, 50))
    }

    @Test func `is not told of for more than thirty days`() async throws {
        let room = try await room(1)
        for (name, expires) in [("x", "2025-02-01"), ("y", "2025-01-03"), ("z", "2025-01-01")] {
            try room.write(
                "---\ntitle: \(name)\ndate: 2024-01-02\nexpires: \(expires)\nid: urn:x:\(name)\n---\nText.\n",
                to: "\(name).md"
            )
        }
        try await room.publish()
        #expect(try await graves(room).map(\.id) == ["urn:x:x", "urn:x:y"])
    }
}

extension Newsroom {
    /// Takes what is deleted for meant.
    fileprivate func publishForced() async throws -> Report {
        let publisher = try Publisher(
            settings: settings,
            store: store,
            watcher: nil,
            inspector: inspector,
            logger: Self.logger
        )
        let work = Task { await publisher.run() }
        defer { work.cancel() }
        return await publisher.publish(PublishRequest(targets: ["news"], isNow: true, isForced: true))
    }
}
