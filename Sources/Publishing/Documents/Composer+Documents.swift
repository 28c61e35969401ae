import Articles
import Feeds
import Foundation
import Store

extension Composer {
    /// The feed's documents, one in each format, of the entries that they show; with so many archives of older ones.
    func documents(
        of shown: [ShownEntry],
        archives: Int = 0,
        tombstones: [Tombstone] = [],
        pictures: EntryMedia,
        hub: String?
    ) -> [FeedDocument] {
        var feed = feed(of: shown.map(\.entry), pictures, hubs: [hub].compactMap(\.self) + feed.hubs)
        feed.tombstones = tombstones
        feed.updated = max(feed.updated, tombstones.map(\.date).max() ?? feed.updated)
        return Format.allCases.map { [feed] format in
            var feed = feed
            let path = self.feed.path(of: format)
            feed.selfLink = base.url(of: path)
            feed.related = related(to: format)
            if format == .rss { feed.cloud = base.cloud }
            if archives > 0 { feed.paging = Paging(previousArchive: url(of: .archive(archives), format)) }
            let key = FeedDocument.Key(feed: self.feed.name, format: format)
            var document = document(key, of: feed, pieces: shown.compactMap { $0.pieces[format] }, at: path)
            document.formerPaths = formerPaths[format] ?? []
            return document
        }
    }

    /// The feed as readers see it, but for the address of each of its documents.
    func feed(of entries: [Entry], _ pictures: EntryMedia, hubs: [String]) -> Feed {
        Feed(
            id: inheritance.feedID ?? EntryID.derived(authority: authority, feed: feed.name, path: ""),
            title: feed.title,
            description: feed.description,
            link: feed.link ?? base.url(of: "/\(feed.name)/"),
            selfLink: "",
            hubs: hubs,
            language: feed.language,
            authors: feed.authors.map(\.withSafeURL),
            categories: feed.tags.map { Category($0) },
            image: url(of: feed.image, among: pictures),
            icon: url(of: feed.icon, among: pictures),
            rights: feed.rights,
            rhythm: feed.polling.rhythm(of: entries),
            podcast: podcast,
            updated: entries.map(\.updated).max() ?? Date(timeIntervalSince1970: 0),
            entries: entries
        )
    }

    /// A document without a version, of pieces that are made already.
    func document(_ key: FeedDocument.Key, of feed: Feed, pieces: [Piece], at path: String) -> FeedDocument {
        let (head, tail) = feed.frame(key.format)
        let pieces = [Piece(head)] + pieces + [Piece(tail)]
        return FeedDocument(
            key: key,
            path: path,
            selfLink: feed.selfLink,
            hubs: feed.hubs,
            rhythm: feed.rhythm ?? self.feed.polling.rhythm(atMost: 60),
            version: 0,
            pieces: pieces,
            etag: "\"\(ContentHash(of: pieces).hexadecimal)\"",
            lastModified: Date(timeIntervalSince1970: 0)
        )
    }

    /// What makes the feed a podcast: its definition says so, or the feed that it follows was one.
    private var podcast: Podcast? {
        guard feed.podcast != nil || inheritance.podcastGUID != nil else { return nil }
        let definition = feed.podcast ?? PodcastDefinition()
        return Podcast(
            guid: definition.guid ?? inheritance.podcastGUID
                ?? EntryID.podcast(feedURL: "\(authority)\(feed.path(of: .rss))"),
            kind: definition.kind,
            isExplicit: definition.isExplicit,
            categories: definition.categories,
            author: definition.author ?? feed.authors.map(\.name).joined(separator: ", "),
            owner: definition.owner,
            isLocked: definition.isLocked,
            medium: definition.medium,
            funding: definition.funding,
            persons: definition.persons,
            movedTo: feed.movedTo,
            isComplete: definition.isComplete,
            isBlocked: definition.isBlocked
        )
    }

    /// The URL of one of the feed's own pictures; nil where it is not there.
    func url(of picture: String?, among pictures: EntryMedia) -> String? {
        guard let picture, !pictures.absent.contains(picture) else { return nil }
        let url = pictures.local[picture]?.url ?? HTMLLinks.absolute(picture, against: base.url + "/")
        return url.flatMap(\.safeInFeeds)
    }
}

extension Polling {
    /// Half of the usual time between the newest entries: equal entries have an equal rhythm, whatever the hour.
    func rhythm(of entries: [Entry]) -> Rhythm {
        let moments = entries.prefix(11).map { $0.published.timeIntervalSince1970 }
        let gaps = zip(moments, moments.dropFirst()).map { $0 - $1 }.sorted()
        // Who has published once may publish again at any time.
        guard let median = gaps.isEmpty ? nil : gaps[gaps.count / 2] else { return rhythm(atMost: 60) }
        return rhythm(atMost: Int(min(median / 120, 720)))
    }
}

extension Piece {
    init(_ bytes: [UInt8]) {
        self.init(hash: Fingerprint(bytes.withUnsafeBytes { ContentHash(of: $0) }), bytes: bytes)
    }
}

extension ContentHash {
    /// Of all pieces by their hashes: those that an edit leaves as they are need not be hashed again.
    fileprivate init(of pieces: [Piece]) {
        let words = pieces.flatMap { [$0.hash.high, $0.hash.low] }
        self = words.withUnsafeBytes { ContentHash(of: $0) }
    }
}
