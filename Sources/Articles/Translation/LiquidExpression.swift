import Foundation

/// A value with the filters that it goes through. https://jekyllrb.com/docs/liquid/filters/
struct LiquidExpression {
    private let parts: [[Substring]]

    init(_ text: String) {
        parts = Self.split(text, at: "|").map { part in
            let pieces = Self.split(String(part), at: ":")
            return pieces.map { Substring(String($0).trimmed) }
        }
    }

    /// The text that it says; nil where a variable or a filter is not known.
    func value(asked variable: (String) -> String?) -> String? {
        guard let first = parts.first?.first, parts[0].count == 1,
            var value = Self.operand(first, variable) ?? Self.fallback(parts)
        else { return nil }
        for filter in parts.dropFirst() {
            let argument = filter.dropFirst().first.map { Self.operand($0, variable) ?? "" }
            guard let next = Self.filtered(value, filter[0], argument ?? "", variable) else { return nil }
            value = next
        }
        return value
    }

    /// Nothing, where a filter says what is meant instead.
    private static func fallback(_ parts: [[Substring]]) -> String? {
        parts.dropFirst().contains { $0.first == "default" } ? "" : nil
    }

    private static func operand(_ text: Substring, _ variable: (String) -> String?) -> String? {
        if let quote = text.first, quote == "\"" || quote == "'", text.last == quote, text.count > 1 {
            return String(text.dropFirst().dropLast())
        }
        if Double(text) != nil { return String(text) }
        return variable(String(text))
    }

    private static func filtered(
        _ value: String,
        _ filter: Substring,
        _ argument: String,
        _ variable: (String) -> String?
    ) -> String? {
        switch filter {
        case "relative_url": return relative(value, variable)
        case "absolute_url":
            if value.contains("://") { return value }
            var site = (variable("site.url") ?? "")[...]
            while site.hasSuffix("/") { site.removeLast() }
            return site + relative(value, variable)
        case "prepend": return argument + value
        case "append": return value + argument
        case "default": return value.isEmpty ? argument : value
        case "escape", "xml_escape": return value.escapedForHTML
        case "strip": return value.trimmed
        case "downcase": return value.lowercased()
        case "upcase": return value.uppercased()
        case "capitalize": return value.prefix(1).uppercased() + value.dropFirst()
        case "strip_html": return HTMLText.plain(value)
        default: return nil
        }
    }

    private static func relative(_ path: String, _ variable: (String) -> String?) -> String {
        if path.contains("://") { return path }
        let base = (variable("site.baseurl") ?? "").split(separator: "/").joined(separator: "/")
        return (base.isEmpty ? "" : "/" + base) + (path.hasPrefix("/") ? path : "/" + path)
    }

    /// Parts at a sign that stands in no quotes.
    private static func split(_ text: String, at sign: Character) -> [Substring] {
        var parts: [Substring] = []
        var start = text.startIndex
        var quote: Character?
        for index in text.indices {
            let character = text[index]
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == sign {
                parts.append(text[start..<index])
                start = text.index(after: index)
            }
        }
        return parts + [text[start...]]
    }
}

extension String {
    /// Without white space around it.
    var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }

    /// Without white space at its end.
    var trimmingEnd: String {
        let end = utf8.reversed().prefix { $0.isSpaceOrLineBreak }.count
        return String(Substring(utf8.dropLast(end)))
    }
}
