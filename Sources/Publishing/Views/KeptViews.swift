import Feeds
import Store

/// All views that are documents, by what an edit touches: so it costs what the views cost that hold the article, however
/// many there are.
struct KeptViews {
    /// By the feed's name, empty for the site's.
    private var views: [String: [View: KeptView]] = [:]

    /// Those that the store has; what `before` knows of them is known still.
    init(_ stored: [StoredView], before: KeptViews?) {
        for one in stored {
            guard let place = KeptView.Place(one.key) else { continue }
            let known = self[place]
            var kept = known ?? before?[place] ?? KeptView(place)
            if known == nil { kept.etags = [:] }
            if kept.sources == nil { kept.hasLinks = one.hasLinks || known?.hasLinks ?? false }
            kept.etags[one.key.format] = one.etag
            self[place] = kept
        }
    }

    subscript(place: KeptView.Place) -> KeptView? {
        get { views[place.feed]?[place.view] }
        set { views[place.feed, default: [:]][place.view] = newValue }
    }

    var isEmpty: Bool { views.values.allSatisfy(\.isEmpty) }

    func hasAny(of feed: String) -> Bool { !(views[feed]?.isEmpty ?? true) }

    /// Those of one feed.
    func all(of feed: String) -> [KeptView] { views[feed].map { Array($0.values) } ?? [] }

    /// Those of one feed in which these changes may be seen.
    func touched(by changes: ViewChanges, of feed: String) -> [KeptView] {
        guard let own = views[feed] else { return [] }
        // Of moves any view may know that has links.
        if changes.areAll || changes.haveMoved { return own.values.filter { $0.isTouched(by: changes) } }
        return changes.views.union(changes.left).union([.summary, .everything]).compactMap { own[$0] }
    }

    /// Lets go of a view's document in one format.
    mutating func forget(_ key: FeedDocument.Key) {
        guard let place = KeptView.Place(key), var kept = self[place] else { return }
        kept.etags[key.format] = nil
        self[place] = kept.etags.isEmpty ? nil : kept
    }
}
