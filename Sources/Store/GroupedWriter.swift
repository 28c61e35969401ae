import GRDB

/// Gathers small writes while a commit is under way, and commits all that waited in one transaction.
///
/// One `fsync` thus serves many callers, and none waits for more than the commit before its own.
actor GroupedWriter {
    /// A write, and what its caller is told: `run` answers with what to say once the commit stands, `attempt` also where
    /// the write fails, and throws where no commit can follow.
    private struct Job: Sendable {
        let run: @Sendable (Database) throws -> (@Sendable () -> Void)
        let attempt: @Sendable (Database) throws -> (@Sendable () -> Void)
        let fail: @Sendable (any Error) -> Void
    }

    private let pool: any DatabaseWriter
    private let tidier: Tidier?
    private var waiting: [Job] = []
    private var isCommitting = false

    init(_ pool: any DatabaseWriter, tidier: Tidier? = nil) {
        self.pool = pool
        self.tidier = tidier
    }

    /// The result of `write`, once it is durable; one that fails leaves nothing, and all others as they are.
    ///
    /// It may be run twice, and what the first run has written is undone then.
    func write<Value: Sendable>(_ write: @escaping @Sendable (Database) throws -> Value) async throws -> Value
    {
        try await withCheckedThrowingContinuation { continuation in
            waiting.append(
                Job(
                    run: { db in
                        let value = try write(db)
                        return { continuation.resume(returning: value) }
                    },
                    attempt: { db in
                        let result = Self.attempt(write, in: db)
                        // SQLite may answer a full disk by undoing the transaction, and with it the writes before this.
                        if !db.isInsideTransaction { _ = try result.get() }
                        return { continuation.resume(with: result) }
                    },
                    fail: { continuation.resume(throwing: $0) }
                )
            )
            if !isCommitting {
                isCommitting = true
                Task { await commitAll() }
            }
        }
    }

    private static func attempt<Value>(
        _ write: (Database) throws -> Value,
        in db: Database
    ) -> Result<Value, any Error> {
        Result {
            var value: Value?
            try db.inSavepoint {
                value = try write(db)
                return .commit
            }
            guard let value else { preconditionFailure("a savepoint that ends without an error has run") }
            return value
        }
    }

    private func commitAll() async {
        while !waiting.isEmpty {
            let jobs = waiting
            waiting = []
            do {
                let ends = try await pool.write { db in try Self.run(jobs, in: db) }
                for end in ends { end() }
                await tidier?.wrote(rows: jobs.count)
            } catch {
                for job in jobs { job.fail(error) }
            }
        }
        isCommitting = false
    }

    /// All together, which nearly always goes well; else each in a savepoint of its own, which costs more than most writes.
    private static func run(_ jobs: [Job], in db: Database) throws -> [@Sendable () -> Void] {
        var ends: [@Sendable () -> Void] = []
        do {
            try db.inSavepoint {
                ends = try jobs.map { try $0.run(db) }
                return .commit
            }
            return ends
        } catch {
            // SQLite may answer a full disk by undoing the transaction, in which nothing can be written then.
            guard db.isInsideTransaction else { throw error }
            return try jobs.map { try $0.attempt(db) }
        }
    }
}
