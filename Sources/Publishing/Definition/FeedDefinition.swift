package import Articles
package import Feeds
package import Foundation
package import Push

/// What `feed.toml` says of one feed, with a default for every key.
package struct FeedDefinition: Equatable, Sendable {
    package enum Content: String, CaseIterable, Sendable { case full, summary }
    /// What becomes of an article whose file is deleted.
    package enum OnDelete: String, CaseIterable, Sendable { case remove, keep }

    /// Stands for `feed.toml` where problems are kept by the paths of articles: none of those begins so.
    static let ownPath = "/feed.toml"

    /// The folder's name, which is part of every address.
    package var name: String
    package var title: String
    package var description: String?
    /// The page for people, where it is not ours; absolute.
    package var link: String?
    package var language: String?
    package var timezone: TimeZone
    package var authors: [Author] = []
    /// Those that articles may name by an id or a name: the feed's and the site's.
    package var knownAuthors: [KnownAuthor] = []
    package var tags: [String] = []
    /// The absolute path of the folder of articles.
    package var articles: String
    /// The tool whose site the articles are part of.
    package var dialect = Dialect.plain
    /// What is wrong with that site's configuration.
    package var warnings: [Problem] = []
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
    /// The lines of `feed.toml` on which these two, the language and the podcast are set, by their keys.
    package var lines: [String: Int] = [:]
    /// For how long a file must have been left alone before it is read, in seconds.
    package var settle: TimeInterval = 0
    package var onDelete = OnDelete.remove
    /// For how long after an article's publication its edits are not told one by one, in seconds.
    package var quietFor: TimeInterval = 0
    /// Who may do what with the feed, in plain text.
    package var rights: String?
    /// The absolute URL that the feed has moved to: its own addresses lead there.
    package var movedTo: String?
    /// Whether RSS carries what the author wrote in Markdown.
    package var showsMarkdown = false
    /// Whether Atom says which entries were withdrawn.
    package var showsTombstones = false
    /// Nil where the feed is no podcast.
    package var podcast: PodcastDefinition?
    /// Between which bounds the documents say how often they are worth asking for.
    package var polling = Polling.usual
    /// Hubs of others, pinged at each edition.
    package var hubs: [String] = []
    /// Other services that are told at each edition, in the form that the store has.
    package var services: [String] = []
    /// How subscribers are told.
    package var push = PushPolicy()
    /// Receivers of webhooks.
    package var webhooks: [NamedWebhook] = []
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

    /// The language, where it names no country: news services and directories of podcasts ask for one.
    package var languageWithoutCountry: String? {
        guard let language else { return nil }
        let isNamed = language.split(separator: "-").dropFirst().contains { part in
            part.count == 2 && part.allSatisfy(\.isLetter) || part.count == 3 && part.allSatisfy(\.isNumber)
        }
        return isNamed ? nil : language
    }

    /// A text that differs when anything differs that decides the documents' bytes, the base URL left out.
    package var fingerprint: String {
        var copy = self
        copy.folder = ""
        copy.isWritten = false
        copy.articles = ""
        copy.settle = 0
        copy.warnings = []
        copy.lines = [:]
        // What it decides is in the mark of reading.
        copy.dialect = .plain
        copy.onDelete = .remove
        copy.quietFor = 0
        copy.services = []
        copy.push = PushPolicy()
        copy.webhooks = []
        // A dictionary's text has another order in each process.
        copy.paths = [:]
        let paths = Format.allCases.map { path(of: $0) }
        let all = ContentHash(of: "\(copy) \(paths)").hexadecimal
        return [readingMark, all, Self.program].joined(separator: "-")
    }

    /// A text that differs when another version of this program may make other documents of the same definition.
    ///
    /// Its number is raised with what documents are made of; what a definition may say it tells itself.
    package static let program: String = {
        let blank = FeedDefinition(name: "", title: "", timezone: .gmt, articles: "", folder: "")
        return ContentHash(of: "8 \(blank)").hexadecimal
    }()

    /// A text that differs when anything differs that decides what is read out of a file.
    package var readingMark: String {
        ContentHash(of: "3 \(timezone.identifier) \(dialect.fingerprint)").hexadecimal
    }

    /// The folder of articles, with what is an article in it.
    package var articleFolder: ArticleFolder { ArticleFolder(root: articles, layout: dialect.layout) }

    /// The author whom an article names by an id or a name, with what the definitions know of them.
    package func known(_ author: Author) -> Author {
        guard
            let known = knownAuthors.first(where: { $0.id == author.name })
                ?? knownAuthors.first(where: { $0.author.name == author.name })
        else { return author }
        return Author(
            name: known.author.name,
            email: author.email ?? known.author.email,
            url: author.url ?? known.author.url
        )
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
