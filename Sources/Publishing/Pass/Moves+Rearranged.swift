import Articles
import Feeds
import Foundation
import Store

/// Articles whose files changed places as programs do it that write them anew: version control, or a copy of a folder.
extension Moves {
    /// What is seen of a file that was read, as far as it tells who has come to its path.
    struct Sighting {
        let path: String
        let hash: Fingerprint
        /// The article that had the path and may be another one; nil where the file is that article's, or nobody's.
        var entry: CatalogueEntry?
        /// The id of its own that the file's article was given by its author, where that is not the entry's.
        var claim: String?
        /// Whether the file may be another article's, since neither title nor text are the entry's.
        ///
        /// Dates may be equal: many articles are of one day, or have that of a name.
        var isOther = false
        /// Whether it is no edit of the entry in any case: nothing by which a reader knows that is as it was.
        var isNoEdit = false
        /// Whether no article has the path.
        let isFree: Bool
        /// The article, for which its title, text and date stand where its file was edited on its way.
        fileprivate var headline: Headline?
        fileprivate var text: Fingerprint?
        private var writtenID: String?

        init(_ reading: Reading, before: CatalogueEntry?) {
            (path, hash) = (reading.path, reading.mark.hash)
            isFree = before.map { $0.state == .gone || $0.state == .broken } ?? true
            guard case .article(let article) = reading.result else { return }
            headline = Headline(article.title, article.published)
            text = Fingerprint(article.bodyHash).ofSomething
            writtenID = article.id
            guard let before, before.state == .live || before.state == .draft, article.id != before.id
            else { return }
            claim = article.id
            isOther = before.file.hasFile && article.saysOther(than: before)
            isNoEdit = isOther && article.isAnother(than: before)
            if claim != nil || isOther { entry = before }
        }

        /// Whether its author says nothing against its being this article.
        fileprivate func mayBe(_ entry: CatalogueEntry) -> Bool { writtenID.map { $0 == entry.id } ?? true }
    }

    /// Takes an article for one that has moved where the very bytes of its file are at one other path alone, or else its text,
    /// or its title and date, and at its own path is nothing, or another article.
    ///
    /// Who had that path, and is nowhere else, has gone: only where it `isOver`, the wait for what is still to come, and where
    /// what is there now cannot be an edit.
    mutating func rearrange(_ sightings: [Sighting], isOver: Bool, holds isHeld: (String) -> Bool) {
        var others: [String: CatalogueEntry] = [:]
        var losable: Set<String> = []
        for sighting in sightings where sighting.isOther && !hasLeft(sighting.path) {
            guard let entry = sighting.entry, !isHeld(entry.id) else { continue }
            others[sighting.path] = entry
            if isOver, sighting.isNoEdit { losable.insert(sighting.path) }
        }
        let displaced = Array(others.values) + gone.filter { !isHeld($0.id) }
        if displaced.isEmpty { return }
        let missing = isOver ? absent.values.filter { !isHeld($0.id) } : []
        let goals = sightings.filter { sighting in
            (others[sighting.path] != nil || sighting.isFree || hasLeft(sighting.path))
                && !hasOrigin(sighting.path)
        }
        var moved = Self.pairs(of: displaced + missing, among: goals, by: \.file.hash, \.hash)
        let texts = Self.pairs(
            of: displaced,
            among: goals,
            besides: moved,
            by: \.bodyHash.ofSomething,
            \.text
        )
        moved.merge(texts) { first, _ in first }
        let heads = Self.pairs(of: displaced, among: goals, besides: moved, by: \.headline, \.headline)
        moved.merge(heads) { first, _ in first }
        withoutStuck(&moved, others.filter { !losable.contains($0.key) })
        let origins = Set(moved.values.map(\.path))
        for path in moved.keys.sorted() {
            if let other = others[path], !origins.contains(other.path) { lose(other) }
        }
        displace(moved)
        keep(moved.values.map(\.id))
    }

    /// The entries and the files, by their paths, that alone have a trait in common; but for those that are paired already.
    private static func pairs<Trait: Hashable>(
        of entries: [CatalogueEntry],
        among sightings: [Sighting],
        besides known: [String: CatalogueEntry] = [:],
        by trait: (CatalogueEntry) -> Trait?,
        _ seen: (Sighting) -> Trait?
    ) -> [String: CatalogueEntry] {
        let taken = Set(known.values.map(\.id))
        var goals: [Trait: [Sighting]] = [:]
        for sighting in sightings where known[sighting.path] == nil {
            if let trait = seen(sighting) { goals[trait, default: []].append(sighting) }
        }
        var origins: [Trait: [CatalogueEntry]] = [:]
        for entry in entries where !taken.contains(entry.id) {
            if let trait = trait(entry) { origins[trait, default: []].append(entry) }
        }
        var pairs: [String: CatalogueEntry] = [:]
        for (trait, from) in origins {
            guard from.count == 1, let to = goals[trait], to.count == 1, from[0].path != to[0].path,
                to[0].mayBe(from[0])
            else { continue }
            pairs[to[0].path] = from[0]
        }
        return pairs
    }

    /// None of the `others`, to whose paths articles have come, is left with none.
    private func withoutStuck(_ moved: inout [String: CatalogueEntry], _ others: [String: CatalogueEntry]) {
        var origins = Set(moved.values.map(\.path))
        var goals = Array(moved.keys)
        while let goal = goals.popLast() {
            guard let entry = moved[goal], let other = others[goal], !origins.contains(other.path) else {
                continue
            }
            moved[goal] = nil
            origins.remove(entry.path)
            goals.append(entry.path)
        }
    }
}

extension CatalogueEntry {
    /// Whether nothing by which a reader knows an article is as it was with another: title, text and date.
    func isAnother(than other: CatalogueEntry) -> Bool {
        title != other.title && bodyHash != other.bodyHash && published != other.published
    }
}

extension CatalogueEntry {
    var headline: Moves.Headline? { isDated ? Moves.Headline(title, published) : nil }
}

extension Fingerprint {
    /// Nil of an empty text.
    fileprivate var ofSomething: Fingerprint? { self == Fingerprint(ContentHash(of: "")) ? nil : self }
}
