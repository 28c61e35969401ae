import Feeds
import Foundation
import Store

/// The pages of a feed's history, to which its documents lead.
extension FeedPass {
    /// How many are full after this edition, which ends those that are not ended yet.
    func archives(after editor: inout Editor, touched: Set<Spelling>) async throws -> Int {
        let size = Archives.size(in: feed)
        guard let last = try await store.lastArchive(of: feed.name) else {
            let number = memory.count.map { Archives.count(of: $0, in: feed) } ?? 0
            if number > 0 { editor.edition.archiveSize = size }
            return number
        }
        func isOpen(_ entry: CatalogueEntry) -> Bool { entry.isShown(at: now) && !last.end.isAfter(entry) }
        let before = try await store.entries(of: feed.name, at: touched.map(\.path).sorted())
        let open =
            try await store.count(of: feed.name, since: last.end, at: now) - before.count(where: isOpen)
            + editor.edition.entries.count(where: isOpen)
        if open >= size { editor.edition.archiveSize = size }
        return last.number + open / size
    }
}
