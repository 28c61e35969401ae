import Foundation

/// A value with the filters that it goes through. https://jekyllrb.com/docs/liquid/filters/
struct LiquidExpression {
    /// What a variable is worth; nil where nobody knows it.
    typealias Variables = (String) -> LiquidValue?

    private let value: Substring
    private let filters: [(name: Substring, arguments: [Substring])]

    init(_ text: String) {
        var parts = Self.split(text, at: "|")[...]
        value = parts.popFirst()?.trimmed ?? ""
        filters = parts.map { part in
            let pieces = Self.split(String(part), at: ":", most: 2)
            let arguments = pieces.dropFirst().first.map { Self.split(String($0), at: ",").map(\.trimmed) }
            return (pieces.first?.trimmed ?? "", arguments ?? [])
        }
    }

    /// What it is worth; nil where a variable or a filter is not known.
    func value(asked variable: Variables) -> LiquidValue? {
        // What is not known may be nothing, where a filter says what is meant then.
        let isNothing = filters.contains { $0.name == "default" }
        guard var value = Self.operand(value, variable) ?? (isNothing ? .nothing : nil) else { return nil }
        func site(_ name: String) -> String { filters.isEmpty ? "" : variable(name)?.text ?? "" }
        let (url, base) = (site("site.url"), site("site.baseurl"))
        for filter in filters {
            let arguments = filter.arguments.compactMap { Self.operand($0, variable) }
            guard arguments.count == filter.arguments.count,
                let next = LiquidFilter(name: filter.name, arguments: arguments, site: url, base: base)
                    .applied(to: value)
            else { return nil }
            value = next
        }
        return value
    }

    private static func operand(_ text: Substring, _ variable: Variables) -> LiquidValue? {
        if let literal = LiquidValue(literal: text) ?? variable(String(text)) { return literal }
        // One of a list, by its place or by a word.
        if text.hasSuffix("]"), let open = text.lastIndex(of: "["),
            let place = Int(text[text.index(after: open)...].dropLast())
        {
            guard let list = operand(text[..<open], variable)?.list else { return nil }
            let index = place < 0 ? list.count + place : place
            return list.indices.contains(index) ? list[index] : .nothing
        }
        guard let dot = text.lastIndex(of: "."), let value = variable(String(text[..<dot])) else {
            return nil
        }
        return switch text[text.index(after: dot)...] {
        case "first": value.list.first ?? .nothing
        case "last": value.list.last ?? .nothing
        case "size": LiquidFilter(name: "size", arguments: [], site: "", base: "").applied(to: value)
        default: nil
        }
    }

    /// Parts at a sign that stands in no quotes.
    private static func split(_ text: String, at sign: Character, most: Int = .max) -> [Substring] {
        var parts: [Substring] = []
        var start = text.startIndex
        var quote: Character?
        for index in text.indices where parts.count + 1 < most {
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

extension Substring {
    /// Without white space around it.
    fileprivate var trimmed: Substring {
        let start = drop { $0.isWhitespace }
        return start.dropLast(start.reversed().prefix { $0.isWhitespace }.count)
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
