import Feeds
import Store

/// A view that is a document, in some formats, because somebody is subscribed to it.
struct KeptView: Equatable {
    /// Which it is.
    struct Place: Hashable {
        /// Empty where it is of the site.
        let feed: String
        let view: View

        init?(_ key: FeedDocument.Key) {
            guard let view = View(key) else { return nil }
            feed = key.feed
            self.view = view
        }
    }

    let place: Place
    /// The entity tags of its documents.
    var etags: [Format: String] = [:]
    /// What it was made of; nil where it was not made by this process.
    private(set) var sources: ViewSources?
    /// Whether a text in it may lead to other articles.
    var hasLinks = true

    init(_ place: Place) { self.place = place }

    mutating func remember(_ shown: ShownView) {
        sources = shown.sources
        hasLinks = shown.hasLinks
    }

    /// Whether these changes may be seen in it: those of entries that belong to it, or have belonged to it.
    func isTouched(by changes: ViewChanges) -> Bool {
        if place.view == .summary || place.view == .everything || changes.areAll { return true }
        return hasLinks && changes.haveMoved || changes.views.contains(place.view)
            || changes.left.contains(place.view)
    }
}
