import Articles
import Feeds
import Foundation
import Store

/// How published entries go, and who is held back.
extension Editor {
    /// How a published entry goes under what its author has written now; nil where it stays.
    func fate(of entry: CatalogueEntry, as article: Article, id: String) -> Departure.Fate? {
        guard entry.isShown(at: now) else { return nil }
        if article.isDraft || article.expires.map({ $0 <= now }) ?? false || liesAhead(article) {
            return .withdrawn
        }
        // Who takes an id over from an older feed says so by hand.
        if id != entry.id, adopted[article.path] == nil { return .reidentified }
        return article.isAnother(than: entry) ? .replaced : nil
    }

    private func liesAhead(_ article: Article) -> Bool {
        guard let written = article.published, written > now else { return false }
        return !releases.contains(article.path) && ledger.lines[article.path]?.released == nil
    }

    /// Leaves a published entry as it is, though its file says something else; it may have another path.
    mutating func holdBack(
        _ entry: CatalogueEntry,
        _ fate: Departure.Fate,
        at path: String,
        mark: FileMark
    ) {
        hold(entry, fate)
        if path.isSpelled(as: entry.path) { return readAgain(entry, mark) }
        rename(entry, to: path)
        var entry = entry
        entry.path = path
        ledger.remember(entry, named: names(of: path))
        edition.entries.append(entry)
    }

    mutating func hold(_ entry: CatalogueEntry, _ fate: Departure.Fate) {
        changes.held.append(
            Report.Held(id: entry.id, title: entry.title, path: entry.path, fate: fate)
        )
    }
}

extension Article {
    /// Whether nothing by which a reader knows an article is as it was: title, text and date.
    func isAnother(than entry: CatalogueEntry) -> Bool {
        guard saysOther(than: entry) else { return false }
        guard let published else { return true }
        return published.rounded != entry.published && entry.released == nil
    }

    /// Whether neither title nor text are as they were.
    ///
    /// A file that is as it was, or as it was with more behind, is the same article, whatever this program makes of it now.
    func saysOther(than entry: CatalogueEntry) -> Bool {
        if [fileHash, continuedHash].contains(where: { $0.map(Fingerprint.init) == entry.file.hash }) {
            return false
        }
        return title ?? "" != entry.title && Fingerprint(bodyHash) != entry.bodyHash
    }

    /// Whether this may be shown for an entry that was made of an earlier state of its file: the guard lets it.
    func isStill(_ entry: CatalogueEntry, at now: Date) -> Bool {
        if isDraft || expires.map({ $0 <= now }) ?? false { return false }
        if published.map({ $0 > now }) ?? false, entry.released == nil { return false }
        return id == nil || id == entry.id ? !isAnother(than: entry) : false
    }
}
