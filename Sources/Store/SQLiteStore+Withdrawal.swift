package import Foundation
import GRDB
import Synchronization

/// The end of a feed: its addresses are remembered as gone, and whoever was subscribed is told.
extension SQLiteStore {
    package func withdraw(feed: String, at now: Date) async throws {
        recent.withLock { $0 = [:] }
        defer { policies.forget() }
        try await write { db in
            try Self.rememberAddresses(of: feed, in: db)
            try Self.endSubscriptions(of: feed, at: now, in: db)
            for table in ["document", "piece"] {
                try db.execute(sql: "DELETE FROM \(table) WHERE topic IN \(Self.topics)", arguments: [feed])
            }
            for table in ["problem", "departure", "guest", "ledger", "quiet", "policy"] {
                try db.execute(sql: "DELETE FROM \(table) WHERE feed = ?", arguments: [feed])
            }
            try db.execute(sql: "DELETE FROM article WHERE feed = ? AND state = 3", arguments: [feed])
            try db.execute(
                sql: "UPDATE article SET state = 2 WHERE feed = ? AND state <> 2",
                arguments: [feed]
            )
        }
        bell.ring()
    }

    private static let topics = "(SELECT number FROM topic WHERE feed = ?)"

    private static func rememberAddresses(of feed: String, in db: Database) throws {
        let documents = try Row.fetchAll(
            db,
            sql: "SELECT path, former FROM document WHERE topic IN \(topics)",
            arguments: [feed]
        )
        let paths = documents.flatMap { row in
            let (path, former): (String, String) = (row[0], row[1])
            return [path] + former.split(separator: "\n").map(String.init)
        }
        for path in paths + ["/\(feed)/"] {
            try db.execute(
                sql: "INSERT OR REPLACE INTO withdrawn (path, feed) VALUES (?, ?)",
                arguments: [path, feed]
            )
        }
    }

    private static func endSubscriptions(of feed: String, at now: Date, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO denial (topic, callback, attempt, due, reason)
                SELECT url, callback, 0, ?, 'the feed has ended' FROM subscription
                WHERE topic IN \(topics) AND instr(callback, '#') = 0
                """,
            arguments: [now.timeIntervalSince1970, feed]
        )
        try db.execute(
            sql:
                "DELETE FROM retry WHERE subscription IN (SELECT id FROM subscription WHERE topic IN \(topics))",
            arguments: [feed]
        )
        for table in ["subscription", "verification", "fanout"] {
            try db.execute(sql: "DELETE FROM \(table) WHERE topic IN \(topics)", arguments: [feed])
        }
    }

    package func isWithdrawn(_ path: String) async throws -> Bool {
        try await read { db in
            try String.fetchOne(
                db.cachedStatement(sql: "SELECT feed FROM withdrawn WHERE path = ?"),
                arguments: [path]
            ) != nil
        }
    }

    package func withdrawnPaths() async throws -> [String] {
        try await read { db in
            try String.fetchAll(db.cachedStatement(sql: "SELECT path FROM withdrawn ORDER BY path"))
        }
    }

    package func claimDenials(at now: Date, limit: Int) async throws -> [DenialClaim] {
        // There are hardly ever any, and a look costs less than a turn at writing.
        let isOwed = try await read { db in
            try Int.fetchOne(
                db.cachedStatement(sql: "SELECT 1 FROM denial WHERE coalesce(claimed, due) <= ? LIMIT 1"),
                arguments: [now.timeIntervalSince1970]
            ) != nil
        }
        if !isOwed { return [] }
        return try await writeTogether { db in
            let denials = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT id, topic, callback, attempt, reason FROM denial
                        WHERE coalesce(claimed, due) <= ? ORDER BY coalesce(claimed, due) LIMIT ?
                        """
                ),
                arguments: [now.timeIntervalSince1970, limit]
            ).map { DenialClaim(id: $0[0], topic: $0[1], callback: $0[2], attempt: $0[3], reason: $0[4]) }
            for denial in denials {
                try db.cachedStatement(sql: "UPDATE denial SET claimed = ? WHERE id = ?").execute(
                    arguments: [now.timeIntervalSince1970 + Self.claimLength, denial.id]
                )
            }
            return denials
        }
    }

    package func finish(_ denial: DenialClaim, again due: Date?) async throws {
        try await writeTogether { db in
            if let due {
                try db.cachedStatement(
                    sql: "UPDATE denial SET attempt = attempt + 1, due = ?, claimed = NULL WHERE id = ?"
                ).execute(arguments: [due.timeIntervalSince1970, denial.id])
            } else {
                try db.cachedStatement(sql: "DELETE FROM denial WHERE id = ?").execute(arguments: [denial.id])
            }
        }
        bell.ring()
    }
}
