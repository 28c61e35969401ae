import GRDB
package import Readership

/// Of which times the requests are counted.
extension SQLiteStore {
    package func countedSpans(of source: String) async throws -> [CountedSpan] {
        try await read { db in try Self.spans(of: source, in: db) }
    }

    package func add(_ imported: ReadershipImport) async throws -> Bool {
        try await writeTogether { db in
            let known = try Self.spans(of: imported.source, in: db)
            // Both are in the order of the primary key.
            guard known == imported.basis.sorted(by: Self.precedes) else { return false }
            try Self.add(imported.days, to: db)
            try Self.add(imported.downloads, to: db)
            for span in imported.spans { try Self.add(span, to: db) }
            return true
        }
    }

    /// Adds a span, and makes one of those that touch it.
    static func add(_ span: CountedSpan, to db: Database) throws {
        let place: StatementArguments = [span.key.source, span.key.feed, span.key.kind.rawValue]
        let near = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT source, feed, kind, first, first_lines, last, last_lines FROM counted_span
                    WHERE source = ? AND feed = ? AND kind = ? AND first <= ? AND last >= ?
                    """
            ),
            arguments: place + [span.last + CountedSpan.gap, span.first - CountedSpan.gap]
        ).compactMap(Self.span)
        let delete = try db.cachedStatement(
            sql: "DELETE FROM counted_span WHERE source = ? AND feed = ? AND kind = ? AND first = ?"
        )
        for old in near { try delete.execute(arguments: place + [old.first]) }
        let joined = near.reduce(span) { $0.joined(with: $1) }
        try db.cachedStatement(
            sql: """
                INSERT INTO counted_span (source, feed, kind, first, first_lines, last, last_lines)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: place + [joined.first, joined.firstLines, joined.last, joined.lastLines]
        )
    }

    private static func spans(of source: String, in db: Database) throws -> [CountedSpan] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT source, feed, kind, first, first_lines, last, last_lines FROM counted_span
                    WHERE source = ? ORDER BY feed, kind, first
                    """
            ),
            arguments: [source]
        ).compactMap(Self.span)
    }

    private static func span(_ row: Row) -> CountedSpan? {
        guard let kind = CountedSpan.Kind(rawValue: row["kind"]) else { return nil }
        return CountedSpan(
            CountedSpan.Key(source: row["source"], feed: row["feed"], kind: kind),
            from: row["first"],
            lines: row["first_lines"],
            to: row["last"],
            lines: row["last_lines"]
        )
    }

    private static func precedes(_ one: CountedSpan, _ other: CountedSpan) -> Bool {
        let (feed, second) = (Array(one.key.feed.utf8), Array(other.key.feed.utf8))
        if feed != second { return feed.lexicographicallyPrecedes(second) }
        return (one.key.kind.rawValue, one.first) < (other.key.kind.rawValue, other.first)
    }
}
