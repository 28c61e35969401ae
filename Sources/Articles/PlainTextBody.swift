/// The stanzas of a text as headings, paragraphs and lists.
enum PlainTextBody {
    static func blocks(of stanzas: [[PlainTextLine]]) -> [PlainText.Block] {
        var blocks: [PlainText.Block] = []
        for (index, stanza) in stanzas.enumerated() {
            let below = Array(stanzas[(index + 1)...].prefix(2))
            let isBesideItem =
                below.first?[0].item != nil || index > 0 && stanzas[index - 1].last?.item != nil
            // One item makes no list: it is talk, or a numbered line.
            if stanza.count == 1, stanza[0].item != nil, !isBesideItem || isHeading(stanza[0], above: below) {
                blocks.append(
                    isHeading(stanza[0], above: below)
                        ? .heading(stanza[0].text.oneLine) : .paragraph(stanza[0].text)
                )
            } else {
                for block in Self.blocks(of: stanza, above: below) { append(block, to: &blocks) }
            }
        }
        return blocks
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

    private static func blocks(of stanza: [PlainTextLine], above below: [[PlainTextLine]]) -> [PlainText
        .Block]
    {
        guard let first = stanza.first else { return [] }
        if stanza.count == 1 {
            if isHeading(first, above: below) { return [.heading(first.text.oneLine)] }
            return first.item == nil ? [.paragraph(first.text)] : list([first])
        }
        if stanza.allSatisfy({ $0.indent >= 4 }), !stanza.contains(where: { $0.item != nil }) {
            return [.preformatted(indented(stanza))]
        }
        if let start = stanza.firstIndex(where: { $0.item != nil }),
            start == 0 || stanza.dropFirst(start).count > 1
        {
            let introduction =
                start > 0 ? blocks(of: Array(stanza[..<start]), above: [Array(stanza[start...])]) : []
            return introduction + list(Array(stanza[start...]))
        }
        let underline = stanza[1].text
        if underline.allSatisfy({ $0 == "=" }) || underline.count > 2 && underline.allSatisfy({ $0 == "-" }) {
            return [.heading(first.text.oneLine)] + blocks(of: Array(stanza.dropFirst(2)), above: below)
        }
        if first.isHeadline, first.length * 5 < stanza[1].length * 2, stanza[1].isProse {
            return [.heading(first.text.oneLine)] + blocks(of: Array(stanza.dropFirst()), above: below)
        }
        // Pages often part their paragraphs by one line end only.
        if !isWrapped(stanza), stanza.allSatisfy({ $0.isProse && $0.length > ($0.isCased ? 80 : 40) }) {
            return stanza.map { .paragraph($0.text) }
        }
        return [.paragraph(text(of: stanza))]
    }

    /// A headline with something beneath it that is more than itself.
    private static func isHeading(_ line: PlainTextLine, above below: [[PlainTextLine]]) -> Bool {
        if case .number(_, let text)? = line.item, let line = PlainTextLine(text[...].unicodeScalars) {
            if case .number? = below.first?[0].item { return false }
            return isHeading(line, above: below)
        }
        guard line.isHeadline, let next = below.first else { return false }
        if next.count == 1, next[0].isHeadline, below.count > 1 {
            return !line.endsSentence && isHeading(next[0], above: Array(below.dropFirst()))
        }
        if next.contains(where: { $0.item != nil }) || next[0].isLeadIn { return !line.endsSentence }
        let length = next.reduce(0) { $0 + $1.length }
        // A short question before a short answer is talk.
        let least = line.endsSentence ? 120 : 24
        return next.contains(where: \.isProse) && length > max(line.length, line.isCased ? least : least / 2)
    }

    /// Whether these lines are one text, broken where the page ended.
    private static func isWrapped(_ lines: [PlainTextLine]) -> Bool {
        guard lines.count > 1, let longest = lines.map(\.length).max() else { return false }
        let isCased = lines.contains(where: \.isCased)
        guard (isCased ? 40...130 : 16...60).contains(longest) else { return false }
        let isEven = lines.dropLast().allSatisfy { $0.length * 10 >= longest * (isCased ? 6 : 8) }
        guard isEven, isCased else { return isEven && lines.count > 2 }
        // The lines of a poem begin with capitals, or end with a stop each.
        return lines.dropFirst().contains { $0.text.unicodeScalars.first?.properties.isLowercase == true }
    }

    private static func indented(_ lines: [PlainTextLine]) -> String {
        let least = lines.map(\.indent).min() ?? 0
        return lines.map { String(repeating: " ", count: $0.indent - least) + $0.text }.joined(
            separator: "\n"
        )
    }
}
