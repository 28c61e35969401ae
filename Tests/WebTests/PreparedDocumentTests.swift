import Feeds
import Foundation
import Glibc
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
    private var coded: PreparedDocument { plain.with(.gzip, ByteBuffer(string: "zipped")) }

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
        ("br, gzip", "\"abc-br\"", "br"), ("gzip, zstd", "\"abc-zst\"", "zstd"),
        ("zstd, br;q=0.9", "\"abc-zst\"", "zstd"), ("gzip", "\"abc-gz\"", "gzip"),
    ])
    func `has every coding that is made, each with its own entity tag`(
        accepted: String,
        etag: String,
        name: String
    ) {
        let document = coded.with(.brotli, ByteBuffer(string: "br")).with(.zstd, ByteBuffer(string: "zst"))
        let answer = document.response(to: ["Accept-Encoding": accepted])
        #expect(answer.headers["ETag"] == [etag])
        #expect(answer.headers["Content-Encoding"] == [name])
        let again = document.response(to: ["Accept-Encoding": accepted, "If-None-Match": etag])
        #expect(again.status == .notModified)
        #expect(again.headers["ETag"] == [etag])
    }

    @Test func `is sent in the next best coding until the best one is made`() {
        #expect(coded.response(to: ["Accept-Encoding": "gzip, br, zstd"]).headers["ETag"] == ["\"abc-gz\""])
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
        #expect(answer.headers["Vary"] == ["Accept-Encoding, A-IM, Sec-Fetch-Dest"])
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

@Suite struct `A coded text` {
    @Test(arguments: [
        (Coding.gzip, "gzip"), (.zstd, "zstd"), (.brotli, "brotli"),
    ])
    func `comes back as it went in`(coding: Coding, program: String) throws {
        for size in [0, 1, 7, 100_000, 3_000_000] {
            // Neither all alike nor without any pattern, as a feed is.
            let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7 ^ $0 % 61) }
            let packed = coding.compress(ByteBuffer(bytes: bytes))
            #expect(try unpacked(packed, by: program) == bytes)
            #expect(coding.compress(ByteBuffer(bytes: bytes)) == packed)
        }
    }

    @Test(arguments: [Coding.gzip, .zstd, .brotli])
    func `of 320 KB costs less than 20 ms of a processor`(coding: Coding) throws {
        let words = try String(contentsOfFile: #filePath, encoding: .utf8).split(separator: " ")
        var random = SystemRandomNumberGenerator()
        var text = ""
        while text.utf8.count < 320_000 { text += (words.randomElement(using: &random) ?? "") + " " }
        let bytes = ByteBuffer(string: text)
        let costs = (0..<5).map { _ in
            var (before, after) = (timespec(), timespec())
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before)
            _ = coding.compress(bytes)
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after)
            return Double(after.tv_sec - before.tv_sec) * 1_000 + Double(after.tv_nsec - before.tv_nsec) / 1e6
        }
        // The least of them: other things run on the same machine.
        #expect((costs.min() ?? .infinity) < 20, "\(costs) ms")
    }

    private func unpacked(_ packed: ByteBuffer, by program: String) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.path + "/feedherald-\(UUID().uuidString)"
        defer { _ = try? FileManager.default.removeItem(atPath: file) }
        try Data(packed.readableBytesView).write(to: URL(fileURLWithPath: file))
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program, "-dc"]
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
        process.standardOutput = output
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd().map(Array.init) ?? []
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return bytes
    }
}
