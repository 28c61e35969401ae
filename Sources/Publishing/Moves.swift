import Articles
import Feeds
import Store

/// Finds articles again under other paths: those whose files have vanished, and those at whose paths stand others now.
struct Moves {
    private var absent: [String: CatalogueEntry]
    /// By their new paths.
    private var displaced: [String: CatalogueEntry] = [:]
    /// The old paths of the displaced.
    private var left: Set<String> = []
    private let byHash: [Fingerprint: [String]]
    private let byID: [String: String]
    /// New path to old, as the file system told them; of folders too.
    private let pairs: [String: String]
    /// The vanished paths that were found again.
    private(set) var found: Set<String> = []

    init(absent: [CatalogueEntry], folder: ArticleFolder, pairs moves: [Changes.Move]) {
        let movable = absent.filter { $0.state == .live || $0.state == .draft }
        self.absent = Dictionary(movable.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        byHash = Dictionary(grouping: movable, by: \.file.hash).mapValues { $0.map(\.path) }
        byID = Dictionary(movable.map { ($0.id, $0.path) }, uniquingKeysWith: { first, _ in first })
        var pairs: [String: String] = [:]
        for move in moves {
            guard let from = folder.relative(move.from), let to = folder.relative(move.to) else { continue }
            pairs[to] = pairs.removeValue(forKey: from) ?? from
        }
        self.pairs = pairs
    }

    /// New path to old, of the articles that were displaced as far as the marks and the file system tell.
    func displacements(in survey: Survey) -> [String: String] {
        let read = Set(survey.toRead)
        var all = survey.displaced.filter { read.contains($0.key) }
        for (to, from) in pairs where read.contains(to) && survey.replaced.contains(from) { all[to] = from }
        var taken: Set<String> = []
        for to in all.keys.sorted() where !taken.insert(all[to] ?? "").inserted { all[to] = nil }
        return all
    }

    /// Takes those displacements for moves whose goals are free, or are left by such a move themselves.
    mutating func displace(_ all: [String: String], entries: [CatalogueEntry]) {
        let known = Dictionary(
            entries.filter { $0.state == .live || $0.state == .draft }.map { ($0.path, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var moves = all.filter { known[$0.value] != nil }
        var count = -1
        while moves.count != count {
            count = moves.count
            let left = Set(moves.values)
            moves = moves.filter { known[$0.key] == nil || left.contains($0.key) }
        }
        displaced = moves.compactMapValues { known[$0] }
        left = Set(moves.values)
    }

    /// The paths to be read first, so that who comes to an old path later is not taken for its former owner.
    var goals: Set<String> { Set(displaced.keys) }

    /// Whether the article that was at this path has another one now.
    func hasLeft(_ path: String) -> Bool { left.contains(path) }

    /// The vanished entry that a file at a new path was until now.
    mutating func origin(of reading: Reading) -> CatalogueEntry? {
        if let entry = displaced[reading.path] { return entry }
        guard let path = origin(of: reading.path) ?? twin(of: reading) else {
            return nil
        }
        found.insert(path)
        return absent.removeValue(forKey: path)
    }

    /// The vanished entry that has the id which the author of a file wrote: that article is meant, wherever its file is.
    mutating func origin(ofID id: String?) -> CatalogueEntry? {
        guard let id, let path = byID[id], absent[path] != nil else { return nil }
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
