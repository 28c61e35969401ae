package import Articles
import Feeds
import Foundation

extension FeedDefinition {
    private static let keys = [
        "title", "description", "link", "language", "timezone", "authors", "tags", "articles", "limit",
        "content",
        "permalink", "paths", "aliases", "image", "icon", "media_base", "settle", "hubs",
        "on_delete", "updates", "rights", "moved_to", "podcast", "source_markdown", "tombstones", "polling",
        "push",
    ]

    /// Reads `feed.toml`; what it does not say is the site's or a default.
    ///
    /// - Returns: the definition, or what is wrong with it.
    static func read(
        _ text: String,
        name: String,
        folder: String,
        site: SiteDefinition
    ) -> Result<FeedDefinition, Problems> {
        let file = "\(name)/feed.toml"
        var source: Definition
        do throws(Problem) {
            source = try Definition(text, file: file)
        } catch {
            return .failure(Problems([error]))
        }
        source.expect(keys)
        let path = source.string("articles") ?? "articles"
        let articles = path.hasPrefix("/") ? path.withoutDots : (folder + "/" + path).withoutDots
        let (dialect, warnings) = Dialect.find(for: articles)
        var feed = FeedDefinition(
            name: name,
            title: source.string("title") ?? dialect.title ?? name,
            timezone: source.timezone() ?? dialect.timezone ?? site.timezone,
            articles: articles,
            folder: folder
        )
        feed.dialect = dialect
        feed.warnings = warnings
        feed.description = source.string("description") ?? dialect.description
        feed.link = source.url("link") ?? dialect.home
        feed.language = source.language() ?? dialect.language.flatMap(Self.tag) ?? site.language
        let authors = source.knownAuthors()
        feed.authors =
            authors.isEmpty ? dialect.author.map { [Author(name: $0)] } ?? [] : authors.map(\.author)
        let people = dialect.people.map { person in
            let author = Author(name: person.author.name, email: person.author.email, url: person.author.url)
            return KnownAuthor(id: person.id, author: author)
        }
        feed.knownAuthors = authors + people + site.authors
        feed.tags = (source.strings("tags") ?? []).filter { !$0.allSatisfy(\.isWhitespace) }
        feed.limit = source.integer("limit")
        if let limit = feed.limit, limit < 1 {
            source.complain("\"limit\" must be at least 1", about: "limit")
        }
        if let content = source.string("content") {
            if let known = Content(rawValue: content) {
                feed.content = known
            } else {
                source.complain("\"content\" must be \"full\" or \"summary\"", about: "content")
            }
        }
        feed.permalink = source.permalink()
        if feed.permalink != nil { feed.dialect.forgetPermalinks() }
        feed.paths = source.paths()
        feed.aliases = source.strings("aliases") ?? []
        for alias in feed.aliases {
            if let flaw = Self.flaw(ofAlias: alias, feed: name) { source.complain(flaw, about: "aliases") }
        }
        feed.mediaBase = source.url("media_base")?.withoutSlashAtEnd
        feed.image = source.picture("image")
        feed.icon = source.picture("icon")
        for key in ["image", "icon", "language"] where source.string(key) != nil {
            feed.lines[key] = source.line(of: key)
        }
        feed.settle = source.duration("settle") ?? 0
        if let word = source.string("on_delete") {
            if let known = OnDelete(rawValue: word) {
                feed.onDelete = known
            } else {
                source.complain("\"on_delete\" must be \"remove\" or \"keep\"", about: "on_delete")
            }
        }
        if source.keys(ofTable: "updates") != nil {
            source.expect(["quiet_for"], in: "updates")
            feed.quietFor = source.duration("quiet_for", in: "updates") ?? 0
        }
        feed.hubs = source.urls("hubs") + site.push.hubs
        feed.services = site.push.services
        if source.keys(ofTable: "push") != nil {
            source.expect(
                ["lease", "least_lease", "most_lease", "signature", "delivery", "webhooks"],
                in: "push"
            )
        }
        feed.push = source.pushPolicy(else: site.push.policy)
        feed.webhooks = source.webhooks() + site.push.webhooks
        feed.rights = source.string("rights")
        feed.movedTo = source.url("moved_to")
        feed.showsMarkdown = source.flag("source_markdown") ?? false
        feed.showsTombstones = source.flag("tombstones") ?? false
        feed.polling = source.polling(else: site.polling)
        feed.podcast = source.podcast()
        if feed.podcast != nil { feed.lines["podcast"] = source.line(of: "podcast") }
        // A listener who comes to an old podcast begins with its first episode.
        if feed.podcast != nil, feed.limit == nil { feed.limit = .max }
        feed.warnings += source.warnings
        return source.problems.isEmpty ? .success(feed) : .failure(Problems(source.problems))
    }

    /// A text that has the form of a language tag (RFC 5646).
    fileprivate static func tag(_ text: String) -> String? {
        text.wholeMatch(of: /[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*/) == nil ? nil : text
    }
}

extension FeedDefinition {
    /// What is wrong with an old path; nil where nothing is.
    private static func flaw(ofAlias alias: String, feed: String) -> String? {
        if !alias.hasPrefix("/") || alias.hasDotSegments {
            return "an alias is a path that begins with \"/\" and has no \"..\", unlike \"\(alias)\""
        }
        let parts = alias.split(separator: "/")
        let isOfPages = parts.first.map { $0 == feed } == true && !(parts.count > 1 && parts[1].contains("."))
        if Site.isReserved(alias) || isOfPages && parts.count < 3 {
            return "\"\(alias)\" is an address of Feedherald's own; an alias would take it away"
        }
        return nil
    }
}

extension String {
    /// Whether a part of this path is `.` or `..`, which clients resolve before they ask (RFC 3986, section 5.2.4).
    fileprivate var hasDotSegments: Bool { split(separator: "/").contains { $0 == "." || $0 == ".." } }

    fileprivate var withoutSlashAtEnd: String { hasSuffix("/") ? String(dropLast()).withoutSlashAtEnd : self }

    /// This absolute path without its `.` and `..`: the watcher tells paths as they are.
    fileprivate var withoutDots: String {
        var parts: [Substring] = []
        for part in split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }
}

/// Everything that is wrong with one definition.
package struct Problems: Error, Equatable, CustomStringConvertible {
    package var all: [Problem]

    package init(_ all: [Problem]) {
        self.all = all
    }

    package var description: String { all.map(\.description).joined(separator: "\n") }
}

extension Definition {
    mutating func timezone() -> TimeZone? {
        guard let name = string("timezone") else { return nil }
        if let zone = TimeZone(identifier: name) { return zone }
        complain(
            "unknown time zone \"\(name)\"; right would be one such as \"Europe/Paris\" or \"UTC\"",
            about: "timezone"
        )
        return nil
    }

    /// A language tag of the form of RFC 5646.
    mutating func language() -> String? {
        guard let tag = string("language") else { return nil }
        if let tag = FeedDefinition.tag(tag) { return tag }
        complain(
            "\"language\" must be a language tag such as \"fr\" or \"fr-FR\", not \"\(tag)\"",
            about: "language"
        )
        return nil
    }

    /// An absolute http or https URL.
    mutating func url(_ key: String, in table: String = "") -> String? {
        guard let text = string(key, in: table) else { return nil }
        if Base.isWebURL(text) { return text }
        complain(
            "\"\(key)\" must be a URL that begins with http:// or https://, not \"\(text)\"",
            about: key,
            in: table
        )
        return nil
    }

    /// A picture's file, or its address, legal to the letter; one that no reader may open is told, and says nothing.
    fileprivate mutating func picture(_ key: String) -> String? {
        guard let text = string(key) else { return nil }
        if text.isWebAddress { return text.legalInURL }
        if text.isEmpty || text.isWebAddressOrPath { return text }
        warn(
            "\"\(text)\" is no address that readers may open, and says nothing; write a file's name, or an address https://…",
            about: key
        )
        return nil
    }

    /// Absolute http or https URLs.
    mutating func urls(_ key: String, in table: String = "") -> [String] {
        let urls = strings(key, in: table) ?? []
        for url in urls where !Base.isWebURL(url) {
            complain(
                "\"\(key)\" must hold URLs that begin with http:// or https://, not \"\(url)\"",
                about: key,
                in: table
            )
        }
        return urls
    }

    fileprivate mutating func permalink() -> String? {
        guard let template = string("permalink") else { return nil }
        if let unknown = Permalink.unknownToken(in: template) {
            let advice = Suggestion.nearest(to: unknown, among: Permalink.tokens).map {
                ", did you mean \":\($0)\"?"
            }
            complain(
                "unknown part \":\(unknown)\" of \"permalink\""
                    + (advice ?? "; known are \(Permalink.tokens.map { ":" + $0 }.joined(separator: " "))"),
                about: "permalink"
            )
            return nil
        }
        if Base.isWebURL(template) || template.hasPrefix("/") { return template }
        complain("\"permalink\" must begin with http://, https:// or /", about: "permalink")
        return nil
    }

    fileprivate mutating func paths() -> [Format: String] {
        guard keys(ofTable: "paths") != nil else { return [:] }
        expect(Format.allCases.map(\.rawValue), in: "paths")
        var paths: [Format: String] = [:]
        for format in Format.allCases {
            guard let path = string(format.rawValue, in: "paths") else { continue }
            if Site.isReserved(path) {
                complain(
                    "\"\(path)\" is an address of Feedherald's own; choose another",
                    about: format.rawValue,
                    in: "paths"
                )
            } else if path.wholeMatch(of: /(\/[A-Za-z0-9._~-]+)+/) != nil, !path.hasDotSegments {
                paths[format] = path
            } else {
                complain(
                    "a path is made of \"/\" and plain letters, digits, \".\", \"-\", \"_\", unlike \"\(path)\"",
                    about: format.rawValue,
                    in: "paths"
                )
            }
        }
        return paths
    }
}
