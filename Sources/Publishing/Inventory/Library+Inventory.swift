import Articles
import Feeds
package import Foundation
import Store
import Templates

extension Library {
    /// What the site consists of now; `dependencies` are what pages of articles were made of the last time, by their
    /// paths, and `program` differs where another program may make other bytes of the same.
    package func inventory(
        knowing dependencies: [String: Dependencies],
        program: String,
        at now: Date = Date()
    ) async throws -> Inventory {
        let site = await site
        let heads = try await store.documentHeads()
        // The documents of all feeds together are of none.
        let published = Set(heads.map(\.key.feed)).subtracting([""])
        let mark = ContentHash(marking: program, site.mark)
        var inventory = Inventory(marking: mark)
        inventory.unknown = published.union(site.feeds.map(\.name))
        var everything = mark
        var feeds = Inventory(marking: mark)
        for feed in site.feeds where published.contains(feed.name) {
            guard let record = try await store.feed(feed.name) else { continue }
            inventory.unknown.remove(feed.name)
            try await makeBodies(of: feed, at: now)
            var part = FeedInventory(
                of: feed,
                base: site.base,
                mark: mark.followed(by: try await self.mark(of: feed, record, at: site.base)),
                knowing: dependencies
            )
            try await part.take(from: self, at: now)
            inventory.items += part.files + part.pages + part.former
            inventory.detours.take(articles: part.former, gone: part.gone, of: feed.name)
            feeds.items += part.parts.items
            everything = everything.followed(by: part.all)
        }
        if !feeds.items.isEmpty { feeds.append(.everything, of: "", everything) }
        inventory.items += feeds.items
        inventory.unknownPaths = Set(
            heads.filter { inventory.unknown.contains($0.key.feed) }.flatMap { [$0.path] + $0.formerPaths }
        )
        inventory.take(heads.filter { !inventory.unknown.contains($0.key.feed) }, in: site, mark)
        inventory.detours.take(ended: try await store.withdrawnPaths(), in: site)
        try await take(lists: &inventory, of: site)
        return inventory
    }

    /// A text that differs when anything may have changed that `inventory` would tell; it costs some looks into indexes.
    package func state(at now: Date = Date()) async throws -> String {
        let site = await site
        var mark = Mark()
        mark.add(site.mark)
        for feed in site.feeds {
            mark.add(feed.fingerprint)
            mark.add(try await store.lastChange(of: feed.name, at: now).map { "\($0)" })
        }
        for head in try await store.documentHeads() { mark.add("\(head.key) \(head.version) \(head.path)") }
        return mark.hash.hexadecimal
    }

    /// Pages say how others begin: what is made of nothing would say something else a little later.
    private func makeBodies(of feed: FeedDefinition, at now: Date) async throws {
        let maker = EntryMaker(
            composer: Composer(feed: feed, base: await site.base, authority: ""),
            store: store,
            now: now
        )
        var paths = try await store.bodiless(of: feed.name)[...]
        while !paths.isEmpty {
            let entries = try await store.entries(of: feed.name, at: Array(paths.prefix(100)))
            _ = try await maker.entries(of: entries.filter { $0.isShown(at: now) })
            paths = paths.dropFirst(100)
            try Task.checkCancellation()
        }
    }

    private func mark(of feed: FeedDefinition, _ record: FeedRecord, at base: Base) async throws
        -> ContentHash
    {
        let page = try await page(of: feed, at: base)
        return ContentHash(
            marking: feed.fingerprint,
            record.authority,
            "\(record.inheritance)",
            page.image ?? "",
            page.icon ?? ""
        )
    }

    private func take(lists inventory: inout Inventory, of site: Site) async throws {
        let base = site.base.url(of: "")
        for path in ["/", "/feeds.opml", "/sitemap.xml", "/robots.txt"] {
            inventory.items.append(Inventory.Item(path: path, content: .answer))
        }
        if try await sitemaps().contains(base + "/news-sitemap.xml") {
            inventory.items.append(Inventory.Item(path: "/news-sitemap.xml", content: .answer))
        }
        inventory.items.append(Inventory.Item(path: "/404.html", content: .notice))
    }
}

extension Inventory {
    /// Appends a view of a feed with its documents and its page; that of all feeds is of none.
    mutating func append(_ view: View, of feed: String, _ mark: ContentHash) {
        let folder = (feed.isEmpty ? "" : "/" + feed) + "/\(view.path)/"
        for format in Format.allCases {
            let content = Content.view(view, format, feed: feed)
            items.append(Item(path: folder + format.fileName, content: content, mark: mark))
        }
        items.append(Item(path: folder, content: .answer, mark: mark))
    }

    /// Takes the feeds' own documents, at their addresses and at those that lead there.
    fileprivate mutating func take(_ heads: [FeedDocument], in site: Site, _ mark: ContentHash) {
        let versions = Dictionary(heads.map { ($0.key, "\($0.etag) \($0.version)") }) { first, _ in first }
        let places = heads.map { ($0.key, $0.path, $0.formerPaths) }
        let addresses = DocumentAddresses(of: places, in: site)
        detours.take(documents: addresses.aliases)
        let aliases = addresses.aliases.map { ($0.key, $0.value.document) }
        for (path, key) in heads.map({ ($0.path, $0.key) }) + aliases.sorted(by: { $0.0 < $1.0 }) {
            guard let version = versions[key] else { continue }
            items.append(
                Item(
                    path: path,
                    content: .document(key),
                    mark: mark.followed(by: ContentHash(marking: version))
                )
            )
        }
    }
}

extension Site {
    /// A text that differs when anything differs that every page may show.
    fileprivate var mark: String {
        var mark = Mark()
        mark.add(base.url + (base.hidesHub ? " " : ""))
        mark.add("\(definition)")
        for feed in feeds { mark.add("\(feed.name) \(feed.language ?? "")") }
        for file in templates.files { mark.add("\(file.name) \(file.text)") }
        return mark.hash.hexadecimal
    }
}
