package import Foundation
import GRDB

/// Where a page of a feed's history ends, for good: what is deleted or comes with an older date changes one page alone.
///
/// "the entries in an archive document are stable": <https://www.rfc-editor.org/rfc/rfc5005#section-4>
package struct ArchiveEnd: Equatable, Sendable {
    /// Of the first entry that is in the next page, in the order of publication, and of ids backwards.
    package var published: Date
    package var id: String

    package init(published: Date, id: String) {
        self.published = published
        self.id = id
    }

    /// Whether an entry is in this page, or in one before.
    package func isAfter(_ entry: CatalogueEntry) -> Bool {
        let (own, other) = (entry.published.wholeSeconds, published.wholeSeconds)
        return own < other || own == other && id.utf8.lexicographicallyPrecedes(entry.id.utf8)
    }
}

extension SQLiteStore {
    package func archiveEnds(of feed: String) async throws -> [ArchiveEnd] {
        try await read { db in
            try Row.fetchAll(
                db.cachedStatement(sql: "SELECT published, id FROM archive WHERE feed = ? ORDER BY number"),
                arguments: [feed]
            ).map { ArchiveEnd(row: $0) }
        }
    }

    package func lastArchive(of feed: String) async throws -> (number: Int, end: ArchiveEnd)? {
        try await read { db in try Self.lastArchive(of: feed, in: db) }
    }

    package func count(of feed: String, since end: ArchiveEnd, at now: Date) async throws -> Int {
        try await read { db in
            try Int.fetchOne(
                db.cachedStatement(
                    sql: "SELECT count(*) FROM article WHERE \(Self.isShown) AND \(Self.isSince)"
                ),
                arguments: [
                    "feed": feed, "now": now.wholeSeconds, "published": end.published.wholeSeconds,
                    "id": end.id,
                ]
            ) ?? 0
        }
    }

    package func entries(
        of feed: String,
        inArchive number: Int,
        at now: Date
    ) async throws -> [CatalogueEntry]? {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: "SELECT published, id FROM archive WHERE feed = ? AND number = ?"
            )
            guard let row = try Row.fetchOne(statement, arguments: [feed, number]) else { return nil }
            let end = ArchiveEnd(row: row)
            let before = try Row.fetchOne(statement, arguments: [feed, number - 1]).map {
                ArchiveEnd(row: $0)
            }
            let start = before ?? ArchiveEnd(published: .distantPast, id: "")
            return try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT * FROM article
                        WHERE \(Self.isShown) AND \(Self.isSince)
                            AND published <= :endPublished AND (published < :endPublished OR id > :endID)
                        ORDER BY published DESC, id
                        """
                ),
                arguments: [
                    "feed": feed, "now": now.wholeSeconds,
                    "published": start.published.wholeSeconds, "id": start.id,
                    "endPublished": end.published.wholeSeconds, "endID": end.id,
                ]
            ).map(CatalogueEntry.init(row:))
        }
    }

    private static let isShown =
        "feed = :feed AND state = 0 AND published <= :now AND (expires IS NULL OR expires > :now)"
    private static let isSince = "published >= :published AND (published > :published OR id <= :id)"

    private static func lastArchive(
        of feed: String,
        in db: Database
    ) throws -> (number: Int, end: ArchiveEnd)? {
        try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT published, id, number FROM archive WHERE feed = ? ORDER BY number DESC LIMIT 1"
            ),
            arguments: [feed]
        ).map { ($0[2], ArchiveEnd(row: $0)) }
    }

    /// Ends as many pages as are full, of so many entries each.
    static func endArchives(of size: Int, in feed: String, db: Database, at now: Date) throws {
        let last = try lastArchive(of: feed, in: db)
        let start = last?.end ?? ArchiveEnd(published: .distantPast, id: "")
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT published, id FROM article WHERE \(isShown) AND \(isSince) ORDER BY published, id DESC
                    """
            ),
            arguments: [
                "feed": feed, "now": now.wholeSeconds,
                "published": start.published.wholeSeconds, "id": start.id,
            ]
        )
        var (count, number, newest) = (0, last?.number ?? 0, nil as ArchiveEnd?)
        let insertion = try db.cachedStatement(
            sql: "INSERT INTO archive (feed, number, published, id) VALUES (?, ?, ?, ?)"
        )
        var ends: [ArchiveEnd] = []
        while let row = try rows.next() {
            let entry = ArchiveEnd(row: row)
            if count > 0, count % size == 0 { ends.append(entry) }
            (count, newest) = (count + 1, entry)
        }
        // Behind the newest of all there is none yet: what is of its second is of its page.
        if count > 0, count % size == 0, let newest {
            ends.append(ArchiveEnd(published: newest.published + 1, id: "\u{10FFFF}"))
        }
        for end in ends {
            number += 1
            try insertion.execute(arguments: [feed, number, end.published.wholeSeconds, end.id])
        }
    }
}

extension ArchiveEnd {
    fileprivate init(row: Row) {
        self.init(published: Date(timeIntervalSince1970: Double(row[0] as Int64)), id: row[1])
    }
}
