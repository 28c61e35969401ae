import Articles
package import Foundation
import Store

extension Library {
    /// The files that entries show, and the feeds themselves: those too that were found when pages were made.
    package func files(at now: Date = Date()) async throws -> [Inventory.Item] {
        var items: [Inventory.Item] = []
        for feed in await site.feeds { items += try await files(of: feed, at: now) }
        return items
    }

    /// What is fetched from somewhere else need not lie here.
    func files(of feed: FeedDefinition, at now: Date) async throws -> [Inventory.Item] {
        if feed.mediaBase != nil { return [] }
        let present = try await store.mediaReferences(of: feed.name, at: now)
        let paths = Set(present.map(\.path))
        let former = try await store.formerMedia(of: feed.name).filter { paths.contains($0.path) }
        let folders = MediaFolders(articles: feed.articles, feed: feed.folder)
        return (present + former).map { reference in
            Inventory.Item(
                path: "/\(feed.name)/media/\(reference.address)",
                content: .media(feed: feed.name, path: reference.path),
                mark: ContentHash(marking: "\(folders.look(at: reference.path))")
            )
        }
    }
}
