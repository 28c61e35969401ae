import Foundation
import GRDB
import Synchronization
import TestSupport
import Testing

@testable import Store

/// What a commit waits for: 2 is SQLite's FULL (the log is on the disk), 1 its NORMAL (the system has it).
@Suite struct DurabilityTests {
    private func synchronous(_ db: Database) throws -> Int? {
        try Int.fetchOne(db, sql: "PRAGMA synchronous")
    }

    private func store() throws -> (folder: TemporaryFolder, store: SQLiteStore) {
        let folder = try TemporaryFolder()
        return (folder, try SQLiteStore(path: folder.store))
    }

    @Test func `what somebody may rely on is on the disk when its write returns`() async throws {
        let (folder, store) = try store()
        #expect(try await store.write(synchronous) == 2)
        #expect(try await store.writeTogether(synchronous) == 2)
        _ = folder
    }

    @Test func `what the files would give again waits for no disk, and what comes after it does`()
        async throws
    {
        let (folder, store) = try store()
        #expect(try await store.writeRepeatable(synchronous) == 1)
        #expect(try await store.write(synchronous) == 2)
        await #expect(throws: (any Error).self) {
            try await store.writeRepeatable { db in try db.execute(sql: "no statement") }
        }
        #expect(try await store.writeTogether(synchronous) == 2)
        _ = folder
    }

    @Test func `an edition waits for no disk, a claim of what it owes does`() async throws {
        let (folder, store) = try store()
        let seen = Mutex<[Int?]>([])
        try await store.write { db in
            db.trace { event in
                guard case .statement(let statement) = event, statement.sql == "COMMIT TRANSACTION" else {
                    return
                }
                seen.withLock { $0.append(try? synchronous(db)) }
            }
        }
        seen.withLock { $0 = [] }
        var edition = Edition.of(.sample("a"))
        edition.documents = [.sample()]
        try await store.commit(edition, at: start)
        _ = try await store.claimPings(at: start, limit: 1)
        #expect(seen.withLock { $0 } == [1, 2])
        // The listener holds the connection that holds it.
        try await store.write { db in db.trace() }
        _ = folder
    }
}
