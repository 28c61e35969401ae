import Feeds
import Foundation

/// Feeds to write, read and check; each has a folder of golden files.
enum Sample: String, CaseIterable, Sendable {
    /// An ordinary feed that uses everything once.
    case gazette
    /// What authors, importers and fate put into articles.
    case awkward
    /// A podcast with everything that directories ask for.
    case podcast
    /// A page of a feed's history.
    case archive
    /// A feed of feeds, which leads to others and says what is no longer there.
    case digest
    /// A feed before its first article, of the least that a definition gives.
    case empty

    var feed: Feed {
        switch self {
        case .gazette: .gazette
        case .awkward: .awkward
        case .podcast: .podcast
        case .archive: .archive
        case .digest: .digest
        case .empty: .empty
        }
    }
}

extension Feed {
    fileprivate static let gazette = Feed(
        id: "urn:uuid:0b1f5a52-3f0e-5f7c-9c35-2b9e6f3a7d10",
        title: "The Gazette & Friends",
        description: "News <of> the town",
        link: "https://gazette.example/",
        selfLink: "https://gazette.example/news/feed",
        hubs: ["https://gazette.example/hub", "https://hub.example/"],
        language: "en",
        authors: [
            Author(name: "The Desk", email: "desk@gazette.example", url: "https://gazette.example/desk")
        ],
        categories: [
            Category("town"), Category("news", scheme: "https://gazette.example/news/section/"),
        ],
        image: "https://gazette.example/logo.png",
        icon: "https://gazette.example/icon.png",
        rights: "© 2026 The Gazette & Friends",
        rhythm: Rhythm(atMost: 47),
        paging: Paging(previousArchive: "https://gazette.example/news/archive/7/feed"),
        updated: Date("2026-11-22T15:59:21Z"),
        entries: [
            Entry(
                id: "urn:uuid:6a2d5b3e-6f3c-5d92-8a0c-0f1e2d3c4b5a",
                title: "The bridge is open",
                link: "https://gazette.example/news/bridge/",
                published: Date("2026-11-22T08:00:00Z"),
                updated: Date("2026-11-22T15:59:21Z"),
                summary: "After two years, if x < 3 & y > 4, people cross again.",
                content: """
                    <p>The <a href="https://gazette.example/map?a=1&amp;b=2">bridge</a> is open.</p>
                    <p>“At last”, she said.</p>
                    """,
                authors: [
                    Author(name: "Jane Doe", email: "jane@gazette.example"),
                    Author(name: "Li Wei", url: "https://li.example/"),
                ],
                categories: [
                    Category("bridge", scheme: "https://gazette.example/news/tag/"),
                    Category("traffic & roads", scheme: "https://gazette.example/news/tag/"),
                ],
                image: "https://gazette.example/news/bridge/open.jpg",
                imageMeasurement: MediaFacts(type: "image/jpeg", width: 1_200, height: 800),
                rights: "CC BY-SA 4.0, <Jane Doe>",
                discussion: Discussion(
                    page: "https://gazette.example/news/bridge/#comments",
                    count: 12,
                    inReplyTo: ["https://elsewhere.example/when?a=1&b=2"]
                ),
                place: Place(latitude: 48.2082, longitude: -16, name: "The bridge & its square"),
                markdown: "The [bridge](/map) is open ]]> *at last*."
            ),
            Entry(
                id: "https://gazette.example/news/episode-7/",
                title: "Episode 7: the mayor",
                link: "https://gazette.example/news/episode-7/",
                published: Date("2026-02-28T23:59:59Z"),
                updated: Date("2026-02-28T23:59:59Z"),
                summary: "An hour with the mayor.",
                content: "<p>Listen!</p>",
                categories: [Category("audio")],
                language: "en-GB",
                enclosures: [
                    Enclosure(
                        url: "episode-7.ogg",
                        length: nil,
                        type: "audio/ogg"
                    ),
                    Enclosure(
                        url: "https://media.gazette.example/7.mp3?a=1&b=2",
                        length: 52_428_800,
                        type: "audio/mpeg",
                        duration: 3_600.5,
                        title: "Episode 7"
                    ),
                ]
            ),
            Entry(
                id: "urn:uuid:9d3d2c1b-0a9f-5e8d-7c6b-5a4f3e2d1c0b",
                title: "In short",
                link: "https://gazette.example/news/short/",
                published: Date("2024-02-29T00:00:00Z"),
                updated: Date("2024-02-29T00:00:00Z"),
                summary: "A feed of summaries has no content."
            ),
        ]
    )

    fileprivate static let podcast = Feed(
        id: "urn:uuid:33333333-2222-5333-8444-555555555555",
        title: "Harbour Talk",
        description: "What the harbour says",
        link: "https://harbour.example/talk/",
        selfLink: "https://harbour.example/talk/rss.xml",
        language: "en-GB",
        image: "https://harbour.example/talk/media/cover.jpg",
        rights: "© Harbour",
        podcast: Podcast(
            guid: "917393e3-1b1e-5cef-ace4-edaa54e1f810",
            kind: .serial,
            isExplicit: false,
            categories: [
                Podcast.Category("News", subcategory: "Daily News"), Podcast.Category("Society & Culture"),
            ],
            author: "Ann & Bo",
            owner: Author(name: "Harbour", email: "talk@harbour.example"),
            isLocked: true,
            medium: "podcast",
            funding: [Podcast.Funding(url: "https://harbour.example/give?a=1&b=2", text: "Give & take")],
            persons: [
                Person(
                    name: "Ann Ash",
                    role: "host",
                    group: "cast",
                    picture: "https://harbour.example/ann.jpg",
                    url: "https://harbour.example/ann"
                )
            ],
            movedTo: "https://new.example/talk/rss.xml",
            isComplete: true,
            isBlocked: true
        ),
        updated: Date("2026-11-22T15:59:21Z"),
        entries: [
            Entry(
                id: "urn:uuid:44444444-2222-5333-8444-000000000002",
                title: "S2E3: The tide",
                link: "https://harbour.example/talk/the-tide/",
                published: Date("2026-11-22T15:59:21Z"),
                updated: Date("2026-11-22T15:59:21Z"),
                summary: "It comes & goes.",
                content: "<p>It comes &amp; goes.</p>",
                image: "https://harbour.example/talk/media/tide.png",
                imageMeasurement: MediaFacts(type: "image/png", width: 3_000, height: 3_000),
                enclosures: [
                    Enclosure(
                        url: "https://harbour.example/talk/media/tide.mp3",
                        length: 1_234_567,
                        type: "audio/mpeg",
                        duration: 61.5
                    )
                ],
                episode: Episode(
                    season: 2,
                    seasonName: "Water & salt",
                    number: 3,
                    kind: .full,
                    title: "The tide",
                    isExplicit: true,
                    transcripts: [
                        Episode.Transcript(url: "tide.vtt", type: "text/vtt", language: "en"),
                        Episode.Transcript(
                            url: "https://harbour.example/tide.srt",
                            type: "application/x-subrip"
                        ),
                    ],
                    chapters: "/talk/media/tide.json",
                    persons: [Person(name: "Bo Birch", role: "guest")]
                )
            ),
            Entry(
                id: "urn:uuid:44444444-2222-5333-8444-000000000001",
                title: "In between",
                link: "https://harbour.example/talk/in-between/",
                published: Date("2026-11-21T15:59:21Z"),
                updated: Date("2026-11-21T15:59:21Z"),
                summary: "A bonus.",
                enclosures: [
                    Enclosure(
                        url: "https://harbour.example/b.m4a",
                        length: 99,
                        type: "audio/mp4",
                        duration: 3_600
                    )
                ],
                episode: Episode(number: 2.5, kind: .bonus, isBlocked: true)
            ),
        ]
    )

    fileprivate static let archive = Feed(
        id: "urn:uuid:55555555-2222-5333-8444-555555555555",
        title: "Notes, the past",
        link: "https://notes.example/",
        selfLink: "https://notes.example/notes/archive/2/feed",
        paging: Paging(
            current: "https://notes.example/notes/feed",
            previousArchive: "https://notes.example/notes/archive/1/feed",
            nextArchive: "https://notes.example/notes/archive/3/feed",
            isArchive: true
        ),
        updated: Date("2024-01-01T00:00:00Z"),
        entries: [
            Entry(
                id: "urn:uuid:55555555-2222-5333-8444-000000000001",
                title: "Long ago",
                link: "https://notes.example/notes/long-ago/",
                published: Date("2024-01-01T00:00:00Z"),
                updated: Date("2024-01-01T00:00:00Z"),
                content: "<p>It was.</p>"
            )
        ]
    )

    fileprivate static let digest = Feed(
        id: "urn:uuid:66666666-2222-5333-8444-555555555555",
        title: "All of the town",
        link: "https://town.example/",
        selfLink: "https://town.example/all/feed",
        hubs: ["https://town.example/hub"],
        language: "en",
        rhythm: Rhythm(atMost: 60),
        related: ["https://town.example/all/summary/feed?a=1&b=2", "https://town.example/more/feed"],
        tombstones: [
            Tombstone(
                id: "urn:uuid:66666666-2222-5333-8444-000000000009",
                date: Date("2026-11-22T16:00:00Z")
            ),
            Tombstone(id: "https://town.example/?p=7&q=8", date: Date("2026-11-20T00:00:00Z")),
        ],
        updated: Date("2026-11-22T16:00:00Z"),
        entries: [
            Entry(
                id: "urn:uuid:66666666-2222-5333-8444-000000000001",
                title: "The mayor & the mill",
                link: "https://town.example/news/mill/",
                published: Date("2026-11-22T15:59:21Z"),
                updated: Date("2026-11-22T15:59:21Z"),
                summary: "A mill.",
                content: "<p>A mill.</p>",
                authors: [Author(name: "Ann")],
                source: EntrySource(
                    id: "urn:uuid:77777777-2222-5333-8444-555555555555",
                    title: "News <of> the town & around",
                    link: "https://town.example/news/",
                    atom: "https://town.example/news/atom.xml",
                    rss: "https://town.example/news/rss.xml?a=1&b=2",
                    updated: Date("2026-11-22T15:59:21Z")
                )
            )
        ]
    )

    fileprivate static let empty = Feed(
        id: "urn:uuid:11111111-2222-5333-8444-555555555555",
        title: "Notes",
        link: "http://127.0.0.1:8080/notes/",
        selfLink: "http://127.0.0.1:8080/notes/feed",
        updated: Date("2026-01-01T00:00:00Z"),
        entries: []
    )

    fileprivate static let awkward = Feed(
        id: "urn:uuid:22222222-2222-5333-8444-555555555555",
        title: "Nul \u{0}, <b>bold</b> & ]]> 日本語 \u{1F469}\u{200D}\u{1F680}",
        description: "",
        link: "https://awkward.example/?a=1&b='2'",
        selfLink: "https://awkward.example/feed?c=3&d=4",
        language: "ar",
        categories: ["\u{1B}[1m", "a \"quoted\" & <marked> tag", "عربي"].map { Category($0) },
        updated: Date("2026-11-22T15:59:21Z"),
        entries: [
            awkward(
                1,
                title: "Controls \u{0}\u{1}\u{8}\u{B}\u{C}\u{1F} here",
                content: "<p>\u{FFFE}\u{FFFF}\u{0}\u{B}</p>"
            ),
            awkward(2, title: "CDATA ]]> ends", content: "<pre>]]> ]]]]> <![CDATA[ ]]></pre>]]>\u{301}"),
            awkward(3, title: "a<b", content: "<p>a&lt;b</p>"),
            awkward(4, title: "AT&T and <script>alert(1)</script> &amp; &lt;i>", content: "<p>AT&amp;T</p>"),
            awkward(
                5,
                title: "عنوان المقال: \u{202B}مرحبا\u{202C}",
                content: "<p dir=\"rtl\">مرحبا بالعالم</p>"
            ),
            awkward(6, title: "日本語の記事（全角）\u{FF5E}", content: "<p>こんにちは、世界！\u{FEFF}\u{FFFD}</p>"),
            awkward(
                7,
                title: "\u{1F469}\u{200D}\u{1F469}\u{200D}\u{1F467} \u{1F1EB}\u{1F1F7} e\u{301} \u{10FFFF}",
                content: "<p>\u{1F600}</p>"
            ),
            awkward(8, title: "", content: "<p>An untitled note &amp; nothing more ]]></p>"),
            awkward(9, title: "", content: "<img src=\"https://awkward.example/only.png\" alt=\"\">"),
            awkward(10, title: String(repeating: "0123456789", count: 1_024), content: ""),
            awkward(11, title: "", content: nil),
            awkward(
                12,
                title: "Quotes \" ' and \\ and \t tab",
                content: "<p>\"\\\"</p>\n\t<p>/</p>\u{2028}\u{2029}\u{7F}."
            ),
        ]
    )

    private static func awkward(_ number: Int, title: String, content: String?) -> Entry {
        Entry(
            id: "urn:awkward:\(number)",
            title: title,
            link: "https://awkward.example/\(number)?a=1&b=2",
            published: Date("2026-11-22T15:59:21Z") - Double(number),
            updated: Date("2026-11-22T15:59:21Z") - Double(number),
            content: content
        )
    }
}

extension Date {
    /// A date in the one form that these tests write.
    init(_ text: String) {
        do {
            self = try Date(text, strategy: .iso8601)
        } catch {
            preconditionFailure("\(text) is no date: \(error)")
        }
    }
}
