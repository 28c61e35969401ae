package import Feeds
package import Foundation
import Store

/// What search engines are told of: the articles' own addresses, in maps that are made when they are asked for.
extension Library {
    /// How many pages one map has: a fifth of what the protocol allows.
    static let pagesOfMap = 10_000
    /// As many as a news map may have.
    private static let mostNews = 1_000
    /// In seconds.
    private static let newsAge: TimeInterval = 172_800

    /// The addresses of the site's maps: those of each feed, from the oldest article on, and the news.
    package func sitemaps(at now: Date = Date()) async throws -> [String] {
        let site = await site
        var maps: [String] = []
        for feed in site.feeds {
            let count = try await store.count(of: feed.name, at: now)
            for number in 0..<(count + Self.pagesOfMap - 1) / Self.pagesOfMap {
                maps.append(site.base.url(of: "/sitemap-\(feed.name.percentEncoded)-\(number + 1).xml"))
            }
        }
        if site.feeds.contains(where: { $0.language != nil }) {
            maps.append(site.base.url(of: "/news-sitemap.xml"))
        }
        return maps
    }

    /// A feed's map of this number, counted from 1; nil where there is none.
    package func sitemap(
        of name: String,
        number: Int,
        at now: Date = Date()
    ) async throws -> Sitemap? {
        let site = await site
        guard let feed = site.feeds.first(where: { $0.name == name }), (1...10_000).contains(number) else {
            return nil
        }
        let composer = Composer(feed: feed, base: site.base, authority: "")
        let first = (number - 1) * Self.pagesOfMap
        let entries = try await store.oldest(of: name, at: now, from: first, limit: Self.pagesOfMap)
        if entries.isEmpty { return nil }
        return Sitemap(pages: entries.map { Sitemap.Page(url: composer.link(of: $0), updated: $0.updated) })
    }

    /// The articles of the last two days, of feeds whose language is known, newest first.
    package func newsSitemap(at now: Date = Date()) async throws -> Sitemap {
        let site = await site
        var pages: [(published: Date, page: Sitemap.Page)] = []
        for feed in site.feeds {
            guard let language = feed.language else { continue }
            let composer = Composer(feed: feed, base: site.base, authority: "")
            let newest = try await store.newest(
                of: feed.name,
                at: now,
                limit: Self.mostNews,
                leavingOut: []
            )
            for entry in newest.prefix(while: { $0.published > now - Self.newsAge })
            where !entry.title.isEmpty {
                let news = Sitemap.News(
                    publication: feed.title,
                    language: entry.language ?? language,
                    published: entry.published,
                    title: entry.title
                )
                let page = Sitemap.Page(url: composer.link(of: entry), updated: entry.updated, news: news)
                pages.append((entry.published, page))
            }
        }
        pages.sort { $0.published > $1.published }
        return Sitemap(pages: pages.prefix(Self.mostNews).map(\.page))
    }
}
