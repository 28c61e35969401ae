import Feeds
import Foundation
import Store

/// No two entries of a document share the second of their last update.
extension FeedPass {
    /// The entries that documents show, each with a second of its own: decided once, when they are first shown together.
    func apart(_ sources: [CatalogueEntry], editor: inout Editor) -> [CatalogueEntry] {
        // What an inbox keeps without a file was not read, though its path is another.
        let rows = editor.edition.entries.lazy.filter { $0.state != .gone && $0.file.hasFile }
        let read = isFirst ? nil : Set(rows.map(\.id))
        let moments = sources.map { source in
            let isKnown = read.map { !$0.contains(source.id) } ?? false
            return SecondsApart.Moment(
                id: source.id,
                updated: source.updated,
                isKnown: isKnown,
                isFixed: editor.isUpdateInherited(source, isKnown: isKnown)
            )
        }
        let moves = SecondsApart.moves(of: moments)
        if moves.isEmpty { return sources }
        let moved = SecondsApart.moved(sources, moves)
        editor.rewrite(moved.filter { moves[$0.id] != nil })
        return moved
    }
}

extension Editor {
    /// Whether an older feed has told readers of this very date.
    fileprivate func isUpdateInherited(_ entry: CatalogueEntry, isKnown: Bool) -> Bool {
        if ledger.lines[entry.path]?.update != nil { return true }
        guard ledger.inheritance.sources != nil else { return false }
        return isKnown || datedUpdates.contains(entry.id)
    }

    /// Writes entries down that are others only in when they were updated.
    fileprivate mutating func rewrite(_ entries: [CatalogueEntry]) {
        var waiting = Dictionary(uniqueKeysWithValues: entries.map { ($0.id, $0) })
        for place in edition.entries.indices where edition.entries[place].state != .gone {
            guard let entry = waiting.removeValue(forKey: edition.entries[place].id) else { continue }
            edition.entries[place] = entry
        }
        edition.entries += entries.filter { waiting[$0.id] != nil }
    }
}
