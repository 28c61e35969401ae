package import Feeds
import Foundation

/// Where the documents of a site are, and which other paths lead to them.
package struct DocumentAddresses: Sendable {
    /// A path that leads elsewhere for good.
    package struct Alias: Equatable, Sendable {
        /// Absolute.
        package var url: String
        /// The document that is there; of a feed that has moved, the one that was here.
        package var document: FeedDocument.Key
    }

    /// A document, and the paths that it has and had.
    package typealias Place = (key: FeedDocument.Key, path: String, formerPaths: [String])

    package private(set) var documents: [String: FeedDocument.Key]
    package private(set) var aliases: [String: Alias] = [:]

    package init(of places: [Place], in site: Site) {
        documents = Dictionary(places.map { ($0.path, $0.key) }, uniquingKeysWith: { first, _ in first })
        for place in places {
            for path in place.formerPaths where documents[path] == nil {
                // Whoever has it now has it, be it a document that is still to come.
                if let holder = site.addresses.holder(of: path), holder.feed != place.key.feed { continue }
                aliases[path] = Alias(url: site.base.url(of: place.path), document: place.key)
            }
        }
        for feed in site.feeds { take(feed, in: site) }
    }

    private mutating func take(_ feed: FeedDefinition, in site: Site) {
        func key(_ format: Format) -> FeedDocument.Key { FeedDocument.Key(feed: feed.name, format: format) }
        if let goal = feed.movedTo {
            for format in Format.allCases {
                documents[feed.path(of: format)] = nil
                aliases[feed.path(of: format)] = Alias(url: goal, document: key(format))
            }
        }
        for alias in feed.aliases {
            // Requests are looked up by what their escapes mean.
            let path = alias.removingPercentEncoding ?? alias
            guard documents[path] == nil else { continue }
            let format = Format(meantBy: alias)
            aliases[path] = Alias(url: site.base.url(of: feed.path(of: format)), document: key(format))
        }
        // The usual address of a document that has another one now.
        for format in Format.allCases where feed.paths[format] != nil {
            let usual = "/\(feed.name)/\(format.fileName)"
            guard documents[usual] == nil else { continue }
            aliases[usual] = Alias(url: site.base.url(of: feed.path(of: format)), document: key(format))
        }
    }
}

extension Format {
    /// The format that an old path most likely had.
    fileprivate init(meantBy path: String) {
        let path = path.lowercased()
        self = path.hasSuffix(".json") ? .json : path.contains("atom") ? .atom : .rss
    }
}
