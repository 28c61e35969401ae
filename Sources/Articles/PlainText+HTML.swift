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
            case .list(let items): parts.append("<ul>\n\(Self.items(items))</ul>")
            case .numbered(let items): parts.append("<ol>\n\(Self.items(items))</ol>")
            case .preformatted(let text): parts.append("<pre>\(text.escapedForHTML)</pre>")
            }
        }
        let biographies = authors.compactMap(\.biography)
        if !biographies.isEmpty { parts.append("<hr>") }
        for biography in biographies { parts.append("<p><em>\(Self.linked(biography))</em></p>") }
        return parts.joined(separator: "\n")
    }

    private static func items(_ items: [String]) -> String {
        items.map { "<li>\(linked($0))</li>\n" }.joined()
    }

    /// Text as HTML: its addresses as links, its line ends as breaks.
    private static func linked(_ text: String) -> String {
        var html = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "http")?.lowerBound {
            html += escaped(rest[..<start])
            rest = rest[start...]
            let url = address(at: rest)
            if let url {
                let escapedURL = escaped(url).replacing("\"", with: "&quot;")
                html += "<a href=\"\(escapedURL)\">\(escapedURL)</a>"
            }
            let end = url?.endIndex ?? rest.index(rest.startIndex, offsetBy: 4)
            if url == nil { html += "http" }
            rest = rest[end...]
        }
        return html + escaped(rest)
    }

    private static func escaped(_ text: Substring) -> String {
        String(text).escapedForHTML.replacing("\n", with: "<br>\n")
    }

    /// The address that begins here, without the punctuation of the sentence around it.
    private static func address(at text: Substring) -> Substring? {
        guard let scheme = ["https://", "http://"].first(where: { text.hasPrefix($0) }) else { return nil }
        var url = text.prefix { character in
            !character.isWhitespace && !"<>\"“”„«»‹›".contains(character)
                && character.unicodeScalars.allSatisfy { !$0.isUnspaced }
        }
        while let last = url.last, ".,;:!?'’…)]}*_".contains(last) {
            if last == ")", url.count(where: { $0 == "(" }) >= url.count(where: { $0 == ")" }) { break }
            url.removeLast()
        }
        return url.count > scheme.count ? url : nil
    }
}
