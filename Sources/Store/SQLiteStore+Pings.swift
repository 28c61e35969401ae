package import Foundation
import GRDB

/// What is owed to the hubs of others.
extension SQLiteStore {
    package func claimPings(at now: Date, limit: Int) async throws -> [PingClaim] {
        try await writeTogether { db in
            let pings = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT id, hub, topic, attempt FROM ping
                        WHERE coalesce(claimed, due) <= :now ORDER BY due LIMIT :limit
                        """
                ),
                arguments: ["now": now.timeIntervalSince1970, "limit": limit]
            ).map { PingClaim(id: $0[0], hub: $0[1], topic: $0[2], attempt: $0[3]) }
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
                    sql: "UPDATE ping SET attempt = attempt + 1, due = ?, claimed = NULL WHERE id = ?"
                ).execute(arguments: [due.timeIntervalSince1970, ping.id])
            } else {
                try db.cachedStatement(sql: "DELETE FROM ping WHERE id = ?").execute(arguments: [ping.id])
            }
        }
        bell.ring()
    }
}
