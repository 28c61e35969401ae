import Testing

@testable import Articles

@Suite("A page") struct PageNatureTests {
    private static let prose = PageContentTests.prose

    private static func page(_ head: String, _ body: String) -> String {
        "<!DOCTYPE html><html><head><title>T</title>\(head)</head><body>\(body)</body></html>"
    }

    private static let linked = "<script type=application/ld+json>{\"@type\": \"%\"}</script>"
    private static let canonical = "<link rel=canonical href=https://example.org/posts/hello/>"
    private static let card = "<article><h2><a href=/posts/one/>One</a></h2><p>\(prose)</p></article>"

    @Test(
        arguments: [
            ("posts/hello/index.html", "", "<article><h1>T</h1><p>\(prose)</p></article>"),
            ("hello.html", "", "<h1>T</h1><p>\(prose)</p>"),
            ("index.html", linked.replacing("%", with: "NewsArticle"), "<p>\(prose)</p>"),
            ("index.html", "<meta property=og:type content=article>", "<p>\(prose)</p>"),
            ("hello.html", "<meta property=og:type content=website>", "<p>\(prose)</p>"),
            (
                "hello.html", "",
                "<article><h1><a href=https://elsewhere.example/>T</a></h1><p>\(prose)</p></article>"
            ),
            (
                "posts/hello/index.html", canonical,
                "<article><h1><a href=/posts/hello/>T</a></h1><p>\(prose)</p></article>"
            ),
            (
                "posts/hello/index.html", "",
                "<article><h1><a href=../hello/>T</a></h1><p>\(prose)</p></article>"
            ),
            (
                "hello.html", "",
                "<article><p>\(prose) \(prose) \(prose)</p></article><article><a href=x>One</a></article>"
            ),
            ("tags-and-folders/index.html", "", "<p>\(prose)</p>"),
        ]
    )
    func `with a text of its own is an article`(path: String, head: String, body: String) throws {
        #expect(try read(Self.page(head, body), path: path).html().contains(Self.prose))
    }

    @Test(
        arguments: [
            ("old/index.html", "<meta http-equiv=refresh content='0; url=/new/'>", ""),
            ("404.html", "<meta property=og:type content=article>", "<article><p>\(prose)</p></article>"),
            ("index.html", "", "<main><p>\(prose)</p></main>"),
            ("posts/index.html", "", card + card),
            ("posts/index.html", "", "<main>\(card)</main>"),
            (
                "posts/index.html", "<meta property=og:type content=website>",
                "<main><h2><a href=/a/>A</a></h2><p>\(prose)</p></main>"
            ),
            (
                "posts/index.html", linked.replacing("%", with: "CollectionPage"),
                "<article><p>\(prose)</p></article>"
            ),
            ("posts/page/2/index.html", "", "<article><p>\(prose)</p></article>"),
            ("page2/index.html", "", "<article><p>\(prose)</p></article>"),
            ("tags/boats/index.html", "", "<article><p>\(prose)</p></article>"),
            (
                "archive.html", "",
                "<h1>T</h1><ul><li>2026 <a href=/a/>The ferry sails</a><li>2025 <a href=/b/>Home</a></ul>"
            ),
            (
                "posts/index.html",
                canonical + "<link rel=alternate type=application/rss+xml href=/posts/hello/index.xml>",
                "<article><p>\(prose)</p></article>"
            ),
            ("people/index.html", "", "<ul></ul>"), ("people/index.html", "", "<h1>People</h1><ul>\n</ul>"),
            (
                "people/index.html", "",
                "<header><h1>People</h1></header><main><h1>People</h1><ol></ol></main>"
            ),
            ("tags/index.html", "", ""), ("search.html", "", "<div id=results></div><script>x</script>"),
            ("find/index.html", "", "<main><form><input><button>Go</button></form><div></div></main>"),
            ("people/index.html", "<meta property=og:type content=website>", "<main><h1>People</h1></main>"),
            ("people/index.html", "<meta property=og:type content=website>", "<main></main>"),
        ]
    )
    func `that lists articles, sends visitors on or tells that there is none is no article`(
        path: String,
        head: String,
        body: String
    ) {
        let problem = problem(of: Self.page(head, body), path: path)
        #expect(problem?.severity == .notice, "\(String(describing: problem))")
    }

    @Test(arguments: [
        ("tags/index.html", "<ul></ul>"), ("people.html", "<ul></ul>"), ("404.html", "<p>Not found.</p>"),
        ("index.html", "<ul><li><a href=/a/>A</a></ul>"),
        ("tags/a/index.html", "<ul><li><a href=/a/>A</a></ul>"),
        ("page/2/index.html", "<ul><li><a href=/a/>A</a></ul>"),
    ])
    func `that is a fragment and lists what is elsewhere, or nothing, is no article`(
        path: String,
        body: String
    ) {
        #expect(problem(of: body, path: path)?.severity == .notice)
    }

    @Test(arguments: [
        ("hello.html", "<ul><li><a href=/a/>A</a></ul>"), ("tags/a/index.html", "<p>A</p><ul></ul>"),
        ("hello/index.html", "<h2>Hello</h2>"), ("a.html", "<img src=a.png><ul></ul>"),
    ])
    func `that is a fragment with anything to say is an article`(path: String, body: String) throws {
        #expect(try !read(body, path: path).html().isEmpty)
    }

    @Test(arguments: ["<ul class=social></ul>", "<nav><ul></ul></nav>", "<footer><ul></ul></footer>"])
    func `that has an empty list beside its text is an article`(list: String) throws {
        let page = Self.page("", "<header>\(list)</header><article><h1>T</h1><p>Short.</p></article>\(list)")
        #expect(try read(page, path: "hello.html").html().contains("Short."))
    }

    @Test func `with a head is an article, whatever it looks like`() throws {
        let page = "---\ntitle: Mine\n---\n" + Self.page("", Self.card + Self.card)
        #expect(try read(page, path: "posts/index.html").title == "Mine")
    }

    @Test(arguments: ["", "<p> </p>", "<script>x</script>", "<nav><a href=/>Home</a></nav>"])
    func `without any text is a problem`(body: String) {
        #expect(
            problem(of: Self.page("", body), path: "hello.html")?.description
                == "hello.html: has no text that could be an article, write it into <article> or <main>"
        )
    }

    @Test func `nested a hundred thousand deep is refused at once`() {
        let deep = String(repeating: "<div>", count: 100_000) + "deepest"
        #expect(
            problem(of: "<html><body>" + deep, path: "a.html")?.message
                == "is nested more than 1000 elements deep, flatten its markup"
        )
        let tables = String(repeating: "<table><tr><td>", count: 100_000)
        #expect(problem(of: "<body>" + tables, path: "a.html")?.message.hasPrefix("is nested") == true)
    }

    @Test func `of eight megabytes on one line is read`() throws {
        let paragraph = "<p>\(Self.prose)</p>"
        let count = (8 << 20) / paragraph.utf8.count - 10
        let body = String(repeating: paragraph, count: count)
        let html = try read(Self.page("", "<article>\(body)</article>"), path: "a.html").html()
        #expect(html.utf8.elementsEqual(body.utf8))
    }

    @Test(
        arguments: [
            ("<article><p>one <b>two</p><p>three</article>", "<p>one <strong>two</strong></p><p>three</p>"),
            ("<article><table><tr><td>a<td>b</article>", "<table><tr><td>a</td><td>b</td></tr></table>"),
            ("</div></article><article><p a=\"x>one</p></article>", nil),
            ("<article><<p>>x</p</article>", nil), ("<main><p>x <a href=\"y>z</a></p>", nil),
            ("<article>&#xFFFFFFF; &bogus; &amp x</article>", nil), ("<article><!-- <p>x</p></article>", nil),
            ("<article><p>x</p><![CDATA[ y ]]></article>", nil),
            ("<article\u{0B}x><p>\u{1}</p></article>", nil),
        ]
    )
    func `that is broken is mended, or refused, and never hurts`(body: String, html: String?) throws {
        do {
            let article = try read("<!doctype html><title>T</title><body>" + body, path: "a.html")
            try SanitizerTests.expectHarmless(article.html())
            if let html { #expect(article.html() == html) }
        } catch let problem as Problem {
            #expect(html == nil, "\(problem)")
        }
    }

    @Test func `cut anywhere is read or refused`() throws {
        let page = PageHeadTests.page(["hand", "linked", "open", "meta"])
        for count in stride(from: 0, to: page.utf8.count, by: 11) {
            let bytes = Array(page.utf8.prefix(count))
            do { try SanitizerTests.expectHarmless(try read(bytes, path: "a.html").html()) } catch is Problem
            {}
        }
    }

    @Test(arguments: [
        (
            #"{"@type": "BlogPosting", "headline": "T", "author": "Ines"}"#,
            #"{"@type": "Article", "headline": "T"}"#
        ),
        (
            #"{"@type": "BlogPosting", "headline": "T", "url": "https://x.example/t", "author": "Ines"}"#,
            #"{"@type": "Article", "headline": "T, at length", "mainEntityOfPage": {"@id": "https://x.example/t"}}"#
        ),
        (
            #"{"@type": "Article", "@id": "a", "author": {"name": "Ines"}}"#,
            #"{"@type": "Article", "@id": "a", "headline": "T"}"#
        ),
        (
            #"{"@type": "Article", "headline": "T"}"#,
            #"{"@type": "Article", "headline": "T", "author": "Ines"}"#
        ),
    ])
    func `that tells of its article twice is one article`(first: String, second: String) throws {
        let scripts = [first, second].map { "<script type=application/ld+json>\($0)</script>" }.joined()
        let head = scripts + "<meta property=og:type content=article>"
        let page = Self.page(head, "<article><p>\(Self.prose)</p></article>")
        let article = try read(page, path: "a.html")
        #expect(article.html() == "<p>\(Self.prose)</p>")
        #expect(article.authors.map(\.name) == ["Ines"])
    }

    @Test func `that tells of several articles is a list`() {
        let articles = ["One", "Two"].map { #"{"@type": "Article", "headline": "\#($0)"}"# }
        let script = "<script type=application/ld+json>[\(articles.joined(separator: ","))]</script>"
        let page = Self.page(script, "<article><p>\(Self.prose)</p></article>")
        #expect(problem(of: page, path: "a.html")?.message == "is a page without an article of its own")
    }
}
