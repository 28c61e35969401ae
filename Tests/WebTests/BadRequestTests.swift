import Foundation
import Testing

@Suite struct `A bad request` {
    private let good = "GET /news/atom.xml HTTP/1.1\r\nHost: x\r\n\r\n"

    /// What a request is answered with behind a good one, so that it comes to the lane, and what follows it.
    private func statuses(of request: String, followedBy next: String = "") async throws -> [Int] {
        var statuses: [Int] = []
        try await TestSite.serving { site in
            _ = try await site.get("/news/atom.xml") { $0.status == 200 }
            let caller = try Caller(port: site.port)
            try await caller.say(good + request + next)
            await caller.hush()
            while let answer = try? await caller.answer() { statuses.append(answer.status) }
            // Nobody else is worse off.
            #expect(try await site.get("/news/atom.xml").status == 200)
        }
        return Array(statuses.dropFirst())
    }

    private func request(_ headers: String, body: String = "") -> String {
        "GET /news/atom.xml HTTP/1.1\r\nHost: x\r\n\(headers)\r\n\r\n\(body)"
    }

    @Test(arguments: [
        "Content-Length: 5\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Content-Length: 5\r\nContent-Length: 6", "Content-Length : 5", "Transfer-Encoding : chunked",
        "Transfer-Encoding: xchunked",
    ])
    func `that two servers may part differently is refused, and nothing behind it is taken for a request`(
        headers: String
    ) async throws {
        let smuggled = "0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
        let answers = try await statuses(of: request(headers, body: smuggled))
        #expect(answers == [400])
    }

    @Test(arguments: [
        "X: y\r\n folded", "X: y\r\n\tfolded", "X : y", "X: a\u{0}b", "X: a\nY: b", "No colon", ": y",
    ])
    func `with a header that is none is refused`(header: String) async throws {
        let answers = try await statuses(of: request(header), followedBy: good)
        #expect(answers == [400])
    }

    @Test(arguments: ["GET /news/atom.xml HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"])
    func `with no host or two is refused`(request: String) async throws {
        let answers = try await statuses(of: request, followedBy: good)
        #expect(answers == [400])
    }

    @Test(arguments: [
        "/news/atom.xml%00", "/news/%2e%2e/%2e%2e/etc/passwd", "/news/../news/atom.xml", "/%zz", "/news/%ff/",
    ])
    func `for a path that leads upwards, or is no text, is refused`(path: String) async throws {
        let answers = try await statuses(of: "GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n", followedBy: good)
        #expect(answers == [400, 200])
    }

    @Test(arguments: [
        "/news/..;/atom.xml", "/news%2Fatom.xml", "/news/atom.xml/", "//news/atom.xml",
        "/news/media/..%2F..%2Ffeed.toml",
        "/news/./atom.xml",
    ])
    func `for a path that other servers may read as another finds nothing`(path: String) async throws {
        let answers = try await statuses(of: "GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n", followedBy: good)
        #expect(answers == [404, 200])
    }

    @Test(arguments: ["/news/\u{E9}/", "/news/atom.xml\u{0}"])
    func `for a path of raw bytes is refused or finds nothing`(path: String) async throws {
        let statuses = try await statuses(of: "GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(statuses == [400] || statuses == [404])
    }

    @Test func `with too long an address is answered 414`() async throws {
        let long = "/" + String(repeating: "a", count: 20_000)
        let answers = try await statuses(of: "GET \(long) HTTP/1.1\r\nHost: x\r\n\r\n", followedBy: good)
        #expect(answers == [414, 200])
    }

    @Test(arguments: [1, 100, 1_000])
    func `with a megabyte of headers is answered 431 and left`(lines: Int) async throws {
        let line = "X: " + String(repeating: "x", count: 1_000_000 / lines)
        let headers = Array(repeating: line, count: lines).joined(separator: "\r\n")
        let answers = try await statuses(of: request(headers), followedBy: good)
        #expect(answers == [431])
    }

    @Test func `for ten thousand parts is answered with the whole`() async throws {
        let parts = (0..<10_000).map { "\($0 % 10)-" }.joined(separator: ",")
        let answers = try await statuses(of: request("Range: bytes=\(parts)"), followedBy: good)
        #expect(answers == [200, 200])
    }

    @Test func `that ends in a reset in the middle of an answer harms nobody`() async throws {
        try await TestSite.serving { site in
            _ = try await site.get("/news/atom.xml") { $0.status == 200 }
            for _ in 0..<50 {
                let caller = try Caller(port: site.port)
                await caller.endAbruptly()
                try await caller.say(String(repeating: good, count: 20))
            }
            #expect(try await site.get("/news/atom.xml").status == 200)
        }
    }
}
