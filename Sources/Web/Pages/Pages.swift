import Feeds
import Foundation
import Publishing
import Templates

/// The pages for people: what they say, put into the site's templates.
struct Pages: Sendable {
    /// Why there is no page at an address.
    enum Notice: Sendable {
        /// The article was here, and its author has taken it back.
        case gone
        /// The feed was here, and is no longer published.
        case ended
        case missing
    }

    let site: Site

    init(of site: Site) {
        self.site = site
    }

    /// All feeds.
    func home(_ feeds: [Library.FeedPage]) -> String {
        var page = frame(language: siteLanguage, textsFor: [siteLanguage])
        page["title"] = siteTitle
        page["pageTitle"] = siteTitle.cut(to: Self.longestTitle)
        page["windowTitle"] = siteTitle.cut(to: Self.longestTitle)
        page["opml"] = site.base.url(of: "/feeds.opml")
        if feeds.count > 1 { page["everything"] = everything }
        page["feeds"] = feeds.map(values)
        return site.templates.html(of: .home, page)
    }

    /// A feed with its newest entries, and ways to subscribe to it.
    func feed(_ feed: Library.FeedPage, code: QRCode?) -> String {
        let definition = feed.definition
        let words = PageWords(for: [definition.language, siteLanguage])
        var page = frame(
            language: definition.language ?? words.language.rawValue,
            textsFor: [definition.language]
        )
        page.merge(values(of: feed)) { $1 }
        page["pageTitle"] = definition.title.cut(to: Self.longestTitle)
        page["windowTitle"] = Self.joined(definition.title, site.definition.title)
        page["locale"] = Self.locale(of: definition.language)
        page["website"] = definition.link
        page["rights"] = definition.rights
        page["icon"] = feed.icon ?? Self.noIcon
        page["subscribe"] = subscription(to: feed, code: code)
        page["entries"] = feed.entries.map { entry in
            var item = link(to: entry, of: feed, words)
            item["summary"] = entry.title.isEmpty ? nil : entry.saidSummary?.cut(to: Self.longestSummary)
            item["moment"] = entry.published.rfc3339
            item["day"] = words.day(entry.published, in: definition.timezone)
            item["itsLanguage"] = entry.language.map { Self.attributes(of: $0) } ?? ""
            let language = entry.language ?? definition.language
            item["itsForeign"] = language == nil ? "" : Self.foreign(to: language, words)
            return item
        }
        page.merge(values(of: feed.parts, words)) { $1 }
        return site.templates.html(of: .feed, page)
    }

    /// An article.
    func article(_ entry: Entry, of feed: Library.FeedPage, _ neighbours: Library.Neighbours) -> String {
        let definition = feed.definition
        let language = entry.language ?? definition.language
        let words = PageWords(for: [definition.language, siteLanguage])
        var page = frame(language: language ?? words.language.rawValue, textsFor: [definition.language])
        let name = self.name(of: entry, in: feed, words)
        page["feed"] = values(of: feed)
        page["heading"] = entry.title.isEmpty ? name : entry.title
        // A page has a heading for those who hear it, though the author gave none.
        page["headingClass"] =
            entry.title.isEmpty ? "hidden" : entry.title.count > Self.longestTitle ? "long" : "title"
        page["pageTitle"] = name
        page["windowTitle"] = Self.joined(name, definition.title)
        page["icon"] = feed.icon ?? Self.noIcon
        page["link"] = entry.link
        page["description"] = entry.saidSummary?.cut(to: Self.longestSummary)
        page["locale"] = Self.locale(of: language)
        page["content"] = (entry.content ?? "").withReachableScrollers
        page["moment"] = entry.published.rfc3339
        page["day"] = words.day(entry.published, in: definition.timezone)
        page["updatedMoment"] = max(entry.published, entry.updated).rfc3339
        page["updatedDay"] = Self.isUpdated(entry) ? words.day(entry.updated, in: definition.timezone) : nil
        page["authors"] = entry.authors.map { author in
            ["name": author.name, "url": author.url].compactMapValues(\.self)
        }
        page["tags"] = entry.tags.map { ["name": $0, "link": feed.link(toTag: $0)] }
        page["hasTags"] = !entry.tags.isEmpty
        page["section"] = entry.tags.first
        page["rights"] = entry.rights
        let image = Self.values(ofImageOf: entry)
        page["image"] = image ?? feed.image.map { ["url": $0] }
        page["cover"] =
            entry.image.map { entry.content?.contains($0.htmlEscaped) ?? false } == false ? image : nil
        page["card"] = Self.isWide(entry) ? "summary_large_image" : "summary"
        page["enclosures"] = entry.enclosures.map { Self.values(of: $0, words) }
        page["hasEnclosures"] = !entry.enclosures.isEmpty
        page["older"] = neighbours.older.map { link(to: $0, of: feed, words) }
        page["newer"] = neighbours.newer.map { link(to: $0, of: feed, words) }
        page["hasNeighbours"] = neighbours.older != nil || neighbours.newer != nil
        page["linkedData"] =
            LinkedData(
                of: entry,
                headline: name,
                in: feed,
                publisher: site.definition.title ?? definition.title
            )
            .text
        return site.templates.html(of: .article, page)
    }

    /// That nothing is at an address: in the language of the feed that it is below, else in the site's.
    ///
    /// `Accept-Language` is not asked: one address says one thing to everybody, and to every cache.
    func notice(_ notice: Notice, in feed: FeedDefinition?) -> String {
        let words = PageWords(for: [feed?.language, siteLanguage])
        var page = frame(language: words.tag, textsFor: [words.tag])
        let title: String
        switch notice {
        case .gone:
            title = words.texts.goneTitle
            page["text"] = words.texts.goneText
        case .ended:
            title = words.texts.endedTitle
            page["text"] = words.texts.endedText
        case .missing:
            title = words.texts.missingTitle
            page["text"] = words.texts.missingText
        }
        page["title"] = title
        page["pageTitle"] = title
        page["windowTitle"] = title
        page["site"] = site.base.url(of: "/")
        if let feed { page["home"] = site.base.url(of: "/\(feed.name)/") }
        return site.templates.html(of: .notice, page)
    }

    /// In characters: what a tab, a card or a search result shows of a title.
    static let longestTitle = 120
    private static let longestSummary = 240
    /// An empty icon keeps browsers from asking for one.
    private static let noIcon = "data:,"

    var siteTitle: String { site.definition.title ?? site.base.host }

    /// The site's language, or the one that all of its feeds have.
    private var siteLanguage: String? {
        if let language = site.definition.language { return language }
        let languages = Set(site.feeds.map(\.language))
        return languages.count == 1 ? languages.first ?? nil : nil
    }

    /// What every page says.
    private func frame(language: String?, textsFor tags: [String?]) -> [String: Any] {
        let words = PageWords(for: tags + [siteLanguage])
        let language = language ?? words.language.rawValue
        return [
            "language": language,
            "direction": PageDirection(of: language).rawValue,
            "foreign": Self.foreign(to: language, words),
            "texts": words.texts.byName,
            "home": site.base.url(of: "/"),
            "siteTitle": siteTitle,
            "icon": Self.noIcon,
        ]
    }

    private func values(of feed: Library.FeedPage) -> [String: Any] {
        let definition = feed.definition
        let language = definition.language ?? PageWords(for: [siteLanguage]).language.rawValue
        var values: [String: Any] = [
            "language": language,
            "direction": PageDirection(of: language).rawValue,
            "title": definition.title,
            "link": feed.link,
            "documents": feed.documents.map { document in
                [
                    "url": document.url, "type": document.format.mediaType, "name": document.format.name,
                    "feedTitle": definition.title.cut(to: Self.longestTitle),
                ]
            },
        ]
        values["description"] = definition.description
        values["image"] = feed.image ?? feed.icon
        return values
    }

    private func subscription(to feed: Library.FeedPage, code: QRCode?) -> [String: Any] {
        let url = feed.mainDocument
        let isPodcast = feed.definition.podcast != nil
        let readers = isPodcast ? SubscribeLink.podcastApps(for: url) : SubscribeLink.readers(for: url)
        var values: [String: Any] = [
            "url": url,
            "scheme": isPodcast ? readers.first?.url ?? url : SubscribeLink.scheme(for: url),
            "podcast": isPodcast,
            "readers": readers.map { ["name": $0.name, "url": $0.url] },
        ]
        values["code"] = code.map { ["size": String($0.size), "path": $0.path] }
        return values
    }

    /// An entry as a link says it.
    private func link(to entry: Entry, of feed: Library.FeedPage, _ words: PageWords) -> [String: Any] {
        [
            "title": entry.title.isEmpty ? name(of: entry, in: feed, words) : entry.title.cut(to: 500),
            "link": entry.link,
            "untitled": entry.title.isEmpty,
        ]
    }

    /// What an entry is called where there is little room: its title, else how it begins, else its day.
    private func name(of entry: Entry, in feed: Library.FeedPage, _ words: PageWords) -> String {
        if !entry.title.isEmpty { return entry.title.cut(to: Self.longestTitle) }
        if let summary = entry.saidSummary { return summary.cut(to: Self.longestTitle) }
        return words.day(entry.published, in: feed.definition.timezone)
    }

    private static func joined(_ title: String, _ site: String?) -> String {
        let title = title.cut(to: longestTitle)
        guard let site, site != title else { return title }
        return "\(title) – \(site.cut(to: longestTitle))"
    }

    /// What elements with our texts say of themselves amid another language.
    private static func foreign(to language: String?, _ words: PageWords) -> String {
        PageLanguage(language) == words.language ? "" : attributes(of: words.language.rawValue)
    }

    /// The attributes of an element that is not in its page's language.
    private static func attributes(of language: String) -> String {
        " lang=\"\(language.htmlEscaped)\" dir=\"\(PageDirection(of: language).rawValue)\""
    }

    /// As Open Graph writes a language: with a territory, or not at all (<https://ogp.me/#optional>).
    private static func locale(of language: String?) -> String? {
        guard let language, let region = PageLanguage.region(of: language) else { return nil }
        return language.prefix { $0 != "-" }.lowercased() + "_" + region
    }

    /// Whether it is worth saying: a mistake that is mended on the same day is none that anybody read.
    private static func isUpdated(_ entry: Entry) -> Bool {
        entry.updated.timeIntervalSince(entry.published) >= 86_400
    }

    private static func values(ofImageOf entry: Entry) -> [String: Any]? {
        guard let image = entry.image else { return nil }
        var values: [String: Any] = ["url": image]
        if let width = entry.imageMeasurement?.width, let height = entry.imageMeasurement?.height {
            values["width"] = String(width)
            values["height"] = String(height)
        }
        return values
    }

    /// Whether a picture fills a card: <https://developer.x.com/en/docs/x-for-websites/cards/overview/summary-card-with-large-image>.
    private static func isWide(_ entry: Entry) -> Bool {
        guard entry.image != nil else { return false }
        guard let width = entry.imageMeasurement?.width, let height = entry.imageMeasurement?.height else {
            return true
        }
        return width >= 300 && height >= 157 && width > height
    }

    private static func values(of enclosure: Enclosure, _ words: PageWords) -> [String: Any] {
        let file = enclosure.url.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").last.map(String.init)
        let name = enclosure.title ?? file.map { $0.removingPercentEncoding ?? $0 } ?? enclosure.url
        let facts = [
            enclosure.duration.flatMap { Int64(exactly: $0.rounded()) }.map(\.asDuration),
            enclosure.length.map { words.size($0) },
        ].compactMap(\.self)
        var values: [String: Any] = [
            "url": enclosure.url,
            "type": enclosure.type,
            "name": name,
            "isSound": enclosure.type.hasPrefix("audio/"),
            "isFilm": enclosure.type.hasPrefix("video/"),
        ]
        values["facts"] = facts.isEmpty ? nil : facts.joined(separator: " · ")
        return values
    }
}

/// The texts of a page, and how numbers and days are written among them.
struct PageWords {
    let language: PageLanguage
    /// The tag that the language was found by, which may name a territory.
    let tag: String

    /// The first of these languages that there are texts in, else English.
    init(for tags: [String?]) {
        let known = tags.compactMap(\.self).first { PageLanguage($0) != nil }
        language = PageLanguage(known) ?? .english
        tag = known ?? PageLanguage.english.rawValue
    }

    var texts: PageTexts { language.texts }

    func day(_ date: Date, in timezone: TimeZone) -> String {
        language.written(CivilDay(date, in: timezone), for: tag)
    }

    /// A number of bytes as people say it, in units of a thousand as file managers do.
    func size(_ bytes: Int64) -> String {
        let tenths = bytes / 100_000
        if tenths >= 1 { return "\(tenths / 10)\(language.decimalSeparator)\(tenths % 10)\u{A0}MB" }
        return "\(max(1, bytes / 1_000))\u{A0}kB"
    }
}

extension Library.FeedPage {
    /// The document that people are given: RSS of a podcast, for every app reads it, and else Atom.
    var mainDocument: String {
        let format: Format = definition.podcast == nil ? .atom : .rss
        return documents.first { $0.format == format }?.url ?? link
    }
}

extension Entry {
    /// The summary, where it says something: that of an article without text is empty.
    var saidSummary: String? { summary?.isEmpty == false ? summary : nil }
}

extension Format {
    /// What people call it.
    var name: String {
        switch self {
        case .rss: "RSS"
        case .atom: "Atom"
        case .json: "JSON Feed"
        }
    }
}

extension Int64 {
    /// A number of seconds as `1:02:03` or `2:03`.
    fileprivate var asDuration: String {
        let (hours, minutes, seconds) = (self / 3_600, self / 60 % 60, self % 60)
        let two = { (number: Int64) in number < 10 ? "0\(number)" : "\(number)" }
        return hours > 0 ? "\(hours):\(two(minutes)):\(two(seconds))" : "\(minutes):\(two(seconds))"
    }
}

extension String {
    /// The beginning of this text, if it is longer than so many characters.
    func cut(to length: Int) -> String {
        guard let end = index(startIndex, offsetBy: length, limitedBy: endIndex), end < endIndex else {
            return self
        }
        return self[..<end].trimmingCharacters(in: .whitespaces) + "…"
    }

    /// This sanitised HTML with what may be wider than the page where a keyboard finds it, to be scrolled.
    ///
    /// In the sanitiser's canonical form `<` stands nowhere but before a tag.
    fileprivate var withReachableScrollers: String {
        replacing("<pre", with: "<pre tabindex=\"0\"").replacing("<table", with: "<table tabindex=\"0\"")
    }

    fileprivate var htmlEscaped: String {
        replacing("&", with: "&amp;").replacing("\"", with: "&quot;").replacing("<", with: "&lt;")
    }
}
