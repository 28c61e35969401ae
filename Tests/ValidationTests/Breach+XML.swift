extension Breach {
    static let xml = [
        Breach("unescaped-ampersand", .rss, "Harbour news", "Harbour ▸& quay", mended: "Harbour &#x26; quay"),
        Breach(
            "unescaped-ampersand",
            .rss,
            "<link>https://example.org/ferry/</link>",
            "<link>https://example.org/?a=1▸&b=2</link>",
            mended: "<link>https://example.org/?a=1&amp;b=2</link>"
        ),
        Breach("unescaped-less-than", .atom, "At half past seven.<", "5 ▸< 6<", mended: "5 &lt; 6<"),
        Breach("undeclared-entity", .rss, "Harbour news", "Harbour▸&nbsp;news", mended: "Harbour&#160;news"),
        Breach("undeclared-entity", .atom, "Harbour news", "Harbour▸&tide;news", mended: "Harbour&#160;news"),
        Breach("illegal-character", .rss, "Harbour news", "Harbour▸\u{B}news"),
        Breach("illegal-character", .rss, "Harbour news", "Harbour▸&#11;news"),
        Breach("illegal-character", .rss, "Harbour news", "Harbour▸\u{FFFE}news"),
        Breach("mismatched-tag", .rss, "</title>\n  <link>", "▸</titel>\n  <link>"),
        Breach("mismatched-tag", .rss, "  </item>", "  ▸</itm></item>"),
        Breach("mismatched-tag", .atom, "</author>", "</author>▸</name>", mended: "</author>"),
        Breach("xml-declaration-not-first", .rss, "<?xml version", "\n▸<?xml version"),
        Breach("xml-version", .rss, "<?xml version=\"1.0\"", "▸<?xml version=\"1.1\""),
        Breach(
            "undeclared-prefix",
            .rss,
            "<!--item-->",
            "▸<georss:point>1 2</georss:point>",
            mended: "<georss:point xmlns:georss=\"http://www.georss.org/georss\">1 2</georss:point>"
        ),
        Breach("xml-not-well-formed", .rss, "<!--item-->", "<!-- a ▸-- b -->", mended: "<!-- a - b -->"),
        Breach(
            "xml-not-well-formed",
            .rss,
            "Harbour news",
            "Harbour ▸]]> news",
            mended: "Harbour ]]&#x3E; news"
        ),
        Breach("xml-not-well-formed", .rss, "isPermaLink=\"true\"", "isPermaLink=▸true"),
        Breach("xml-not-well-formed", .rss, "isPermaLink=\"true\"", "isPermaLink=▸\"true"),
        Breach(
            "xml-not-well-formed",
            .rss,
            "isPermaLink=\"true\"",
            "isPermaLink=\"true\" ▸isPermaLink=\"true\""
        ),
        Breach("xml-not-well-formed", .rss, "isPermaLink=\"true\"", "▸isPermaLink"),
        Breach("xml-not-well-formed", .rss, "rel=\"self\" type", "rel=\"self\"▸type"),
        Breach("xml-not-well-formed", .rss, "<guid isPermaLink=\"true\">", "▸<guid isPermaLink=\"true\""),
        Breach("xml-not-well-formed", .rss, "</rss>\n", "</rss>\n▸<rss/>"),
        Breach("xml-not-well-formed", .rss, "</rss>\n", "</rss>\n▸Warning: out of memory"),
        Breach("xml-not-well-formed", .rss, "</channel>\n</rss>\n", "▸"),
        Breach("xml-not-well-formed", .rss, "<!--item-->", "▸<![CDATA[ x"),
        Breach("document-type", .rss, "<rss version", "▸<!DOCTYPE rss>\n<rss version"),
        Breach(
            "external-entity",
            .rss,
            "<rss version",
            "<!DOCTYPE rss [ ▸<!ENTITY x SYSTEM \"x.txt\"> ]>\n<rss version"
        ),
        Breach(
            "stylesheet",
            .rss,
            "<rss version",
            "▸<?xml-stylesheet type=\"text/xsl\" href=\"a.xsl\"?>\n<rss version",
            mended: "<?xml-stylesheet type=\"text/css\" href=\"a.css\"?>\n<rss version"
        ),
        Breach("windows-character", .rss, "Harbour news", "Harbour▸\u{92}s news", mended: "Harbour’s news"),
        Breach("windows-character", .rss, "Harbour news", "Harbour▸&#146;s news", mended: "Harbour’s news"),
        Breach(
            "replacement-character",
            .rss,
            "Harbour news",
            "Harbour▸\u{FFFD}s news",
            mended: "Harbour’s news"
        ),
        Breach("mojibake", .rss, "Harbour news", "Harbour▸â€™s news", mended: "Harbour’s news"),
        Breach("mojibake", .rss, "Harbour news", "Caf▸Ã© news", mended: "Café news"),
        Breach("unknown-encoding", .rss, "encoding=\"utf-8\"", "encoding=\"▸x-fake\""),
        Breach(
            "wrong-encoding",
            .rss,
            "encoding=\"utf-8\"?>",
            "encoding=\"us-ascii\"?><!--▸é-->",
            mended: "encoding=\"utf-8\"?><!--é-->"
        ),
        Breach(
            "wrong-encoding",
            .rss,
            "encoding=\"utf-8\"?>",
            "encoding=\"▸iso-8859-1\"?><!--é-->",
            mended: "encoding=\"utf-8\"?><!--é-->"
        ),
        Breach("not-utf-8", .rss, "encoding=\"utf-8\"", "encoding=\"▸iso-8859-1\""),
        Breach(
            "too-deep",
            .rss,
            "<!--item-->",
            String(repeating: "<a>", count: 253) + "▸<a>" + String(repeating: "</a>", count: 254)
        ),
    ]

    static let structure = [
        Breach("missing-title", .rss, "<title>Harbour news</title>", ""),
        Breach("missing-link", .rss, "<link>https://example.org/</link>", ""),
        Breach("missing-description", .rss, "<description>What the tide brings</description>", ""),
        Breach("missing-id", .atom, "<id>https://example.org/ferry/</id>", ""),
        Breach("missing-date", .atom, "<updated>2026-03-02T07:30:00Z</updated>", ""),
        Breach(
            "missing-element",
            .rss,
            "<!--channel-->",
            "▸<image><title>Harbour news</title><link>https://example.org/</link></image>",
            mended:
                "<image><url>https://example.org/a.png</url><title>Harbour news</title><link>https://example.org/</link></image>"
        ),
        Breach(
            "incomplete-source",
            .atom,
            "<!--entry-->",
            "▸<source><title>x</title></source>",
            mended:
                "<source><id>https://example.org/x</id><title>x</title><updated>2026-03-02T07:30:00Z</updated></source>"
        ),
        Breach("duplicate-element", .rss, "<!--item-->", "▸<title>x</title>"),
        Breach("unknown-element", .rss, "<!--item-->", "▸<titel>x</titel>"),
        Breach(
            "unknown-element",
            .rss,
            "<pubDate>Mon, 02 Mar 2026 07:30:00 GMT</pubDate>",
            "▸<pubdate>Mon, 02 Mar 2026 07:30:00 GMT</pubdate>"
        ),
        Breach("unknown-element", .atom, "<!--entry-->", "▸<description>x</description>"),
        Breach("unknown-namespace", .rss, "<!--item-->", "▸<x:a xmlns:x=\"http://example.org/x\">1</x:a>"),
        Breach(
            "wrong-namespace",
            .rss,
            "xmlns:media=\"http://search.yahoo.com/mrss/\"",
            "xmlns:media=\"▸http://search.yahoo.com/mrss\""
        ),
        Breach(
            "wrong-namespace",
            .atom,
            "xmlns=\"http://www.w3.org/2005/Atom\"",
            "xmlns=\"▸http://www.w3.org/2005/atom\""
        ),
        Breach(
            "unusual-prefix",
            .rss,
            "<!--item-->",
            "<creator ▸xmlns:x=\"http://wellformedweb.org/CommentAPI/\" />",
            mended: ""
        ),
        Breach("missing-namespace", .atom, "<feed xmlns=\"http://www.w3.org/2005/Atom\"", "▸<feed"),
        Breach(
            "missing-attribute",
            .rss,
            "<!--item-->",
            "▸<enclosure url=\"https://example.org/a.mp3\" length=\"12345\"/>",
            mended: "<enclosure url=\"https://example.org/a.mp3\" length=\"12345\" type=\"audio/mpeg\"/>"
        ),
        Breach("unknown-attribute", .rss, "<title>Harbour news", "<title ▸type=\"text\">Harbour news"),
        Breach(
            "blank-value",
            .rss,
            "<!--item-->",
            "▸<category></category>",
            mended: "<category>ferry</category>"
        ),
        Breach("unexpected-text", .rss, "<!--item-->", "▸stray"),
        Breach(
            "surrounding-space",
            .rss,
            "<link>https://example.org/</link>",
            "<link>▸ https://example.org/ </link>"
        ),
        Breach("misplaced-element", .rss, "<!--items-->", "▸<ttl>60</ttl>", mended: ""),
        Breach("misplaced-element", .atom, "<!--entries-->", "▸<rights>all</rights>", mended: ""),
        Breach("misplaced-element", .rss, "</channel>", "</channel>▸<item/>"),
        Breach(
            "too-many",
            .rss,
            "<!--channel-->",
            "▸<skipDays>"
                + ["Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun", "Sun"].map {
                    "<day>\($0)day</day>"
                }.joined() + "</skipDays>",
            mended: "<skipDays><day>Sunday</day></skipDays>"
        ),
        Breach("rss-version", .rss, "version=\"2.0\"", "version=\"▸2.1\""),
        Breach("rss-version", .rss, "<rss version=\"2.0\"", "▸<rss"),
        Breach("obsolete-format", .rss, "version=\"2.0\"", "version=\"▸0.91\""),
        Breach(
            "obsolete-format",
            .atom,
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"",
            "▸<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\""
        ),
        Breach(
            "obsolete-format",
            .rdf,
            "xmlns=\"http://purl.org/rss/1.0/\"",
            "xmlns=\"http://my.netscape.com/rdf/simple/0.9/\""
        ),
        Breach("no-feed", .rss, "<rss version=\"2.0\"", "<opml version=\"2.0\""),
        Breach("missing-attribute", .rdf, "<item rdf:about=\"https://example.org/ferry/\"", "▸<item"),
        Breach("missing-element", .rdf, "<items>", "<x:items xmlns:x=\"urn:x:y\">"),
    ]

    static let values = [
        Breach("invalid-date", .rss, "Mon, 02 Mar 2026 07:30:00 GMT", "▸2026-03-02T07:30:00Z"),
        Breach("invalid-date", .rss, "Mon, 02 Mar 2026 07:30:00 GMT", "▸yesterday"),
        Breach("invalid-date", .rss, "Mon, 02 Mar 2026 07:30:00 GMT", "▸Mon, 02 Mar 2026 07:30:00 CEST"),
        Breach("invalid-date", .rss, "Mon, 02 Mar 2026 07:30:00 GMT", "▸31 Feb 2026 07:30:00 GMT"),
        Breach("invalid-date", .atom, "2026-03-02T07:30:00Z", "▸2026-03-02"),
        Breach("invalid-date", .atom, "2026-03-02T07:30:00Z", "▸2026-03-02 07:30:00Z"),
        Breach("invalid-date", .atom, "2026-03-02T07:30:00Z", "▸Mon, 02 Mar 2026 07:30:00 GMT"),
        Breach("problematic-date", .rss, "Mon, 02 Mar 2026 07:30:00 GMT", "▸Mon, 02 Mar 26 07:30:00 GMT"),
        Breach("wrong-weekday", .rss, "Mon, 02 Mar 2026 07:30:00 GMT", "▸Sun, 02 Mar 2026 07:30:00 GMT"),
        Breach("implausible-date", .rss, "Mon, 02 Mar 2026 07:30:00 GMT", "▸Wed, 02 Mar 2033 07:30:00 GMT"),
        Breach("implausible-date", .rss, "Mon, 02 Mar 2026 07:30:00 GMT", "▸Thu, 01 Jan 1970 00:00:00 GMT"),
        Breach(
            "invalid-url",
            .rss,
            "<link>https://example.org/ferry/</link>",
            "<link>https://example.org/the▸ ferry/</link>"
        ),
        Breach(
            "invalid-url",
            .rss,
            "<link>https://example.org/ferry/</link>",
            "<link>▸http:/example.org/</link>"
        ),
        Breach(
            "invalid-url",
            .rss,
            "<link>https://example.org/ferry/</link>",
            "<link>https://example.org/100▸%/</link>"
        ),
        Breach(
            "non-ascii-url",
            .rss,
            "<link>https://example.org/ferry/</link>",
            "<link>https://example.org/f▸ä/</link>",
            mended: "<link>https://example.org/f%C3%A4/</link>"
        ),
        Breach("relative-url", .rss, "<link>https://example.org/ferry/</link>", "<link>▸/ferry/</link>"),
        Breach(
            "local-address",
            .rss,
            "<link>https://example.org/ferry/</link>",
            "<link>▸http://localhost:4000/ferry/</link>"
        ),
        Breach("script-url", .rss, "<link>https://example.org/ferry/</link>", "<link>▸javascript:x</link>"),
        Breach(
            "unknown-url-scheme",
            .rss,
            "<link>https://example.org/ferry/</link>",
            "<link>▸htps://example.org/</link>"
        ),
        Breach("invalid-uri", .atom, "1225c695-cfb8-4ebb-aaaa-80da344efa6a", "1225c695", mended: nil),
        Breach(
            "invalid-uri",
            .atom,
            "<id>https://example.org/ferry/</id>",
            "<id>▸tag:example.org:ferry</id>",
            mended: "<id>tag:example.org,2026:ferry</id>"
        ),
        Breach("invalid-number", .rss, "<!--channel-->", "<ttl>▸soon</ttl>", mended: "<ttl>60</ttl>"),
        Breach(
            "invalid-number",
            .rss,
            "<!--item-->",
            "<slash:comments>▸-1</slash:comments>",
            mended: "<slash:comments>3</slash:comments>"
        ),
        Breach(
            "invalid-value",
            .rss,
            "<!--channel-->",
            "<sy:updatePeriod>▸often</sy:updatePeriod>",
            mended: "<sy:updatePeriod>daily</sy:updatePeriod>"
        ),
        Breach("invalid-value", .rss, "isPermaLink=\"true\"", "isPermaLink=\"▸yes\""),
        Breach(
            "invalid-language",
            .rss,
            "<language>en</language>",
            "<language>▸en_US</language>",
            mended: "<language>en-US</language>"
        ),
        Breach("invalid-language", .atom, "xml:lang=\"en\"", "xml:lang=\"▸english\""),
        Breach(
            "invalid-email",
            .rss,
            "<!--item-->",
            "<author>▸Ines Calloway</author>",
            mended: "<dc:creator>Ines Calloway</dc:creator>"
        ),
        Breach(
            "person-form",
            .rss,
            "<!--item-->",
            "<author>▸ines@example.org</author>",
            mended: "<author>ines@example.org (Ines Calloway)</author>"
        ),
        Breach(
            "invalid-media-type",
            .rss,
            "<!--item-->",
            "<enclosure url=\"https://example.org/a.mp3\" length=\"12345\" type=\"▸mp3\"/>",
            mended: "<enclosure url=\"https://example.org/a.mp3\" length=\"12345\" type=\"audio/mpeg\"/>"
        ),
    ]
}
