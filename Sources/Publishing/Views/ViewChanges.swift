import Feeds
import Foundation
import Store

/// What a pass has changed, as views see it.
struct ViewChanges {
    /// Whether any view may look different.
    var areAll = false
    /// Whether the feed was never published, or under another definition or base.
    private(set) var isFeedNew = false
    /// Whether addresses have changed to which other articles may lead.
    var haveMoved = false
    /// The entries that are others, or look different, each with the views to which it belongs now, and the words for them.
    private(set) var entries: [(entry: CatalogueEntry, words: [View: Set<String>])] = []
    private(set) var ids: Set<String> = []
    /// Those to which these entries belong now.
    private(set) var views: Set<View> = []
    /// Those to which an entry has belonged that is filed otherwise now, or is another's.
    var left: Set<View> = []

    init() {}

    /// What came of a pass over a feed; `store` has it already.
    init(
        _ result: FeedPass.Result,
        of feed: FeedDefinition,
        in store: any Store,
        _ conditions: FeedPass.Conditions
    ) async throws {
        let edition = result.edition
        let isMoment = conditions.moment != nil
        isFeedNew = result.isFeedNew
        // Another definition, and other pictures of the feed's own.
        areAll =
            result.isFeedNew || edition.media.references[""] != nil || !edition.media.moves.isEmpty
            || !isMoment && edition.entries.isEmpty && !edition.documents.isEmpty
        // Whose head is another may have another address.
        haveMoved =
            !edition.renamings.isEmpty || !edition.former.isEmpty || !result.changes.added.isEmpty
            || !result.changes.removed.isEmpty
        left = result.leftViews
        for entry in edition.entries { take(entry, of: feed) }
        var others = Set(edition.media.references.keys)
        others.formUnion(
            try await store.entryIDs(of: feed.name, showing: Set(edition.media.measured.map(\.path)))
        )
        // What the clock alone shows or hides is in no edition.
        if isMoment { others.formUnion((result.changes.added + result.changes.removed).map(\.id)) }
        for id in others.subtracting(ids).sorted() {
            if let entry = try await store.entry(of: feed.name, id: id) { take(entry, of: feed) }
        }
    }

    var isEmpty: Bool { !areAll && !haveMoved && ids.isEmpty && left.isEmpty }

    mutating func take(_ entry: CatalogueEntry, of feed: FeedDefinition) {
        let words = View.words(of: entry, in: feed)
        entries.append((entry, words))
        ids.insert(entry.id)
        views.formUnion(words.keys)
    }
}

extension View {
    /// Those of one feed to which an entry belongs, but for the one of all, each with its own words that say so; none
    /// where the feed says it for all.
    static func words(of entry: CatalogueEntry, in feed: FeedDefinition) -> [View: Set<String>] {
        var words: [View: Set<String>] = [:]
        for tag in entry.tags { words[.tag(Slug.ofWord(tag)), default: []].insert(tag) }
        for author in entry.authors {
            words[.author(Slug.ofWord(feed.known(author).name)), default: []].insert(author.name)
        }
        if entry.authors.isEmpty {
            for author in feed.authors { words[.author(Slug.ofWord(author.name))] = [] }
        }
        if let section = entry.section { words[.section(Slug.ofWord(section))] = [section] }
        if let language = entry.language ?? feed.language {
            words[.language(Slug.ofWord(language))] = entry.language.map { [$0] } ?? []
        }
        return words
    }
}

extension CatalogueEntry {
    /// Whether another entry belongs to the same views, by the same words.
    func isFiled(as other: CatalogueEntry) -> Bool {
        tags == other.tags && authors == other.authors && section == other.section
            && language == other.language
    }
}
