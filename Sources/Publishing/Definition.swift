import Articles
import Foundation
import TOMLKit

/// Reads one TOML file key by key, and gathers what is wrong with it, with lines and suggestions.
struct Definition {
    private let file: String
    private let lines: TOMLLines
    private(set) var problems: [Problem] = []
    private let root: TOMLTable

    /// - Throws: a ``Problem`` where the text is no TOML.
    init(_ text: String, file: String) throws(Problem) {
        self.file = file
        lines = TOMLLines(text)
        do {
            root = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            throw Problem(
                file: file,
                line: error.source.begin.line,
                message: "is not valid TOML: \(error.description.prefix { $0 != "\n" })"
            )
        } catch {
            throw Problem(file: file, message: "is not valid TOML: \(error)")
        }
    }

    /// Refuses the keys of a table (of the whole file, where `table` is empty) that are not known.
    mutating func expect(_ known: [String], in table: String = "") {
        guard let keys = tableNamed(table)?.keys else { return }
        for key in keys.sorted() where !known.contains(key) {
            let advice =
                Suggestion.nearest(to: key, among: known).map { ", did you mean \"\($0)\"?" }
                ?? "; known are \(known.sorted().joined(separator: ", "))"
            complain("unknown key \"\(key)\"\(advice)", about: key, in: table)
        }
    }

    mutating func complain(_ message: String, about key: String, in table: String = "") {
        problems.append(Problem(file: file, line: lines.line(of: key, in: table), message: message))
    }

    func line(of key: String, in table: String = "") -> Int? { lines.line(of: key, in: table) }

    mutating func string(_ key: String, in table: String = "") -> String? {
        read(key, in: table, as: \.string, meaning: "a text in quotes")
    }

    mutating func integer(_ key: String, in table: String = "") -> Int? {
        read(key, in: table, as: \.int, meaning: "a whole number")
    }

    mutating func flag(_ key: String, in table: String = "") -> Bool? {
        read(key, in: table, as: \.bool, meaning: "true or false")
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
            as: { $0.string.flatMap(Self.seconds) },
            meaning: "a duration such as \"2s\" or \"10m\""
        )
    }

    /// The names of the keys of a table; nil where there is none.
    mutating func keys(ofTable key: String) -> [String]? {
        read(key, in: "", as: { $0.table?.keys }, meaning: "a table")?.sorted()
    }

    /// A list whose elements are texts or tables of texts.
    mutating func people(_ key: String) -> [[String: String]]? {
        let known: Set = ["name", "email", "url"]
        return read(
            key,
            in: "",
            as: { value in
                let elements = value.array.map { Array($0.map(\.self)) } ?? [value]
                let people = elements.compactMap { element -> [String: String]? in
                    if let name = element.string { return ["name": name] }
                    guard let table = element.table else { return nil }
                    var person: [String: String] = [:]
                    for (key, value) in table { person[key] = value.string }
                    let isUnderstood = person.count == table.keys.count && known.isSuperset(of: person.keys)
                    return isUnderstood && person["name"] != nil ? person : nil
                }
                return people.count == elements.count ? people : nil
            },
            meaning: "a name, or a list of names or of { name, email, url }"
        )
    }

    private func tableNamed(_ name: String) -> TOMLTable? {
        name.isEmpty ? root : root[name]?.table
    }

    private mutating func read<Value>(
        _ key: String,
        in table: String,
        as convert: (any TOMLValueConvertible) -> Value?,
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

extension TOMLValueConvertible {
    /// The one text that this is, or the texts of a list that holds nothing else.
    fileprivate var texts: [String]? {
        if let string { return [string] }
        guard let array else { return nil }
        let texts = array.compactMap(\.string)
        return texts.count == array.count ? texts : nil
    }
}
