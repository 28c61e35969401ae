import Feeds
package import Foundation
import GRDB
import Push

/// What is owed to services that the operator names.
extension SQLiteStore {
    /// Owes services that a document of this URL has changed: hubs of each, others of a feed's RSS alone.
    static func ping(
        _ services: [String],
        of url: String,
        _ key: FeedDocument.Key,
        in db: Database,
        at now: Date
    ) throws {
        if services.isEmpty { return }
        for service in services {
            guard key.format == .rss || PingService(service).hearsOfDocuments else { continue }
            // What is under way is told again when it ends, of all that it was to tell and what has come since.
            try db.cachedStatement(
                sql: """
                    INSERT INTO ping (hub, topic, attempt, due, since)
                    VALUES (?1, ?2, 0, ?3, coalesce(
                        (SELECT told FROM topic WHERE feed = ?4 AND view = '' AND format = 'json'), 0))
                    ON CONFLICT (hub, topic) DO UPDATE SET
                        attempt = 0, due = excluded.due, again = claimed IS NOT NULL
                    """
            ).execute(arguments: [service, url, now.timeIntervalSince1970, key.feed])
        }
    }

    /// One of each service, but none of one that has another under way.
    package func claimPings(at now: Date, limit: Int) async throws -> [PingClaim] {
        try await writeTogether { db in
            let pings = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT id, hub, topic, attempt, since, min(due) FROM ping
                        WHERE coalesce(claimed, due) <= :now
                            AND hub NOT IN (SELECT hub FROM ping WHERE claimed > :now)
                        GROUP BY hub ORDER BY due LIMIT :limit
                        """
                ),
                arguments: ["now": now.timeIntervalSince1970, "limit": limit]
            ).map { PingClaim(id: $0[0], hub: $0[1], topic: $0[2], attempt: $0[3], since: $0[4]) }
            for ping in pings {
                try db.cachedStatement(sql: "UPDATE ping SET claimed = ? WHERE id = ?").execute(arguments: [
                    now.timeIntervalSince1970 + Self.claimLength, ping.id,
                ])
            }
            return pings
        }
    }

    package func finish(_ ping: PingClaim, again due: Date?) async throws {
        try await writeTogether { db in
            if let due {
                try db.cachedStatement(
                    sql: """
                        UPDATE ping SET attempt = attempt + (again = 0), due = CASE WHEN again THEN due ELSE ? END,
                            again = 0, claimed = NULL
                        WHERE id = ?
                        """
                ).execute(arguments: [due.timeIntervalSince1970, ping.id])
            } else {
                try db.cachedStatement(sql: "DELETE FROM ping WHERE id = ? AND again = 0").execute(
                    arguments: [
                        ping.id
                    ])
                try db.cachedStatement(sql: "UPDATE ping SET again = 0, claimed = NULL WHERE id = ?")
                    .execute(arguments: [ping.id])
            }
        }
        bell.ring(for: .couriers)
    }
}
