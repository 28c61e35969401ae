package import Feeds
package import Foundation
import GRDB

/// Views that are documents, because somebody is subscribed to them.
///
/// An edition writes the feed's row anew, without the moment that the views show (`viewed`); so who is killed between an
/// edition and its views finds out.
extension SQLiteStore {
    package func views() async throws -> [StoredView] {
        try await read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT feed, view, format, etag, coalesce(has_links, TRUE) AS links,
                            EXISTS (SELECT 1 FROM subscription WHERE subscription.topic = topic.number)
                                OR topic.number IN (SELECT topic FROM verification) AS wanted,
                            coalesce((SELECT viewed = edited FROM feed WHERE name = topic.feed), FALSE) AS current
                        FROM topic LEFT JOIN document ON document.topic = topic.number
                        WHERE view <> '' ORDER BY topic.number
                        """
                )
            ).compactMap { row in
                FeedDocument.Key(row: row).map {
                    StoredView(
                        key: $0,
                        etag: row["etag"],
                        isWanted: row["wanted"],
                        isCurrent: row["current"],
                        hasLinks: row["links"]
                    )
                }
            }
        }
    }

    package func unwanted(of views: [FeedDocument.Key]) async throws -> [FeedDocument.Key] {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT 1 FROM topic JOIN document ON document.topic = topic.number
                    WHERE feed = ? AND view = ? AND format = ? AND view <> ''
                        AND NOT EXISTS (SELECT 1 FROM subscription WHERE subscription.topic = topic.number)
                        AND topic.number NOT IN (SELECT topic FROM verification)
                    """
            )
            return try views.filter { key in
                try Int.fetchOne(statement, arguments: [key.feed, key.view, key.format.rawValue]) != nil
            }
        }
    }

    package func version(of key: FeedDocument.Key) async throws -> Int64? {
        try await read { db in
            try Int64.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT version FROM topic JOIN document ON document.topic = topic.number
                        WHERE feed = ? AND view = ? AND format = ?
                        """
                ),
                arguments: [key.feed, key.view, key.format.rawValue]
            )
        }
    }

    package func commit(_ edition: ViewEdition, at now: Date) async throws {
        try await writeRepeatable { db in
            for document in edition.documents {
                let isNew = try Self.isUnserved(document.key, in: db)
                let written = try Self.write(
                    document,
                    isTold: edition.isTold && !isNew,
                    isUrgent: edition.isUrgent,
                    to: db,
                    at: now
                )
                if isNew { try Self.begin(written, in: db) }
                if edition.unlinked.contains(document.key) { try Self.noteUnlinked(document.key, in: db) }
            }
            if edition.tellsUntold {
                try Self.tellUntold(
                    of: edition.feed,
                    isUrgent: edition.isUrgent,
                    pinging: [],
                    in: db,
                    at: now
                )
            }
            try db.cachedStatement(sql: "UPDATE feed SET viewed = edited WHERE name = ?")
                .execute(arguments: [edition.feed])
        }
        bell.ring()
    }

    private static func isUnserved(_ key: FeedDocument.Key, in db: Database) throws -> Bool {
        guard let topic = try Topic.of(key, in: db) else { return true }
        return try Int.fetchOne(
            db.cachedStatement(sql: "SELECT 1 FROM document WHERE topic = ?"),
            arguments: [topic.number]
        ) == nil
    }

    private static func noteUnlinked(_ key: FeedDocument.Key, in db: Database) throws {
        guard let topic = try Topic.of(key, in: db) else { return }
        try db.cachedStatement(sql: "UPDATE document SET has_links = FALSE WHERE topic = ?")
            .execute(arguments: [topic.number])
    }

    /// Those who asked while the view was as this document is are owed nothing but what follows.
    private static func begin(_ document: FeedDocument, in db: Database) throws {
        guard let topic = try Topic.of(document.key, in: db) else { return }
        try db.cachedStatement(sql: "UPDATE topic SET told = version WHERE number = ?")
            .execute(arguments: [topic.number])
        try db.cachedStatement(sql: "UPDATE verification SET told = ? WHERE topic = ? AND etag = ?")
            .execute(arguments: [document.version, topic.number, document.etag])
    }

    package func drop(_ views: [FeedDocument.Key]) async throws {
        if views.isEmpty { return }
        try await writeRepeatable { db in
            for key in views {
                // Somebody may have come meanwhile.
                let number = try Int64.fetchOne(
                    db.cachedStatement(
                        sql: """
                            SELECT number FROM topic WHERE feed = ? AND view = ? AND format = ? AND view <> ''
                                AND NOT EXISTS (SELECT 1 FROM subscription WHERE subscription.topic = topic.number)
                                AND number NOT IN (SELECT topic FROM verification)
                            """
                    ),
                    arguments: [key.feed, key.view, key.format.rawValue]
                )
                guard let number else { continue }
                for table in ["document", "piece", "fanout"] {
                    try db.execute(sql: "DELETE FROM \(table) WHERE topic = ?", arguments: [number])
                }
            }
        }
        bell.ring()
    }

    package func refuse(_ view: FeedDocument.Key) async throws {
        try await writeTogether { db in
            guard !view.view.isEmpty, let topic = try Topic.of(view, in: db) else { return }
            try db.execute(
                sql: """
                    INSERT OR REPLACE INTO denial (topic, callback, attempt, due, reason)
                    SELECT url, callback, 0, due, 'there is no such part of the feed any more' FROM verification
                    WHERE topic = ? AND mode = 'subscribe'
                    """,
                arguments: [topic.number]
            )
            try db.execute(sql: "DELETE FROM verification WHERE topic = ?", arguments: [topic.number])
        }
        bell.ring()
    }
}
