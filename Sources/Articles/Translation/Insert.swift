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
        var result = parts.first.map { String(Substring($0)) } ?? ""
        result.reserveCapacity(html.utf8.count + inserts.reduce(0) { $0 + $1.html.utf8.count })
        for part in parts.dropFirst() {
            guard let end = part.firstIndex(of: "\u{E001}"), let place = Int(Substring(part[..<end])),
                inserts.indices.contains(place)
            else {
                result += Substring(part)
                continue
            }
            let insert = inserts[place]
            var rest = Substring(part[part.index(after: end)...])
            if insert.isBlock, result.hasSuffix("<p>"), rest.hasPrefix("</p>") {
                result.removeLast(3)
                rest = rest.dropFirst(4)
            }
            result += insert.html
            result += rest
        }
        return result
    }
}
