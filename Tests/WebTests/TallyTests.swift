import Feeds
import Foundation
import Logging
import NIOCore
import NIOPosix
import Readership
import Store
import Testing

@testable import Web

@Suite struct `A tally` {
    /// Who asks, and what is answered.
    private struct Request {
        var agent = "newsboat/2.21.0"
        var client: UInt32 = 1
        var format = Format.atom
        var isUnchanged = false
    }

    private static let feedly = "Feedly/1.0 (+http://www.feedly.com/fetcher.html; 12 subscribers)"

    /// The days that are counted of a feed whose documents have 10 bytes.
    private func days(of requests: [Request]) async throws -> [ReadershipDay] {
        let store = try SQLiteStore()
        let logger = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
        let audience = Audience(store: store, logger: logger)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.any()
        let last = try await loop.submit {
            let tally = Tally(audience, loop: loop)
            for request in requests {
                let subject = Subject(
                    FeedDocument.Key(feed: "news", format: request.format),
                    size: 10,
                    maxAge: 300
                )
                var agent = request.agent
                agent.withUTF8 { agent in
                    tally.note(
                        subject,
                        agent: UnsafeRawBufferPointer(agent),
                        Client(v4: request.client),
                        isHead: false,
                        isUnchanged: request.isUnchanged,
                        sent: request.isUnchanged ? 0 : 10
                    )
                }
            }
            return tally.handOver()
        }.get()
        await last?.value
        await audience.save()
        try await group.shutdownGracefully()
        return try await store.readership(of: "news", from: 0).sorted { $0.key.agent < $1.key.agent }
    }

    @Test func `adds up who asks again, and keeps apart what is not alike`() async throws {
        var requests = (0..<3_000).map { _ in Request() }
        requests += (0..<500).map { _ in Request(isUnchanged: true) }
        requests += (0..<70).map { Request(client: 2 + $0 % 7) }
        requests += (0..<20).map { _ in
            Request(agent: Self.feedly)
        }
        requests += (0..<4).map { _ in Request(agent: Self.feedly, format: .rss) }
        for order in [requests, requests.reversed(), requests.shuffled()] {
            let days = try await days(of: order)
            #expect(days.map(\.requests) == [24, 3_570])
            #expect(days.map(\.unchanged) == [0, 500])
            #expect(days.map(\.sent) == [240, 30_700])
            #expect(days.map(\.saved) == [0, 5_000])
            #expect(days.map(\.readers) == [24, 8])
        }
    }
}
