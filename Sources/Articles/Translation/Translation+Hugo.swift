extension Translation {
    /// Hugo's shortcodes, which mean the same in code as anywhere. https://gohugo.io/content-management/shortcodes/
    mutating func hugo(_ text: String) -> String {
        guard text.hasBytes("{{<") || text.hasBytes("{{%") else { return text }
        let bytes = Array(text.utf8)
        var tokens: [ShortcodeToken] = []
        var start = 0
        var position = 0
        var endless: Set<UInt8> = []
        while let brace = bytes.place(of: "{{", from: position) {
            let isMarkup = bytes.has("{{<", at: brace)
            guard isMarkup || bytes.has("{{%", at: brace) else {
                position = brace + 2
                continue
            }
            let closing: StaticString = isMarkup ? ">}}" : "%}}"
            // Where nothing is closed so any more, nothing else is looked at.
            let isClosed =
                !endless.contains(bytes[brace + 2]) && bytes.place(of: closing, from: brace) != nil
            if !isClosed { endless.insert(bytes[brace + 2]) }
            guard isClosed, let (token, end) = Self.hugoToken(bytes, at: brace, closing: closing) else {
                warn(
                    "a shortcode is never closed; close it with \(isMarkup ? ">}}" : "%}}")",
                    at: brace,
                    of: bytes
                )
                position = brace + 3
                continue
            }
            if brace > start { tokens.append(.text(start..<brace)) }
            tokens.append(token)
            start = end
            position = end
        }
        if start < bytes.count { tokens.append(.text(start..<bytes.count)) }
        return joined(tokens, of: bytes) { $0.hugo($1, $2) }
    }

    private static func hugoToken(
        _ bytes: [UInt8],
        at brace: Int,
        closing: StaticString
    ) -> (token: ShortcodeToken, end: Int)? {
        var scanner = ShortcodeScanner(bytes: bytes, position: brace + 3)
        if scanner.skip("/*") {
            let start = scanner.position
            guard let end = bytes.place(of: "*/", from: start), bytes.has(closing, at: end + 2) else {
                return nil
            }
            return (
                .shown(bytes.string(brace..<(brace + 3)) + bytes.string(start..<end) + "\(closing)"), end + 5
            )
        }
        scanner.skipSpaces()
        if scanner.skip("/") {
            scanner.skipSpaces()
            guard let name = scanner.name() else { return nil }
            scanner.skipSpaces()
            guard scanner.skip(closing) else { return nil }
            return (.close(name, brace..<scanner.position), scanner.position)
        }
        guard let name = scanner.name() else { return nil }
        // A slash at its end closes what it opens.
        var shortcode = Shortcode(name: name.hasSuffix("/") ? String(name.dropLast()) : name)
        while true {
            scanner.skipSpaces()
            _ =
                bytes.has("/", at: scanner.position) && bytes.has(closing, at: scanner.position + 1)
                && scanner.skip("/")
            if scanner.skip(closing) { break }
            let before = scanner.position
            if let key = scanner.name(signs: "_-"), scanner.skip("=") {
                guard let value = scanner.quoted() ?? scanner.bare(until: ">%") else { return nil }
                shortcode.named.append((key, value))
                continue
            }
            scanner.position = before
            guard let value = scanner.quoted() ?? scanner.bare(until: ">%") else { return nil }
            shortcode.values.append(value)
        }
        return (.open(shortcode, brace..<scanner.position), scanner.position)
    }

    /// What the templates that Hugo comes with show. https://gohugo.io/shortcodes/
    private mutating func hugo(_ shortcode: Shortcode, _ use: ShortcodeUse) -> String {
        let first = shortcode.value("id", at: 0)
        switch shortcode.name {
        case "figure": return figure(shortcode)
        case "highlight": return code(use.raw ?? "")
        case "youtube":
            guard let first else { return "" }
            return link(to: "https://www.youtube.com/watch?v=\(first)")
        case "vimeo":
            guard let first else { return "" }
            return link(to: "https://vimeo.com/\(first)")
        case "ref", "relref":
            guard let path = shortcode.value("path", at: 0) else { return "" }
            return reference(path, after: use.before)
        case "gist":
            guard shortcode.values.count > 1 else { return unknown(shortcode, use) }
            return link(to: "https://gist.github.com/\(shortcode.values[0])/\(shortcode.values[1])")
        case "tweet", "x", "twitter":
            guard let id = shortcode.value("id") else { return unknown(shortcode, use) }
            return link(to: "https://x.com/\(shortcode.value("user") ?? "i")/status/\(id)")
        case "instagram":
            guard let first else { return "" }
            return link(to: "https://www.instagram.com/p/\(first)/")
        case "details":
            let summary = shortcode.value("summary") ?? "Details"
            return insert("<details><summary>\(summary.escapedForHTML)</summary>", isBlock: true)
                + "\n\n\(use.inner ?? "")\n\n" + insert("</details>", isBlock: true)
        default: return unknown(shortcode, use)
        }
    }

    private mutating func figure(_ shortcode: Shortcode) -> String {
        func attribute(_ name: String, _ value: String?) -> String {
            value.map { " \(name)=\"\($0.escapedForAttribute)\"" } ?? ""
        }
        let caption = shortcode.value("caption")
        var picture =
            "<img" + attribute("src", shortcode.value("src", at: 0))
            + attribute("alt", shortcode.value("alt") ?? caption.map { HTMLText.plain(Markdown.html($0)) })
            + attribute("width", shortcode.value("width")) + attribute("height", shortcode.value("height"))
            + ">"
        if let link = shortcode.value("link") { picture = "<a\(attribute("href", link))>\(picture)</a>" }
        var words: [String] = []
        if let title = shortcode.value("title") { words.append("<strong>\(title.escapedForHTML)</strong>") }
        if let caption { words.append(Self.inline(caption)) }
        if let source = shortcode.value("attr") {
            let link = shortcode.value("attrlink")
            words.append(
                link.map { "<a\(attribute("href", $0))>\(Self.inline(source))</a>" } ?? Self.inline(source)
            )
        }
        let text = words.isEmpty ? "" : "<figcaption>\(words.joined(separator: " "))</figcaption>"
        return insert("<figure>\(picture)\(text)</figure>", isBlock: true)
    }

    /// A line of Markdown without the paragraph that it would be.
    private static func inline(_ markdown: String) -> String {
        let html = Markdown.html(markdown)
        guard html.hasPrefix("<p>"), html.hasSuffix("</p>\n") else { return html }
        return String(html.dropFirst(3).dropLast(5))
    }
}
