package import Foundation
import GRDB
import Push

/// All that is owed, as a whole: when the next of it is due, how much there is, what ends with a start or a lease.
extension SQLiteStore {
    package func due() async throws -> DueMoments {
        try await read { db in
            let row = try Row.fetchOne(db.cachedStatement(sql: Self.dueMoments))
            func moment(_ place: Int) -> Date? {
                (row?[place] as Double?).map(Date.init(timeIntervalSince1970:))
            }
            return DueMoments(
                ranges: moment(0),
                retries: moment(1),
                pings: moment(2),
                verifications: moment(3),
                denials: moment(4),
                leases: moment(5)
            )
        }
    }

    static let dueMoments = """
        SELECT
            (SELECT min(coalesce(claimed, due))
            FROM fanout JOIN topic ON topic.number = fanout.topic WHERE \(isServed)),
            (SELECT coalesce(retry.claimed, retry.due)
            FROM retry
                CROSS JOIN subscription ON subscription.id = retry.subscription
                CROSS JOIN topic ON topic.number = subscription.topic
            WHERE \(isServed) ORDER BY coalesce(retry.claimed, retry.due) LIMIT 1),
            (SELECT min(coalesce(claimed, due)) FROM ping),
            (SELECT coalesce(claimed, due)
            FROM verification CROSS JOIN topic ON topic.number = verification.topic
            WHERE \(isServed) ORDER BY coalesce(claimed, due) LIMIT 1),
            (SELECT min(coalesce(claimed, due)) FROM denial),
            (SELECT min(expires) FROM subscription)
        """

    package func unattempted() async throws -> Int {
        try await read { db in
            try Int.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT (SELECT count(*) FROM ping WHERE attempt = 0)
                            + (SELECT count(*) FROM denial WHERE attempt = 0)
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
            for table in ["fanout", "retry", "ping", "verification", "denial"] {
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
                return "\(Callback(callback).url.prefix { $0 != "?" }): \(row[1] as String? ?? "slow")"
            }
            var figures = try OwedFigures(
                subscriptions: count("subscription"),
                verifications: count("verification"),
                ranges: count("fanout"),
                retries: count("retry"),
                pings: count("ping"),
                failing: failing
            )
            let paused = Date.distantFuture.timeIntervalSince1970
            figures.paused =
                try Int.fetchOne(db, sql: "SELECT count(*) FROM retry WHERE due >= ?", arguments: [paused])
                ?? 0
            figures.deliveries = figures.retries + (try Int.fetchOne(db, sql: Self.countOfRanges) ?? 0)
            figures.oldest = try Double.fetchOne(
                db,
                sql: """
                    SELECT min(moment) FROM (
                        SELECT min(pushed) AS moment FROM topic WHERE number IN (SELECT topic FROM fanout)
                        UNION ALL SELECT min(coalesce(failing, due)) FROM retry
                    )
                    """
            ).map(Date.init(timeIntervalSince1970:))
            return figures
        }
    }

    /// To how many subscriptions ranges are owed.
    private static let countOfRanges = """
        SELECT sum((
            SELECT count(*) FROM subscription
            WHERE subscription.topic = fanout.topic AND subscription.id BETWEEN low AND high AND accepted < told
                AND NOT EXISTS (SELECT 1 FROM retry WHERE retry.subscription = subscription.id)
        )) FROM fanout JOIN topic ON topic.number = fanout.topic
        """
}
