/// A line of a plain text, and what its shape tells.
struct PlainTextLine: Equatable {
    /// Without white space around it.
    let text: String
    /// In columns; a tab counts as four.
    let indent: Int
    /// In Unicode scalars.
    let length: Int
    /// Whether its script has capital letters.
    let isCased: Bool

    /// A line that has more than white space.
    init?(_ line: Substring.UnicodeScalarView) {
        let body = line.drop(while: \.properties.isWhitespace)
        guard let last = body.lastIndex(where: { !$0.properties.isWhitespace }) else { return nil }
        let content = body[...last]
        text = String(content)
        length = content.count
        indent = line[..<body.startIndex].reduce(0) { $0 + ($1 == "\t" ? 4 : 1) }
        isCased = content.contains(where: \.properties.isCased)
    }

    /// The stanzas of a text: lines that no empty line parts.
    static func stanzas(of text: String) -> [[PlainTextLine]] {
        var stanzas: [[PlainTextLine]] = []
        var stanza: [PlainTextLine] = []
        for line in lines(of: text) {
            if let line = PlainTextLine(line) {
                stanza.append(line)
            } else if !stanza.isEmpty {
                stanzas.append(stanza)
                stanza = []
            }
        }
        return stanza.isEmpty ? stanzas : stanzas + [stanza]
    }

    private static func lines(of text: String) -> [Substring.UnicodeScalarView] {
        let text = text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text
        // A carriage return and its line feed are one line end, not an empty line.
        let plain = text.utf8.contains(0xD) ? text.unixLineEnds : text
        return plain[...].unicodeScalars.split(omittingEmptySubsequences: false) { scalar in
            switch scalar {
            case "\n", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}": true
            default: false
            }
        }
    }

    /// Whether it closes a sentence, in whichever script.
    var endsSentence: Bool {
        isClosed { $0.properties.isSentenceTerminal || $0 == "…" }
    }

    /// Whether it closes a sentence that states something.
    var endsStatement: Bool {
        isClosed { $0.properties.isSentenceTerminal && !Self.isExclamation($0) }
    }

    /// Whether it reads like running text: a sentence, or more than a headline holds.
    var isProse: Bool {
        endsSentence || length > longestHeadline
    }

    /// Whether it announces what follows.
    var isLeadIn: Bool {
        text.hasSuffix(":") || text.hasSuffix("：")
    }

    /// Whether it can stand above a text: short, beginning like a name, ending without a stop.
    var isHeadline: Bool {
        guard length <= longestHeadline, item == nil, indent < 4, !hasLink, !endsStatement else {
            return false
        }
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last, !first.properties.isLowercase else {
            return false
        }
        guard scalars.contains(where: \.properties.isAlphabetic) else { return false }
        let speaks = first.isDash || first.properties.isQuotationMark && last.properties.isQuotationMark
        return !speaks && !last.properties.isDash && !",;:،؛：；、，…".unicodeScalars.contains(last)
    }

    /// Whether it is lower-case words joined by hyphens, at least so many of these.
    func isSlug(hyphens least: Int) -> Bool {
        guard length <= 200, !text.unicodeScalars.contains(where: \.properties.isWhitespace) else {
            return false
        }
        let words = text.split(separator: "-", omittingEmptySubsequences: false)
        guard words.count > least, !words.contains(where: \.isEmpty) else { return false }
        let scalars = text.unicodeScalars
        guard scalars.contains(where: \.properties.isAlphabetic) else { return false }
        return scalars.allSatisfy { scalar in
            scalar == "-" || scalar.isLetterOrMark && !scalar.properties.isUppercase
                || scalar.properties.numericType != nil
        }
    }

    /// Whether it may be a person's name.
    var isName: Bool {
        let words = text.split(whereSeparator: { $0 == " " || $0 == "\u{A0}" || $0 == "\u{3000}" })
        guard (1...6).contains(words.count), (2...(isCased ? 60 : 24)).contains(length) else { return false }
        let isSpelt = text.unicodeScalars.allSatisfy { $0.isLetterOrMark || $0.joinsNames }
        guard isSpelt, isCased else { return isSpelt }
        let parts =
            [words[0]] + words.dropFirst().filter { $0.unicodeScalars.count > 3 } + [words[words.count - 1]]
        return parts.allSatisfy { $0.unicodeScalars.first?.properties.isLowercase == false }
    }

    /// Whether it leads away from the page: an arrow at either end.
    var isSignpost: Bool {
        guard length <= 80, let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else {
            return false
        }
        if first.isArrow || last.isArrow { return true }
        let quotes = text.unicodeScalars.count { "«‹»›".unicodeScalars.contains($0) }
        return quotes == 1 && (last == "»" || last == "›") && !text.contains("„")
    }

    /// Whether it can be what a page says beneath an article.
    var isDebris: Bool {
        length <= 100 && item == nil && !hasLink && !endsStatement
    }

    var hasLink: Bool {
        text.contains("http://") || text.contains("https://")
    }

    private var longestHeadline: Int {
        isCased ? 130 : 50
    }

    private func isClosed(by isEnd: (Unicode.Scalar) -> Bool) -> Bool {
        let last = text.unicodeScalars.last { scalar in
            !scalar.properties.isQuotationMark && !scalar.isClosing && !scalar.properties.isWhitespace
        }
        return last.map(isEnd) ?? false
    }

    private static func isExclamation(_ scalar: Unicode.Scalar) -> Bool {
        "?!？！؟‼⁇⁈⁉".unicodeScalars.contains(scalar)
    }
}
