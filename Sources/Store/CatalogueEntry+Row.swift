import Feeds
import Foundation
import GRDB

/// How an entry lies in its row: lists as text with separators that no text of ours holds.
extension CatalogueEntry {
    static let insertion = """
        INSERT INTO article (
            feed, path, inode, size, modified, file_high, file_low, state, id, slug, title, summary, link,
            published, updated, expires, is_dated, released, authors, tags, language, image, enclosures,
            body_high, body_low, head_high, head_low, section,
            details, past
        ) VALUES (\(Array(repeating: "?", count: 30).joined(separator: ", ")))
        """

    /// The order of the table's columns, after `number` and `feed`.
    init(row: Row) {
        self.init(
            path: row[2],
            file: FileMark(row: row, from: 3),
            state: State(rawValue: row[8]) ?? .broken,
            id: row[9],
            slug: row[10],
            title: row[11],
            summary: row[12],
            link: row[13],
            published: Date(timeIntervalSince1970: Double(row[14] as Int64)),
            updated: Date(timeIntervalSince1970: Double(row[15] as Int64)),
            expires: (row[16] as Int64?).map { Date(timeIntervalSince1970: Double($0)) },
            isDated: row[17],
            released: (row[18] as Int64?).map { Date(timeIntervalSince1970: Double($0)) },
            authors: Fields.authors(row[19]),
            tags: Fields.list(row[20]),
            section: row[28],
            language: row[21],
            image: row[22],
            enclosures: Fields.enclosures(row[23]),
            details: Fields.decoded(row[29]),
            past: Fields.decoded(row[30]),
            bodyHash: Fingerprint(row: row, from: 24),
            headHash: Fingerprint(row: row, from: 26)
        )
    }

    /// The tags in a text of their column.
    static func tags(inColumn text: String) -> [String] { Fields.list(text) }

    /// The authors in a text of their column.
    static func authors(inColumn text: String) -> [Author] { Fields.authors(text) }

    /// Takes away what the entry will stand for: the row under its path, and its own that was gone.
    func makeRoom(in feed: String, of db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM article WHERE feed = ? AND path = ? AND state <> 2")
            .execute(arguments: [feed, path])
        // Whose article a file is that could never be read, nobody knows: who was there is gone as before.
        if state == .broken { return }
        try db.cachedStatement(
            sql: "DELETE FROM article WHERE feed = ? AND id = ? AND state <> 3 AND state = 2"
        )
        .execute(arguments: [feed, id])
    }

    /// Writes the entry where nothing has its path yet, by a statement made of `insertion`.
    ///
    /// The arguments are not counted anew for each row: that takes a quarter of the time of many.
    func insert(of feed: String, by statement: Statement) throws {
        statement.setUncheckedArguments(
            [
                feed, path, Int64(bitPattern: file.inode), file.size, file.modified,
                Int64(bitPattern: file.hash.high), Int64(bitPattern: file.hash.low), state.rawValue, id, slug,
                title, summary, link, published.wholeSeconds, updated.wholeSeconds, expires?.wholeSeconds,
                isDated, released?.wholeSeconds, Fields.text(authors), Fields.text(tags), language, image,
                Fields.text(enclosures),
                Int64(bitPattern: bodyHash.high), Int64(bitPattern: bodyHash.low),
                Int64(bitPattern: headHash.high), Int64(bitPattern: headHash.low), section,
                Fields.encoded(details), Fields.encoded(past),
            ]
        )
        try statement.execute()
    }
}

/// Lists in one column: units of a list are parted by U+001F, the parts of a unit by U+001E.
private enum Fields {
    private static let unit: Character = "\u{1F}"
    private static let part: Character = "\u{1E}"

    /// Split by bytes: to look for characters takes most of the time of a search through many rows.
    static func list(_ text: String?) -> [String] {
        text?.utf8.split(separator: 0x1F).map { String(Substring($0)) } ?? []
    }

    static func text(_ list: [String]) -> String? {
        list.isEmpty ? nil : list.map(plain).joined(separator: String(unit))
    }

    private static func parts(of unit: String) -> [String] {
        unit.utf8.split(separator: 0x1E, omittingEmptySubsequences: false).map { String(Substring($0)) }
    }

    static func authors(_ text: String?) -> [Author] {
        list(text).map { unit in
            let parts = self.parts(of: unit)
            return Author(name: parts[0], email: parts.at(1), url: parts.at(2))
        }
    }

    static func text(_ authors: [Author]) -> String? {
        joined(authors.map { [$0.name, $0.email, $0.url] })
    }

    static func enclosures(_ text: String?) -> [Enclosure] {
        list(text).map { unit in
            let parts = self.parts(of: unit)
            return Enclosure(
                url: parts[0],
                length: parts.at(1).flatMap(Int64.init),
                type: parts.at(2) ?? "application/octet-stream",
                duration: parts.at(3).flatMap(Double.init),
                title: parts.at(4)
            )
        }
    }

    static func text(_ enclosures: [Enclosure]) -> String? {
        joined(
            enclosures.map {
                [$0.url, $0.length.map(String.init), $0.type, $0.duration.map { String($0) }, $0.title]
            }
        )
    }

    /// What cannot be read is left out: it is read from the file again when that changes.
    static func decoded<Value: Decodable>(_ text: String?) -> Value? {
        text.flatMap { try? JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
    }

    static func encoded(_ value: (some Encodable)?) -> String? {
        guard let value else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func joined(_ units: [[String?]]) -> String? {
        if units.isEmpty { return nil }
        return units.map { parts in
            parts.map { plain($0 ?? "") }.joined(separator: String(part))
        }.joined(separator: String(unit))
    }

    private static func plain(_ text: String) -> String {
        text.utf8.contains { $0 == 0x1E || $0 == 0x1F } ? text.filter { $0 != unit && $0 != part } : text
    }
}

extension [String] {
    /// The element at `index`, unless it is missing or empty.
    fileprivate func at(_ index: Int) -> String? {
        index < count && !self[index].isEmpty ? self[index] : nil
    }
}
