import Foundation
import Testing

@testable import Articles

@Suite("The head of a page") struct PageHeadTests {
    /// A page that says everything in each way; a head without one way shows the next.
    static func page(_ ways: Set<String>) -> String {
        let frontMatter = "---\ntitle: By hand\ndate: 2021-01-01\nauthor: Hand\n---\n"
        let linkedData = """
            <script type="application/ld+json">
            {"@graph": [{"@type": "WebSite", "name": "Site"}, {"@id": "#p", "@type": "Person", "name": "Linked"},
            {"@type": ["BlogPosting"], "headline": "By linked data", "datePublished": "2022-01-01",
            "author": {"@id": "#p"}, "keywords": "a, b", "image": {"url": "/l.png"}, "inLanguage": "de",
            "description": "Linked summary", "dateModified": "2022-02-02"}]}
            </script>
            """
        let openGraph = """
            <meta property="og:title" content="By Open Graph"><meta property="og:description" content="Open summary">
            <meta property="article:published_time" content="2023-01-01T00:00:00Z">
            <meta property="article:author" content="Open"><meta property="article:tag" content="c">
            <meta property="og:image" content="https://example.org/o.png"><meta property="og:locale" content="fr_FR">
            """
        let meta = """
            <meta name="dc.title" content="By meta"><meta name="Description" content="Meta summary">
            <meta name="date" content="2024-01-01"><meta name="author" content="Meta"><meta name="keywords" content="d,e">
            <meta name="language" content="es">
            """
        return """
            \(ways.contains("hand") ? frontMatter : "")<!DOCTYPE html>
            <html lang="en"><head><title>By title | Site</title>
            \(ways.contains("linked") ? linkedData : "")
            \(ways.contains("open") ? openGraph : "")
            \(ways.contains("meta") ? meta : "")
            </head><body><article><h1>By title</h1><time datetime="2025-01-01">then</time><p>Text.</p></article></body></html>
            """
    }

    @Test(arguments: [
        "<time datetime=0001-01-01T00:00:00Z></time>",
        "<meta property=article:published_time content=0001-01-01>",
        "<script type=application/ld+json>{\"@type\": \"BlogPosting\", \"datePublished\": \"0001-01-01T00:00:00Z\"}</script>",
    ])
    func `takes the moment that Go counts from for no date`(way: String) throws {
        let page =
            "<!DOCTYPE html><html><head><title>A</title></head><body><article>\(way)<p>a</p></article></body></html>"
        let article = try read(page, path: "a.html")
        #expect(article.published == nil && article.warnings.isEmpty)
    }

    @Test func `has no references of HTML in what linked data say`() throws {
        let page = """
            <html><head><script type="application/ld+json">
            {"@type": "Article", "headline": "Fish &amp; &Uuml;ber &#39;x&#39; < 3", "description": "AT&T"}
            </script></head><body><article><h1>Other</h1><p>Text.</p></article></body></html>
            """
        let bytes = Array(page.utf8)
        let article = try bytes.withUnsafeBytes {
            try ArticleReader(timezone: .gmt).read($0, path: "a.html", withBody: true)
        }
        #expect(article.title == "Fish & Über 'x' < 3")
        #expect(article.summary == "AT&T")
    }

    @Test(
        arguments: [
            (
                ["hand", "linked", "open", "meta"], "By hand", 2021, "Hand", "de", "Linked summary",
                ["a", "b"]
            ),
            (
                ["linked", "open", "meta"], "By linked data", 2022, "Linked", "de", "Linked summary",
                ["a", "b"]
            ),
            (["open", "meta"], "By Open Graph", 2023, "Open", "fr-FR", "Open summary", ["c"]),
            (["meta"], "By meta", 2024, "Meta", "es", "Meta summary", ["d", "e"]),
            ([], "By title", 2025, nil, "en", nil, []),
        ] as [(Set<String>, String, Int, String?, String, String?, [String])]
    )
    func `is believed by its strongest way of saying a thing`(
        ways: Set<String>,
        title: String,
        year: Int,
        author: String?,
        language: String,
        summary: String?,
        tags: [String]
    ) throws {
        let article = try read(Self.page(ways), path: "a.html")
        #expect(article.title == title)
        #expect(article.published?.ISO8601Format() == "\(year)-01-01T00:00:00Z")
        #expect(article.authors.map(\.name) == [author].compactMap(\.self))
        #expect(article.language == language)
        #expect(article.summary == summary)
        #expect(article.tags == tags)
    }

    @Test func `has its article's own address, and its picture`() throws {
        let head = """
            <link rel="canonical" href="/ferry/"><base href="https://example.org/blog/">
            <meta property="og:url" content="https://example.org/other/"><meta property="og:image" content="boat.jpg">
            """
        let article = try read("<html><head>\(head)</head><body><p>Text</p></body></html>", path: "a.html")
        #expect(article.link == "https://example.org/ferry/")
        #expect(article.image == "https://example.org/blog/boat.jpg")
    }

    @Test(
        arguments: [
            ("<title>Ferry – Harbour</title>", "<h1>Ferry</h1>", "Ferry"),
            ("<title>Ferry - Harbour</title><meta property=og:site_name content=Harbour>", "", "Ferry"),
            ("<title>Ferry - Harbour</title>", "", "Ferry - Harbour"),
            ("<title>Other words</title>", "<h1>Ferry</h1>", "Other words"),
            ("", "<h1>The <em>ferry</em></h1>", "The ferry"),
            ("<title>A &amp; B</title>", "", "A & B"),
        ]
    )
    func `gives a title without the site's name`(head: String, heading: String, title: String) throws {
        let page = "<!doctype html><html><head>\(head)</head><body>\(heading)<p>Text</p></body></html>"
        #expect(try read(page, path: "a.html").title == title)
    }

    @Test func `may name several authors and things, in a list of linked data`() throws {
        let article = try read(
            """
            <!doctype html><html><head><script type=application/ld+json>
            [{"@context": "https://schema.org", "@type": "http://schema.org/NewsArticle", "name": "N",
            "author": [{"name": "A", "url": "https://a.example/", "email": "mailto:a@a.example"}, "B"],
            "keywords": ["x", "y"], "mainEntityOfPage": {"@id": "https://example.org/n/"}}]
            </script></head><body><p>Text</p></body></html>
            """,
            path: "a.html"
        )
        #expect(
            article.authors == [
                Article.Author(name: "A", email: "a@a.example", url: "https://a.example/"),
                Article.Author(name: "B"),
            ]
        )
        #expect(article.tags == ["x", "y"])
        #expect(article.link == "https://example.org/n/")
    }

    @Test func `that cannot be read in part is warned of by its line, and the rest holds`() throws {
        let article = try read(
            "<html><head><title>T</title>\n<meta name=date content=soon>\n"
                + "<script type=application/ld+json>\n{\"@type\": \"Article\",}\n</script></head><body><p>x</body>",
            path: "a.html"
        )
        #expect(article.title == "T")
        #expect(article.published == nil)
        #expect(
            article.warnings.map(\.description) == [
                "a.html:4: its linked data (JSON-LD) are no JSON, and are left out; mend them",
                "a.html:2: \"soon\" is no date, write it like 2026-03-02T07:30:00Z",
            ]
        )
        #expect(article.warnings.allSatisfy { $0.severity == .warning })
    }

    @Test func `of a file named by its date yields to the page's own date`() throws {
        let page = "<html><head><meta name=date content=2024-05-06></head><body><p>x</p></body></html>"
        #expect(
            try read(page, path: "2020-01-01-a.html").published?.ISO8601Format() == "2024-05-06T00:00:00Z"
        )
        let head = "---\ndate: 2022-01-01\n---\n"
        #expect(
            try read(head + page, path: "2020-01-01-a.html").published?.ISO8601Format()
                == "2022-01-01T00:00:00Z"
        )
    }
}
