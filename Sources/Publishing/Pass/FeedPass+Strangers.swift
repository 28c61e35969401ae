import Articles
import Feeds
import Foundation
import Store

/// Articles at paths that had others, which have no file any more or are kept without: is it one of those again?
extension FeedPass {
    /// An article of which nothing is as it was with the one that its path had before: neither title, text nor date.
    ///
    /// An inbox may always get files of one name.
    struct Stranger {
        /// Who had the path last.
        let former: CatalogueEntry
        /// Who had it earlier, and is this article; it may be kept without a file.
        let itself: CatalogueEntry?

        /// Under its present path, where that is another.
        var moved: CatalogueEntry? { itself?.state == .live ? itself : nil }
    }

    /// The strangers among these, by their paths; `existing` then says what they were themselves, if anything.
    func strangers(
        among readings: [Reading],
        existing: inout [String: CatalogueEntry]
    ) async throws -> [String: Stranger] {
        var strangers: [String: Stranger] = [:]
        for reading in readings {
            guard case .article(let article) = reading.result, article.id == nil,
                let former = existing[reading.path], mayHaveLeft(former), article.isAnother(than: former),
                // A draft takes back what an inbox keeps.
                former.state == .gone || !article.isDraft
            else { continue }
            let itself = try await store.left(of: feed.name, at: reading.path).first {
                !article.isAnother(than: $0)
            }
            strangers[reading.path] = Stranger(former: former, itself: itself)
            existing[reading.path] = itself?.state == .gone ? itself : nil
        }
        return strangers
    }

    /// What an inbox has published stays, also where its file is written over.
    private func mayHaveLeft(_ former: CatalogueEntry) -> Bool {
        former.hasLeft || feed.onDelete == .keep && former.state == .live
    }
}

extension CatalogueEntry {
    /// Whether it has no file any more: deleted, or purged from an inbox.
    fileprivate var hasLeft: Bool { state == .gone || state == .live && !file.hasFile }
}
