/// HTML that takes the place of a mark in a text of Markdown, so that Markdown leaves it as it is.
///
/// A mark is a number between two characters of the private use area of Unicode, which no rule of Markdown knows.
package struct Insert: Equatable, Sendable {
    package var html: String
    /// Whether it is a block, which stands in no paragraph.
    package var isBlock: Bool

    package init(html: String, isBlock: Bool) {
        self.html = html
        self.isBlock = isBlock
    }

    /// The mark of the insert at this place of a list.
    static func mark(_ place: Int) -> String { "\u{E000}\(place)\u{E001}" }

    /// The HTML that Markdown has made, with each mark replaced by its insert.
    static func put(_ inserts: [Insert], into html: String) -> String {
        if inserts.isEmpty { return html }
        // By scalars: a mark may stand before an accent, which would be one character with it.
        let parts = html.unicodeScalars.split(separator: "\u{E000}", omittingEmptySubsequences: false)
        var result = InsertedHTML()
        result.text.reserveCapacity(html.utf8.count + inserts.reduce(0) { $0 + $1.html.utf8.count })
        if let first = parts.first { result.append(Substring(first)) }
        for part in parts.dropFirst() {
            guard let end = part.firstIndex(of: "\u{E001}"), let place = Int(Substring(part[..<end])),
                inserts.indices.contains(place)
            else {
                result.append(Substring(part))
                continue
            }
            let rest = Substring(part[part.index(after: end)...])
            if inserts[place].isBlock, result.isInParagraph {
                result.append(block: inserts[place].html, before: rest)
            } else {
                result.append(inserts[place].html[...])
                result.append(rest)
            }
        }
        return result.text
    }
}

/// The HTML that is being put together.
private struct InsertedHTML {
    var text = ""
    private var isParagraphOpen = false
    /// Elements that were opened in the paragraph.
    private var depth = 0

    private static let voids: Set<String> = ["br", "hr", "img", "input", "wbr"]

    /// Whether it ends in a paragraph, and in nothing else that was opened in that.
    var isInParagraph: Bool { isParagraphOpen && depth == 0 }

    mutating func append(_ html: Substring) {
        text += html
        var rest = html.utf8[...]
        while let tag = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[tag...].dropFirst()
            let isEnd = rest.first == UInt8(ascii: "/")
            let name = (isEnd ? rest.dropFirst() : rest).prefix(12).prefix(while: \.isASCIIAlphanumeric)
            if name.elementsEqual("p".utf8) {
                isParagraphOpen = !isEnd
                depth = 0
            } else if isEnd {
                depth -= 1
            } else if !name.isEmpty, !Self.voids.contains(String(Substring(name))) {
                depth += 1
            }
        }
    }

    /// Ends the paragraph before a block, and begins another one for what stands behind it.
    mutating func append(block: String, before rest: Substring) {
        while text.utf8.last?.isSpaceOrLineBreak ?? false { text.unicodeScalars.removeLast() }
        if text.hasSuffix("<p>") { text.unicodeScalars.removeLast(3) } else { text += "</p>\n" }
        text += block
        isParagraphOpen = false
        let rest = rest.drop { $0.isWhitespace }
        append(rest.hasPrefix("</p>") ? rest.dropFirst(4) : "\n<p>" + rest)
    }
}
