import GRDB
package import Readership

/// The figures of who reads.
extension SQLiteStore {
    package func add(_ counted: [ReadershipDay], _ downloads: [DownloadDay], _ spans: [CountedSpan])
        async throws
    {
        if counted.isEmpty, downloads.isEmpty, spans.isEmpty { return }
        try await writeTogether { db in
            try Self.add(counted, to: db)
            try Self.add(downloads, to: db)
            for span in spans { try Self.add(span, to: db) }
        }
    }

    static func add(_ counted: [ReadershipDay], to db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO readership (feed, day, agent, readers, requests, unchanged, sent, saved)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (feed, day, agent) DO UPDATE SET
                    readers = max(readers, excluded.readers),
                    requests = requests + excluded.requests,
                    unchanged = unchanged + excluded.unchanged,
                    sent = sent + excluded.sent,
                    saved = saved + excluded.saved
                """
        )
        for row in counted {
            try statement.execute(arguments: [
                row.key.feed, row.key.day, row.key.agent, row.readers, row.requests, row.unchanged,
                row.sent, row.saved,
            ])
        }
    }

    package func readership(of feed: String?, from first: Int) async throws -> [ReadershipDay] {
        try await read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT feed, day, agent, readers, requests, unchanged, sent, saved FROM readership
                        WHERE day >= :first AND (:feed IS NULL OR feed = :feed) ORDER BY feed, day, agent
                        """
                ),
                arguments: ["first": first, "feed": feed]
            ).map { row in
                var day = ReadershipDay(.init(day: row[1], feed: row[0], agent: row[2]))
                day.readers = row[3]
                day.requests = row[4]
                day.unchanged = row[5]
                day.sent = row[6]
                day.saved = row[7]
                return day
            }
        }
    }

    static func add(_ downloads: [DownloadDay], to db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO download (feed, file, day, downloads) VALUES (?, ?, ?, ?)
                ON CONFLICT (feed, file, day) DO UPDATE SET downloads = downloads + excluded.downloads
                """
        )
        for row in downloads {
            try statement.execute(arguments: [row.key.feed, row.key.file, row.key.day, row.downloads])
        }
    }

    package func downloads(of feed: String?, from first: Int) async throws -> [DownloadDay] {
        try await read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT feed, file, day, downloads FROM download
                        WHERE day >= :first AND (:feed IS NULL OR feed = :feed) ORDER BY feed, file, day
                        """
                ),
                arguments: ["first": first, "feed": feed]
            ).map { DownloadDay(.init(day: $0[2], feed: $0[0], file: $0[1]), downloads: $0[3]) }
        }
    }
}
