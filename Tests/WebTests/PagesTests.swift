import Feeds
import Foundation
@testable import Publishing
import Testing

@testable import Templates
@testable import Web

private let awkward = "<script>alert(\"1\")</script> & 'two' مرحبا 🎉"

@Suite struct `A page` {
    private var feed: Library.FeedPage

    init() {
        feed = Self.feed(title: awkward)
        feed.definition.description = awkward
        feed.definition.rights = awkward
        feed.entries = [Self.entry()]
    }

    private static func feed(title: String = "News", language: String? = nil, isPodcast: Bool = false)
        -> Library.FeedPage
    {
        var definition = FeedDefinition(
            name: "news",
            title: title,
            timezone: .gmt,
            articles: "/none",
            folder: "/none"
        )
        definition.language = language
        definition.podcast = isPodcast ? PodcastDefinition() : nil
        return Library.FeedPage(
            definition: definition,
            link: "https://example.org/news/",
            documents: [
                (.rss, "https://example.org/news/rss.xml"),
                (.atom, "https://example.org/news/atom.xml?a=1&b=\"2\""),
            ]
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
            rights: awkward
        )
    }

    private func pages(title: String? = nil, language: String? = nil, feeds: [FeedDefinition] = []) throws
        -> Pages
    {
        var definition = SiteDefinition()
        definition.title = title
        definition.language = language
        return Pages(
            of: Site(
                folder: "/none",
                definition: definition,
                base: try #require(Base("https://example.org")),
                feeds: feeds,
                problems: []
            )
        )
    }

    private func articlePage(_ entry: Entry, of feed: Library.FeedPage? = nil) throws -> String {
        try pages().article(entry, of: feed ?? self.feed, Library.Neighbours())
    }

    private func feedPage(_ feed: Library.FeedPage? = nil) throws -> String {
        try pages().feed(feed ?? self.feed, code: QRCode("https://example.org/news/atom.xml"))
    }

    private func isEscaped(_ html: String) -> Bool {
        !html.contains("<script>alert") && !html.contains("</script> &")
            && html.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;two&#39;")
    }

    @Test func `of the site lets no text become markup`() throws {
        #expect(isEscaped(try pages(title: awkward).home([feed])))
    }

    @Test func `of a feed lets no text become markup`() throws {
        #expect(isEscaped(try feedPage()))
    }

    @Test func `of an article lets no text become markup, and keeps its body`() throws {
        var neighbours = Library.Neighbours()
        neighbours.older = Self.entry()
        let html = try pages(title: awkward).article(Self.entry(), of: feed, neighbours)
        #expect(isEscaped(html))
        #expect(html.contains("<p>The body.</p>"))
    }

    @Test func `keeps every script and every emoji`() throws {
        #expect(try articlePage(Self.entry()).contains("مرحبا 🎉"))
    }

    @Test func `leads readers to the feeds`() throws {
        #expect(
            try feedPage(Self.feed()).contains(
                "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"News (Atom)\" "
                    + "href=\"https://example.org/news/atom.xml?a=1&amp;b=&quot;2&quot;\">"
            )
        )
    }

    @Test(arguments: [
        ("ar", "rtl"), ("fa-IR", "rtl"), ("he", "rtl"), ("ur", "rtl"), ("az-Arab", "rtl"), ("ar-Latn", "ltr"),
        ("fr", "ltr"), ("ja", "ltr"),
    ])
    func `says its language, and which way that is written`(language: String, direction: String) throws {
        let html = try articlePage(Self.entry(language: language))
        #expect(html.contains("<html lang=\"\(language)\" dir=\"\(direction)\">"))
    }

    @Test func `says nothing of what an entry has not`() throws {
        var bare = Self.entry(title: "")
        bare.summary = nil
        bare.authors = []
        bare.categories = []
        bare.rights = nil
        let html = try articlePage(bare)
        for absent in [
            "og:image", "name=\"description\"", "class=\"tags\"", "<nav", "enclosures\"", "<audio",
            "\"author\"",
        ] {
            #expect(!html.contains(absent), "\(absent)")
        }
    }

    @Test func `of a feed gives an entry without a language none`() throws {
        #expect(!(try feedPage().contains("lang=\"\"")))
    }

    @Test(
        arguments: [
            ("The first words of it.", "The first words of it."), (nil, "March 2, 2026"),
        ] as [(String?, String)]
    )
    func `of an untitled entry has a heading for those who hear it`(summary: String?, heading: String) throws
    {
        var entry = Self.entry(title: "")
        entry.summary = summary
        let html = try articlePage(entry)
        #expect(html.contains("<h1 dir=\"auto\" class=\"hidden\">\(heading)</h1>"))
        #expect(html.contains("<title>\(heading) – "))
    }

    @Test func `shows a title of ten kilobytes whole once, and cut everywhere else`() throws {
        let title = String(repeating: "long title ", count: 1_000) + "end"
        let html = try articlePage(Self.entry(title: title))
        #expect(html.contains("class=\"long\">\(title)</h1>"))
        #expect(html.ranges(of: " title end").count == 1)
        #expect(html.utf8.count < 40_000)
    }

    @Test(arguments: [
        ("en", "March 2, 2026"), ("en-GB", "2 March 2026"), ("en-US", "March 2, 2026"),
        ("fr-CA", "2 mars 2026"),
        ("de", "2. März 2026"), ("es-MX", "2 de marzo de 2026"), ("ja", "March 2, 2026"),
    ])
    func `writes days as the feed's language does`(language: String, day: String) throws {
        var feed = Self.feed(language: language)
        feed.entries = [Self.entry()]
        #expect(try feedPage(feed).contains(">\(day)</time>"))
    }

    @Test func `has the day that it is where the feed is`() throws {
        var feed = Self.feed()
        feed.definition.timezone = try #require(TimeZone(identifier: "Pacific/Kiritimati"))
        var entry = Self.entry()
        entry.published = Date(timeIntervalSince1970: 1_772_409_600)  // 2026-03-02T00:00:00Z
        #expect(try articlePage(entry, of: feed).contains(">March 2, 2026</time>"))
        feed.definition.timezone = try #require(TimeZone(identifier: "Pacific/Pago_Pago"))
        #expect(try articlePage(entry, of: feed).contains(">March 1, 2026</time>"))
    }

    @Test(arguments: [
        ("fr", "S’abonner"), ("de-AT", "Abonnieren"), ("es", "Suscribirse"), ("en", "Subscribe"),
    ])
    func `speaks the feed's language`(language: String, word: String) throws {
        let html = try feedPage(Self.feed(language: language))
        #expect(html.contains("<h2 id=\"subscribe\">\(word)</h2>"))
        #expect(!html.contains(" lang=\"en\" dir=\"ltr\">\(word)"))
        #expect(html.ranges(of: " lang=\"").count == 1)
    }

    @Test func `says where its own texts are in another language than its feed's`() throws {
        let html = try feedPage(Self.feed(language: "ar"))
        #expect(html.contains("<html lang=\"ar\" dir=\"rtl\">"))
        #expect(html.contains("aria-labelledby=\"subscribe\" lang=\"en\" dir=\"ltr\">"))
        #expect(
            try pages(language: "de").feed(Self.feed(language: "ar"), code: nil).contains(
                " lang=\"de\" dir=\"ltr\">"
            )
        )
    }

    @Test func `of the site speaks the language that all of its feeds have, where it names none`() throws {
        let french = Self.feed(language: "fr").definition
        #expect(try pages(feeds: [french]).home([]).contains("Il n’y a pas encore de flux ici."))
        let german = Self.feed(language: "de").definition
        #expect(try pages(feeds: [french, german]).home([]).contains("<html lang=\"en\""))
    }

    @Test(
        arguments: [
            ("de", nil, "<html lang=\"de\"", "Diesen Beitrag gibt es nicht mehr"),
            (nil, "es", "<html lang=\"es\"", "Este artículo ya no está"),
            ("ja", "fr", "<html lang=\"fr\"", "Cet article n’est plus là"),
            ("ja", nil, "<html lang=\"en\"", "This article is gone"),
        ] as [(String?, String?, String, String)]
    )
    func `that says that an article is gone speaks the feed's language, else the site's`(
        language: String?,
        ofSite: String?,
        head: String,
        title: String
    ) throws {
        let html = try pages(language: ofSite).notice(.gone, in: Self.feed(language: language).definition)
        #expect(html.contains(head))
        #expect(html.contains("<h1>\(title)</h1>"))
    }

    @Test func `of a feed offers its address, its code, and readers on the web`() throws {
        let html = try feedPage(Self.feed())
        let value = "https%3A%2F%2Fexample.org%2Fnews%2Fatom.xml%3Fa%3D1%26b%3D%222%22"
        #expect(html.contains("readonly value=\"https://example.org/news/atom.xml?a=1&amp;b=&quot;2&quot;\""))
        #expect(html.contains("href=\"feed:https://example.org/news/atom.xml?a=1&amp;b=&quot;2&quot;\""))
        #expect(html.contains("href=\"https://feedly.com/i/subscription/feed%2F\(value)\""))
        #expect(html.contains("href=\"https://www.inoreader.com/?add_feed=\(value)\""))
        #expect(
            html.contains(
                "<svg role=\"img\" aria-label=\"QR code of the feed’s address\" viewBox=\"0 0 37 37\""
            )
        )
    }

    @Test func `of a podcast offers podcast apps, and its RSS document`() throws {
        let html = try feedPage(Self.feed(isPodcast: true))
        #expect(html.contains("readonly value=\"https://example.org/news/rss.xml\""))
        #expect(html.contains("href=\"podcast://example.org/news/rss.xml\""))
        #expect(html.contains("href=\"pktc://subscribe/example.org/news/rss.xml\""))
        #expect(html.contains("overcast://x-callback-url/add?url=https%3A%2F%2Fexample.org%2Fnews%2Frss.xml"))
        #expect(!html.contains("feedly"))
    }

    @Test func `of an article tells networks what it is`() throws {
        var entry = Self.entry(title: "Hello", language: "fr-FR")
        entry.updated = entry.published + 200_000
        entry.image = "https://example.org/quay.jpg"
        entry.imageMeasurement = MediaFacts(type: "image/jpeg", width: 1_200, height: 630)
        entry.categories = [Category("harbour"), Category("fish")]
        let html = try articlePage(entry, of: Self.feed())
        for (property, content) in [
            ("og:type", "article"), ("og:title", "Hello"),
            ("og:url", "https://example.org/news/hello/?a=1&amp;b=2"),
            ("og:site_name", "News"), ("og:locale", "fr_FR"), ("og:image", "https://example.org/quay.jpg"),
            ("og:image:width", "1200"), ("og:image:height", "630"),
            ("article:published_time", "2026-03-02T07:30:00Z"),
            ("article:modified_time", "2026-03-04T15:03:20Z"),
            ("article:section", "harbour"), ("article:tag", "fish"),
        ] {
            #expect(html.contains("<meta property=\"\(property)\" content=\"\(content)\">"), "\(property)")
        }
        #expect(
            html.contains("<a href=\"https://example.org/news/tag/fish/\" rel=\"tag\" dir=\"auto\">fish</a>")
        )
        #expect(html.contains("<meta name=\"twitter:card\" content=\"summary_large_image\">"))
        #expect(html.contains("updated <time datetime=\"2026-03-04T15:03:20Z\">March 4, 2026</time>"))
    }

    @Test func `of an article names no territory that nobody named`() throws {
        #expect(!(try articlePage(Self.entry(language: "fr")).contains("og:locale")))
    }

    @Test func `of an article has its enclosures to hear, to see and to keep`() throws {
        var entry = Self.entry()
        entry.enclosures = [
            Enclosure(
                url: "https://example.org/a%20b.mp3",
                length: 12_345_678,
                type: "audio/mpeg",
                duration: 3_723.4
            ),
            Enclosure(url: "https://example.org/c.mp4", length: nil, type: "video/mp4"),
            Enclosure(
                url: "https://example.org/d.pdf",
                length: 1_500,
                type: "application/pdf",
                title: "The plan"
            ),
        ]
        let html = try articlePage(entry, of: Self.feed(language: "de"))
        #expect(
            html.contains(
                "<audio controls preload=\"none\" src=\"https://example.org/a%20b.mp3\" aria-label=\"a b.mp3\">"
            )
        )
        #expect(html.contains("1:02:03 · 12,3\u{A0}MB"))
        #expect(html.contains("<video controls preload=\"metadata\" src=\"https://example.org/c.mp4\""))
        #expect(html.contains("<bdi>The plan</bdi></a> <span class=\"soft\">1\u{A0}kB</span>"))
    }

    @Test func `of an article leads to the ones beside it`() throws {
        let neighbours = Library.Neighbours(
            older: Self.entry(title: "Before"),
            newer: Self.entry(title: "After")
        )
        let html = try pages().article(Self.entry(), of: Self.feed(), neighbours)
        #expect(html.contains("rel=\"prev\" dir=\"auto\">Before</a>"))
        #expect(html.contains("rel=\"next\" dir=\"auto\">After</a>"))
    }

    @Test func `of an article lets a keyboard scroll what is too wide`() throws {
        var entry = Self.entry()
        entry.content = "<pre><code>a</code></pre><table><tr><td>&lt;table</td></tr></table>"
        let html = try articlePage(entry)
        #expect(html.contains("<pre tabindex=\"0\"><code>"))
        #expect(html.contains("<table tabindex=\"0\"><tr><td>&lt;table</td>"))
    }

    @Test func `says so where there is nothing to show`() throws {
        #expect(try feedPage(Self.feed()).contains("Nothing has been published here yet."))
        #expect(try pages().home([]).contains("There is no feed here yet."))
    }
}

@Suite struct `The texts of pages` {
    @Test(arguments: PageLanguage.allCases)
    func `are all there`(language: PageLanguage) {
        let texts = language.texts.byName
        #expect(texts.count == Mirror(reflecting: PageTexts.english).children.count)
        #expect(texts.values.allSatisfy { !$0.isEmpty })
    }

    @Test(arguments: [PageLanguage.french, .german, .spanish])
    func `are in no other language`(language: PageLanguage) {
        let english = PageTexts.english.byName
        let same = language.texts.byName.filter { $0.value == english[$0.key] }.map(\.key)
        #expect(same == (language == .german ? ["website"] : []))
    }

    @Test func `are those that the built-in templates ask for`() throws {
        let known = Set(PageTexts.english.byName.keys)
        let asked = Set(
            Templates.texts.values.flatMap { $0.matches(of: /\{\{texts\.(\w+)\}\}/).map { String($0.1) } }
        )
        #expect(asked.subtracting(known) == [])
        #expect(
            known.subtracting(asked) == [
                "goneTitle", "goneText", "endedTitle", "endedText", "missingTitle", "missingText",
                "sections", "authors", "languages",
            ]
        )
    }

    @Test(arguments: [
        (PageLanguage.french, "1er janvier 2026"), (.german, "1. Januar 2026"),
        (.spanish, "1 de enero de 2026"),
        (.english, "January 1, 2026"),
    ])
    func `write the first of a month as people do`(language: PageLanguage, day: String) throws {
        let day2026 = CivilDay(Date(timeIntervalSince1970: 1_767_225_600), in: .gmt)
        #expect(language.written(day2026, for: nil) == day)
    }

    @Test func `know January's name in Austria`() {
        let day = CivilDay(Date(timeIntervalSince1970: 1_767_225_600), in: .gmt)
        #expect(PageLanguage.german.written(day, for: "de-AT") == "1. Jänner 2026")
    }
}

@Suite struct `Linked data` {
    private struct Read: Decodable {
        struct Thing: Decodable { var name: String? }
        var headline: String
        var datePublished: String
        var dateModified: String
        var author: [Thing]
        var keywords: [String]
    }

    @Test func `is JSON that no text of an author's can end`() throws {
        let title = "</script><script>alert(1)</script><!-- \u{2028} \" \\"
        var entry = Entry(
            id: "1",
            title: title,
            link: "https://example.org/",
            published: Date(timeIntervalSince1970: 1_772_436_600),
            updated: Date(timeIntervalSince1970: 0)
        )
        entry.authors = [Author(name: title)]
        entry.categories = [Category(title)]
        let feed = Library.FeedPage(
            definition: FeedDefinition(name: "n", title: title, timezone: .gmt, articles: "/", folder: "/"),
            link: "https://example.org/n/",
            documents: []
        )
        let text = LinkedData(of: entry, headline: title, in: feed, publisher: title).text
        #expect(!text.contains("<"))
        let read = try JSONDecoder().decode(Read.self, from: Data(text.utf8))
        #expect(read.headline == title)
        #expect(read.author.first?.name == title)
        #expect(read.keywords == [title])
        #expect(read.datePublished == "2026-03-02T07:30:00Z")
        #expect(read.dateModified == read.datePublished)
    }
}

@Suite struct `A page's policy` {
    @Test func `allows the styles and scripts of its head, and nothing else`() {
        let policy = PagePolicy.of(
            "<head><style>a</style><script type=\"module\">b</script>"
                + "<script type=\"application/ld+json\">c</script></head><body><script>d</script></body>"
        )
        #expect(
            policy
                == "default-src 'none'; img-src * data:; media-src *; "
                + "style-src 'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='; "
                + "script-src 'sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0='; "
                + "base-uri 'none'; form-action 'none'"
        )
    }

    @Test func `allows nothing where a page has no head`() {
        let policy = PagePolicy.of("<style>a</style>")
        #expect(!policy.contains("style-src"))
    }
}

@Suite struct `A QR code` {
    @Test func `has the size of its version, with the quiet zone around it`() throws {
        let code = try #require(QRCode("https://example.org/news/atom.xml"))
        #expect(code.size == 29 + 8)
        // The finder pattern of the upper left corner: seven dark modules, then one, five light, one.
        #expect(code.path.hasPrefix("M4 4h7v1h-7z"))
        #expect(code.path.contains("M4 5h1v1h-1z"))
    }

    @Test func `is not made of more than it can hold`() {
        #expect(QRCode(String(repeating: "a", count: 2_331)) != nil)
        #expect(QRCode(String(repeating: "a", count: 2_332)) == nil)
    }

    @Test func `is kept`() async {
        let codes = QRCodes()
        let first = await codes.code(of: "https://example.org/")
        #expect(await codes.code(of: "https://example.org/") == first)
    }
}
