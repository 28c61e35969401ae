import Foundation
import Testing

@testable import Web

/// RFC 9110 and 9112 over a socket: what one request is answered with, by the lane and by the routes.
@Suite struct `HTTP to the letter` {
    @Test func `each coding has a strong tag of its own, which is none of another's`() async throws {
        try await TestSite.serving { site in
            var tags: [String: String] = [:]
            for coding in ["identity", "gzip", "br", "zstd"] {
                let answer = try await site.get("/news/atom.xml", "Accept-Encoding: \(coding)") {
                    $0["Content-Encoding"] ?? "identity" == coding
                }
                let tag: String = try #require(answer["ETag"])
                tags[coding] = tag
            }
            #expect(Set(tags.values).count == 4)
            #expect(tags.values.allSatisfy { $0.hasPrefix("\"") && $0.hasSuffix("\"") })
            for (coding, _) in tags {
                for (other, tag) in tags {
                    let answer = try await site.get(
                        "/news/atom.xml",
                        "Accept-Encoding: \(coding)",
                        "If-None-Match: \(tag)"
                    )
                    #expect(answer.status == (coding == other ? 304 : 200), "\(coding), \(other)")
                    if answer.status == 304 { #expect(answer["ETag"] == tag) }
                    #expect(answer["Vary"] == "Accept-Encoding, A-IM, Sec-Fetch-Dest")
                }
            }
        }
    }

    // The second has the routes answer, and says nothing that matters.
    @Test(arguments: [nil, "TE: trailers"] as [String?])
    func `conditions are lists, weak, any, and stronger than dates`(further: String?) async throws {
        try await TestSite.serving { site in
            let first = try await site.get("/news/atom.xml") { $0.status == 200 }
            let tag = try #require(first["ETag"])
            let date = try #require(first["Last-Modified"])
            let (before, after) = ("Thu, 01 Jan 1970 00:00:00 GMT", "Thu, 01 Jan 2099 00:00:00 GMT")
            let expected: [(lines: [String], status: Int)] = [
                (["If-None-Match: \(tag)"], 304),
                (["If-None-Match: W/\(tag)"], 304),
                (["If-None-Match: \"a\", W/\"b\", \(tag)"], 304),
                (["If-None-Match: \"a\"", "If-None-Match: \(tag)"], 304),
                (["If-None-Match: *"], 304),
                (["If-None-Match: \"a\""], 200),
                (["If-None-Match: \"a\"", "If-Modified-Since: \(after)"], 200),
                (["If-None-Match: \(tag)", "If-Modified-Since: \(before)"], 304),
                (["If-Modified-Since: \(date)"], 304),
                (["If-Modified-Since: \(after)"], 304),
                (["If-Modified-Since: \(before)"], 200),
                (["If-Modified-Since: yesterday"], 200),
            ]
            for (lines, status) in expected {
                for method in ["GET", "HEAD"] {
                    let lines = lines + [further].compactMap(\.self)
                    let answer = try await site.ask(method, "/news/atom.xml", lines)
                    #expect(answer.status == status, "\(method) \(lines)")
                    #expect(answer["ETag"] == tag)
                    #expect(answer["Vary"] == first["Vary"])
                }
            }
        }
    }

    @Test(arguments: [
        "Accept: image/png", "Accept-Encoding: identity;q=0, *;q=0", "Accept-Encoding: rot13",
        "Accept-Language: tlh", "Accept-Charset: utf-7",
    ])
    func `a feed is never refused with 406`(line: String) async throws {
        try await TestSite.serving { site in
            let answer = try await site.get("/news/atom.xml", line)
            #expect(answer.status == 200)
            #expect(answer["Content-Encoding"] == nil)
            #expect(answer.text.contains("Hello"))
        }
    }

    @Test(arguments: ["/news/atom.xml", "/news/", "/news/hello/", "/feeds.opml", "/nowhere"])
    func `HTTP 1.0 gets no chunks, and the end where the body ends`(path: String) async throws {
        try await TestSite.serving { site in
            let now = try await site.get(path)
            let caller = try Caller(port: site.port)
            let then = try await caller.ask("GET \(path) HTTP/1.0\r\nHost: feeds.example\r\n\r\n")
            #expect(then.status == now.status)
            #expect(then["Transfer-Encoding"] == nil)
            #expect(then.body == now.body)
            #expect(try await caller.isLeft())
        }
    }
}
