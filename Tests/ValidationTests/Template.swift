import Foundation
import Testing
import Validation

/// A feed in which there is nothing to mend, with places where something can be added.
enum Template: String, CaseIterable {
    case rss, atom, json, rdf, podcast

    static let now = Date(timeIntervalSince1970: 1_772_600_000)

    var document: String {
        switch self {
        case .rss: Self.rssText
        case .atom: Self.atomText
        case .json: Self.jsonText
        case .rdf: Self.rdfText
        case .podcast: Self.podcastText
        }
    }

    private static let rssText = """
        <?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
        <channel>
          <title>Harbour news</title>
          <link>https://example.org/</link>
          <description>What the tide brings</description>
          <language>en</language>
          <atom:link rel="self" type="application/rss+xml" href="https://example.org/rss.xml"/>
          <!--channel-->
          <item>
            <title>The ferry sails</title>
            <link>https://example.org/ferry/</link>
            <description>&lt;p&gt;At half past seven.&lt;/p&gt;</description>
            <guid isPermaLink="true">https://example.org/ferry/</guid>
            <pubDate>Mon, 02 Mar 2026 07:30:00 GMT</pubDate>
            <!--item-->
          </item>
          <!--items-->
        </channel>
        </rss>

        """

    private static let atomText = """
        <?xml version="1.0" encoding="utf-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0" xml:lang="en">
          <title>Harbour news</title>
          <id>urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a</id>
          <updated>2026-03-02T07:30:00Z</updated>
          <author><name>Ines Calloway</name></author>
          <link rel="self" type="application/atom+xml" href="https://example.org/atom.xml"/>
          <link rel="alternate" type="text/html" href="https://example.org/"/>
          <!--feed-->
          <entry>
            <title>The ferry sails</title>
            <id>https://example.org/ferry/</id>
            <link rel="alternate" href="https://example.org/ferry/"/>
            <updated>2026-03-02T07:30:00Z</updated>
            <summary>At half past seven.</summary>
            <content type="html">&lt;p&gt;At half past seven.&lt;/p&gt;</content>
            <!--entry-->
          </entry>
          <!--entries-->
        </feed>

        """

    private static let jsonText = """
        {
          "version": "https://jsonfeed.org/version/1.1",
          "title": "Harbour news",
          "home_page_url": "https://example.org/",
          "feed_url": "https://example.org/feed.json",
          "language": "en",
          "user_comment": "feed",
          "items": [
            {
              "id": "1",
              "url": "https://example.org/ferry/",
              "title": "The ferry sails",
              "content_html": "<p>At half past seven.</p>",
              "date_published": "2026-03-02T07:30:00Z",
              "tags": ["item"]
            }
          ]
        }

        """

    private static let rdfText = """
        <?xml version="1.0" encoding="utf-8"?>
        <rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
          <channel rdf:about="https://example.org/">
            <title>Harbour news</title>
            <link>https://example.org/</link>
            <description>What the tide brings</description>
            <items><rdf:Seq><rdf:li rdf:resource="https://example.org/ferry/"/></rdf:Seq></items>
          </channel>
          <item rdf:about="https://example.org/ferry/">
            <title>The ferry sails</title>
            <link>https://example.org/ferry/</link>
          </item>
        </rdf:RDF>

        """

    private static let podcastText = """
        <?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:podcast="https://podcastindex.org/namespace/1.0">
        <channel>
          <title>Harbour talk</title>
          <link>https://example.org/</link>
          <description>What the tide brings</description>
          <language>en</language>
          <atom:link rel="self" type="application/rss+xml" href="https://example.org/rss.xml"/>
          <itunes:author>Ines Calloway</itunes:author>
          <itunes:category text="Leisure"><itunes:category text="Hobbies"/></itunes:category>
          <itunes:explicit>false</itunes:explicit>
          <itunes:image href="https://example.org/cover.jpg"/>
          <itunes:owner><itunes:name>Ines Calloway</itunes:name><itunes:email>ines@example.org</itunes:email></itunes:owner>
          <podcast:guid>ead4c236-bf58-58c6-a2c6-a6b28d128cb6</podcast:guid>
          <!--channel-->
          <item>
            <title>The ferry sails</title>
            <link>https://example.org/ferry/</link>
            <guid isPermaLink="false">tag:example.org,2026:ferry</guid>
            <pubDate>Mon, 02 Mar 2026 07:30:00 GMT</pubDate>
            <enclosure url="https://example.org/ferry.mp3" length="1234567" type="audio/mpeg"/>
            <itunes:duration>12:34</itunes:duration>
            <!--item-->
          </item>
          <!--items-->
        </channel>
        </rss>

        """
}

/// Something that breaks a rule at a place, and the same without that.
struct Breach: CustomTestStringConvertible, Sendable {
    let rule: String
    let template: Template
    /// What of the template is written otherwise.
    let place: String
    /// As it should be; nil where the template has it right.
    let mended: String?
    /// With a `▸` where the finding points to.
    let broken: String

    var testDescription: String { "\(rule): \(broken)" }

    init(_ rule: String, _ template: Template, _ place: String, _ broken: String, mended: String? = nil) {
        self.rule = rule
        self.template = template
        self.place = place
        self.mended = mended
        self.broken = broken
    }

    var mendedDocument: String {
        template.document.replacing(place, with: mended ?? place, maxReplacements: 1)
    }

    var brokenDocument: String { marked.replacing("▸", with: "") }

    /// Line and column of the mark; nil where there is none.
    var mark: [Int]? {
        guard let mark = marked.unicodeScalars.firstIndex(of: "▸") else { return nil }
        let lines = marked.unicodeScalars[..<mark].split(separator: "\n", omittingEmptySubsequences: false)
        return [lines.count, (lines.last?.count ?? 0) + 1]
    }

    private var marked: String { template.document.replacing(place, with: broken, maxReplacements: 1) }
}
