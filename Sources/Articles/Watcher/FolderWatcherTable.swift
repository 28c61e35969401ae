/// Which watch stands for which folder.
///
/// A folder that links lead to has one watch and several paths.
struct FolderWatcherTable {
    private(set) var watches: [String: CInt] = [:]
    private var paths: [CInt: [String]] = [:]

    func paths(of watch: CInt) -> [String] {
        paths[watch] ?? []
    }

    mutating func add(_ path: String, _ watch: CInt) {
        watches[path] = watch
        paths[watch, default: []].append(path)
    }

    /// Takes a folder and all below it out, and gives back what lay there.
    mutating func remove(below folder: String, where isRemoved: (String) -> Bool = { _ in true }) -> [String:
        CInt]
    {
        // Nearly always a file: there is nothing to look through.
        guard watches[folder] != nil else { return [:] }
        let removed = watches.filter { LinkRule.isPath($0.key, in: folder) && isRemoved($0.key) }
        for (path, watch) in removed {
            watches[path] = nil
            removePath(path, of: watch)
        }
        return removed
    }

    /// Takes one folder out, and nothing below it.
    mutating func remove(_ path: String) -> [String: CInt] {
        guard let watch = watches.removeValue(forKey: path) else { return [:] }
        removePath(path, of: watch)
        return [path: watch]
    }

    /// Takes a watch out that the system has already ended.
    mutating func remove(_ watch: CInt) {
        for path in paths.removeValue(forKey: watch) ?? [] { watches[path] = nil }
    }

    private mutating func removePath(_ path: String, of watch: CInt) {
        paths[watch]?.removeAll { $0 == path }
        if paths[watch] == [] { paths[watch] = nil }
    }
}
