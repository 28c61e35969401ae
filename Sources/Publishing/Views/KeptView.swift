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
    /// The ids of the entries that it shows; nil where it was not made by this process.
    private(set) var ids: Set<String>?
    private var hasLinks = true

    init(_ place: Place) { self.place = place }

    mutating func remember(_ shown: ShownView) {
        ids = Set(shown.entries.map(\.id))
        hasLinks = shown.hasLinks
    }

    /// Whether these changes may be seen in it: those of entries that it shows, or that belong to it.
    func isTouched(by changes: ViewChanges) -> Bool {
        let isOfAll = place.view == .summary || place.view == .everything
        guard let ids, !changes.areAll, !isOfAll else { return true }
        return hasLinks && changes.haveMoved || changes.views.contains(place.view)
            || !ids.isDisjoint(with: changes.ids)
    }
}

/// What a pass has changed, as views see it.
struct ViewChanges {
    /// Whether any view may look different.
    var areAll = false
    /// Whether addresses have changed to which other articles may lead.
    var haveMoved = false
    var ids: Set<String> = []
    /// Those to which the changed entries belong now.
    var views: Set<View> = []

    /// What came of a pass over a feed, and of the moment that was its reason.
    init(_ result: FeedPass.Result, of feed: FeedDefinition, isMoment: Bool) {
        let edition = result.edition
        // Another definition, other pictures, and what the clock does.
        areAll =
            isMoment || result.isFeedNew || !edition.media.isEmpty
            || edition.entries.isEmpty && !edition.documents.isEmpty
        // Whose head is another may have another address.
        haveMoved =
            !edition.renamings.isEmpty || !edition.former.isEmpty || !result.changes.added.isEmpty
            || !result.changes.removed.isEmpty
        for entry in edition.entries {
            ids.insert(entry.id)
            views.formUnion(View.all(of: entry, in: feed))
        }
    }

    var isEmpty: Bool { !areAll && !haveMoved && ids.isEmpty }
}

extension View {
    /// Those of one feed to which an entry belongs, but for the one of all.
    static func all(of entry: CatalogueEntry, in feed: FeedDefinition) -> Set<View> {
        let authors = entry.authors.isEmpty ? feed.authors : entry.authors.map { feed.known($0) }
        var views = Set(entry.tags.map { View.tag(Slug.make($0)) })
        views.formUnion(authors.map { .author(Slug.make($0.name)) })
        if let section = entry.section { views.insert(.section(Slug.make(section))) }
        if let language = entry.language ?? feed.language { views.insert(.language(Slug.make(language))) }
        return views
    }
}
