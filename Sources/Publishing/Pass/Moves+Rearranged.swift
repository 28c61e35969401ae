import Articles
import Feeds
import Foundation
import Store

/// Articles whose files changed places as programs do it that write them anew: version control, or a copy of a folder.
extension Moves {
    /// What is seen of a file that was read, as far as it tells who has come to its path.
    struct Sighting {
        let path: String
        let hash: Fingerprint
        /// The article that had the path and may be another one; nil where the file is that article's, or nobody's.
        var entry: CatalogueEntry?
        /// The id of its own that the file's article was given by its author, where that is not the entry's.
        var claim: String?
        /// Whether nothing by which a reader knows the entry is as it was.
        var isOther = false
        /// Whether no article has the path.
        let isFree: Bool

        init(_ reading: Reading, before: CatalogueEntry?) {
            (path, hash) = (reading.path, reading.mark.hash)
            isFree = before.map { $0.state == .gone || $0.state == .broken } ?? true
            guard case .article(let article) = reading.result, let before,
                before.state == .live || before.state == .draft, article.id != before.id
            else { return }
            claim = article.id
            isOther = before.file.hasFile && article.isAnother(than: before)
            if claim != nil || isOther { entry = before }
        }
    }

    /// Takes an article for one that has moved where the very bytes of its file are at one other path alone, and at its own
    /// path is nothing, or another article.
    ///
    /// Who had that path, and is nowhere else, has gone: only where it `isOver`, the wait for what is still to come.
    mutating func rearrange(_ sightings: [Sighting], isOver: Bool, holds isHeld: (String) -> Bool) {
        var others: [String: CatalogueEntry] = [:]
        for sighting in sightings where sighting.isOther && !hasLeft(sighting.path) {
            if let entry = sighting.entry, !isHeld(entry.id) { others[sighting.path] = entry }
        }
        var origins = Dictionary(grouping: others.values, by: \.file.hash)
        if isOver, !others.isEmpty {
            for entry in absent.values where !isHeld(entry.id) {
                origins[entry.file.hash, default: []].append(entry)
            }
        }
        if origins.isEmpty { return }
        let free = sightings.filter { others[$0.path] != nil || $0.isFree || hasLeft($0.path) }
        let goals = Dictionary(grouping: free, by: \.hash)
        var moved: [String: CatalogueEntry] = [:]
        for (hash, paths) in goals {
            guard paths.count == 1, let goal = paths.first, let from = origins[hash], from.count == 1,
                from[0].path != goal.path, !hasOrigin(goal.path)
            else { continue }
            moved[goal.path] = from[0]
        }
        if !isOver { withoutStuck(&moved, others) }
        let origin = Set(moved.values.map(\.path))
        for path in moved.keys.sorted() {
            if let other = others[path], !origin.contains(other.path) { lose(other) }
        }
        displace(moved)
    }

    /// Nobody who has the path of one that moved is left with none while more may come.
    private func withoutStuck(_ moved: inout [String: CatalogueEntry], _ others: [String: CatalogueEntry]) {
        var origins = Set(moved.values.map(\.path))
        var goals = Array(moved.keys)
        while let goal = goals.popLast() {
            guard let entry = moved[goal], let other = others[goal], !origins.contains(other.path) else {
                continue
            }
            moved[goal] = nil
            origins.remove(entry.path)
            goals.append(entry.path)
        }
    }
}

extension CatalogueEntry {
    /// Whether nothing by which a reader knows an article is as it was with another: title, text and date.
    func isAnother(than other: CatalogueEntry) -> Bool {
        title != other.title && bodyHash != other.bodyHash && published != other.published
    }
}
