package import Foundation
import GRDB
import Push

/// What strangers may ask for at most, looked at in the transaction that writes a request down.
extension SQLiteStore {
    package func request(
        _ verification: PendingVerification,
        within caps: SubscriptionCaps,
        at now: Date
    ) async throws -> SubscriptionCaps.Excess? {
        let excess = try await writeTogether { db -> SubscriptionCaps.Excess? in
            if let excess = try Self.excess(of: verification, over: caps, in: db) { return excess }
            try Self.write(verification, at: now, in: db)
            return nil
        }
        if excess == nil { bell.ring(for: .couriers) }
        return excess
    }

    /// What there would be too much of; whoever asks again, or renews, adds nothing.
    static func excess(
        of verification: PendingVerification,
        over caps: SubscriptionCaps,
        in db: Database
    ) throws -> SubscriptionCaps.Excess? {
        let topic = try Topic.of(verification.key, in: db)?.number
        if try !has("verification", verification.callback, topic, in: db) {
            let pending = try count("SELECT count(*) FROM verification", in: db)
            if pending >= caps.pending { return .pending }
        }
        guard verification.mode == .subscribe,
            try !has("subscription", verification.callback, topic, in: db)
        else { return nil }
        let host = CallbackHost.of(verification.callback)
        let ofHost =
            try count("SELECT count(*) FROM subscription WHERE host = ?", [host], in: db)
            + count(
                "SELECT count(*) FROM verification WHERE host = ?1 AND \(isNew)"
                    + " AND NOT (callback = ?2 AND topic IS ?3)",
                [host, verification.callback, topic],
                in: db
            )
        if ofHost >= caps.subscriptionsPerHost { return .subscriptionsPerHost }
        guard let topic else { return nil }
        let waiting = try count(
            "SELECT count(*) FROM verification WHERE topic = ? AND \(isNew) AND callback <> ?",
            [topic, verification.callback],
            in: db
        )
        let room = caps.subscriptionsPerTopic - waiting
        return try hasSubscriptions(of: topic, atLeast: room, in: db) ? .subscriptionsPerTopic : nil
    }

    /// Of a request: that it is for a subscription which is not there yet.
    private static let isNew = """
        mode = 'subscribe' AND NOT EXISTS (
            SELECT 1 FROM subscription
            WHERE subscription.callback = verification.callback AND subscription.topic = verification.topic
        )
        """

    private static func has(
        _ table: String,
        _ callback: String,
        _ topic: Int64?,
        in db: Database
    ) throws -> Bool {
        guard let topic else { return false }
        let sql = "SELECT 1 FROM \(table) WHERE callback = ? AND topic = ?"
        return try Int.fetchOne(db.cachedStatement(sql: sql), arguments: [callback, topic]) != nil
    }

    /// Where so few ids were ever given that there cannot be so many, none is counted.
    private static func hasSubscriptions(of topic: Int64, atLeast number: Int, in db: Database) throws -> Bool
    {
        let span = try count(
            "SELECT coalesce((SELECT max(id) FROM subscription WHERE topic = ?1)"
                + " - (SELECT min(id) FROM subscription WHERE topic = ?1) + 1, 0)",
            [topic],
            in: db
        )
        if span < number { return false }
        return try count("SELECT count(*) FROM subscription WHERE topic = ?", [topic], in: db) >= number
    }

    private static func count(_ sql: String, _ arguments: StatementArguments = [], in db: Database) throws
        -> Int
    {
        try Int.fetchOne(db.cachedStatement(sql: sql), arguments: arguments) ?? 0
    }
}
