import Feeds
import Store

/// An entry as readers see it, with its text in each format.
///
/// A class, though it is a value: an edit hands fifty of them on, and each has two dozen parts to count references of.
final class ShownEntry: Equatable, Sendable {
    let entry: Entry
    let pieces: [Format: Piece]

    init(_ entry: Entry) {
        self.entry = entry
        pieces = Dictionary(uniqueKeysWithValues: Format.allCases.map { ($0, Piece(entry.piece($0))) })
    }

    static func == (one: ShownEntry, other: ShownEntry) -> Bool {
        one === other || one.entry == other.entry && one.pieces == other.pieces
    }
}

/// The entries that a feed's documents showed the last time, so that an edit makes one anew and not fifty.
struct ShownEntries: Equatable, Sendable {
    private struct Shown: Equatable, Sendable {
        var source: CatalogueEntry
        var entry: ShownEntry
    }

    /// What decides, beside the article itself, how an entry looks.
    private let circumstances: String
    private var shown: [String: Shown] = [:]

    init(under circumstances: String) {
        self.circumstances = circumstances
    }

    /// These, or none where the circumstances are others.
    func valid(under circumstances: String) -> ShownEntries {
        self.circumstances == circumstances ? self : ShownEntries(under: circumstances)
    }

    /// The entry as it was shown, if its article is still the same.
    func entry(for source: CatalogueEntry) -> ShownEntry? {
        guard let known = shown[source.id] else { return nil }
        var before = known.source
        before.file = source.file
        return before == source ? known.entry : nil
    }

    mutating func remember(_ entry: ShownEntry, for source: CatalogueEntry) {
        shown[source.id] = Shown(source: source, entry: entry)
    }

    /// Forgets all but these.
    mutating func keep(_ sources: [CatalogueEntry]) {
        let ids = Set(sources.map(\.id))
        if shown.keys.allSatisfy(ids.contains) { return }
        shown = shown.filter { ids.contains($0.key) }
    }
}
