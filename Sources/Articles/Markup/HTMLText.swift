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
        // A character of many scalars takes up to forty bytes; only a contrived one takes more, and is then left out.
        let bytes = limit.multipliedReportingOverflow(by: 64)
        var collector = HTMLTextCollector(limit: bytes.overflow ? .max : bytes.partialValue)
        collector.collect(html)
        let text = collector.isFull ? String(collector.finish().dropLast()) : collector.finish()
        guard let end = text.index(text.startIndex, offsetBy: limit, limitedBy: text.endIndex),
            end < text.endIndex
        else { return collector.isFull ? text + "…" : text }
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
