import Articles
import Feeds
import Foundation
import Store

/// What the entry of an article is made of beside that article.
package struct Dependencies: Equatable, Sendable {
    /// The paths of articles that its text leads to.
    var articles: [String] = []
    /// The paths at which files of its own were looked for.
    var files: [String] = []
    /// The URLs of its files elsewhere.
    var remote: [String] = []
    /// Whether its text calls something by a name, which any file may come to have.
    var hasNames = false

    package var isEmpty: Bool { self == Dependencies() }
}

extension Dependencies {
    /// One text for each, to be kept.
    package var texts: [String] {
        articles.map { "a" + $0 } + files.map { "f" + $0 } + remote.map { "r" + $0 } + (hasNames ? ["n"] : [])
    }

    /// What was kept.
    package init(texts: [String]) {
        for text in texts {
            let rest = String(text.dropFirst())
            switch text.first {
            case "a": articles.append(rest)
            case "f": files.append(rest)
            case "r": remote.append(rest)
            default: hasNames = true
            }
        }
    }
}

extension Library {
    /// What an article's page is made of beside the article, once it was made.
    package func dependencies(of id: String, in name: String) async throws -> Dependencies {
        let site = await site
        guard let feed = site.feeds.first(where: { $0.name == name }),
            let entry = try await store.entry(of: name, id: id)
        else { return Dependencies() }
        let html = try await store.bodies(of: [id], in: name)[id]?.html ?? ""
        let composer = Composer(feed: feed, base: site.base, authority: "")
        var dependencies = Dependencies()
        dependencies.hasNames =
            feed.dialect.tool != .plain && (NamedLink.isFound(in: html) || NamedAddress.isFound(in: html))
        dependencies.articles = Set(composer.articlesNamed(in: html, of: entry)).sorted()
        let referrer = MediaReferrer(entry, html: html, composer: composer)
        if referrer.uses.isEmpty { return dependencies }
        var desk = MediaDesk(feed: feed, base: site.base, store: store, inspector: nil)
        let media = try await desk.media(of: [referrer])[id] ?? EntryMedia()
        dependencies.files = media.looks.keys.sorted()
        dependencies.remote = media.remote.keys.sorted()
        return dependencies
    }

    /// How all of them are now; nil where there are none.
    func mark(of dependencies: Dependencies, in feed: FeedDefinition, _ composer: Composer, at now: Date)
        async throws -> ContentHash?
    {
        if dependencies.articles.isEmpty, dependencies.files.isEmpty, dependencies.remote.isEmpty {
            return nil
        }
        var mark = Mark()
        for entry in try await store.entries(of: feed.name, at: dependencies.articles) {
            mark.add(entry.isShown(at: now) ? composer.link(of: entry) : nil)
        }
        if !dependencies.files.isEmpty {
            let folders = MediaFolders(articles: feed.articles, feed: feed.folder)
            for path in dependencies.files { mark.add("\(folders.look(at: path))") }
            for file in try await store.media(of: feed.name, at: dependencies.files) { mark.add("\(file)") }
        }
        for answer in try await store.remoteMedia(at: dependencies.remote) { mark.add("\(answer)") }
        return mark.hash
    }
}
