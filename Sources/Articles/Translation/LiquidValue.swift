import Foundation

/// What an expression of Liquid is worth. https://shopify.github.io/liquid/basics/types/
indirect enum LiquidValue: Equatable {
    case nothing
    case flag(Bool)
    case integer(Int)
    case decimal(Double)
    case text(String)
    case list([LiquidValue])

    /// A value of a head or a configuration, whose numbers and flags are no texts.
    init(scalar text: String) {
        self =
            switch text {
            case "true": .flag(true)
            case "false": .flag(false)
            default: Int(text).map { String($0) == text ? .integer($0) : .text(text) } ?? .text(text)
            }
    }

    /// As it is written into a text.
    var text: String {
        switch self {
        case .nothing: ""
        case .flag(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        case .decimal(let number): String(number)
        case .text(let text): text
        case .list(let values): values.map(\.text).joined()
        }
    }

    /// The values in it; a text is one alone, and nothing is none.
    var list: [LiquidValue] {
        switch self {
        case .nothing: []
        case .list(let values): values
        case .flag, .integer, .decimal, .text: [self]
        }
    }

    /// What `default` takes for nothing.
    var isBlank: Bool {
        switch self {
        case .nothing, .flag(false), .text(""), .list([]): true
        case .flag, .integer, .decimal, .text, .list: false
        }
    }

    /// The number that it is, or that a text begins with; anything else is none.
    var number: LiquidValue {
        switch self {
        case .integer, .decimal: return self
        case .nothing, .flag, .list: return .integer(0)
        case .text(let text):
            guard let match = text.trimmed.prefixMatch(of: /-?\d+(\.\d+)?/) else { return .integer(0) }
            if match.output.1 == nil, let number = Int(match.output.0) { return .integer(number) }
            return Double(match.output.0).map { .decimal($0) } ?? .integer(0)
        }
    }

    /// A literal; nil where it is none.
    init?(literal text: Substring) {
        if let quote = text.first, quote == "\"" || quote == "'", text.last == quote, text.utf8.count > 1 {
            self = .text(String(text.dropFirst().dropLast()))
            return
        }
        switch text {
        case "nil", "null": self = .nothing
        case "blank", "empty": self = .text("")
        case "true": self = .flag(true)
        case "false": self = .flag(false)
        default:
            // Most are names: a pattern takes long.
            guard let first = text.utf8.first, first == UInt8(ascii: "-") || first.isASCIIDigit,
                text.wholeMatch(of: /-?\d+(\.\d+)?/) != nil
            else { return nil }
            guard let value = Int(text).map({ .integer($0) }) ?? Double(text).map({ Self.decimal($0) }) else {
                return nil
            }
            self = value
        }
    }
}
