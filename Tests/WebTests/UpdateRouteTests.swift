import Foundation
import Testing

@Suite struct `Newer entries` {
    private static let second = "---\ntitle: Second\ndate: 2026-03-03\n---\nMore of it.\n"

    /// The tag of a document that a reader has, and the site when it has a second article.
    private func updated(
        _ path: String,
        _ body: (TestSite, _ known: String) async throws -> Void
    ) async throws {
        try await TestSite.serving { site in
            // Not inside the macro: this compiler takes a closure there for the next one of this function.
            let first = try await site.get(path) { $0.status == 200 }
            let tag = try #require(first["ETag"])
            try await site.publish(["news/articles/second.md": Self.second])
            _ = try await site.get(path) { $0.text.contains("Second") }
            try await body(site, tag)
        }
    }

    @Test(arguments: ["/news/rss.xml", "/news/atom.xml", "/news/feed.json"])
    func `alone are sent to one who takes them and has an older version`(path: String) async throws {
        try await updated(path) { site, known in
            let whole = try await site.get(path)
            for taken in ["feed", "FEED", "vcdiff, feed;q=0.5"] {
                let answer = try await site.get(path, "A-IM: \(taken)", "If-None-Match: \"x\", W/\(known)")
                #expect(answer.status == 226)
                #expect(answer["IM"] == "feed")
                #expect(answer["ETag"] == whole["ETag"])
                #expect(answer["Cache-Control"] == "no-store")
                #expect(answer["Vary"] == "Accept-Encoding, A-IM, Sec-Fetch-Dest")
                #expect(answer["Content-Type"] == whole["Content-Type"])
                #expect(answer["Link"] == whole["Link"])
                #expect(answer["Last-Modified"] == whole["Last-Modified"])
                #expect(answer.text.contains("Second"))
                #expect(!answer.text.contains("Hello"))
                #expect(answer.body.count < whole.body.count)
            }
            let head = try await site.ask("HEAD", path, ["A-IM: feed", "If-None-Match: \(known)"])
            #expect(head.status == 226)
            #expect(head.body.isEmpty)
        }
    }

    @Test(arguments: ["/news/rss.xml", "/news/atom.xml", "/news/feed.json"])
    func `are an edited entry too, and none where one has only gone`(path: String) async throws {
        try await updated(path) { site, known in
            let second = try #require(try await site.get(path)["ETag"])
            try await site.publish([
                "news/articles/hello.md": "---\ntitle: Hello again\ndate: 2026-03-02\n---\nEdited.\n"
            ])
            let again = try await site.get(path) { $0.text.contains("Hello again") }
            let third = try #require(again["ETag"])
            let edited = try await site.get(path, "A-IM: feed", "If-None-Match: \(second)")
            #expect(edited.text.contains("Hello again"))
            #expect(!edited.text.contains("Second"))
            let both = try await site.get(path, "A-IM: feed", "If-None-Match: \(known)")
            #expect(both.status == 226)
            #expect(both.text.contains("Hello again"))
            #expect(both.text.contains("Second"))
            try await site.remove("news/articles/second.md")
            _ = try await site.get(path) { !$0.text.contains("Second") }
            let gone = try await site.get(path, "A-IM: feed", "If-None-Match: \(third)")
            #expect(gone.status == 226)
            #expect(!gone.text.contains("Hello again"))
        }
    }

    @Test func `are none where nothing is new, and all where the version is not known or nobody takes them`()
        async throws
    {
        let path = "/news/atom.xml"
        try await updated(path) { site, known in
            let tag = try #require(try await site.get(path)["ETag"])
            let same = try await site.get(path, "A-IM: feed", "If-None-Match: \(tag)")
            #expect(same.status == 304)
            #expect(same["Vary"] == "Accept-Encoding, A-IM, Sec-Fetch-Dest")
            for headers in [
                ["A-IM: feed", "If-None-Match: \"unknown\""], ["A-IM: feed"], ["If-None-Match: \(known)"],
                ["A-IM: feed;q=0", "If-None-Match: \(known)"], ["A-IM: gzip", "If-None-Match: \(known)"],
                ["A-IM: feed", "If-Modified-Since: Mon, 02 Mar 2020 07:30:00 GMT"],
            ] {
                let answer = try await site.ask("GET", path, headers)
                #expect(answer.status == 200, "\(headers)")
                #expect(answer["IM"] == nil)
                #expect(answer.text.contains("Hello"))
                #expect(answer["Cache-Control"]?.hasPrefix("public, max-age=") == true)
            }
            let page = try await site.get(
                path,
                "A-IM: feed",
                "If-None-Match: \(known)",
                "Sec-Fetch-Dest: document"
            )
            #expect(page.status == 200)
            #expect(page["Vary"] == "Accept-Encoding, A-IM, Sec-Fetch-Dest")
            #expect(page["Content-Type"] == "text/html; charset=utf-8")
        }
    }

    @Test func `come in the coding that the whole document has, whichever coding the reader had`()
        async throws
    {
        let path = "/news/atom.xml"
        try await TestSite.serving { site in
            let gzip = "Accept-Encoding: gzip"
            let first = try await site.get(path, gzip) { $0["Content-Encoding"] == "gzip" }
            let known = try #require(first["ETag"])
            try await site.publish(["news/articles/second.md": Self.second])
            _ = try await site.get(path) { $0.text.contains("Second") }
            let whole = try await site.get(path, gzip) { $0["Content-Encoding"] == "gzip" }
            let answer = try await site.get(path, gzip, "A-IM: feed", "If-None-Match: \(known)")
            #expect(answer.status == 226)
            #expect(answer["Content-Encoding"] == "gzip")
            #expect(answer["ETag"] == whole["ETag"])
            #expect(answer.body.starts(with: [0x1F, 0x8B]))
            let again = try await site.get(path, gzip, "A-IM: feed", "If-None-Match: \(answer["ETag"] ?? "")")
            #expect(again.status == 304)
        }
    }

    @Test func `are asked for on a connection that goes on as before`() async throws {
        let path = "/news/atom.xml"
        try await updated(path) { site, known in
            let caller = try Caller(port: site.port)
            let plain = "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n"
            let newer = "GET \(path) HTTP/1.1\r\nHost: a\r\nA-IM: feed\r\nIf-None-Match: \(known)\r\n\r\n"
            try await caller.say(plain + newer + newer + plain)
            var statuses: [Int] = []
            for _ in 0..<4 { statuses.append(try await caller.answer().status) }
            #expect(statuses == [200, 226, 226, 200])
        }
    }
}
