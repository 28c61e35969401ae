import Articles
import Feeds
import Foundation
import Store

/// Files that are broken, are no articles, or have gone.
extension Editor {
    /// Keeps what was published of an article that cannot be understood now.
    mutating func keep(
        _ problem: Problem,
        at path: String,
        mark: FileMark,
        existing: CatalogueEntry?,
        moved: CatalogueEntry? = nil
    ) {
        report([problem])
        if let moved {
            rename(moved, to: path)
            var entry = moved
            entry.path = path
            entry.file = mark
            ledger.remember(entry, named: names(of: path))
            edition.entries.append(entry)
        } else if let existing, existing.state != .gone, existing.state != .broken {
            edition.touched.append(KnownFile(path: path, mark: mark, state: existing.state))
        } else {
            edition.entries.append(unread(path, mark))
        }
    }

    /// Leaves a file alone that holds no article; what was one keeps its id, and is seen by nobody.
    mutating func leaveOut(
        _ path: String,
        mark: FileMark,
        existing: CatalogueEntry?,
        moved: CatalogueEntry?
    ) {
        changes.leftOut.append(path)
        guard var entry = moved ?? existing, entry.state != .broken else {
            return edition.entries.append(unread(path, mark))
        }
        if entry.isShown(at: now), gate.stops(entry, .withdrawn, at: path) {
            return holdBack(entry, .withdrawn, at: path, mark: mark)
        }
        if let moved { rename(moved, to: path) }
        if entry.isShown(at: now) {
            changes.removed.append(Report.Item(entry))
            goneEntries.append(entry)
        }
        entry.past = past(of: entry, before: entry, isShown: false)
        entry.path = path
        entry.file = mark
        entry.state = .draft
        ledger.remember(entry, named: names(of: path))
        edition.entries.append(entry)
    }

    /// What is known of a file that could never be read: that it need not be read again.
    private func unread(_ path: String, _ mark: FileMark) -> CatalogueEntry {
        CatalogueEntry(
            path: path,
            file: mark,
            state: .broken,
            id: derivedID(of: path),
            published: Date(timeIntervalSince1970: 0),
            updated: Date(timeIntervalSince1970: 0)
        )
    }

    /// Takes an article out: its file has been gone for long enough.
    mutating func remove(_ entry: CatalogueEntry) {
        ledger.deny(nil, at: entry.path)
        if entry.state == .broken {
            edition.forgotten.append(entry.path)
            return
        }
        if gate.stops(entry, .removed, at: entry.path) { return hold(entry, .removed) }
        if entry.isShown(at: now) { remove(asItem: entry) }
        edition.entries.append(entry.gone(at: now))
    }

    /// Keeps an entry whose file has gone from an inbox.
    mutating func keepWithoutFile(_ entry: CatalogueEntry) {
        gate.settle(entry)
        edition.touched.append(KnownFile(path: entry.path, mark: entry.file.withoutFile, state: entry.state))
    }

    /// Has another article come to a path whose former one, without a file, is not that article.
    ///
    /// What an inbox keeps goes on under a path that no file has; who was not there before gets an id of its own.
    mutating func makeRoom(for path: String, beside former: CatalogueEntry, isKnown: Bool) {
        if former.state == .live {
            let place = path + CatalogueEntry.aside + ContentHash(of: former.id).hexadecimal
            rename(former, to: place)
            var kept = former
            kept.path = place
            kept.file = former.file.withoutFile
            slugs[former.slug] = place
            ledger.remember(kept, named: names(of: place))
            edition.entries.append(kept)
        } else {
            ledger.lines[path] = nil
        }
        if !isKnown { strangers.insert(path) }
    }

    /// Takes an article out whose file was written over by what had its path before; false where it is held back.
    mutating func makesWay(_ former: CatalogueEntry) -> Bool {
        if gate.stops(former, .replaced, at: former.path) {
            hold(former, .replaced)
            return false
        }
        if former.isShown(at: now) { remove(asItem: former) }
        ledger.lines[former.path] = nil
        edition.entries.append(former.gone(at: now))
        return true
    }

    /// Keeps the body of an entry that this pass has taken: its file may not be there when it is wanted.
    mutating func keepBody(_ html: String, from source: Fingerprint, at path: String) {
        guard let entry = edition.entries.last, entry.path.isSpelled(as: path), entry.state == .live,
            !gate.holds(entry.id) || gate.back.contains(entry.id)
        else { return }
        keep(KeptBody(id: entry.id, source: source, html: html))
    }
}

extension CatalogueEntry {
    func gone(at now: Date) -> CatalogueEntry {
        var gone = self
        gone.state = .gone
        gone.expires = isShown(at: now) ? now : nil
        return gone
    }
}
