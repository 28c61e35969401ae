import Foundation
import Store

/// The words of views' addresses, as they were looked for last: whoever walks through a feed's tags has the catalogue
/// searched for them once, and not for each.
actor Shelfmarks {
    private struct Place: Hashable {
        var feed: String
        var kind: Shelfmark
    }

    private struct Known {
        /// The moment of the edition that they are of: it grows with each.
        var edited: Date
        /// The words by their slugs.
        var words: [String: Set<String>]
    }

    /// More than these are not kept.
    private static let most = 8

    private let store: any Store
    private var known: [Place: Known] = [:]
    /// How often a catalogue was searched.
    private(set) var searches = 0

    init(_ store: any Store) {
        self.store = store
    }

    /// The words that have this slug, as articles of a feed have them.
    func words(_ kind: Shelfmark, slug: String, of feed: String) async throws -> Set<String> {
        try await words(kind, of: feed)[slug] ?? []
    }

    /// All words, by their slugs.
    func words(_ kind: Shelfmark, of feed: String) async throws -> [String: Set<String>] {
        let place = Place(feed: feed, kind: kind)
        guard let edited = try await store.lastEdition(of: feed) else { return [:] }
        if let known = known[place], known.edited == edited { return known.words }
        // What is read is of this edition, or of one after it: then it is read again the next time.
        searches += 1
        let marks = try await store.shelfmarks(kind, of: feed)
        var words: [String: Set<String>] = [:]
        for mark in marks { words[Slug.ofWord(mark), default: []].insert(mark) }
        if known.count >= Self.most { known = [:] }
        known[place] = Known(edited: edited, words: words)
        return words
    }

    /// Lets go of what is known.
    func letGo() { known = [:] }
}
