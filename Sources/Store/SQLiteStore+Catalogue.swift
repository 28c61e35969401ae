package import Feeds
package import Foundation
import GRDB

extension SQLiteStore {
    package func feeds() async throws -> [FeedRecord] {
        try await read { db in
            try Row.fetchAll(db.cachedStatement(sql: "SELECT * FROM feed ORDER BY name")).map(
                FeedRecord.init(row:)
            )
        }
    }

    package func feed(_ name: String) async throws -> FeedRecord? {
        try await read { db in
            try Row.fetchOne(db.cachedStatement(sql: "SELECT * FROM feed WHERE name = ?"), arguments: [name])
                .map(FeedRecord.init(row:))
        }
    }

    package func files(of feed: String) async throws -> [KnownFile] {
        try await read { db in
            let rows = try Row.fetchCursor(
                db.cachedStatement(
                    sql: """
                        SELECT path, state, inode, size, modified, file_high, file_low
                        FROM article WHERE feed = ? AND state <> 2 ORDER BY path
                        """
                ),
                arguments: [feed]
            )
            return try Array(rows.map { KnownFile(row: $0) })
        }
    }

    package func files(of feed: String, inodes: [UInt64]) async throws -> [KnownFile] {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT path, state, inode, size, modified, file_high, file_low
                    FROM article WHERE feed = ? AND inode = ? AND state < 2
                    """
            )
            return try inodes.flatMap { inode in
                try Row.fetchAll(statement, arguments: [feed, Int64(bitPattern: inode)]).map {
                    KnownFile(row: $0)
                }
            }
        }
    }

    package func entries(of feed: String, at paths: [String]) async throws -> [CatalogueEntry] {
        try await read { db in
            let living = try db.cachedStatement(
                sql: "SELECT * FROM article WHERE feed = ? AND path = ? AND state <> 2"
            )
            let gone = try db.cachedStatement(
                sql:
                    "SELECT * FROM article WHERE feed = ? AND path = ? AND state = 2 ORDER BY number DESC LIMIT 1"
            )
            return try paths.compactMap { path in
                let row =
                    try Row.fetchOne(living, arguments: [feed, path])
                    ?? Row.fetchOne(gone, arguments: [feed, path])
                return row.map(CatalogueEntry.init(row:))
            }
        }
    }

    package func left(of feed: String, at path: String) async throws -> [CatalogueEntry] {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT * FROM article WHERE feed = ?1 AND path = ?2 AND state = 2
                    UNION ALL
                    SELECT * FROM article WHERE feed = ?1 AND path >= ?3 AND path < ?3 || 'g' AND state = 0
                    ORDER BY number DESC
                    """
            )
            let aside = path + CatalogueEntry.aside
            return try Row.fetchAll(statement, arguments: [feed, path, aside]).map(CatalogueEntry.init(row:))
        }
    }

    package func gone(of feed: String, hashes: [Fingerprint]) async throws -> [Fingerprint: CatalogueEntry] {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT * FROM article
                    WHERE feed = ? AND state = 2 AND file_high = ? AND file_low = ? AND path <> '' LIMIT 2
                    """
            )
            var gone: [Fingerprint: CatalogueEntry] = [:]
            for hash in Set(hashes) {
                let (high, low) = (Int64(bitPattern: hash.high), Int64(bitPattern: hash.low))
                let rows = try Row.fetchAll(statement, arguments: [feed, high, low])
                if let row = rows.first, rows.count == 1 { gone[hash] = CatalogueEntry(row: row) }
            }
            return gone
        }
    }

    package func entry(of feed: String, slug: String) async throws -> CatalogueEntry? {
        try await read { db in
            try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT * FROM article WHERE feed = ? AND slug = ? AND state <> 3
                        ORDER BY state, number LIMIT 1
                        """
                ),
                arguments: [feed, slug]
            ).map(CatalogueEntry.init(row:))
        }
    }

    package func entry(of feed: String, id: String) async throws -> CatalogueEntry? {
        try await entries(of: feed, ids: [id]).first
    }

    package func entries(of feed: String, ids: [String]) async throws -> [CatalogueEntry] {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: "SELECT * FROM article WHERE feed = ? AND id = ? AND state <> 3"
            )
            return try ids.compactMap { id in
                try Row.fetchOne(statement, arguments: [feed, id]).map(CatalogueEntry.init(row:))
            }
        }
    }

    package func entries(of feed: String) async throws -> [CatalogueEntry] {
        try await read { db in
            try Row.fetchAll(
                db,
                // `state <> 2` names the index by path, which no other words would.
                sql: "SELECT * FROM article WHERE feed = ? AND state <> 2 AND state <> 3 ORDER BY path",
                arguments: [feed]
            ).map(CatalogueEntry.init(row:))
        }
    }

    package func owners(of ids: [String], in feed: String) async throws -> [String: Owner] {
        try await owners(
            of: ids,
            in: feed,
            sql: "SELECT path, state = 2 FROM article WHERE feed = ? AND id = ? AND state <> 3",
            as: { Owner(path: $0[0], isGone: $0[1]) }
        )
    }

    package func hasFiles(of feed: String, below path: String) async throws -> Bool {
        try await read { db in
            try Int.fetchOne(
                db.cachedStatement(
                    sql:
                        "SELECT 1 FROM article WHERE feed = ? AND path > ? AND path < ? AND state <> 2 LIMIT 1"
                ),
                arguments: [feed, path + "/", path + "0"]
            ) != nil
        }
    }

    package func liveCount(of feed: String) async throws -> Int {
        try await read { db in
            try Int.fetchOne(
                db.cachedStatement(
                    sql: "SELECT count(*) FROM article WHERE feed = ? AND state <> 2 AND state <> 3"
                ),
                arguments: [feed]
            ) ?? 0
        }
    }

    package func owners(ofSlugs slugs: [String], in feed: String) async throws -> [String: String] {
        try await read { db in
            let one = try db.cachedStatement(
                sql:
                    "SELECT slug, path FROM article WHERE feed = ? AND slug = ? AND state < 2 ORDER BY number LIMIT 1"
            )
            let numbered = try db.cachedStatement(
                sql: "SELECT slug, path FROM article WHERE feed = ? AND slug > ? AND slug < ? AND state < 2"
            )
            var owners: [String: String] = [:]
            for slug in slugs {
                guard let row = try Row.fetchOne(one, arguments: [feed, slug]) else { continue }
                owners[slug] = row[1]
                // The colon comes after the digits.
                for row in try Row.fetchAll(numbered, arguments: [feed, slug + "-", slug + "-:"]) {
                    owners[row[0]] = row[1]
                }
            }
            return owners
        }
    }

    private func owners<Value: Sendable>(
        of keys: [String],
        in feed: String,
        sql: String,
        as value: @escaping @Sendable (Row) -> Value
    ) async throws -> [String: Value] {
        try await read { db in
            let statement = try db.cachedStatement(sql: sql)
            var owners: [String: Value] = [:]
            for key in keys {
                owners[key] = try Row.fetchOne(statement, arguments: [feed, key]).map(value)
            }
            return owners
        }
    }

    package func problems() async throws -> [(feed: String, problem: StoredProblem)] {
        try await read { db in
            try Row.fetchAll(db.cachedStatement(sql: "SELECT * FROM problem ORDER BY feed, path, line")).map {
                row in
                (
                    feed: row["feed"],
                    problem: StoredProblem(
                        path: row["path"],
                        line: row["line"],
                        message: row["message"],
                        isWarning: row["is_warning"]
                    )
                )
            }
        }
    }

    package func lastEdition(of feed: String) async throws -> Date? {
        try await read { db in
            try Int64.fetchOne(
                db.cachedStatement(sql: "SELECT edited FROM feed WHERE name = ?"),
                arguments: [feed]
            ).map { Date(timeIntervalSince1970: Double($0)) }
        }
    }
}

extension Date {
    /// Seconds since 1970, rounded down.
    package var wholeSeconds: Int64 { Int64(timeIntervalSince1970.rounded(.down)) }
}

extension Fingerprint {
    init(row: Row, from column: Int) {
        self.init(high: UInt64(bitPattern: row[column]), low: UInt64(bitPattern: row[column + 1]))
    }
}

extension FileMark {
    init(row: Row, from column: Int) {
        self.init(
            inode: UInt64(bitPattern: row[column]),
            size: row[column + 1],
            modified: row[column + 2],
            hash: Fingerprint(row: row, from: column + 3)
        )
    }
}

extension FeedRecord {
    init(row: Row) {
        self.init(
            name: row["name"],
            authority: row["authority"],
            base: row["base"],
            definition: row["definition"],
            inheritance: Inheritance(
                feedID: row["feed_id"],
                podcastGUID: row["podcast_guid"],
                sources: (row["adopted"] as String?).map { $0.split(separator: "\n").map(String.init) }
            )
        )
    }
}

extension KnownFile {
    fileprivate init(row: Row) {
        self.init(
            path: row[0],
            mark: FileMark(row: row, from: 2),
            state: CatalogueEntry.State(rawValue: row[1]) ?? .broken
        )
    }
}
