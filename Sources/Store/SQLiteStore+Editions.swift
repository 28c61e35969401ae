package import Feeds
package import Foundation
import GRDB
import Push
import Synchronization

extension SQLiteStore {
    @discardableResult
    package func commit(_ edition: Edition, at now: Date) async throws -> [FeedDocument] {
        // Who reads between the transaction's end and its documents at hand would send former ones as the newest.
        if !edition.documents.isEmpty { recent.withLock { $0 = [:] } }
        let documents = try await writeRepeatable { db in
            try Self.writeCatalogue(edition, to: db, at: now)
            if let rule = edition.archives {
                try Self.endArchives(by: rule, of: edition.feed.name, db: db, at: now)
            }
            try Self.writeProblems(edition, to: db)
            try Self.writeDepartures(edition, to: db)
            try Self.writeGuests(edition, to: db)
            try Self.writeLedgerMark(edition, to: db)
            try Self.writeQuietTimes(edition, to: db)
            let documents = try edition.documents.map { document in
                let written = try Self.write(
                    document,
                    isTold: edition.isTold,
                    isUrgent: edition.isUrgent,
                    to: db,
                    at: now
                )
                if edition.isTold {
                    try Self.ping(edition.pingedHubs, of: written.selfLink, written.key, in: db, at: now)
                }
                return written
            }
            if edition.tellsUntold {
                try Self.tellUntold(
                    of: edition.feed.name,
                    isUrgent: edition.isUrgent,
                    pinging: edition.pingedHubs,
                    in: db,
                    at: now
                )
            }
            try Self.log(edition.changes, documents, to: db, at: now)
            return documents
        }
        if !documents.isEmpty {
            let fresh = Dictionary(uniqueKeysWithValues: documents.map { ($0.key, $0) })
            recent.withLock { $0 = fresh }
        }
        bell.ring()
        await tidier.wrote(edition)
        return documents
    }

    /// The moment of an edition grows with each, for it says when parts of the feed changed that are no documents.
    private static func writeCatalogue(_ edition: Edition, to db: Database, at now: Date) throws {
        let feed = edition.feed
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO feed
                (name, authority, base, definition, edited, feed_id, podcast_guid, adopted)
                VALUES (?1, ?2, ?3, ?4, max(?5, coalesce((SELECT edited FROM feed WHERE name = ?1) + 1, 0)), ?6, ?7, ?8)
                """
        ).execute(
            arguments: [
                feed.name, feed.authority, feed.base, feed.definition, now.wholeSeconds,
                feed.inheritance.feedID, feed.inheritance.podcastGUID,
                feed.inheritance.sources?.joined(separator: "\n"),
            ]
        )
        try rename(edition.renamings, of: feed.name, in: db)
        let isBulk = try isBulk(edition, in: db)
        if isBulk { try db.execute(sql: Schema.dropScatteredIndexes) }
        let isNew =
            try Int.fetchOne(
                db.cachedStatement(sql: "SELECT 1 FROM article WHERE feed = ? LIMIT 1"),
                arguments: [feed.name]
            ) == nil
        // All make room before any is written: ids may have changed places.
        if !isNew { try makeRoom(for: edition, isBulk: isBulk, in: db) }
        let insertion = try db.cachedStatement(sql: CatalogueEntry.insertion)
        for entry in edition.entries { try entry.insert(of: feed.name, by: insertion) }
        if isBulk { try db.execute(sql: Schema.scatteredIndexes) }
        for file in edition.touched {
            try db.cachedStatement(
                sql: """
                    UPDATE article SET inode = ?, size = ?, modified = ?, file_high = ?, file_low = ?
                    WHERE feed = ? AND path = ? AND state <> 2
                    """
            ).execute(
                arguments: [
                    Int64(bitPattern: file.mark.inode), file.mark.size, file.mark.modified,
                    Int64(bitPattern: file.mark.hash.high), Int64(bitPattern: file.mark.hash.low),
                    feed.name, file.path,
                ]
            )
        }
        for path in edition.forgotten {
            try db.cachedStatement(
                sql: "DELETE FROM article WHERE feed = ? AND path = ? AND state <> 2 AND state = 3"
            ).execute(arguments: [feed.name, path])
        }
        for body in edition.bodies { try body.write(of: feed.name, to: db) }
        try edition.media.write(of: feed.name, to: db, at: now)
        for addresses in edition.former { try addresses.write(of: feed.name, to: db) }
    }

    /// Takes away what stands where entries will: of very many most stand where nothing is.
    private static func makeRoom(for edition: Edition, isBulk: Bool, in db: Database) throws {
        let feed = edition.feed.name
        var taken: Set<String>?
        if isBulk {
            let statement = try db.cachedStatement(
                sql: "SELECT path FROM article WHERE feed = ?1 UNION SELECT id FROM article WHERE feed = ?1"
            )
            taken = try String.fetchSet(statement, arguments: [feed])
        }
        for entry in edition.entries {
            if let taken, !taken.contains(entry.path), !taken.contains(entry.id) { continue }
            try entry.makeRoom(in: feed, of: db)
        }
    }

    /// Whether an edition brings more articles than there are: then indexes are made faster after than during.
    private static func isBulk(_ edition: Edition, in db: Database) throws -> Bool {
        guard edition.entries.count > 5_000 else { return false }
        let count = try Int.fetchOne(db.cachedStatement(sql: "SELECT count(*) FROM article")) ?? 0
        return edition.entries.count > count
    }

    /// Renames in two steps, since one article may take the path that another leaves; an article whose path is
    /// taken, and that has no other, is gone.
    private static func rename(_ renamings: [Renaming], of feed: String, in db: Database) throws {
        for (number, renaming) in renamings.enumerated() {
            try db.cachedStatement(
                sql: "UPDATE article SET path = ? WHERE feed = ? AND path = ? AND state <> 2"
            ).execute(arguments: ["\u{1F}\(number)", feed, renaming.from])
        }
        for (number, renaming) in renamings.enumerated() {
            try db.cachedStatement(
                sql: "DELETE FROM article WHERE feed = ? AND path = ? AND state <> 2 AND state = 3"
            ).execute(arguments: [feed, renaming.to])
            try db.cachedStatement(
                sql: "UPDATE article SET state = 2 WHERE feed = ? AND path = ? AND state <> 2"
            ).execute(arguments: [feed, renaming.to])
            try db.cachedStatement(
                sql: "UPDATE article SET path = ? WHERE feed = ? AND path = ? AND state <> 2"
            ).execute(arguments: [renaming.to, feed, "\u{1F}\(number)"])
        }
    }

    private static func writeProblems(_ edition: Edition, to db: Database) throws {
        let feed = edition.feed.name
        if let paths = edition.lookedAt {
            for path in paths {
                try db.cachedStatement(sql: "DELETE FROM problem WHERE feed = ? AND path = ?")
                    .execute(arguments: [feed, path])
            }
        } else {
            try db.cachedStatement(sql: "DELETE FROM problem WHERE feed = ?").execute(arguments: [feed])
        }
        for problem in edition.problems {
            try db.cachedStatement(
                sql: "INSERT INTO problem (feed, path, line, message, is_warning) VALUES (?, ?, ?, ?, ?)"
            ).execute(arguments: [feed, problem.path, problem.line, problem.message, problem.isWarning])
        }
    }

    /// The document as it is written: with the version and the moment that follow the ones before.
    static func write(
        _ document: FeedDocument,
        isTold: Bool,
        isUrgent: Bool,
        to db: Database,
        at now: Date
    ) throws -> FeedDocument {
        let before = try Topic.of(document.key, in: db)
        var document = document
        document.version = (before?.version ?? 0) + 1
        document.lastModified = Date(
            timeIntervalSince1970: Double(max(now.wholeSeconds, (before?.modified ?? 0) + 1))
        )
        let isOwed = isTold && before != nil
        let told = isOwed ? document.version : before?.told ?? document.version
        let topic = try Topic.write(document, told: told, to: db)
        try document.writePieces(to: topic, in: db)
        try db.cachedStatement(
            sql:
                """
                INSERT OR REPLACE INTO document (topic, path, self, hubs, minutes, etag, pieces, former)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                topic, document.path, document.selfLink, document.hubs.joined(separator: "\n"),
                document.rhythm.minutes, document.etag, document.pieceList,
                document.formerPaths.joined(separator: "\n"),
            ]
        )
        if isOwed, let before {
            try owe(topic, since: before.told, isUrgent: isUrgent, at: now, in: db)
        }
        return document
    }

    package func documentHeads() async throws -> [FeedDocument] {
        try await read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT feed, view, format, version, modified, path, self, hubs, minutes, etag, former
                        FROM topic CROSS JOIN document ON document.topic = topic.number
                        WHERE view = '' ORDER BY topic.number
                        """
                )
            ).compactMap { FeedDocument(row: $0) }
        }
    }

    package func document(_ key: FeedDocument.Key) async throws -> FeedDocument? {
        if let document = recent.withLock({ $0[key] }) { return document }
        return try await document(key) { list, topic, db in try Piece.all(list, of: topic, in: db) }
    }

    package func document(
        _ key: FeedDocument.Key,
        changedSince version: Int64
    ) async throws -> FeedDocument? {
        try await document(key) { list, topic, db in
            try Piece.all(list, of: topic, newerThan: version, in: db)
        }
    }

    private func document(
        _ key: FeedDocument.Key,
        pieces: @escaping @Sendable (Data, Int64, Database) throws -> [Piece]
    ) async throws -> FeedDocument? {
        try await read { db in
            let row = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT feed, view, format, version, modified, path, self, hubs, minutes, etag, former, topic, pieces
                        FROM document JOIN topic ON topic.number = document.topic
                        WHERE feed = ? AND view = ? AND format = ?
                        """
                ),
                arguments: [key.feed, key.view, key.format.rawValue]
            )
            guard let row else { return nil }
            return FeedDocument(row: row, pieces: try pieces(row["pieces"], row["topic"], db))
        }
    }
}

/// A topic's row.
struct Topic {
    var number: Int64
    var version: Int64
    var modified: Int64
    /// The newest version that subscribers are owed.
    var told: Int64

    static func of(_ key: FeedDocument.Key, in db: Database) throws -> Topic? {
        try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT number, version, modified, told FROM topic
                    WHERE feed = ? AND view = ? AND format = ?
                    """
            ),
            arguments: [key.feed, key.view, key.format.rawValue]
        ).map { Topic(number: $0[0], version: $0[1], modified: $0[2], told: $0[3]) }
    }

    /// The topic of a view that is to become a document because of a request; nil for what is no view.
    static func wished(_ request: PendingVerification, in db: Database) throws -> Topic? {
        let key = request.key
        return request.mode == .unsubscribe ? nil : try made(key, in: db)
    }

    /// The topic of a view that is to become a document; nil for what is no view.
    static func made(_ key: FeedDocument.Key, in db: Database) throws -> Topic? {
        if key.view.isEmpty { return nil }
        try db.cachedStatement(
            sql: "INSERT INTO topic (feed, view, format, version, modified, told) VALUES (?, ?, ?, 0, 0, 0)"
        ).execute(arguments: [key.feed, key.view, key.format.rawValue])
        return try of(key, in: db)
    }

    /// Writes the document's version and moment; the topic's number.
    static func write(_ document: FeedDocument, told: Int64, to db: Database) throws -> Int64 {
        let key = document.key
        return try Int64.fetchOne(
            db.cachedStatement(
                sql: """
                    INSERT INTO topic (feed, view, format, version, modified, told) VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (feed, view, format)
                    DO UPDATE SET version = excluded.version, modified = excluded.modified, told = excluded.told
                    RETURNING number
                    """
            ),
            arguments: [
                key.feed, key.view, key.format.rawValue, document.version, document.lastModified.wholeSeconds,
                told,
            ]
        ) ?? 0
    }
}

extension FeedDocument.Key {
    init?(row: Row) {
        guard let format = Format(rawValue: row["format"]) else { return nil }
        self.init(feed: row["feed"], view: row["view"], format: format)
    }
}

extension FeedDocument {
    init?(row: Row, pieces: [Piece] = []) {
        guard let key = Key(row: row) else { return nil }
        let hubs: String = row["hubs"]
        let former: String = row["former"]
        self.init(
            key: key,
            path: row["path"],
            selfLink: row["self"],
            hubs: hubs.split(separator: "\n").map(String.init),
            rhythm: Rhythm(atMost: row["minutes"]),
            version: row["version"],
            pieces: pieces,
            etag: row["etag"],
            lastModified: Date(timeIntervalSince1970: Double(row["modified"] as Int64)),
            formerPaths: former.split(separator: "\n").map(String.init)
        )
    }
}
