/// A call of a site's template out of a text, as Hugo and Zola write one.
struct Shortcode {
    var name: String
    /// The values without a name.
    var values: [String] = []
    var named: [(name: String, value: String)] = []

    /// A value by its name, or else by its place.
    func value(_ name: String, at place: Int? = nil) -> String? {
        let found =
            named.first { $0.name == name }?.value ?? place.flatMap { $0 < values.count ? values[$0] : nil }
        return found.flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// A piece of a text with shortcodes.
enum ShortcodeToken {
    case text(Range<Int>)
    /// What stands for itself, because it is escaped.
    case shown(String)
    case open(Shortcode, Range<Int>)
    /// The end of the innermost open one of this name; of any, where the name is empty.
    case close(String, Range<Int>)

    /// For each token that opens, the one that closes it.
    static func pairs(_ tokens: [ShortcodeToken]) -> [Int: Int] {
        var pairs: [Int: Int] = [:]
        var open: [(name: String, place: Int)] = []
        var counts: [String: Int] = [:]
        for (place, token) in tokens.enumerated() {
            switch token {
            case .open(let shortcode, _):
                open.append((shortcode.name, place))
                counts[shortcode.name, default: 0] += 1
            case .close(let name, _):
                guard name.isEmpty || counts[name, default: 0] > 0 else { continue }
                while let last = open.popLast() {
                    counts[last.name, default: 0] -= 1
                    guard name.isEmpty || last.name == name else { continue }
                    pairs[last.place] = place
                    break
                }
            case .text, .shown: continue
            }
        }
        return pairs
    }
}

extension Translation {
    private static let deepestShortcode = 30

    /// Goes through tokens: what each pair, or each one that stands alone, becomes is said by `render`.
    mutating func joined(
        _ tokens: [ShortcodeToken],
        of bytes: [UInt8],
        _ render: (inout Translation, Shortcode, ShortcodeUse) -> String
    ) -> String {
        let pairs = ShortcodeToken.pairs(tokens)
        return joined(tokens, 0..<tokens.count, pairs, bytes, depth: 0, render)
    }

    private mutating func joined(
        _ tokens: [ShortcodeToken],
        _ range: Range<Int>,
        _ pairs: [Int: Int],
        _ bytes: [UInt8],
        depth: Int,
        _ render: (inout Translation, Shortcode, ShortcodeUse) -> String
    ) -> String {
        var result = ""
        var place = range.lowerBound
        while place < range.upperBound {
            switch tokens[place] {
            case .text(let range): result += bytes.string(range)
            case .shown(let text): result += insert(text.escapedForHTML, isBlock: false)
            case .close(let name, let closing):
                warn(
                    "the end of a shortcode \"\(name.isEmpty ? "end" : name)\" ends nothing that is open; take it out",
                    at: closing.lowerBound,
                    of: bytes
                )
            case .open(let shortcode, let opening):
                // Nobody nests them so deeply: their texts are left.
                if depth > Self.deepestShortcode { break }
                let before = String(result.unicodeScalars.suffix(200))
                var use = ShortcodeUse(offset: opening.lowerBound, bytes: bytes, before: before)
                if let end = pairs[place], case .close(_, let closing) = tokens[end] {
                    use.raw = bytes.string(opening.upperBound..<closing.lowerBound)
                    use.inner = joined(tokens, (place + 1)..<end, pairs, bytes, depth: depth + 1, render)
                    place = end
                }
                result += render(&self, shortcode, use)
            }
            place += 1
        }
        return result
    }

    /// Tells of a shortcode that cannot be read, and says where the text goes on: behind its end on this line, or behind
    /// the line.
    mutating func leaveOut(
        _ name: String,
        of bytes: [UInt8],
        at brace: Int,
        closing: StaticString,
        before line: Int,
        endingAt known: Int? = nil
    ) -> Int {
        let end = known ?? Array(bytes[brace..<line]).place(of: closing, from: 0).map { brace + $0 }
        guard let end, end < line else {
            warn(
                "the shortcode \"\(name)\" is never closed, and is left out with the rest of its line; close it with \(closing)",
                at: brace,
                of: bytes
            )
            return line
        }
        warn(
            "the shortcode \"\(name)\" cannot be read, and is left out; mend its quotes and values",
            at: brace,
            of: bytes
        )
        return end + closing.utf8CodeUnitCount
    }

    /// What becomes of a shortcode that only the site's own templates know.
    mutating func unknown(_ shortcode: Shortcode, _ use: ShortcodeUse) -> String {
        guard let inner = use.inner else {
            warn(
                "unknown shortcode \"\(shortcode.name)\" is left out; write it in Markdown if readers of feeds need it",
                at: use.offset,
                of: use.bytes,
                once: "shortcode \(shortcode.name)"
            )
            return ""
        }
        warn(
            "unknown shortcode \"\(shortcode.name)\": only the text in it is shown; write it in Markdown",
            at: use.offset,
            of: use.bytes,
            once: "shortcode \(shortcode.name)"
        )
        return inner
    }
}

/// Where and how a shortcode stands in a text.
struct ShortcodeUse {
    var offset: Int
    var bytes: [UInt8]
    /// The end of what has been made of the text before it.
    var before: String
    /// What stands between its two ends, as it is written, and what has been made of that; nil where it stands alone.
    var raw: String?
    var inner: String?
}
