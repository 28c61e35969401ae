import Feeds
package import Foundation
import GRDB
package import Push

/// What definitions say of how subscribers are told, and the receivers whom they name.
extension SQLiteStore {
    package func policy(of feed: String) async throws -> PushPolicy {
        try await policies.answer(to: feed) { try await self.readPolicy(of: feed) } ?? PushPolicy()
    }

    private func readPolicy(of feed: String) async throws -> PushPolicy {
        try await read { db in
            try Row.fetchOne(
                db.cachedStatement(
                    sql: "SELECT least, most, usual, signature, extent FROM policy WHERE feed = ?"
                ),
                arguments: [feed]
            ).map(PushPolicy.init(row:)) ?? PushPolicy()
        }
    }

    package func define(
        _ policies: [String: PushPolicy],
        receivers: [SubscriptionRecord]?,
        at now: Date
    ) async throws {
        defer { self.policies.forget() }
        try await writeTogether { db in
            for (feed, policy) in policies { try policy.write(of: feed, to: db) }
            guard let receivers else { return }
            try Self.endOthers(than: receivers, of: policies, in: db)
            for receiver in receivers {
                try Self.take(receiver, at: now, in: db)
                try db.cachedStatement(
                    sql: """
                        UPDATE subscription SET is_named = 1
                        WHERE callback = ? AND topic IN (SELECT number FROM topic WHERE feed = ? AND view = '')
                        """
                ).execute(arguments: [receiver.callback, receiver.feed])
            }
        }
        bell.ring(for: .couriers)
    }

    /// Ends those that were named, and are not any more; of feeds that have no definition now nothing is known.
    private static func endOthers(
        than receivers: [SubscriptionRecord],
        of policies: [String: PushPolicy],
        in db: Database
    ) throws {
        let named = try Row.fetchAll(
            db,
            sql: """
                SELECT id, feed, callback FROM subscription JOIN topic ON number = topic WHERE is_named
                """
        )
        let wanted = Set(receivers.map { "\($0.feed)\n\($0.callback)" })
        for row in named {
            let (id, feed, callback): (Int64, String, String) = (row[0], row[1], row[2])
            if policies[feed] != nil, !wanted.contains("\(feed)\n\(callback)") { try end(id, in: db) }
        }
    }
}

extension PushPolicy {
    fileprivate init(row: Row) {
        self.init()
        leases = Lease.Bounds(least: row[0], most: row[1], usual: row[2])
        signature = Signature.Method(rawValue: row[3]) ?? signature
        extent = Delivery.Extent(rawValue: row[4]) ?? extent
    }

    fileprivate func write(of feed: String, to db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO policy (feed, least, most, usual, signature, extent)
                VALUES (?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            feed, leases.least, leases.most, leases.usual, signature.rawValue, extent.rawValue,
        ])
    }
}
