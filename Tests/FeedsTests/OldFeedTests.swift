import Foundation
import Testing

@testable import Feeds

@Suite struct `An old feed` {
    typealias Entry = OldFeed.Entry

    static func read(_ text: String, from url: String? = nil, isLenient: Bool = false) throws -> OldFeed {
        try OldFeed.read(Array(text.utf8), from: url, isLenient: isLenient)
    }

    static func rss(_ items: String, version: String = "2.0", head: String = "") -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="\(version)" xmlns:atom="http://www.w3.org/2005/Atom"
            xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
            xmlns:podcast="https://podcastindex.org/namespace/1.0"
            xmlns:content="http://purl.org/rss/1.0/modules/content/"
            xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">
        <channel><title>A site</title><link>https://a.example/</link><description>Of</description>\(head)
        \(items)
        </channel></rss>
        """
    }

    static func atom(_ entries: String, head: String = "") -> String {
        """
        <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/blog/">
        <id>tag:a.example,2020:blog</id><title>A blog</title>\(head)
        \(entries)
        </feed>
        """
    }

    /// RFC 7303, section 3.
    @Test(
        arguments: [
            // What is declared, what comes with it, the bytes of the title, whether a mark stands first.
            ("utf-8", "ISO-8859-1", [0xE9], false), ("utf-8", "windows-1252", [0xE9], false),
            ("iso-8859-1", "UTF-8", [0xC3, 0xA9], false), ("iso-8859-1", "latin-9", [0xE9], false),
            ("iso-8859-1", "utf-8", [0xE9], false), ("utf-8", "ISO-8859-1", [0xC3, 0xA9], true),
            ("iso-8859-1", nil, [0xE9], false),
        ] as [(String, String?, [UInt8], Bool)]
    )
    func `is read in the encoding that came with it, unless it has a mark`(
        declared: String,
        charset: String?,
        title: [UInt8],
        hasMark: Bool
    ) throws {
        let head =
            "<?xml version=\"1.0\" encoding=\"\(declared)\"?><rss version=\"2.0\"><channel><item><guid>a</guid><title>"
        let bytes =
            (hasMark ? [0xEF, 0xBB, 0xBF] : []) + Array(head.utf8) + title
            + Array("</title></item></channel></rss>".utf8)
        #expect(try OldFeed.read(bytes, charset: charset).entries.map(\.title) == ["é"])
    }

    struct Case: CustomTestStringConvertible {
        var testDescription: String
        var text: String
        var entries: [Entry]
    }

    static let cases = [
        Case(
            testDescription: "RSS 2.0 whose guid is its link",
            text: rss(
                """
                <item><title>One &amp;amp; only</title><link>https://a.example/one/</link>
                <media:title>Not this one</media:title><guid>https://a.example/one/</guid>
                <pubDate>Mon, 02 Mar 2026 07:30:00 +0100</pubDate>
                <content:encoded><![CDATA[<p>Text</p>]]></content:encoded></item>
                """
            ),
            entries: [
                Entry(
                    id: "https://a.example/one/",
                    link: "https://a.example/one/",
                    title: "One &amp; only",
                    published: "Mon, 02 Mar 2026 07:30:00 +0100"
                )
            ]
        ),
        Case(
            testDescription: "RSS 2.0 with guids that are no links, or no guids, or links elsewhere",
            text: rss(
                """
                <item><guid isPermaLink="false">urn:x:&quot;1&quot;</guid><link>https://a.example/1</link>
                <atom:updated>2026-03-03T00:00:00Z</atom:updated></item>
                <item><link>/2</link><dc:date>2026-03-02</dc:date></item>
                <item><guid isPermaLink="true">https://a.example/3</guid></item>
                <item><guid>?p=4</guid><link>http://feeds.example/~r/4</link>
                <feedburner:origLink>https://a.example/4</feedburner:origLink></item>
                <item><guid>  https://a.example/5
                </guid><atom:link href="https://a.example/five"/></item>
                """
            ),
            entries: [
                Entry(id: "urn:x:\"1\"", link: "https://a.example/1", updated: "2026-03-03T00:00:00Z"),
                Entry(id: "https://a.example/2", link: "https://a.example/2", published: "2026-03-02"),
                Entry(id: "https://a.example/3", link: "https://a.example/3"),
                Entry(id: "?p=4", link: "https://a.example/4"),
                Entry(id: "  https://a.example/5\n", link: "https://a.example/five"),
            ]
        ),
        Case(
            testDescription: "RSS 0.91 with the declaration of its type",
            text: """
                <?xml version="1.0" encoding="ISO-8859-1"?>
                <!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
                    "http://my.netscape.com/publish/formats/rss-0.91.dtd">
                <rss version="0.91"><channel><title>Old</title><link>https://a.example/</link>
                <image><title>No</title><link>https://a.example/no</link></image>
                <item><title>One</title><link>https://a.example/1</link></item></channel></rss>
                """,
            entries: [Entry(id: "https://a.example/1", link: "https://a.example/1", title: "One")]
        ),
        Case(
            testDescription: "RSS 1.0, whose items stand beside its channel",
            text: """
                <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
                    xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
                <channel rdf:about="https://a.example/rdf"><title>Old</title><link>https://a.example/</link>
                <items><rdf:Seq><rdf:li rdf:resource="https://a.example/1"/></rdf:Seq></items></channel>
                <item rdf:about="https://a.example/1#item"><title>One</title><link>https://a.example/1</link>
                <dc:date>2005-01-02T03:04:05+00:00</dc:date></item></rdf:RDF>
                """,
            entries: [
                Entry(
                    id: "https://a.example/1#item",
                    link: "https://a.example/1",
                    title: "One",
                    published: "2005-01-02T03:04:05+00:00"
                )
            ]
        ),
        Case(
            testDescription: "Atom 1.0 with bases, relations, and a source",
            text: atom(
                """
                <entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Two <b>words</b></div></title>
                <link rel="self" href="x"/><link rel="alternate" href="../1"/><id>tag:1</id>
                <source><id>tag:other</id><title>Other</title></source>
                <published>2026-01-01T00:00:00Z</published><updated>2026-01-02T00:00:00Z</updated></entry>
                <entry xml:base="https://b.example/"><title>B</title><link href="2"/><id>tag:2</id></entry>
                """
            ),
            entries: [
                Entry(
                    id: "tag:1",
                    link: "https://a.example/1",
                    title: "Two words",
                    published: "2026-01-01T00:00:00Z",
                    updated: "2026-01-02T00:00:00Z"
                ),
                Entry(id: "tag:2", link: "https://b.example/2", title: "B"),
            ]
        ),
        Case(
            testDescription: "Atom 0.3",
            text: """
                <feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Old</title>
                <entry><title>One</title><link rel="alternate" type="text/html" href="https://a.example/1"/>
                <id>tag:1</id><issued>2004-01-01T00:00:00Z</issued><modified>2004-01-02T00:00:00Z</modified>
                </entry></feed>
                """,
            entries: [
                Entry(
                    id: "tag:1",
                    link: "https://a.example/1",
                    title: "One",
                    published: "2004-01-01T00:00:00Z",
                    updated: "2004-01-02T00:00:00Z"
                )
            ]
        ),
        Case(
            testDescription: "JSON Feed with an id that is a number",
            text: """
                {"version": "https://jsonfeed.org/version/1", "title": "J", "items": [
                {"id": 7, "url": "https://a.example/7", "title": "Seven",
                 "date_published": "2026-01-01T00:00:00Z", "date_modified": "2026-01-02T00:00:00Z"},
                {"id": "tag:8", "external_url": "https://b.example/8", "title": null}]}
                """,
            entries: [
                Entry(
                    id: "7",
                    link: "https://a.example/7",
                    title: "Seven",
                    published: "2026-01-01T00:00:00Z",
                    updated: "2026-01-02T00:00:00Z"
                ),
                Entry(id: "tag:8", link: "https://b.example/8"),
            ]
        ),
    ]

    @Test(arguments: cases)
    func `tells how its readers know its entries`(_ one: Case) throws {
        #expect(try Self.read(one.text, from: "https://a.example/feed").entries == one.entries)
    }

    @Test func `tells what is the podcast's name, and where its older entries are`() throws {
        let podcast = try Self.read(
            Self.rss(
                "",
                head: "<podcast:guid> 9b024349 </podcast:guid><atom:link rel=\"next\" href=\"?page=2\"/>"
            ),
            from: "https://a.example/feed"
        )
        #expect(podcast.podcastGUID == "9b024349")
        #expect(podcast.older == "https://a.example/feed?page=2")
        let archive = try Self.read(
            Self.atom(
                "",
                head: "<link rel=\"prev-archive\" href=\"2025.xml\"/><link rel=\"next\" href=\"p2\"/>"
            )
        )
        #expect(archive.older == "https://a.example/blog/2025.xml")
        #expect(archive.id == "tag:a.example,2020:blog")
        let json = try Self.read(
            "{\"version\": \"https://jsonfeed.org/version/1.1\", \"next_url\": \"/2\", \"items\": []}",
            from: "https://a.example/1"
        )
        #expect(json.older == "https://a.example/2")
    }

    @Test(arguments: [
        (
            rss(
                "<item><guid isPermaLink=\"false\">1</guid><description>&lt;p>A &amp;amp; b</description></item>"
            ), "<p>A &amp; b"
        ),
        (
            rss(
                """
                <item><guid isPermaLink=\"false\">1</guid><description>A</description><content:encoded
                xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[<p>All</p>]]></content:encoded></item>
                """
            ), "<p>All</p>"
        ),
        (atom("<entry><id>1</id><title/><content>a &lt; b</content></entry>"), "a &lt; b"),
        (atom("<entry><id>1</id><content type=\"html\">&lt;p>A</content></entry>"), "<p>A"),
        (
            atom(
                """
                <entry><id>1</id><summary>s</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A
                <b>b</b></div></content></entry>
                """
            ), "A\nb"
        ),
        (
            """
            {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_text": "a < b"}]}
            """, "a &lt; b"
        ),
    ])
    func `knows an entry without a title by its text`(_ text: String, _ beginning: String) throws {
        #expect(try Self.read(text).entries == [OldFeed.Entry(id: "1", text: beginning)])
    }

    @Test func `keeps no text of an entry with a title, and of others the beginning`() throws {
        let text = String(repeating: "é", count: 20_000)
        let feed = try Self.read(
            Self.rss(
                """
                <item><guid>1</guid><title>A</title><description>\(text)</description></item>
                <item><guid>2</guid><description>\(text)</description></item>
                """
            )
        )
        #expect(feed.entries.map { $0.text?.utf8.count } == [nil, OldFeed.largestText])
    }

    @Test(arguments: [
        ("<description>", "a word &amp; another ", "</description>"),
        ("<description>", "字", "</description>"),
        ("<description>", "&lt;", "</description>"), ("<description><![CDATA[", "a<]", "]]></description>"),
        ("<description><!--", "- ", "--></description>"),
    ])
    func `with a text that is longer than libxml2 reads is read`(
        _ start: String,
        _ piece: String,
        _ end: String
    ) throws {
        let text = String(repeating: piece, count: 11_000_000 / piece.utf8.count)
        let feed = try Self.read(
            Self.rss("<item><guid>1</guid>\(start)\(text)\(end)</item><item><guid>2</guid></item>")
        )
        #expect(feed.entries.map(\.id) == ["1", "2"])
    }

    /// A document in two bytes a character, with a mark or without.
    private static func utf16(_ text: String, isBigEndian: Bool, isMarked: Bool) -> [UInt8] {
        let units = (isMarked ? [0xFEFF] : []) + Array(text.utf16)
        return units.flatMap {
            isBigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)]
        }
    }

    @Test(arguments: [true, false], [true, false])
    func `in two bytes a character is read, also with a text longer than libxml2 reads`(
        isBigEndian: Bool,
        isMarked: Bool
    ) throws {
        // Once is enough for what takes seconds in a debug build.
        let count = isMarked && !isBigEndian ? 1_000_000 : 1
        for text in ["", "<description>\(String(repeating: "字 and 𝄞, ", count: count))</description>"] {
            let document = Self.rss(
                "<item><guid>é</guid><title>𝄞</title>\(text)</item><item><guid>2</guid></item>"
            )
            let feed = try OldFeed.read(
                Self.utf16(
                    document.replacing("UTF-8", with: "UTF-16"),
                    isBigEndian: isBigEndian,
                    isMarked: isMarked
                )
            )
            #expect(feed.entries.map(\.id) == ["é", "2"])
            #expect(feed.entries.first?.title == "𝄞")
        }
        let json =
            "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{\"id\": \"é\", \"title\": \"T\"}]}"
        let feed = try OldFeed.read(Self.utf16(json, isBigEndian: isBigEndian, isMarked: isMarked))
        #expect(feed.entries.map(\.id) == ["é"])
    }

    @Test func `in two bytes a character that breaks off is refused, and read by the lenient`() throws {
        let document = Self.rss("<item><guid>1</guid><title>abc</title></item>").replacing(
            "UTF-8",
            with: "UTF-16"
        )
        let bytes = Self.utf16(document, isBigEndian: false, isMarked: true)
        let title = try #require(document.firstRange(of: "abc"))
        let place = 2 + 2 * document.utf16.distance(from: document.startIndex, to: title.lowerBound)
        var half = bytes
        half.replaceSubrange(place..<place + 2, with: [0x00, 0xD8])
        for broken in [bytes + [0], half] {
            let error = OldFeedError.broken(
                line: nil,
                reason: "it is UTF-16 with half a character in it; save it as UTF-8"
            )
            #expect(throws: error) { try OldFeed.read(broken) }
            #expect(try OldFeed.read(broken, isLenient: true).entries.map(\.id) == ["1"])
        }
    }

    @Test func `in four bytes a character is refused in words`() {
        for bytes in [[0xFF, 0xFE, 0, 0, 0x3C, 0, 0, 0], [0, 0, 0, 0x3C], [0x3C, 0, 0, 0]] as [[UInt8]] {
            let error = #expect(throws: OldFeedError.self) { try OldFeed.read(bytes) }
            #expect(error?.message.contains("four bytes for a character") == true)
        }
    }

    /// As programs write it that make their texts in memory, and save them afterwards.
    @Test func `in UTF-8 that says it is UTF-16 is read`() throws {
        let document = Self.rss("<item><guid>é</guid></item>").replacing("UTF-8", with: "utf-16")
        #expect(try Self.read(document).entries.map(\.id) == ["é"])
    }

    @Test func `counts the entries that nobody could know again`() throws {
        let feed = try Self.read(Self.rss("<item><title>A</title></item><item><guid> </guid></item><item/>"))
        #expect(feed.entries.isEmpty)
        #expect(feed.namelessCount == 3)
    }

    @Test func `in another encoding is read as its declaration says`() throws {
        let text = Self.rss("<item><title>Café</title><link>https://a.example/1</link></item>")
            .replacing("UTF-8", with: "ISO-8859-1")
        let bytes = Array(text.unicodeScalars.map { UInt8($0.value) })
        #expect(try OldFeed.read(bytes).entries.map(\.title) == ["Café"])
    }

    @Test(arguments: ["", " \r\n\t", "\u{FEFF}"])
    func `that is empty says so`(_ text: String) {
        #expect(throws: OldFeedError.empty) { try Self.read(text) }
    }

    @Test(arguments: [
        "<!DOCTYPE html><html><head>", "<HTML><head>", "<!-- hello --><html><head>",
        "<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><head>", "<p>A site<head>",
    ])
    func `that is a page names the feeds that the page names`(_ start: String) {
        let links = """
            <link rel="stylesheet" href="x.css"><LINK REL='alternate' type="application/rss+xml" href="/feed">
            <link rel="alternate" type="application/atom+xml" href="https://b.example/atom">
            <link rel="alternate" hreflang="fr" href="/fr">
            """
        let feeds = ["https://a.example/feed", "https://b.example/atom"]
        #expect(throws: OldFeedError.page(feeds: feeds)) {
            try Self.read(start + links + "</head><body><p>Text<br></body>", from: "https://a.example/")
        }
    }

    @Test func `that is broken names the line, or is taken as far as it goes`() throws {
        let text = Self.rss(
            """
            <item><guid>1</guid></item>
            <item><guid>2</guid><title>a & b</title></item>
            <item><guid>3</guid></item>
            """
        )
        let error = #expect(throws: OldFeedError.self) { try Self.read(text) }
        #expect(error?.line == 9)
        #expect(error?.message.contains("xmlParseEntityRef: no name") == true)
        let feed = try Self.read(text, isLenient: true)
        #expect(feed.entries.map(\.id) == ["1"])
        #expect(feed.fault == error)
    }

    @Test(arguments: ["{", "{\"items\": [}", "{\"version\": \"1\"}", "{\"items\": []}"])
    func `that is other JSON is refused`(_ text: String) {
        let error = #expect(throws: OldFeedError.self) { try Self.read(text) }
        #expect(error?.message.hasPrefix("is broken: ") == true)
    }

    @Test(arguments: ["<opml version=\"2.0\"/>", "<feed/>", "<urlset><url/></urlset>"])
    func `that is other XML is refused by its root`(_ text: String) {
        #expect(throws: OldFeedError.self) { try Self.read(text) }
    }

    @Test func `has no power over us: nothing is fetched, and no entity grows`() throws {
        let file = """
            <!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>
            <rss version="2.0"><channel><item><guid>1</guid><title>&x;Title</title></item></channel></rss>
            """
        #expect(try Self.read(file).entries.map(\.title) == ["Title"])
        let letters = Array("bcdefghij")
        let growing = letters.enumerated().map { number, letter in
            let one = number == 0 ? "a" : String(letters[number - 1])
            return "<!ENTITY \(letter) \"\(String(repeating: "&\(one);", count: 10))\">"
        }
        let bomb = """
            <!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">\(growing.joined())]>
            <rss version="2.0"><channel><item><guid>1</guid><title>&j;</title></item></channel></rss>
            """
        // libxml2 refuses it, or leaves the entity alone.
        let size = (try? Self.read(bomb))?.entries.first?.title.utf8.count ?? 0
        #expect(size < 100)
    }

    // The texts are no arguments: those are printed.
    @Test(arguments: [("<a>", 100_000), ("a", 11_000_000)])
    func `that is nested without end, or has a text without end, is broken`(_ piece: String, _ count: Int) {
        let text = "<title>" + String(repeating: piece, count: count)
        #expect(throws: OldFeedError.self) { try Self.read(Self.rss("<item><guid>1</guid>" + text)) }
    }

    @Test func `that we wrote gives back exactly the ids that it was given`() throws {
        let ids = ["urn:uuid:1", "https://a.example/1", "https://a.example/other", "a & <b>", "tag:x,2020:é"]
        let entries = ids.map {
            Feeds.Entry(
                id: $0,
                title: "T",
                link: "https://a.example/1",
                published: Date(timeIntervalSince1970: 1_700_000_000),
                updated: Date(timeIntervalSince1970: 1_700_000_100)
            )
        }
        let feed = Feed(
            id: "tag:feed",
            title: "F",
            link: "https://a.example/",
            selfLink: "https://a.example/feed",
            podcast: Podcast(guid: "guid-1"),
            updated: Date(timeIntervalSince1970: 1_700_000_100),
            entries: entries
        )
        for format in Format.allCases {
            let old = try OldFeed.read(feed.document(format))
            #expect(old.entries.map(\.id) == ids)
            #expect(old.entries.map(\.updated).allSatisfy { $0 == "2023-11-14T22:15:00Z" })
            #expect(old.podcastGUID == (format == .rss ? "guid-1" : nil))
            #expect(old.id == (format == .atom ? "tag:feed" : nil))
        }
    }
}
