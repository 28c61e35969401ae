import Feeds
import Foundation
import Store

/// What services are told of a feed: its name, its page, and the pages that are new, different or gone.
struct FeedNews {
    /// IndexNow takes no more at a time.
    private static let mostPages = 10_000

    let title: String
    let page: String
    private let base: String
    private let changed: [String]

    private struct Parsed: Decodable {
        struct Item: Decodable {
            var id: String
            var url: String?
        }

        var title: String
        var home_page_url: String?
        var items: [Item]
    }

    /// Nil where the document is no JSON Feed.
    init?(_ document: FeedDocument, changes: [EntryChange]) {
        guard let feed = try? JSONDecoder().decode(Parsed.self, from: Data(document.bytes)) else {
            return nil
        }
        base = String(document.selfLink.dropLast(document.path.legalInURL.utf8.count))
        title = feed.title
        page = feed.home_page_url ?? base + "/"
        let shown = Dictionary(feed.items.map { ($0.id, $0.url) }) { first, _ in first }
        var seen: Set<String> = []
        changed = changes.compactMap { ($0.kind == .removed ? nil : shown[$0.id] ?? nil) ?? $0.page }
            .filter { seen.insert($0).inserted }
    }

    /// IndexNow's body: those pages that are on our own host, under the key that is served there.
    func submission(under key: String) -> [UInt8]? {
        guard let host = URLComponents(string: base)?.host else { return nil }
        let pages = changed.filter { URLComponents(string: $0)?.host == host }.prefix(Self.mostPages)
        if pages.isEmpty { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let submission = Submission(
            host: host,
            key: key,
            keyLocation: "\(base)/\(key).txt",
            urlList: Array(pages)
        )
        return (try? encoder.encode(submission)).map(Array.init)
    }

    private struct Submission: Encodable {
        let host: String
        let key: String
        let keyLocation: String
        let urlList: [String]
    }
}
