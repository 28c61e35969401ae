import Feeds
import Foundation
import Store

/// The pages of a feed's history, to which its documents lead.
extension FeedPass {
    /// How many are full after this edition, which ends those that are not ended yet.
    ///
    /// The newest ones of which too few entries are left go on: what came with another branch goes with it.
    func archives(after editor: inout Editor, touched: Set<Spelling>) async throws -> Int {
        let rule = Archives.rule(of: feed)
        let known = try await store.archiveCount(of: feed.name)
        if known == 0 {
            let count = memory.count ?? 0
            guard rule.isFull(1, of: count) else { return 0 }
            editor.edition.archives = rule
            return count / rule.size
        }
        let before = try await store.entries(of: feed.name, at: touched.map(\.path).sorted())
        let after = editor.edition.entries
        var number = known
        var open = try await count(beyond: number, before, after)
        while number > 0 {
            let count = try await count(beyond: number - 1, before, after)
            if rule.isFull(number, of: count) { break }
            (number, open) = (number - 1, count)
        }
        let isOther = number < known || rule.isFull(number + 1, of: open)
        if isOther { editor.edition.archives = rule }
        return number + (rule.isFull(number + 1, of: open) ? open / rule.size : 0)
    }

    /// How many entries are in none of so many pages, with what this edition changes.
    private func count(
        beyond number: Int,
        _ before: [CatalogueEntry],
        _ after: [CatalogueEntry]
    ) async throws -> Int {
        let end = try await store.archiveEnd(of: feed.name, number: number)
        func isBeyond(_ entry: CatalogueEntry) -> Bool {
            entry.isShown(at: now) && !(end?.isAfter(entry) ?? false)
        }
        return try await store.count(of: feed.name, beyondArchive: number, at: now)
            - before.count(where: isBeyond) + after.count(where: isBeyond)
    }
}
