/// Reads the text out of sanitised HTML.
package enum HTMLText {
    /// The text of sanitised HTML: entities decoded, each run of white space as one space.
    package static func plain(_ html: String) -> String {
        var text = HTMLTextCollector(limit: .max)
        text.collect(html)
        return text.finish()
    }

    /// The beginning of that text, at most so many characters, cut behind a word and closed with `…`.
    package static func excerpt(_ html: String, limit: Int) -> String {
        guard limit > 0 else { return "" }
        // Most characters are of few bytes, and most texts go on: then their beginning is enough.
        let few = beginning(html, bytes: limit.multipliedReportingOverflow(by: 8))
        if let excerpt = shortened(few.text, limit: limit) { return excerpt }
        if few.isWhole { return few.text }
        // A character of many scalars takes up to forty bytes; only a contrived one takes more, and is then left out.
        let many = beginning(html, bytes: limit.multipliedReportingOverflow(by: 64))
        return shortened(many.text, limit: limit) ?? (many.isWhole ? many.text : many.text + "…")
    }

    /// The beginning of the text in so many bytes, and whether that is all.
    ///
    /// Where it is not, the last character is left out: it may be half a one.
    private static func beginning(_ html: String, bytes: (partialValue: Int, overflow: Bool))
        -> (text: String, isWhole: Bool)
    {
        var collector = HTMLTextCollector(limit: bytes.overflow ? .max : bytes.partialValue)
        collector.collect(html)
        let text = collector.finish()
        return collector.isFull ? (String(text.dropLast()), false) : (text, true)
    }

    /// A text that has more than so many characters, cut behind a word; nil of one that has not.
    private static func shortened(_ text: String, limit: Int) -> String? {
        guard let end = text.index(text.startIndex, offsetBy: limit, limitedBy: text.endIndex),
            end < text.endIndex
        else { return nil }
        let room = text[..<text.index(before: end)]
        return cut(room, before: text[text.index(before: end)]) + "…"
    }

    /// Scripts without spaces are cut behind any character.
    private static func cut(_ room: Substring, before next: Character) -> String {
        var cut = room
        if next != " ", let space = room.lastIndex(of: " "),
            room.distance(from: space, to: room.endIndex) <= 30
        {
            cut = room[..<space]
        }
        while let last = cut.last, last.isWhitespace || ",;:-–—(".contains(last) { cut.removeLast() }
        return String(cut)
    }
}
