/// A pattern of paths: `*` stands for all but a slash, `**` for all, `?` for one character, `[a-c]` for one of these, `{a,b}`
/// for one or the other; capitals mean nothing.
///
/// <https://pkg.go.dev/github.com/gobwas/glob>. Other tools than Hugo differ in some of this.
struct Glob: Hashable, Sendable {
    /// What a tool takes a pattern for.
    struct Style: Hashable, Sendable {
        var keepsCase = false
        /// Whether `*` and `?` stand for slashes, too.
        var crossesSlashes = false
        var hasBraces = true
        var hasEscapes = true
        /// What begins a set of characters that are not meant.
        var negations = "!"

        static let hugo = Style()
        // https://docs.rs/globset/latest/globset/#syntax
        static let zola = Style(keepsCase: true, crossesSlashes: true, negations: "!^")
        // https://docs.ruby-lang.org/en/master/File.html#method-c-fnmatch
        static let jekyll = Style(keepsCase: true, crossesSlashes: true, hasBraces: false, negations: "!^")
        // https://docs.python.org/3/library/fnmatch.html
        static let pelican = Style(
            keepsCase: true,
            crossesSlashes: true,
            hasBraces: false,
            hasEscapes: false
        )
    }

    private enum Token: Hashable, Sendable {
        case byte(UInt8)
        case one(crossesSlash: Bool)
        case some(Set<UInt8>, isNegated: Bool)
        case run(crossesSlash: Bool)
    }

    /// More alternatives than this nobody writes down: those behind are left out.
    private static let mostAlternatives = 256

    private let style: Style
    private let alternatives: [[Token]]

    init(_ pattern: String, style: Style = .hugo) {
        self.style = style
        let bytes = Array((style.keepsCase ? pattern : pattern.lowercased()).utf8)
        alternatives = (style.hasBraces ? Self.expanded(bytes) : [bytes]).map { Self.tokens($0, style) }
    }

    func matches(_ text: String) -> Bool {
        let bytes = Array((style.keepsCase ? text : text.lowercased()).utf8)
        return alternatives.contains { Self.matches(bytes, $0) }
    }

    /// All places of the pattern at which a text may be are kept at once, so that no pattern takes long.
    private static func matches(_ bytes: [UInt8], _ tokens: [Token]) -> Bool {
        var places = reached(from: [0], tokens)
        for byte in bytes {
            var next: Set<Int> = []
            for place in places where place < tokens.count {
                switch tokens[place] {
                case .byte(let wanted): if byte == wanted { next.insert(place + 1) }
                case .one(let crossesSlash):
                    if crossesSlash || byte != UInt8(ascii: "/") { next.insert(place + 1) }
                case .some(let set, let isNegated):
                    if set.contains(byte) != isNegated { next.insert(place + 1) }
                case .run(let crossesSlash):
                    if crossesSlash || byte != UInt8(ascii: "/") { next.insert(place) }
                }
            }
            if next.isEmpty { return false }
            places = reached(from: next, tokens)
        }
        return places.contains(tokens.count)
    }

    /// These places, and those behind runs, which may be of nothing.
    private static func reached(from places: Set<Int>, _ tokens: [Token]) -> Set<Int> {
        var reached = places
        for place in places {
            var place = place
            while place < tokens.count, case .run = tokens[place] {
                place += 1
                reached.insert(place)
            }
        }
        return reached
    }

    private static func tokens(_ pattern: [UInt8], _ style: Style) -> [Token] {
        var tokens: [Token] = []
        var index = 0
        while index < pattern.count {
            let byte = pattern[index]
            index += 1
            switch byte {
            case UInt8(ascii: "*"):
                var crossesSlash = style.crossesSlashes
                while index < pattern.count, pattern[index] == UInt8(ascii: "*") {
                    crossesSlash = true
                    index += 1
                }
                tokens.append(.run(crossesSlash: crossesSlash))
            case UInt8(ascii: "?"): tokens.append(.one(crossesSlash: style.crossesSlashes))
            case UInt8(ascii: "["):
                guard let end = pattern[index...].firstIndex(of: UInt8(ascii: "]")) else {
                    tokens.append(.byte(byte))
                    continue
                }
                tokens.append(set(pattern[index..<end], style))
                index = end + 1
            case UInt8(ascii: "\\") where style.hasEscapes && index < pattern.count:
                tokens.append(.byte(pattern[index]))
                index += 1
            default: tokens.append(.byte(byte))
            }
        }
        return tokens
    }

    private static func set(_ pattern: ArraySlice<UInt8>, _ style: Style) -> Token {
        let isNegated = pattern.first.map(style.negations.utf8.contains) ?? false
        let members = Array(isNegated ? pattern.dropFirst() : pattern)
        var set = Set(members)
        for (place, byte) in members.enumerated().dropFirst().dropLast() where byte == UInt8(ascii: "-") {
            let (first, last) = (members[place - 1], members[place + 1])
            if first <= last { set.formUnion(first...last) }
        }
        return .some(set, isNegated: isNegated)
    }

    /// The patterns without braces that a pattern stands for.
    private static func expanded(_ pattern: [UInt8]) -> [[UInt8]] {
        var done: [[UInt8]] = []
        var open = [pattern]
        while let pattern = open.popLast(), done.count < mostAlternatives {
            guard let (range, parts) = firstBraces(in: pattern), open.count < mostAlternatives else {
                done.append(pattern)
                continue
            }
            for part in parts.reversed() {
                open.append(Array(pattern[..<range.lowerBound]) + part + pattern[range.upperBound...])
            }
        }
        return done
    }

    private static func firstBraces(in pattern: [UInt8]) -> (range: Range<Int>, parts: [ArraySlice<UInt8>])? {
        guard let start = pattern.firstIndex(of: UInt8(ascii: "{")) else { return nil }
        var depth = 0
        var parts: [ArraySlice<UInt8>] = []
        var from = start + 1
        for index in start..<pattern.count {
            switch pattern[index] {
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ",") where depth == 1:
                parts.append(pattern[from..<index])
                from = index + 1
            case UInt8(ascii: "}"):
                depth -= 1
                if depth == 0 { return (start..<index + 1, parts + [pattern[from..<index]]) }
            default: break
            }
        }
        return nil
    }
}
