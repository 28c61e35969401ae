import Articles
package import Feeds
package import Foundation
import Store

extension Library {
    /// What decides the bytes of a feed's views, as long as it is equal.
    package struct ViewMark: Hashable, Sendable {
        fileprivate var change: LastChange
        fileprivate var definition: String
        fileprivate var base: String

        /// To the second.
        package var lastModified: Date { change.date }
    }

    /// Where a feed stands now; nil where there is none of this name, or it was never published.
    package func mark(of name: String, at now: Date = Date()) async throws -> ViewMark? {
        let site = await site
        guard let feed = site.feeds.first(where: { $0.name == name }),
            let change = try await store.lastChange(of: name, at: now)
        else { return nil }
        return ViewMark(change: change, definition: feed.fingerprint, base: site.base.url)
    }

    /// A document of a view, made now; nil where there is no such view.
    package func document(
        _ format: Format,
        of view: View,
        in name: String,
        at now: Date = Date()
    ) async throws -> FeedDocument? {
        guard let shown = try await shown(view, of: name, at: now) else { return nil }
        let paging = paging(of: view, of: shown.archives, format, by: shown.composer)
        var document = shown.composer.document(
            format,
            of: view,
            titled: shown.title,
            entries: shown.entries,
            pictures: shown.pictures,
            paging: paging
        )
        document.lastModified = try await store.lastChange(of: name, at: now)?.date ?? document.lastModified
        return document
    }

    /// The page of a view for people; nil where there is no such view.
    package func page(of view: View, in name: String, at now: Date = Date()) async throws -> FeedPage? {
        guard let shown = try await shown(view, of: name, at: now) else { return nil }
        var definition = shown.composer.feed
        definition.title = shown.title
        return FeedPage(
            definition: definition,
            link: shown.composer.page(of: view),
            documents: Format.allCases.map { ($0, shown.composer.url(of: view, $0)) },
            entries: shown.entries,
            image: shown.composer.url(of: definition.image, among: shown.pictures),
            icon: shown.composer.url(of: definition.icon, among: shown.pictures)
        )
    }

    private struct Shown {
        var composer: Composer
        var title: String
        var entries: [Entry]
        var pictures: EntryMedia
        /// How many archives the feed has, where the view is one of them.
        var archives = 0
    }

    private func shown(_ view: View, of name: String, at now: Date) async throws -> Shown? {
        let site = await site
        guard var feed = site.feeds.first(where: { $0.name == name }),
            let record = try await store.feed(name)
        else { return nil }
        var title = feed.title
        var archives = 0
        let sources: [CatalogueEntry]
        switch view {
        case .summary:
            feed.content = .summary
            sources = try await newest(of: feed, filed: nil, at: now)
        case .tag, .section, .author, .language:
            guard let (filing, term) = try await filing(of: view, in: feed) else { return nil }
            sources = try await newest(of: feed, filed: filing, at: now)
            if sources.isEmpty { return nil }
            title = "\(feed.title): \(term)"
            if case .language = view { feed.language = term }
        case .archive(let number):
            let count = Archives.count(of: try await store.count(of: name, at: now), in: feed)
            guard number <= count else { return nil }
            archives = count
            let size = Archives.size(in: feed)
            let oldestFirst = try await store.oldest(
                of: name,
                at: now,
                from: (number - 1) * size,
                limit: size
            )
            sources = oldestFirst.reversed()
        }
        var composer = Composer(feed: feed, base: site.base, authority: record.authority)
        composer.inheritance = record.inheritance
        let maker = EntryMaker(composer: composer, store: store, now: now)
        // What an older feed has told of several at once stays as it was told.
        let isAdopted = record.inheritance.sources != nil
        let entries = try await maker.entries(of: isAdopted ? sources : SecondsApart.apart(sources)).map(
            \.entry
        )
        return Shown(
            composer: composer,
            title: title,
            entries: entries,
            pictures: try await maker.pictures(),
            archives: archives
        )
    }

    private func newest(
        of feed: FeedDefinition,
        filed filing: Filing?,
        at now: Date
    ) async throws -> [CatalogueEntry] {
        func newest(_ limit: Int) async throws -> [CatalogueEntry] {
            if let filing {
                return try await store.newest(of: feed.name, filed: filing, at: now, limit: limit)
            }
            return try await store.newest(of: feed.name, at: now, limit: limit, leavingOut: [])
        }
        if let limit = feed.limit { return try await newest(limit) }
        let shown = Composer.shown(try await newest(Composer.usualLimit + 1))
        return shown.count <= Composer.usualLimit
            ? shown : Composer.shown(try await newest(Composer.longestDay))
    }

    /// What the entries of a view have in common, and what people call it; nil where no entry has it.
    private func filing(of view: View, in feed: FeedDefinition) async throws -> (Filing, term: String)? {
        let marks = try await store.shelfmarks(of: feed.name)
        switch view {
        case .tag(let slug):
            let tags = marks.tags.filter { Slug.make($0) == slug }
            return tags.min().map { (.tags(tags), $0) }
        case .section(let slug):
            let sections = marks.sections.filter { Slug.make($0) == slug }
            return sections.min().map { (.sections(sections), $0) }
        case .author(let slug):
            let names = marks.authors.filter { Slug.make(feed.known(Author(name: $0)).name) == slug }
            let own = feed.authors.first { Slug.make($0.name) == slug }
            guard let name = names.min().map({ feed.known(Author(name: $0)).name }) ?? own?.name else {
                return nil
            }
            return (.authors(names, orNone: own != nil), name)
        case .language(let slug):
            let languages = marks.languages.filter { Slug.make($0) == slug }
            let own = feed.language.flatMap { Slug.make($0) == slug ? $0 : nil }
            guard let language = languages.min() ?? own else { return nil }
            return (.languages(languages, orNone: own != nil), language)
        case .summary, .archive: return nil
        }
    }

    private func paging(of view: View, of archives: Int, _ format: Format, by composer: Composer) -> Paging? {
        guard case .archive(let number) = view else { return nil }
        return Paging(
            current: composer.base.url(of: composer.feed.path(of: format)),
            previousArchive: number > 1 ? composer.url(of: .archive(number - 1), format) : nil,
            nextArchive: number < archives ? composer.url(of: .archive(number + 1), format) : nil,
            isArchive: true
        )
    }
}

/// The pages of a feed's history: counted from the oldest entry and full, so that they stay as they are.
enum Archives {
    /// How many entries each has: no more than the feed itself, so that nothing falls between.
    static func size(in feed: FeedDefinition) -> Int {
        min(feed.limit ?? Composer.usualLimit, Composer.usualLimit)
    }

    /// How many there are of so many entries; none where the feed shows them all.
    static func count(of entries: Int, in feed: FeedDefinition) -> Int {
        let isWhole = entries <= feed.limit ?? Composer.usualLimit
        return isWhole ? 0 : entries / size(in: feed)
    }
}
