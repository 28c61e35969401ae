extension PlainTextLine {
    /// The stanzas of a text: lines that no empty line parts.
    static func stanzas(of text: String) -> [[PlainTextLine]] {
        var stanzas: [[PlainTextLine]] = []
        var stanza: [PlainTextLine] = []
        for line in lines(of: text) {
            if let line = PlainTextLine(line) {
                stanza.append(line)
            } else if !stanza.isEmpty {
                stanzas.append(stanza)
                stanza = []
            }
        }
        if !stanza.isEmpty { stanzas.append(stanza) }
        if stanzas.count == 1, hasLongLines(stanzas[0]) { stanzas = stanzas[0].map { [$0] } }
        markItems(in: &stanzas)
        return stanzas
    }

    /// Whether lines are whole paragraphs, as in a text that has lost its empty lines.
    private static func hasLongLines(_ lines: [PlainTextLine]) -> Bool {
        lines.count > 3 && lines.count { $0.isProse && $0.width > 130 } > 1
    }

    private static func lines(of text: String) -> [Substring.UnicodeScalarView] {
        let text = text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text
        // A carriage return and its line feed are one line end, not an empty line.
        let plain = text.utf8.contains(0xD) ? text.unixLineEnds : text
        return plain[...].unicodeScalars.split(omittingEmptySubsequences: false) { scalar in
            switch scalar {
            case "\n", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}": true
            default: false
            }
        }
    }
}
