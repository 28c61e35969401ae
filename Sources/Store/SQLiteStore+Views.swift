package import Feeds
package import Foundation
import GRDB

/// What parts of a feed show; nobody pays for it who does not ask.
extension SQLiteStore {
    package func newest(
        of feed: String,
        filed filing: Filing,
        at now: Date,
        limit: Int
    ) async throws -> [CatalogueEntry] {
        let (condition, words) = filing.condition
        return try await read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT * FROM article
                    WHERE feed = ? AND state = 0 AND published <= ? AND (expires IS NULL OR expires > ?)
                        AND (\(condition))
                    ORDER BY published DESC, id LIMIT ?
                    """
            )
            let seconds = now.wholeSeconds
            let arguments: StatementArguments =
                [feed, seconds, seconds] + StatementArguments(words) + [limit]
            return try Row.fetchAll(statement, arguments: arguments).map(CatalogueEntry.init(row:))
        }
    }

    package func oldest(
        of feed: String,
        at now: Date,
        from first: Int,
        limit: Int
    ) async throws -> [CatalogueEntry] {
        try await read { db in
            // The numbers of the rows are found by an index alone.
            let statement = try db.cachedStatement(
                sql: """
                    SELECT * FROM article WHERE number IN (
                        SELECT number FROM article
                        WHERE feed = ? AND state = 0 AND published <= ? AND (expires IS NULL OR expires > ?)
                        ORDER BY published, id DESC LIMIT ? OFFSET ?
                    ) ORDER BY published, id DESC
                    """
            )
            let seconds = now.wholeSeconds
            return try Row.fetchAll(statement, arguments: [feed, seconds, seconds, limit, first]).map(
                CatalogueEntry.init(row:)
            )
        }
    }

    package func withdrawn(of feed: String, by now: Date, limit: Int) async throws -> [Tombstone] {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT id, expires FROM article
                    WHERE feed = ? AND state IN (0, 2) AND expires <= ? ORDER BY expires DESC, id LIMIT ?
                    """
            )
            return try Row.fetchAll(statement, arguments: [feed, now.wholeSeconds, limit]).map {
                Tombstone(id: $0[0], date: Date(timeIntervalSince1970: Double($0[1] as Int64)))
            }
        }
    }

    package func shelfmarks(_ kind: Shelfmark, of feed: String) async throws -> Set<String> {
        let column = kind.column
        return try await read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT DISTINCT \(column) FROM article
                    WHERE feed = ? AND state = 0 AND \(column) IS NOT NULL
                    """
            )
            var words: Set<String> = []
            let texts = try String.fetchCursor(statement, arguments: [feed])
            while let text = try texts.next() { words.formUnion(kind.words(in: text)) }
            return words
        }
    }

    package func lastChange(of feed: String, at now: Date) async throws -> LastChange? {
        try await read { db in
            let seconds = now.wholeSeconds
            let moments = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT
                            (SELECT edited FROM feed WHERE name = ?1),
                            (SELECT max(published) FROM article
                                WHERE feed = ?1 AND state = 0 AND published <= ?2),
                            (SELECT max(expires) FROM article
                                WHERE feed = ?1 AND state = 0 AND expires IS NOT NULL AND expires <= ?2)
                        """
                ),
                arguments: [feed, seconds]
            )
            guard let moments, let edited = moments[0] as Int64? else { return nil }
            return LastChange(edited: edited, appeared: moments[1] ?? 0, expired: moments[2] ?? 0)
        }
    }
}

extension Shelfmark {
    fileprivate var column: String {
        switch self {
        case .tags: "tags"
        case .sections: "section"
        case .authors: "authors"
        case .languages: "language"
        }
    }

    fileprivate func words(in text: String) -> [String] {
        switch self {
        case .tags: CatalogueEntry.tags(inColumn: text)
        case .authors: CatalogueEntry.authors(inColumn: text).map(\.name)
        case .sections, .languages: [text]
        }
    }
}

extension Filing {
    /// The condition on a row, and its arguments in their order.
    fileprivate var condition: (sql: String, words: [String]) {
        switch self {
        case .tags(let tags):
            // The words stand between unit separators.
            Self.any(tags, of: "instr(char(31) || tags || char(31), char(31) || ? || char(31)) > 0")
        case .sections(let sections): Self.any(sections, of: "section = ?")
        case .authors(let names, let orNone):
            // A name is the first part of its unit.
            Self.any(
                names,
                of: "instr(char(31) || authors, char(31) || ? || char(30)) > 0",
                or: orNone ? "authors IS NULL" : nil
            )
        case .languages(let languages, let orNone):
            Self.any(languages, of: "language = ?", or: orNone ? "language IS NULL" : nil)
        }
    }

    private static func any(
        _ words: Set<String>,
        of condition: String,
        or other: String? = nil
    ) -> (sql: String, words: [String]) {
        let words = words.sorted()
        let conditions = Array(repeating: condition, count: words.count) + [other].compactMap(\.self)
        return (conditions.isEmpty ? "FALSE" : conditions.joined(separator: " OR "), words)
    }
}
