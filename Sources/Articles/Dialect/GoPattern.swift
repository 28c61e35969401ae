import Foundation

/// A regular expression of Go's, found anywhere in a text.
///
/// <https://pkg.go.dev/regexp/syntax>
struct GoPattern: Hashable, Sendable, CustomStringConvertible {
    let description: String
    private let expression: NSRegularExpression

    /// Nil where it is Go's alone.
    init?(_ text: String) {
        // ICU has braces around the name of a class, and a sign for names of groups that Go may leave out.
        let translated = text.replacing(/\\([pP])([A-Z])/) { "\\\($0.output.1){\($0.output.2)}" }
            .replacing(/\(\?P<\w+>/, with: "(?:")
        do {
            expression = try NSRegularExpression(pattern: translated)
        } catch {
            return nil
        }
        description = text
    }

    static func == (one: GoPattern, other: GoPattern) -> Bool {
        one.description == other.description
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(description)
    }

    func isFound(in text: String) -> Bool {
        expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
    }
}
