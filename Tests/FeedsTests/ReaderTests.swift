import Feeds
import Foundation
import TestSupport
import Testing

/// What two independent readers make of a feed must be what was written into it.
struct ReaderTests {
    @Test(arguments: Sample.allCases, [Format.rss, .atom])
    func `feedparser reads what was written`(sample: Sample, format: Format) throws {
        try expect("feedparser", toRead: sample.feed, as: format)
    }

    @Test(arguments: Sample.allCases, Format.allCases)
    func `atoma reads what was written`(sample: Sample, format: Format) throws {
        try expect("atoma", toRead: sample.feed, as: format)
    }

    private func expect(_ reader: String, toRead feed: Feed, as format: Format) throws {
        let printed = try Python(script: Fixtures.url("read_feed.py"))
            .output([reader, format.rawValue], input: feed.document(format))
        let read = try JSONDecoder().decode(ReadFeed.self, from: Data(printed.utf8))
        #expect(read.title == feed.title.carried)
        #expect(read.link == feed.link)
        if let selfLinks = read.links["self"] { #expect(selfLinks == [feed.selfLink]) }
        if let hubs = read.links["hub"] { #expect(hubs == feed.hubs) }
        #expect(read.entries.count == feed.entries.count)
        // Some readers give an entry without authors those of its feed.
        let heirs = feed.authors.isEmpty ? [feed.title.carried] : feed.authors.map(\.name)
        for (read, entry) in zip(read.entries, feed.entries) {
            #expect(read.id == entry.id)
            #expect(read.title == entry.title.carried)
            #expect(read.link == entry.link)
            #expect(read.published == entry.published.timeIntervalSince1970)
            if let updated = read.updated { #expect(updated == entry.updated.timeIntervalSince1970) }
            if let authors = read.authors {
                let isHeir = entry.authors.isEmpty && authors == heirs
                #expect(isHeir || authors == entry.authors.map(\.name))
            }
            #expect(read.tags == entry.tags)
            #expect(read.text == entry.text(in: format))
            #expect(read.enclosures == entry.addressesOfEnclosures(in: format))
        }
    }
}

private struct ReadFeed: Decodable {
    var title: String
    var link: String
    /// By relation; empty where the reader does not tell.
    var links: [String: [String]]
    var entries: [ReadEntry]
}

private struct ReadEntry: Decodable {
    var id: String
    var title: String
    var link: String
    var published: Double
    /// Nil where the reader does not tell.
    var updated: Double?
    var summary: String
    var content: String
    /// Nil where the reader does not tell.
    var authors: [String]?
    var tags: [String]
    var enclosures: [String]

    /// What a person reads: some readers repeat the content as the summary of an entry that has none.
    var text: [String] { [summary == content ? "" : summary, content].filter { !$0.isEmpty } }
}

extension Entry {
    fileprivate func text(in format: Format) -> [String] {
        let summary = format == .rss ? summary?.asShownHTML : summary
        let isBare = title.isEmpty && summary == nil && content == nil
        let link = format == .rss && isBare ? link.asShownHTML : nil
        return [summary, content?.carried, link].compactMap(\.self).filter { !$0.isEmpty }
    }

    func addressesOfEnclosures(in format: Format) -> [String] {
        let addresses = enclosures.map {
            URL(string: $0.url, relativeTo: URL(string: link))?.absoluteString ?? ""
        }
        return format == .rss ? Array(addresses.suffix(1)) : addresses
    }
}

extension String {
    /// This text as it arrives: with U+FFFD for what XML cannot carry.
    var carried: String {
        let illegal = /[\u{0}-\u{8}\u{B}\u{C}\u{E}-\u{1F}\u{FFFE}\u{FFFF}]/.matchingSemantics(.unicodeScalar)
        return replacing(illegal, with: "\u{FFFD}")
    }

    fileprivate var asShownHTML: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
