import Articles
import Feeds
import Foundation
import Store

/// Articles at paths that had others: is it one of those again?
extension FeedPass {
    /// An article of which nothing is as it was with the one that its path had before: neither title, text nor date.
    struct Stranger {
        /// Who had the path last.
        let former: CatalogueEntry
        /// Who had it earlier, and is this article; it may be kept without a file.
        let itself: CatalogueEntry?

        /// Under its present path, where that is another.
        var moved: CatalogueEntry? { itself?.state == .live ? itself : nil }

        /// Whether this one has come back over the other's file, which is then nowhere.
        ///
        /// An inbox keeps what it has published.
        func takesPlace(in feed: FeedDefinition) -> Bool {
            itself != nil && former.file.hasFile
                && (former.state == .draft || former.state == .live && feed.onDelete != .keep)
        }
    }

    /// The strangers among these, by their paths; `existing` then says what they were themselves, if anything.
    func strangers(
        among readings: [Reading],
        existing: inout [String: CatalogueEntry],
        goals: Set<String>
    ) async throws -> [String: Stranger] {
        var strangers: [String: Stranger] = [:]
        let gone = try await gone(among: readings, existing, goals: goals)
        for reading in readings where existing[reading.path] == nil {
            existing[reading.path] = gone[reading.mark.hash]
        }
        for reading in readings {
            guard case .article(let article) = reading.result, article.id == nil,
                let former = existing[reading.path],
                former.state == .broken || article.isAnother(than: former),
                // A draft takes back what an inbox keeps, and what is still there.
                former.state == .gone || !article.isDraft,
                let stranger = try await stranger(article, after: former, gone[reading.mark.hash]),
                stranger.itself != nil || mayHaveLeft(stranger.former),
                !(stranger.takesPlace(in: feed) && goals.contains(reading.path))
            else { continue }
            strangers[reading.path] = stranger
            existing[reading.path] = stranger.itself?.state == .gone ? stranger.itself : nil
        }
        return strangers
    }

    /// Nil where nobody was at the path but a file that could never be read.
    private func stranger(
        _ article: Article,
        after former: CatalogueEntry,
        _ gone: CatalogueEntry?
    ) async throws -> Stranger? {
        let left = try await store.left(of: feed.name, at: former.path)
        guard let last = former.state == .broken ? left.first : former else { return nil }
        return Stranger(former: last, itself: left.first { !article.isAnother(than: $0) } ?? gone)
    }

    /// By the hashes of their files, those that have gone from wherever they were, and may be these.
    ///
    /// The very bytes are asked for: two articles may well have one title or date.
    private func gone(
        among readings: [Reading],
        _ existing: [String: CatalogueEntry],
        goals: Set<String>
    ) async throws -> [Fingerprint: CatalogueEntry] {
        if isFirst { return [:] }
        var hashes: [Fingerprint: Int] = [:]
        for reading in readings where !goals.contains(reading.path) {
            guard case .article(let article) = reading.result, article.id == nil else { continue }
            let former = existing[reading.path]
            if former.map({ article.isAnother(than: $0) || $0.state == .broken }) ?? true {
                hashes[reading.mark.hash, default: 0] += 1
            }
        }
        if hashes.isEmpty { return [:] }
        return try await store.gone(of: feed.name, hashes: hashes.filter { $0.value == 1 }.map(\.key))
    }

    /// What an inbox has published stays, also where its file is written over.
    private func mayHaveLeft(_ former: CatalogueEntry) -> Bool {
        former.hasLeft || feed.onDelete == .keep && former.state == .live
    }

    /// How the article goes whose file another has come back over; nil where nobody waits for it.
    func fate(of stranger: Stranger, editor: Editor) -> Departure.Fate? {
        let former = stranger.former
        return isPatient && former.isShown(at: now) && !editor.gate.holds(former.id) ? .replaced : nil
    }
}

extension CatalogueEntry {
    /// Whether it has no file any more: deleted, or purged from an inbox.
    fileprivate var hasLeft: Bool { state == .gone || state == .live && !file.hasFile }
}
