package import Foundation
import GRDB

extension SQLiteStore {
    package func entryID(of feed: String, formerlyAt address: String) async throws -> String? {
        try await read { db in
            try String.fetchOne(
                db.cachedStatement(sql: "SELECT id FROM former WHERE feed = ? AND address = ?"),
                arguments: [feed, address]
            )
        }
    }

    package func formerAddresses(of feed: String) async throws -> [String] {
        try await read { db in
            try String.fetchAll(
                db.cachedStatement(sql: "SELECT address FROM former WHERE feed = ? ORDER BY address"),
                arguments: [feed]
            )
        }
    }

    package func goneSlugs(of feed: String, at now: Date) async throws -> [String] {
        try await read { db in
            let deleted = try String.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT DISTINCT slug FROM article AS gone WHERE feed = ? AND state = 2 AND slug <> '' AND NOT EXISTS
                        (SELECT 1 FROM article WHERE feed = gone.feed AND slug = gone.slug AND state < 2)
                        """
                ),
                arguments: [feed]
            )
            let withdrawn = try Row.fetchAll(
                db.cachedStatement(
                    sql:
                        "SELECT * FROM article WHERE feed = ? AND state < 2 AND (past IS NOT NULL OR expires <= ?)"
                ),
                arguments: [feed, Int64(now.timeIntervalSince1970)]
            ).map(CatalogueEntry.init(row:)).filter { $0.isGone(at: now) }.map(\.slug)
            return (deleted + withdrawn).sorted()
        }
    }

    package func formerSlugs(of feed: String) async throws -> [String: [String]] {
        try await read { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT id, address FROM former WHERE feed = ? AND is_alias = 0 ORDER BY address"
                ),
                arguments: [feed]
            )
            return Dictionary(grouping: rows, by: { $0[0] as String }).mapValues { $0.map { $0[1] } }
        }
    }
}

extension FormerAddresses {
    /// Writes them in place of those that the entry had; who comes last to an address has it.
    func write(of feed: String, to db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM former WHERE feed = ? AND id = ?")
            .execute(arguments: [feed, id])
        let insertion = try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO former (feed, address, id, is_alias) VALUES (?, ?, ?, ?)"
        )
        for alias in aliases { try insertion.execute(arguments: [feed, alias, id, true]) }
        for slug in slugs { try insertion.execute(arguments: [feed, slug, id, false]) }
    }
}
