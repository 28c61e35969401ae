import Feeds
import Foundation
import Store

/// The feed of all feeds.
extension ViewMaker {
    /// The newest entries of all feeds, each with its source; nil before any feed was published.
    func everything() async throws -> ShownView? {
        var composer = siteComposer
        var found: [(entry: CatalogueEntry, feed: String)] = []
        var makers: [String: EntryMaker] = [:]
        var origins: [String: EntrySource] = [:]
        // A feed that has moved is published elsewhere.
        for feed in site.feeds where feed.movedTo == nil {
            guard let record = try await store.feed(feed.name) else { continue }
            let newest = try await store.newest(
                of: feed.name,
                at: now,
                limit: Composer.usualLimit,
                leavingOut: []
            )
            if makers.isEmpty {
                composer = Composer(feed: composer.feed, base: site.base, authority: record.authority)
            }
            let own = ownComposer(of: feed, record)
            makers[feed.name] = EntryMaker(composer: own, store: store, now: now)
            origins[feed.name] = own.source(updated: newest.map(\.updated).max() ?? now)
            found += newest.map { ($0, feed.name) }
        }
        if makers.isEmpty { return nil }
        found.sort { ($1.entry.published, $0.entry.id) < ($0.entry.published, $1.entry.id) }
        // An article that two feeds have under one id is one to readers.
        var ids: Set<String> = []
        found = Array(found.filter { ids.insert($0.entry.id).inserted }.prefix(Composer.usualLimit))
        let shown = zip(try await SecondsApart.apart(found.map(\.entry)), found.map(\.feed))
        var entries: [String: Entry] = [:]
        for (name, maker) in makers {
            for var entry in try await maker.entries(of: shown.filter { $0.1 == name }.map(\.0)).map(
                \.entry
            ) {
                entry.source = origins[name]
                entry.episode = nil
                entry.language = entry.language ?? maker.composer.feed.language
                if entry.language == composer.feed.language { entry.language = nil }
                entries[entry.id] = entry
            }
        }
        return ShownView(
            composer: composer,
            title: composer.feed.title,
            entries: found.compactMap { entries[$0.entry.id] },
            pictures: EntryMedia(),
            // Links lead to articles of the same feed, of which any may move.
            hasLinks: true
        )
    }

    /// The site, in the form of a feed; no feed can have its name.
    private var siteComposer: Composer {
        var feed = FeedDefinition(
            name: View.everything.path,
            title: site.definition.title ?? site.base.host,
            timezone: site.definition.timezone,
            articles: "",
            folder: ""
        )
        let languages = Set(site.feeds.map(\.language))
        feed.language = site.definition.language ?? (languages.count == 1 ? languages.first ?? nil : nil)
        return Composer(feed: feed, base: site.base, authority: site.base.host)
    }

    private func ownComposer(of feed: FeedDefinition, _ record: FeedRecord) -> Composer {
        var composer = Composer(feed: feed, base: site.base, authority: record.authority)
        composer.inheritance = record.inheritance
        return composer
    }
}

extension Composer {
    /// The feed as the source of its entries.
    fileprivate func source(updated: Date) -> EntrySource {
        let feed = feed(of: [], EntryMedia(), hubs: [])
        return EntrySource(
            id: feed.id,
            title: feed.title,
            link: feed.link,
            atom: base.url(of: self.feed.path(of: .atom)),
            rss: base.url(of: self.feed.path(of: .rss)),
            updated: updated
        )
    }
}
