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
        /// The absolute URLs of a picture of the feed, and of a small square one.
        package var image: String?
        package var icon: String?
        /// The views to which its newest entries belong.
        package var parts = Parts()

        package init(
            definition: FeedDefinition,
            link: String,
            documents: [(format: Format, url: String)],
            entries: [Entry] = [],
            image: String? = nil,
            icon: String? = nil
        ) {
            self.definition = definition
            self.link = link
            self.documents = documents
            self.entries = entries
            self.image = image
            self.icon = icon
        }

        /// Where the entries with a tag are, of a feed's own page.
        package func link(toTag tag: String) -> String { link + "tag/\(Slug.ofWord(tag).percentEncoded)/" }
    }

    /// The entries before and after one, without their bodies.
    package struct Neighbours: Sendable {
        package var older: Entry?
        package var newer: Entry?

        package init(older: Entry? = nil, newer: Entry? = nil) {
            self.older = older
            self.newer = newer
        }
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
    let publisher: Publisher

    package init(store: any Store, publisher: Publisher) {
        self.store = store
        self.publisher = publisher
    }

    package var site: Site { get async { await publisher.site } }

    /// All feeds, without entries.
    package func feeds() async throws -> [FeedPage] {
        let site = await site
        var pages: [FeedPage] = []
        for feed in site.feeds { pages.append(try await page(of: feed, at: site.base)) }
        return pages
    }

    /// A feed with its newest entries; nil where there is none of that name.
    package func feed(_ name: String, at now: Date = Date()) async throws -> FeedPage? {
        let site = await site
        guard let feed = site.feeds.first(where: { $0.name == name }) else { return nil }
        var page = try await page(of: feed, at: site.base)
        let composer = Composer(feed: feed, base: site.base, authority: "")
        let newest = try await store.newest(of: name, at: now, limit: 50, leavingOut: [])
        let silent = newest.filter { $0.summary == nil }.map(\.id)
        // What was never served has no body at hand, and is not read for this.
        let bodies = try await store.bodies(of: silent, in: name)
        page.entries = newest.map { listed($0, body: bodies[$0.id]?.html ?? "", by: composer) }
        page.parts = Parts(of: newest, by: composer)
        return page
    }

    /// An entry as lists show it: without its body, with the beginning of it where its author has summed nothing up.
    private func listed(_ entry: CatalogueEntry, body: String = "", by composer: Composer) -> Entry {
        var listed = composer.entry(entry, html: "", articles: [:])
        listed.summary = entry.summary ?? beginning(of: body)
        return listed
    }

    /// How a text begins; of one that is only a picture, what stands for that.
    private func beginning(of body: String) -> String? {
        let excerpt = HTMLText.excerpt(body, limit: 300)
        return excerpt.isEmpty ? HTMLPictures.alternative(in: body) : excerpt
    }

    /// What is at `/<feed>/<slug>/`.
    package func article(_ slug: String, in name: String, at now: Date = Date()) async throws -> ArticlePage {
        let site = await site
        guard let feed = site.feeds.first(where: { $0.name == name }) else { return .unknown }
        guard let entry = try await store.entry(of: name, slug: slug) else {
            return try await article(formerlyAt: [slug], in: feed, of: site, at: now)
        }
        if entry.isGone(at: now) { return .gone }
        guard entry.isShown(at: now) else { return .unknown }
        let composer = Composer(feed: feed, base: site.base, authority: "")
        let link = composer.link(of: entry)
        if link != composer.page(of: entry) { return .elsewhere(link) }
        let maker = EntryMaker(composer: composer, store: store, now: now)
        guard let made = try await maker.entries(of: [entry]).first else { return .unknown }
        var shown = made.entry
        shown.content = shown.content ?? made.html
        shown.summary = entry.summary ?? beginning(of: made.html)
        return .page(feed: try await page(of: feed, at: site.base), entry: shown)
    }

    /// The entries that are next to one, which is shown.
    package func neighbours(of entry: Entry, in name: String, at now: Date = Date()) async throws
        -> Neighbours
    {
        let site = await site
        guard let feed = site.feeds.first(where: { $0.name == name }),
            let kept = try await store.entry(of: name, id: entry.id)
        else { return Neighbours() }
        let composer = Composer(feed: feed, base: site.base, authority: "")
        let (older, newer) = try await store.neighbours(of: kept, in: name, at: now)
        let bodies = try await store.bodies(of: [older, newer].compactMap { $0?.id }, in: name)
        return Neighbours(
            older: older.map { listed($0, body: bodies[$0.id]?.html ?? "", by: composer) },
            newer: newer.map { listed($0, body: bodies[$0.id]?.html ?? "", by: composer) }
        )
    }

    /// What stands in the file at this path, where it is the one that proves to search engines whose site it is.
    package func proof(at path: String) async -> String? {
        guard let key = await site.definition.push.indexNowKey, path == "/\(key).txt" else { return nil }
        return key
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
        if entry.isGone(at: now) { return .gone }
        guard entry.state == .live, entry.published <= now else { return .unknown }
        return .moved(Composer(feed: feed, base: site.base, authority: "").page(of: entry))
    }

    func page(of feed: FeedDefinition, at base: Base) async throws -> FeedPage {
        let composer = Composer(feed: feed, base: base, authority: "")
        let pictures =
            feed.image == nil && feed.icon == nil
            ? EntryMedia() : try await EntryMaker(composer: composer, store: store, now: Date()).pictures()
        return FeedPage(
            definition: feed,
            link: base.url(of: "/\(feed.name)/"),
            documents: Format.allCases.map { ($0, base.url(of: feed.path(of: $0))) },
            image: composer.url(of: feed.image, among: pictures),
            icon: composer.url(of: feed.icon, among: pictures)
        )
    }
}
