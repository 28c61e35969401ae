import Testing

@Suite struct `A view over HTTP` {
    private static let files = [
        "news/feed.toml": "title = \"News\"\nlanguage = \"en\"\n",
        "news/articles/one.md": "---\ntitle: One\ndate: 2026-03-02\ntags: Ships & Boats\n---\nThe first.\n",
        "news/articles/two.md": "---\ntitle: Two\ndate: 2026-03-03\ntags: Gulls\n---\nThe second.\n",
    ]

    @Test func `is a document with validators, and not sent to one who has it`() async throws {
        try await TestSite.serving(Self.files) { site in
            let answer = try await site.get("/news/tag/ships-boats/atom.xml")
            #expect(answer.status == 200)
            #expect(answer["Content-Type"] == "application/atom+xml; charset=utf-8")
            #expect(answer.text.contains("The first.") && !answer.text.contains("The second."))
            let tag = try #require(answer["ETag"])
            let modified = try #require(answer["Last-Modified"])
            let again = try await site.get("/news/tag/ships-boats/atom.xml", "If-None-Match: \(tag)")
            #expect(again.status == 304 && again["ETag"] == tag)
            let later = try await site.get("/news/tag/ships-boats/atom.xml", "If-Modified-Since: \(modified)")
            #expect(later.status == 304)
            let packed = try await site.get("/news/tag/ships-boats/atom.xml", "Accept-Encoding: gzip")
            #expect(packed["Content-Encoding"] == "gzip" && packed["ETag"] != tag)
        }
    }

    @Test func `is another as soon as an edit is published`() async throws {
        try await TestSite.serving(Self.files) { site in
            let tag = try #require(try await site.get("/news/tag/gulls/rss.xml")["ETag"])
            try await site.write(
                "---\ntitle: One\ndate: 2026-03-02\ntags: Gulls\n---\nNew.\n",
                to: "news/articles/one.md"
            )
            let answer = try await site.get("/news/tag/gulls/rss.xml", "If-None-Match: \(tag)")
            #expect(answer.status == 200)
            #expect(answer.text.contains("One") && answer.text.contains("Two"))
            #expect(try await site.get("/news/tag/ships-boats/rss.xml").status == 404)
        }
    }

    @Test(arguments: [
        "/news/tag/none/atom.xml", "/news/tag/gulls/other.xml", "/news/tag/gulls/x/atom.xml",
        "/news/archive/1/rss.xml",
        "/news/archive/0/rss.xml", "/news/archive/-1/rss.xml", "/news/archive/99999999999999999999/rss.xml",
        "/none/summary/atom.xml", "/news/summary/x/atom.xml", "/news/lang/de/", "/news/tag/",
        "/news/author/x/",
    ])
    func `that is none is not found`(path: String) async throws {
        try await TestSite.serving(Self.files) { site in
            let answer = try await site.get(path)
            #expect(answer.status == 404)
        }
    }

    @Test func `has a page for people, also at its documents' addresses`() async throws {
        try await TestSite.serving(Self.files) { site in
            for (path, header) in [
                ("/news/tag/gulls/", "Accept: */*"), ("/news/tag/gulls/rss.xml", "Sec-Fetch-Dest: document"),
            ] {
                let answer = try await site.get(path, header)
                #expect(answer.status == 200)
                #expect(answer["Content-Type"]?.hasPrefix("text/html") == true)
                #expect(answer.text.contains("Two") && !answer.text.contains("One"))
                #expect(answer.text.contains("http://feeds.example/news/tag/gulls/feed.json"))
            }
            let answer = try await site.get("/news/tag/gulls")
            #expect(answer.status == 301 && answer["Location"] == "http://feeds.example/news/tag/gulls/")
        }
    }
}

@Suite struct `A feed that has moved` {
    @Test func `leads from each of its documents to its new address`() async throws {
        let files = [
            "news/feed.toml": "moved_to = \"https://new.example/feed\"\n",
            "news/articles/one.md": "# One\n\nText.\n",
        ]
        try await TestSite.serving(files) { site in
            for path in ["/news/rss.xml", "/news/atom.xml", "/news/feed.json"] {
                let answer = try await site.get(path)
                #expect(answer.status == 301)
                #expect(answer["Location"] == "https://new.example/feed")
            }
            #expect(try await site.get("/news/one/").status == 200)
        }
    }
}
