import Feeds
import Foundation
import Store

/// The entries that have a word in common: found in the catalogue, or among those that were found the last time.
extension ViewMaker {
    typealias Found = (sources: ViewSources, shown: [CatalogueEntry])

    /// What a view shows, newest first; nil where no entry has what it asks for.
    func find(
        _ view: View,
        of feed: FeedDefinition,
        after known: ViewSources?,
        _ changes: ViewChanges
    ) async throws -> Found? {
        if let known, let found = try await find(view, of: feed, among: known, changes) { return found }
        guard let (filing, term) = try await filing(of: view, in: feed) else { return nil }
        let most = feed.limit ?? Composer.usualLimit + 1
        let newest = try await store.newest(of: feed.name, filed: filing, at: now, limit: most)
        let sources = ViewSources(
            filing,
            term,
            fingerprint: fingerprint(of: feed),
            newest: newest,
            areAll: newest.count < most
        )
        if let shown = Self.shown(newest, of: feed) { return (sources, shown) }
        let day = try await store.newest(of: feed.name, filed: filing, at: now, limit: Composer.longestDay)
        return (sources, Composer.shown(day))
    }

    /// The same, where it can be told of those that it was made of, and of what has changed.
    private func find(
        _ view: View,
        of feed: FeedDefinition,
        among known: ViewSources,
        _ changes: ViewChanges
    ) async throws -> Found? {
        let fingerprint = fingerprint(of: feed)
        guard let ids = known.candidates(for: view, under: fingerprint, after: changes, at: now) else {
            return nil
        }
        var entries: [CatalogueEntry] = []
        for entry in try await store.entries(of: feed.name, ids: ids)
        where known.filing.holds(entry) && entry.isShown(at: now) {
            entries.append(entry)
        }
        // The last one that has the word may have gone: then the view has no name.
        if entries.isEmpty { return nil }
        entries.sort { ($1.published, $0.id) < ($0.published, $1.id) }
        let most = feed.limit ?? Composer.usualLimit + 1
        let newest = Array(entries.prefix(most))
        guard let shown = Self.shown(newest, of: feed) else { return nil }
        let sources = ViewSources(
            known.filing,
            known.term,
            fingerprint: fingerprint,
            newest: newest,
            areAll: known.areAll && entries.count < most
        )
        return (sources, shown)
    }

    /// The shown ones of the newest; nil where more than these have to be looked at.
    private static func shown(_ newest: [CatalogueEntry], of feed: FeedDefinition) -> [CatalogueEntry]? {
        if feed.limit != nil { return newest }
        let shown = Composer.shown(newest)
        return shown.count <= Composer.usualLimit ? shown : nil
    }
}
