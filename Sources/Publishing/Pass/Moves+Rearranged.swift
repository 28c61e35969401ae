import Articles
import Foundation
import Store

/// Articles whose files changed places as programs do it that write them anew: version control, or a copy of a folder.
extension Moves {
    /// Takes an article for one that has moved where the very bytes of its file are at one other path alone, and at its own
    /// path is nothing, or another article.
    ///
    /// Who had that path, and is nowhere else, has gone: only where it `isOver`, the wait for what is still to come.
    mutating func rearrange(
        _ readings: [Reading],
        existing: [String: CatalogueEntry],
        isOver: Bool,
        holds isHeld: (String) -> Bool
    ) {
        let others = Self.others(readings, existing, isHeld)
        var origins = Dictionary(grouping: others.values, by: \.file.hash)
        if isOver, readings.contains(where: { others[$0.path] != nil }) {
            for entry in absent.values where !isHeld(entry.id) {
                origins[entry.file.hash, default: []].append(entry)
            }
        }
        if origins.isEmpty { return }
        let free = readings.filter { others[$0.path] != nil || existing[$0.path].isNobody }
        let goals = Dictionary(grouping: free, by: \.mark.hash)
        var moved: [String: CatalogueEntry] = [:]
        for (hash, paths) in goals {
            guard paths.count == 1, let goal = paths.first, let from = origins[hash], from.count == 1,
                from[0].path != goal.path, !hasOrigin(goal.path)
            else { continue }
            moved[goal.path] = from[0]
        }
        // Nobody who has the path of one that moved is left with none while more may come.
        while !isOver,
            let stuck = moved.keys.first(where: { path in others[path].map { !moves($0, moved) } ?? false })
        {
            moved[stuck] = nil
        }
        for path in moved.keys.sorted() {
            if let other = others[path], !moves(other, moved) { lose(other) }
        }
        displace(moved)
    }

    private func moves(_ entry: CatalogueEntry, _ moved: [String: CatalogueEntry]) -> Bool {
        moved.values.contains { $0.path == entry.path }
    }

    /// The articles at whose paths others stand now, by path.
    private static func others(
        _ readings: [Reading],
        _ existing: [String: CatalogueEntry],
        _ isHeld: (String) -> Bool
    ) -> [String: CatalogueEntry] {
        var others: [String: CatalogueEntry] = [:]
        for reading in readings {
            guard case .article(let article) = reading.result, let entry = existing[reading.path],
                entry.state == .live || entry.state == .draft, entry.file.hasFile, !isHeld(entry.id),
                article.id != entry.id, article.isAnother(than: entry)
            else { continue }
            others[reading.path] = entry
        }
        return others
    }
}

extension CatalogueEntry? {
    /// Whether no article has the path.
    fileprivate var isNobody: Bool { map { $0.state == .gone || $0.state == .broken } ?? true }
}

extension CatalogueEntry {
    /// Whether nothing by which a reader knows an article is as it was with another: title, text and date.
    func isAnother(than other: CatalogueEntry) -> Bool {
        title != other.title && bodyHash != other.bodyHash && published != other.published
    }
}
