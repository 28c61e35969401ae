/// A line of a plain text, and what its shape tells.
struct PlainTextLine: Equatable {
    /// Without white space around it.
    let text: String
    /// In columns; a tab counts as four.
    let indent: Int
    /// In columns, so that a short line is as short in every script.
    let width: Int
    /// Whether its script has capital letters.
    let isCased: Bool
    /// Whether it stands in a list whose items begin with dashes.
    var isListed = false

    /// A line that has more than white space.
    init?(_ line: Substring.UnicodeScalarView) {
        let body = line.drop(while: \.properties.isWhitespace)
        guard let last = body.lastIndex(where: { !$0.properties.isWhitespace }) else { return nil }
        let content = body[...last]
        text = String(content)
        width = content.reduce(0) { $0 + $1.columns }
        indent = line[..<body.startIndex].reduce(0) { $0 + ($1 == "\t" ? 4 : $1.columns) }
        isCased = content.contains(where: \.hasCase)
    }

    /// Whether it closes a sentence, in whichever script.
    var endsSentence: Bool {
        isClosed { $0.properties.isSentenceTerminal || $0 == "…" } || endsGreekQuestion
    }

    /// Whether it closes a sentence that states something.
    var endsStatement: Bool {
        isClosed { $0.properties.isSentenceTerminal && !Self.isExclamation($0) }
    }

    /// Whether it says more than one thing.
    var hasSentences: Bool {
        let scalars = text.unicodeScalars
        return zip(scalars, scalars.dropFirst()).contains { scalar, next in
            scalar.properties.isSentenceTerminal && (next.properties.isWhitespace || next.isUnspaced)
        }
    }

    /// Whether it reads like running text: a sentence, or more than a headline holds.
    var isProse: Bool {
        endsSentence || width > longestHeadline
    }

    /// Whether it announces what follows.
    var isLeadIn: Bool {
        text.hasSuffix(":") || text.hasSuffix("：")
    }

    /// Whether it can stand above a text: short, beginning like a name, ending without a stop.
    var isHeadline: Bool {
        guard width <= longestHeadline, item == nil, indent < 4, !hasLink, !endsStatement else {
            return false
        }
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last, !first.isSmall else {
            return false
        }
        guard scalars.contains(where: \.properties.isAlphabetic) else { return false }
        let speaks = first.isDash || first.properties.isQuotationMark && last.properties.isQuotationMark
        let goesOn = ",;:،؛：；、，…".unicodeScalars.contains(last) && !endsGreekQuestion
        return !speaks && !last.properties.isDash && !goesOn
    }

    /// Whether it leads away from the page: an arrow at either end.
    var isSignpost: Bool {
        guard width <= 80, let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else {
            return false
        }
        if first.isArrow || last.isArrow { return true }
        let quotes = text.unicodeScalars.count { "«‹»›<>".unicodeScalars.contains($0) }
        if last == ">" { return text.hasSuffix(" >") && quotes == 1 || text.hasSuffix(" >>") && quotes == 2 }
        return quotes == 1 && (last == "»" || last == "›") && !text.contains("„")
    }

    /// Whether it can be what a page says beneath an article.
    var isDebris: Bool {
        width <= 100 && item == nil && !hasLink && !endsStatement
    }

    /// Whether it can be one of a list of other pages.
    var isDebrisOfList: Bool {
        width <= 100 && item != nil && !hasLink && !endsStatement
    }

    /// Whether it is a key and its value, as a letter's head or a table has them.
    var isKeyed: Bool {
        guard let colon = text.firstIndex(of: ":"), !text.prefix(upTo: colon).contains(where: \.isWhitespace)
        else { return false }
        return text[colon...].dropFirst().first?.isWhitespace ?? false
    }

    /// Whether what stands in it is set into columns.
    var hasColumns: Bool {
        text.contains("   ") || text.contains("\t")
    }

    var hasLink: Bool {
        text.contains("http://") || text.contains("https://")
    }

    private var longestHeadline: Int {
        // Thai and Lao end a sentence with no sign at all: only its length tells it.
        if text.unicodeScalars.contains(where: { 0xE00...0xEFF ~= $0.value }) { return 60 }
        return isCased ? 130 : 100
    }

    /// Greek asks with the sign that ends a clause elsewhere.
    private var endsGreekQuestion: Bool {
        guard text.hasSuffix(";") || text.hasSuffix("\u{37E}") else { return false }
        return text.unicodeScalars.contains { 0x370...0x3FF ~= $0.value && $0.properties.isAlphabetic }
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
