import Feeds
package import Foundation
import GRDB

/// What is shown at a moment, and when that changes.
extension SQLiteStore {
    package func newest(
        of feed: String,
        at now: Date,
        limit: Int,
        leavingOut: Set<Spelling>
    ) async throws -> [CatalogueEntry] {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT * FROM article
                    WHERE feed = ? AND state = 0 AND published <= ? AND (expires IS NULL OR expires > ?)
                    ORDER BY published DESC, id
                    """
            )
            let seconds = now.wholeSeconds
            let rows = try Row.fetchCursor(statement, arguments: [feed, seconds, seconds])
            var entries: [CatalogueEntry] = []
            while entries.count < limit, let row = try rows.next() {
                if !leavingOut.isEmpty, leavingOut.contains(Spelling(row["path"])) { continue }
                entries.append(CatalogueEntry(row: row))
            }
            return entries
        }
    }

    package func neighbours(
        of entry: CatalogueEntry,
        in feed: String,
        at now: Date
    ) async throws -> (older: CatalogueEntry?, newer: CatalogueEntry?) {
        let (moment, seconds) = (entry.published.wholeSeconds, now.wholeSeconds)
        return try await read { db in
            let older = try db.cachedStatement(
                sql: """
                    SELECT * FROM article
                    WHERE feed = ? AND state = 0 AND published <= ? AND (published < ? OR id > ?)
                        AND (expires IS NULL OR expires > ?)
                    ORDER BY published DESC, id LIMIT 1
                    """
            )
            let newer = try db.cachedStatement(
                sql: """
                    SELECT * FROM article
                    WHERE feed = ? AND state = 0 AND published >= ? AND published <= ?
                        AND (published > ? OR id < ?) AND (expires IS NULL OR expires > ?)
                    ORDER BY published, id DESC LIMIT 1
                    """
            )
            return (
                try Row.fetchOne(older, arguments: [feed, moment, moment, entry.id, seconds])
                    .map(CatalogueEntry.init(row:)),
                try Row.fetchOne(newer, arguments: [feed, moment, seconds, moment, entry.id, seconds])
                    .map(CatalogueEntry.init(row:))
            )
        }
    }

    package func updates(
        of feed: String,
        in range: ClosedRange<Int64>
    ) async throws -> [(id: String, second: Int64)] {
        try await read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT id, updated FROM article WHERE feed = ? AND state = 0 AND updated BETWEEN ? AND ?
                        """
                ),
                arguments: [feed, range.lowerBound, range.upperBound]
            ).map { ($0[0], $0[1]) }
        }
    }

    package func count(of feed: String, at now: Date) async throws -> Int {
        try await read { db in
            try Int.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT count(*) FROM article
                        WHERE feed = ? AND state = 0 AND published <= ? AND (expires IS NULL OR expires > ?)
                        """
                ),
                arguments: [feed, now.wholeSeconds, now.wholeSeconds]
            ) ?? 0
        }
    }

    package func entries(
        of feed: String,
        changingFrom start: Date,
        by end: Date
    ) async throws -> [CatalogueEntry] {
        let from = Int64(start.timeIntervalSince1970.rounded(.up))
        return try await read { db in
            try Row.fetchAll(
                db.cachedStatement(sql: Self.changing),
                arguments: ["feed": feed, "from": from, "to": end.wholeSeconds]
            ).map { CatalogueEntry(row: $0) }
        }
    }

    static let changing = """
        SELECT * FROM article WHERE feed = :feed AND state = 0 AND published BETWEEN :from AND :to
        UNION
        SELECT * FROM article
        WHERE feed = :feed AND state = 0 AND expires IS NOT NULL AND expires BETWEEN :from AND :to
        """

    package func nextChange(of feed: String, after now: Date) async throws -> Date? {
        try await read { db in
            let seconds = now.wholeSeconds
            let appears = try Int64.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT published FROM article WHERE feed = ? AND state = 0 AND published > ?
                        ORDER BY published LIMIT 1
                        """
                ),
                arguments: [feed, seconds]
            )
            let expires = try Int64.fetchOne(
                db.cachedStatement(
                    sql: "SELECT min(expires) FROM article WHERE feed = ? AND state = 0 AND expires > ?"
                ),
                arguments: [feed, seconds]
            )
            return [appears, expires].compactMap(\.self).min().map { Date(timeIntervalSince1970: Double($0)) }
        }
    }
}
