extension PlainTextLine {
    /// Marks what is listed with dashes, and leaves alone what is said.
    static func markItems(in stanzas: inout [[PlainTextLine]]) {
        var start = 0
        while start < stanzas.count {
            var end = start + 1
            if stanzas[start].contains(where: \.beginsWithDash) {
                // Stanzas of nothing else go on with the same list, or with the same talk.
                while end < stanzas.count, stanzas[end][0].beginsWithDash { end += 1 }
                if isList(stanzas[start..<end].joined().drop { !$0.beginsWithDash }) {
                    for stanza in start..<end {
                        for line in stanzas[stanza].indices { stanzas[stanza][line].isListed = true }
                    }
                }
            }
            start = end
        }
    }

    /// Tells a list from talk: what is said ends as sentences do, and an item seldom does, but for the last one.
    private static func isList(_ lines: some Collection<PlainTextLine>) -> Bool {
        var ends: [PlainTextLine] = []
        for line in lines {
            // What has no mark goes on with the item above.
            if !line.beginsWithDash { ends.removeLast() }
            ends.append(line)
        }
        guard ends.count > 1 else { return false }
        // The shorter dash lists sentences, too, where nobody asks or exclaims.
        if lines.first?.text.hasPrefix("–") ?? false {
            return !ends.contains { $0.endsSentence && !$0.endsStatement }
        }
        return !ends.dropLast().contains(where: \.endsSentence)
    }
}
