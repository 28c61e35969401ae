import Articles
package import Feeds
package import Foundation
package import Store

/// What pages for people show: feeds, their newest entries, and articles.
package struct Library: Sendable {
    /// A feed's page.
    package struct FeedPage: Sendable {
        package var definition: FeedDefinition
        package var link: String
        package var documents: [(format: Format, url: String)]
        package var entries: [Entry]
    }

    /// What is to be shown at an article's address.
    package enum ArticlePage: Sendable {
        case page(feed: FeedPage, entry: Entry)
        /// The article lives elsewhere.
        case elsewhere(String)
        /// It was here, and has another address of ours for good.
        case moved(String)
        case gone
        case unknown
    }

    let store: any Store
    private let publisher: Publisher

    package init(store: any Store, publisher: Publisher) {
        self.store = store
        self.publisher = publisher
    }

    package var site: Site { get async { await publisher.site } }

    /// All feeds, without entries.
    package func feeds() async -> [FeedPage] {
        let site = await site
        return site.feeds.map { page(of: $0, at: site.base) }
    }

    /// A feed with its newest entries; nil where there is none of that name.
    package func feed(_ name: String, at now: Date = Date()) async throws -> FeedPage? {
        let site = await site
        guard let feed = site.feeds.first(where: { $0.name == name }) else { return nil }
        var page = page(of: feed, at: site.base)
        let composer = Composer(feed: feed, base: site.base, authority: "")
        page.entries = try await store.newest(of: name, at: now, limit: 50, leavingOut: []).map {
            composer.entry($0, html: "", articles: [:])
        }
        return page
    }

    /// What is at `/<feed>/<slug>/`.
    package func article(_ slug: String, in name: String, at now: Date = Date()) async throws -> ArticlePage {
        let site = await site
        guard let feed = site.feeds.first(where: { $0.name == name }) else { return .unknown }
        guard let entry = try await store.entry(of: name, slug: slug) else {
            return try await article(formerlyAt: [slug], in: feed, of: site, at: now)
        }
        let hasExpired = entry.state == .live && entry.expires.map { $0 <= now } ?? false
        if entry.state == .gone || hasExpired { return .gone }
        guard entry.isShown(at: now) else { return .unknown }
        let composer = Composer(feed: feed, base: site.base, authority: "")
        let link = composer.link(of: entry)
        if link != composer.page(of: entry) { return .elsewhere(link) }
        let maker = EntryMaker(composer: composer, store: store, now: now)
        guard let made = try await maker.entries(of: [entry]).first else { return .unknown }
        var shown = made.entry
        shown.content = shown.content ?? made.html
        return .page(feed: page(of: feed, at: site.base), entry: shown)
    }

    /// Whether a feed that has ended was there.
    package func isWithdrawn(_ path: String) async throws -> Bool { try await store.isWithdrawn(path) }

    /// What was at `/<feed>/` and these parts before: an address of several parts is never a present one.
    package func article(
        formerlyAt parts: [String],
        in name: String,
        at now: Date = Date()
    ) async throws -> ArticlePage {
        let site = await site
        guard let feed = site.feeds.first(where: { $0.name == name }) else { return .unknown }
        return try await article(formerlyAt: parts, in: feed, of: site, at: now)
    }

    private func article(
        formerlyAt parts: [String],
        in feed: FeedDefinition,
        of site: Site,
        at now: Date
    ) async throws -> ArticlePage {
        guard let address = FormerAddress.of(parts),
            let id = try await store.entryID(of: feed.name, formerlyAt: address),
            let entry = try await store.entry(of: feed.name, id: id)
        else { return .unknown }
        if entry.state == .gone { return .gone }
        guard entry.state == .live, entry.published <= now else { return .unknown }
        return .moved(Composer(feed: feed, base: site.base, authority: "").page(of: entry))
    }

    private func page(of feed: FeedDefinition, at base: Base) -> FeedPage {
        FeedPage(
            definition: feed,
            link: base.url(of: "/\(feed.name)/"),
            documents: Format.allCases.map { ($0, base.url(of: feed.path(of: $0))) },
            entries: []
        )
    }
}
