package import Articles
package import Feeds
package import Foundation

/// What `feed.toml` says of one feed, with a default for every key.
package struct FeedDefinition: Equatable, Sendable {
    package enum Content: String, CaseIterable, Sendable { case full, summary }

    /// The folder's name, which is part of every address.
    package var name: String
    package var title: String
    package var description: String?
    /// The page for people, where it is not ours; absolute.
    package var link: String?
    package var language: String?
    package var timezone: TimeZone
    package var authors: [Author] = []
    package var tags: [String] = []
    /// The absolute path of the folder of articles.
    package var articles: String
    /// How many entries a document shows; nil: 50, or all of the last day if those are more, up to 2 MB.
    package var limit: Int?
    package var content = Content.full
    /// A template such as `https://example.org/:year/:month/:slug/`.
    package var permalink: String?
    /// Paths of documents that have others than the usual ones.
    package var paths: [Format: String] = [:]
    /// Old paths, and the format whose document they lead to.
    package var aliases: [String] = []
    /// Where the feed's media lie, if we are not the one who serves them: an absolute URL without a slash at its end.
    package var mediaBase: String?
    package var image: String?
    package var icon: String?
    /// For how long a file must have been left alone before it is read, in seconds.
    package var settle: TimeInterval = 0
    /// Hubs of others, pinged at each edition.
    package var hubs: [String] = []
    /// The feed's folder: an absolute path.
    package var folder: String
    /// Whether there is a `feed.toml`, though it may be empty.
    package var isWritten = false

    package init(name: String, title: String, timezone: TimeZone, articles: String, folder: String) {
        self.name = name
        self.title = title
        self.timezone = timezone
        self.articles = articles
        self.folder = folder
    }

    /// The path of a document below the base URL.
    package func path(of format: Format) -> String {
        paths[format] ?? "/\(name)/\(format.fileName)"
    }

    /// A text that differs when anything differs that decides the documents' bytes, the base URL left out.
    package var fingerprint: String {
        var copy = self
        copy.folder = ""
        copy.isWritten = false
        copy.articles = ""
        copy.settle = 0
        // A dictionary's text has another order in each process.
        copy.paths = [:]
        let paths = Format.allCases.map { path(of: $0) }
        return ContentHash(of: "2 \(copy) \(paths)").hexadecimal
    }
}

extension ContentHash {
    /// 32 hexadecimal digits.
    package var hexadecimal: String {
        [high, low].map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
