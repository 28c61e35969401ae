package import Feeds
package import Foundation
import GRDB
import Push

extension SQLiteStore {
    package func topic(_ url: String) async throws -> FeedDocument.Key? {
        let document = try await topics.answer(to: url) {
            try await self.key(
                """
                SELECT feed, view, format FROM document JOIN topic ON topic.number = document.topic WHERE self = ?
                """,
                url
            )
        }
        if let document { return document }
        return try await key(
            """
            SELECT feed, view, format FROM subscription JOIN topic ON topic.number = subscription.topic
            WHERE url = ? LIMIT 1
            """,
            url
        )
    }

    private func key(_ query: String, _ url: String) async throws -> FeedDocument.Key? {
        try await read { db in
            try Row.fetchOne(db.cachedStatement(sql: query), arguments: [url]).flatMap(
                FeedDocument.Key.init(row:)
            )
        }
    }

    package func request(_ verification: PendingVerification, at now: Date) async throws {
        try await writeTogether { db in try Self.write(verification, at: now, in: db) }
        bell.ring(for: .couriers)
    }

    /// Writes a request down, in place of an earlier one.
    static func write(_ verification: PendingVerification, at now: Date, in db: Database) throws {
        guard let topic = try Topic.of(verification.key, in: db) ?? Topic.wished(verification, in: db)
        else { return }
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO verification
                    (mode, topic, url, callback, host, secret, lease, told, attempt, due, etag)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)
                """
        ).execute(
            arguments: [
                verification.mode.rawValue, topic.number, verification.topic, verification.callback,
                CallbackHost.of(verification.callback), verification.secret?.data, verification.lease,
                topic.told, now.timeIntervalSince1970, verification.etag,
            ]
        )
    }

    package func claimVerifications(at now: Date, limit: Int) async throws -> [PendingVerification] {
        try await writeTogether { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT verification.*, feed, view, format
                        FROM verification JOIN topic ON topic.number = verification.topic
                        WHERE coalesce(claimed, due) <= :now AND \(Self.isServed)
                        ORDER BY coalesce(claimed, due) LIMIT :limit
                        """
                ),
                arguments: ["now": now.timeIntervalSince1970, "limit": limit]
            )
            return try rows.compactMap { row -> PendingVerification? in
                guard
                    let key = FeedDocument.Key(row: row),
                    let mode = SubscriptionRequest.Mode(rawValue: row["mode"])
                else { return nil }
                try db.cachedStatement(sql: "UPDATE verification SET claimed = ? WHERE id = ?").execute(
                    arguments: [now.timeIntervalSince1970 + 120, row["id"] as Int64]
                )
                return PendingVerification(
                    id: row["id"],
                    mode: mode,
                    key: key,
                    topic: row["url"],
                    callback: row["callback"],
                    secret: (row["secret"] as Data?).map(SealedSecret.init(data:)),
                    lease: row["lease"],
                    attempt: row["attempt"]
                )
            }
        }
    }

    package func confirm(_ verifications: [PendingVerification], at now: Date) async throws -> [Int64?] {
        try await writeTogether { db in try verifications.map { try Self.confirm($0, at: now, in: db) } }
    }

    private static func confirm(
        _ verification: PendingVerification,
        at now: Date,
        in db: Database
    ) throws -> Int64? {
        guard
            let topic = try Topic.of(verification.key, in: db),
            let told = try Int64.fetchOne(
                db.cachedStatement(sql: "DELETE FROM verification WHERE id = ? RETURNING told"),
                arguments: [verification.id]
            )
        else { return nil }
        let existing = try living(verification.callback, of: topic, at: now, in: db)
        switch verification.mode {
        case .unsubscribe:
            if let existing { try end(existing, in: db) }
            return existing
        case .subscribe:
            return try subscribe(verification, to: topic, since: told, renewing: existing, at: now, in: db)
        }
    }

    /// Renews a subscription that exists, or makes one that had been told all until `told`.
    private static func subscribe(
        _ verification: PendingVerification,
        to topic: Topic,
        since told: Int64,
        renewing existing: Int64?,
        at now: Date,
        in db: Database
    ) throws -> Int64 {
        let expires = now.timeIntervalSince1970 + Double(verification.lease)
        let secret = verification.secret?.data
        if let existing {
            try db.cachedStatement(
                sql: "UPDATE subscription SET url = ?, secret = ?, expires = ? WHERE id = ?"
            ).execute(arguments: [verification.topic, secret, expires, existing])
            return existing
        }
        try db.cachedStatement(
            sql: """
                INSERT INTO subscription (topic, url, callback, host, secret, expires)
                VALUES (?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            topic.number, verification.topic, verification.callback,
            CallbackHost.of(verification.callback), secret, expires,
        ])
        let id = db.lastInsertedRowID
        if topic.told != told {
            try db.cachedStatement(
                sql: "INSERT INTO retry (subscription, since, attempt, due) VALUES (?, ?, 0, ?)"
            ).execute(arguments: [id, told, now.timeIntervalSince1970])
        }
        return id
    }

    /// The subscription that is there already.
    ///
    /// One whose lease is over ends first: it may have been passed over.
    private static func living(
        _ callback: String,
        of topic: Topic,
        at now: Date,
        in db: Database
    ) throws -> Int64? {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT id, expires <= ? FROM subscription WHERE callback = ? AND topic = ?"
            ),
            arguments: [now.timeIntervalSince1970, callback, topic.number]
        )
        guard let row else { return nil }
        guard row[1] else { return row[0] }
        try end(row[0], in: db)
        return nil
    }

    package func postpone(_ verification: PendingVerification, until due: Date?) async throws {
        try await writeTogether { db in
            if let due {
                try db.cachedStatement(
                    sql: "UPDATE verification SET attempt = attempt + 1, due = ?, claimed = NULL WHERE id = ?"
                ).execute(arguments: [due.timeIntervalSince1970, verification.id])
            } else {
                try db.cachedStatement(sql: "DELETE FROM verification WHERE id = ?").execute(arguments: [
                    verification.id
                ])
            }
        }
    }

    package func subscription(callback: String, key: FeedDocument.Key) async throws -> Subscription? {
        try await read { db in
            guard let topic = try Topic.of(key, in: db) else { return nil }
            return try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT id, url, callback, secret, expires FROM subscription WHERE callback = ? AND topic = ?
                        """
                ),
                arguments: [callback, topic.number]
            ).map { Subscription(row: $0, key: key) }
        }
    }

    package func sealedSubscription() async throws -> Subscription? {
        try await read { db in
            let row = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT subscription.id, url, callback, secret, expires, feed, view, format
                        FROM subscription JOIN topic ON topic.number = subscription.topic
                        WHERE secret IS NOT NULL LIMIT 1
                        """
                )
            )
            return row.flatMap { row in
                FeedDocument.Key(row: row).map { Subscription(row: row, key: $0) }
            }
        }
    }
}

extension SealedSecret {
    init(data: Data) {
        self.init(bytes: Array(data))
    }

    var data: Data { Data(bytes) }
}

extension Subscription {
    /// A row that begins with id, url, callback, secret, expires.
    init(row: Row, key: FeedDocument.Key) {
        self.init(
            id: row[0],
            key: key,
            topic: row[1],
            callback: row[2],
            secret: (row[3] as Data?).map(SealedSecret.init(data:)),
            expires: Date(timeIntervalSince1970: row[4])
        )
    }
}
