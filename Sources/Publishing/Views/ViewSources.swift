import Feeds
import Foundation
import Store

/// What a view was made of the last time: so an edit need not look through the whole catalogue for it.
struct ViewSources: Equatable, Sendable {
    struct Place: Equatable, Sendable {
        let id: String
        let published: Date
    }

    /// More changes than these are found faster in the catalogue.
    private static let most = 100

    let filing: Filing
    /// What people call what the entries have in common.
    let term: String
    /// Of the feed's definition.
    let fingerprint: String
    /// The newest entries of this filing, in their order.
    let newest: [Place]
    /// Whether there are no others.
    let areAll: Bool

    init(
        _ filing: Filing,
        _ term: String,
        fingerprint: String,
        newest: [CatalogueEntry],
        areAll: Bool
    ) {
        self.filing = filing
        self.term = term
        self.fingerprint = fingerprint
        self.newest = newest.map { Place(id: $0.id, published: $0.published) }
        self.areAll = areAll
    }

    private var words: Set<String> {
        switch filing {
        case .tags(let words), .sections(let words), .authors(let words, _), .languages(let words, _): words
        }
    }

    /// The ids of the entries among which the newest are now; nil where only the catalogue can tell.
    func candidates(
        for view: View,
        under fingerprint: String,
        after changes: ViewChanges,
        at now: Date
    ) -> [String]? {
        if self.fingerprint != fingerprint || changes.isFeedNew || changes.left.contains(view) { return nil }
        if changes.entries.count > Self.most { return nil }
        var ids = newest.map(\.id)
        let known = words
        for (entry, words) in changes.entries {
            let own = words[view]
            // A new word for the same may be what it is called by; so may one of several be that perhaps nobody has now.
            if let own, !own.isSubset(of: known) || entry.state != .live && known.count > 1 { return nil }
            let isShown = own != nil && entry.isShown(at: now)
            if let place = newest.first(where: { $0.id == entry.id }) {
                // Where it stood another may come up that is not known.
                if !areAll && !(isShown && place.published == entry.published) { return nil }
            } else if isShown {
                ids.append(entry.id)
            }
        }
        return ids
    }
}
