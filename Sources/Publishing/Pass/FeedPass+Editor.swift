import Articles
import Feeds
import Foundation
import Store

/// Who decides in a pass, and what comes of it.
extension FeedPass {
    mutating func editor(ledger known: Ledger?, record: FeedRecord?) async throws -> Editor {
        var ledger = known ?? Ledger(authority: "")
        if ledger.authority.isEmpty { ledger.authority = record?.authority ?? base.host }
        if known == nil, let record { ledger.inheritance = record.inheritance }
        if let inheritance = conditions.inheritance { ledger.inheritance = inheritance }
        let quiet =
            if let known = memory.quiet { known } else {
                QuietTimes(try await store.quietTimes(of: feed.name))
            }
        var editor = Editor(
            feed,
            record: FeedRecord(
                name: feed.name,
                authority: ledger.authority,
                base: base.url,
                definition: fingerprint,
                inheritance: ledger.inheritance
            ),
            base: base,
            ledger: ledger,
            adopted: conditions.adopted,
            taken: taken,
            gate: try await gate(),
            quiet: quiet,
            now: now
        )
        editor.isUpgrade = isUpgrade
        editor.quietFor = isFirst ? 0 : feed.quietFor
        editor.letsEditsWait = !conditions.endsQuiet
        if let moment = conditions.moment { editor.seen = moment - 0.001 }
        return editor
    }

    /// Whether a ledger whose file has gone is written again now.
    ///
    /// What another branch does not have comes back with the first one, and a folder may be on its way to be removed: the
    /// place is left alone while something is missing or held, and for a second where the file went under our eyes.
    mutating func restoresLedger(isBlind: Bool) -> Bool {
        let due = memory.ledgerDue
        memory.ledgerDue = nil
        if !conditions.isLedgerLost { return false }
        let isDue = memory.record == nil || due.map { $0 <= now } ?? false
        if isDue { return memory.waitEnds == nil && verdict.reason == nil && !isBlind }
        memory.ledgerDue = due ?? now + Self.patience
        return false
    }

    /// The ledger is new where it is another than `ledger`.
    mutating func result(of editor: Editor, ledger: Ledger?, record: FeedRecord?) -> Result {
        memory.record = editor.edition.feed
        memory.quiet = editor.quiet.saved
        memory.departures = verdict.remembered
        memory.guests.note(isFirst ? [] : editor.newcomers, isHolding: verdict.reason != nil, at: now)
        var edition = editor.edition
        edition.guests = memory.guests.news(at: now)
        memory.follow(edition)
        // Whatever was looked at first.
        edition.problems.sort { ($0.path, $0.line ?? 0, $0.message) < ($1.path, $1.line ?? 0, $1.message) }
        // Who gave up an id or an address may have given it to one that waits for it.
        if !editor.changes.removed.isEmpty {
            for path in conditions.troubled where !path.isEmpty && !path.hasPrefix("/") {
                memory.later[path] = now
            }
        }
        // Who moves in is not announced.
        if !isFirst, conditions.inheritance == nil { edition.changes = editor.told(of: base) }
        return Result(
            edition: edition,
            changes: editor.changes,
            leftViews: editor.leftViews,
            ledger: editor.ledger,
            isLedgerNew: editor.ledger != ledger,
            isFeedNew: record != editor.edition.feed,
            memory: memory,
            holdReason: verdict.reason,
            newlyHeld: verdict.newlyHeld,
            hasHoldEnded: verdict.hasHoldEnded
        )
    }
}

extension Editor {
    /// What is different of entries, with their pages; in this order, for an id may have gone to another.
    fileprivate func told(of base: Base) -> [EntryChange] {
        if changes.removed.isEmpty, changes.changed.isEmpty, changes.added.isEmpty { return [] }
        let composer = Composer(feed: feed, base: base, authority: edition.feed.authority)
        var pages: [String: String] = [:]
        for entry in edition.entries where entry.state == .live { pages[entry.id] = composer.link(of: entry) }
        for entry in goneEntries { pages[entry.id] = composer.link(of: entry) }
        func told(_ items: [Report.Item], _ kind: EntryChange.Kind) -> [EntryChange] {
            items.map { EntryChange(id: $0.id, title: $0.title, kind: kind, page: pages[$0.id]) }
        }
        return told(changes.removed, .removed) + told(changes.changed, .changed)
            + told(changes.added, .added)
    }
}
