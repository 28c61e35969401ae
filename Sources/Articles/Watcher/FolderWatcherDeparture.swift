/// The first half of a move, whose second half has not been heard of.
struct FolderWatcherDeparture {
    /// Where it was: several where links lead to one folder.
    private(set) var paths: [String] = []
    /// Of the folder and of those below it, by their paths before the move.
    private(set) var watches: [String: CInt] = [:]

    mutating func add(_ path: String, _ watches: [String: CInt]) {
        paths.append(path)
        self.watches.merge(watches) { first, _ in first }
    }

    /// Takes out the first path, which belongs to the first goal: links lead to both halves in the same order.
    mutating func takePath() -> String? {
        paths.isEmpty ? nil : paths.removeFirst()
    }
}
