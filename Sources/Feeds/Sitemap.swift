package import Foundation

/// The pages of a site, for search engines: <https://www.sitemaps.org/protocol.html>.
package struct Sitemap: Equatable, Sendable {
    package struct Page: Equatable, Sendable {
        /// Absolute.
        package var url: String
        package var updated: Date
        package var news: News?

        package init(url: String, updated: Date, news: News? = nil) {
            self.url = url
            self.updated = updated
            self.news = news
        }
    }

    /// What makes a page news: <https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap>.
    package struct News: Equatable, Sendable {
        /// The publication's name.
        package var publication: String
        /// A language tag, of which the first part is told.
        package var language: String
        package var published: Date
        package var title: String

        package init(publication: String, language: String, published: Date, title: String) {
            self.publication = publication
            self.language = language
            self.published = published
            self.title = title
        }
    }

    package var pages: [Page]

    package init(pages: [Page]) {
        self.pages = pages
    }

    private static let namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"

    /// The text of this map: equal maps have equal bytes.
    package func document() -> [UInt8] {
        var xml = XMLWriter()
        let isNews = pages.contains { $0.news != nil }
        let news = isNews ? "http://www.google.com/schemas/sitemap-news/0.9" : nil
        xml.element("urlset", ["xmlns": Self.namespace, "xmlns:news": news]) { xml in
            for page in pages { xml.page(page) }
        }
        return xml.finish()
    }

    /// The text of a list of maps, by their absolute URLs.
    package static func index(of maps: [String]) -> [UInt8] {
        var xml = XMLWriter()
        xml.element("sitemapindex", ["xmlns": namespace]) { xml in
            for map in maps { xml.element("sitemap") { $0.element("loc", text: map) } }
        }
        return xml.finish()
    }
}

extension XMLWriter {
    fileprivate mutating func page(_ page: Sitemap.Page) {
        element("url") { xml in
            xml.element("loc", text: page.url)
            xml.element("lastmod", text: page.updated.rfc3339)
            if let news = page.news { xml.news(news) }
        }
    }

    private mutating func news(_ news: Sitemap.News) {
        element("news:news") { xml in
            xml.element("news:publication") { xml in
                xml.element("news:name", text: news.publication)
                let parts = news.language.split(separator: "-").map { $0.lowercased() }
                // Chinese alone is told by its script's country.
                let chinese = parts.contains("tw") || parts.contains("hant") ? "zh-tw" : "zh-cn"
                xml.element("news:language", text: parts.first == "zh" ? chinese : parts.first ?? "")
            }
            xml.element("news:publication_date", text: news.published.rfc3339)
            xml.element("news:title", text: news.title)
        }
    }
}
