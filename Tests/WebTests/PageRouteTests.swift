import Publishing
import Testing

@Suite struct `A page over HTTP` {
    @Test func `of an article is at its link`() async throws {
        try await TestSite.serving { site in
            let answer = try await site.get("/news/hello/")
            #expect(answer.status == 200)
            #expect(answer.text.contains("The first article."))
            #expect(answer["Content-Security-Policy"]?.hasPrefix("default-src 'none'") == true)
        }
    }

    @Test func `carries no markup of the author's that could act`() async throws {
        let article = "# A <b>bold</b> title\n\n<script>alert(1)</script><p onclick=\"x()\">Text</p>\n"
        try await TestSite.serving(["news/articles/hello.md": article]) { site in
            let answer = try await site.get("/news/hello/")
            #expect(answer.status == 200)
            #expect(!answer.text.contains("<script>"))
            #expect(!answer.text.contains("alert(1)"))
            #expect(!answer.text.contains("onclick"))
        }
    }

    @Test func `is not sent to one who has it`() async throws {
        try await TestSite.serving { site in
            let tag = try #require(try await site.get("/news/hello/")["ETag"])
            let again = try await site.get("/news/hello/", "If-None-Match: \(tag)")
            #expect(again.status == 304)
            #expect(again["ETag"] == tag)
        }
    }

    @Test(arguments: [
        ("/news", "http://feeds.example/news/"), ("/news/hello", "http://feeds.example/news/hello/"),
    ])
    func `is found without its last slash`(path: String, target: String) async throws {
        try await TestSite.serving { site in
            let answer = try await site.get(path)
            #expect(answer.status == 301)
            #expect(answer["Location"] == target)
        }
    }

    @Test(arguments: [
        "/nowhere", "/nowhere/", "/news/nothing/", "/news/hello/more/", "/favicon.ico", "//", "/news/rss.xm",
        "/news/hello%2F", "/news%2Fatom.xml", "/.feedherald/store.sqlite", "/news/feed.toml",
        "/news/ids.toml",
        "/news/articles/hello.md",
    ])
    func `that nobody knows is not found`(path: String) async throws {
        try await TestSite.serving { site in
            let answer = try await site.get(path)
            #expect(answer.status == 404)
        }
    }

    @Test(arguments: [
        "/../etc/passwd", "/news/../news/hello/", "/news/%2e%2e/hello/", "/news/%2E%2E%2fhello/../x",
        "/news/%00/",
        "/news/%zz/", "/news/%ff/", "/%", "relative",
    ])
    func `has no address that climbs, breaks off or ends early`(path: String) async throws {
        try await TestSite.serving { site in
            let answer = try await site.get(path)
            #expect(answer.status == 400)
        }
    }

    @Test func `of an article that was taken back says so`() async throws {
        let files = ["news/articles/a.md": "# First\n", "news/articles/b.md": "# Second\n"]
        try await TestSite.serving(files) { site in
            #expect(try await site.get("/news/b/").status == 200)
            try await site.remove("news/articles/b.md")
            #expect(try await site.get("/news/b/").status == 410)
            #expect(try await site.get("/news/a/").status == 200)
        }
    }

    @Test func `of an article that is still to come is not there yet`() async throws {
        let article = "---\ntitle: Tomorrow\ndate: 2999-01-01\n---\nSoon.\n"
        try await TestSite.serving(["news/articles/tomorrow.md": article]) { site in
            let answer = try await site.get("/news/tomorrow/")
            #expect(answer.status == 404)
        }
    }

    @Test func `of an article that lives elsewhere leads there`() async throws {
        let files = [
            "news/feed.toml": "permalink = \"https://example.org/:year/:slug/\"\n",
            "news/articles/hello.md": "---\ndate: 2026-03-02\n---\n# Hello\n",
            "news/articles/linked.md": "---\nlink: \"https://example.net/a b/é\"\n---\n# Linked\n",
        ]
        try await TestSite.serving(files) { site in
            let answer = try await site.get("/news/hello/")
            #expect(answer.status == 302)
            #expect(answer["Location"] == "https://example.org/2026/hello/")
            #expect(try await site.get("/news/linked/")["Location"] == "https://example.net/a%20b/%C3%A9")
        }
    }

    @Test(arguments: ["GET", "HEAD"])
    func `that has another address now leads there for good`(method: String) async throws {
        func article(_ slug: String) -> String {
            "---\nslug: \(slug)\naliases: [\"/news/2019/x.html\", \"/news/y.html\"]\n---\n# Hello\n"
        }
        try await TestSite.serving(["news/articles/hello.md": article("old")]) { site in
            try await site.publish(["news/articles/hello.md": article("new name")])
            for path in [
                "/news/old/", "/news/2019/x.html", "/news/2019/x.html/", "/news/y.html", "/news/y.html/",
            ] {
                let answer = try await site.ask(method, path)
                #expect(answer.status == 308, "\(path)")
                #expect(answer["Location"] == "http://feeds.example/news/new-name/")
            }
            #expect(try await site.get("/news/new-name/").status == 200)
            #expect(try await site.get("/news/2019/").status == 404)
        }
    }

    @Test func `of a slug in another script is at its encoded address`() async throws {
        let article = "---\ntitle: Привет\nslug: привет\n---\nТекст\n"
        try await TestSite.serving(["news/articles/a.md": article]) { site in
            let answer = try await site.get("/news/%D0%BF%D1%80%D0%B8%D0%B2%D0%B5%D1%82/")
            #expect(answer.status == 200)
        }
    }

    @Test func `lists all feeds for programs`() async throws {
        try await TestSite.serving { site in
            let answer = try await site.get("/feeds.opml")
            #expect(answer.status == 200)
            #expect(answer.text.contains("xmlUrl=\"http://feeds.example/news/atom.xml\""))
        }
    }

    @Test func `of a feed shows how untitled entries begin, and what stands for a picture`() async throws {
        let files = [
            "news/articles/a.md": "---\ndate: 2026-03-02\n---\nThe gulls are back.\n",
            "news/articles/b.md":
                "---\ndate: 2026-03-01\n---\n![The quay at dawn](https://example.org/quay.jpg)\n",
        ]
        try await TestSite.serving(files) { site in
            let page = try await site.get("/news/")
            #expect(page.text.contains("class=\"untitled\">The gulls are back.</a>"))
            #expect(page.text.contains("class=\"untitled\">The quay at dawn</a>"))
            let article = try await site.get("/news/b/")
            #expect(article.text.contains("class=\"hidden\">The quay at dawn</h1>"))
            #expect(article.text.contains("rel=\"next\" dir=\"auto\">The gulls are back.</a>"))
        }
    }

    @Test func `is made of the site's own template, and of the built-in one where that is broken`()
        async throws
    {
        try await TestSite.serving { site in
            try await site.publish(["templates/article.mustache": "Mine: {{heading}}"])
            #expect(try await site.get("/news/hello/").text == "Mine: Hello")
            try await site.publish(["templates/article.mustache": "{{#heading}}"])
            #expect(
                try await site.get("/news/hello/").text.contains(
                    "<h1 dir=\"auto\" class=\"title\">Hello</h1>"
                )
            )
            let problems = await site.publisher.site.problems.map { "\($0)" }
            #expect(problems.first?.hasPrefix("templates/article.mustache:1: ") == true)
            try await site.remove("templates/article.mustache")
            #expect(await site.publisher.site.problems.isEmpty)
        }
    }

    @Test(arguments: [
        ("/nowhere/", "fr", "Il n’y a rien ici"), ("/news/nothing/", "de", "Hier ist nichts"),
        ("/news/nothing/more/", "de", "Hier ist nichts"),
    ])
    func `that is not there says so in the language of its feed, else of the site, and is not kept`(
        path: String,
        language: String,
        title: String
    ) async throws {
        let files = [
            "feedherald.toml": "language = \"fr\"\n", "news/feed.toml": "language = \"de\"\n",
            "news/articles/a.md": "# A\n",
        ]
        try await TestSite.serving(files) { site in
            let answer = try await site.get(path, "Accept-Language: es")
            #expect(answer.status == 404)
            #expect(answer.text.contains("<html lang=\"\(language)\""))
            #expect(answer.text.contains("<h1>\(title)</h1>"))
            #expect(answer["Cache-Control"] == "no-cache")
        }
    }

    @Test func `is read with GET alone`() async throws {
        try await TestSite.serving { site in
            let answer = try await site.ask("POST", "/news/hello/")
            #expect(answer.status == 405)
            #expect(answer["Allow"] == "GET, HEAD")
        }
    }
}
