import Feeds
package import Foundation
package import Store
import TOML

/// What a feed's files cannot tell again: `ids.toml`, beside `feed.toml`, for the author's version control.
package struct Ledger: Equatable, Sendable {
    /// What is remembered of one article.
    package struct Line: Equatable, Sendable {
        /// The id, where it is neither in the file nor derived from its path.
        package var id: String?
        /// The last part of its page's address, where that is neither in the file nor made of the file's name.
        package var slug: String?
        /// When an undated article was first seen.
        package var date: Date?
        /// When a future-dated article was released by hand.
        package var released: Date?

        package init(id: String? = nil, slug: String? = nil, date: Date? = nil, released: Date? = nil) {
            self.id = id
            self.slug = slug
            self.date = date
            self.released = released
        }
    }

    /// The host of the base URL when the feed was first published.
    package var authority: String
    /// By the article's present path.
    package var lines: [String: Line]

    package init(authority: String, lines: [String: Line] = [:]) {
        self.authority = authority
        self.lines = lines
    }

    /// - Throws: a text that says what is wrong.
    package init(parsing text: String) throws {
        let root = try TOMLTable(text)
        authority = try Self.text("authority", in: root) ?? ""
        lines = [:]
        guard let articles = root["articles"] else { return }
        guard let articles = articles.table else { throw Flaw("\"articles\" must be a table") }
        for entry in articles.entries {
            guard let table = entry.value.table else { throw Flaw("\"\(entry.key)\" must be a table") }
            lines[entry.key] = Line(
                id: try Self.text("id", in: table),
                slug: try Self.text("slug", in: table),
                date: try Self.date("date", in: table),
                released: try Self.date("released", in: table)
            )
        }
    }

    /// What is no ledger, though it is TOML.
    private struct Flaw: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) {
            self.description = description
        }
    }

    /// What an article is called where nothing is remembered of it: by its head, or else by its path.
    package struct Names {
        package var id: String
        package var slug: String

        package init(id: String, slug: String) {
            self.id = id
            self.slug = slug
        }
    }

    /// Remembers what the article's file does not say; nothing, where it says all.
    package mutating func remember(_ entry: CatalogueEntry, named names: Names) {
        let line = Line(
            id: entry.id == names.id ? nil : entry.id,
            slug: entry.slug == names.slug ? nil : entry.slug,
            date: entry.isDated ? nil : entry.published,
            released: entry.released
        )
        lines[entry.path] = line == Line() ? nil : line
    }

    /// The paths of the articles whose slug is remembered.
    var namedPaths: Set<String> { Set(lines.filter { $0.value.slug != nil }.keys) }

    /// The file's text: sorted, so that equal ledgers are equal files.
    package var text: String {
        var text = """
            # Written by feedherald: what it cannot learn from the articles again.
            # Keep it with them, under version control. Without it, renamed articles may appear as new.
            authority = \(Self.quoted(authority))

            """
        if lines.isEmpty { return text }
        text += "\n[articles]\n"
        for path in lines.keys.sorted() {
            guard let line = lines[path] else { continue }
            var fields: [String] = []
            if let id = line.id { fields.append("id = \(Self.quoted(id))") }
            if let slug = line.slug { fields.append("slug = \(Self.quoted(slug))") }
            if let date = line.date { fields.append("date = \"\(date.rfc3339)\"") }
            if let released = line.released { fields.append("released = \"\(released.rfc3339)\"") }
            if fields.isEmpty { continue }
            text += "\(Self.quoted(path)) = { \(fields.joined(separator: ", ")) }\n"
        }
        return text
    }

    private static func text(_ key: String, in table: TOMLTable) throws -> String? {
        guard let value = table[key] else { return nil }
        guard let text = value.text else { throw Flaw("\"\(key)\" must be a text in quotes") }
        return text
    }

    private static func date(_ key: String, in table: TOMLTable) throws -> Date? {
        guard let text = try text(key, in: table) else { return nil }
        return try Date(text, strategy: .iso8601)
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
