import Articles
import Store

/// Finds vanished articles again under other paths.
struct Moves {
    private var absent: [String: CatalogueEntry]
    private let byHash: [Fingerprint: [String]]
    /// New path to old, as the file system told them; of folders too.
    private let pairs: [String: String]
    /// The vanished paths that were found again.
    private(set) var found: Set<String> = []

    init(absent: [CatalogueEntry], folder: ArticleFolder, pairs moves: [Changes.Move]) {
        let movable = absent.filter { $0.state == .live || $0.state == .draft }
        self.absent = Dictionary(movable.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        byHash = Dictionary(grouping: movable, by: \.file.hash).mapValues { $0.map(\.path) }
        var pairs: [String: String] = [:]
        for move in moves {
            guard let from = folder.relative(move.from), let to = folder.relative(move.to) else { continue }
            pairs[to] = pairs.removeValue(forKey: from) ?? from
        }
        self.pairs = pairs
    }

    /// The vanished entry that a file at a new path was until now.
    mutating func origin(of reading: Reading) -> CatalogueEntry? {
        guard let path = origin(of: reading.path) ?? twin(of: reading) else { return nil }
        found.insert(path)
        return absent.removeValue(forKey: path)
    }

    /// What the file system told of this path, or of a folder above it.
    private func origin(of path: String) -> String? {
        var folder = path[...]
        while true {
            if let from = pairs[String(folder)] {
                let origin = from + path.dropFirst(folder.count)
                return absent[origin] == nil ? nil : origin
            }
            guard let slash = folder.lastIndex(of: "/") else { return nil }
            folder = folder[..<slash]
        }
    }

    /// A vanished file of equal inode and content, or the only vanished one of equal content.
    private func twin(of reading: Reading) -> String? {
        let twins = (byHash[reading.mark.hash] ?? []).filter { absent[$0] != nil }
        if let same = twins.first(where: { absent[$0]?.file.inode == reading.mark.inode }) { return same }
        return twins.count == 1 ? twins.first : nil
    }
}
