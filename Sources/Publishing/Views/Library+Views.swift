import Articles
package import Feeds
package import Foundation
import Store

extension Library {
    /// What decides the bytes of a view's document, as long as it is equal.
    package struct ViewMark: Hashable, Sendable {
        fileprivate var changes: [LastChange]
        fileprivate var definitions: [String]
        fileprivate var base: String
        /// Of the document that the store has, where somebody is subscribed.
        fileprivate var version: Int64?

        /// To the second.
        package var lastModified: Date { changes.map(\.date).max() ?? Date(timeIntervalSince1970: 0) }
    }

    /// Where a view's document stands now; nil where there is no feed of this name, or it was never published.
    package func mark(
        of view: View,
        _ format: Format,
        in name: String,
        at now: Date = Date()
    ) async throws -> ViewMark? {
        let site = await site
        let feeds = site.feeds(shownBy: view, of: name)
        let changes = try await changes(of: feeds, at: now)
        if changes.isEmpty { return nil }
        return ViewMark(
            changes: changes,
            definitions: feeds.map(\.fingerprint) + [
                site.definition.title ?? "", site.definition.language ?? "",
            ],
            base: site.base.url,
            version: try await store.version(of: view.key(format, in: name))
        )
    }

    /// A document of a view: as the store has it where somebody is subscribed, else made now; nil where there is no such view.
    package func document(
        _ format: Format,
        of view: View,
        in name: String,
        at now: Date = Date()
    ) async throws -> FeedDocument? {
        try await documents([format], of: view, in: name, at: now)[format]
    }

    /// The documents of a view, made together: to find what it shows takes longer than to write it.
    package func documents(
        _ formats: [Format] = Format.allCases,
        of view: View,
        in name: String,
        at now: Date = Date()
    ) async throws -> [Format: FeedDocument] {
        var documents: [Format: FeedDocument] = [:]
        for format in formats { documents[format] = try await store.document(view.key(format, in: name)) }
        let missing = formats.filter { documents[$0] == nil }
        if missing.isEmpty { return documents }
        let site = await site
        guard let shown = try await maker(site, at: now).shown(view, of: name) else { return documents }
        let changes = try await changes(of: site.feeds(shownBy: view, of: name), at: now).map(\.date)
        for format in missing {
            var document = shown.composer.document(format, of: view, showing: shown)
            document.lastModified = changes.reduce(document.lastModified, max)
            documents[format] = document
        }
        return documents
    }

    private func maker(_ site: Site, at now: Date) -> ViewMaker {
        ViewMaker(site: site, store: store, shelfmarks: publisher.shelfmarks, now: now)
    }

    private func changes(of feeds: [FeedDefinition], at now: Date) async throws -> [LastChange] {
        var changes: [LastChange] = []
        for feed in feeds {
            if let change = try await store.lastChange(of: feed.name, at: now) { changes.append(change) }
        }
        return changes
    }

    /// The page of a view for people; nil where there is no such view.
    package func page(of view: View, in name: String, at now: Date = Date()) async throws -> FeedPage? {
        guard let shown = try await maker(await site, at: now).shown(view, of: name) else { return nil }
        var definition = shown.composer.feed
        definition.title = shown.title
        return FeedPage(
            definition: definition,
            link: shown.composer.page(of: view),
            documents: Format.allCases.map { ($0, shown.composer.url(of: view, $0)) },
            entries: shown.entries,
            image: shown.composer.url(of: definition.image, among: shown.pictures),
            icon: shown.composer.url(of: definition.icon, among: shown.pictures)
        )
    }

    /// Where the history goes on behind an archive that is asked for before it is full: the feed's own document; nil where
    /// the archive is there, or none is before it.
    package func continuation(
        ofArchive number: Int,
        _ format: Format,
        in name: String
    ) async throws -> String? {
        let site = await site
        guard number > 1, let feed = site.feeds.first(where: { $0.name == name }),
            try await store.archiveCount(of: name) == number - 1
        else { return nil }
        return site.base.url(of: feed.path(of: format))
    }

    /// The document of a view that a topic's URL means; nil where there is none, or it is that of an archive.
    func view(ofTopic url: String, at now: Date) async throws -> FeedDocument? {
        let base = await site.base
        guard url.hasPrefix(base.url + "/") else { return nil }
        let parts = url.dropFirst(base.url.count).split(separator: "/").map {
            String($0).removingPercentEncoding ?? String($0)
        }
        guard let format = Format.allCases.first(where: { $0.fileName == parts.last }) else { return nil }
        let isOfSite = parts.count == 2 && parts[0] == View.everything.path
        guard let view = isOfSite ? .everything : View(path: parts.dropFirst().dropLast()) else { return nil }
        if case .archive = view { return nil }
        let document = try await document(format, of: view, in: isOfSite ? "" : parts[0], at: now)
        return document?.selfLink == url ? document : nil
    }

    /// Says that somebody asks to be subscribed to a view.
    func ring() async { await publisher.takeWishes() }

    /// Lets go of what only makes views faster that are asked for one after the other.
    package func rest() async { await publisher.rest() }

    /// Says that somebody tells of something new in a feed.
    func look(at feed: String, at now: Date) async { await publisher.look(at: feed, at: now) }
}

extension Site {
    fileprivate func feeds(shownBy view: View, of name: String) -> [FeedDefinition] {
        feeds.filter { view == .everything || $0.name == name }
    }
}
