/// What stands beneath the body of a clipping: its authors, and the page's debris.
struct PlainTextTail {
    private(set) var authors: [Article.Author] = []
    /// The stanzas that are none of these.
    private(set) var rest: [[PlainTextLine]]

    init(of stanzas: [[PlainTextLine]]) {
        rest = Self.withNamesApart(stanzas)
        takeByline()
        for index in rest.indices where Self.isDoubledName(rest[index]) {
            if takeAuthors(from: index) { return }
        }
        takeSignposts()
    }

    /// A doubled name above the whole body.
    private mutating func takeByline() {
        guard rest.count > 2, Self.isDoubledName(rest[0]), Self.isProse(rest[1]) else { return }
        guard !Self.mentions(rest[1], rest[0][0].text) || rest.count > 4 else { return }
        authors.append(Article.Author(name: rest[0][0].text.oneLine))
        rest.removeFirst()
    }

    /// Reads from here to the end; false where it is something else that only looks like a name.
    private mutating func takeAuthors(from start: Int) -> Bool {
        var found: [Article.Author] = []
        var index = start
        var hasSignpost = false
        var isNamedAgain = false
        while index < rest.count, Self.isDoubledName(rest[index]) {
            let name = rest[index][0].text
            index += 1
            isNamedAgain =
                isNamedAgain
                || index < rest.count && Self.isProse(rest[index]) && Self.mentions(rest[index], name)
            let biography = biography(of: name, from: &index)
            found.append(Article.Author(name: name.oneLine, biography: biography))
            let end = endOfDebris(from: index)
            hasSignpost = hasSignpost || rest[index..<end].joined().contains(where: \.isSignpost)
            if end == rest.count || Self.isDoubledName(rest[end]) {
                index = end
            } else {
                // What follows may be text: only what points away from the page goes.
                while index < rest.count, rest[index].allSatisfy(\.isSignpost) { index += 1 }
            }
        }
        // Two equal lines alone may be the refrain of a song.
        guard isNamedAgain || hasSignpost && index == rest.count else { return false }
        authors += found.filter { one in !authors.contains { $0.name == one.name && one.biography == nil } }
        rest.removeSubrange(start..<index)
        return true
    }

    /// The paragraphs that mention the name, or the only one that is left.
    private func biography(of name: String, from index: inout Int) -> String? {
        var paragraphs: [String] = []
        while index < rest.count, Self.isProse(rest[index]), paragraphs.count < 3 {
            let isLast = paragraphs.isEmpty && !rest[(index + 1)...].contains(where: Self.isProse)
            guard Self.mentions(rest[index], name) || isLast else { break }
            paragraphs.append(PlainTextBody.text(of: rest[index]).oneLine)
            index += 1
        }
        return paragraphs.isEmpty ? nil : paragraphs.joined(separator: "\n")
    }

    private func endOfDebris(from start: Int) -> Int {
        rest[start...].firstIndex { $0.count > 6 || Self.isDoubledName($0) || !$0.allSatisfy(\.isDebris) }
            ?? rest.count
    }

    /// Without an author, only short lines at the very end that begin with one that points away.
    private mutating func takeSignposts() {
        var start = rest.count
        while start > 1, rest.count - start < 12, rest[start - 1].count <= 3,
            rest[start - 1].allSatisfy(\.isDebris)
        {
            start -= 1
        }
        guard let signpost = rest[start...].firstIndex(where: { $0[0].isSignpost }) else { return }
        rest.removeSubrange(signpost...)
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

    private static func isDoubledName(_ stanza: [PlainTextLine]) -> Bool {
        stanza.count == 2 && stanza[0].text == stanza[1].text && stanza[0].isName
    }

    private static func isProse(_ stanza: [PlainTextLine]) -> Bool {
        guard let last = stanza.last, last.item == nil else { return false }
        let length = stanza.reduce(0) { $0 + $1.length }
        return last.isProse && length > (last.isCased ? 40 : 15) && length < 2_000
    }

    /// Whether the name or a part of it occurs.
    private static func mentions(_ stanza: [PlainTextLine], _ name: String) -> Bool {
        let parts = name.split { $0.isWhitespace || $0 == "・" || $0 == "·" }.filter {
            $0.unicodeScalars.count > 2
        }
        return stanza.contains { line in line.text.contains(name) || parts.contains { line.text.contains($0) }
        }
    }
}
