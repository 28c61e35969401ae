extension Translation {
    /// Zola's shortcodes. https://www.getzola.org/documentation/content/shortcodes/
    mutating func zola(_ text: String) -> String {
        guard text.hasBytes("{{") || text.hasBytes("{%") else { return text }
        let bytes = Array(text.utf8)
        var tokens: [ShortcodeToken] = []
        var start = 0
        var position = 0
        while let brace = bytes[position...].firstIndex(of: UInt8(ascii: "{")) {
            let isInline = bytes.has("{{", at: brace)
            let closing: StaticString = isInline ? "}}" : "%}"
            guard isInline || bytes.has("{%", at: brace),
                let (token, end) = Self.zolaToken(bytes, at: brace, closing: closing)
                    ?? brokenOfZola(bytes, at: brace, closing: closing)
            else {
                position = brace + 1
                continue
            }
            if brace > start { tokens.append(.text(start..<brace)) }
            if let token { tokens.append(token) }
            start = end
            position = end
            // One without a body ends where it begins.
            if isInline, case .open(let shortcode, _) = token {
                tokens.append(.close(shortcode.name, end..<end))
            }
        }
        if start < bytes.count { tokens.append(.text(start..<bytes.count)) }
        return joined(tokens, of: bytes) { $0.zola($1, $2) }
    }

    /// Leaves out a shortcode that cannot be read, up to its end or that of its line; nil for what is none.
    private mutating func brokenOfZola(
        _ bytes: [UInt8],
        at brace: Int,
        closing: StaticString
    ) -> (token: ShortcodeToken?, end: Int)? {
        var scanner = ShortcodeScanner(bytes: bytes, position: brace + 2)
        scanner.skipSpaces()
        guard let name = scanner.name(signs: "_") else { return nil }
        scanner.skipSpaces()
        guard scanner.skip("(") else { return nil }
        let line = bytes[brace...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        return (nil, leaveOut(name, of: bytes, at: brace, closing: closing, before: line))
    }

    /// Without parentheses it is no shortcode, but text.
    private static func zolaToken(
        _ bytes: [UInt8],
        at brace: Int,
        closing: StaticString
    ) -> (token: ShortcodeToken?, end: Int)? {
        var scanner = ShortcodeScanner(bytes: bytes, position: brace + 2)
        if scanner.skip("/*") {
            let start = scanner.position
            guard let end = bytes.place(of: "*/", from: start), bytes.has(closing, at: end + 2) else {
                return nil
            }
            return (
                .shown(bytes.string(brace..<(brace + 2)) + bytes.string(start..<end) + "\(closing)"), end + 4
            )
        }
        scanner.skipSpaces()
        guard let name = scanner.name(signs: "_") else { return nil }
        scanner.skipSpaces()
        if name == "end", scanner.skip(closing) {
            return (.close("", brace..<scanner.position), scanner.position)
        }
        guard scanner.skip("(") else { return nil }
        var shortcode = Shortcode(name: name)
        while true {
            scanner.skipSpaces()
            if scanner.skip(")") { break }
            guard let key = scanner.name(signs: "_") else { return nil }
            scanner.skipSpaces()
            guard scanner.skip("=") else { return nil }
            scanner.skipSpaces()
            guard let value = scanner.zolaValue() else { return nil }
            shortcode.named.append((key, value))
            scanner.skipSpaces()
            _ = scanner.skip(",")
        }
        scanner.skipSpaces()
        guard scanner.skip(closing) else { return nil }
        return (.open(shortcode, brace..<scanner.position), scanner.position)
    }

    private mutating func zola(_ shortcode: Shortcode, _ use: ShortcodeUse) -> String {
        let isAlone = use.raw?.isEmpty ?? true
        switch shortcode.name {
        case "youtube":
            return shortcode.value("id").map { link(to: "https://www.youtube.com/watch?v=\($0)") } ?? ""
        case "vimeo": return shortcode.value("id").map { link(to: "https://vimeo.com/\($0)") } ?? ""
        case "streamable": return shortcode.value("id").map { link(to: "https://streamable.com/\($0)") } ?? ""
        case "gist": return shortcode.value("url").map { link(to: $0) } ?? ""
        case "quote" where !isAlone:
            let author = shortcode.value("author").map { "— \($0.escapedForMarkdown)\n\n" } ?? ""
            return insert("<blockquote>", isBlock: true) + "\n\n\(use.inner ?? "")\n\n\(author)"
                + insert("</blockquote>", isBlock: true)
        default:
            var use = use
            if isAlone { use.inner = nil }
            return unknown(shortcode, use)
        }
    }

    /// Links to articles by their paths. https://www.getzola.org/documentation/content/linking/#internal-links
    mutating func zolaLinks(_ text: String) -> String {
        guard text.hasBytes("@/") else { return text }
        var paths: [String] = []
        let markdown = MarkdownCode.rewriting(text) { part in
            Self.replacingPaths(behind: ["@/"], in: part) { _, path in
                paths.append(path)
                return NamedLink.address(ofReference: "/" + path)
            }
        }
        for path in paths { note("/" + path, written: path) }
        return markdown
    }
}
