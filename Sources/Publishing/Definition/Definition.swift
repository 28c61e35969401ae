import Articles
import Foundation
import TOML

/// Reads one TOML file key by key, and gathers what is wrong with it, with lines and suggestions.
struct Definition {
    private let file: String
    private(set) var problems: [Problem] = []
    /// What says nothing, so that the rest holds without it.
    private(set) var warnings: [Problem] = []
    private let root: TOMLTable

    /// - Throws: a ``Problem`` where the text is no TOML.
    init(_ text: String, file: String) throws(Problem) {
        self.file = file
        do throws(TOMLError) {
            root = try TOMLTable(text)
        } catch {
            throw Problem(file: file, line: error.line, message: "is not valid TOML: \(error)")
        }
    }

    /// Refuses the keys of a table (of the whole file, where `table` is empty; `a.b` is a table in another) that are not
    /// known.
    mutating func expect(_ known: [String], in table: String = "") {
        guard let keys = tableNamed(table)?.entries.map(\.key) else { return }
        for key in keys.sorted() where !known.contains(key) {
            let advice =
                Suggestion.nearest(to: key, among: known).map { ", did you mean \"\($0)\"?" }
                ?? "; known are \(known.sorted().joined(separator: ", "))"
            complain("unknown key \"\(key)\"\(advice)", about: key, in: table)
        }
    }

    mutating func complain(_ message: String, about key: String, in table: String = "") {
        problems.append(Problem(file: file, line: line(of: key, in: table), message: message))
    }

    mutating func warn(_ message: String, about key: String, in table: String = "") {
        let line = line(of: key, in: table)
        warnings.append(Problem(file: file, line: line, message: message, severity: .warning))
    }

    /// The line, counted from 1, on which `key` is set in `table`; that of the table, where it is not.
    func line(of key: String, in table: String = "") -> Int? {
        if let line = tableNamed(table)?.entry(key)?.line { return line }
        let parts = table.split(separator: ".")
        return tableNamed(parts.dropLast().joined(separator: "."))?.entry(String(parts.last ?? ""))?.line
    }

    mutating func string(_ key: String, in table: String = "") -> String? {
        read(key, in: table, as: \.text, meaning: "a text in quotes")
    }

    mutating func integer(_ key: String, in table: String = "") -> Int? {
        read(key, in: table, as: \.integer, meaning: "a whole number")
    }

    mutating func flag(_ key: String, in table: String = "") -> Bool? {
        read(key, in: table, as: \.flag, meaning: "true or false")
    }

    /// A text, or a list of texts.
    mutating func strings(_ key: String, in table: String = "") -> [String]? {
        read(key, in: table, as: { $0.texts }, meaning: "a text in quotes or a list of them")
    }

    /// A duration such as `"2s"`, `"10m"`, `"1h"`, in seconds.
    mutating func duration(_ key: String, in table: String = "") -> TimeInterval? {
        read(
            key,
            in: table,
            as: { $0.text.flatMap(Self.seconds) },
            meaning: "a duration such as \"2s\" or \"10m\""
        )
    }

    /// The names of the keys of a table, be it in another one; nil where there is none.
    mutating func keys(ofTable key: String, in table: String = "") -> [String]? {
        read(key, in: table, as: { $0.table?.entries.map(\.key) }, meaning: "a table")?.sorted()
    }

    /// A list whose elements are tables of texts with these keys, or texts that stand for a table with the first key alone.
    ///
    /// The first key is in each table.
    mutating func tables(
        _ key: String,
        in table: String = "",
        keys: [String],
        meaning: String
    ) -> [[String: String]]? {
        read(
            key,
            in: table,
            as: { value in
                let elements = value.list ?? [value]
                let tables = elements.compactMap { $0.table(withKeys: keys) }
                return tables.count == elements.count ? tables : nil
            },
            meaning: meaning
        )
    }

    private func tableNamed(_ name: String) -> TOMLTable? {
        name.split(separator: ".").reduce(Optional(root)) { table, part in table?[String(part)]?.table }
    }

    private mutating func read<Value>(
        _ key: String,
        in table: String,
        as convert: (TOMLValue) -> Value?,
        meaning: String
    ) -> Value? {
        guard let found = tableNamed(table)?[key] else { return nil }
        if let value = convert(found) { return value }
        complain("\"\(key)\" must be \(meaning)", about: key, in: table)
        return nil
    }

    private static func seconds(_ text: String) -> TimeInterval? {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let last = text.last, let unit = units[last], let number = Double(text.dropLast()), number >= 0
        else {
            return nil
        }
        return number * unit
    }
}

extension TOMLValue {
    /// This table of texts, or this text under the first of the keys; nil where it is neither.
    fileprivate func table(withKeys keys: [String]) -> [String: String]? {
        if let text { return [keys[0]: text] }
        guard let table else { return nil }
        var texts: [String: String] = [:]
        for entry in table.entries where keys.contains(entry.key) { texts[entry.key] = entry.value.text }
        return texts.count == table.entries.count && texts[keys[0]] != nil ? texts : nil
    }

    /// The one text that this is, or the texts of a list that holds nothing else.
    fileprivate var texts: [String]? {
        if let text { return [text] }
        guard let list else { return nil }
        let texts = list.compactMap(\.text)
        return texts.count == list.count ? texts : nil
    }
}
