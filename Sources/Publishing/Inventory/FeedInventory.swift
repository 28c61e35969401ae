import Articles
import Feeds
import Foundation
import Store

/// What one feed consists of beside its own documents: found in one walk over its entries, the oldest first.
struct FeedInventory {
    /// What its entries show.
    private(set) var files: [Inventory.Item] = []
    /// The pages of its articles.
    private(set) var pages: [Inventory.Item] = []
    /// Those that lead there, and the slugs of what has gone.
    private(set) var former: [Inventory.Item] = []
    private(set) var gone: [String] = []
    /// Views, archives, maps, and the feed's page.
    private(set) var parts: Inventory

    private static let chunk = 1_000

    private let feed: FeedDefinition
    private let composer: Composer
    /// Of what all of its pages and documents show.
    private let mark: ContentHash
    private let dependencies: [String: Dependencies]
    /// Of all entries in their order; and of all addresses that they have.
    private(set) var all: ContentHash
    private var links: ContentHash
    private var views: [View: ContentHash] = [:]
    private var maps: [ContentHash] = []
    /// Of the pages of its history, the one that is not full last; and where the full ones end.
    private var archives: [ContentHash]
    private var ends: [ArchiveEnd] = []
    private var slugs: [String: String] = [:]
    private var count = 0
    /// The page of the entry before, whose newer neighbour is still to come; and that entry's own mark.
    private var open: Inventory.Item?
    private var older: ContentHash
    /// The pages whose texts call something by a name, by their places.
    private var naming: [Int] = []

    init(
        of feed: FeedDefinition,
        base: Base,
        mark: ContentHash,
        knowing dependencies: [String: Dependencies]
    ) {
        self.feed = feed
        self.mark = mark
        self.dependencies = dependencies
        composer = Composer(feed: feed, base: base, authority: "")
        (all, links, older) = (mark, mark, mark)
        archives = [mark]
        parts = Inventory(marking: mark)
    }

    mutating func take(from library: Library, at now: Date) async throws {
        ends = try await library.store.archiveEnds(of: feed.name)
        while true {
            try Task.checkCancellation()
            let entries = try await library.store.oldest(
                of: feed.name,
                at: now,
                from: count,
                limit: Self.chunk
            )
            for entry in entries { try await take(entry, from: library, at: now) }
            if entries.count < Self.chunk { break }
        }
        close(newer: mark)
        finishNames()
        try await takeFormer(from: library)
        gone = try await library.store.goneSlugs(of: feed.name, at: now)
        files = try await library.files(of: feed, at: now)
        try await takeViews(from: library)
    }

    private mutating func take(_ entry: CatalogueEntry, from library: Library, at now: Date) async throws {
        let own = entry.mark
        let path = "/\(feed.name)/\(entry.slug)/"
        let known = dependencies[path]
        var beside: ContentHash?
        if let known { beside = try await library.mark(of: known, in: feed, composer, at: now) }
        let whole = beside.map { own.followed(by: $0) } ?? own
        links = links.followed(by: ContentHash(marking: entry.path, composer.link(of: entry)))
        all = all.followed(by: whole)
        for view in self.views(of: entry) { views[view] = (views[view] ?? mark).followed(by: whole) }
        file(entry, whole, own)
        close(newer: own)
        var item = Inventory.Item(path: path, content: .article(feed: feed.name, id: entry.id))
        item.own = mark.followed(by: own, older)
        item.mark = beside
        if known?.hasNames == true { naming.append(pages.count) }
        open = item
        older = own
        count += 1
    }

    /// Counts the entry into its archive and its map.
    private mutating func file(_ entry: CatalogueEntry, _ whole: ContentHash, _ own: ContentHash) {
        while archives.count <= ends.count, !ends[archives.count - 1].isAfter(entry) { archives.append(mark) }
        archives[archives.count - 1] = archives[archives.count - 1].followed(by: whole)
        if count % Library.pagesOfMap == 0 { maps.append(mark) }
        maps[maps.count - 1] = maps[maps.count - 1].followed(by: own)
    }

    /// An article's page names the ones beside it.
    private mutating func close(newer: ContentHash) {
        guard var item = open, let own = item.own?.followed(by: newer) else { return }
        item.own = own
        item.mark = item.mark.map { own.followed(by: $0) } ?? own
        pages.append(item)
        open = nil
    }

    /// What a name means is decided by all that there is.
    private mutating func finishNames() {
        for place in naming { pages[place].mark = pages[place].mark?.followed(by: links) }
        if naming.isEmpty { return }
        all = all.followed(by: links)
        views = views.mapValues { $0.followed(by: links) }
        archives = archives.map { $0.followed(by: links) }
    }

    /// The views that an entry is in, the summaries and archives left out.
    private mutating func views(of entry: CatalogueEntry) -> Set<View> {
        var views = Set(entry.tags.map { View.tag(slug($0)) })
        if let section = entry.section { views.insert(.section(slug(section))) }
        let authors = entry.authors.isEmpty ? feed.authors : entry.authors.map { feed.known($0) }
        for author in authors { views.insert(.author(slug(author.name))) }
        if let language = entry.language ?? feed.language { views.insert(.language(slug(language))) }
        return views
    }

    private mutating func slug(_ text: String) -> String {
        if let slug = slugs[text] { return slug }
        let slug = Slug.ofWord(text)
        slugs[text] = slug
        return slug
    }

    /// The addresses that articles had before: a page there leads on.
    private mutating func takeFormer(from library: Library) async throws {
        for address in try await library.store.formerAddresses(of: feed.name) {
            let isFile = address.split(separator: "/").last?.contains(".") ?? false
            former.append(
                Inventory.Item(
                    path: "/\(feed.name)/\(address)" + (isFile ? "" : "/"),
                    content: .answer,
                    mark: links.followed(by: ContentHash(marking: address))
                )
            )
        }
    }

    private mutating func takeViews(from library: Library) async throws {
        // A view is called by one of the words that lead to it.
        var words: Set<String> = []
        for kind in Shelfmark.allCases {
            words.formUnion(try await library.store.shelfmarks(kind, of: feed.name))
        }
        var names: [String: Mark] = [:]
        for word in words.sorted() { names[slug(word), default: Mark()].add(word) }
        for (view, mark) in views.sorted(by: { $0.key.path < $1.key.path }) {
            let word = view.path.split(separator: "/").last.map(String.init) ?? ""
            parts.append(view, of: feed.name, names[word].map { mark.followed(by: $0.hash) } ?? mark)
        }
        let folders = Set(views.keys.compactMap { $0.path.split(separator: "/").first.map(String.init) })
        for folder in folders.union(ends.isEmpty ? [] : ["archive"]).sorted() {
            parts.items.append(Inventory.Item(path: "/\(feed.name)/\(folder)/", content: .answer, mark: mark))
        }
        parts.append(.summary, of: feed.name, all)
        for place in ends.indices {
            let mark = archives.indices.contains(place) ? archives[place] : mark
            parts.append(.archive(place + 1), of: feed.name, mark)
        }
        if !ends.isEmpty { appendContinuation(ofArchive: ends.count + 1) }
        for (place, mark) in maps.enumerated() {
            parts.items.append(
                Inventory.Item(path: "/sitemap-\(feed.name)-\(place + 1).xml", content: .answer, mark: mark)
            )
        }
        parts.items.append(Inventory.Item(path: "/\(feed.name)/", content: .answer, mark: all))
    }

    /// The newest archive leads on to one that is not full yet: there is the feed itself meanwhile.
    private mutating func appendContinuation(ofArchive number: Int) {
        for format in Format.allCases {
            parts.items.append(
                Inventory.Item(
                    path: View.archive(number).path(of: format, in: feed.name),
                    content: .document(FeedDocument.Key(feed: feed.name, format: format))
                )
            )
        }
    }
}
