import Feeds
import Foundation
import Testing

struct FeedTests {
    private let date = Date("2026-11-22T15:59:21Z")

    private func feed(_ entries: Entry..., change: (inout Feed) -> Void = { _ in }) -> Feed {
        var feed = Feed(
            id: "urn:feed",
            title: "Title",
            link: "https://a.example/",
            selfLink: "https://a.example/feed",
            updated: date,
            entries: entries
        )
        change(&feed)
        return feed
    }

    private func entry(change: (inout Entry) -> Void = { _ in }) -> Entry {
        var entry = Entry(
            id: "urn:1",
            title: "One",
            link: "https://a.example/1/",
            published: date,
            updated: date
        )
        change(&entry)
        return entry
    }

    private func text(_ format: Format, of feed: Feed) -> String {
        String(decoding: feed.document(format), as: UTF8.self)
    }

    @Test func `an Atom feed whose entry has no author is by its title`() {
        #expect(text(.atom, of: feed(entry())).contains("<author>\n  <name>Title</name>"))
    }

    @Test func `an Atom feed whose entries have authors needs none of its own`() {
        let feed = feed(entry { $0.authors = [Author(name: "Jane")] })
        #expect(!text(.atom, of: feed).contains("<name>Title</name>"))
    }

    @Test func `an RSS channel without a description is described by its title`() {
        #expect(text(.rss, of: feed()).contains("<description>Title</description>"))
        #expect(text(.rss, of: feed { $0.description = "" }).contains("<description>Title</description>"))
    }

    @Test func `a guid is a permanent link only where it is the link`() {
        let other = entry { $0.id = "https://a.example/other/" }
        let same = entry { $0.id = $0.link }
        let unlinkable = entry { ($0.id, $0.link) = ("urn:1", "urn:1") }
        #expect(text(.rss, of: feed(other)).contains("<guid isPermaLink=\"false\">"))
        #expect(text(.rss, of: feed(same)).contains("<guid isPermaLink=\"true\">"))
        #expect(text(.rss, of: feed(unlinkable)).contains("<guid isPermaLink=\"false\">"))
    }

    @Test func `a summary stands before the content in RSS and Atom`() throws {
        let feed = feed(
            entry {
                $0.summary = "short"
                $0.content = "<p>long</p>"
            }
        )
        for format in [Format.rss, .atom] {
            let document = text(format, of: feed)
            let short = try #require(document.range(of: "short"))
            let long = try #require(document.range(of: "long"))
            #expect(short.lowerBound < long.lowerBound)
        }
    }

    @Test func `an item with neither title nor text is described by its link`() {
        let document = text(.rss, of: feed(entry { $0.title = "" }))
        #expect(document.contains("<description>https://a.example/1/</description>"))
    }

    @Test func `an item has one enclosure, the first whose length is known`() {
        let unknown = Enclosure(url: "https://a.example/1.ogg", length: nil, type: "audio/ogg")
        let known = Enclosure(url: "https://a.example/1.mp3", length: 7, type: "audio/mpeg")
        let both = text(.rss, of: feed(entry { $0.enclosures = [unknown, known] }))
        #expect(
            both.contains("<enclosure url=\"https://a.example/1.mp3\" length=\"7\" type=\"audio/mpeg\"/>")
        )
        #expect(!both.contains("1.ogg"))
        let one = text(.rss, of: feed(entry { $0.enclosures = [unknown] }))
        #expect(one.contains("<enclosure url=\"https://a.example/1.ogg\" length=\"0\" type=\"audio/ogg\"/>"))
    }

    @Test(arguments: Format.allCases)
    func `an enclosure's relative address is resolved against the entry's link`(format: Format) {
        let enclosure = Enclosure(url: "../media/a b.mp3", length: 1, type: "audio/mpeg")
        let document = text(format, of: feed(entry { $0.enclosures = [enclosure] }))
        #expect(document.contains("\"https://a.example/media/a%20b.mp3\""))
    }

    @Test func `a duration is told in whole seconds, or not at all`() {
        let durations: [(Double?, String?)] = [
            (90, "90"), (3_600.5, "3601"), (.nan, nil), (.infinity, nil), (nil, nil),
        ]
        for (duration, told) in durations {
            let enclosure = Enclosure(url: "a.mp3", length: 1, type: "audio/mpeg", duration: duration)
            let document = text(.json, of: feed(entry { $0.enclosures = [enclosure] }))
            let member = told.map { "\"duration_in_seconds\":\($0)}" }
            #expect(document.contains(member ?? "\"size_in_bytes\":1}"))
        }
    }

    @Test func `JSON reads back as the text that was written, but for what XML cannot carry`() throws {
        let title = "\"\\/\u{8}\u{C}\n\r\t\u{0}\u{1F}\u{7F}\u{2028}日😀\u{FFFE}"
        let document = Data(feed { $0.title = title }.document(.json))
        let read = try JSONDecoder().decode(Titled.self, from: document)
        #expect(read.title == "\"\\/\u{FFFD}\u{FFFD}\n\r\t\u{FFFD}\u{FFFD}\u{7F}\u{2028}日😀\u{FFFD}")
    }
}

private struct Titled: Decodable {
    var title: String
}
