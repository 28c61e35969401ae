/// Marks of headings and blocks that stand at the end of a line or on one of their own, and are shown to nobody.
extension Translation {
    /// Headings without the names that some tools give them in braces: `## Part {#part}`.
    ///
    /// Kramdown knows no classes there.
    func withoutHeadingNames(_ text: String) -> String {
        guard text.hasBytes("{") else { return text }
        return MarkdownCode.rewritingLines(text) { line, next in
            guard line.hasPrefix("#") || next.firstMatch(of: /^ {0,3}(?:=+|-+)\s*$/) != nil else {
                return line
            }
            let list = /\s*\{[#.][^{}\n]*\}[ \t]*(?=\r?\n|$)/
            guard let match = line.firstMatch(of: list) else { return line }
            if dialect.tool == .jekyll, !match.output.contains("{#") { return line }
            return String(line[..<match.range.lowerBound] + line[match.range.upperBound...])
        }
    }

    /// Goldmark's attributes of the block above. https://gohugo.io/content-management/markdown-attributes/
    func withoutBlockAttributes(_ text: String) -> String {
        guard dialect.hasBlockAttributes, text.hasBytes("{") else { return text }
        return MarkdownCode.rewritingLines(text) { line, _ in
            guard let match = line.wholeMatch(of: /([ \t>]*)\{([^{}\n]+)\}[ \t]*(\r?\n?)/),
                match.output.2.wholeMatch(of: Self.attributes) != nil,
                match.output.2.contains(where: { !$0.isWhitespace })
            else { return line }
            return String(match.output.1 + match.output.3)
        }
    }

    private static var attributes: Regex<Substring> {
        /(?:[#.][\w:.-]+|[A-Za-z_:][\w:.-]*=(?:"[^"]*"|'[^']*'|[^\s"'{}]+)|[ \t,])+/
    }

    /// Kramdown's mark between two blocks, as a comment, which parts them too. https://kramdown.gettalong.org/syntax.html#eob-marker
    static func withEndsOfBlocks(_ text: String) -> String {
        guard text.hasBytes("^") else { return text }
        return MarkdownCode.rewritingLines(text) { line, _ in
            guard line.first == "^", line.dropFirst().allSatisfy(\.isWhitespace) else { return line }
            return "<!-- -->" + line.dropFirst()
        }
    }

    /// Obsidian's names of the blocks above them. https://help.obsidian.md/links#Link+to+a+block+in+a+note
    static func withoutBlockNames(_ text: String) -> String {
        guard text.hasBytes("^") else { return text }
        return MarkdownCode.rewritingLines(text) { line, _ in
            guard let match = line.wholeMatch(of: /([ \t>]*)\^[A-Za-z0-9-]+[ \t]*(\r?\n?)/) else {
                return line
            }
            return String(match.output.1 + match.output.2)
        }
    }
}
