import Foundation
import GRDB
import Glibc
import TestSupport
import Testing

@testable import Store

/// A disk of four megabytes: a file system of its own where this process may mount one; else SQLite's own limit.
final class SmallDisk {
    private static let size = 4 << 20
    private let folder: TemporaryFolder
    private let isMounted: Bool

    init() throws {
        folder = try TemporaryFolder()
        isMounted = mount("tmpfs", folder.path, "tmpfs", 0, "size=\(Self.size)") == 0
    }

    deinit {
        // Lazily: the store may still be open.
        if isMounted { umount2(folder.path, Int32(MNT_DETACH)) }
    }

    var path: String { folder.path }

    /// Has SQLite itself refuse what would not fit, where the disk will not.
    func limit(_ store: SQLiteStore) async throws {
        if isMounted { return }
        try await store.write { db in
            try db.execute(sql: "PRAGMA max_page_count = \(Self.size / 4_096)")
        }
    }
}
