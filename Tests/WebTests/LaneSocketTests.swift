import Feeds
import Foundation
import NIOCore
import NIOPosix
import Testing

@testable import Web

@Suite struct `The lane on a socket` {
    /// More than a socket takes at once.
    private let size = 6_000_000

    /// A lane with one large document, on the loopback.
    private func serving(_ body: (_ port: Int, _ document: [UInt8]) async throws -> Void) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 8) }
        let document = FeedDocument(
            key: FeedDocument.Key(feed: "news", format: .atom),
            path: "/feed.xml",
            selfLink: "http://a/feed.xml",
            hubs: [],
            version: 1,
            pieces: [Piece(hash: Fingerprint(high: 0, low: 0), bytes: bytes)],
            etag: "\"abc\"",
            lastModified: Date(timeIntervalSince1970: 1_772_436_600)
        )
        let prepared = PreparedDocument(document)
        let port = try await group.next()
            .flatSubmit {
                let table = DocumentTable()
                table.replace(["/feed.xml": prepared], aliases: [:], basePath: "")
                let connections = Connections(most: 10, idle: .seconds(60))
                let shared = NIOLoopBound((table, connections), eventLoop: group.next())
                return ServerBootstrap(group: group)
                    .childChannelOption(.socketOption(.so_sndbuf), value: 65_536)
                    .childChannelInitializer { channel in
                        channel.eventLoop.makeCompletedFuture {
                            let (table, connections) = shared.value
                            let handler = HTTPHandler(table: table, connections: connections)
                            let lane = Server.lane(handler, table, connections)
                            try channel.pipeline.syncOperations.addHandler(lane)
                        }
                    }
                    .bind(host: "127.0.0.1", port: 0)
            }
            .get().localAddress?.port
        try await body(try #require(port), bytes)
        try await group.shutdownGracefully()
    }

    private let whole = "GET /feed.xml HTTP/1.1\r\nHost: a\r\n\r\n"
    private let known = "GET /feed.xml HTTP/1.1\r\nHost: a\r\nIf-None-Match: \"abc\"\r\n\r\n"

    @Test func `sends whole answers in their order to one who takes them slowly`() async throws {
        try await serving { port, document in
            let caller = try Caller(port: port)
            // Each comes in a packet of its own, while what was sent before is not taken yet.
            for question in [known, whole, known, known + whole, known] {
                try await caller.say(question)
                try await Task.sleep(for: .milliseconds(20))
            }
            for status in [304, 200, 304, 304, 200, 304] {
                let answer = try await caller.answer()
                #expect(answer.status == status)
                if status == 200 { #expect(answer.body == document) }
            }
            #expect(try await caller.ask(known).status == 304)
        }
    }

    @Test func `ends after a whole answer where that is asked for, and survives one who has gone`()
        async throws
    {
        try await serving { port, document in
            let ending = try Caller(port: port)
            let closing = "GET /feed.xml HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            let answer = try await ending.ask(closing)
            #expect(answer.body == document)
            #expect(answer["Connection"] == "close")
            #expect(try await ending.isLeft())
            for _ in 0..<20 {
                let caller = try Caller(port: port)
                try await caller.say(whole + whole)
                await caller.endAbruptly()
            }
            #expect(try await Caller(port: port).ask(known).status == 304)
        }
    }
}
