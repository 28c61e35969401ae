import Feeds
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Store

/// What becomes of a store that cannot be used, with real files.
@Suite struct StoreErrorTests {
    /// A store with an entry and a document, closed again.
    private func filled() async throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.store)
        var edition = Edition.of(.sample("a"))
        edition.documents = [.sample()]
        try await store.commit(edition, at: start)
        for number in 0..<300 {
            try await store.keep(
                [KeptBody(id: "\(number)", source: Fingerprint(high: 1, low: 1), html: text(900))],
                of: "news"
            )
        }
        // A pool that is let go closes later: what it has yet to copy would mend what a test damages.
        let file = try stranger(to: folder)
        _ = try await file.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
        try file.close()
        return folder
    }

    /// Another program, which may keep a transaction open.
    private func stranger(to folder: TemporaryFolder) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        configuration.busyMode = .timeout(5)
        return try DatabaseQueue(path: folder.store, configuration: configuration)
    }

    private func text(_ count: Int) -> String { String(repeating: "x", count: count) }

    @Test
    func `a file that is no store is called damaged, with the words that rescue it, and stays as it is`()
        throws
    {
        let folder = try TemporaryFolder()
        let bytes = Data(text(10_000).utf8)
        try bytes.write(to: URL(filePath: folder.store))
        let error = #expect(throws: StoreError.self) { try SQLiteStore(path: folder.store) }
        let words = try #require(error).description
        guard case .corrupt = error else { return #expect(Bool(false), "\(words)") }
        #expect(words.contains("sqlite3 \(folder.store) .recover | sqlite3 \(folder.store).rescued"))
        #expect(words.contains("nothing was deleted"))
        #expect(try Data(contentsOf: URL(filePath: folder.store)) == bytes)
        #expect(throws: try #require(error)) { try SQLiteStore(copyOf: folder.store) }
    }

    @Test func `damage that is met later is told in the same words`() async throws {
        let folder = try await filled()
        let file = try FileHandle(forUpdating: URL(filePath: folder.store))
        let size = try file.seekToEnd()
        for offset in stride(from: size / 8_192 * 4_096, to: size, by: 4_096) {
            try file.seek(toOffset: offset)
            try file.write(contentsOf: Data(repeating: 0xFF, count: 4_096))
        }
        try file.close()
        let store = try SQLiteStore(path: folder.store)
        let ids = (0..<300).map(String.init)
        let read = await #expect(throws: StoreError.self) {
            _ = try await store.bodies(of: ids, in: "news")
        }
        guard case .corrupt = read else { return #expect(Bool(false), "\(String(describing: read))") }
        let bodies = ids.map { KeptBody(id: $0, source: Fingerprint(high: 2, low: 2), html: "") }
        let written = await #expect(throws: StoreError.self) { try await store.keep(bodies, of: "news") }
        guard case .corrupt = written else { return #expect(Bool(false), "\(String(describing: written))") }
    }

    @Test func `a store that a newer program wrote is refused, and so is a copy of it`() async throws {
        let folder = try await filled()
        let file = try DatabaseQueue(path: folder.store)
        try await file.write { db in
            try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('999 from the future')")
        }
        try file.close()
        let newer = StoreError.newer(path: folder.store)
        #expect(throws: newer) { try SQLiteStore(path: folder.store) }
        #expect(throws: newer) { try SQLiteStore(copyOf: folder.store) }
    }

    @Test func `a store is copied before its schema changes, and only then`() async throws {
        let folder = try await filled()
        _ = try SQLiteStore(path: folder.store)
        let copy = folder.store + ".before-upgrade"
        #expect(!FileManager.default.fileExists(atPath: copy))
        var schema = Schema.migrator
        schema.registerMigration("next") { db in try db.execute(sql: "DELETE FROM article") }
        let upgraded = try SQLiteStore(path: folder.store, schema: schema)
        #expect(try await upgraded.entries(of: "news").isEmpty)
        #expect(try await SQLiteStore(path: copy).entries(of: "news").map(\.path) == ["a"])
    }

    @Test func `a locked store is called locked, when it is opened and when it is written`() async throws {
        let folder = try await filled()
        let store = try SQLiteStore(path: folder.store, schema: Schema.migrator, patience: 0.05)
        let other = try stranger(to: folder)
        try await other.writeWithoutTransaction { db in try db.execute(sql: "BEGIN EXCLUSIVE") }
        let locked = StoreError.locked(path: folder.store)
        await #expect(throws: locked) { try await store.commit(.of(.sample("b")), at: start) }
        await #expect(throws: locked) { try await store.request(.sample(), at: start) }
        try await other.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
        try await store.commit(.of(.sample("b")), at: start)
        #expect(try await store.entries(of: "news").map(\.path) == ["a", "b"])
    }

    @Test func `a store in use by a program that shares nothing is called locked`() async throws {
        let folder = try await filled()
        let other = try stranger(to: folder)
        try await other.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
            try db.execute(sql: "BEGIN EXCLUSIVE")
        }
        #expect(throws: StoreError.locked(path: folder.store)) {
            try SQLiteStore(path: folder.store, schema: Schema.migrator, patience: 0.05)
        }
    }

    @Test func `on a full disk nothing is lost, and writing goes on when there is room again`() async throws {
        let disk = try SmallDisk()
        let store = try SQLiteStore(path: disk.path + "/store.sqlite")
        try await disk.limit(store)
        try await store.commit(.of(.sample("a")), at: start)
        var edition = Edition.of(.sample("b"))
        edition.bodies = [
            KeptBody(id: "id:b", source: Fingerprint(high: 1, low: 1), html: text(8_000_000))
        ]
        for _ in 1...2 {
            let full = await #expect(throws: StoreError.self) { try await store.commit(edition, at: start) }
            guard case .unwritable(_, let reason) = full else {
                return #expect(Bool(false), "\(String(describing: full))")
            }
            #expect(reason.contains("full"))
        }
        #expect(try await store.entries(of: "news").map(\.path) == ["a"])
        try await store.commit(.of(.sample("c")), at: start)
        #expect(try await store.entries(of: "news").map(\.path) == ["a", "c"])
    }

    @Test func `small writes that wait together are all refused where one of them fills the disk`()
        async throws
    {
        let disk = try SmallDisk()
        let store = try SQLiteStore(path: disk.path + "/store.sqlite")
        try await disk.limit(store)
        let large = text(8_000_000)
        let outcomes = await withTaskGroup(of: (id: Int, isKept: Bool).self) { group in
            for id in 0..<20 {
                group.addTask {
                    let body = KeptBody(
                        id: "\(id)",
                        source: Fingerprint(high: 1, low: 1),
                        html: id == 10 ? large : "small"
                    )
                    do {
                        try await store.keep([body], of: "news")
                        return (id, true)
                    } catch {
                        return (id, false)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let told = Set(outcomes.filter(\.isKept).map { "\($0.id)" })
        let kept = Set(try await store.bodies(of: (0..<20).map(String.init), in: "news").keys)
        #expect(told == kept)
        #expect(!told.contains("10"))
    }

    @Test(arguments: ["/proc/feedherald/store.sqlite", "/dev/null/store.sqlite", "/proc/store.sqlite"])
    func `where nothing can be written, that is said of the path`(path: String) throws {
        let error = #expect(throws: StoreError.self) { try SQLiteStore(path: path) }
        guard case .unwritable(path, _) = error else {
            return #expect(Bool(false), "\(String(describing: error))")
        }
    }
}
