import Testing

@testable import Articles

@Suite("The content of a page") struct PageContentTests {
    private func html(_ body: String, head: String = "<title>Title</title>") throws -> String {
        let page = "<!DOCTYPE html><html><head>\(head)</head><body>\(body)</body></html>"
        return try read(page, path: "a.html").html()
    }

    static let prose =
        "The ferry sails again at half past seven, and whoever waits at the quay sees it first."

    @Test(
        arguments: [
            ("<nav>n</nav><article><p>a</p></article><main>m</main>", "<p>a</p>"),
            ("<div>outside</div><main><p>m</p></main>", "<p>m</p>"),
            ("<div role=main><p>m</p></div><div>\(prose)</div>", "<p>m</p>"),
            (
                "<div><a href=/>Home</a> <a href=/x>X</a></div><div><div><p>\(prose)</p></div></div><div>©</div>",
                "<p>\(prose)</p>"
            ),
            (
                "<table><tr><td><a href=/>menu</a></td><td><p>\(prose)</p></td></tr></table>",
                "<p>\(prose)</p>"
            ),
            ("<p>\(prose)</p><p>\(prose)</p>", "<p>\(prose)</p><p>\(prose)</p>"),
            (
                "<article><p>\(prose)</p></article><article><p>card</p></article>", "<p>\(prose)</p>"
            ),
        ]
    )
    func `is the article, else the main part, else the densest block`(body: String, content: String) throws {
        #expect(try html(body) == content)
    }

    @Test(arguments: [
        ("<h1>Title</h1><time datetime=2026-01-02>2 January</time><p>a</p>", "<p>a</p>"),
        (
            "<h1>Title</h1> <div><time datetime=2026-01-02>2 January</time></div><p>a</p>",
            "<p>a</p>"
        ),
        (
            "<p><time datetime=2026-01-02>Friday</time> it was.</p>",
            "<p><time datetime=\"2026-01-02\">Friday</time> it was.</p>"
        ),
        ("On <time>Friday</time> it was.", "On <time>Friday</time> it was."),
    ])
    func `is without the date above it, and with those in it`(body: String, content: String) throws {
        #expect(try html("<article>\(body)</article>").trimmingPrefix(while: \.isWhitespace) == content)
    }

    @Test(
        arguments: [
            "<nav><a href=/>Home</a></nav>", "<aside>More of this</aside>", "<script>run()</script>",
            "<form><input name=q><button>Go</button> Search</form>", "<footer>Filed under boats</footer>",
            "<header><h1>Title</h1><p>2 March</p></header>", "<style>p{}</style>", "<div hidden>later</div>",
            "<div class=\"post share-buttons\"><a href=/s>Share</a></div>", "<ul class=breadcrumb><li>a</ul>",
            "<section id=comments><p>First!</p></section>", "<p class=post-meta>by me</p>",
            "<div role=navigation>x</div>", "<p class=\"byline\">By <a href=/i>Ines</a></p>",
            "<span class=sr-only>Skip</span>", "<div class='related-posts'><h3>Related</h3><p>More</p></div>",
        ]
    )
    func `is without what stands around it`(chrome: String) throws {
        let article =
            "<article>\(chrome)<h2>One</h2><p>\(Self.prose)</p><p>\(Self.prose)</p>\(chrome)</article>"
        #expect(try html(article) == "<h2>One</h2><p>\(Self.prose)</p><p>\(Self.prose)</p>")
    }

    @Test(
        arguments: [
            (
                "<blockquote><p>q</p><footer>Ines</footer></blockquote>",
                "<blockquote><p>q</p><p>Ines</p></blockquote>"
            ),
            (
                "<header><h1>Title</h1><figure><img src=a.jpg></figure></header>",
                "<figure><img src=\"a.jpg\"></figure>"
            ),
            ("<p class=share-price>It rose.</p><p class=metal>Gold</p>", "<p class=share-price>It rose.</p>"),
            ("<h1>Another</h1>", "<h1>Another</h1>"),
            ("<h2 id=x>One <a class=anchor href=#x>#</a></h2>", "<h2>One </h2>"),
            ("<p>a<sup><a href=#fn-1>1</a></sup></p>", "<p>a<sup><a href=\"#fn-1\">1</a></sup></p>"),
            (
                "<figure><iframe src=https://player.vimeo.com/video/42></iframe></figure>",
                "https://vimeo.com/42"
            ),
        ]
    )
    func `keeps what only looks like that`(part: String, kept: String) throws {
        let html = try html("<article>\(part)<p>\(Self.prose)</p></article>")
        let expected = kept.replacing(" class=share-price", with: "")
        #expect(html.contains(expected), "\(html)")
        #expect(html.hasSuffix("<p>\(Self.prose)</p>"))
    }

    @Test(
        arguments: [
            ("https://example.org/blog/", "<a href=x>a</a>", "<a href=\"https://example.org/blog/x\">a</a>"),
            ("/blog/", "<a href=x>a</a><a href=/y>b</a>", "<a href=\"/blog/x\">a</a><a href=\"/y\">b</a>"),
            ("../up/", "<img src=a.png>", "<img src=\"../up/a.png\">"),
            (
                "https://example.org/", "<a href=mailto:a@b.example>a</a>",
                "<a href=\"mailto:a@b.example\">a</a>"
            ),
            ("javascript:alert(1)//", "<a href=x>a</a>", "<a href=\"x\">a</a>"),
            ("&#1;java\tscript:alert(1)//", "<a href=x>a</a>", "<a href=\"x\">a</a>"),
            ("data:text/html,/", "<a href=x>a</a>", "<a href=\"x\">a</a>"),
            ("a\"b/", "<a href=x>a</a>", "<a href=\"a%22b/x\">a</a>"),
        ]
    )
    func `has the addresses that the page's base gives them`(base: String, part: String, html: String) throws
    {
        let head = "<title>T</title><base href='\(base)'>"
        #expect(try self.html("<article><p>\(part)</p></article>", head: head) == "<p>\(html)</p>")
    }

    @Test func `of a fragment is all of it, but for the title that begins it`() throws {
        let fragment = "<h1>Hello</h1>\n<aside>A note</aside><div>one</div><p>two</p>"
        let article = try read("---\ndate: 2026-01-01\n---\n" + fragment, path: "a.html")
        #expect(article.title == "Hello")
        #expect(article.html() == "<p>A note</p><p>one</p><p>two</p>")
        #expect(try read("Just text", path: "a.htm").html() == "Just text")
    }

    @Test func `does not say the title again, and says everything else once more`() throws {
        let title = "<h1>The title, at length</h1>"
        let body = "<article>\(title)<p>\(Self.prose)</p><h2>The title, at length</h2></article>"
        let content = "<p>\(Self.prose)</p><h2>The title, at length</h2>"
        #expect(try html(body, head: "<title>The title, at length | Site</title>") == content)
        #expect(try html(body, head: "<meta name=title content='The title, at length'>") == content)
        #expect(try html(body, head: "<title>Something else</title>") == title + content)
    }

    @Test func `of XHTML is that of HTML`() throws {
        let page = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
            <html xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr"><head><title>Titre</title><script src="x.js"/></head>
            <body><div id="content"><h1>Titre</h1><p>Un<br/>deux</p></div></body></html>
            """
        let article = try read(page, path: "a.xhtml")
        #expect(article.language == "fr")
        #expect(article.title == "Titre")
        #expect(article.html().contains("<p>Un<br>deux</p>"))
        #expect(!article.html().contains("Titre"))
    }

    @Test func `alone decides what is an update`() throws {
        func hash(_ navigation: String, _ text: String) throws -> ContentHash {
            let page =
                "<html><head><title>T</title></head><body><nav>\(navigation)</nav><article>\(text)</article></body></html>"
            return try read(page, path: "a.html").bodyHash
        }
        #expect(try hash("one", "<p>a b</p>") == hash("two", "<p>a\n  b</p>"))
        #expect(try hash("one", "<p>a</p>") != hash("one", "<p>b</p>"))
    }
}
