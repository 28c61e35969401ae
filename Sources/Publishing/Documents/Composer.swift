import Articles
import Feeds
import Foundation
import Store

/// Makes a feed's documents of its entries and their bodies.
struct Composer {
    let feed: FeedDefinition
    let base: Base
    let authority: String
    /// What the documents say as an older feed did.
    var inheritance = Inheritance()
    /// The paths that the documents had before.
    var formerPaths: [Format: [String]] = [:]

    init(feed: FeedDefinition, base: Base, authority: String) {
        self.feed = feed
        self.base = base
        self.authority = authority
    }

    /// How many entries a document shows where the definition does not say, and how far a busy day may go beyond.
    static let usualLimit = 50
    static let longestDay = 2_000
    static let largestDay: Int64 = 2 << 20
    /// In bytes: readers that use libxml2 give up a whole document at a text of ten million.
    private static let largestContent = 9_900_000

    /// Whether an entry has its summary alone, though the feed shows articles in full: it would break the feed.
    func isCut(_ entry: Entry) -> Bool { feed.content == .full && entry.content == nil }

    /// The URL of an entry: the author's, the feed's own site's, or our page's.
    func link(of entry: CatalogueEntry) -> String {
        if let link = entry.link { return link.legalInURL }
        guard let permalink = feed.permalink else { return page(of: entry) }
        let path = Permalink.expand(
            permalink,
            published: entry.published,
            slug: entry.slug,
            path: entry.path,
            timezone: feed.timezone
        )
        if !path.hasPrefix("/") { return path }
        let site = feed.link ?? base.url
        return (site.hasSuffix("/") ? String(site.dropLast()) : site) + path
    }

    /// The URL of our own page of an entry.
    func page(of entry: CatalogueEntry) -> String {
        base.url(of: "/\(feed.name)/\(entry.slug.percentEncoded)/")
    }

    /// The entry as a reader sees it.
    func entry(
        _ entry: CatalogueEntry,
        html: String,
        articles: [String: String],
        media: EntryMedia = EntryMedia()
    ) -> Entry {
        let link = link(of: entry)
        let sized = media.local.isEmpty ? html : HTMLPictures.sized(html, size: media.size)
        let content = HTMLLinks.absolute(sized) { reference in
            resolve(reference, from: entry.path, link: link, articles: articles, media: media)
        }
        let image = entry.image.flatMap { media.absent.contains($0) ? nil : $0 }
        let isFull = feed.content == .full && content.utf8.count <= Self.largestContent
        return Entry(
            id: entry.id,
            title: entry.title,
            link: link,
            published: entry.published,
            updated: entry.updated,
            summary: entry.summary ?? HTMLText.excerpt(html, limit: 300),
            content: isFull ? content : nil,
            authors: (entry.authors.isEmpty ? feed.authors : entry.authors.map { feed.known($0) })
                .map(\.withSafeURL),
            categories: categories(of: entry),
            language: entry.language == feed.language ? nil : entry.language,
            image: image.flatMap { image in
                media.local[image]?.url ?? feed.dialect.address(ofPicture: image)
                    ?? HTMLLinks.absolute(image, against: link)
            }.flatMap(\.safeInFeeds),
            imageMeasurement: image.flatMap { media.local[$0]?.measurement ?? MediaFacts(ofPictureAt: $0) },
            enclosures: entry.enclosures.compactMap { enclosure in
                media.told(enclosure) { HTMLLinks.absolute($0, against: link) ?? $0 }?.withSafeURL
            },
            rights: entry.details?.rights,
            discussion: entry.details?.discussion?.withSafeURLs,
            place: entry.details?.place,
            episode: episode(of: entry, link: link, media)
        )
    }

    /// The section first, and then the tags: each leads to the view of all that have it.
    private func categories(of entry: CatalogueEntry) -> [Category] {
        let address = base.url(of: "/\(feed.name.percentEncoded)")
        let tags = entry.tags.filter { $0 != entry.section }.map { Category($0, scheme: address + "/tag/") }
        return entry.section.map { [Category($0, scheme: address + "/section/")] + tags } ?? tags
    }

    /// What a podcast says of an entry: also of one whose head says nothing of the kind.
    private func episode(of entry: CatalogueEntry, link: String, _ media: EntryMedia) -> Episode? {
        guard feed.podcast != nil || inheritance.podcastGUID != nil else { return nil }
        var episode = entry.details?.episode ?? Episode()
        func url(_ reference: String) -> String {
            media.local[reference]?.url ?? HTMLLinks.absolute(reference, against: link) ?? reference
        }
        for place in episode.transcripts.indices {
            episode.transcripts[place].url = url(episode.transcripts[place].url)
        }
        episode.chapters = episode.chapters.map(url)
        for place in episode.persons.indices {
            episode.persons[place].picture = episode.persons[place].picture.map(url)
        }
        return episode.withSafeURLs
    }

    /// The paths of articles, relative to the folder, that relative links in a body may mean.
    func articlesNamed(in html: String, of entry: CatalogueEntry) -> [String] {
        articleReferences(in: html, of: entry).map(\.path)
    }

    /// The same with the links as they stand there.
    func articleReferences(in html: String, of entry: CatalogueEntry) -> [(reference: String, path: String)] {
        guard HTMLLinks.hasRelative(html) else { return [] }
        var references: [(String, String)] = []
        _ = HTMLLinks.absolute(html) { reference in
            if let path = articlePath(reference, from: entry.path) { references.append((reference, path)) }
            return nil
        }
        return references
    }

    /// The references of an entry that may mean files of ours: its head's, and those of its body that mean no article.
    func mediaUses(in html: String, of entry: CatalogueEntry) -> [MediaUse] {
        var uses = entry.enclosures.map { MediaUse(reference: $0.url, place: .enclosure) }
        if let image = entry.image { uses.append(MediaUse(reference: image, place: .image)) }
        if let episode = entry.details?.episode {
            uses += (episode.transcripts.map(\.url) + [episode.chapters].compactMap(\.self)).map {
                MediaUse(reference: $0, place: .body)
            }
        }
        guard HTMLLinks.hasRelative(html) else { return uses }
        var seen: Set<String> = []
        _ = HTMLLinks.absolute(html) { reference in
            if articlePath(reference, from: entry.path) == nil, seen.insert(reference).inserted {
                uses.append(MediaUse(reference: reference, place: .body))
            }
            return nil
        }
        return uses
    }

    private func resolve(
        _ reference: String,
        from path: String,
        link: String,
        articles: [String: String],
        media: EntryMedia
    ) -> String? {
        if let target = articlePath(reference, from: path), let known = articles[target] {
            return known + reference.suffix(from: reference.firstIndex(of: "#") ?? reference.endIndex)
        }
        if let local = media.local[reference] { return local.url }
        return HTMLLinks.absolute(reference, against: link)
    }

    /// What a reference such as `../2025/hello.md#part` means in the folder; nil where it cannot mean an article.
    private func articlePath(_ reference: String, from path: String) -> String? {
        let target = String(reference.prefix { $0 != "#" && $0 != "?" })
        guard FileNames.isArticle(target.split(separator: "/").last.map(String.init) ?? "") else {
            return nil
        }
        var parts = target.hasPrefix("/") ? [] : path.split(separator: "/").dropLast().map(String.init)
        for part in (target.removingPercentEncoding ?? target).split(separator: "/") {
            switch part {
            case ".": break
            case "..": if parts.popLast() == nil { return nil }
            default: parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }

    /// The entries that a document shows where its definition sets no limit, of more that are sorted newest first.
    static func shown(_ entries: [CatalogueEntry]) -> [CatalogueEntry] {
        Array(entries.prefix(shownCount(of: entries.lazy.map { ($0.published, $0.file.size) })))
    }

    /// The entries that a document shows of all that it might show, newest first.
    static func shown(_ entries: [CatalogueEntry], limit: Int?) -> [CatalogueEntry] {
        var newest = Newest(limit: limit ?? longestDay)
        for entry in entries { newest.insert(entry) }
        return limit == nil ? shown(newest.entries) : newest.entries
    }

    /// How many of these are shown, by their dates and their sizes in bytes.
    static func shownCount(of entries: some Collection<(published: Date, size: Int64)>) -> Int {
        guard entries.count > usualLimit, let newest = entries.first else { return entries.count }
        var count = usualLimit
        var size = entries.prefix(usualLimit).reduce(0) { $0 + $1.size }
        // A day before the newest entry, not before now: equal files make equal documents at any time.
        let day = newest.published - 86_400
        for entry in entries.dropFirst(usualLimit) {
            size += entry.size
            if entry.published <= day || size > largestDay || count == longestDay { break }
            count += 1
        }
        return count
    }
}

extension String {
    /// This text as one part of a URL's path (RFC 3986, section 3.3).
    package var percentEncoded: String {
        if utf8.allSatisfy(\.isUnreserved) { return self }
        return addingPercentEncoding(withAllowedCharacters: .pathPart) ?? self
    }
}

extension CharacterSet {
    fileprivate static let pathPart = urlPathAllowed.subtracting(CharacterSet(charactersIn: "/"))
}

extension UInt8 {
    /// Whether no URL has to escape it (RFC 3986, section 2.3).
    fileprivate var isUnreserved: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~".utf8.contains(self)
        }
    }
}
