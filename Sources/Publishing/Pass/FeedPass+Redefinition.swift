import Feeds
import Foundation
import Store

/// What another definition makes of entries whose articles are as they were.
extension FeedPass {
    /// Tells of the shown entries that readers see otherwise: with other links, or as summaries, say.
    func countRedefined(
        _ entries: [ShownEntry],
        of sources: [CatalogueEntry],
        in documents: [FeedDocument],
        editor: inout Editor
    ) async throws {
        let counted = Set((editor.changes.added + editor.changes.changed).map(\.id))
        var redefined: Set<String> = []
        for document in documents {
            guard let before = try await store.document(document.key) else { return }
            let known = Set(before.pieces.map(\.hash))
            for (entry, piece) in zip(entries, document.pieces.dropFirst()) where !known.contains(piece.hash)
            {
                redefined.insert(entry.entry.id)
            }
        }
        for source in sources where redefined.contains(source.id) && !counted.contains(source.id) {
            var item = Report.Item(source)
            item.differences = ["definition"]
            editor.changes.changed.append(item)
        }
    }

    /// Whether the definition is another than the one by which the feed was published.
    func isRedefined(_ record: FeedRecord?) -> Bool {
        guard let record else { return false }
        return record.definition != fingerprint && !isUpgrade
    }
}
