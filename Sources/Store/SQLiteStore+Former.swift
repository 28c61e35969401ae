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
