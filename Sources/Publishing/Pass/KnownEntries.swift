import Store

/// What the catalogue says of some paths, asked for where it is not at hand.
struct KnownEntries {
    /// By path, gone ones included.
    private var entries: [String: CatalogueEntry] = [:]
    private var asked: Set<String> = []
    /// Whose the slugs and ids are, where the whole catalogue is at hand.
    private(set) var owners: Editor.Owners?

    init() {}

    /// The whole catalogue, of which no article is gone.
    init(all: [CatalogueEntry]) {
        entries = Dictionary(all.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        owners = Editor.Owners(
            ids: Dictionary(
                all.map { ($0.id, Owner(path: $0.path, isGone: false)) },
                uniquingKeysWith: { first, _ in first }
            ),
            slugs: Dictionary(all.map { ($0.slug, $0.path) }, uniquingKeysWith: { first, _ in first })
        )
    }

    /// The whole catalogue, where that is at hand.
    var all: [CatalogueEntry]? { owners == nil ? nil : Array(entries.values) }

    /// The entries at these paths.
    mutating func entries(
        at paths: some Collection<String>,
        of feed: String,
        in store: any Store
    ) async throws -> [String: CatalogueEntry] {
        if owners == nil, !asked.isSuperset(of: paths) {
            // What is not asked for again is not kept: there may be very many.
            entries = [:]
            asked = Set(paths)
            for entry in try await store.entries(of: feed, at: Array(paths)) {
                // Of two names that look the same, one may have been of an article that has gone.
                if entry.state == .gone, entries[entry.path] != nil { continue }
                entries[entry.path] = entry
            }
        }
        return paths.reduce(into: [:]) { $0[$1] = entries[$1] }
    }
}
