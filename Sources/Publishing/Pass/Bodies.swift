import Articles
import Foundation
import Store

/// Gives entries their bodies: kept ones, or made now from their files, and then kept.
struct Bodies {
    let feed: FeedDefinition
    let store: any Store
    let now: Date
    /// The bodies that were made now.
    private(set) var made: [KeptBody] = []
    /// Bodies that are kept, though not yet in the store.
    private let atHand: [String: KeptBody]

    init(feed: FeedDefinition, store: any Store, now: Date, atHand: [KeptBody] = []) {
        self.feed = feed
        self.atHand = Dictionary(atHand.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        self.store = store
        self.now = now
    }

    /// The entries that have a body; those that never had a good one are left out, with a problem.
    mutating func fill(
        _ entries: [CatalogueEntry],
        reader: inout Reader,
        problems report: (Problem) -> Void
    ) async throws -> [(entry: CatalogueEntry, html: String)] {
        let kept = try await store.bodies(of: entries.map(\.id), in: feed.name).merging(atHand) { $1 }
        var held: Set<String>?
        var filled: [(entry: CatalogueEntry, html: String)] = []
        for entry in entries {
            let body = kept[entry.id]
            let source = reader.source(of: entry.file.hash)
            if let body, body.source == source {
                filled.append((entry, body.html))
                continue
            }
            if let fresh = entry.file.hasFile ? reader.render(entry.path) : nil {
                if fresh.source != source, held == nil { held = try await heldIDs() }
                // What the file says now of an entry that is held back, or may yet be, is not what was published.
                let isStill = held?.contains(entry.id) != true && fresh.article.isStill(entry, at: now)
                if fresh.source == source || isStill {
                    made.append(KeptBody(id: entry.id, source: fresh.source, html: fresh.html))
                    filled.append((entry, fresh.html))
                    continue
                }
            }
            if let body {
                filled.append((entry, body.html))
                continue
            }
            report(
                Problem(
                    file: entry.path,
                    message: "cannot be read, and was never shown: it is left out until it can be read"
                )
            )
        }
        return filled
    }

    private func heldIDs() async throws -> Set<String> {
        Set(try await store.departures(of: feed.name).lazy.filter(\.isHeld).map(\.id))
    }
}
