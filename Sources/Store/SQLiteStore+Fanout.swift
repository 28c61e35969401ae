import Feeds
package import Foundation
import GRDB
import Push

/// What is owed to subscribers: ranges for the many, rows of their own for those whose delivery failed.
///
/// The rules stand in ARCHITECTURE.md, "Owed to subscribers".
extension SQLiteStore {
    private static let rangeSize = 256
    /// After this many seconds a claim ends by itself: longer than any transfer may take.
    private static let claimLength: TimeInterval = 300

    /// Owes every subscription of the topic the new version: unfinished ranges are raised in place, and
    /// what no unfinished range covers gets a range behind them.
    static func owe(
        _ topic: Int64,
        from before: Int64,
        to version: Int64,
        isUrgent: Bool,
        at now: Date,
        in db: Database
    ) throws {
        guard
            let highest = try Int64.fetchOne(
                db,
                sql: "SELECT max(id) FROM subscription WHERE topic = ?",
                arguments: [topic]
            )
        else { return }
        let unfinished = try Row.fetchAll(
            db,
            sql: "SELECT low, high FROM fanout WHERE topic = ? ORDER BY low",
            arguments: [topic]
        )
        try db.execute(sql: "UPDATE fanout SET version = ? WHERE topic = ?", arguments: [version, topic])
        let pushed =
            try Double.fetchOne(db, sql: "SELECT pushed FROM topic WHERE number = ?", arguments: [topic]) ?? 0
        let due = isUrgent ? now.timeIntervalSince1970 : max(now.timeIntervalSince1970, pushed + 1)
        var low: Int64 = 1
        for range in unfinished.map({ ($0[0] as Int64, $0[1] as Int64) }) + [(highest + 1, highest + 1)] {
            if low < range.0, try hasSubscriptions(of: topic, from: low, to: range.0 - 1, in: db) {
                try db.execute(
                    sql:
                        "INSERT INTO fanout (topic, version, since, low, high, due) VALUES (?, ?, ?, ?, ?, ?)",
                    arguments: [topic, version, before, low, range.0 - 1, due]
                )
                try db.execute(sql: "UPDATE topic SET pushed = ? WHERE number = ?", arguments: [due, topic])
            }
            low = max(low, range.1 + 1)
        }
    }

    private static func hasSubscriptions(
        of topic: Int64,
        from low: Int64,
        to high: Int64,
        in db: Database
    ) throws -> Bool {
        try Int.fetchOne(
            db,
            sql: "SELECT 1 FROM subscription WHERE topic = ? AND id BETWEEN ? AND ? LIMIT 1",
            arguments: [topic, low, high]
        ) != nil
    }

    package func claimFanout(at now: Date) async throws -> FanoutClaim? {
        try await group.write { db in
            while let range = try Self.frontRange(at: now, in: db) {
                if let claim = try Self.cut(range, at: now, in: db) { return claim }
            }
            return nil
        }
    }

    private static func frontRange(at now: Date, in db: Database) throws -> Row? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT fanout.*, feed, view, format FROM fanout JOIN topic ON topic.number = fanout.topic
                WHERE due <= :now AND (claimed IS NULL OR claimed <= :now) ORDER BY id LIMIT 1
                """,
            arguments: ["now": now.timeIntervalSince1970]
        )
    }

    /// Cuts at most 256 subscriptions off the front of a range; a range of nobody ends.
    private static func cut(_ range: Row, at now: Date, in db: Database) throws -> FanoutClaim? {
        let id: Int64 = range["id"]
        let topic: Int64 = range["topic"]
        let version: Int64 = range["version"]
        guard let key = FeedDocument.Key(row: range) else { return nil }
        let subscriptions = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT id, url, callback, secret, expires FROM subscription
                    WHERE topic = ? AND id BETWEEN ? AND ? AND expires > ? AND accepted < ?
                        AND NOT EXISTS (SELECT 1 FROM retry WHERE retry.subscription = subscription.id)
                    ORDER BY id LIMIT ?
                    """
            ),
            arguments: [topic, range["low"], range["high"], now.timeIntervalSince1970, version, rangeSize]
        ).map { Subscription(row: $0, key: key) }
        guard let last = subscriptions.last else {
            try db.execute(sql: "DELETE FROM fanout WHERE id = ?", arguments: [id])
            return nil
        }
        let claimed = try claim(
            range,
            upTo: subscriptions.count < rangeSize ? range["high"] : last.id,
            at: now,
            in: db
        )
        return FanoutClaim(
            id: claimed,
            key: key,
            version: version,
            since: range["since"],
            subscriptions: subscriptions
        )
    }

    /// Claims the front of a range, up to a subscription; what is left keeps its place in the order.
    private static func claim(_ range: Row, upTo last: Int64, at now: Date, in db: Database) throws -> Int64 {
        let id: Int64 = range["id"]
        let until = now.timeIntervalSince1970 + claimLength
        if last == range["high"] as Int64 {
            try db.execute(sql: "UPDATE fanout SET claimed = ? WHERE id = ?", arguments: [until, id])
            return id
        }
        try db.execute(sql: "UPDATE fanout SET low = ? WHERE id = ?", arguments: [last + 1, id])
        try db.execute(
            sql:
                "INSERT INTO fanout (topic, version, since, low, high, due, claimed) VALUES (?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                range["topic"], range["version"], range["since"], range["low"], last, range["due"], until,
            ]
        )
        return db.lastInsertedRowID
    }

    package func finish(_ claim: FanoutClaim, results: [Int64: DeliveryResult], at now: Date) async throws {
        try await group.write { db in
            for (subscription, result) in results {
                switch result {
                case .delivered: break
                case .gone: try Self.end(subscription, in: db)
                case .failed(let attempt, let due, let reason):
                    try Self.retry(
                        subscription,
                        since: claim.since,
                        attempt: attempt,
                        due: due,
                        reason: reason,
                        in: db
                    )
                }
            }
            guard
                let version = try Int64.fetchOne(
                    db,
                    sql: "SELECT version FROM fanout WHERE id = ?",
                    arguments: [claim.id]
                )
            else { return }
            if version > claim.version {
                // The topic changed while this range was under way: those who have the older version are owed the newer.
                try db.execute(
                    sql: """
                        UPDATE fanout SET since = ?, claimed = NULL, due = max(?, (SELECT pushed + 1 FROM topic WHERE number = topic))
                        WHERE id = ?
                        """,
                    arguments: [claim.version, now.timeIntervalSince1970, claim.id]
                )
            } else {
                try db.execute(sql: "DELETE FROM fanout WHERE id = ?", arguments: [claim.id])
            }
        }
        bell.ring()
    }

    package func detach(
        _ subscriptions: [Int64],
        of claim: FanoutClaim,
        at now: Date
    ) async throws -> [RetryClaim] {
        let slow = Set(subscriptions)
        try await group.write { db in
            for subscription in slow {
                try Self.retry(subscription, since: claim.since, attempt: 0, due: now, reason: nil, in: db)
                try db.execute(
                    sql: "UPDATE retry SET claimed = ? WHERE subscription = ?",
                    arguments: [now.timeIntervalSince1970 + Self.claimLength, subscription]
                )
            }
        }
        return claim.subscriptions.filter { slow.contains($0.id) }.map {
            RetryClaim(subscription: $0, version: claim.version, since: claim.since, attempt: 0)
        }
    }

    package func claimRetries(at now: Date, limit: Int) async throws -> [RetryClaim] {
        try await group.write { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT subscription.id, url, callback, secret, subscription.expires, feed, view, format, version,
                        retry.since, retry.attempt
                    FROM retry
                        JOIN subscription ON subscription.id = retry.subscription
                        JOIN topic ON topic.number = subscription.topic
                    WHERE retry.due <= :now AND (retry.claimed IS NULL OR retry.claimed <= :now)
                        AND subscription.expires > :now
                    ORDER BY retry.due LIMIT :limit
                    """,
                arguments: ["now": now.timeIntervalSince1970, "limit": limit]
            )
            return try rows.compactMap { row -> RetryClaim? in
                guard let key = FeedDocument.Key(row: row) else { return nil }
                try db.execute(
                    sql: "UPDATE retry SET claimed = ? WHERE subscription = ?",
                    arguments: [now.timeIntervalSince1970 + Self.claimLength, row[0] as Int64]
                )
                return RetryClaim(
                    subscription: Subscription(row: row, key: key),
                    version: row["version"],
                    since: row["since"],
                    attempt: row["attempt"]
                )
            }
        }
    }

    package func finish(_ retry: RetryClaim, result: DeliveryResult, at now: Date) async throws {
        let id = retry.subscription.id
        try await group.write { db in
            switch result {
            case .gone: try Self.end(id, in: db)
            case .failed(let attempt, let due, let reason):
                try db.execute(
                    sql:
                        "UPDATE retry SET attempt = ?, due = ?, reason = ?, claimed = NULL WHERE subscription = ?",
                    arguments: [attempt, due.timeIntervalSince1970, reason, id]
                )
            case .delivered:
                let newest = try Int64.fetchOne(
                    db,
                    sql: """
                        SELECT version FROM topic JOIN subscription ON subscription.topic = topic.number
                        WHERE subscription.id = ?
                        """,
                    arguments: [id]
                )
                try db.execute(
                    sql: "UPDATE subscription SET accepted = max(accepted, ?) WHERE id = ?",
                    arguments: [retry.version, id]
                )
                if let newest, newest > retry.version {
                    try db.execute(
                        sql: """
                            UPDATE retry SET since = ?, attempt = 0, due = ?, reason = NULL, claimed = NULL
                            WHERE subscription = ?
                            """,
                        arguments: [retry.version, now.timeIntervalSince1970, id]
                    )
                } else {
                    try db.execute(sql: "DELETE FROM retry WHERE subscription = ?", arguments: [id])
                }
            }
        }
        bell.ring()
    }

    private static func retry(
        _ subscription: Int64,
        since: Int64,
        attempt: Int,
        due: Date,
        reason: String?,
        in db: Database
    ) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO retry (subscription, since, attempt, due, reason)
                SELECT ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM subscription WHERE id = ?)
                """
        ).execute(arguments: [subscription, since, attempt, due.timeIntervalSince1970, reason, subscription])
    }

    static func end(_ subscription: Int64, in db: Database) throws {
        try db.execute(sql: "DELETE FROM retry WHERE subscription = ?", arguments: [subscription])
        try db.execute(sql: "DELETE FROM subscription WHERE id = ?", arguments: [subscription])
    }

    package func claimPings(at now: Date, limit: Int) async throws -> [PingClaim] {
        try await group.write { db in
            let pings = try Row.fetchAll(
                db,
                sql: """
                    SELECT id, hub, topic, attempt FROM ping
                    WHERE due <= :now AND (claimed IS NULL OR claimed <= :now) ORDER BY due LIMIT :limit
                    """,
                arguments: ["now": now.timeIntervalSince1970, "limit": limit]
            ).map { PingClaim(id: $0[0], hub: $0[1], topic: $0[2], attempt: $0[3]) }
            for ping in pings {
                try db.execute(
                    sql: "UPDATE ping SET claimed = ? WHERE id = ?",
                    arguments: [now.timeIntervalSince1970 + Self.claimLength, ping.id]
                )
            }
            return pings
        }
    }

    package func finish(_ ping: PingClaim, again due: Date?) async throws {
        try await group.write { db in
            if let due {
                try db.execute(
                    sql: "UPDATE ping SET attempt = attempt + 1, due = ?, claimed = NULL WHERE id = ?",
                    arguments: [due.timeIntervalSince1970, ping.id]
                )
            } else {
                try db.execute(sql: "DELETE FROM ping WHERE id = ?", arguments: [ping.id])
            }
        }
        bell.ring()
    }

    package func nextDue() async throws -> Date? {
        try await pool.read { db in
            try Double.fetchOne(
                db,
                sql: """
                    SELECT min(moment) FROM (
                        SELECT min(coalesce(claimed, due)) AS moment FROM fanout
                        UNION ALL SELECT min(coalesce(claimed, due)) FROM retry
                        UNION ALL SELECT min(coalesce(claimed, due)) FROM ping
                        UNION ALL SELECT min(coalesce(claimed, due)) FROM verification
                        UNION ALL SELECT min(expires) FROM subscription
                    )
                    """
            ).map(Date.init(timeIntervalSince1970:))
        }
    }

    package func unattempted() async throws -> Int {
        try await pool.read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT (SELECT count(*) FROM ping WHERE attempt = 0)
                        + (SELECT count(*) FROM retry WHERE attempt = 0)
                        + coalesce(sum((SELECT count(*) FROM subscription
                            WHERE subscription.topic = fanout.topic AND subscription.id BETWEEN low AND high)), 0)
                    FROM fanout
                    """
            ) ?? 0
        }
    }

    package func releaseClaims() async throws {
        try await group.write { db in
            for table in ["fanout", "retry", "ping", "verification"] {
                try db.execute(sql: "UPDATE \(table) SET claimed = NULL WHERE claimed IS NOT NULL")
            }
        }
    }

    package func endLeases(at now: Date) async throws {
        try await group.write { db in
            let ended = try Int64.fetchAll(
                db,
                sql: "SELECT id FROM subscription WHERE expires <= ?",
                arguments: [now.timeIntervalSince1970]
            )
            for subscription in ended { try Self.end(subscription, in: db) }
        }
    }

    package func owed() async throws -> OwedFigures {
        try await pool.read { db in
            func count(_ table: String) throws -> Int {
                try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
            }
            let failing = try Row.fetchAll(
                db,
                sql: """
                    SELECT callback, reason FROM retry JOIN subscription ON subscription.id = retry.subscription
                    WHERE attempt > 0 ORDER BY attempt DESC LIMIT 20
                    """
            ).map { row in
                let callback: String = row[0]
                return "\(callback.prefix { $0 != "?" }): \(row[1] as String? ?? "slow")"
            }
            return try OwedFigures(
                subscriptions: count("subscription"),
                verifications: count("verification"),
                ranges: count("fanout"),
                retries: count("retry"),
                pings: count("ping"),
                failing: failing
            )
        }
    }
}
