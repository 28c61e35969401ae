import Articles
import Feeds
import Foundation
import Store

/// Finds out what views show: for who asks for one, and for a pass where somebody is subscribed.
struct ViewMaker: Sendable {
    let site: Site
    let store: any Store
    let now: Date
    /// Of feeds' definitions, where they are known: to make one takes longer than to make a short view.
    var fingerprints: [String: String] = [:]
    private let shelfmarks: Shelfmarks

    init(site: Site, store: any Store, shelfmarks: Shelfmarks? = nil, now: Date) {
        self.site = site
        self.store = store
        self.shelfmarks = shelfmarks ?? Shelfmarks(store)
        self.now = now
    }

    /// What a view of a feed shows; nil where there is no such view.
    ///
    /// One that is `kept` is there though it shows nothing: who is subscribed is told that its last entry went, and when
    /// another comes. Where it is known what it was made of and what has changed since, less is looked for.
    func shown(
        _ view: View,
        of name: String,
        isKept: Bool = false,
        after known: ViewSources? = nil,
        _ changes: ViewChanges = ViewChanges()
    ) async throws -> ShownView? {
        if view == .everything { return try await everything() }
        guard var feed = feed(name), let record = try await store.feed(name) else { return nil }
        var title = feed.title
        var found: Found?
        let sources: [CatalogueEntry]
        switch view {
        case .everything: return nil
        case .summary:
            feed.content = .summary
            sources = try await newest(of: feed)
        case .tag(let slug), .section(let slug), .author(let slug), .language(let slug):
            found = try await find(view, of: feed, after: known, changes)
            sources = found?.shown ?? []
            if sources.isEmpty, !isKept { return nil }
            let term = found?.sources.term ?? slug
            title = "\(feed.title): \(term)"
            if case .language = view { feed.language = term }
        case .archive(let number):
            guard let entries = try await store.entries(of: name, inArchive: number, at: now) else {
                return nil
            }
            sources = entries
        }
        var shown = try await shown(sources, of: feed, record, titled: title)
        shown.sources = found?.sources
        return shown
    }

    /// These entries of a feed, as a view shows them.
    private func shown(
        _ sources: [CatalogueEntry],
        of feed: FeedDefinition,
        _ record: FeedRecord,
        titled title: String
    ) async throws -> ShownView {
        var composer = Composer(feed: feed, base: site.base, authority: record.authority)
        composer.inheritance = record.inheritance
        let maker = EntryMaker(composer: composer, store: store, now: now)
        let made = try await maker.made(of: sources)
        return ShownView(
            composer: composer,
            title: title,
            entries: made.entries.map(\.entry),
            pictures: try await maker.pictures(),
            hasLinks: made.hasLinks
        )
    }

    func fingerprint(of feed: FeedDefinition) -> String { fingerprints[feed.name] ?? feed.fingerprint }

    func feed(_ name: String) -> FeedDefinition? { site.feeds.first { $0.name == name } }

    private func newest(of feed: FeedDefinition) async throws -> [CatalogueEntry] {
        func newest(_ limit: Int) async throws -> [CatalogueEntry] {
            try await store.newest(of: feed.name, at: now, limit: limit, leavingOut: [])
        }
        if let limit = feed.limit { return try await newest(limit) }
        let shown = Composer.shown(try await newest(Composer.usualLimit + 1))
        return shown.count <= Composer.usualLimit
            ? shown : Composer.shown(try await newest(Composer.longestDay))
    }

    /// What the entries of a view have in common, and what people call it; nil where no entry has it.
    func filing(of view: View, in feed: FeedDefinition) async throws -> (Filing, term: String)? {
        switch view {
        case .tag(let slug):
            let tags = try await shelfmarks.words(.tags, slug: slug, of: feed.name)
            return tags.min().map { (.tags(tags), $0) }
        case .section(let slug):
            let sections = try await shelfmarks.words(.sections, slug: slug, of: feed.name)
            return sections.min().map { (.sections(sections), $0) }
        case .author(let slug):
            let all = try await shelfmarks.words(.authors, of: feed.name).values.joined()
            let names = Set(all.filter { Slug.ofWord(feed.known(Author(name: $0)).name) == slug })
            let own = feed.authors.first { Slug.ofWord($0.name) == slug }
            guard let name = names.min().map({ feed.known(Author(name: $0)).name }) ?? own?.name else {
                return nil
            }
            return (.authors(names, orNone: own != nil), name)
        case .language(let slug):
            let languages = try await shelfmarks.words(.languages, slug: slug, of: feed.name)
            let own = feed.language.flatMap { Slug.ofWord($0) == slug ? $0 : nil }
            guard let language = languages.min() ?? own else { return nil }
            return (.languages(languages, orNone: own != nil), language)
        case .summary, .archive, .everything: return nil
        }
    }
}

/// The pages of a feed's history: counted from the oldest entry and full, and then each its own, so that they stay as they are.
enum Archives {
    /// None has more entries than the feed itself, so that nothing falls between; and there is none where the feed shows all.
    static func rule(of feed: FeedDefinition) -> ArchiveRule {
        let limit = feed.limit ?? Composer.usualLimit
        return ArchiveRule(
            size: max(1, min(limit, Composer.usualLimit)),
            least: limit == .max ? limit : limit + 1
        )
    }
}
