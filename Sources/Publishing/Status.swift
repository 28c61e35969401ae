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

    /// Whether something waits for its author or for us.
    package var hasFindings: Bool { problems.contains { $0.severity == .error } }
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
                    attention: root?.words ?? "not watched"
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
                message: "the feed's folder is missing; its last documents are still served",
                severity: .warning
            )
        }
        owed = try await store.owed()
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
