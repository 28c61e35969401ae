package import Articles
import Feeds
package import Foundation
package import Store

/// What `status` shows.
package struct Status: Codable, Equatable, Sendable {
    package struct FeedStatus: Codable, Equatable, Sendable {
        package var name: String
        package var title: String
        /// Entries that are shown now or further back.
        package var entries: Int
        package var documents: [String]
        /// How its folder is watched: `events`, or `polling` and why.
        package var attention: String
        /// Whether nothing of it is published until what is wrong is mended: its ledger cannot be read, say.
        package var isRefused: Bool
        /// What is held back, and what would become of it.
        package var held: [Report.Held]
    }

    package var version: String
    /// The daemon's process, or nil where the store was read without one.
    package var process: Int32?
    package var baseURL: String
    package var folder: String
    package var store: String
    package var feeds: [FeedStatus]
    package var problems: [Problem]
    package var owed: OwedFigures
    /// How the folder is that the site is written into; nil where there is none, or nobody writes.
    package var printed: Printed?

    /// That a proxy hides who asks; nil where it does not, or nobody has asked.
    package var proxy: Problem?

    /// Whether a feed is not published or held back: as a whole, or some of what was published.
    package var isHolding: Bool {
        feeds.contains { feed in
            feed.isRefused || !feed.held.isEmpty
                || problems.contains { $0.file == feed.name && $0.severity == .error }
        }
    }
}

extension Status {
    /// Gathers it from the store and the definitions.
    package init(
        version: String,
        process: Int32?,
        site: Site,
        store: any Store,
        storePath: String,
        attention: [String: Attention],
        at now: Date = Date()
    ) async throws {
        self.version = version
        self.process = process
        baseURL = site.base.url
        folder = site.folder
        self.store = storePath
        problems = site.problems
        feeds = []
        let heads = try await store.documentHeads()
        for feed in site.feeds {
            let root = attention[feed.articles] ?? attention[site.folder]
            feeds.append(
                FeedStatus(
                    name: feed.name,
                    title: feed.title,
                    entries: try await store.count(of: feed.name, at: now),
                    documents: heads.filter { $0.key.feed == feed.name }.map(\.selfLink),
                    attention: root?.words ?? "not watched",
                    isRefused: site.refused.contains(feed.name),
                    held: try await Self.held(of: feed.name, in: store)
                )
            )
        }
        for (name, stored) in try await store.problems() {
            problems.append(
                site.feeds.first { $0.name == name }?.problem(stored)
                    ?? Problem(file: name, message: stored.message)
            )
        }
        let missing = Set(heads.map(\.key.feed)).subtracting(site.feeds.map(\.name)).sorted()
        problems += missing.map {
            Problem(
                file: $0,
                message:
                    "the feed's folder is missing; its last documents are still served: put it back, or end the feed with: feedherald publish --now --force \($0)",
                severity: .warning
            )
        }
        owed = try await store.owed()
    }

    private static func held(of feed: String, in store: any Store) async throws -> [Report.Held] {
        let held = try await store.departures(of: feed).filter(\.isHeld)
        let entries = try await store.entries(of: feed, at: held.map(\.path))
        let titles = Dictionary(entries.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
        return held.map {
            Report.Held(id: $0.id, title: titles[$0.id] ?? "", path: $0.path, fate: $0.fate)
        }.sorted { $0.path < $1.path }
    }
}

extension Attention {
    /// In words for people.
    fileprivate var words: String {
        switch self {
        case .events: "events"
        case .polling(let reason): "polling (\(reason))"
        }
    }
}
