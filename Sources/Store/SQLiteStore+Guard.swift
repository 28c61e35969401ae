package import Feeds
import Foundation
import GRDB

extension SQLiteStore {
    package func departures(of feed: String) async throws -> [Departure] {
        try await read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT id, path, fate, moment, is_shown, is_held FROM departure
                        WHERE feed = ? ORDER BY id
                        """
                ),
                arguments: [feed]
            ).map { Departure(row: $0) }
        }
    }

    package func guests(of feed: String) async throws -> [Guest] {
        try await read { db in
            try Row.fetchAll(
                db.cachedStatement(sql: "SELECT id, arrival FROM guest WHERE feed = ? ORDER BY id"),
                arguments: [feed]
            ).map { Guest(id: $0[0], arrival: Date(timeIntervalSince1970: $0[1])) }
        }
    }

    package func ledgerMark(of feed: String) async throws -> Fingerprint? {
        try await read { db in
            try Row.fetchOne(
                db.cachedStatement(sql: "SELECT high, low FROM ledger WHERE feed = ?"),
                arguments: [feed]
            ).map { Fingerprint(high: UInt64(bitPattern: $0[0]), low: UInt64(bitPattern: $0[1])) }
        }
    }

    static func writeLedgerMark(_ edition: Edition, to db: Database) throws {
        guard let mark = edition.ledger else { return }
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO ledger (feed, high, low) VALUES (?, ?, ?)")
            .execute(
                arguments: [edition.feed.name, Int64(bitPattern: mark.high), Int64(bitPattern: mark.low)]
            )
    }

    package func quietTimes(of feed: String) async throws -> [QuietTime] {
        try await read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT id, until, is_edited, silent_until FROM quiet WHERE feed = ? ORDER BY id"
                ),
                arguments: [feed]
            ).map { row in
                QuietTime(
                    id: row[0],
                    until: (row[1] as Double?).map { Date(timeIntervalSince1970: $0) },
                    isEdited: row[2],
                    silentUntil: (row[3] as Double?).map { Date(timeIntervalSince1970: $0) }
                )
            }
        }
    }

    static func writeDepartures(_ edition: Edition, to db: Database) throws {
        let feed = edition.feed.name
        for id in edition.returned {
            try db.cachedStatement(sql: "DELETE FROM departure WHERE feed = ? AND id = ?")
                .execute(arguments: [feed, id])
        }
        for departure in edition.departures {
            try db.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO departure (feed, id, path, fate, moment, is_shown, is_held)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(
                arguments: [
                    feed, departure.id, departure.path, departure.fate.rawValue,
                    departure.moment.timeIntervalSince1970, departure.isShown, departure.isHeld,
                ]
            )
        }
    }

    static func writeGuests(_ edition: Edition, to db: Database) throws {
        guard let guests = edition.guests else { return }
        let feed = edition.feed.name
        try db.cachedStatement(sql: "DELETE FROM guest WHERE feed = ?").execute(arguments: [feed])
        for guest in guests {
            try db.cachedStatement(sql: "INSERT OR REPLACE INTO guest (feed, id, arrival) VALUES (?, ?, ?)")
                .execute(arguments: [feed, guest.id, guest.arrival.timeIntervalSince1970])
        }
    }

    static func writeQuietTimes(_ edition: Edition, to db: Database) throws {
        let feed = edition.feed.name
        for time in edition.quietTimes {
            if time.isOver {
                try db.cachedStatement(sql: "DELETE FROM quiet WHERE feed = ? AND id = ?")
                    .execute(arguments: [feed, time.id])
                continue
            }
            try db.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO quiet (feed, id, until, is_edited, silent_until)
                    VALUES (?, ?, ?, ?, ?)
                    """
            ).execute(
                arguments: [
                    feed, time.id, time.until?.timeIntervalSince1970, time.isEdited,
                    time.silentUntil?.timeIntervalSince1970,
                ]
            )
        }
    }

    /// Owes subscribers what was served without being told.
    static func tellUntold(
        of feed: String,
        isUrgent: Bool,
        pinging hubs: [String],
        in db: Database,
        at now: Date
    ) throws {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT number, told, self, feed, view, format FROM topic JOIN document ON document.topic = topic.number
                    WHERE feed = ? AND told < version
                    """
            ),
            arguments: [feed]
        )
        for row in rows {
            let (topic, told, url): (Int64, Int64, String) = (row[0], row[1], row[2])
            try db.cachedStatement(sql: "UPDATE topic SET told = version WHERE number = ?")
                .execute(arguments: [topic])
            try owe(topic, since: told, isUrgent: isUrgent, at: now, in: db)
            // Hubs of others are named by the feed's own documents alone.
            if row["view"] == "", let key = FeedDocument.Key(row: row) {
                try ping(hubs, of: url, key, in: db, at: now)
            }
        }
    }
}

extension Departure {
    fileprivate init(row: Row) {
        self.init(
            id: row[0],
            path: row[1],
            // A word of a newer version: what went is what it is about.
            fate: Fate(rawValue: row[2]) ?? .removed,
            moment: Date(timeIntervalSince1970: row[3]),
            isShown: row[4],
            isHeld: row[5]
        )
    }
}
