import Articles
import Feeds
import Foundation
import Store

/// No two entries of a feed share the second of their last update: decided once, when that is, for all documents.
extension FeedPass {
    /// Gives those that this pass has dated a second of their own; all others keep theirs.
    func spreadSeconds(editor: inout Editor) async throws {
        if editor.undecided.isEmpty { return }
        var seconds = SecondsApart(taken: Set(written(by: editor)), load: others(than: editor))
        let moves = try await seconds.moves(of: Array(editor.undecided.values.map(\.moment)))
        editor.move(to: moves)
    }

    /// The seconds of those that this pass writes down, and that have them already.
    private func written(by editor: Editor) -> [Int64] {
        editor.edition.entries.lazy.filter { $0.state == .live && editor.undecided[$0.id] == nil }.map(
            \.updated.wholeSeconds
        )
    }

    /// The seconds of all others.
    private func others(than editor: Editor) -> SecondsApart.Load {
        let rewritten = Set(editor.edition.entries.map(\.id))
        if let all = known.all {
            let seconds = all.lazy.filter { $0.state == .live && !rewritten.contains($0.id) }.map(
                \.updated.wholeSeconds
            )
            return { [seconds = Set(seconds)] in seconds.filter($0.contains) }
        }
        return { [store, feed] range in
            let updates = try await store.updates(of: feed.name, in: range)
            return Set(updates.lazy.filter { !rewritten.contains($0.id) }.map(\.second))
        }
    }
}

extension Editor {
    /// An entry that was dated in this pass.
    struct Undecided {
        var moment: SecondsApart.Moment
        /// Whether its publication is the same moment, which nobody wrote and nobody knows.
        var isFirstDated: Bool
    }

    /// Takes note of an entry whose date of its last update is another than it was, or has not been shown.
    mutating func noteDates(of entry: CatalogueEntry, _ article: Article, before: CatalogueEntry?) {
        guard entry.state == .live else { return }
        if let before, before.state == .live, before.updated == entry.updated { return }
        var noted = undecided(article, published: entry.published, updated: entry.updated, before: before)
        noted.moment.id = entry.id
        undecided[entry.id] = noted
    }

    /// What decides which second an article has; without its id.
    func undecided(
        _ article: Article,
        published: Date,
        updated: Date,
        before: CatalogueEntry? = nil
    ) -> Undecided {
        let line = ledger.lines[article.path]
        let isFirstDated =
            article.published == nil && before == nil && line?.date == nil && adopted[article.path] == nil
        var moment = SecondsApart.Moment(id: "", second: updated.wholeSeconds)
        if !isFirstDated { moment.least = published.wholeSeconds }
        if let known = unchanged(before)?.wholeSeconds {
            moment.least = max(moment.least, known < moment.second ? known + 1 : known)
        }
        if article.updated != nil { moment.source = .author }
        let isTold = ledger.inheritance.sources != nil && article.updated != nil
        if line?.update != nil || isTold { moment.source = .olderFeed }
        return Undecided(moment: moment, isFirstDated: isFirstDated)
    }

    /// Writes down which seconds entries have.
    mutating func move(to seconds: [String: Int64]) {
        if seconds.isEmpty { return }
        for place in edition.entries.indices where edition.entries[place].state == .live {
            let entry = edition.entries[place]
            guard let second = seconds[entry.id] else { continue }
            edition.entries[place].updated = Date(second: second)
            guard undecided[entry.id]?.isFirstDated == true, second < entry.published.wholeSeconds else {
                continue
            }
            edition.entries[place].published = Date(second: second)
            ledger.lines[entry.path]?.date = Date(second: second)
        }
    }
}
