extension Translation {
    /// Hugo's shortcodes, which mean the same in code as anywhere. https://gohugo.io/content-management/shortcodes/
    mutating func hugo(_ text: String) -> String {
        guard text.hasBytes("{{<") || text.hasBytes("{{%") else { return text }
        let bytes = Array(text.utf8)
        code = nil
        var tokens: [ShortcodeToken] = []
        var start = 0
        var position = 0
        var ends = ShortcodeEnds(bytes)
        while let brace = bytes.place(of: "{{", from: position) {
            let isMarkup = bytes.has("{{<", at: brace)
            guard isMarkup || bytes.has("{{%", at: brace) else {
                position = brace + 2
                continue
            }
            let closing: StaticString = isMarkup ? ">}}" : "%}}"
            let last = ends.next(closing, from: brace)
            let read = last == nil ? nil : Self.hugoToken(bytes, at: brace, closing: closing)
            guard let (token, end) = read ?? broken(bytes, at: brace, closing: closing, before: last)
            else {
                position = brace + 3
                continue
            }
            if brace > start { tokens.append(.text(start..<brace)) }
            if let token { tokens.append(token) }
            start = end
            position = end
        }
        if start < bytes.count { tokens.append(.text(start..<bytes.count)) }
        return joined(tokens, of: bytes) { $0.hugo($1, $2) }
    }

    /// Leaves out a shortcode that cannot be read, up to its end or that of its line; nil for what is none.
    private mutating func broken(
        _ bytes: [UInt8],
        at brace: Int,
        closing: StaticString,
        before end: Int?
    ) -> (token: ShortcodeToken?, end: Int)? {
        var scanner = ShortcodeScanner(bytes: bytes, position: brace + 3)
        let isEscaped = scanner.skip("/*")
        scanner.skipSpaces()
        _ = scanner.skip("/")
        guard let name = scanner.name() else { return nil }
        let line = bytes[brace...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        if isEscaped {
            warn(
                "a shortcode that is to be shown is never closed; close it with */\(closing)",
                at: brace,
                of: bytes
            )
            return nil
        }
        return (nil, leaveOut(name, of: bytes, at: brace, closing: closing, before: line, endingAt: end))
    }

    private static func hugoToken(
        _ bytes: [UInt8],
        at brace: Int,
        closing: StaticString
    ) -> (token: ShortcodeToken?, end: Int)? {
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
            // Another one begins before this one has ended.
            if bytes.has("{{", at: before) { return nil }
            if let key = scanner.name(signs: "_-"), scanner.skip("=") {
                guard let value = scanner.quoted() ?? scanner.bare(until: ">%") else { return nil }
                shortcode.named.append((key, value))
                continue
            }
            scanner.position = before
            guard shortcode.named.isEmpty else { return nil }
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
        case "highlight": return highlight(shortcode, use)
        case "comment":
            expectEnd(of: shortcode, use)
            return ""
        case "param": return parameter(shortcode, use)
        case "qr":
            let text = (shortcode.value("text") ?? use.raw ?? "").trimmed
            return text.hasPrefix("http") ? link(to: text) : insert(text.escapedForHTML, isBlock: false)
        case "youtube":
            guard let first else { return "" }
            return link(to: "https://www.youtube.com/watch?v=\(first)")
        case "vimeo":
            guard let first else { return "" }
            return link(to: "https://vimeo.com/\(first)")
        case "ref", "relref":
            guard let path = shortcode.value("path", at: 0) else { return "" }
            let language = shortcode.value("lang")
            return reference(path, in: language, after: use.before, at: use.offset, of: use.bytes)
        case "gist":
            guard shortcode.values.count > 1 else { return unknown(shortcode, use) }
            return link(to: "https://gist.github.com/\(shortcode.values[0])/\(shortcode.values[1])")
        case "tweet", "x", "twitter":
            guard let id = shortcode.value("id", at: 0) else { return unknown(shortcode, use) }
            return link(to: "https://x.com/\(shortcode.value("user") ?? "i")/status/\(id)")
        case "instagram":
            guard let first else { return "" }
            return link(to: "https://www.instagram.com/p/\(first)/")
        case "details":
            expectEnd(of: shortcode, use)
            let summary = shortcode.value("summary") ?? "Details"
            return insert("<details><summary>\(summary.escapedForHTML)</summary>", isBlock: true)
                + "\n\n\(use.inner ?? "")\n\n" + insert("</details>", isBlock: true)
        case let name where name.hasSuffix(".inline"):
            // What stands in it is a template, and no text.
            var use = use
            use.inner = nil
            return unknown(shortcode, use)
        default: return unknown(shortcode, use)
        }
    }

    private mutating func highlight(_ shortcode: Shortcode, _ use: ShortcodeUse) -> String {
        expectEnd(of: shortcode, use)
        guard let raw = use.raw else { return "" }
        let options = (shortcode.values.dropFirst() + shortcode.named.map { "\($0.name)=\($0.value)" })
            .joined(separator: ",")
        guard options.lowercased().replacing(" ", with: "").contains("hl_inline=true") else {
            return code(raw)
        }
        return insert("<code>\(raw.trimmed.escapedForHTML)</code>", isBlock: false)
    }

    /// A value of the head, else of the site's configuration.
    private mutating func parameter(_ shortcode: Shortcode, _ use: ShortcodeUse) -> String {
        guard let name = shortcode.value("name", at: 0)?.lowercased() else { return "" }
        let found =
            page.first { $0.name.lowercased() == name }
            ?? dialect.variables.first { $0.name == "params." + name }
        guard let value = found?.value, affords(value) else {
            warn(
                "the parameter \"\(name)\" is neither in the head nor in the site's configuration; write what it says",
                at: use.offset,
                of: use.bytes
            )
            return ""
        }
        return Self.wantsDestination(use.before) ? value : insert(value.escapedForHTML, isBlock: false)
    }

    /// Reports one that has a text, and no end.
    private mutating func expectEnd(of shortcode: Shortcode, _ use: ShortcodeUse) {
        guard use.raw == nil else { return }
        let name = shortcode.name
        warn(
            "the shortcode \"\(name)\" has no end; write {{< /\(name) >}} behind its text",
            at: use.offset,
            of: use.bytes
        )
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
