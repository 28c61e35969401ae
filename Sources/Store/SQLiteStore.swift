import Feeds
import Foundation
import GRDB
import Synchronization

/// The store in one SQLite file, for one machine.
package final class SQLiteStore: Store {
    let pool: any DatabaseWriter
    let group: GroupedWriter
    let tidier: Tidier
    let bell = Bell()
    /// The documents of the last edition: whoever hears of it asks for them at once.
    let recent = Mutex<[FeedDocument.Key: FeedDocument]>([:])

    /// Opens the store at `path`, and makes it where there is none.
    ///
    /// - Throws: ``StoreError``
    package convenience init(path: String) throws {
        do {
            let folder = (path as NSString).deletingLastPathComponent
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            var configuration = Self.configuration
            configuration.maximumReaderCount = 2
            let pool = try DatabasePool(path: path, configuration: configuration)
            try self.init(pool, path: path)
        } catch let error as DatabaseError {
            throw Self.meaning(of: error, at: path)
        } catch let error as CocoaError {
            throw StoreError.unwritable(path: path, reason: error.localizedDescription)
        }
    }

    /// A store in memory, for plans that must leave nothing behind.
    package convenience init() throws {
        try self.init(DatabaseQueue(configuration: Self.configuration), path: nil)
    }

    /// A store that reads the file at `path` and writes to memory alone.
    package convenience init(copyOf path: String) throws {
        do {
            var reading = Configuration()
            reading.readonly = true
            let copy = try DatabaseQueue(configuration: Self.configuration)
            try DatabaseQueue(path: path, configuration: reading).backup(to: copy)
            try self.init(copy, path: nil)
        } catch let error as DatabaseError {
            throw Self.meaning(of: error, at: path)
        }
    }

    private init(_ pool: any DatabaseWriter, path: String?) throws {
        let migrator = Schema.migrator
        let (isNewer, isBehind) = try pool.read { db in
            let applied = try migrator.appliedIdentifiers(db)
            return (
                try migrator.hasBeenSuperseded(db),
                !applied.isEmpty && applied.count < migrator.migrations.count
            )
        }
        if let path {
            if isNewer { throw StoreError.newer(path: path) }
            if isBehind { try Self.copy(pool, of: path) }
        }
        try migrator.migrate(pool)
        self.pool = pool
        tidier = Tidier(pool)
        group = GroupedWriter(pool, tidier: tidier)
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
            try db.execute(sql: "PRAGMA journal_size_limit = 16777216")
            // Else each statement that may fail half-way writes a journal of its own into a file.
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        return configuration
    }

    /// The copy that is kept of a store before its schema is changed.
    private static func copy(_ pool: any DatabaseWriter, of path: String) throws {
        let copy = try DatabaseQueue(path: path + ".before-upgrade")
        try pool.backup(to: copy)
    }

    /// What an error of SQLite's means to the one who runs us.
    static func meaning(of error: DatabaseError, at path: String) -> any Error {
        let reason = error.message ?? "SQLite error \(error.resultCode.rawValue)"
        return switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: StoreError.corrupt(path: path, reason: reason)
        case .SQLITE_BUSY, .SQLITE_LOCKED: StoreError.locked(path: path)
        case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
            StoreError.unwritable(path: path, reason: reason)
        default: error
        }
    }

    package func commits() -> AsyncStream<Void> { bell.listen() }

    package func ring() { bell.ring() }

    package func checkHealth() async throws {
        try await group.write { db in
            _ = try Int.fetchOne(db, sql: "SELECT 1")
        }
    }
}
