extension PlainTextTail {
    /// Whether what stands here says the name above it.
    func isNamed(_ name: PlainTextLine, at index: Int) -> Bool {
        guard index < rest.count else { return false }
        if Self.isProse(rest[index]) { return Self.mentions(rest[index], name.text) }
        let isLed = index + 1 < rest.count && rest[index + 1][0].isSignpost
        return (isClipping || isLed) && rest[index][0].text.hasPrefix(name.text)
    }

    /// Whether the stanzas above are running text in the main, and no song.
    func isBelowText(_ index: Int) -> Bool {
        let texts = rest[..<index].filter { $0.count > 1 || !$0[0].isHeadline }
        let running = texts.count { stanza in
            stanza.count == 1 && stanza[0].width > 80 && stanza[0].isProse || PlainTextBody.isWrapped(stanza)
        }
        return running * 2 > texts.count
    }

    /// The paragraphs that mention the name, or the only one that is left; or all up to what ends it by its shape.
    func biography(of name: String, from index: inout Int, isBelowText: Bool) -> String? {
        if let short = shortBiography(of: name, at: index) {
            index += 1
            return short
        }
        let closed = isBelowText ? endOfClosedBiography(from: index) : nil
        var paragraphs: [String] = []
        while index < rest.count, Self.isProse(rest[index]), paragraphs.count < 3 {
            let isLast = paragraphs.isEmpty && !rest[(index + 1)...].contains(where: Self.isProse)
            guard index < closed ?? 0 || Self.mentions(rest[index], name) || isLast else { break }
            paragraphs.append(PlainTextBody.text(of: rest[index]).oneLine)
            index += 1
        }
        return paragraphs.isEmpty ? nil : paragraphs.joined(separator: "\n")
    }

    /// A few words below the name that are no sentence, or hardly one: they begin with the name, or lead to more about it,
    /// or are the last.
    private func shortBiography(of name: String, at index: Int) -> String? {
        guard index < rest.count, rest[index].count <= 2, !Self.isProse(rest[index]) else { return nil }
        let line = rest[index][0]
        guard line.item == nil, !rest[index].contains(where: \.isSignpost), !Self.isDoubledName(rest[index])
        else {
            return nil
        }
        let isLed = index + 1 < rest.count && rest[index + 1][0].isSignpost
        let isLast = index + 1 == rest.count && rest[index].last?.endsStatement ?? false
        guard line.text.hasPrefix(name) || isLed || isLast else { return nil }
        return PlainTextBody.text(of: rest[index]).oneLine
    }

    /// Where a few paragraphs end that stand between a name and a way to more about it, or the next name: what is below
    /// these is debris, or another author's; nil where it is not so.
    private func endOfClosedBiography(from start: Int) -> Int? {
        let end = rest[start...].prefix(4).firstIndex { !Self.isProse($0) } ?? rest.count
        guard end > start, end - start <= 3, end < rest.count else { return nil }
        if Self.isDoubledName(rest[end]) { return isClipping ? end : nil }
        guard rest[end][0].isSignpost else { return nil }
        let below = endOfDebris(from: end, isLed: true)
        return below == rest.count || Self.isDoubledName(rest[below]) ? end : nil
    }

    /// Whether the name or a part of it occurs.
    static func mentions(_ stanza: [PlainTextLine], _ name: String) -> Bool {
        let parts = name.split { $0.isWhitespace || $0 == "・" || $0 == "·" }.filter {
            $0.unicodeScalars.count > 2
        }
        return stanza.contains { line in line.text.contains(name) || parts.contains { line.text.contains($0) }
        }
    }
}
