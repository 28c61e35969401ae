package import Articles
import Feeds
import Foundation
import Store

/// The addresses at which there is nothing but the word of where it is now, or that it has gone.
package struct Detours: Sendable {
    /// The absolute URLs to which old paths of documents lead.
    package private(set) var documents: [String: String] = [:]
    /// The addresses that articles had before: where they lead is asked of the site.
    package private(set) var articles: [String] = []
    /// The addresses of articles that were taken back or have expired.
    package private(set) var gone: [String] = []
    /// Those of feeds that have ended; below the one that ends with a slash there is nothing any more.
    package private(set) var ended: [String] = []
    private var marks = Mark()

    /// Equal where all of them lead where they did.
    package var mark: ContentHash { marks.hash }

    init(marking mark: ContentHash) { marks.add(mark.hexadecimal) }

    mutating func take(documents aliases: [String: DocumentAddresses.Alias]) {
        documents = aliases.mapValues(\.url)
        for (path, url) in documents.sorted(by: { $0.key < $1.key }) {
            marks.add(path)
            marks.add(url)
        }
    }

    mutating func take(articles items: [Inventory.Item], gone slugs: [String], of feed: String) {
        articles += items.map(\.path)
        for item in items { marks.add(item.mark?.hexadecimal) }
        let paths = slugs.map { "/\(feed)/\($0)/" }
        gone += paths
        for path in paths { marks.add(path) }
    }

    /// Takes the paths of feeds that have ended, but for those that others have now.
    mutating func take(ended paths: [String], in site: Site) {
        let feeds = Set(site.feeds.map { "/\($0.name)/" })
        ended = paths.filter { !feeds.contains($0) }
        for path in ended { marks.add(path) }
    }
}
