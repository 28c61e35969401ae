import Feeds
import Foundation
@testable import Publishing
import Testing

@testable import Web

private let awkward = "<script>alert(\"1\")</script> & 'two' مرحبا 🎉"

@Suite struct `A page` {
    private let pages: Pages
    private var feed: Library.FeedPage

    init() throws {
        pages = try Pages()
        var definition = FeedDefinition(
            name: "news",
            title: awkward,
            timezone: .gmt,
            articles: "/none",
            folder: "/none"
        )
        definition.description = awkward
        feed = Library.FeedPage(
            definition: definition,
            link: "https://example.org/news/",
            documents: [(.atom, "https://example.org/news/atom.xml?a=1&b=\"2\"")],
            entries: [Self.entry()]
        )
    }

    private static func entry(title: String = awkward, language: String? = nil) -> Entry {
        Entry(
            id: "urn:uuid:1",
            title: title,
            link: "https://example.org/news/hello/?a=1&b=2",
            published: Date(timeIntervalSince1970: 1_772_436_600),
            updated: Date(timeIntervalSince1970: 1_772_436_600),
            summary: awkward,
            content: "<p>The body.</p>",
            authors: [Author(name: awkward)],
            categories: [awkward].map { Category($0) },
            language: language,
            image: nil,
            enclosures: []
        )
    }

    private func site() throws -> Site {
        Site(
            folder: "/none",
            definition: SiteDefinition(),
            base: try #require(Base("https://example.org")),
            feeds: [],
            problems: []
        )
    }

    private func isEscaped(_ html: String) -> Bool {
        !html.contains("<script")
            && html.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;two&#39;")
    }

    @Test func `of the site lets no text become markup`() throws {
        #expect(isEscaped(pages.home(title: awkward, feeds: [feed], site: try site())))
    }

    @Test func `of a feed lets no text become markup`() {
        #expect(isEscaped(pages.feed(feed, home: "https://example.org/")))
    }

    @Test func `of an article lets no text become markup, and keeps its body`() {
        let html = pages.article(Self.entry(), of: feed)
        #expect(isEscaped(html))
        #expect(html.contains("<p>The body.</p>"))
    }

    @Test func `keeps every script and every emoji`() {
        #expect(pages.article(Self.entry(), of: feed).contains("مرحبا 🎉"))
    }

    @Test func `leads readers to the feeds`() {
        var plain = feed
        plain.definition.title = "News"
        let html = pages.feed(plain, home: "https://example.org/")
        #expect(
            html.contains(
                "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"News (Atom)\" "
                    + "href=\"https://example.org/news/atom.xml?a=1&amp;b=&quot;2&quot;\">"
            )
        )
    }

    @Test(arguments: [
        ("ar", "rtl"), ("fa-IR", "rtl"), ("he", "rtl"), ("ur", "rtl"), ("fr", "ltr"), ("ja", "ltr"),
    ])
    func `says its language, and which way that is written`(language: String, direction: String) {
        let html = pages.article(Self.entry(language: language), of: feed)
        #expect(html.contains("<html lang=\"\(language)\" dir=\"\(direction)\">"))
    }

    @Test func `says nothing of what an entry has not`() {
        var bare = Self.entry(title: "")
        bare.summary = nil
        bare.authors = []
        let html = pages.article(bare, of: feed)
        #expect(!html.contains("og:image"))
        #expect(!html.contains("name=\"description\""))
        #expect(!html.contains("<h1"))
    }

    @Test func `of a feed gives an entry without a language none`() {
        #expect(!pages.feed(feed, home: "https://example.org/").contains("lang=\"\""))
    }
}
