package import Feeds
import Foundation
import GRDB

/// Which entries of a feed changed with which version of its JSON Feed: one row for each entry that ever did.
extension SQLiteStore {
    /// Writes down what an edition changes, where the feed's JSON Feed is another with it.
    static func log(_ changes: [EntryChange], _ documents: [FeedDocument], to db: Database, at now: Date)
        throws
    {
        guard !changes.isEmpty,
            let document = documents.first(where: { $0.key.format == .json && $0.key.view.isEmpty })
        else { return }
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO change (topic, id, title, added, version, is_removed, moment, page)
                SELECT number, :id, :title, CASE WHEN :kind = 0 THEN :version ELSE 0 END, :version, :kind = 2, :moment, :page
                FROM topic WHERE feed = :feed AND view = '' AND format = 'json'
                ON CONFLICT (topic, id) DO UPDATE SET
                    title = excluded.title,
                    added = CASE WHEN :kind = 0 THEN excluded.added ELSE added END,
                    version = excluded.version,
                    is_removed = excluded.is_removed,
                    moment = excluded.moment,
                    page = coalesce(excluded.page, page)
                """
        )
        for change in changes {
            try statement.execute(arguments: [
                "id": change.id, "title": change.title, "kind": change.kind.rawValue,
                "version": document.version, "moment": now.timeIntervalSince1970, "feed": document.key.feed,
                "page": change.page,
            ])
        }
    }

    package func changes(of key: FeedDocument.Key, since version: Int64) async throws -> [EntryChange] {
        try await read { db in
            guard let topic = try Topic.of(key, in: db) else { return [] }
            return try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT id, title, added > ?2, is_removed, page FROM change
                        WHERE topic = ?1 AND version > ?2 ORDER BY version, id
                        """
                ),
                arguments: [topic.number, version]
            ).compactMap { row in
                let (isNew, isRemoved): (Bool, Bool) = (row[2], row[3])
                // What came and went meanwhile was never there.
                if isNew, isRemoved { return nil }
                return EntryChange(
                    id: row[0],
                    title: row[1],
                    kind: isRemoved ? .removed : isNew ? .added : .changed,
                    page: row[4]
                )
            }
        }
    }

    /// The newest version of a topic before everything that changed after this moment.
    static func version(of topic: Int64, at moment: Date, in db: Database) throws -> Int64? {
        try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT min(version) - 1 FROM change WHERE topic = ? AND moment > ?"),
            arguments: [topic, moment.timeIntervalSince1970]
        )
    }
}
