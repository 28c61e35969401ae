import Feeds
import GRDB

/// Moves what was written from the log into the store's file, outside of anybody's way.
///
/// SQLite would do so within the commit that fills the log, and whoever waits for that commit would wait for it too.
actor Tidier {
    /// About how many bytes the log may hold before it is moved.
    private static let fullLog = 4 << 20

    private let pool: (any DatabaseWriter)?
    private var written = 0
    private var isTidying = false

    init(_ pool: any DatabaseWriter) {
        self.pool = pool is DatabasePool ? pool : nil
    }

    /// Takes note of an edition that was committed.
    func wrote(_ edition: Edition) {
        // Each new body is written once as it is, and once in each format.
        written += edition.bodies.reduce(0) { $0 + $1.html.utf8.count } * (1 + Format.allCases.count)
        wrote(rows: edition.entries.count + edition.touched.count + 1)
    }

    /// Takes note of small writes: about a page each.
    func wrote(rows: Int) {
        written += rows * 4_096
        guard written > Self.fullLog, !isTidying, let pool else { return }
        written = 0
        isTidying = true
        Task {
            // A log that cannot be moved now is moved after the next edition; nothing is lost by that.
            _ = try? await pool.writeWithoutTransaction { try $0.checkpoint(.passive) }
            isTidying = false
        }
    }
}
