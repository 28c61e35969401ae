import Feeds
import Foundation
import GRDB
import Push
import Reactor
import Synchronization

/// The store in one SQLite file, for one machine.
package final class SQLiteStore: Store {
    let bell = Bell()
    let tidier: Tidier
    /// The documents of the last edition: whoever hears of it asks for them at once.
    let recent = Mutex<[FeedDocument.Key: FeedDocument]>([:])
    /// Which documents are at which URLs, and what their feeds say of subscriptions: all who subscribe ask for both.
    let topics = Remembered<String, FeedDocument.Key>()
    let policies = Remembered<String, PushPolicy>()
    /// A claim takes at most so many subscriptions.
    let rangeSize: Int
    private let pool: any DatabaseWriter
    private let group: GroupedWriter
    /// Where the store lies, for messages.
    private let place: String

    /// Opens the store at `path`, and makes it where there is none.
    ///
    /// - Throws: ``StoreError``
    package convenience init(path: String) throws {
        try self.init(path: path, schema: Schema.migrator)
    }

    convenience init(
        path: String,
        schema: DatabaseMigrator,
        patience: TimeInterval = 5,
        rangeSize: Int = 256
    ) throws {
        do {
            let folder = (path as NSString).deletingLastPathComponent
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            var configuration = Self.configuration
            configuration.busyMode = .timeout(patience)
            // Publisher, shelf and courier each look after a commit: none waits for another's connection.
            configuration.maximumReaderCount = 4
            configuration.persistentReadOnlyConnections = true
            let pool = try DatabasePool(path: path, configuration: configuration)
            try self.init(pool, path: path, schema: schema, isOnDisk: true, rangeSize: rangeSize)
        } catch let error as DatabaseError {
            throw StoreError(error, at: path)
        } catch let error as CocoaError {
            throw StoreError.unwritable(path: path, reason: error.localizedDescription)
        }
    }

    /// A store in memory, for plans that must leave nothing behind.
    package convenience init() throws {
        try self.init(rangeSize: 256)
    }

    convenience init(rangeSize: Int) throws {
        try self.init(
            DatabaseQueue(configuration: Self.configuration),
            path: "memory",
            rangeSize: rangeSize
        )
    }

    /// A store that reads the file at `path` and writes to memory alone.
    ///
    /// - Throws: ``StoreError``
    package convenience init(copyOf path: String) throws {
        do {
            var reading = Configuration()
            reading.readonly = true
            reading.busyMode = .timeout(5)
            let copy = try DatabaseQueue(configuration: Self.configuration)
            try DatabaseQueue(path: path, configuration: reading).backup(to: copy)
            try self.init(copy, path: path)
        } catch let error as DatabaseError {
            throw StoreError(error, at: path)
        }
    }

    private init(
        _ pool: any DatabaseWriter,
        path: String,
        schema: DatabaseMigrator = Schema.migrator,
        isOnDisk: Bool = false,
        rangeSize: Int = 256
    ) throws {
        let (isNewer, isBehind) = try pool.read { db in
            let applied = try schema.appliedIdentifiers(db)
            return (
                try schema.hasBeenSuperseded(db),
                !applied.isEmpty && applied.count < schema.migrations.count
            )
        }
        if isNewer { throw StoreError.newer(path: path) }
        // A pool in WAL mode resets what its configuration said of this.
        try pool.writeWithoutTransaction { try Self.sync($0, .full) }
        if isBehind, isOnDisk { try Self.copy(pool, of: path) }
        try schema.migrate(pool)
        self.pool = pool
        self.rangeSize = rangeSize
        place = path
        tidier = Tidier(pool)
        group = GroupedWriter(pool, tidier: tidier)
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.prepareDatabase { db in
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

    package func rest() async {
        recent.withLock { $0 = [:] }
        (pool as? DatabasePool)?.releaseMemoryEventually()
        // Those who read have nothing to do at rest; who writes takes its turn.
        _ = try? await pool.writeWithoutTransaction { $0.releaseMemory() }
    }

    /// The result of a read; what goes wrong is a ``StoreError``.
    ///
    /// An actor with a queue of its own reads on it at once: to go to another and back takes longer than most reads.
    func read<Value: Sendable>(_ read: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        let caller: (any Actor)? = #isolation
        do {
            if let caller, caller is any QueueActor { return try readHere(read) }
            return try await pool.read(read)
        } catch let error as DatabaseError {
            throw StoreError(error, at: place)
        }
    }

    private func readHere<Value>(_ read: (Database) throws -> Value) throws -> Value { try pool.read(read) }

    /// The result of a write in a transaction of its own, once it is durable; what goes wrong is a ``StoreError``.
    func write<Value: Sendable>(_ write: @escaping @Sendable (Database) throws -> Value) async throws -> Value
    {
        defer { topics.forget() }
        do {
            return try await withCheckedThrowingContinuation { continuation in
                pool.asyncWrite(write) { _, result in continuation.resume(with: result) }
            }
        } catch let error as DatabaseError {
            throw StoreError(error, at: place)
        }
    }

    /// The result of a write in a transaction of its own that the files would give again; what goes wrong is a ``StoreError``.
    ///
    /// All see it at once, and it outlives this process. The loss of power it outlives with the next durable write;
    /// since a claim is one, that is before anybody is told.
    func writeRepeatable<Value: Sendable>(
        _ write: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        defer { topics.forget() }
        do {
            return try await withCheckedThrowingContinuation { continuation in
                pool.asyncWriteWithoutTransaction { db in
                    continuation.resume(with: Result { try Self.transact(write, in: db) })
                }
            }
        } catch let error as DatabaseError {
            throw StoreError(error, at: place)
        }
    }

    private static func transact<Value>(_ write: (Database) throws -> Value, in db: Database) throws -> Value
    {
        try sync(db, .normal)
        let result = Result {
            var value: Value?
            try db.inTransaction {
                value = try write(db)
                return .commit
            }
            guard let value else { preconditionFailure("a transaction that ends without an error has run") }
            return value
        }
        try sync(db, .full)
        return try result.get()
    }

    /// What a commit waits for (sqlite.org/pragma.html#pragma_synchronous).
    private enum Synchronous: String {
        case normal = "NORMAL"
        case full = "FULL"
    }

    private static func sync(_ db: Database, _ synchronous: Synchronous) throws {
        // Compiled each time: it takes effect as it is compiled.
        try db.execute(sql: "PRAGMA synchronous = \(synchronous.rawValue)")
    }

    /// The result of a small write, once it is durable, in one transaction with all that wait for one; what goes
    /// wrong is a ``StoreError``.
    func writeTogether<Value: Sendable>(
        _ write: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        do {
            return try await group.write(write)
        } catch let error as DatabaseError {
            throw StoreError(error, at: place)
        }
    }

    package func commits() -> AsyncStream<Void> { bell.listen(toAll: true) }

    package func editions() -> AsyncStream<Void> { bell.listen(toAll: false) }

    package func ring() { bell.ring() }

    package func checkHealth() async throws {
        try await writeTogether { db in
            _ = try Int.fetchOne(db, sql: "SELECT 1")
        }
    }
}
