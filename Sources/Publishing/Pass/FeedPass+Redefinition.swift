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
        var redefined: Set<String> = []
        var former: [String: OldFeed.Entry] = [:]
        for document in documents {
            guard let before = try await store.document(document.key) else { return }
            let known = Set(before.pieces.map(\.hash))
            for (entry, piece) in zip(entries, document.pieces.dropFirst()) where !known.contains(piece.hash)
            {
                redefined.insert(entry.entry.id)
            }
            if document.key.format == .atom { former = Self.entries(in: before) }
        }
        let values = Dictionary(
            entries.compactMap { shown in
                former[shown.entry.id].map { (shown.entry.id, Self.values(of: shown.entry, before: $0)) }
            },
            uniquingKeysWith: { first, _ in first }
        )
        for place in editor.changes.changed.indices {
            let item = editor.changes.changed[place]
            guard let told = values[item.id] else { continue }
            let names = Set(told.map(\.name))
            editor.changes.changed[place].values =
                item.values.filter { $0.name != "link" && !names.contains($0.name) } + told
        }
        let counted = Set((editor.changes.added + editor.changes.changed).map(\.id))
        for source in sources where redefined.contains(source.id) && !counted.contains(source.id) {
            var item = Report.Item(source)
            item.differences = ["definition"]
            item.values = values[source.id] ?? []
            editor.changes.changed.append(item)
        }
    }

    /// What readers were told by a document, by its entries' ids: nobody else knows where they led by then.
    private static func entries(in document: FeedDocument) -> [String: OldFeed.Entry] {
        do throws(OldFeedError) {
            let entries = try OldFeed.read(document.bytes, isLenient: true).entries
            return Dictionary(entries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        } catch {
            // It was no feed, so no reader knows anything of it.
            return [:]
        }
    }

    /// What readers know an entry by, where the document before said something else.
    private static func values(of entry: Entry, before: OldFeed.Entry) -> [Report.Value] {
        [
            before.published.flatMap { Report.Value("date", $0, entry.published.rfc3339) },
            before.link.flatMap { Report.Value("link", $0, entry.link) },
        ].compactMap(\.self)
    }

    /// Whether the definition is another than the one by which the feed was published.
    func isRedefined(_ record: FeedRecord?) -> Bool {
        guard let record else { return false }
        return record.definition != fingerprint && !isUpgrade
    }
}
