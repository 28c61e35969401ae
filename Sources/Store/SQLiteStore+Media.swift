import Feeds
package import Foundation
import GRDB

extension SQLiteStore {
    package func media(of feed: String, at paths: [String]) async throws -> [StoredMedia] {
        if paths.isEmpty { return [] }
        return try await read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT path, inode, size, modified, type, width, height, duration, flaw, colours
                    FROM media WHERE feed = ? AND path = ?
                    """
            )
            return try paths.compactMap { path in
                try Row.fetchOne(statement, arguments: [feed, path]).map(StoredMedia.init(row:))
            }
        }
    }

    package func media(of feed: String, inodes: [UInt64]) async throws -> [StoredMedia] {
        if inodes.isEmpty { return [] }
        return try await read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT path, inode, size, modified, type, width, height, duration, flaw, colours
                    FROM media WHERE feed = ? AND inode = ?
                    """
            )
            return try inodes.flatMap { inode in
                try Row.fetchAll(statement, arguments: [feed, Int64(bitPattern: inode)])
                    .map(StoredMedia.init(row:))
            }
        }
    }

    package func mediaPath(of feed: String, formerlyAt address: String) async throws -> String? {
        try await read { db in
            try String.fetchOne(
                db.cachedStatement(sql: "SELECT path FROM media_former WHERE feed = ? AND address = ?"),
                arguments: [feed, address]
            )
        }
    }

    package func mediaReferences(of feed: String, entry id: String) async throws -> [MediaReference] {
        try await mediaReferences(of: feed, entries: [id])[id] ?? []
    }

    package func mediaReferences(of feed: String, entries ids: [String]) async throws
        -> [String: [MediaReference]]
    {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: "SELECT address, path FROM media_reference WHERE feed = ? AND entry = ? ORDER BY address"
            )
            var references: [String: [MediaReference]] = [:]
            for id in ids {
                let own = try Row.fetchAll(statement, arguments: [feed, id])
                if own.isEmpty { continue }
                references[id] = own.map { MediaReference(address: $0[0], path: $0[1]) }
            }
            return references
        }
    }

    package func missingEnclosures(of feed: String, entry id: String) async throws -> [String] {
        try await read { db in
            try String.fetchAll(
                db.cachedStatement(
                    sql:
                        "SELECT reference FROM missing_enclosure WHERE feed = ? AND entry = ? ORDER BY reference"
                ),
                arguments: [feed, id]
            )
        }
    }

    package func mediaPath(of feed: String, address: String, at now: Date) async throws -> String? {
        try await read { db in
            try String.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT media_reference.path FROM media_reference
                        LEFT JOIN article ON article.feed = media_reference.feed AND article.id = media_reference.entry
                            AND article.state <> 3
                        WHERE media_reference.feed = ?1 AND address = ?2 AND (
                            entry = ''
                            OR state = 0 AND published <= ?3 AND (expires IS NULL OR expires > ?3)
                        )
                        LIMIT 1
                        """
                ),
                arguments: [feed, address, now.wholeSeconds]
            )
        }
    }

    package func entryIDs(of feed: String, showing paths: Set<String>) async throws -> Set<String> {
        if paths.isEmpty { return [] }
        return try await read { db in
            var ids: Set<String> = []
            let statement = try db.cachedStatement(
                sql: "SELECT entry, path FROM media_reference WHERE feed = ? AND entry <> ''"
            )
            let rows = try Row.fetchCursor(statement, arguments: [feed])
            while let row = try rows.next() {
                if paths.contains(row[1]) { ids.insert(row[0]) }
            }
            return ids
        }
    }

    package func mediaReferences(of feed: String, at now: Date) async throws -> [MediaReference] {
        try await read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT DISTINCT address, media_reference.path FROM media_reference
                        LEFT JOIN article ON article.feed = media_reference.feed AND article.id = media_reference.entry
                            AND article.state <> 3
                        WHERE media_reference.feed = ?1 AND (
                            entry = ''
                            OR state = 0 AND published <= ?2 AND (expires IS NULL OR expires > ?2)
                        )
                        ORDER BY address
                        """
                ),
                arguments: [feed, now.wholeSeconds]
            ).map { MediaReference(address: $0[0], path: $0[1]) }
        }
    }

    package func formerMedia(of feed: String) async throws -> [MediaReference] {
        try await read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT address, path FROM media_former WHERE feed = ? ORDER BY address"
                ),
                arguments: [feed]
            ).map { MediaReference(address: $0[0], path: $0[1]) }
        }
    }

    package func keep(_ media: EditionMedia, of feed: String) async throws {
        if media.isEmpty { return }
        try await write { db in try media.write(of: feed, to: db, at: Date()) }
    }

    package func remoteMedia(at urls: [String]) async throws -> [RemoteMedia] {
        if urls.isEmpty { return [] }
        return try await read { db in
            let statement = try db.cachedStatement(
                sql: "SELECT url, length, type, attempt, reason FROM remote_media WHERE url = ?"
            )
            return try urls.compactMap { url in
                try Row.fetchOne(statement, arguments: [url]).map(RemoteMedia.init(row:))
            }
        }
    }

    package func enquiries(at now: Date, limit: Int) async throws -> [RemoteMedia] {
        try await read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT url, length, type, attempt, reason FROM remote_media
                        WHERE due IS NOT NULL AND due <= ? ORDER BY due LIMIT ?
                        """
                ),
                arguments: [now.timeIntervalSince1970, limit]
            ).map(RemoteMedia.init(row:))
        }
    }

    package func nextEnquiry() async throws -> Date? {
        try await read { db in
            try Double.fetchOne(
                db.cachedStatement(sql: "SELECT min(due) FROM remote_media WHERE due IS NOT NULL")
            ).map { Date(timeIntervalSince1970: $0) }
        }
    }

    package func note(_ answer: RemoteMedia, again due: Date?) async throws {
        try await write { db in
            try db.cachedStatement(
                sql: """
                    UPDATE remote_media SET length = ?, type = ?, attempt = ?, reason = ?, due = ? WHERE url = ?
                    """
            ).execute(
                arguments: [
                    answer.length, answer.type, answer.attempt, answer.reason, due?.timeIntervalSince1970,
                    answer.url,
                ]
            )
        }
    }
}

extension EditionMedia {
    func write(of feed: String, to db: Database, at now: Date) throws {
        for file in measured { try file.write(of: feed, to: db) }
        let deletion = try db.cachedStatement(
            sql: "DELETE FROM media_reference WHERE feed = ? AND entry = ?"
        )
        let insertion = try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO media_reference (feed, address, entry, path) VALUES (?, ?, ?, ?)"
        )
        for (entry, references) in references {
            try deletion.execute(arguments: [feed, entry])
            for reference in references {
                try insertion.execute(arguments: [feed, reference.address, entry, reference.path])
            }
        }
        for (entry, missing) in missing {
            try db.cachedStatement(sql: "DELETE FROM missing_enclosure WHERE feed = ? AND entry = ?")
                .execute(arguments: [feed, entry])
            for reference in missing {
                try db.cachedStatement(
                    sql: "INSERT OR REPLACE INTO missing_enclosure (feed, entry, reference) VALUES (?, ?, ?)"
                ).execute(arguments: [feed, entry, reference])
            }
        }
        for move in moves { try move.write(of: feed, to: db) }
        for url in enquiries {
            try db.cachedStatement(
                sql: "INSERT OR IGNORE INTO remote_media (url, attempt, due) VALUES (?, 0, ?)"
            ).execute(arguments: [url, now.timeIntervalSince1970])
        }
    }
}

extension MediaMove {
    /// What led to the old place leads on to the new one, and nothing leads to itself.
    fileprivate func write(of feed: String, to db: Database) throws {
        try db.cachedStatement(sql: "UPDATE media_former SET path = ? WHERE feed = ? AND path = ?")
            .execute(arguments: [to.path, feed, from])
        try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO media_former (feed, address, path) VALUES (?, ?, ?)"
        ).execute(arguments: [feed, address, to.path])
        try db.cachedStatement(sql: "DELETE FROM media_former WHERE feed = ? AND address = ?")
            .execute(arguments: [feed, to.address])
    }
}

extension StoredMedia {
    fileprivate init(row: Row) {
        self.init(
            path: row[0],
            inode: UInt64(bitPattern: row[1] as Int64),
            size: row[2],
            modified: row[3],
            measurement: MediaFacts(
                type: row[4],
                width: row[5],
                height: row[6],
                duration: row[7],
                flaw: (row[8] as String?).flatMap(MediaFacts.Flaw.init(rawValue:)),
                colours: (row[9] as String?).flatMap(MediaFacts.Colours.init(rawValue:))
            )
        )
    }

    fileprivate func write(of feed: String, to db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO media (
                    feed, path, inode, size, modified, type, width, height, duration, flaw, colours
                ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                feed, path, Int64(bitPattern: inode), size, modified, measurement.type, measurement.width,
                measurement.height, measurement.duration, measurement.flaw?.rawValue,
                measurement.colours?.rawValue,
            ]
        )
    }
}

extension RemoteMedia {
    fileprivate init(row: Row) {
        self.init(url: row[0], length: row[1], type: row[2], attempt: row[3], reason: row[4])
    }
}
