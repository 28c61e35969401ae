import Feeds
import Foundation
import Publishing

/// What search engines are told of an article, in the words of <https://schema.org/Article>.
struct LinkedData: Encodable {
    private struct Thing: Encodable {
        var type: String
        var id: String?
        var name: String?
        var url: String?

        private enum CodingKeys: String, CodingKey {
            case type = "@type"
            case id = "@id"
            case name, url
        }
    }

    private struct Medium: Encodable {
        var type: String
        var contentUrl: String?
        var url: String?
        var encodingFormat: String?
        var duration: String?
        var width: Int64?
        var height: Int64?

        private enum CodingKeys: String, CodingKey {
            case type = "@type"
            case contentUrl, url, encodingFormat, duration, width, height
        }
    }

    private var context = "https://schema.org"
    private var type: String
    private var mainEntityOfPage: Thing
    private var headline: String
    private var name: String?
    private var description: String?
    private var datePublished: String
    private var dateModified: String
    private var author: [Thing]?
    private var publisher: Thing
    private var image: Medium?
    private var articleSection: String?
    private var keywords: [String]?
    private var inLanguage: String?
    private var url: String
    private var associatedMedia: [Medium]?
    private var partOfSeries: Thing?

    private enum CodingKeys: String, CodingKey {
        case context = "@context"
        case type = "@type"
        case mainEntityOfPage, headline, name, description, datePublished, dateModified, author, publisher
        case image, articleSection, keywords, inLanguage, url, associatedMedia, partOfSeries
    }

    init(of entry: Entry, headline: String, in feed: Library.FeedPage, publisher: String) {
        let isEpisode = feed.definition.podcast != nil && !entry.enclosures.isEmpty
        type = isEpisode ? "PodcastEpisode" : "Article"
        mainEntityOfPage = Thing(type: "WebPage", id: entry.link)
        self.headline = headline
        name = isEpisode ? headline : nil
        description = entry.saidSummary
        datePublished = entry.published.rfc3339
        dateModified = max(entry.published, entry.updated).rfc3339
        author = entry.authors.map { Thing(type: "Person", name: $0.name, url: $0.url) }.nonEmpty
        self.publisher = Thing(type: "Organization", name: publisher, url: feed.link)
        image = entry.image.map { url in
            let facts = entry.imageMeasurement
            return Medium(type: "ImageObject", url: url, width: facts?.width, height: facts?.height)
        }
        articleSection = isEpisode ? nil : entry.tags.first
        keywords = entry.tags.nonEmpty
        inLanguage = entry.language ?? feed.definition.language
        url = entry.link
        associatedMedia =
            entry.enclosures.map { enclosure in
                Medium(
                    type: "MediaObject",
                    contentUrl: enclosure.url,
                    encodingFormat: enclosure.type,
                    // ISO 8601, section 5.5.2.
                    duration: enclosure.duration.flatMap { Int64(exactly: $0.rounded()) }.map { "PT\($0)S" }
                )
            }.nonEmpty
        partOfSeries =
            isEpisode ? Thing(type: "PodcastSeries", name: feed.definition.title, url: feed.link) : nil
    }

    /// As the text of a `script` element, which nothing in it can end.
    ///
    /// <https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements>
    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else {
            preconditionFailure("linked data holds nothing but texts and whole numbers")
        }
        return String(decoding: data, as: UTF8.self).replacing("<", with: "\\u003C")
    }
}

extension Array {
    fileprivate var nonEmpty: [Element]? { isEmpty ? nil : self }
}
