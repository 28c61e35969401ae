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

    /// Owes every subscription of the topic the version that is told now: what an unfinished range covers is owed
    /// by it, and what none covers gets a range behind them.
    static func owe(
        _ topic: Int64,
        since before: Int64,
        isUrgent: Bool,
        at now: Date,
        in db: Database
    ) throws {
        guard
            let highest = try Int64.fetchOne(
                db.cachedStatement(sql: "SELECT max(id) FROM subscription WHERE topic = ?"),
                arguments: [topic]
            )
        else { return }
        let due = try due(topic, isUrgent: isUrgent, at: now, in: db)
        try db.cachedStatement(sql: "UPDATE topic SET pushed = ? WHERE number = ?").execute(arguments: [
            due, topic,
        ])
        if isUrgent {
            try db.cachedStatement(sql: "UPDATE fanout SET due = ?1 WHERE topic = ?2 AND due > ?1").execute(
                arguments: [due, topic]
            )
        }
        // What is under way is sent again when it ends, with the same regard for time.
        try db.cachedStatement(sql: "UPDATE fanout SET due = ? WHERE topic = ? AND claimed IS NOT NULL")
            .execute(arguments: [due, topic])
        let unfinished = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT low, high FROM fanout WHERE topic = ? ORDER BY low"),
            arguments: [topic]
        )
        var low: Int64 = 1
        for range in unfinished.map({ ($0[0] as Int64, $0[1] as Int64) }) + [(highest + 1, highest + 1)] {
            if low < range.0, try hasSubscriptions(of: topic, from: low, to: range.0 - 1, in: db) {
                try db.cachedStatement(
                    sql: "INSERT INTO fanout (topic, since, low, high, due) VALUES (?, ?, ?, ?, ?)"
                ).execute(arguments: [topic, before, low, range.0 - 1, due])
            }
            low = max(low, range.1 + 1)
        }
    }

    /// From when on an edition is sent: a second after the push before, or with the push that waits for that second.
    ///
    /// More than a second ahead lies only what was written before the clock was set back.
    private static func due(
        _ topic: Int64,
        isUrgent: Bool,
        at now: Date,
        in db: Database
    ) throws -> Double {
        let now = now.timeIntervalSince1970
        if isUrgent { return now }
        let pushed =
            try Double.fetchOne(
                db.cachedStatement(sql: "SELECT pushed FROM topic WHERE number = ?"),
                arguments: [topic]
            ) ?? 0
        return min(max(now, pushed > now ? pushed : pushed + 1), now + 1)
    }

    private static func hasSubscriptions(
        of topic: Int64,
        from low: Int64,
        to high: Int64,
        in db: Database
    ) throws -> Bool {
        try Int.fetchOne(
            db.cachedStatement(
                sql: "SELECT 1 FROM subscription WHERE topic = ? AND id BETWEEN ? AND ? LIMIT 1"
            ),
            arguments: [topic, low, high]
        ) != nil
    }

    /// Of a topic: what a withdrawn feed owes waits until it comes back.
    private static let isServed = "EXISTS (SELECT 1 FROM document WHERE document.topic = topic.number)"

    package func claimFanout(at now: Date) async throws -> FanoutClaim? {
        try await writeTogether { db in
            while let range = try Self.frontRange(at: now, in: db) {
                if let claim = try self.cut(range, at: now, in: db) { return claim }
            }
            return nil
        }
    }

    private static func frontRange(at now: Date, in db: Database) throws -> Row? {
        try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT fanout.*, version, told, feed, view, format
                    FROM fanout JOIN topic ON topic.number = fanout.topic
                    WHERE coalesce(claimed, due) <= ? AND \(isServed) ORDER BY id LIMIT 1
                    """
            ),
            arguments: [now.timeIntervalSince1970]
        )
    }

    /// Cuts at most 256 subscriptions off the front of a range; a range of nobody ends.
    private func cut(_ range: Row, at now: Date, in db: Database) throws -> FanoutClaim? {
        let id: Int64 = range["id"]
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
            arguments: [
                range["topic"], range["low"], range["high"], now.timeIntervalSince1970, range["told"],
                rangeSize,
            ]
        ).map { Subscription(row: $0, key: key) }
        guard let last = subscriptions.last else {
            try db.cachedStatement(sql: "DELETE FROM fanout WHERE id = ?").execute(arguments: [id])
            return nil
        }
        let claimed = try Self.claim(
            range,
            upTo: subscriptions.count < rangeSize ? range["high"] : last.id,
            at: now,
            in: db
        )
        return FanoutClaim(
            id: claimed,
            key: key,
            version: range["version"],
            told: range["told"],
            since: range["since"],
            subscriptions: subscriptions
        )
    }

    /// Claims the front of a range, up to a subscription; what is left keeps its place in the order.
    ///
    /// A claim that has ended by itself is followed by one of another number, so that its holder cannot end that.
    private static func claim(_ range: Row, upTo last: Int64, at now: Date, in db: Database) throws -> Int64 {
        let id: Int64 = range["id"]
        let until = now.timeIntervalSince1970 + claimLength
        let isWhole = last == range["high"] as Int64
        let isNew = range["claimed"] as Double? == nil
        if isWhole, isNew {
            try db.cachedStatement(sql: "UPDATE fanout SET claimed = ? WHERE id = ?").execute(arguments: [
                until, id,
            ])
            return id
        }
        if isWhole {
            try db.cachedStatement(sql: "DELETE FROM fanout WHERE id = ?").execute(arguments: [id])
        } else {
            try db.cachedStatement(sql: "UPDATE fanout SET low = ?, claimed = NULL WHERE id = ?").execute(
                arguments: [last + 1, id]
            )
        }
        try db.cachedStatement(
            sql: "INSERT INTO fanout (topic, since, low, high, due, claimed) VALUES (?, ?, ?, ?, ?, ?)"
        ).execute(arguments: [range["topic"], range["since"], range["low"], last, range["due"], until]
        )
        return db.lastInsertedRowID
    }

    package func finish(_ claim: FanoutClaim, results: [Int64: DeliveryResult], at now: Date) async throws {
        try await writeTogether { db in
            let told = try Self.told(toRange: claim.id, in: db)
            for (subscription, result) in results {
                switch result {
                case .delivered: break
                case .gone: try Self.end(subscription, in: db)
                case .failed(let attempt, let due, let reason):
                    // A range that is another's by now is sent by the other.
                    if told == nil { continue }
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
            if let told, told > claim.told { try Self.owePassedOver(by: claim, told, in: db) }
            if let told, told > claim.version {
                // The topic changed while this range was under way: those who have the older version are owed the newer.
                try db.cachedStatement(sql: "UPDATE fanout SET since = ?, claimed = NULL WHERE id = ?")
                    .execute(arguments: [claim.version, claim.id])
            } else {
                try db.cachedStatement(sql: "DELETE FROM fanout WHERE id = ?").execute(arguments: [claim.id])
            }
        }
        bell.ring()
    }

    /// Owes an edition to those whom a range passed over because they had rows of their own, where these have ended
    /// before the edition came: the range was under way then, and ends with a document that they were not sent.
    private static func owePassedOver(by claim: FanoutClaim, _ told: Int64, in db: Database) throws {
        if claim.version == claim.told { return }
        let members = Set(claim.subscriptions.map(\.id))
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT subscription.id, accepted, due
                    FROM fanout JOIN subscription
                        ON subscription.topic = fanout.topic AND subscription.id BETWEEN low AND high
                    WHERE fanout.id = ? AND accepted BETWEEN 1 AND ?
                    """
            ),
            arguments: [claim.id, told - 1]
        )
        for row in rows where !members.contains(row[0]) {
            try db.cachedStatement(
                sql: "INSERT OR IGNORE INTO retry (subscription, since, attempt, due) VALUES (?, ?, 0, ?)"
            ).execute(arguments: [row[0] as Int64, row[1] as Int64, row[2] as Double]
            )
        }
    }

    /// The version that a range owes; nil where there is no such range.
    private static func told(toRange id: Int64, in db: Database) throws -> Int64? {
        try Int64.fetchOne(
            db.cachedStatement(
                sql: "SELECT told FROM fanout JOIN topic ON topic.number = fanout.topic WHERE id = ?"
            ),
            arguments: [id]
        )
    }

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
                            retry.since, retry.attempt
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
                        UPDATE retry SET attempt = ?, due = ?, reason = ?, claimed = NULL
                        WHERE subscription = ? AND claimed = ?
                        """
                ).execute(arguments: [attempt, due.timeIntervalSince1970, reason, id, until])
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
                            UPDATE retry SET since = ?, attempt = 0, due = ?, reason = NULL, claimed = NULL
                            WHERE subscription = ? AND claimed = ?
                            """
                    ).execute(arguments: [retry.version, now.timeIntervalSince1970, id, until])
                } else {
                    try db.cachedStatement(sql: "DELETE FROM retry WHERE subscription = ? AND claimed = ?")
                        .execute(arguments: [id, until])
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
        try db.cachedStatement(sql: "DELETE FROM retry WHERE subscription = ?").execute(arguments: [
            subscription
        ])
        try db.cachedStatement(sql: "DELETE FROM subscription WHERE id = ?").execute(arguments: [subscription]
        )
    }

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

    package func nextDue() async throws -> Date? {
        try await read { db in
            try Double.fetchOne(db.cachedStatement(sql: Self.nextMoment)).map(
                Date.init(timeIntervalSince1970:)
            )
        }
    }

    /// Leases are among what is owed: their ends.
    static let nextMoment = """
        SELECT min(moment) FROM (
            SELECT min(coalesce(claimed, due)) AS moment
            FROM fanout JOIN topic ON topic.number = fanout.topic WHERE \(isServed)
            UNION ALL SELECT * FROM (
                SELECT coalesce(retry.claimed, retry.due)
                FROM retry
                    CROSS JOIN subscription ON subscription.id = retry.subscription
                    CROSS JOIN topic ON topic.number = subscription.topic
                WHERE \(isServed) ORDER BY coalesce(retry.claimed, retry.due) LIMIT 1
            )
            UNION ALL SELECT min(coalesce(claimed, due)) FROM ping
            UNION ALL SELECT min(coalesce(claimed, due)) FROM verification
            UNION ALL SELECT min(expires) FROM subscription
        )
        """

    package func unattempted() async throws -> Int {
        try await read { db in
            try Int.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT (SELECT count(*) FROM ping WHERE attempt = 0)
                            + (SELECT count(*) FROM retry
                                JOIN subscription ON subscription.id = retry.subscription
                                JOIN topic ON topic.number = subscription.topic
                                WHERE attempt = 0 AND \(Self.isServed))
                            + coalesce(sum((SELECT count(*) FROM subscription
                                WHERE subscription.topic = fanout.topic AND subscription.id BETWEEN low AND high)), 0)
                        FROM fanout JOIN topic ON topic.number = fanout.topic WHERE \(Self.isServed)
                        """
                )
            ) ?? 0
        }
    }

    package func releaseClaims() async throws {
        try await writeTogether { db in
            for table in ["fanout", "retry", "ping", "verification"] {
                try db.execute(sql: "UPDATE \(table) SET claimed = NULL WHERE claimed IS NOT NULL")
            }
        }
    }

    package func endLeases(at now: Date) async throws {
        try await writeTogether { db in
            let ended = try Int64.fetchAll(
                db.cachedStatement(sql: "SELECT id FROM subscription WHERE expires <= ?"),
                arguments: [now.timeIntervalSince1970]
            )
            for subscription in ended { try Self.end(subscription, in: db) }
        }
    }

    package func owed() async throws -> OwedFigures {
        try await read { db in
            func count(_ table: String) throws -> Int {
                try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
            }
            let failing = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT callback, reason FROM retry JOIN subscription ON subscription.id = retry.subscription
                        WHERE attempt > 0 ORDER BY attempt DESC LIMIT 20
                        """
                )
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
