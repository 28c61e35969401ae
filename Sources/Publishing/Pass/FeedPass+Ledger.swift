import Articles
import Feeds
import Store

/// A ledger that somebody else has changed: an older one, out of version control or a backup, may have come in its place.
extension FeedPass {
    /// Completes a ledger that is another than the one that was written last: what the store knows is not lost with it.
    ///
    /// Returns what the ledger was before this pass, completed where it was another's; and its mark, where that is to be
    /// taken note of.
    mutating func check(_ known: Ledger?, record: FeedRecord?, editor: inout Editor) async throws
        -> (ledger: Ledger?, mark: Fingerprint?)
    {
        guard let known, record != nil, conditions.isLedgerUnchecked else { return (known, nil) }
        let mark = try await store.ledgerMark(of: feed.name)
        if mark == known.mark { return (known, nil) }
        // A version before this one has written it.
        guard mark != nil else { return (known, known.mark) }
        let entries = try await store.entries(of: feed.name)
        let formerSlugs = try await store.formerSlugs(of: feed.name)
        editor.complete(entries, formerSlugs: formerSlugs) { path in
            guard case .article(let article) = reader.read(path)?.result else { return nil }
            return article
        }
        if editor.ledger == known { return (known, known.mark) }
        conditions.isLedgerLost = true
        return (editor.ledger, nil)
    }
}

extension Editor {
    /// Adds the lines that the ledger should have by what the catalogue knows, and takes away those of articles that have
    /// other paths now; `article` reads what an article says of itself.
    mutating func complete(
        _ entries: [CatalogueEntry],
        formerSlugs: [String: [String]],
        article: (String) -> Article?
    ) {
        var recalled = Ledger(authority: "")
        var paths: [String: String] = [:]
        for entry in entries where entry.state != .broken {
            paths[entry.id] = entry.path
            let former = formerSlugs[entry.id] ?? []
            recalled.recall(entry, former: former, named: names(of: entry.path))
            guard let line = recalled.lines[entry.path], !line.agrees(with: ledger.lines[entry.path]) else {
                recalled.lines[entry.path] = nil
                continue
            }
            guard let article = article(entry.path) else { continue }
            recalled.recall(entry, former: former, named: names(of: article))
        }
        for (path, line) in ledger.lines {
            if let id = line.id, let present = paths[id], present != path { ledger.lines[path] = nil }
        }
        for (path, line) in recalled.lines where !line.agrees(with: ledger.lines[path]) {
            let denied = ledger.lines[path]?.denied
            ledger.lines[path] = line
            ledger.lines[path]?.denied = denied
            if let slug = line.slug { namedOwners[slug] = path }
        }
        knownLines = ledger.lines
    }
}

extension Ledger.Line {
    /// Whether a line names the same article as this one does.
    fileprivate func agrees(with other: Ledger.Line?) -> Bool {
        guard let other else { return false }
        return id == other.id && slug == other.slug && date == other.date && former == other.former
    }
}

extension Ledger {
    /// Of all that it says.
    var mark: Fingerprint { Fingerprint(ContentHash(of: text)) }
}
