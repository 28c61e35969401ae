extension Breach {
    private static func described(_ html: String) -> String {
        "<description><![CDATA[\(html)]]></description>"
    }
    private static let description = "<description>&lt;p&gt;At half past seven.&lt;/p&gt;</description>"

    static let text = [
        Breach("html-in-text", .rss, "The ferry sails", "The ▸&lt;b&gt;ferry&lt;/b&gt; sails"),
        Breach(
            "html-in-text",
            .rss,
            "The ferry sails",
            "The ferry▸&amp;nbsp;sails",
            mended: "The ferry&#160;sails"
        ),
        Breach("html-in-text", .atom, "The ferry sails", "The ▸&lt;b>ferry&lt;/b> sails"),
        Breach(
            "ambiguous-text",
            .rss,
            "The ferry sails",
            "The ferry ▸&lt;sails",
            mended: "The ferry &#x3C;sails"
        ),
        Breach("markup-not-escaped", .rss, "The ferry sails", "The ▸<b>ferry</b> sails"),
        Breach(
            "markup-not-escaped",
            .rss,
            description,
            "<description>▸<p>Hello</p></description>",
            mended: described("<p>Hello</p>")
        ),
        Breach(
            "html-that-acts",
            .rss,
            description,
            described("<p>▸<script>x</script></p>"),
            mended: described("<p>x</p>")
        ),
        Breach(
            "html-that-acts",
            .rss,
            description,
            "<description>é &lt;p onclick=▸&quot;x()&quot;&gt;a&lt;/p&gt;</description>".replacing(
                "▸&quot;",
                with: "&quot;▸"
            ),
            mended: described("<p>x</p>")
        ),
        Breach(
            "html-that-acts",
            .rss,
            description,
            described("<a href=\"▸javascript:x()\">x</a>"),
            mended: described("<a href=\"https://example.org/\">x</a>")
        ),
        Breach(
            "dangerous-style",
            .rss,
            description,
            described("<p style=\"▸position: fixed\">x</p>"),
            mended: described("<p style=\"color: red\">x</p>")
        ),
        Breach(
            "unknown-html",
            .rss,
            description,
            described("<p>▸<foo>x</foo></p>"),
            mended: described("<p>x</p>")
        ),
        Breach(
            "unbalanced-html",
            .rss,
            description,
            described("<p><b>x▸</p>"),
            mended: described("<p><b>x</b></p>")
        ),
        Breach(
            "relative-reference",
            .rss,
            description,
            described("<img src=\"▸/a.png\">"),
            mended: described("<img src=\"https://example.org/a.png\">")
        ),
        Breach(
            "relative-reference",
            .rss,
            description,
            described("<img srcset=\"▸a.png 2x\" src=\"https://example.org/a.png\">"),
            mended: described("<img src=\"https://example.org/a.png\">")
        ),
        Breach(
            "relative-reference-with-base",
            .atom,
            "<content type=\"html\">",
            "<content type=\"html\" xml:base=\"https://example.org/\">&lt;img src=\"▸a.png\">",
            mended: "<content type=\"html\">&lt;img src=\"https://example.org/a.png\">"
        ),
        Breach(
            "xhtml-without-div",
            .atom,
            "<!--entry-->",
            "<rights type=\"xhtml\">▸text</rights>",
            mended: "<rights type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">text</div></rights>"
        ),
        Breach(
            "html-that-acts",
            .atom,
            "<!--entry-->",
            "<rights type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">▸<script/></div></rights>",
            mended:
                "<rights type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><b>x</b></div></rights>"
        ),
    ]

    private static let second = """
        <item><title>Second</title><link>https://example.org/2</link><guid>https://example.org/2</guid><pubDate>Mon, 02 Mar 2026 08:30:00 GMT</pubDate></item>
        """

    static let rss = [
        Breach("missing-guid", .rss, "<guid isPermaLink=\"true\">https://example.org/ferry/</guid>", ""),
        Breach(
            "guid-not-permalink",
            .rss,
            "<guid isPermaLink=\"true\">https://example.org/ferry/</guid>",
            "<guid>▸ferry</guid>",
            mended: "<guid isPermaLink=\"false\">ferry-of-2026</guid>"
        ),
        Breach(
            "weak-id",
            .rss,
            "<guid isPermaLink=\"true\">https://example.org/ferry/</guid>",
            "<guid isPermaLink=\"false\">▸42</guid>",
            mended: "<guid isPermaLink=\"false\">ferry-of-2026</guid>"
        ),
        Breach(
            "missing-id",
            .rss,
            "<guid isPermaLink=\"true\">https://example.org/ferry/</guid>",
            "▸<guid/>"
        ),
        Breach(
            "changing-id",
            .rss,
            "<guid isPermaLink=\"true\">https://example.org/ferry/</guid>",
            "<guid>▸https://example.org/?p=1&amp;utm_source=rss</guid>",
            mended: "<guid>https://example.org/?p=1</guid>"
        ),
        Breach(
            "duplicate-id",
            .rss,
            "<!--items-->",
            second.replacing("<guid>https://example.org/2", with: "<guid>▸https://example.org/ferry/"),
            mended: second
        ),
        Breach(
            "description-after-content",
            .rss,
            description,
            "<content:encoded>x</content:encoded>▸<description>x</description>",
            mended: "<description>x</description><content:encoded>x</content:encoded>"
        ),
        Breach(
            "content-without-description",
            .rss,
            description,
            "▸<content:encoded>x</content:encoded>",
            mended: "<description>x</description><content:encoded>x</content:encoded>"
        ),
        Breach("undated", .rss, "<pubDate>Mon, 02 Mar 2026 07:30:00 GMT</pubDate>", ""),
        Breach(
            "missing-item-link",
            .rss,
            "<!--items-->",
            "▸"
                + second.replacing("<link>https://example.org/2</link>", with: "").replacing(
                    "<guid>",
                    with: "<guid isPermaLink=\"false\">"
                ),
            mended: second
        ),
        Breach("same-meaning", .rss, "<!--item-->", "▸<dc:date>2026-03-02T07:30:00Z</dc:date>"),
        Breach("same-meaning", .rss, "<!--channel-->", "▸<dc:language>en</dc:language>"),
        Breach(
            "several-enclosures",
            .podcast,
            "<!--item-->",
            "▸<enclosure url=\"https://example.org/b.mp3\" length=\"1234\" type=\"audio/mpeg\"/>"
        ),
        Breach("enclosure-length", .podcast, "1234567", "▸large"),
        Breach("unknown-length", .podcast, "1234567", "▸0"),
        Breach("enclosure-type", .podcast, "audio/mpeg", "▸video/mp4"),
        Breach(
            "same-enclosure",
            .podcast,
            "<!--items-->",
            second.replacing(
                "</item>",
                with:
                    "<enclosure url=\"▸https://example.org/ferry.mp3\" length=\"1234567\" type=\"audio/mpeg\"/></item>"
            ),
            mended: second.replacing(
                "</item>",
                with:
                    "<enclosure url=\"https://example.org/2.mp3\" length=\"1234567\" type=\"audio/mpeg\"/></item>"
            )
        ),
        Breach("missing-language", .rss, "<language>en</language>", ""),
        Breach(
            "text-input",
            .rss,
            "<!--channel-->",
            "▸<textInput><title>Search</title><description>Search</description><name>q</name><link>https://example.org/</link></textInput>"
        ),
        Breach("long-ttl", .rss, "<!--channel-->", "<ttl>▸100000</ttl>", mended: "<ttl>60</ttl>"),
        Breach(
            "image-differs",
            .rss,
            "<!--channel-->",
            "<image><url>https://example.org/a.png</url><title>▸Logo</title><link>https://example.org/</link></image>",
            mended:
                "<image><url>https://example.org/a.png</url><title>Harbour news</title><link>https://example.org/</link></image>"
        ),
        Breach(
            "image-format",
            .rss,
            "<!--channel-->",
            "<image><url>▸https://example.org/a.webp</url><title>Harbour news</title><link>https://example.org/</link></image>",
            mended:
                "<image><url>https://example.org/a.png</url><title>Harbour news</title><link>https://example.org/</link></image>"
        ),
    ]

    private static let entry = """
        <entry><title>Second</title><id>https://example.org/2</id><link href="https://example.org/2"/><updated>2026-03-02T07:29:00Z</updated><summary>x</summary></entry>
        """

    static let atom = [
        Breach("missing-author", .atom, "<author><name>Ines Calloway</name></author>", ""),
        Breach("email-in-name", .atom, "Ines Calloway", "▸Ines (ines@example.org)"),
        Breach(
            "no-content-or-link",
            .atom,
            "<!--entries-->",
            "▸" + entry.replacing("<link href=\"https://example.org/2\"/>", with: ""),
            mended: entry
        ),
        Breach(
            "no-text",
            .atom,
            "<!--entries-->",
            "▸" + entry.replacing("<summary>x</summary>", with: ""),
            mended: entry
        ),
        Breach(
            "unusual-prefix",
            .atom,
            "<!--entries-->",
            "<x:Person ▸xmlns:x=\"http://search.yahoo.com/mrss/\"/>",
            mended: ""
        ),
        Breach(
            "invalid-number",
            .atom,
            "<!--entry-->",
            "<link rel=\"replies\" href=\"https://example.org/r\" xmlns:thr=\"http://purl.org/syndication/thread/1.0\" thr:count=\"▸many\"/>",
            mended: "<link rel=\"replies\" href=\"https://example.org/r\"/>"
        ),
        Breach("untitled", .atom, "<title>The ferry sails</title>", "▸<title/>"),
        Breach(
            "published-after-updated",
            .atom,
            "<!--entry-->",
            "<published>▸2026-03-03T07:30:00Z</published>",
            mended: "<published>2026-03-01T07:30:00Z</published>"
        ),
        Breach(
            "id-not-canonical",
            .atom,
            "<id>https://example.org/ferry/</id>",
            "<id>▸https://Example.org:443/ferry/</id>"
        ),
        Breach(
            "duplicate-alternate",
            .atom,
            "<!--entry-->",
            "▸<link href=\"https://example.org/other\"/>",
            mended: "<link rel=\"related\" href=\"https://example.org/other\"/>"
        ),
        Breach(
            "feed-older-than-entries",
            .atom,
            "<updated>2026-03-02T07:30:00Z</updated>",
            "<updated>▸2026-03-01T07:30:00Z</updated>"
        ),
        Breach(
            "same-updated",
            .atom,
            "<!--entries-->",
            entry.replacing("2026-03-02T07:29:00Z", with: "▸2026-03-02T07:30:00Z"),
            mended: entry
        ),
        Breach(
            "content-with-src",
            .atom,
            "<content type=\"html\">",
            "<content type=\"image/png\" ▸src=\"https://example.org/a.png\">"
        ),
        Breach(
            "missing-type",
            .atom,
            "<!--entries-->",
            entry.replacing("<summary>", with: "▸<content src=\"https://example.org/a\"/><summary>"),
            mended: entry.replacing(
                "<summary>",
                with: "<content type=\"image/png\" src=\"https://example.org/a\"/><summary>"
            )
        ),
        Breach("html-fragment", .atom, "<content type=\"html\">", "<content type=\"▸text/html\">"),
        Breach(
            "missing-element",
            .atom,
            "<!--entries-->",
            entry.replacing(
                "<summary>x</summary>",
                with: "▸<content type=\"image/png\" src=\"https://example.org/a\"/>"
            ),
            mended: entry
        ),
    ]

    static let links = [
        Breach(
            "missing-self",
            .atom,
            "<link rel=\"self\" type=\"application/atom+xml\" href=\"https://example.org/atom.xml\"/>",
            ""
        ),
        Breach(
            "missing-self-in-rss",
            .rss,
            "<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"https://example.org/rss.xml\"/>",
            ""
        ),
        Breach(
            "hub-without-self",
            .rss,
            "<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"https://example.org/rss.xml\"/>",
            "▸<atom:link rel=\"hub\" href=\"https://hub.example.org/\"/>"
        ),
        Breach("relative-self", .rss, "href=\"https://example.org/rss.xml\"", "href=\"▸/rss.xml\""),
        Breach(
            "relative-link",
            .atom,
            "<!--entry-->",
            "<link rel=\"related\" href=\"▸/other\"/>",
            mended: "<link rel=\"related\" href=\"https://example.org/other\"/>"
        ),
        Breach("self-type", .atom, "type=\"application/atom+xml\"", "type=\"▸text/html\""),
        Breach(
            "unknown-relation",
            .atom,
            "<!--entry-->",
            "<link rel=\"▸friend\" href=\"https://example.org/other\"/>",
            mended: "<link rel=\"related\" href=\"https://example.org/other\"/>"
        ),
        Breach(
            "history-in-entry",
            .atom,
            "<!--entry-->",
            "<link rel=\"▸prev-archive\" href=\"https://example.org/other\"/>",
            mended: "<link rel=\"related\" href=\"https://example.org/other\"/>"
        ),
        Breach(
            "link-in-complete-feed",
            .atom,
            "<!--feed-->",
            "<fh:complete/>▸<link rel=\"next\" href=\"https://example.org/2\"/>",
            mended: "<fh:complete/>"
        ),
        Breach(
            "link-past-end",
            .atom,
            "<!--feed-->",
            "<link rel=\"last\" href=\"https://example.org/atom.xml\"/>▸<link rel=\"next\" href=\"https://example.org/2\"/>",
            mended: "<link rel=\"last\" href=\"https://example.org/atom.xml\"/>"
        ),
        Breach(
            "broken-archive",
            .atom,
            "<!--feed-->",
            "▸<fh:archive/>",
            mended:
                "<fh:archive/><link rel=\"current\" href=\"https://example.org/c\"/><link rel=\"prev-archive\" href=\"https://example.org/p\"/>"
        ),
    ]

    static let podcast = [
        Breach("podcast-lacks", .podcast, "<itunes:image href=\"https://example.org/cover.jpg\"/>", ""),
        Breach("podcast-lacks", .podcast, "<language>en</language>", ""),
        Breach("podcast-should", .podcast, "<itunes:author>Ines Calloway</itunes:author>", ""),
        Breach(
            "podcast-guid",
            .podcast,
            "<podcast:guid>ead4c236-bf58-58c6-a2c6-a6b28d128cb6</podcast:guid>",
            ""
        ),
        Breach("old-explicit", .podcast, "<itunes:explicit>false", "<itunes:explicit>▸clean"),
        Breach("invalid-value", .podcast, "<itunes:explicit>false", "<itunes:explicit>▸never"),
        Breach("cover-format", .podcast, "https://example.org/cover.jpg", "▸https://example.org/cover.gif"),
        Breach("episode-without-enclosure", .podcast, "<!--items-->", "▸" + second),
        Breach("unknown-category", .podcast, "text=\"Leisure\"", "text=\"▸Ferries\""),
        Breach("unknown-category", .podcast, "text=\"Hobbies\"", "text=\"▸Tech News\""),
        Breach(
            "keywords-without-commas",
            .podcast,
            "<!--channel-->",
            "<itunes:keywords>▸ferry harbour tide</itunes:keywords>",
            mended: "<itunes:keywords>ferry, harbour, tide</itunes:keywords>"
        ),
        Breach(
            "too-long",
            .podcast,
            "<!--item-->",
            "<itunes:subtitle>▸" + String(repeating: "x", count: 256) + "</itunes:subtitle>",
            mended: "<itunes:subtitle>x</itunes:subtitle>"
        ),
        Breach("invalid-value", .podcast, "12:34", "▸12 minutes"),
        Breach(
            "missing-attribute",
            .podcast,
            "<!--item-->",
            "▸<podcast:transcript url=\"https://example.org/t.vtt\"/>",
            mended: "<podcast:transcript url=\"https://example.org/t.vtt\" type=\"text/vtt\"/>"
        ),
    ]

    static let json = [
        Breach("json-not-valid", .json, "[\"item\"]\n", "[\"item\"]▸,\n"),
        Breach("json-not-valid", .json, "\"language\": \"en\",\n  \"user", "\"language\": \"en\"\n  ▸\"user"),
        Breach("json-not-valid", .json, "\"language\": \"en\"", "\"language\": ▸'en'"),
        Breach("json-not-valid", .json, "Harbour news", "Harbour▸\tnews"),
        Breach("json-not-valid", .json, "Harbour news", "Harbour ▸\\x news"),
        Breach("json-not-valid", .json, "Harbour news", "Harbour ▸\\ud83d news"),
        Breach("json-not-valid", .json, "\"language\"", "▸// the language\n\"language\""),
        Breach("json-not-valid", .json, "  ]\n}\n", "▸"),
        Breach("json-not-valid", .json, "[\"item\"]", "[▸True]"),
        Breach("byte-order-mark", .json, "{\n  \"version\"", "▸\u{FEFF}{\n  \"version\""),
        Breach("duplicate-member", .json, "\"language\"", "\"title\": \"x\",\n  ▸\"title\""),
        Breach(
            "json-feed-version",
            .json,
            "\"https://jsonfeed.org/version/1.1\"",
            "▸\"https://jsonfeed.org/version/2\""
        ),
        Breach(
            "json-feed-1.0",
            .json,
            "\"https://jsonfeed.org/version/1.1\"",
            "▸\"https://jsonfeed.org/version/1\""
        ),
        Breach("wrong-type", .json, "\"Harbour news\"", "▸17"),
        Breach("wrong-type", .json, "[\"item\"]", "[▸5]"),
        Breach(
            "wrong-type",
            .json,
            "\"tags\": [\"item\"]",
            "\"authors\": ▸{\"name\": \"x\"}",
            mended: "\"authors\": [{\"name\": \"x\"}]"
        ),
        Breach("missing-member", .json, "\"title\": \"Harbour news\",", ""),
        Breach(
            "missing-member",
            .json,
            "\"tags\": [\"item\"]",
            "\"attachments\": [▸{\"url\": \"https://example.org/a.mp3\"}]",
            mended:
                "\"attachments\": [{\"url\": \"https://example.org/a.mp3\", \"mime_type\": \"audio/mpeg\"}]"
        ),
        Breach("missing-id", .json, "\"id\": \"1\",", ""),
        Breach(
            "unknown-member",
            .json,
            "\"tags\": [\"item\"]",
            "▸\"categories\": []",
            mended: "\"_mine\": []"
        ),
        Breach("missing-home-page", .json, "\"home_page_url\": \"https://example.org/\",", ""),
        Breach("missing-feed-url", .json, "\"feed_url\": \"https://example.org/feed.json\",", ""),
        Breach(
            "hub-without-self",
            .json,
            "\"feed_url\": \"https://example.org/feed.json\",",
            "\"hubs\": ▸[{\"type\": \"WebSub\", \"url\": \"https://hub.example.org/\"}],"
        ),
        Breach("missing-language", .json, "\"language\": \"en\",", ""),
        Breach(
            "deprecated-author",
            .json,
            "\"tags\": [\"item\"]",
            "▸\"author\": {\"name\": \"x\"}",
            mended: "\"authors\": [{\"name\": \"x\"}]"
        ),
        Breach("missing-content", .json, "\"content_html\": \"<p>At half past seven.</p>\",", ""),
        Breach("numeric-id", .json, "\"id\": \"1\"", "\"id\": ▸1"),
        Breach(
            "fractional-duration",
            .json,
            "\"tags\": [\"item\"]",
            "\"attachments\": [{\"url\": \"https://example.org/a.mp3\", \"mime_type\": \"audio/mpeg\", \"duration_in_seconds\": ▸1.5}]",
            mended:
                "\"attachments\": [{\"url\": \"https://example.org/a.mp3\", \"mime_type\": \"audio/mpeg\", \"duration_in_seconds\": 2}]"
        ),
        Breach(
            "expired",
            .json,
            "\"language\"",
            "\"expired\": ▸true,\n  \"language\"",
            mended: "\"expired\": false,\n  \"language\""
        ),
        Breach("invalid-date", .json, "2026-03-02T07:30:00Z", "▸2026-03-02"),
        Breach("html-that-acts", .json, "<p>At half past seven.</p>", "\\u00e9<p>▸<script>x</script></p>"),
        Breach("html-in-text", .json, "\"The ferry sails\"", "\"The ▸<b>ferry</b>\""),
        Breach("relative-url", .json, "\"url\": \"https://example.org/ferry/\"", "\"url\": \"▸/ferry/\""),
        Breach("undated", .json, "\"date_published\": \"2026-03-02T07:30:00Z\",", ""),
        Breach(
            "link-past-end",
            .json,
            "\"language\"",
            "\"next_url\": ▸\"https://example.org/feed.json\",\n  \"language\"",
            mended: "\"next_url\": \"https://example.org/2.json\",\n  \"language\""
        ),
        Breach("no-feed", .json, "\"items\"", "\"version\": \"1\", \"entries\""),
        Breach(
            "duplicate-id",
            .json,
            "    }\n  ]",
            "    },\n    {\"id\": ▸\"1\", \"url\": \"https://example.org/2\", \"content_text\": \"x\", \"date_published\": \"2026-03-02T07:30:00Z\"}\n  ]"
        ),
    ]
}
