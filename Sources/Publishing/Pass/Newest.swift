import Store

/// The newest of many entries, in the order of a document: sorted as they come, so that few are ever held.
struct Newest: Equatable {
    private(set) var entries: [CatalogueEntry] = []
    let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// Whether these are all that there are.
    var isEverything: Bool { entries.count < limit }

    mutating func insert(_ entry: CatalogueEntry) {
        if entries.count == limit, let last = entries.last, !Self.isBefore(entry, last) { return }
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if Self.isBefore(entries[middle], entry) { low = middle + 1 } else { high = middle }
        }
        entries.insert(entry, at: low)
        if entries.count > limit { entries.removeLast() }
    }

    /// The newest once some entries have left and others have come; nil where another may be among them now.
    func changed(by others: [CatalogueEntry], leavingOut left: (CatalogueEntry) -> Bool) -> Newest? {
        var newest = self
        newest.entries.removeAll(where: left)
        for entry in others { newest.insert(entry) }
        if isEverything { return newest }
        // Whatever is not known here stands behind the last that is.
        guard newest.entries.count == limit, let last = newest.entries.last, let known = entries.last,
            !Self.isBefore(known, last)
        else { return nil }
        return newest
    }

    /// The same, of entries and files that are known otherwise by now.
    mutating func update(_ change: (inout CatalogueEntry) -> Void) {
        for place in entries.indices { change(&entries[place]) }
    }

    private static func isBefore(_ first: CatalogueEntry, _ second: CatalogueEntry) -> Bool {
        first.published == second.published ? first.id < second.id : first.published > second.published
    }
}
