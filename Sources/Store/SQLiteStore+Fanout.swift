import Feeds
package import Foundation
import GRDB
import Push

/// What an edition owes to many: a range of subscriptions for each topic, of which claims are cut.
///
/// The rules stand in ARCHITECTURE.md, "Owed to subscribers".
extension SQLiteStore {
    /// After this many seconds a claim ends by itself: longer than any transfer may take.
    static let claimLength: TimeInterval = 300

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

    /// Of a topic: where there is no document, there is nothing to send.
    static let isServed = "EXISTS (SELECT 1 FROM document WHERE document.topic = topic.number)"

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
        // A cursor's row is read where it lies: a copy of each costs more than the rest of the claim.
        let rows = try Row.fetchCursor(
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
        )
        let subscriptions = try Array(rows.map { Subscription(row: $0, key: key) })
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
                case .delivered:
                    // Sent ahead of its time, it is not owed again when it is told.
                    if claim.version > claim.told { try Self.note(claim.version, of: subscription, in: db) }
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
                        failing: now,
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
        bell.ring(for: .couriers)
    }

    /// Notes the version that a subscriber has.
    static func note(_ version: Int64, of subscription: Int64, in db: Database) throws {
        try db.cachedStatement(sql: "UPDATE subscription SET accepted = max(accepted, ?) WHERE id = ?")
            .execute(arguments: [version, subscription])
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
    static func told(toRange id: Int64, in db: Database) throws -> Int64? {
        try Int64.fetchOne(
            db.cachedStatement(
                sql: "SELECT told FROM fanout JOIN topic ON topic.number = fanout.topic WHERE id = ?"
            ),
            arguments: [id]
        )
    }
}
