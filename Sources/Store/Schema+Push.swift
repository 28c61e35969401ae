import GRDB

/// What is told entry by entry, to receivers that may fail, and by services.
extension Schema {
    static func registerPush(in migrator: inout DatabaseMigrator) {
        migrator.registerMigration("ages of pieces") { db in try db.execute(sql: agesOfPieces) }
        migrator.registerMigration("reasons of denials") { db in
            try db.execute(sql: "ALTER TABLE denial ADD COLUMN reason TEXT")
        }
        migrator.registerMigration("changes of entries") { db in try db.execute(sql: changes) }
        migrator.registerMigration("failing receivers") { db in
            try db.execute(sql: "ALTER TABLE retry ADD COLUMN failing REAL")
        }
        migrator.registerMigration("pings of services") { db in
            try db.execute(
                sql: """
                    ALTER TABLE ping ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
                    ALTER TABLE ping ADD COLUMN again INTEGER NOT NULL DEFAULT 0;
                    """
            )
        }
        migrator.registerMigration("definitions of push") { db in try db.execute(sql: definitions) }
        migrator.registerMigration("pages of changes") { db in
            try db.execute(sql: "ALTER TABLE change ADD COLUMN page TEXT")
        }
    }

    /// How each feed's subscribers are told; and which of them the definition names.
    private static let definitions = """
        CREATE TABLE policy (
            feed TEXT PRIMARY KEY,
            least INTEGER NOT NULL,
            most INTEGER NOT NULL,
            usual INTEGER NOT NULL,
            signature TEXT NOT NULL,
            extent TEXT NOT NULL
        ) WITHOUT ROWID;
        ALTER TABLE subscription ADD COLUMN is_named INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX subscription_named ON subscription (topic) WHERE is_named;
        """

    /// `added` is the version with which an entry came, or 0 where it was there before this was written down.
    private static let changes = """
        CREATE TABLE change (
            topic INTEGER NOT NULL REFERENCES topic (number),
            id TEXT NOT NULL,
            title TEXT NOT NULL,
            added INTEGER NOT NULL,
            version INTEGER NOT NULL,
            is_removed INTEGER NOT NULL,
            moment REAL NOT NULL,
            PRIMARY KEY (topic, id)
        ) WITHOUT ROWID;
        CREATE INDEX change_version ON change (topic, version);
        """

    /// With which version of its topic each piece came; of those that were there before nobody knows it any more.
    private static let agesOfPieces = """
        ALTER TABLE piece ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
        UPDATE piece SET since = (SELECT version FROM topic WHERE number = piece.topic);
        """
}
