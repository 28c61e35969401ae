import Feeds
import Foundation
import NIOCore
import NIOHTTP1
import Testing

@testable import Web

@Suite struct `A prepared document` {
    private let plain = PreparedDocument(
        FeedDocument(
            key: FeedDocument.Key(feed: "news", format: .atom),
            path: "/news/atom.xml",
            selfLink: "https://example.org/news/atom.xml",
            hubs: ["https://example.org/hub"],
            version: 1,
            pieces: [Piece(hash: Fingerprint(high: 0, low: 0), bytes: Array("<feed/>".utf8))],
            etag: "\"abc\"",
            lastModified: Date(timeIntervalSince1970: 1_772_436_600)
        )
    )
    private var coded: PreparedDocument { plain.with(gzip: ByteBuffer(string: "zipped")) }

    private func body(of response: Response) -> String? {
        guard case .whole(let bytes) = response.body else { return nil }
        return String(buffer: bytes)
    }

    @Test func `is sent as it is until its coding is made`() {
        let answer = plain.response(to: ["Accept-Encoding": "gzip"])
        #expect(body(of: answer) == "<feed/>")
        #expect(answer.headers["Content-Encoding"] == [])
        #expect(answer.headers["ETag"] == ["\"abc\""])
    }

    @Test func `has an entity tag for each coding`() {
        let answer = coded.response(to: ["Accept-Encoding": "gzip"])
        #expect(body(of: answer) == "zipped")
        #expect(answer.headers["Content-Encoding"] == ["gzip"])
        #expect(answer.headers["ETag"] == ["\"abc-gz\""])
        #expect(coded.response(to: [:]).headers["ETag"] == ["\"abc\""])
    }

    @Test(arguments: [
        (["Accept-Encoding": "gzip", "If-None-Match": "\"abc-gz\""], "\"abc-gz\""),
        (["If-None-Match": "\"abc\""], "\"abc\""),
    ])
    func `that is known is answered with what a cache needs, and nothing of the body`(
        asked: [String: String],
        etag: String
    ) {
        let answer = coded.response(to: HTTPHeaders(asked.map { ($0.key, $0.value) }))
        #expect(answer.status == .notModified)
        #expect(body(of: answer) == nil)
        #expect(answer.headers["ETag"] == [etag])
        #expect(answer.headers["Vary"] == ["Accept-Encoding, Sec-Fetch-Dest"])
        #expect(
            answer.headers["Link"] == [
                "<https://example.org/hub>; rel=\"hub\", <https://example.org/news/atom.xml>; rel=\"self\""
            ]
        )
        #expect(answer.headers["Last-Modified"] == ["Mon, 02 Mar 2026 07:30:00 GMT"])
        #expect(!answer.headers["Cache-Control"].isEmpty)
        #expect(answer.headers["Content-Type"] == [])
        #expect(answer.headers["Content-Encoding"] == [])
    }

    @Test func `is sent again to one who has another coding of it`() {
        let answer = coded.response(to: ["Accept-Encoding": "gzip", "If-None-Match": "\"abc\""])
        #expect(answer.status == .ok)
    }
}

@Suite struct `The gzip coding` {
    @Test(arguments: [0, 1, 7, 100_000, 3_000_000])
    func `comes back as it went in`(size: Int) throws {
        // Neither all alike nor without any pattern, as a feed is.
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7 ^ $0 % 61) }
        let packed = Gzip.compress(ByteBuffer(bytes: bytes))
        #expect(try unpacked(packed) == bytes)
    }

    /// What gzip itself makes of it.
    private func unpacked(_ packed: ByteBuffer) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.path + "/feedherald-\(UUID().uuidString).gz"
        defer { _ = try? FileManager.default.removeItem(atPath: file) }
        try Data(packed.readableBytesView).write(to: URL(fileURLWithPath: file))
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", file]
        process.standardOutput = output
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd().map(Array.init) ?? []
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return bytes
    }
}
