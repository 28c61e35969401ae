import Feeds
import Foundation
import Push
import Store
import TestSupport
import Testing

@testable import Publishing

@Suite(.timeLimit(.minutes(1))) struct `A document's former path` {
    private func room() throws -> Newsroom { try Newsroom(["a.md": "# A\n\nText.\n"]) }

    private func path(_ path: String?, in room: Newsroom) async throws {
        try room.define(path.map { "[paths]\nrss = \"\($0)\"" } ?? "")
        try await room.publish()
    }

    private func former(in room: Newsroom) async throws -> [String] {
        let document = try #require(try await room.document(.rss))
        #expect(try room.ledger()?.formerPaths[.rss] ?? [] == document.formerPaths)
        return document.formerPaths
    }

    @Test func `is remembered for good, but for the usual one and where it is the present one again`()
        async throws
    {
        let room = try room()
        try await path(nil, in: room)
        #expect(try await former(in: room) == [])
        try await path("/index.xml", in: room)
        #expect(try await former(in: room) == [])
        try await path("/feed.xml", in: room)
        #expect(try await former(in: room) == ["/index.xml"])
        try await path("/third.xml", in: room)
        #expect(try await former(in: room) == ["/index.xml", "/feed.xml"])
        try await path("/index.xml", in: room)
        #expect(try await former(in: room) == ["/feed.xml", "/third.xml"])
        try await path(nil, in: room)
        #expect(try await former(in: room) == ["/feed.xml", "/third.xml", "/index.xml"])
        let version = try await room.document(.rss)?.version
        try await room.publish()
        #expect(try await room.document(.rss)?.version == version)
    }

    @Test(arguments: ["ledger", "store"]) func `outlives the loss of either memory`(_ loss: String)
        async throws
    {
        var room = try room()
        try await path("/index.xml", in: room)
        try await path("/feed.xml", in: room)
        if loss == "ledger" {
            try room.temporary.remove("feeds/news/ids.toml")
        } else {
            let other = try Newsroom()
            try await room.temporary.shell("cp -a feeds/. \(other.folder)/")
            room = other
        }
        try await room.publish()
        #expect(try await former(in: room) == ["/index.xml"])
    }

    @Test func `that is another document's now is none`() async throws {
        let room = try room()
        try room.define("[paths]\nrss = \"/a.xml\"\natom = \"/b.xml\"")
        try await room.publish()
        try room.define("[paths]\nrss = \"/b.xml\"\natom = \"/a.xml\"")
        try await room.publish()
        #expect(try await former(in: room) == [])
    }

    @Test func `is a topic while somebody is subscribed to it, and no longer`() async throws {
        let room = try room()
        try await path("/index.xml", in: room)
        let topic = "https://news.example/index.xml"
        let key = try #require(try await room.store.topic(topic))
        let verification = PendingVerification(
            mode: .subscribe,
            key: key,
            topic: topic,
            callback: "https://reader.example/",
            secret: nil,
            lease: 600
        )
        try await room.store.request(verification, at: Date())
        let claimed = try #require(try await room.store.claimVerifications(at: Date(), limit: 1).first)
        _ = try await room.store.confirm([claimed], at: Date())
        try await path("/feed.xml", in: room)
        #expect(try await room.store.topic(topic) == key)
        #expect(try await room.store.topic("https://news.example/feed.xml") == key)
        let claim = try #require(try await room.store.claimFanout(at: Date() + 2))
        #expect(claim.subscriptions.map(\.topic) == [topic])
        try await room.store.endLeases(at: Date() + 700)
        #expect(try await room.store.topic(topic) == nil)
    }
}
