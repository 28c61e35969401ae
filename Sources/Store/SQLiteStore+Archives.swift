package import Foundation
import GRDB

/// Where the pages of feeds' histories end.
extension SQLiteStore {
    package func archiveEnds(of feed: String) async throws -> [ArchiveEnd] {
        try await read { db in
            try Row.fetchAll(
                db.cachedStatement(sql: "SELECT published, id FROM archive WHERE feed = ? ORDER BY number"),
                arguments: [feed]
            ).map { ArchiveEnd(row: $0) }
        }
    }

    package func archiveCount(of feed: String) async throws -> Int {
        try await read { db in try Self.archiveCount(of: feed, in: db) }
    }

    package func count(of feed: String, beyondArchive number: Int, at now: Date) async throws -> Int {
        try await read { db in try Self.count(of: feed, beyondArchive: number, in: db, at: now) }
    }

    package func archiveEnd(of feed: String, number: Int) async throws -> ArchiveEnd? {
        try await read { db in try Self.end(ofArchive: number, of: feed, in: db) }
    }

    package func entries(
        of feed: String,
        inArchive number: Int,
        at now: Date
    ) async throws -> [CatalogueEntry]? {
        try await read { db in
            guard let end = try Self.end(ofArchive: number, of: feed, in: db) else { return nil }
            let start = try Self.end(ofArchive: number - 1, of: feed, in: db) ?? .beginning
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

    private static func archiveCount(of feed: String, in db: Database) throws -> Int {
        try Int.fetchOne(
            db.cachedStatement(sql: "SELECT coalesce(max(number), 0) FROM archive WHERE feed = ?"),
            arguments: [feed]
        ) ?? 0
    }

    private static func end(ofArchive number: Int, of feed: String, in db: Database) throws -> ArchiveEnd? {
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT published, id FROM archive WHERE feed = ? AND number = ?"),
            arguments: [feed, number]
        ).map { ArchiveEnd(row: $0) }
    }

    private static func count(
        of feed: String,
        beyondArchive number: Int,
        in db: Database,
        at now: Date
    ) throws -> Int {
        let end = try end(ofArchive: number, of: feed, in: db) ?? .beginning
        return try Int.fetchOne(
            db.cachedStatement(sql: "SELECT count(*) FROM article WHERE \(isShown) AND \(isSince)"),
            arguments: [
                "feed": feed, "now": now.wholeSeconds, "published": end.published.wholeSeconds, "id": end.id,
            ]
        ) ?? 0
    }

    /// Ends as many pages as are full; the newest ones that are not full any more go on.
    static func endArchives(by rule: ArchiveRule, of feed: String, db: Database, at now: Date) throws {
        var number = try archiveCount(of: feed, in: db)
        func isFull(_ number: Int) throws -> Bool {
            rule.isFull(number, of: try Self.count(of: feed, beyondArchive: number - 1, in: db, at: now))
        }
        while number > 0, try !isFull(number) {
            try db.cachedStatement(sql: "DELETE FROM archive WHERE feed = ? AND number = ?")
                .execute(arguments: [feed, number])
            number -= 1
        }
        guard try isFull(number + 1) else { return }
        let start = try end(ofArchive: number, of: feed, in: db) ?? .beginning
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
        var (count, newest) = (0, nil as ArchiveEnd?)
        let insertion = try db.cachedStatement(
            sql: "INSERT INTO archive (feed, number, published, id) VALUES (?, ?, ?, ?)"
        )
        var ends: [ArchiveEnd] = []
        while let row = try rows.next() {
            let entry = ArchiveEnd(row: row)
            if count > 0, count % rule.size == 0 { ends.append(entry) }
            (count, newest) = (count + 1, entry)
        }
        // Behind the newest of all there is none yet: what is of its second is of its page.
        if count > 0, count % rule.size == 0, let newest {
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
