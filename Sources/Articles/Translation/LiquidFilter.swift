import Foundation

/// One of the filters that make texts, numbers and addresses of others.
///
/// <https://jekyllrb.com/docs/liquid/filters/>, <https://shopify.github.io/liquid/>
struct LiquidFilter {
    let name: Substring
    let arguments: [LiquidValue]
    /// The site's address as its configuration says it: without, and the path on it that the site begins at.
    let site: String
    let base: String

    /// What it makes of a value; nil where it is not known.
    func applied(to value: LiquidValue) -> LiquidValue? {
        guard isAffordable(of: value) else { return nil }
        return text(of: value).map { .text($0) } ?? number(of: value) ?? list(of: value)
    }

    /// Whether what comes of it cannot be large; in bytes.
    private func isAffordable(of value: LiquidValue) -> Bool {
        let size = value.text.utf8.count
        let longest = arguments.map(\.text.utf8.count).max() ?? 0
        return size <= (name == "markdownify" ? 4_096 : 65_536) && (size + 1) * (longest + 1) <= 1 << 22
    }

    private var first: String { arguments.first?.text ?? "" }
    private var second: String { arguments.dropFirst().first?.text ?? "" }

    private func text(of value: LiquidValue) -> String? {
        let text = value.text
        switch name {
        case "append": return text + first
        case "prepend": return first + text
        case "upcase": return text.uppercased()
        case "downcase": return text.lowercased()
        case "capitalize": return text.prefix(1).uppercased() + text.dropFirst().lowercased()
        case "strip": return text.trimmed
        case "lstrip": return String(text.drop { $0.isWhitespace })
        case "rstrip": return text.trimmingEnd
        case "strip_newlines": return text.replacing(/\r?\n/, with: "")
        case "newline_to_br": return text.replacing(/\r?\n/, with: "<br />\n")
        case "normalize_whitespace": return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        case "escape", "xml_escape": return text.escapedForHTML
        case "escape_once": return text.replacing(/&(?!#?\w+;)/, with: "&amp;").withoutBrackets
        case "strip_html": return text.replacing(/<!--.*?-->|<[^>]*>/.dotMatchesNewlines(), with: "")
        case "markdownify": return Markdown.html(text)
        case "remove": return first.isEmpty ? text : text.replacing(first, with: "")
        case "remove_first": return first.isEmpty ? text : text.replacing(first, with: "", maxReplacements: 1)
        case "replace": return first.isEmpty ? text : text.replacing(first, with: second)
        case "replace_first":
            return first.isEmpty ? text : text.replacing(first, with: second, maxReplacements: 1)
        case "truncate": return truncated(text)
        case "truncatewords": return firstWords(of: text)
        case "url_encode", "cgi_escape":
            return text.percentEncoded(keeping: "-_.~").replacing("%20", with: "+")
        case "uri_escape": return text.percentEncoded(keeping: "-_.~!$&'()*+,;=:@/?#[]")
        case "url_decode": return text.replacing("+", with: " ").removingPercentEncoding
        case "slugify": return text.slugified(first)
        case "relative_url": return relativeURL(text)
        case "absolute_url": return absoluteURL(text)
        case "date": return date(text, first)
        case "date_to_string": return date(text, "%d %b %Y")
        case "date_to_long_string": return date(text, "%d %B %Y")
        case "date_to_rfc822": return date(text, "%a, %d %b %Y %H:%M:%S %z")
        case "date_to_xmlschema": return date(text, "%Y-%m-%dT%H:%M:%S%:z")
        case "join": return value.list.map(\.text).joined(separator: arguments.isEmpty ? " " : first)
        default: return nil
        }
    }

    private func list(of value: LiquidValue) -> LiquidValue? {
        switch name {
        case "default": return value.isBlank ? arguments.first ?? .nothing : value
        case "split":
            let parts =
                first.isEmpty ? value.text.map { String($0) } : value.text.components(separatedBy: first)
            let end = parts.reversed().drop { $0.isEmpty }.count
            return .list(parts.prefix(end).map { .text($0) })
        case "size":
            if case .list(let values) = value { return .integer(values.count) }
            if case .text(let text) = value { return .integer(text.unicodeScalars.count) }
            return .integer(0)
        case "first", "last":
            guard case .list(let values) = value else { return .nothing }
            return (name == "first" ? values.first : values.last) ?? .nothing
        case "reverse": return .list(value.list.reversed())
        case "sort": return .list(value.list.sorted { $0.text < $1.text })
        case "uniq": return .list(value.list.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
        case "slice": return slice(of: value)
        case "number_of_words":
            return .integer(value.text.split(whereSeparator: \.isWhitespace).count)
        default: return nil
        }
    }

    private func number(of value: LiquidValue) -> LiquidValue? {
        let argument = arguments.first?.number ?? .integer(0)
        if case .integer(let left) = value.number, case .integer(let right) = argument {
            switch name {
            // Numbers of more than nine digits are none to reckon with.
            case _ where max(left.magnitude, right.magnitude) > 999_999_999: return nil
            case "plus": return .integer(left + right)
            case "minus": return .integer(left - right)
            case "times": return .integer(left * right)
            case "divided_by": return right == 0 ? nil : .integer(Self.quotient(left, right))
            case "modulo": return right == 0 ? nil : .integer(left - right * Self.quotient(left, right))
            case "abs": return .integer(abs(left))
            case "at_least": return .integer(max(left, right))
            case "at_most": return .integer(min(left, right))
            case "ceil", "floor", "round": return .integer(left)
            default: return nil
            }
        }
        return decimal(value.number.decimal, argument.decimal)
    }

    /// Rounded down, as Ruby does.
    private static func quotient(_ left: Int, _ right: Int) -> Int {
        let quotient = left / right
        return left % right != 0 && (left < 0) != (right < 0) ? quotient - 1 : quotient
    }

    private func decimal(_ left: Double, _ right: Double) -> LiquidValue? {
        switch name {
        case "plus": .decimal(left + right)
        case "minus": .decimal(left - right)
        case "times": .decimal(left * right)
        case "divided_by": right == 0 ? nil : .decimal(left / right)
        case "abs": .decimal(left.magnitude)
        case "at_least": .decimal(max(left, right))
        case "at_most": .decimal(min(left, right))
        case "ceil": Int(exactly: left.rounded(.up)).map { .integer($0) }
        case "floor": Int(exactly: left.rounded(.down)).map { .integer($0) }
        case "round" where right == 0: Int(exactly: left.rounded()).map { .integer($0) }
        default: nil
        }
    }

    private func slice(of value: LiquidValue) -> LiquidValue? {
        guard case .integer(let start)? = arguments.first?.number else { return nil }
        guard case .integer(let count) = arguments.dropFirst().first?.number ?? .integer(1) else {
            return nil
        }
        func range(_ size: Int) -> Range<Int>? {
            let from = start < 0 ? size + start : start
            return from < 0 || from > size || count < 0 ? nil : from..<min(size, from + min(count, size))
        }
        if case .list(let values) = value {
            return range(values.count).map { .list(Array(values[$0])) } ?? .list([])
        }
        let scalars = Array(value.text.unicodeScalars)
        guard let range = range(scalars.count) else { return .text("") }
        return .text(scalars[range].reduce(into: "") { $0.unicodeScalars.append($1) })
    }

    private func truncated(_ text: String) -> String? {
        guard case .integer(let length) = arguments.first?.number ?? .integer(50) else { return nil }
        let end = arguments.count > 1 ? second : "..."
        guard text.count > length else { return text }
        return text.prefix(max(0, length - end.count)) + end
    }

    private func firstWords(of text: String) -> String? {
        guard case .integer(let count) = arguments.first?.number ?? .integer(15) else { return nil }
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count > max(count, 1) else { return text }
        return words.prefix(max(count, 1)).joined(separator: " ") + (arguments.count > 1 ? second : "...")
    }
}

extension LiquidValue {
    fileprivate var decimal: Double {
        switch self {
        case .integer(let number): Double(number)
        case .decimal(let number): number
        case .nothing, .flag, .text, .list: 0
        }
    }
}
