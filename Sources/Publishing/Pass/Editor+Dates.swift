import Articles
import Feeds
import Foundation
import Store

/// When an entry appeared and was updated.
extension Editor {
    mutating func published(_ article: Article, before: CatalogueEntry?, mark: FileMark) -> Date {
        let path = article.path
        if let written = article.published {
            if releases.contains(path), written > now, ledger.lines[path]?.released == nil {
                ledger.lines[path, default: Ledger.Line()].released = now.rounded
            }
            // A release by hand is for good, until the author writes a date that had come by then.
            if let released = ledger.lines[path]?.released, written > released { return released }
            ledger.lines[path]?.released = nil
            if let date = adopted[path]?.published {
                ledger.lines[path, default: Ledger.Line()].date = date
                ledger.lines[path]?.written = date == written.rounded ? nil : written.rounded
            }
            if let date = ledger.lines[path]?.published(written: written.rounded) { return date }
            ledger.lines[path]?.written = nil
            return written.rounded
        }
        if let date = adopted[path]?.published { return date }
        return (ledger.lines[path]?.date ?? before?.published ?? min(mark.time, now)).rounded
    }

    /// Never before `published`, never less than it was, never in the future.
    mutating func updated(
        _ article: Article,
        before: CatalogueEntry?,
        mark: FileMark,
        published: Date
    ) -> Date {
        if let date = adoptedUpdate(of: article, published: published) { return date }
        let known = unchanged(before)
        var updated = article.updated ?? mark.time
        if article.updated == nil, let known, before?.bodyHash == Fingerprint(article.bodyHash) {
            updated = known
        }
        updated = max(min(updated.rounded, now.rounded), known ?? published)
        return max(updated, published)
    }

    /// The date of the last update as an older feed told it, as long as the article is the one that it told of.
    private mutating func adoptedUpdate(of article: Article, published: Date) -> Date? {
        let path = article.path
        if let adopted = adopted[path] {
            // An older feed that tells of no updates has had none to tell: the file's time is that of a copy.
            let date = adopted.updated ?? (article.updated == nil ? published : nil)
            let isWritten = date == article.updated?.rounded
            ledger.lines[path, default: Ledger.Line()].update =
                isWritten ? nil : date.map { Ledger.Update(date: $0, mark: article.updateMark) }
        }
        guard let update = ledger.lines[path]?.update else { return nil }
        if update.mark == article.updateMark { return max(min(update.date, now.rounded), published) }
        ledger.lines[path]?.update = nil
        return nil
    }

    /// Has a date of an older feed hold for the text as it is read now, which is the one that it was told of.
    mutating func keepAdoptedUpdate(of article: Article) {
        if adopted[article.path] == nil { ledger.lines[article.path]?.update?.mark = article.updateMark }
    }

    /// When the entry was last updated as readers know it; nil where they do not.
    func unchanged(_ entry: CatalogueEntry?) -> Date? {
        // What lay ahead was never shown, and an article whose date is drawn nearer does not keep it. An update that was
        // moved to a second of its own may lie ahead of now.
        entry.flatMap { $0.published <= now ? $0.updated : nil }
    }
}

extension FileMark {
    var time: Date { Date(timeIntervalSince1970: Double(modified) / 1e9) }

    /// The mark of a file that has gone and whose article stays.
    var withoutFile: FileMark { FileMark(inode: 0, size: size, modified: 0, hash: hash) }

    var hasFile: Bool { inode != 0 }
}

extension Date {
    /// To the second, rounded down.
    var rounded: Date { Date(timeIntervalSince1970: timeIntervalSince1970.rounded(.down)) }
}

extension Article {
    /// What tells this text, with the author's date of its update, from others.
    fileprivate var updateMark: String {
        ContentHash(of: "\(bodyHash.hexadecimal) \(updated?.rfc3339 ?? "")").hexadecimal
    }
}
