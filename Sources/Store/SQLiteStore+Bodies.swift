import Feeds
import GRDB

/// The rendered texts of articles.
extension SQLiteStore {
    package func bodies(of ids: [String], in feed: String) async throws -> [String: KeptBody] {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: "SELECT id, source_high, source_low, html FROM body WHERE feed = ? AND id = ?"
            )
            var bodies: [String: KeptBody] = [:]
            for id in ids {
                guard let row = try Row.fetchOne(statement, arguments: [feed, id]) else { continue }
                bodies[id] = KeptBody(id: id, source: Fingerprint(row: row, from: 1), html: row[3])
            }
            return bodies
        }
    }

    package func keep(_ bodies: [KeptBody], of feed: String) async throws {
        try await writeTogether { db in
            for body in bodies { try body.write(of: feed, to: db) }
        }
    }

    package func bodiless(of feed: String) async throws -> [String] {
        try await read { db in
            try String.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT path FROM article WHERE feed = ?1 AND state <> 2 AND state = 0 AND NOT EXISTS (
                            SELECT 1 FROM body WHERE body.feed = ?1 AND body.id = article.id
                        ) ORDER BY path
                        """
                ),
                arguments: [feed]
            )
        }
    }
}

extension KeptBody {
    func write(of feed: String, to db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO body (feed, id, source_high, source_low, html) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (feed, id) DO UPDATE
                SET source_high = excluded.source_high, source_low = excluded.source_low, html = excluded.html
                """
        ).execute(
            arguments: [
                feed, id, Int64(bitPattern: source.high), Int64(bitPattern: source.low), html,
            ]
        )
    }
}
