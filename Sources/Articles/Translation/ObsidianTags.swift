/// The tags in a text of Obsidian's that is no code: words behind a `#` that are no numbers.
///
/// <https://help.obsidian.md/Editing+and+formatting/Tags>
struct ObsidianTags {
    private(set) var tags: [String] = []
    /// Whether the last part ended in a comment of HTML.
    private var isInComment = false

    /// Reads the next part of the text.
    mutating func read(_ part: String) {
        var scanner = Scanner(Array(part.unicodeScalars))
        if isInComment { isInComment = !scanner.skip(to: "-->") }
        while let scalar = scanner.next {
            let start = scanner.position
            if scanner.has("<!--") {
                scanner.position += 4
                isInComment = !scanner.skip(to: "-->")
            } else if !scanner.skipLink(), scalar == "#", scanner.mayBeginTag, let tag = scanner.tag() {
                tags.append(tag)
            }
            if scanner.position == start { scanner.position += 1 }
        }
    }
}

extension ObsidianTags {
    /// Goes through a text, and past what has signs of its own.
    private struct Scanner {
        private let text: [Unicode.Scalar]
        var position = 0

        init(_ text: [Unicode.Scalar]) {
            self.text = text
        }

        var next: Unicode.Scalar? { position < text.count ? text[position] : nil }

        private var before: Unicode.Scalar { position > 0 ? text[position - 1] : "\n" }

        var mayBeginTag: Bool { before.properties.isWhitespace || before == "(" }

        func has(_ sign: String) -> Bool { text[position...].starts(with: sign.unicodeScalars) }

        /// Past the next such sign; past all where there is none, and false.
        mutating func skip(to sign: String) -> Bool {
            while position < text.count {
                if has(sign) {
                    position += sign.unicodeScalars.count
                    return true
                }
                position += 1
            }
            return false
        }

        /// Past a link's destination, a wiki link, a definition of a link or an element of HTML that begins here.
        mutating func skipLink() -> Bool {
            switch next {
            case "]" where has("]("): return skipInLine(to: ")")
            case "[" where has("[["): return skipInLine(to: "]]")
            case "[" where isAtStartOfLine && !has("[^"): return skipDefinition()
            case "<":
                guard position + 1 < text.count else { return false }
                let isTag = text[position + 1].properties.isAlphabetic || text[position + 1] == "/"
                return isTag && skipInLine(to: ">")
            default: return false
            }
        }

        /// What stands behind the `#`, where that is no number.
        func tag() -> String? {
            let word = text[(position + 1)...].prefix { scalar in
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || "_-/".unicodeScalars.contains(scalar)
            }
            guard word.contains(where: { $0.properties.numericType == nil }) else { return nil }
            return String(String.UnicodeScalarView(word))
        }

        private var isAtStartOfLine: Bool {
            let indent = text[..<position].reversed().prefix { $0 == " " }.count
            return indent < 4 && (indent == position || text[position - indent - 1] == "\n")
        }

        private mutating func skipDefinition() -> Bool {
            let line = text[position...].prefix { $0 != "\n" }
            guard let end = line.firstIndex(of: "]"), end + 1 < line.endIndex, text[end + 1] == ":" else {
                return false
            }
            position = line.endIndex
            return true
        }

        /// Past a sign on the same line, which is not sought far away.
        private mutating func skipInLine(to sign: String) -> Bool {
            let start = position
            let end =
                text[position...].prefix(Self.longest).firstIndex(of: "\n")
                ?? min(position + Self.longest, text.count)
            while position < end {
                if has(sign) {
                    position += sign.unicodeScalars.count
                    return true
                }
                position += 1
            }
            position = start
            return false
        }

        private static let longest = 1_000
    }
}
