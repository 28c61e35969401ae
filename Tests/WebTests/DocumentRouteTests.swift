import Testing

@Suite struct `A document over HTTP` {
    @Test(arguments: [
        ("/news/rss.xml", "application/rss+xml; charset=utf-8"),
        ("/news/atom.xml", "application/atom+xml; charset=utf-8"),
        ("/news/feed.json", "application/feed+json; charset=utf-8"),
    ])
    func `has its media type, its entity tag and its links`(path: String, type: String) async throws {
        try await TestSite.serving { site in
            let answer = try await site.get(path) { $0.status == 200 }
            #expect(answer.status == 200)
            #expect(answer["Content-Type"] == type)
            #expect(answer["ETag"]?.hasPrefix("\"") == true)
            #expect(
                answer["Link"]
                    == "<http://feeds.example/hub>; rel=\"hub\", <http://feeds.example\(path)>; rel=\"self\""
            )
            #expect(answer.text.contains("Hello"))
        }
    }

    @Test(arguments: ["/news/atom.xml", "/news/", "/", "/news/hello/", "/feeds.opml", "/healthz", "/nowhere"])
    func `answers HEAD as GET without the body`(path: String) async throws {
        try await TestSite.serving { site in
            _ = try await site.get("/news/atom.xml", "Accept-Encoding: gzip") {
                $0["Content-Encoding"] != nil
            }
            let got = try await site.get(path)
            let head = try await site.ask("HEAD", path)
            #expect(head.status == got.status)
            let withoutDate = { (answer: Answer) in
                answer.headers.filter { $0.name != "Date" }.map { "\($0.name): \($0.value)" }
            }
            #expect(withoutDate(head) == withoutDate(got))
            #expect(head.body.isEmpty)
        }
    }

    @Test(arguments: [
        ("gzip", "gzip", "gz", [0x1F, 0x8B]), ("gzip, zstd", "zstd", "zst", [0x28, 0xB5, 0x2F, 0xFD]),
        ("gzip, deflate, br, zstd", "br", "br", [UInt8]()),
    ])
    func `comes compressed once that is made`(
        accepted: String,
        name: String,
        ending: String,
        beginning: [UInt8]
    ) async throws {
        try await TestSite.serving { site in
            let answer = try await site.get("/news/atom.xml", "Accept-Encoding: \(accepted)") {
                $0["Content-Encoding"] == name
            }
            #expect(answer["Content-Encoding"] == name)
            #expect(answer.body.starts(with: beginning))
            #expect(answer["ETag"]?.hasSuffix("-\(ending)\"") == true)
            let plain = try await site.get("/news/atom.xml")
            #expect(answer.body.count < plain.body.count)
            #expect(answer["Vary"] == plain["Vary"])
        }
    }

    @Test func `is not sent to one who has it`() async throws {
        try await TestSite.serving { site in
            let first = try await site.get("/news/atom.xml") { $0.status == 200 }
            let tag = try #require(first["ETag"])
            let again = try await site.get("/news/atom.xml", "If-None-Match: \(tag)")
            #expect(again.status == 304)
            #expect(again.body.isEmpty)
            #expect(again["Content-Length"] == nil)
        }
    }

    @Test func `is new when an article is`() async throws {
        try await TestSite.serving { site in
            let first = try await site.get("/news/atom.xml") { $0.status == 200 }
            try await site.publish(["news/articles/second.md": "# Second\n\nMore.\n"])
            let next = try await site.get("/news/atom.xml") { $0.text.contains("Second") }
            #expect(next.text.contains("Second"))
            #expect(next["ETag"] != first["ETag"])
        }
    }

    @Test(arguments: ["POST", "PUT", "DELETE"])
    func `is changed by nobody over HTTP`(method: String) async throws {
        try await TestSite.serving { site in
            _ = try await site.get("/news/atom.xml") { $0.status == 200 }
            let answer = try await site.ask(method, "/news/atom.xml")
            #expect(answer.status == 405)
            #expect(answer["Allow"] == "GET, HEAD")
        }
    }

    @Test func `shows itself as a page to a browser that opens it`() async throws {
        try await TestSite.serving { site in
            let document = try await site.get("/news/atom.xml") { $0.status == 200 }
            let tag = try #require(document["ETag"])
            let answer = try await site.get(
                "/news/atom.xml",
                "Sec-Fetch-Dest: document",
                "If-None-Match: \(tag)"
            )
            #expect(answer.status == 200)
            #expect(answer["Content-Type"] == "text/html; charset=utf-8")
            #expect(answer["ETag"] != tag)
            #expect(document["Vary"] == answer["Vary"])
            #expect(answer["Vary"]?.contains("Sec-Fetch-Dest") == true)
        }
    }

    @Test func `may have any path, which is then its own address`() async throws {
        let toml = "[paths]\natom = \"/old/blog/index.xml\"\n"
        try await TestSite.serving(["news/feed.toml": toml, "news/articles/a.md": "# Hello\n"]) { site in
            let answer = try await site.get("/old/blog/index.xml") { $0.status == 200 }
            #expect(answer.status == 200)
            #expect(
                answer.text.contains(
                    "rel=\"self\" type=\"application/atom+xml\" href=\"http://feeds.example/old/blog/index.xml\""
                )
            )
            let usual = try await site.get("/news/atom.xml")
            #expect(usual.status == 301)
            #expect(usual["Location"] == "http://feeds.example/old/blog/index.xml")
            let opened = try await site.get("/old/blog/index.xml", "Sec-Fetch-Dest: document")
            #expect(opened.status == 200)
            #expect(opened["Content-Type"] == "text/html; charset=utf-8")
        }
    }

    @Test(arguments: [
        ("/index.xml", "/news/rss.xml"), ("/feed/", "/news/rss.xml"), ("/blog/atom", "/news/atom.xml"),
        ("/caf%C3%A9.json", "/news/feed.json"),
    ])
    func `is found at its old paths`(old: String, new: String) async throws {
        let toml = "aliases = [\"/index.xml\", \"/feed/\", \"/blog/atom\", \"/caf%C3%A9.json\"]\n"
        try await TestSite.serving(["news/feed.toml": toml, "news/articles/a.md": "# Hello\n"]) { site in
            _ = try await site.get("/news/atom.xml") { $0.status == 200 }
            let answer = try await site.get(old)
            #expect(answer.status == 301)
            #expect(answer["Location"] == "http://feeds.example\(new)")
        }
    }

    @Test func `is found at an old path as soon as its definition says so`() async throws {
        try await TestSite.serving { site in
            _ = try await site.get("/news/atom.xml") { $0.status == 200 }
            let toml = "title = \"News\"\nlanguage = \"en\"\naliases = [\"/index.xml\"]\n"
            try await site.publish(["news/feed.toml": toml])
            let answer = try await site.get("/index.xml") { $0.status == 301 }
            #expect(answer.status == 301)
        }
    }

    @Test func `lies below the path of the base URL, whether or not a proxy takes that away`() async throws {
        try await TestSite.serving(base: "https://example.org/my/feeds/") { site in
            let answer = try await site.get("/my/feeds/news/atom.xml") { $0.status == 200 }
            #expect(answer.status == 200)
            #expect(
                answer["Link"]?.contains("<https://example.org/my/feeds/news/atom.xml>; rel=\"self\"") == true
            )
            #expect(try await site.get("/news/atom.xml").status == 200)
            #expect(try await site.get("/my/feeds/").status == 200)
            #expect(try await site.get("/my/feeds").status == 200)
            let page = try await site.get("/my/feeds/news")
            #expect(page["Location"] == "https://example.org/my/feeds/news/")
        }
    }

    @Test func `of a feed whose name is in no Latin script has an address that is a URL`() async throws {
        try await TestSite.serving(["новости/articles/a.md": "# Hello\n"]) { site in
            let path = "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/atom.xml"
            let answer = try await site.get(path) { $0.status == 200 }
            #expect(answer.status == 200)
            #expect(answer["Link"]?.contains("<http://feeds.example\(path)>; rel=\"self\"") == true)
        }
    }
}
