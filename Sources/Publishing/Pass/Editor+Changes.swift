import Articles
import Feeds
import Foundation
import Store

/// What subscribers see of it.
extension Editor {
    /// Whether nobody is told of what this article says now.
    mutating func isSilent(_ article: Article, id: String, before: CatalogueEntry?) -> Bool {
        if silenced.contains(article.path) {
            quiet.silence(id, until: now + QuietTimes.silence)
            changes.silenced.append(article.path)
        }
        let isSilent =
            article.isSilent || quiet.isSilent(id, at: now) || isReadAnew(article, before: before)
        if isSilent { silent.insert(id) }
        return isSilent
    }

    /// Whether only this program makes something else of a file that is as it was.
    func isReadAnew(_ article: Article, before: CatalogueEntry?) -> Bool {
        isUpgrade && before?.file.hash == Fingerprint(article.fileHash)
    }

    /// What is to be known of an article's past beside its file.
    func past(of entry: CatalogueEntry, before: CatalogueEntry?, isShown: Bool) -> EntryPast? {
        let line = ledger.lines[entry.path]
        var past = EntryPast(written: line?.written, update: line?.update)
        past.wasShown = before?.past?.wasShown ?? false
        if let before, !isShown, before.state == .gone || before.state == .live && before.published <= now {
            past.wasShown = true
        }
        return past == EntryPast() ? nil : past
    }

    /// Takes note of an entry that shows an enclosure which it went without before: to subscribers an edit like any other.
    mutating func noteArrival(in entry: CatalogueEntry, isSilent: Bool) {
        if changes.added.contains(where: { $0.id == entry.id }) { return }
        let isTold = !isSilent && tells(ofArrivalIn: entry)
        hasNews = hasNews || isTold
        guard let place = changes.changed.firstIndex(where: { $0.id == entry.id }) else {
            var item = Report.Item(entry)
            item.differences = ["enclosures"]
            item.isTold = isTold
            changes.changed.append(item)
            return
        }
        changes.changed[place].isTold = changes.changed[place].isTold || isTold
        if !changes.changed[place].differences.contains("enclosures") {
            changes.changed[place].differences.append("enclosures")
        }
    }

    private mutating func tells(ofArrivalIn entry: CatalogueEntry) -> Bool {
        if silent.contains(entry.id) || quiet.isSilent(entry.id, at: now) { return false }
        guard letsEditsWait, let end = quiet.end(of: entry, for: quietFor, at: now) else { return true }
        quiet.wait(entry.id, until: end)
        return false
    }

    /// Writes the entry down, if anything about it is new, and says what a subscriber sees of it.
    mutating func place(
        _ entry: CatalogueEntry,
        before: CatalogueEntry?,
        former: FormerAddresses,
        isSilent: Bool
    ) {
        var same = before
        same?.file = entry.file
        same?.path = entry.path
        if same == entry, let before {
            // White space may matter to a reader, in code say: such a body is served anew, but is no update. Under its
            // new path it is no change to a reader either, but documents are made of what an edition says.
            if before.file.hash != entry.file.hash || !before.path.isSpelled(as: entry.path) {
                edition.entries.append(entry)
            } else {
                edition.touched.append(KnownFile(path: entry.path, mark: entry.file, state: entry.state))
            }
            return
        }
        let wasShown = before?.isShown(at: seen) ?? false
        if let before, !before.isFiled(as: entry) {
            leftViews.formUnion(View.words(of: before, in: feed).keys)
        }
        // What was kept of one that has none any more goes; most never had any.
        let isOther = before.map { $0.headHash != entry.headHash || $0.id != entry.id } ?? false
        if isOther || former != FormerAddresses(id: entry.id) { edition.former.append(former) }
        if let before, before.id != entry.id, before.state == .live || before.state == .draft,
            adopted[entry.path] == nil
        {
            // Its former id was somebody's: nobody else may have it, not even a file that comes to this path.
            var gone = before.gone(at: now)
            (gone.path, gone.slug) = ("", "")
            edition.entries += [gone, entry]
            if wasShown { remove(asItem: before) }
            if entry.isShown(at: now) { add(entry, isSilent: isSilent) }
            return
        }
        edition.entries.append(entry)
        switch (before, entry.isShown(at: now)) {
        case (let before?, true) where wasShown: change(entry, before, isSilent: isSilent)
        case (_, true):
            if before.map({ $0.state == .gone }) ?? true { newcomers.append(entry.id) }
            add(entry, isSilent: isSilent)
        case (_, false) where wasShown: remove(asItem: entry)
        case (_, false):
            if entry.state == .live, entry.published > now { changes.scheduled.append(Report.Item(entry)) }
        }
    }

    /// Counts an entry of the catalogue that appears or expires by the clock, unless this pass has told of it already.
    mutating func countMoment(of entry: CatalogueEntry) {
        let isCounted = [changes.added, changes.removed].contains { $0.contains { $0.id == entry.id } }
        let present = edition.entries.last { $0.id == entry.id } ?? entry
        let (wasShown, isShown) = (entry.isShown(at: seen), present.isShown(at: now))
        if isCounted || wasShown == isShown { return }
        if isShown { changes.added.append(Report.Item(present)) }
        if wasShown {
            changes.removed.append(Report.Item(present))
            goneEntries.append(present)
        }
    }

    private mutating func add(_ entry: CatalogueEntry, isSilent: Bool) {
        if quietFor > 0 { quiet.begin(entry.id, until: max(now, entry.published) + quietFor) }
        var item = Report.Item(entry)
        item.isTold = !isSilent
        hasNews = hasNews || item.isTold
        changes.added.append(item)
    }

    private mutating func change(_ entry: CatalogueEntry, _ before: CatalogueEntry, isSilent: Bool) {
        var item = Report.Item(entry)
        item.differences = entry.differences(from: before)
        if item.differences.isEmpty { return }
        item.values = entry.values(from: before, in: feed.name)
        item.isTold = !isSilent
        if !isSilent, letsEditsWait, let end = quiet.end(of: entry, for: quietFor, at: now) {
            quiet.wait(entry.id, until: end)
            item.isTold = false
        }
        hasNews = hasNews || item.isTold
        changes.changed.append(item)
    }

    mutating func remove(asItem entry: CatalogueEntry) {
        hasNews = true
        changes.removed.append(Report.Item(entry))
        goneEntries.append(entry)
    }
}

extension Report.Item {
    init(_ entry: CatalogueEntry) {
        self.init(id: entry.id, title: entry.title, path: entry.path)
    }
}
