import Articles
import Feeds
import Foundation
import Store

/// Finds articles again under other paths: those whose files have vanished, and those at whose paths stand others now.
struct Moves {
    /// Articles that have come one to the path of the next, and the last to that of one that is nowhere.
    private struct Chain {
        let missing: CatalogueEntry
        /// By their new paths.
        var moved: [String: CatalogueEntry] = [:]
    }

    /// What people know an article by.
    struct Headline: Hashable {
        let title: String
        /// Seconds since 1970.
        let published: Double

        /// Nil where one of them is missing.
        init?(_ title: String?, _ published: Date?) {
            guard let title, !title.isEmpty, let published else { return nil }
            self.title = title
            self.published = published.timeIntervalSince1970.rounded(.down)
        }
    }

    /// The entries whose files have vanished.
    let vanished: [CatalogueEntry]
    /// The entries at whose paths stand the files of others, and that are believed to have gone.
    private(set) var gone: [CatalogueEntry] = []
    private(set) var absent: [String: CatalogueEntry]
    /// By their new paths.
    private var displaced: [String: CatalogueEntry] = [:]
    /// The old paths of the displaced.
    private var left: Set<String> = []
    /// What may be moves, if those whose paths are taken are found; else their articles were written over.
    private var chains: [Chain] = []
    private var byHash: [Fingerprint: [String]]
    private let byText: [Fingerprint: [String]]
    private let byTitle: [Headline?: [String]]
    /// Of drafts, which need no date.
    private let draftsByTitle: [String: [String]]
    private let byID: [String: String]
    private let byInode: [UInt64: [String]]
    private let folder: ArticleFolder
    /// New path to old, as the file system told them; of folders too.
    private let pairs: [String: String]
    /// What was moved away, as the file system told it; of folders too.
    private let departed: Set<String>
    /// Whether somebody tells at once what happens to files.
    private let isWatched: Bool
    /// What an earlier pass has waited for, new path to old.
    private let awaitedBefore: [String: String]
    /// The vanished paths that were found again.
    private(set) var found: Set<String> = []

    init(
        absent: [CatalogueEntry],
        folder: ArticleFolder,
        pairs moves: [Changes.Move],
        departed: Set<String> = [],
        isWatched: Bool = false,
        awaited: [String: String] = [:],
        postponed: [String: String] = [:]
    ) {
        vanished = absent
        let movable = absent.filter { $0.state == .live || $0.state == .draft }
        self.absent = Dictionary(movable.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        byHash = Dictionary(grouping: movable, by: \.file.hash).mapValues { $0.map(\.path) }
        byText = Dictionary(grouping: movable, by: \.bodyHash).mapValues { $0.map(\.path) }
        byTitle = Dictionary(grouping: movable.filter { $0.headline != nil }, by: \.headline)
            .mapValues { $0.map(\.path) }
        draftsByTitle = Dictionary(
            grouping: movable.filter { $0.state == .draft && !$0.isDated && !$0.title.isEmpty },
            by: \.title
        ).mapValues { $0.map(\.path) }
        byID = Dictionary(movable.map { ($0.id, $0.path) }, uniquingKeysWith: { first, _ in first })
        byInode = Dictionary(grouping: movable.filter(\.file.hasFile), by: \.file.inode)
            .mapValues { $0.map(\.path) }
        self.folder = folder
        var pairs = awaited.merging(postponed) { first, _ in first }
        for move in moves {
            guard let from = folder.relative(move.from), let to = folder.relative(move.to) else { continue }
            pairs[to] = pairs.removeValue(forKey: from) ?? from
        }
        self.pairs = pairs
        self.departed = departed
        self.isWatched = isWatched
        awaitedBefore = awaited
    }

    /// New path to old, of the articles that were displaced as far as the marks and the file system tell.
    func displacements(in survey: Survey) -> [String: String] {
        let read = Set(survey.toRead)
        var all = survey.displaced.filter { read.contains($0.key) }
        for (to, from) in pairs where read.contains(to) && survey.replaced.contains(from) { all[to] = from }
        if !absent.isEmpty, !survey.replaced.isEmpty {
            let taken = read.intersection(survey.replaced).filter { awaits($0, in: survey) }
            let byInode = Dictionary(
                absent.values.map { ($0.file.inode, $0) },
                uniquingKeysWith: { first, _ in first }
            )
            for file in survey.arrived where taken.contains(file.path) {
                if let entry = byInode[file.inode], entry.file.isOf(file) { all[file.path] = entry.path }
            }
            for (to, from) in pairs where taken.contains(to) && absent[from] != nil { all[to] = from }
        }
        var origins: Set<String> = []
        for to in all.keys.sorted() where !origins.insert(all[to] ?? "").inserted { all[to] = nil }
        return all
    }

    /// Takes those displacements for moves whose goals are free, or are left by such a move themselves.
    mutating func displace(_ all: [String: String], in survey: Survey, entries: [CatalogueEntry]) {
        let known = Dictionary(
            entries.filter { $0.state == .live || $0.state == .draft }.map { ($0.path, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var moves = all.filter { known[$0.value] != nil }
        let origins = Set(moves.values)
        for goal in moves.keys.sorted() where !origins.contains(goal) {
            guard let missing = known[goal] else { continue }
            var chain = Chain(missing: missing)
            var path = goal
            while let origin = moves.removeValue(forKey: path) {
                chain.moved[path] = known[origin]
                path = origin
            }
            if awaits(goal, in: survey) { wait(for: chain) }
        }
        displace(moves.compactMapValues { known[$0] })
    }

    /// Takes articles that have exchanged the ids which their authors wrote for articles that have exchanged their files: an
    /// id is the article.
    mutating func exchange(_ sightings: [Sighting]) {
        var claims: [String: String] = [:]
        var owners: [String: CatalogueEntry] = [:]
        for sighting in sightings {
            guard let id = sighting.claim, let entry = sighting.entry else { continue }
            claims[sighting.path] = id
            owners[entry.id] = entry
        }
        if claims.count < 2 { return }
        var exchanged: [String: CatalogueEntry] = [:]
        for start in claims.keys.sorted() where exchanged[start] == nil {
            var round: [String: CatalogueEntry] = [:]
            var path = start
            while round[path] == nil, let owner = claims[path].flatMap({ owners[$0] }) {
                round[path] = owner
                path = owner.path
            }
            if path == start, round[start] != nil { exchanged.merge(round) { first, _ in first } }
        }
        displace(exchanged)
    }

    /// Takes these, by their new paths, for moves.
    mutating func displace(_ moved: [String: CatalogueEntry]) {
        displaced.merge(moved) { first, _ in first }
        for entry in moved.values {
            left.insert(entry.path)
            absent[entry.path] = nil
        }
    }

    /// Believes the bytes of files rather than what was told of their moves: they may have been written anew before.
    ///
    /// An article that is just as it was at one path alone is there, or has never left its own; but a new path has a copy.
    mutating func verify(_ readings: [Reading], existing: [String: CatalogueEntry]) {
        if displaced.isEmpty { return }
        let paths = Dictionary(grouping: readings, by: \.mark.hash).mapValues { $0.map(\.path) }
        let hashes = Dictionary(
            readings.map { ($0.path, $0.mark.hash) },
            uniquingKeysWith: { first, _ in first }
        )
        var found: [String: CatalogueEntry] = [:]
        for (goal, entry) in displaced where hashes[goal] != nil && hashes[goal] != entry.file.hash {
            guard let places = paths[entry.file.hash], places.count == 1, found[places[0]] == nil,
                existing[places[0]] != nil
            else {
                continue
            }
            found[places[0]] = entry
        }
        if found.isEmpty { return }
        let ids = Set(found.values.map(\.id))
        displaced = displaced.filter { !ids.contains($0.value.id) }
        for (path, entry) in found where displaced[path] == nil {
            if path == entry.path { left.remove(path) } else { displaced[path] = entry }
        }
    }

    /// Takes an article for gone, at whose path another is now.
    mutating func lose(_ entry: CatalogueEntry) {
        left.insert(entry.path)
        gone.append(entry)
    }

    /// Takes none of these for gone.
    mutating func keep(_ ids: [String]) {
        if !gone.isEmpty { gone.removeAll { ids.contains($0.id) } }
    }

    private mutating func wait(for chain: Chain) {
        chains.append(chain)
        for entry in chain.moved.values { absent[entry.path] = nil }
        absent[chain.missing.path] = chain.missing
        byHash[chain.missing.file.hash, default: []].append(chain.missing.path)
    }

    /// Whether the article at whose path another's file stands may yet come to a new one.
    ///
    /// It was moved away; or a scan has found this, which is ahead of what is told, and knows nothing of what happened
    /// while nobody watched.
    private func awaits(_ path: String, in survey: Survey) -> Bool {
        survey.lookedAt == nil || awaitedBefore[path] != nil || hasDeparted(path)
    }

    /// Whether this path, or a folder above it, was moved away.
    func hasDeparted(_ path: String) -> Bool {
        if departed.isEmpty { return false }
        var folder = path[...]
        while !departed.contains(String(folder)) {
            guard let slash = folder.lastIndex(of: "/") else { return false }
            folder = folder[..<slash]
        }
        return true
    }

    /// What may be moves, new path to old.
    var awaited: [String: String] {
        chains.reduce(into: [:]) { all, chain in
            for (to, entry) in chain.moved { all[to] = entry.path }
        }
    }

    /// The paths of the articles that are nowhere, taken by others.
    var missing: Set<String> { Set(chains.map(\.missing.path)) }

    /// Waits no longer: who was moved away, or is another than who has come to its path, has gone; else it was written over.
    mutating func stopWaiting(holds isHeld: (String) -> Bool) {
        let lost = chains.isEmpty ? [] : Set(vanished.map(\.path))
        for chain in chains {
            let path = chain.missing.path
            let isOver = chain.moved[path].map { $0.isAnother(than: chain.missing) } ?? false
            guard hasDeparted(path) || isOver && !isHeld(chain.missing.id) else {
                absent[path] = nil
                for entry in chain.moved.values where lost.contains(entry.path) { absent[entry.path] = entry }
                continue
            }
            displace(chain.moved)
            lose(chain.missing)
        }
        chains = []
    }

    /// The paths to be read first, so that who comes to an old path later is not taken for its former owner.
    var goals: Set<String> { Set(displaced.keys) }

    /// Whether the article that was at this path has another one now.
    func hasLeft(_ path: String) -> Bool { left.contains(path) }

    /// Whether it is known already who has come to a path.
    func hasOrigin(_ path: String) -> Bool { displaced[path] != nil }

    /// Who has come to a path, where that is known before its file is read.
    func origin(knownOf path: String) -> CatalogueEntry? { displaced[path] }

    /// The vanished entry that a file at a new path was until now.
    mutating func origin(of reading: Reading) -> CatalogueEntry? {
        if let entry = displaced[reading.path] {
            found.insert(entry.path)
            return entry
        }
        guard let path = origin(of: reading.path) ?? twin(of: reading) else { return nil }
        found.insert(path)
        return absent.removeValue(forKey: path)
    }

    /// Takes a vanished entry that was found for one that is still missing: it is put off what has become of it.
    mutating func giveBack(_ entry: CatalogueEntry?) {
        guard let entry else { return }
        found.remove(entry.path)
        absent[entry.path] = entry
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
        if !twins.isEmpty { return twins.count == 1 ? twins.first : nil }
        if let same = same(reading) { return same }
        guard case .article(let article) = reading.result else { return nil }
        return edited(article)
    }

    /// The vanished path of this very file, whatever was written into it since.
    ///
    /// A number that became free is soon that of another file: this one must have been there when the article was read, or
    /// for longer than anything is waited for, where it is just now that the other went.
    private func same(_ reading: Reading) -> String? {
        let candidates = (byInode[reading.mark.inode] ?? []).filter { absent[$0] != nil }
        guard candidates.count == 1, let path = candidates.first, let entry = absent[path],
            let birth = folder.birth(of: reading.path)
        else { return nil }
        let isOld = Date(timeIntervalSince1970: Double(birth) / 1e9) < .now - Self.longestWait
        return birth <= entry.file.modified || isOld && isWatched ? path : nil
    }

    /// In seconds.
    private static let longestWait: TimeInterval = 15

    /// The only vanished article that has this one's text, or else its title and written date, or a draft without a date that
    /// has its title: it was edited on its way.
    private func edited(_ article: Article) -> String? {
        func only(_ paths: [String]?) -> String? {
            let candidates = (paths ?? []).filter { path in
                absent[path].map { article.id == nil || article.id == $0.id } ?? false
            }
            return candidates.count == 1 ? candidates.first : nil
        }
        if let path = only(byText[Fingerprint(article.bodyHash)]) { return path }
        guard let title = article.title else { return nil }
        let dated = only(byTitle[Headline(title, article.published)])
        return dated ?? only(draftsByTitle[title])
    }
}
