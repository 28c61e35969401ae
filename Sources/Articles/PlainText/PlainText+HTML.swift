extension PlainText {
    /// The body as HTML, the second headline above it, the biographies below it.
    package var html: String {
        let level = subtitle == nil ? "h2" : "h3"
        var parts: [String] = []
        if let subtitle { parts.append("<h2>\(Self.linked(subtitle))</h2>") }
        for block in blocks {
            switch block {
            case .heading(let text): parts.append("<\(level)>\(Self.linked(text))</\(level)>")
            case .paragraph(let text): parts.append("<p>\(Self.linked(text))</p>")
            case .list(let items): parts.append(Self.list(items, "ul"))
            case .numbered(let items): parts.append(Self.list(items, "ol"))
            case .preformatted(let text): parts.append("<pre>\(text.escapedForHTML)</pre>")
            }
        }
        let biographies = authors.compactMap(\.biography)
        if !biographies.isEmpty { parts.append("<hr>") }
        for biography in biographies { parts.append("<p><em>\(Self.linked(biography))</em></p>") }
        return parts.joined(separator: "\n")
    }

    private static func list(_ items: [Item], _ element: String) -> String {
        let lines = items.map { "<li>\(linked($0.text))\(lists(in: $0))</li>\n" }.joined()
        return "<\(element)>\n\(lines)</\(element)>"
    }

    private static func lists(in item: Item) -> String {
        item.lists.map { block in
            switch block {
            case .list(let items): "\n" + list(items, "ul") + "\n"
            case .numbered(let items): "\n" + list(items, "ol") + "\n"
            case .heading(let text), .paragraph(let text), .preformatted(let text): "<br>\n" + linked(text)
            }
        }.joined()
    }

    /// Text as HTML: its addresses as links, its line ends as breaks.
    private static func linked(_ text: String) -> String {
        var html = ""
        var (index, written) = (text.startIndex, text.startIndex)
        var isInsideWord = false
        while index < text.endIndex {
            let byte = text.utf8[index]
            let mayBegin = byte == UInt8(ascii: "h") || byte == UInt8(ascii: "w")
            if mayBegin, !isInsideWord, let url = address(at: text[index...]) {
                let address = escaped(url).replacing("\"", with: "&quot;")
                let scheme = byte == UInt8(ascii: "w") ? "http://" : ""
                html += escaped(text[written..<index])
                html += "<a href=\"\(scheme)\(address)\">\(address)</a>"
                (index, written) = (url.endIndex, url.endIndex)
            } else {
                isInsideWord = byte.isASCIILetterOrDigit
                index = text.utf8.index(after: index)
            }
        }
        return html + escaped(text[written...])
    }

    private static func escaped(_ text: Substring) -> String {
        String(text).escapedForHTML.replacing("\n", with: "<br>\n")
    }

    /// The address that begins here, without the punctuation of the sentence around it.
    private static func address(at text: Substring) -> Substring? {
        guard let start = ["https://", "http://", "www."].first(where: { text.utf8.starts(with: $0.utf8) })
        else {
            return nil
        }
        var url = text.prefix { character in
            !character.isWhitespace && !"<>\"“”„«»‹›".contains(character)
                && character.unicodeScalars.allSatisfy { !$0.isUnspaced }
        }
        var unopened = url.count { $0 == ")" } - url.count { $0 == "(" }
        while let last = url.last, ".,;:!?'’…)]}*_".contains(last) {
            if last == ")" {
                guard unopened > 0 else { break }
                unopened -= 1
            }
            url.removeLast()
        }
        return url.count > start.count ? url : nil
    }
}

extension UInt8 {
    fileprivate var isASCIILetterOrDigit: Bool {
        (self | 0x20) &- 0x61 < 26 || self &- 0x30 < 10
    }
}
