import Foundation

/// A regular expression of Python's with groups that have names, found at the beginning of a text.
///
/// <https://docs.python.org/3/library/re.html#regular-expression-syntax>. It is made once for each definition: to make one of
/// the standard library's takes longer than to read an article.
struct PythonPattern: Equatable, Sendable, CustomStringConvertible {
    let description: String
    private let expression: NSRegularExpression
    /// The names as they are written; ICU's have no underscores, so there they are `g0`, `g1` and so on.
    private let names: [String]

    /// Nil where it is Python's alone.
    init?(_ text: String) {
        var names: [String] = []
        let translated = Self.translated(text, &names)
        do {
            expression = try NSRegularExpression(pattern: translated)
        } catch {
            return nil
        }
        description = text
        self.names = names
    }

    static func == (one: PythonPattern, other: PythonPattern) -> Bool {
        one.description == other.description
    }

    /// What the named groups have found, in their order; nil where the text begins otherwise.
    func groups(in text: String) -> [(name: String, value: String)]? {
        let whole = NSRange(text.startIndex..., in: text)
        guard let match = expression.firstMatch(in: text, options: .anchored, range: whole) else {
            return nil
        }
        return names.enumerated().compactMap { place, name in
            Range(match.range(withName: "g\(place)"), in: text).map { (name, String(text[$0])) }
        }
    }

    /// The same for ICU: `(?P<name>` and `(?P=name)` are spelled otherwise there, and `\Z` means another end.
    private static func translated(_ text: String, _ names: inout [String]) -> String {
        var result = ""
        var rest = text[...]
        var isInSet = false
        while let sign = rest.first {
            if sign == "\\" {
                let escape = rest.prefix(2)
                result += escape == "\\Z" && !isInSet ? "\\z" : escape
                rest = rest.dropFirst(2)
            } else if !isInSet, rest.hasPrefix("(?P<"), let end = rest.firstIndex(of: ">") {
                result += "(?<g\(names.count)>"
                names.append(String(rest[..<end].dropFirst(4)))
                rest = rest[rest.index(after: end)...]
            } else if !isInSet, rest.hasPrefix("(?P="), let end = rest.firstIndex(of: ")"),
                let place = names.firstIndex(of: String(rest[..<end].dropFirst(4)))
            {
                result += "\\k<g\(place)>"
                rest = rest[rest.index(after: end)...]
            } else {
                if sign == "[" { isInSet = true }
                if sign == "]" { isInSet = false }
                result.append(sign)
                rest = rest.dropFirst()
            }
        }
        return result
    }
}
