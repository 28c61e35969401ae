import Articles
import Foundation
import Store

/// Whose an id is.
extension Editor {
    mutating func rename(_ moved: CatalogueEntry, to path: String) {
        edition.renamings.append(Renaming(from: moved.path, to: path))
        var line = knownLines[moved.path]
        line?.isChosen = false
        // Another article may have come to the old path already: two may swap theirs.
        if !goals.contains(moved.path) { ledger.lines[moved.path] = nil }
        goals.insert(path)
        ledger.lines[path] = line
        ids[moved.id] = path
        if let id = line?.id { remembered[id] = path }
    }

    /// The article's id; nil where another article has the id that it claims.
    func id(of article: Article, before: CatalogueEntry?, owners: Owners) -> String? {
        func isFree(_ id: String, inLedger claims: [String: String] = [:]) -> Bool {
            let known = owners.ids[id]
            if let owner = ids[id] ?? known.flatMap({ $0.isGone ? nil : $0.path }) {
                // Two names that look the same are two files: one may be there, and the other come.
                return [article.path, before?.path].contains { $0.map(owner.isSpelled) ?? false }
            }
            guard let owner = known?.path ?? claims[id] else { return true }
            return owner == article.path || owner == before?.path
        }
        let path = article.path
        if let explicit = article.id {
            // An author who writes a deleted article's id means that article.
            guard isFree(explicit) || ids[explicit] == nil && owners.ids[explicit]?.isGone == true else {
                return nil
            }
            return explicit
        }
        if let id = adopted[path]?.id { return id }
        if before == nil, strangers.contains(path) {
            // Of what it says: whoever comes here next gets another, and it has this one whenever it comes back.
            let name = "\(path)#\(article.fileHash.hexadecimal)"
            return EntryID.derived(authority: ledger.authority, feed: feed.name, path: name)
        }
        let id = before?.id ?? ledger.lines[path]?.id ?? derivedID(of: path)
        if isFree(id, inLedger: remembered) { return id }
        return firstFree(after: path) { isFree($0, inLedger: remembered) }
    }

    /// An id for an article whose derived one belongs to another: to one that was renamed, say, or has another extension.
    private func firstFree(after path: String, _ isFree: (String) -> Bool) -> String {
        var number = 2
        while true {
            let id = EntryID.derived(authority: ledger.authority, feed: feed.name, path: "\(path)#\(number)")
            if isFree(id) { return id }
            number += 1
        }
    }

    mutating func refuse(
        _ article: Article,
        _ mark: FileMark,
        existing: CatalogueEntry?,
        moved: CatalogueEntry?
    ) {
        let id = article.id ?? ""
        let problem = Problem(
            file: article.path,
            message:
                "the id \"\(id)\" already belongs to another article; give this one an id of its own, or none"
        )
        keep(problem, at: article.path, mark: mark, existing: existing, moved: moved)
        ledger.deny(id, at: article.path)
    }
}
