import Feeds
import Foundation
import TestSupport
import Testing

/// What programs of others, that people read feeds with, keep of documents which together use everything.
struct ManyReadersTests {
    /// See `Fixtures/read_feeds.py`.
    ///
    /// Liferea is none of them: it wants a display and a message bus, and tells nothing but what is
    /// in its own database.
    enum Reader: String, CaseIterable, Sendable {
        case ruby, podcastparser, newsboat, sfeed, rss2email, gofeed
    }

    private struct Kept: Decodable {
        var id: String
        var title: String
        var date: Double
        var enclosures: [String]
    }

    @Test(arguments: Reader.allCases)
    func `agrees on the number of entries, their ids, titles, dates and enclosures`(reader: Reader) throws {
        let folder = try TemporaryFolder()
        for sample in Sample.allCases {
            for format in [Format.rss, .atom] {
                let bytes = sample.feed.document(format)
                try Data(bytes).write(to: URL(filePath: folder.absolute("\(sample).\(format)")))
            }
        }
        let printed = try Python(script: Fixtures.url("read_feeds.py"))
            .output([reader.rawValue, folder.absolute("")], input: [])
        let kept = try JSONDecoder().decode([String: [Kept]].self, from: Data(printed.utf8))
        #expect(kept.count == Sample.allCases.count * 2)
        for sample in Sample.allCases {
            for format in [Format.rss, .atom] {
                let entries = try #require(kept["\(sample).\(format)"])
                try expect(reader, toHaveKept: entries, of: sample.feed, as: format)
            }
        }
    }

    private func expect(_ reader: Reader, toHaveKept kept: [Kept], of feed: Feed, as format: Format) throws {
        // A podcast's episode has a title, or is none to a podcast's reader.
        let leavesOut = reader == .podcastparser && format == .rss
        let entries = feed.entries.filter { !leavesOut || !$0.title.isEmpty }
        #expect(kept.count == entries.count, "\(feed.title) \(format)")
        for entry in entries {
            let kept = try #require(kept.first { $0.id == entry.id }, "\(entry.id) \(format)")
            // Of what has no title each makes one in its own way.
            #expect(entry.title.isEmpty || kept.title.words == entry.title.carried.words)
            // Who sends mail dates it by the last change.
            let date = reader == .rss2email ? entry.updated : entry.published
            #expect(kept.date == date.timeIntervalSince1970, "\(entry.id) \(format)")
            let enclosures = entry.addressesOfEnclosures(in: format)
            switch reader {
            case .ruby, .podcastparser, .rss2email, .gofeed: #expect(kept.enclosures == enclosures)
            // They know one for each entry.
            case .newsboat, .sfeed:
                #expect(kept.enclosures.count == min(enclosures.count, 1))
                #expect(kept.enclosures.allSatisfy(enclosures.contains))
            }
        }
    }
}

extension String {
    /// Without regard to which white space parts them.
    fileprivate var words: [Substring] { split { $0.isWhitespace } }
}
