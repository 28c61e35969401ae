/// Finds what an address in a log is.
struct LogAddresses: Sendable {
    private let base: String
    private let exact: [String: ReadershipMap.Place]
    private let feeds: Set<String>
    private let fileNames: Set<String>

    init(_ map: ReadershipMap) {
        base = map.base
        feeds = Set(map.feeds)
        fileNames = Set(map.fileNames)
        var exact: [String: ReadershipMap.Place] = [:]
        for episode in map.episodes { exact[episode.path] = .episode(episode) }
        for document in map.documents { exact[document.path] = .document(document) }
        self.exact = exact
    }

    /// What lies at a path, which is also taken with the base URL's own path before it; nil where it is neither a document
    /// nor an episode.
    func place(at path: String) -> ReadershipMap.Place? {
        if let place = found(path) { return place }
        guard !base.isEmpty, path.hasPrefix(base + "/") else { return nil }
        return found(String(path.dropFirst(base.count)))
    }

    private func found(_ path: String) -> ReadershipMap.Place? {
        if let place = exact[path] { return place }
        guard let slash = path.lastIndex(of: "/"),
            fileNames.contains(String(path[path.index(after: slash)...]))
        else { return nil }
        let parts = path.split(separator: "/", maxSplits: 2)
        // Below a feed's media/ a file may be called like a document.
        guard parts.count > 1, feeds.contains(String(parts[0])), parts[1] != "media" else { return nil }
        let feed = String(parts[0])
        let number = path.utf8.reduce(14_695_981_039_346_656_037 as UInt64) {
            ($0 ^ UInt64($1)) &* 1_099_511_628_211
        }
        return .document(ReadershipMap.Document(path: path, feed: feed, number: number, size: 0))
    }
}
