package import Foundation

/// Where a page of a feed's history ends, for good: what is deleted or comes with an older date changes one page alone.
///
/// The entries of an archive document should not change over time: <https://www.rfc-editor.org/rfc/rfc5005#section-4>.
package struct ArchiveEnd: Equatable, Sendable {
    /// Of the first entry that is in the next page, in the order of publication, and of ids backwards.
    package var published: Date
    package var id: String

    package init(published: Date, id: String) {
        self.published = published
        self.id = id
    }

    /// Before all entries.
    static let beginning = ArchiveEnd(published: .distantPast, id: "")

    /// Whether an entry is in this page, or in one before.
    package func isAfter(_ entry: CatalogueEntry) -> Bool {
        let (own, other) = (entry.published.wholeSeconds, published.wholeSeconds)
        return own < other || own == other && id.utf8.lexicographicallyPrecedes(entry.id.utf8)
    }
}

/// When a page of a feed's history is full, in entries.
package struct ArchiveRule: Equatable, Sendable {
    /// How many each has.
    package var size: Int
    /// How many there must be for the first one: the feed's documents show fewer without any.
    package var least: Int

    package init(size: Int, least: Int) {
        self.size = size
        self.least = least
    }

    /// Whether a page of this number is full, where so many entries are in it or in none.
    package func isFull(_ number: Int, of count: Int) -> Bool {
        count >= (number == 1 ? max(least, size) : size)
    }
}
