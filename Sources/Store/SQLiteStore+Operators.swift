import Feeds
package import Foundation
import GRDB
import Push

/// What operators see and do: subscriptions one by one, and what is owed to them.
extension SQLiteStore {
    package func subscriptions(after id: Int64, limit: Int, onlyOwed isOwed: Bool) async throws
        -> [SubscriptionRecord]
    {
        try await read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT subscription.id, url, callback, secret, expires, is_named, feed, view, format,
                            retry.attempt, retry.due, retry.failing, retry.reason,
                            retry.subscription IS NOT NULL OR accepted < told AND EXISTS (
                                SELECT 1 FROM fanout
                                WHERE fanout.topic = subscription.topic AND subscription.id BETWEEN low AND high
                            ) AS owed
                        FROM subscription
                            JOIN topic ON topic.number = subscription.topic
                            LEFT JOIN retry ON retry.subscription = subscription.id
                        WHERE subscription.id > :id AND (owed OR NOT :all)
                        ORDER BY subscription.id LIMIT :limit
                        """
                ),
                arguments: ["id": id, "all": isOwed, "limit": limit]
            ).compactMap(SubscriptionRecord.init(row:))
        }
    }

    package func take(
        _ records: [SubscriptionRecord],
        within caps: SubscriptionCaps?,
        at now: Date
    ) async throws -> [String] {
        let problems: [String]
        do {
            problems = try await writeTogether { db in try Self.take(records, within: caps, at: now, in: db) }
        } catch let excess as SubscriptionCaps.Excess {
            return [excess.text]
        }
        bell.ring(for: .couriers)
        return problems
    }

    /// All or nothing: whoever moves a hub tries again as a whole, and so does who asks for several documents.
    ///
    /// - Throws: what there would be too much of; nothing is taken then.
    private static func take(
        _ records: [SubscriptionRecord],
        within caps: SubscriptionCaps?,
        at now: Date,
        in db: Database
    ) throws -> [String] {
        let missing = try records.filter { try Topic.of($0.key, in: db) == nil && $0.view.isEmpty }
        if !missing.isEmpty {
            return Set(
                missing.map { "there is no \($0.format.rawValue) document of the feed \"\($0.feed)\"" }
            )
            .sorted()
        }
        for record in records {
            if let caps, let excess = try excess(of: PendingVerification(record), over: caps, in: db) {
                throw excess
            }
            try take(record, at: now, in: db)
        }
        return []
    }

    /// Subscribes, in place of an earlier subscription by the same callback to the same topic.
    static func take(_ record: SubscriptionRecord, at now: Date, in db: Database) throws {
        guard let topic = try Topic.of(record.key, in: db) ?? Topic.made(record.key, in: db) else { return }
        let expires = (record.expires ?? .distantFuture).timeIntervalSince1970
        if expires <= now.timeIntervalSince1970 { return }
        try db.cachedStatement(
            sql: """
                INSERT INTO subscription (topic, url, callback, host, secret, expires) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (callback, topic) DO UPDATE SET
                    url = excluded.url, secret = excluded.secret, expires = excluded.expires
                """
        ).execute(arguments: [
            topic.number, record.topic, record.callback, CallbackHost.of(record.callback), record.secret,
            expires,
        ])
        guard record.isOwed else { return }
        // What it missed where it comes from cannot be told any more: it is sent the newest as a whole.
        try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO retry (subscription, since, attempt, due)
                SELECT id, 0, 0, ? FROM subscription WHERE callback = ? AND topic = ?
                """
        ).execute(arguments: [now.timeIntervalSince1970, record.callback, topic.number])
    }

    package func remove(_ ids: [Int64], reason: String, at now: Date) async throws -> Int {
        let count = try await writeTogether { db in
            var count = 0
            for id in ids {
                try db.cachedStatement(
                    sql: """
                        INSERT OR REPLACE INTO denial (topic, callback, attempt, due, reason)
                        SELECT url, callback, 0, ?, ? FROM subscription
                        WHERE id = ? AND instr(callback, '#') = 0
                        """
                ).execute(arguments: [now.timeIntervalSince1970, reason, id])
                try Self.end(id, in: db)
                count += db.changesCount
            }
            return count
        }
        bell.ring(for: .couriers)
        return count
    }

    package func owedRanges() async throws -> [OwedRange] {
        try await read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT feed, view, format, due, (
                            SELECT count(*) FROM subscription
                            WHERE subscription.topic = fanout.topic AND subscription.id BETWEEN low AND high
                                AND accepted < told
                                AND NOT EXISTS (SELECT 1 FROM retry WHERE retry.subscription = subscription.id)
                        ) AS owed
                        FROM fanout JOIN topic ON topic.number = fanout.topic ORDER BY fanout.id
                        """
                )
            ).compactMap { row in
                FeedDocument.Key(row: row).map {
                    OwedRange(
                        feed: $0.feed,
                        view: $0.view,
                        format: $0.format,
                        subscriptions: row["owed"],
                        due: Date(timeIntervalSince1970: row["due"])
                    )
                }
            }
        }
    }

    package func owedPings() async throws -> [OwedPing] {
        try await read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT id, hub, topic, attempt, due FROM ping ORDER BY id LIMIT 1000"
                )
            ).map {
                OwedPing(
                    id: $0[0],
                    service: $0[1],
                    topic: $0[2],
                    attempt: $0[3],
                    due: Date(timeIntervalSince1970: $0[4])
                )
            }
        }
    }

    package func retry(_ ids: [Int64]?, since moment: Date?, at now: Date) async throws -> Int {
        let count = try await writeTogether { db in
            let now = now.timeIntervalSince1970
            var count = 0
            if let moment, let ids {
                for id in ids { try Self.owe(id, since: moment, at: now, in: db) }
            }
            for id in try ids ?? Int64.fetchAll(db, sql: "SELECT subscription FROM retry") {
                try db.cachedStatement(
                    sql: """
                        UPDATE retry SET due = ?, failing = NULL, attempt = 0, reason = NULL
                        WHERE subscription = ? AND claimed IS NULL
                        """
                ).execute(arguments: [now, id])
                count += db.changesCount
            }
            if ids == nil {
                try db.execute(
                    sql: "UPDATE ping SET due = ?, attempt = 0 WHERE claimed IS NULL",
                    arguments: [now]
                )
                count += db.changesCount
            }
            return count
        }
        bell.ring(for: .couriers)
        return count
    }

    /// Owes a subscription what has changed since a moment, beside what it is owed already.
    private static func owe(_ id: Int64, since moment: Date, at now: Double, in db: Database) throws {
        guard
            let row = try Row.fetchOne(
                db,
                sql: "SELECT topic, told FROM subscription JOIN topic ON number = topic WHERE id = ?",
                arguments: [id]
            )
        else { return }
        let version = try version(of: row[0], at: moment, in: db) ?? (row[1] as Int64)
        try db.execute(
            sql: """
                INSERT INTO retry (subscription, since, attempt, due) VALUES (?, ?, 0, ?)
                ON CONFLICT (subscription) DO UPDATE SET since = min(since, excluded.since)
                """,
            arguments: [id, max(0, version), now]
        )
    }

    package func drop(_ ids: [Int64]?, pings: [Int64]) async throws -> Int {
        let count = try await writeTogether { db in
            var count = 0
            for id in ids ?? [] {
                try db.cachedStatement(sql: "DELETE FROM retry WHERE subscription = ?").execute(arguments: [
                    id
                ])
                count += db.changesCount
            }
            if ids == nil {
                for table in ["retry", "fanout", "ping"] {
                    try db.execute(sql: "DELETE FROM \(table)")
                    count += db.changesCount
                }
            }
            for id in pings {
                try db.execute(sql: "DELETE FROM ping WHERE id = ?", arguments: [id])
                count += db.changesCount
            }
            return count
        }
        bell.ring(for: .couriers)
        return count
    }
}

extension SubscriptionRecord {
    fileprivate init?(row: Row) {
        guard let key = FeedDocument.Key(row: row) else { return nil }
        func date(_ column: String) -> Date? {
            let date = (row[column] as Double?).map(Date.init(timeIntervalSince1970:))
            return date.flatMap { $0 >= .distantFuture ? nil : $0 }
        }
        self.init(
            key: key,
            topic: row["url"],
            callback: row["callback"],
            secret: row["secret"],
            expires: date("expires")
        )
        id = row["id"]
        isOwed = row["owed"]
        isNamed = (row["is_named"] as Bool) ? true : nil
        if let attempt = row["attempt"] as Int? {
            owed = Owed(attempt: attempt, due: date("due"), failing: date("failing"), reason: row["reason"])
        }
    }
}

extension PendingVerification {
    /// The request that this subscription would be, for what there may be of them.
    fileprivate init(_ record: SubscriptionRecord) {
        self.init(
            mode: .subscribe,
            key: record.key,
            topic: record.topic,
            callback: record.callback,
            secret: nil,
            lease: 0
        )
    }
}

extension SubscriptionCaps.Excess {
    fileprivate var text: String {
        switch self {
        case .pending: "too many requests wait to be confirmed"
        case .subscriptionsPerHost: "the address is on a host that has as many subscriptions as it may"
        case .subscriptionsPerTopic: "the document has as many subscriptions as it may"
        }
    }
}
