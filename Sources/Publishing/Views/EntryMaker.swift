import Articles
import Feeds
import Foundation
import Store

/// Makes entries as readers see them of what the catalogue has, outside of any pass.
struct EntryMaker {
    let composer: Composer
    let store: any Store
    let now: Date

    private var feed: FeedDefinition { composer.feed }

    /// The entries that have a body, in their order, each with the HTML it was made of; bodies that had to be made are kept.
    func entries(of sources: [CatalogueEntry]) async throws -> [(entry: Entry, html: String)] {
        try await made(of: sources).entries
    }

    /// The same; and whether a text of theirs names other articles.
    func made(of sources: [CatalogueEntry]) async throws
        -> (entries: [(entry: Entry, html: String)], hasLinks: Bool)
    {
        var reader = Reader(feed)
        var bodies = Bodies(feed: feed, store: store, now: now)
        let filled = try await bodies.fill(sources, reader: &reader, problems: { _ in })
        if !bodies.made.isEmpty { try await store.keep(bodies.made, of: feed.name) }
        var named = NamedLinks(reader)
        for (source, html) in filled { named.look(for: html, of: source.path) }
        let paths = Set(filled.flatMap { composer.articlesNamed(in: $0.html, of: $0.entry) } + named.articles)
        let links = try await links(to: paths)
        let written = filled.map { ($0.entry, named.written($0.html, of: $0.entry.path, articles: links)) }
        var desk = MediaDesk(feed: feed, base: composer.base, store: store, inspector: nil)
        let media = try await desk.media(
            of: written.map { MediaReferrer($0.0, html: $0.1, composer: composer) }
        )
        // What is shown is served, also where the article is older than what the documents show.
        var news = desk.news
        // That an enclosure has come is a pass's to tell, which must still find that it was missing.
        news.missing = [:]
        if !news.isEmpty { try await store.keep(news, of: feed.name) }
        let entries = written.map { source, html in
            let media = media[source.id] ?? EntryMedia()
            var entry = composer.entry(source, html: html, articles: links, media: media)
            if feed.showsMarkdown { entry.markdown = reader.markdown(of: source) }
            return (entry, html)
        }
        return (entries, !paths.isEmpty)
    }

    /// The feed's own pictures.
    func pictures() async throws -> EntryMedia {
        var desk = MediaDesk(feed: feed, base: composer.base, store: store, inspector: nil)
        return try await desk.media(of: [MediaReferrer(feed, base: composer.base)])[""] ?? EntryMedia()
    }

    private func links(to paths: Set<String>) async throws -> [String: String] {
        if paths.isEmpty { return [:] }
        let known = try await store.entries(of: feed.name, at: paths.sorted())
        return Dictionary(
            known.filter { $0.isShown(at: now) }.map { ($0.path, composer.link(of: $0)) },
            uniquingKeysWith: { first, _ in first }
        )
    }
}
