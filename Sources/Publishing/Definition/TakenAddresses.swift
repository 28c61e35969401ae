import Feeds
import Foundation

/// Which paths of a site are whose: no two feeds have one.
package struct TakenAddresses: Equatable, Sendable {
    /// What a path is.
    package enum Use: Equatable, Sendable { case name, document, alias }

    /// Who has a path, and where the definition says so.
    package struct Holder: Equatable, Sendable {
        package var feed: String
        package var use: Use
        /// The key of its definition that gives it the path, and that key's table; nil where its folder's name does.
        package var place: (key: String, table: String)? {
            switch use {
            case .name: nil
            case .document: format.map { ($0.rawValue, "paths") }
            case .alias: ("aliases", "")
            }
        }
        /// Of a document that has a path of its own.
        var format: Format?
    }

    private var holders: [String: Holder] = [:]
    /// What lies where the pages of a feed of this name would, by its address.
    private var pages: [String: Holder] = [:]

    package init() {}

    /// The first path of a feed that another has already, and who that is: with the feed's own use of it.
    func conflict(of feed: FeedDefinition) -> (path: String, wanted: Holder, holder: Holder)? {
        var own: [String: Holder] = [:]
        for (path, wanted) in Self.addresses(of: feed) {
            let holder = holder(of: path) ?? own[path].flatMap { $0.use == wanted.use ? $0 : nil }
            if let holder, wanted.use != .alias || holder.feed != feed.name {
                return (path, wanted, holder)
            }
            own[path] = wanted
        }
        return nil
    }

    /// Who has a path: by its name where it is that of a page.
    package func holder(of path: String) -> Holder? {
        holders[path] ?? pages[path] ?? Self.pageOwner(of: path).flatMap { holders["/\($0.lowercased())/"] }
    }

    mutating func take(_ feed: FeedDefinition) {
        for (path, holder) in Self.addresses(of: feed) where holders[path] == nil {
            holders[path] = holder
            if holder.use != .name, let name = Self.pageOwner(of: path), name != feed.name {
                pages["/\(name.lowercased())/"] = holder
            }
        }
    }

    /// The feed whose page this is, or that of one of its articles, if there is a feed of that name; nil for files.
    private static func pageOwner(of path: String) -> String? {
        let parts = path.split(separator: "/")
        guard let first = parts.first, parts.count < 3, !(parts.count > 1 && parts[1].contains(".")) else {
            return nil
        }
        return String(first)
    }

    /// Its name, whatever the capitals, the paths of its documents, and those that lead to them.
    private static func addresses(of feed: FeedDefinition) -> [(String, Holder)] {
        let name = Holder(feed: feed.name, use: .name)
        let documents = Format.allCases.map { format in
            (
                feed.path(of: format),
                Holder(feed: feed.name, use: .document, format: feed.paths[format].map { _ in format })
            )
        }
        let aliases = feed.aliases.map { alias in
            (alias.removingPercentEncoding ?? alias, Holder(feed: feed.name, use: .alias))
        }
        return [("/\(feed.name.lowercased())/", name)] + documents + aliases
    }
}
