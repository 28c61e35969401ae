import Feeds
import Foundation
import NIOCore
import NIOEmbedded
import Testing

@testable import Web

/// What a connection has answered, but for the date, and whether it is still there.
private struct Outcome: Equatable, CustomStringConvertible {
    var bytes: [UInt8]
    var isOpen: Bool

    static func == (one: Outcome, other: Outcome) -> Bool {
        // Most are of one second, and to look for dates in thousands of answers takes its time.
        one.isOpen == other.isOpen && (one.bytes == other.bytes || one.dateless == other.dateless)
    }

    private var dateless: String {
        String(decoding: bytes, as: UTF8.self).replacing(/Date: [^\r]*\r\n/, with: "")
    }

    var description: String {
        "\(isOpen ? "open" : "closed"): \(String(decoding: bytes, as: UTF8.self).debugDescription)"
    }
}

@Suite struct `The lane` {
    private let table = DocumentTable()

    init() {
        let document = FeedDocument(
            key: FeedDocument.Key(feed: "news", format: .atom),
            path: "/feed.xml",
            selfLink: "http://a/feed.xml",
            hubs: ["http://a/hub"],
            version: 1,
            pieces: [Piece(hash: Fingerprint(high: 0, low: 0), bytes: Array("<feed/>".utf8))],
            etag: "\"abc\"",
            lastModified: Date(timeIntervalSince1970: 1_772_436_600)
        )
        let prepared = PreparedDocument(document)
            .with(.gzip, ByteBuffer(string: "zipped"))
            .with(.brotli, ByteBuffer(string: "br"))
            .with(.zstd, ByteBuffer(string: "zst"))
        table.replace(["/feed.xml": prepared], aliases: ["/old.xml": "http://a/feed.xml"], basePath: "")
    }

    /// What comes back when these are read one after the other.
    private func outcome(of parts: [ArraySlice<UInt8>], throughLane hasLane: Bool) throws -> Outcome {
        let channel = EmbeddedChannel()
        let connections = Connections(most: 10, idle: .seconds(60))
        let handler = HTTPHandler(table: table, connections: connections)
        let pipeline = channel.pipeline.syncOperations
        if hasLane {
            try pipeline.addHandler(Server.lane(handler, table, connections))
        } else {
            try Server.addRoutes(to: pipeline, handler)
        }
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        for part in parts where channel.isActive { _ = try? channel.writeInbound(ByteBuffer(bytes: part)) }
        var bytes: [UInt8] = []
        while let part = try channel.readOutbound(as: ByteBuffer.self) { bytes += part.readableBytesView }
        let outcome = Outcome(bytes: bytes, isOpen: channel.isActive)
        _ = try? channel.finish(acceptAlreadyClosed: true)
        return outcome
    }

    private func bytes(of request: String) -> [UInt8] {
        request.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }

    @Test func `answers as codec and routes do, wherever a request is split, and when two come at once`()
        throws
    {
        #expect(RawRequests.all.count >= 200)
        var answered = 0
        for request in RawRequests.all {
            let bytes = bytes(of: request)
            let once = try outcome(of: [bytes[...]], throughLane: false)
            if once.bytes.starts(with: "HTTP/1.1 200 OK\r\n".utf8) { answered += 1 }
            for split in 0..<bytes.count {
                let parts = [bytes[..<split], bytes[split...]].filter { !$0.isEmpty }
                let split = try outcome(of: parts, throughLane: true)
                #expect(split == once, "\(request.debugDescription) in \(parts.map(\.count))")
                if split != once { break }
            }
            let twice = [(bytes + bytes)[...]]
            let routed = try outcome(of: twice, throughLane: false)
            let answered = try outcome(of: twice, throughLane: true)
            #expect(answered == routed, "twice \(request.debugDescription)")
        }
        #expect(answered >= 60)
    }

    @Test func `keeps the beginning of a request until its rest comes, and hands on one that is too long`()
        throws
    {
        let long = "GET /feed.xml HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 5_000))\r\n\r\n"
        let bytes = bytes(of: long)
        let once = try outcome(of: [bytes[...]], throughLane: false)
        #expect(once.bytes.starts(with: "HTTP/1.1 200 OK".utf8))
        for size in [1, 7, 1_000, 2_047, 2_048, 2_049, 4_000] {
            let parts = stride(from: 0, to: bytes.count, by: size).map {
                bytes[$0..<min($0 + size, bytes.count)]
            }
            #expect(try outcome(of: parts, throughLane: true) == once, "\(size)")
        }
    }
}
