import Articles
import Store

/// Gives entries their bodies: kept ones, or made now from their files, and then kept.
struct Bodies {
    let feed: FeedDefinition
    let store: any Store
    /// The bodies that were made now.
    private(set) var made: [KeptBody] = []

    init(feed: FeedDefinition, store: any Store) {
        self.feed = feed
        self.store = store
    }

    /// The entries that have a body; those that never had a good one are left out, with a problem.
    mutating func fill(
        _ entries: [CatalogueEntry],
        reader: inout Reader,
        problems report: (Problem) -> Void
    ) async throws -> [(entry: CatalogueEntry, html: String)] {
        let kept = try await store.bodies(of: entries.map(\.id), in: feed.name)
        return entries.compactMap { entry in
            let body = kept[entry.id]
            if let body, body.source == reader.source(of: entry.file.hash) { return (entry, body.html) }
            if let fresh = reader.render(entry.path) {
                made.append(KeptBody(id: entry.id, source: fresh.source, html: fresh.html))
                return (entry, fresh.html)
            }
            if let body { return (entry, body.html) }
            report(
                Problem(
                    file: entry.path,
                    message: "cannot be read, and was never shown: it is left out until it can be read"
                )
            )
            return nil
        }
    }
}
