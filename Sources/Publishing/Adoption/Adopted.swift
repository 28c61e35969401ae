import Foundation
import Store

/// What an article takes over from the entry of an older feed.
struct Adopted: Equatable, Sendable {
    var id: String?
    /// The last part of its address, where only that makes the link the same.
    var slug: String?
    var published: Date?
    /// Nil where the older feed does not tell of updates.
    var updated: Date?
}

extension Edition {
    /// The articles that there are when this is committed over `known`; those that are gone or broken left out.
    func catalogue(over known: [CatalogueEntry]) -> [CatalogueEntry] {
        var articles = Dictionary(known.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        // What is renamed is among the entries, under its new path.
        for renaming in renamings { articles[renaming.from] = nil }
        for entry in entries {
            articles[entry.path] = entry.state == .live || entry.state == .draft ? entry : nil
        }
        return articles.values.sorted { $0.path < $1.path }
    }
}
