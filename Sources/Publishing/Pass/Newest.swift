import Store

/// The newest of many entries, in the order of a document: sorted as they come, so that few are ever held.
struct Newest {
    private(set) var entries: [CatalogueEntry] = []
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    mutating func insert(_ entry: CatalogueEntry) {
        if entries.count == limit, let last = entries.last, !isBefore(entry, last) { return }
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(entries[middle], entry) { low = middle + 1 } else { high = middle }
        }
        entries.insert(entry, at: low)
        if entries.count > limit { entries.removeLast() }
    }

    private func isBefore(_ first: CatalogueEntry, _ second: CatalogueEntry) -> Bool {
        first.published == second.published ? first.id < second.id : first.published > second.published
    }
}
