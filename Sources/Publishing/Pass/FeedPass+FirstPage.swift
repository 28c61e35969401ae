import Articles
import Foundation
import Store

/// What a large feed shows first.
extension FeedPass {
    /// Runs a pass over what a large feed shows first; nil where the feed is not large, not new, or leaves a doubt.
    mutating func runFirstPage(
        ledger known: Ledger?,
        leastArticles: Int = FirstPage.leastArticles
    ) async throws -> Result? {
        guard try await store.feed(feed.name) == nil else { return nil }
        var editor = try await editor(ledger: known, record: nil)
        let page = try await FirstPage.find(
            of: leastArticles,
            reader: &reader,
            editor: editor,
            now: now,
            youth: feed.settle
        )
        guard let page else { return nil }
        editor.lookedAt(page.paths)
        self.known = KnownEntries(all: [])
        isFirst = true
        var moves = Moves(absent: [], folder: reader.folder, pairs: [])
        _ = try await take(page.paths, moves: &moves, editor: &editor)
        editor.move(to: page.seconds)
        editor.undecided = [:]
        try await compose(record: nil, editor: &editor)
        // The history begins with the oldest entry.
        editor.edition.archives = nil
        // Another article might be shown for one that cannot be, and a link may lead to one that is not known yet.
        let ofMedia = Set(memory.media.problems(of: nil).map(\.message))
        let isDoubtful =
            hasOpenLinks
            || editor.edition.problems.contains { !$0.isWarning && !ofMedia.contains($0.message) }
        if isDoubtful { return nil }
        memory.later = [:]
        memory.firstPage = editor.edition.entries
        return result(of: editor, ledger: known, record: nil)
    }
}
