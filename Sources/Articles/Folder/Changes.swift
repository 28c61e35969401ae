/// What has happened below the watched roots since it was last asked.
package struct Changes: Sendable, Equatable {
    /// A file or folder that has got another name, in one step; both paths absolute.
    package struct Move: Sendable, Hashable {
        package var from: String
        package var to: String

        package init(from: String, to: String) {
            self.from = from
            self.to = to
        }
    }

    /// More than this many paths cost less to look at together.
    package static let mostPaths = 10_000

    /// Absolute paths of files closed after writing, linked, moved in, moved out or deleted, and of folders that came or vanished.
    ///
    /// Of a folder that came, the files found in it are here too; one that was moved or vanished stands for all that lies in it.
    package var paths: Set<String> = []
    /// In order; their paths are in `paths` too.
    package var moves: [Move] = []
    /// What was moved away, the first paths of `moves` among it: it may come back, as what is deleted cannot.
    package var departed: Set<String> = []
    /// Whether nothing short of a look at everything will do; `paths` is then empty.
    package var everything = false

    package init() {}

    package var isEmpty: Bool { paths.isEmpty && moves.isEmpty && departed.isEmpty && !everything }

    mutating func add(_ path: String) {
        guard !everything else { return }
        paths.insert(path)
        if paths.count > Self.mostPaths { addEverything() }
    }

    mutating func add(_ move: Move) {
        if moves.count < Self.mostPaths { moves.append(move) } else { addEverything() }
        add(move.from)
        add(move.to)
    }

    mutating func addDeparted(_ path: String) {
        if departed.count < Self.mostPaths { departed.insert(path) } else { addEverything() }
        add(path)
    }

    mutating func addEverything() {
        everything = true
        paths = []
    }
}
