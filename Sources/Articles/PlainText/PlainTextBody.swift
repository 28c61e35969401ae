/// The stanzas of a text as headings, paragraphs and lists.
struct PlainTextBody {
    var blocks: [PlainText.Block] = []
    /// Whether a page was copied, in which a question that stands alone is a headline.
    private let isClipping: Bool

    init(of stanzas: [[PlainTextLine]], isClipping: Bool) {
        self.isClipping = isClipping
        var above: PlainTextLine?
        for (index, stanza) in stanzas.enumerated() {
            let below = Array(stanzas[(index + 1)...].prefix(2))
            let isBesideItem = below.first?[0].item != nil || above?.item != nil
            // One item makes no list: it is talk, or a numbered line.
            if stanza.count == 1, case .number? = stanza[0].item, case .number? = above?.item {
                append(.paragraph(stanza[0].text))
            } else if stanza.count == 1, stanza[0].item != nil,
                !isBesideItem || isHeading(stanza[0], above: below)
            {
                blocks.append(
                    isHeading(stanza[0], above: below)
                        ? .heading(stanza[0].text.oneLine) : .paragraph(stanza[0].text)
                )
            } else if stanza.count == 1, stanza[0].item == nil, above?.text.hasSuffix(",") ?? false {
                // It ends what was not ended, as the name below a letter does.
                append(.paragraph(stanza[0].text))
            } else {
                for block in blocks(of: stanza, above: below) { append(block) }
            }
            above = stanza.last
        }
    }

    /// The lines of one paragraph: joined where they were only wrapped, apart where the author parted them.
    static func text(of lines: [PlainTextLine]) -> String {
        guard isWrapped(lines) else { return lines.map(\.text).joined(separator: "\n") }
        return lines.dropFirst().reduce(into: lines[0].text) { text, line in
            let isUnspaced =
                text.unicodeScalars.last?.isUnspaced == true
                && line.text.unicodeScalars.first?.isUnspaced == true
            text += isUnspaced ? line.text : " " + line.text
        }
    }

    private func blocks(
        of stanza: [PlainTextLine],
        above below: [[PlainTextLine]]
    ) -> [PlainText.Block] {
        var blocks: [PlainText.Block] = []
        var lines = stanza[...]
        // Headlines that no empty line parts from what they stand over.
        while let first = lines.first, let second = lines.dropFirst().first, first.item == nil {
            if Self.isUnderline(second) {
                blocks.append(.heading(first.text.oneLine))
                lines = lines.dropFirst(2)
            } else if first.isHeadline, !first.isSignpost, first.width * 5 < second.width * 2, second.isProse
            {
                blocks.append(.heading(first.text.oneLine))
                lines = lines.dropFirst()
            } else {
                break
            }
        }
        if let start = lines.firstIndex(where: { $0.item != nil }), start > lines.startIndex,
            lines.endIndex - start > 1
        {
            let list = Array(lines[start...])
            return blocks + plain(Array(lines[..<start]), above: [list]) + Self.list(list)
        }
        return blocks + plain(Array(lines), above: below)
    }

    /// The blocks of lines that have no headline of their own.
    private func plain(_ stanza: [PlainTextLine], above below: [[PlainTextLine]]) -> [PlainText.Block] {
        guard let first = stanza.first else { return [] }
        if stanza.count == 1, isHeading(first, above: below) { return [.heading(first.text.oneLine)] }
        if first.item != nil { return Self.list(stanza) }
        if stanza.count == 1 { return [.paragraph(first.text)] }
        let hasItem = stanza.contains { $0.item != nil }
        if !hasItem, stanza.allSatisfy({ $0.indent >= 4 }) || Self.isTable(stanza) {
            return [.preformatted(Self.indented(stanza))]
        }
        // Pages often part their paragraphs by one line end only.
        if !Self.isWrapped(stanza), stanza.allSatisfy({ $0.isProse && $0.width > 80 }) {
            return stanza.map { .paragraph($0.text) }
        }
        return [.paragraph(Self.text(of: stanza))]
    }

    private static func isUnderline(_ line: PlainTextLine) -> Bool {
        line.text.allSatisfy { $0 == "=" } || line.text.count > 2 && line.text.allSatisfy { $0 == "-" }
    }

    /// Whether most of these lines are set into columns.
    private static func isTable(_ lines: [PlainTextLine]) -> Bool {
        let count = lines.count(where: \.hasColumns)
        return count > 1 && count * 2 >= lines.count
    }

    /// A headline with something beneath it that is more than itself.
    private func isHeading(_ line: PlainTextLine, above below: [[PlainTextLine]]) -> Bool {
        if case .number(_, let text)? = line.item, let line = PlainTextLine(text[...].unicodeScalars) {
            if case .number? = below.first?[0].item { return false }
            return isHeading(line, above: below)
        }
        // What leads away from the page stands over nothing.
        guard line.isHeadline, !line.isSignpost, let next = below.first else { return false }
        // A short question before a short answer is talk.
        let mayStandAlone = isClipping || !line.endsSentence
        if next.count == 1, next[0].isHeadline, below.count > 1 {
            return mayStandAlone && isHeading(next[0], above: Array(below.dropFirst()))
        }
        if next.contains(where: { $0.item != nil }) || next[0].isLeadIn { return mayStandAlone }
        let width = next.reduce(0) { $0 + $1.width }
        return next.contains(where: \.isProse) && width > max(line.width, mayStandAlone ? 24 : 120)
    }

    /// Whether these lines are one text, broken where the page ended.
    static func isWrapped(_ lines: [PlainTextLine]) -> Bool {
        guard lines.count > 1, let longest = lines.map(\.width).max(), (40...130).contains(longest) else {
            return false
        }
        // What fills lines begins a new one only where the next word would not have fitted.
        let isFilled = zip(lines, lines.dropFirst()).allSatisfy { line, next in
            line.width + 1 + next.firstWordWidth > longest
        }
        guard isFilled, lines.contains(where: \.isCased) else { return isFilled && lines.count > 2 }
        // The lines of a poem begin with capitals, or end with a stop each.
        return lines.dropFirst().contains { $0.text.unicodeScalars.first?.isSmall == true }
    }

    private static func indented(_ lines: [PlainTextLine]) -> String {
        let least = lines.map(\.indent).min() ?? 0
        return lines.map { String(repeating: " ", count: $0.indent - least) + $0.text }.joined(
            separator: "\n"
        )
    }
}

extension PlainTextLine {
    /// Of what may not be parted at the line's beginning, in columns.
    fileprivate var firstWordWidth: Int {
        var width = 0
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace { break }
            width += scalar.columns
            if scalar.isUnspaced { break }
        }
        return width
    }
}
