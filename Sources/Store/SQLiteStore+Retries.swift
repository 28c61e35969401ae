import Feeds
package import Foundation
import GRDB

/// What is owed to one alone: to whom a delivery failed, or takes long.
extension SQLiteStore {
    package func detach(
        _ subscriptions: [Int64],
        of claim: FanoutClaim,
        at now: Date
    ) async throws -> [RetryClaim] {
        let slow = Set(subscriptions)
        let until = now + Self.claimLength
        let isOurs = try await writeTogether { db in
            guard try Self.told(toRange: claim.id, in: db) != nil else { return false }
            for subscription in slow {
                try Self.retry(subscription, since: claim.since, attempt: 0, due: now, reason: nil, in: db)
                try db.cachedStatement(sql: "UPDATE retry SET claimed = ? WHERE subscription = ?").execute(
                    arguments: [until.timeIntervalSince1970, subscription]
                )
            }
            return true
        }
        guard isOurs else { return [] }
        return claim.subscriptions.filter { slow.contains($0.id) }.map {
            RetryClaim(
                subscription: $0,
                version: claim.version,
                since: claim.since,
                attempt: 0,
                until: until
            )
        }
    }

    package func claimRetries(at now: Date, limit: Int) async throws -> [RetryClaim] {
        try await writeTogether { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT subscription.id, url, callback, secret, subscription.expires, feed, view, format, version,
                            retry.since, retry.attempt, retry.failing
                        FROM retry
                            JOIN subscription ON subscription.id = retry.subscription
                            JOIN topic ON topic.number = subscription.topic
                        WHERE coalesce(retry.claimed, retry.due) <= :now AND subscription.expires > :now
                            AND \(Self.isServed)
                        ORDER BY coalesce(retry.claimed, retry.due) LIMIT :limit
                        """
                ),
                arguments: ["now": now.timeIntervalSince1970, "limit": limit]
            )
            let until = now + Self.claimLength
            return try rows.compactMap { row -> RetryClaim? in
                guard let key = FeedDocument.Key(row: row) else { return nil }
                try db.cachedStatement(sql: "UPDATE retry SET claimed = ? WHERE subscription = ?").execute(
                    arguments: [until.timeIntervalSince1970, row[0] as Int64]
                )
                return RetryClaim(
                    subscription: Subscription(row: row, key: key),
                    version: row["version"],
                    since: row["since"],
                    attempt: row["attempt"],
                    failing: (row["failing"] as Double?).map(Date.init(timeIntervalSince1970:)),
                    until: until
                )
            }
        }
    }

    package func finish(_ retry: RetryClaim, result: DeliveryResult, at now: Date) async throws {
        let id = retry.subscription.id
        let until = retry.until.timeIntervalSince1970
        try await writeTogether { db in
            switch result {
            case .gone: try Self.end(id, in: db)
            case .failed(let attempt, let due, let reason):
                try db.cachedStatement(
                    sql: """
                        UPDATE retry SET attempt = ?, due = ?, reason = ?, claimed = NULL, failing = coalesce(failing, ?)
                        WHERE subscription = ? AND claimed = ?
                        """
                ).execute(arguments: [
                    attempt, due.timeIntervalSince1970, reason, now.timeIntervalSince1970, id, until,
                ])
            case .delivered:
                let told = try Int64.fetchOne(
                    db.cachedStatement(
                        sql: """
                            SELECT told FROM topic JOIN subscription ON subscription.topic = topic.number
                            WHERE subscription.id = ?
                            """
                    ),
                    arguments: [id]
                )
                try db.cachedStatement(
                    sql: "UPDATE subscription SET accepted = max(accepted, ?) WHERE id = ?"
                ).execute(arguments: [retry.version, id])
                if let told, told > retry.version {
                    try db.cachedStatement(
                        sql: """
                            UPDATE retry SET since = ?, attempt = 0, due = ?, reason = NULL, claimed = NULL, failing = NULL
                            WHERE subscription = ? AND claimed = ?
                            """
                    ).execute(arguments: [retry.version, now.timeIntervalSince1970, id, until])
                } else {
                    try db.cachedStatement(sql: "DELETE FROM retry WHERE subscription = ? AND claimed = ?")
                        .execute(arguments: [id, until])
                }
            }
        }
        bell.ring(for: .couriers)
    }

    static func retry(
        _ subscription: Int64,
        since: Int64,
        attempt: Int,
        due: Date,
        reason: String?,
        failing: Date? = nil,
        in db: Database
    ) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO retry (subscription, since, attempt, due, reason, failing)
                SELECT ?, ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM subscription WHERE id = ?)
                """
        ).execute(arguments: [
            subscription, since, attempt, due.timeIntervalSince1970, reason, failing?.timeIntervalSince1970,
            subscription,
        ])
    }

    static func end(_ subscription: Int64, in db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM retry WHERE subscription = ?").execute(arguments: [
            subscription
        ])
        try db.cachedStatement(sql: "DELETE FROM subscription WHERE id = ?").execute(arguments: [subscription]
        )
    }
}
