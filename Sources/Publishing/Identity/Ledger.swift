package import Feeds
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
        /// When an undated article was first seen; or the date that an adopted feed gave a dated one.
        package var date: Date?
        /// The author's date for which `date` stands: it does so until the author writes another.
        package var written: Date?
        /// The date of the last update that an adopted feed gave, and the mark of the text that it was told of.
        package var update: Update?
        /// When a future-dated article was released by hand.
        package var released: Date?
        /// Slugs that it had before.
        package var former: [String]
        /// The id that its author has written and another article has.
        package var denied: String?
        /// Whether there was another file whose name looks the same as this path, to the byte as it is spelled here.
        package var isChosen: Bool

        package init(
            id: String? = nil,
            slug: String? = nil,
            date: Date? = nil,
            written: Date? = nil,
            update: Update? = nil,
            released: Date? = nil,
            former: [String] = [],
            denied: String? = nil,
            isChosen: Bool = false
        ) {
            self.id = id
            self.slug = slug
            self.date = date
            self.written = written
            self.update = update
            self.released = released
            self.former = former
            self.denied = denied
            self.isChosen = isChosen
        }

        /// When the article appeared, where its author wrote this date, or none; nil where nothing is remembered.
        func published(written: Date?) -> Date? {
            guard let written else { return date }
            if let released, written > released { return released }
            return self.written == written ? date : nil
        }
    }

    /// A date that holds for one text, and no longer.
    package typealias Update = EntryPast.Update

    /// The host of the base URL when the feed was first published.
    ///
    /// Empty, where it was adopted before it was published.
    package var authority: String
    package var inheritance = Inheritance()
    /// The paths that documents had before, and that lead to them for good.
    package var formerPaths: [Format: [String]] = [:]
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
        inheritance = Inheritance(
            feedID: try Self.text("feed_id", in: root),
            podcastGUID: try Self.text("podcast_guid", in: root),
            sources: try Self.texts("adopted", in: root)
        )
        if let former = root["former_paths"] {
            guard let table = former.table else { throw Flaw("\"former_paths\" must be a table") }
            for format in Format.allCases { formerPaths[format] = try Self.texts(format.rawValue, in: table) }
        }
        lines = [:]
        guard let articles = root["articles"] else { return }
        guard let articles = articles.table else { throw Flaw("\"articles\" must be a table") }
        for entry in articles.entries {
            guard let table = entry.value.table else { throw Flaw("\"\(entry.key)\" must be a table") }
            lines[entry.key] = Line(
                id: try Self.text("id", in: table),
                slug: try Self.text("slug", in: table),
                date: try Self.date("date", in: table),
                written: try Self.date("written", in: table),
                update: try Self.update(in: table),
                released: try Self.date("released", in: table),
                former: try Self.texts("former", in: table) ?? [],
                denied: try Self.text("denied", in: table),
                isChosen: table["chosen"] != nil
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
        let known = lines[entry.path] ?? Line()
        let line = Line(
            id: entry.id == names.id ? nil : entry.id,
            slug: entry.slug == names.slug ? nil : entry.slug,
            date: entry.isDated ? known.written.flatMap { _ in known.date } : entry.published,
            written: entry.isDated ? known.written : nil,
            update: known.update,
            released: entry.released,
            former: known.former,
            isChosen: known.isChosen && isSpelled(entry.path)
        )
        if !isSpelled(entry.path) { lines[entry.path] = nil }
        lines[entry.path] = line == Line() ? nil : line
    }

    /// Whether the line of a path has it to the byte, and not as one that looks the same.
    private func isSpelled(_ path: String) -> Bool {
        path.isASCII || lines.index(forKey: path).map { lines[$0].key.isSpelled(as: path) } ?? true
    }

    /// Takes note that of two files whose names look the same this one is the article.
    mutating func choose(_ path: String) {
        var line = lines.removeValue(forKey: path) ?? Line()
        line.isChosen = true
        lines[path] = line
    }

    /// The paths whose files are the articles, as they are spelled, and not those of other names that look the same.
    var chosenPaths: Set<String> { Set(lines.filter { $0.value.isChosen }.keys) }

    /// The paths of the articles whose slug is remembered.
    var namedPaths: Set<String> { Set(lines.filter { $0.value.slug != nil }.keys) }

    /// The paths of the articles whose ids others have.
    var deniedPaths: Set<String> { Set(lines.filter { $0.value.denied != nil }.keys) }

    /// Takes note that an article has or has not the id that its author has written.
    mutating func deny(_ id: String?, at path: String) {
        var line = lines[path] ?? Line()
        line.denied = id
        lines[path] = line == Line() ? nil : line
    }

    /// What the catalogue remembers of an article: what the ledger has lost.
    mutating func recall(_ entry: CatalogueEntry, former: [String], named names: Names) {
        let (written, update) = (entry.past?.written, entry.past?.update)
        lines[entry.path] = Line(
            date: written == nil ? nil : entry.published,
            written: written,
            update: update,
            former: former
        )
        remember(entry, named: names)
    }

    /// The file's text: sorted, so that equal ledgers are equal files.
    package var text: String {
        var text = """
            # Written by feedherald: what it cannot learn from the articles again.
            # Keep it with them, under version control. Without it, renamed articles may appear as new.

            """
        if !authority.isEmpty { text += "authority = \(Self.quoted(authority))\n" }
        if let sources = inheritance.sources { text += "adopted = \(Self.quoted(sources))\n" }
        if let id = inheritance.feedID { text += "feed_id = \(Self.quoted(id))\n" }
        if let guid = inheritance.podcastGUID { text += "podcast_guid = \(Self.quoted(guid))\n" }
        if !formerPaths.isEmpty {
            text += "\n[former_paths]\n"
            for format in Format.allCases {
                guard let paths = formerPaths[format] else { continue }
                text += "\(format.rawValue) = \(Self.quoted(paths))\n"
            }
        }
        if lines.isEmpty { return text }
        text += "\n[articles]\n"
        for path in lines.keys.sorted() {
            guard let line = lines[path] else { continue }
            var fields: [String] = []
            if let id = line.id { fields.append("id = \(Self.quoted(id))") }
            if let slug = line.slug { fields.append("slug = \(Self.quoted(slug))") }
            if let date = line.date { fields.append("date = \"\(date.rfc3339)\"") }
            if let written = line.written { fields.append("written = \"\(written.rfc3339)\"") }
            if let update = line.update {
                fields.append("updated = \"\(update.date.rfc3339)\", of = \(Self.quoted(update.mark))")
            }
            if let released = line.released { fields.append("released = \"\(released.rfc3339)\"") }
            if !line.former.isEmpty { fields.append("former = \(Self.quoted(line.former))") }
            if let id = line.denied { fields.append("denied = \(Self.quoted(id))") }
            if line.isChosen { fields.append("chosen = true") }
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

    private static func texts(_ key: String, in table: TOMLTable) throws -> [String]? {
        guard let value = table[key] else { return nil }
        guard let list = value.list, list.allSatisfy({ $0.text != nil }) else {
            throw Flaw("\"\(key)\" must be a list of texts in quotes")
        }
        return list.compactMap(\.text)
    }

    private static func update(in table: TOMLTable) throws -> Update? {
        guard let date = try date("updated", in: table), let mark = try text("of", in: table) else {
            return nil
        }
        return Update(date: date, mark: mark)
    }

    private static func date(_ key: String, in table: TOMLTable) throws -> Date? {
        guard let text = try text(key, in: table) else { return nil }
        return try Date(text, strategy: .iso8601)
    }

    private static func quoted(_ texts: [String]) -> String {
        "[\(texts.map { quoted($0) }.joined(separator: ", "))]"
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
