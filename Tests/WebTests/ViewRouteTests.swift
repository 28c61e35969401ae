import Feeds
import Publishing
import Testing

@testable import Web

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
        "/none/summary/atom.xml", "/news/summary/x/atom.xml", "/news/lang/de/", "/news/tag/none/",
        "/none/tag/", "/news/author/x/",
    ])
    func `that is none is not found`(path: String) async throws {
        try await TestSite.serving(Self.files) { site in
            let answer = try await site.get(path)
            #expect(answer.status == 404)
        }
    }

    /// The scheme of a category is such a folder.
    @Test(arguments: ["tag", "section", "author", "lang", "archive"])
    func `lies in a folder that leads to the feed's page`(folder: String) async throws {
        try await TestSite.serving(Self.files) { site in
            let answer = try await site.get("/news/\(folder)/")
            #expect(answer.status == 302)
            #expect(answer["Location"]?.hasSuffix("/news/") == true)
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

@Suite struct `The shelf of views` {
    /// So many articles, each with a tag of its own.
    private static func files(_ count: Int) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: (0..<count).map {
                ("news/articles/\($0).md", "---\ntitle: A\($0)\ndate: 2026-03-02\ntags: t\($0)\n---\nText.\n")
            }
        )
    }

    @Test func `keeps as many documents as it may, and beyond that those that were asked for last`()
        async throws
    {
        try await TestSite.serving(Self.files(33)) { site in
            let shelf = ViewShelf(library: site.library)
            func ask(_ tags: some Sequence<Int>) async throws {
                for tag in tags {
                    #expect(try await shelf.document(.atom, of: .tag("t\(tag)"), in: "news") != nil)
                }
            }
            try await ask(0..<32)
            #expect(await shelf.figures == [32, 32])
            try await ask((0..<32).reversed())
            #expect(await shelf.made == 32)
            // The thirty-third takes the place of the one that was asked for longest ago.
            try await ask([32])
            #expect(await shelf.figures == [32, 33])
            try await ask((0..<31).reversed())
            #expect(await shelf.made == 33)
            try await ask([31])
            #expect(await shelf.figures == [32, 34])
        }
    }

    @Test func `keeps what there is room for, and nothing when nobody has asked for a while`() async throws {
        try await TestSite.serving(Self.files(3)) { site in
            let shelf = ViewShelf(library: site.library, room: 1)
            for tag in 0..<3 {
                let document = try await shelf.document(.atom, of: .tag("t\(tag)"), in: "news")
                #expect(document != nil)
            }
            #expect(await shelf.figures == [1, 3])
            let again = try await shelf.document(.atom, of: .tag("t2"), in: "news")
            #expect(again != nil)
            #expect(await shelf.made == 3)
            await shelf.rest()
            #expect(await shelf.count == 0)
            let later = try await shelf.document(.atom, of: .tag("t2"), in: "news")
            #expect(later != nil)
        }
    }

    @Test func `makes nothing anew but what an edition may have changed`() async throws {
        try await TestSite.serving(Self.files(3)) { site in
            let shelf = ViewShelf(library: site.library)
            let first = try await shelf.document(.atom, of: .tag("t1"), in: "news")
            try await site.write(
                "---\ntitle: A1\ndate: 2026-03-02\ntags: t1\n---\nNew.\n",
                to: "news/articles/1.md"
            )
            let second = try await shelf.document(.atom, of: .tag("t1"), in: "news")
            #expect(await shelf.made == 2)
            #expect(first?.identity.etag != second?.identity.etag)
            #expect(try await shelf.document(.atom, of: .tag("none"), in: "news") == nil)
            #expect(await shelf.count == 1)
        }
    }
}

@Suite struct `Parts of a site` {
    private static let files = [
        "news/feed.toml": "title = \"News\"\nlanguage = \"en\"\n",
        "news/articles/one.md":
            "---\ntitle: One\ndate: 2026-03-02\ntags: \"Ships & Boats\"\nauthor: Ann\nsection: Port\n---\nThe first.\n",
        "news/articles/two.md":
            "---\ntitle: Two\ndate: 2026-03-03\ntags: Gulls\nauthor: Ben\nlang: fr\n---\nZwei.\n",
        "blog/feed.toml": "title = \"Blog\"\nlanguage = \"en\"\n",
        "blog/articles/three.md": "---\ntitle: Three\ndate: 2026-03-04\n---\nThe third.\n",
    ]

    @Test func `are found from the feed's page, and lead to pages`() async throws {
        try await TestSite.serving(Self.files) { site in
            let page = try await site.get("/news/").text
            for path in [
                "/news/tag/ships-boats/", "/news/tag/gulls/", "/news/section/port/", "/news/author/ann/",
                "/news/author/ben/", "/news/lang/fr/", "/news/lang/en/", "/news/summary/",
            ] {
                #expect(page.contains("href=\"http://feeds.example\(path)\""), "\(path)")
                #expect(try await site.get(path).status == 200, "\(path)")
            }
            #expect(page.contains(">Ships &amp; Boats<"))
            // One author and one language are the feed itself.
            let blog = try await site.get("/blog/").text
            #expect(!blog.contains("/blog/lang/") && !blog.contains("/blog/author/"))
        }
    }

    @Test func `are one feed of all feeds, which the list of feeds leads to`() async throws {
        try await TestSite.serving(Self.files) { site in
            let home = try await site.get("/").text
            #expect(home.contains("href=\"http://feeds.example/all/\""))
            #expect(
                home.contains(
                    "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"feeds.example (Atom)\" href=\"http://feeds.example/all/atom.xml\">"
                )
            )
            for (file, type) in [
                ("rss.xml", "application/rss+xml"), ("atom.xml", "application/atom+xml"),
                ("feed.json", "application/feed+json"),
            ] {
                let answer = try await site.get("/all/\(file)")
                #expect(answer.status == 200 && answer["Content-Type"] == "\(type); charset=utf-8")
                #expect(answer.text.contains("The first.") && answer.text.contains("The third."))
                #expect(answer["Link"]?.contains("<http://feeds.example/hub>; rel=\"hub\"") == true)
                #expect(answer["Link"]?.contains("<http://feeds.example/all/\(file)>; rel=\"self\"") == true)
                let tag = try #require(answer["ETag"])
                #expect(try await site.get("/all/\(file)", "If-None-Match: \(tag)").status == 304)
            }
            let page = try await site.get("/all/atom.xml", "Sec-Fetch-Dest: document")
            #expect(page["Content-Type"]?.hasPrefix("text/html") == true && page.text.contains("Three"))
            #expect(try await site.get("/all/").status == 200)
            #expect(try await site.get("/all")["Location"] == "http://feeds.example/all/")
            for path in ["/all/x/atom.xml", "/all/other.xml", "/all/tag/gulls/atom.xml"] {
                #expect(try await site.get(path).status == 404, "\(path)")
            }
        }
    }

    @Test func `are topics of the hub`() async throws {
        try await TestSite.serving(Self.files) { site in
            for (path, status) in [
                ("/news/tag/gulls/atom.xml", 202), ("/all/rss.xml", 202), ("/news/tag/none/atom.xml", 404),
            ] {
                let answer = try await site.subscribe(
                    "hub.mode=subscribe&hub.topic=http://feeds.example\(path)&hub.callback=https://far.example/in"
                )
                #expect(answer.status == status, "\(path)")
            }
        }
    }

    @Test func `of the history lead on to the feed where they are not full yet`() async throws {
        let files = Dictionary(
            uniqueKeysWithValues: (0..<5).map {
                ("news/articles/\($0).md", "---\ntitle: A\($0)\ndate: 2026-03-02\n---\nText.\n")
            } + [("news/feed.toml", "limit = 2\n")]
        )
        try await TestSite.serving(files) { site in
            #expect(try await site.get("/news/archive/2/rss.xml").status == 200)
            let next = try await site.get("/news/archive/3/rss.xml")
            #expect(next.status == 302 && next["Location"] == "http://feeds.example/news/rss.xml")
            #expect(try await site.get("/news/archive/4/rss.xml").status == 404)
            #expect(try await site.get("/news/archive/3/").status == 404)
        }
    }
}

extension ViewShelf {
    /// How many documents it has, and how many it has made.
    fileprivate var figures: [Int] { [count, made] }
}
