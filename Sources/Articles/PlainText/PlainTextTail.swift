/// What stands beneath the body of a clipping: its authors, and the page's debris.
struct PlainTextTail {
    private(set) var authors: [Article.Author] = []
    /// The stanzas that are none of these.
    private(set) var rest: [[PlainTextLine]]
    /// Whether the head has shown already that a page was copied: only then may lines go that nothing else explains.
    let isClipping: Bool

    init(of stanzas: [[PlainTextLine]], isClipping: Bool) {
        self.isClipping = isClipping
        rest = Self.withNamesApart(stanzas)
        takeByline()
        let isTaken = candidates.contains { takeAuthors(from: $0) }
        if authors.isEmpty { rest = stanzas }
        if !isTaken, isClipping || !authors.isEmpty { takeSignposts() }
    }

    /// Where authors may begin; what is doubled again and again is a refrain.
    private var candidates: [Int] {
        let names = rest.indices.filter { isAuthor(at: $0) }
        let counts = Dictionary(names.map { (rest[$0][0].text, 1) }, uniquingKeysWith: +)
        return names.filter { counts[rest[$0][0].text] == 1 }.suffix(8)
    }

    /// A doubled name above the whole body.
    private mutating func takeByline() {
        guard rest.count > 2, Self.isDoubledName(rest[0]), rest[0][0].isName else { return }
        let isHeadline = rest[1].count == 1 && rest[1][0].isHeadline && isClipping
        guard Self.isProse(isHeadline ? rest[2] : rest[1]) else { return }
        guard !Self.mentions(rest[1], rest[0][0].text) || rest.count > 4 else { return }
        guard rest.count(where: { $0 == rest[0] }) <= 2 else { return }
        authors.append(Article.Author(name: rest[0][0].text.oneLine))
        rest.removeFirst()
    }

    /// Reads from here to the end; false where it is something else that only looks like a name.
    private mutating func takeAuthors(from start: Int) -> Bool {
        var found: [Article.Author] = []
        var index = start
        var hasSignpost = false
        var isNamedAgain = false
        while index < rest.count, isAuthor(at: index) {
            let name = rest[index][0]
            index += 1
            let isNamed = isNamed(name, at: index)
            isNamedAgain = isNamedAgain || isNamed
            let biography = biography(of: name.text, from: &index, isBelowText: start > 0)
            let isLed = index < rest.count && rest[index][0].isSignpost
            // What is not spelt as names are wants more than two lines.
            let isSure =
                name.isName || biography?.hasPrefix(name.text) ?? false
                || (isClipping ? biography != nil || isLed : isNamed && isLed)
            guard isSure else { return false }
            found.append(Article.Author(name: name.text.oneLine, biography: biography))
            let end = endOfDebris(from: index, isLed: isLed)
            hasSignpost = hasSignpost || rest[index..<end].joined().contains(where: \.isSignpost)
            let isDebris = isClipping || index < end && isLed
            if isDebris, end == rest.count || Self.isDoubledName(rest[end]) {
                index = end
            } else {
                // What follows may be text: only what points away from the page goes.
                while index < rest.count, rest[index].allSatisfy(\.isSignpost) { index += 1 }
            }
        }
        // Two equal lines alone may be the refrain of a song.
        let isLast = index == rest.count
        guard
            isNamedAgain || (hasSignpost || isClipping) && isLast
                || isBelowText(start) && (isLast || found.last?.biography != nil)
        else { return false }
        // Who stands above the body as well stands there without a biography.
        authors.removeAll { one in found.contains { $0.name == one.name } }
        authors += found
        rest.removeSubrange(start..<index)
        return true
    }

    /// Behind a line that leads away from the page a list of where else one may go is debris, too.
    func endOfDebris(from start: Int, isLed: Bool) -> Int {
        rest[start...].firstIndex { stanza in
            if stanza.count > (isLed ? 20 : 6) || Self.isDoubledName(stanza) { return true }
            return !stanza.allSatisfy { $0.isDebris || isLed && $0.isDebrisOfList }
        } ?? rest.count
    }

    /// Without an author, only lines at the very end that all point away: what stands below such a line may be text.
    private mutating func takeSignposts() {
        var start = rest.count
        while start > 1, rest.count - start < 12, rest[start - 1].count <= 3,
            rest[start - 1].allSatisfy({ $0.isSignpost && $0.isDebris })
        {
            start -= 1
        }
        rest.removeSubrange(start...)
    }

    /// A name that stands in two lines; or in one, over a paragraph that begins with it and a way to more about it.
    private func isAuthor(at index: Int) -> Bool {
        let stanza = rest[index]
        if Self.isDoubledName(stanza) { return true }
        guard stanza.count == 1, index + 2 < rest.count, stanza[0].isName else { return false }
        let (biography, signpost) = (rest[index + 1], rest[index + 2])
        return biography[0].text.hasPrefix(stanza[0].text) && Self.isProse(biography)
            && signpost[0].isSignpost
    }

    /// Each doubled name as a stanza of its own.
    private static func withNamesApart(_ stanzas: [[PlainTextLine]]) -> [[PlainTextLine]] {
        var apart: [[PlainTextLine]] = []
        var index = 0
        while index < stanzas.count {
            let stanza = stanzas[index]
            index += 1
            if stanza.count > 2, isDoubledName(Array(stanza[..<2])), stanza[2].isProse {
                apart += [Array(stanza[..<2]), Array(stanza[2...])]
            } else if stanza.count == 1, index < stanzas.count,
                isDoubledName(stanza + stanzas[index].prefix(1))
            {
                apart.append(stanza + stanzas[index].prefix(1))
                if stanzas[index].count > 1 { apart.append(Array(stanzas[index].dropFirst())) }
                index += 1
            } else {
                apart.append(stanza)
            }
        }
        return apart
    }

    static func isDoubledName(_ stanza: [PlainTextLine]) -> Bool {
        stanza.count == 2 && stanza[0].text == stanza[1].text && stanza[0].mayBeName
    }

    static func isProse(_ stanza: [PlainTextLine]) -> Bool {
        guard let last = stanza.last, last.item == nil else { return false }
        return last.isProse && (20..<4_000).contains(stanza.reduce(0) { $0 + $1.width })
    }
}
