/// What stands above the body of a clipping.
struct PlainTextHead {
    private(set) var title: String?
    private(set) var subtitle: String?
    private(set) var summary: String?
    private(set) var slug: String?
    /// The stanzas that are none of these.
    private(set) var rest: [[PlainTextLine]]

    init(of stanzas: [[PlainTextLine]]) {
        rest = stanzas
        takeTitle()
        guard title != nil else { return }
        takeSlug()
        if subtitle == nil { takeSubtitle() }
    }

    /// A first line that stands apart and has something beneath it is the title.
    private mutating func takeTitle() {
        guard let stanza = rest.first, let line = stanza.first, line.item == nil, !line.hasLink,
            line.length <= 200
        else { return }
        if stanza.count == 1 {
            let isShort = line.length <= (line.isCased ? 100 : 40)
            guard rest.count > 1,
                line.isHeadline || isShort && !line.text.hasSuffix(",") && !line.text.hasSuffix(":")
            else { return }
            rest.removeFirst()
        } else {
            let below = stanza[1]
            let isUnderlined = below.text.allSatisfy { $0 == "=" } || below.text.allSatisfy { $0 == "-" }
            let isFollowed = below.isSlug(hyphens: 1) || line.length * 2 < below.length && below.isProse
            guard isUnderlined || line.isHeadline && (isFollowed || standsAbove(stanza)) else { return }
            rest[0].removeFirst(isUnderlined ? 2 : 1)
            if rest[0].isEmpty { rest.removeFirst() }
        }
        title = line.text.oneLine
    }

    /// Whether these lines are all headlines, over a text that has sentences.
    private func standsAbove(_ lines: [PlainTextLine]) -> Bool {
        guard lines.count <= 3, lines.allSatisfy(\.isHeadline) else { return false }
        return rest.dropFirst().joined().contains { $0.isProse && $0.length > (lines[0].isCased ? 80 : 40) }
    }

    /// A slug near the title; the paragraph above it is the summary.
    private mutating func takeSlug() {
        for index in rest.indices.prefix(3) {
            let stanza = rest[index]
            guard let last = stanza.last else { return }
            // One hyphen is also found in words: it counts only where a line is added to a stanza.
            guard last.isSlug(hyphens: stanza.count > 1 || index == 0 ? 1 : 2) else { continue }
            let front = rest[..<index].map { $0 } + (stanza.count > 1 ? [Array(stanza.dropLast())] : [])
            guard front.count <= 2 else { return }
            slug = last.text
            rest.removeFirst(index + 1)
            takeFront(front)
            return
        }
    }

    /// What stands between title and slug: a paragraph, and perhaps a second headline above it.
    private mutating func takeFront(_ front: [[PlainTextLine]]) {
        var front = front[...]
        if front.count == 2, let stanza = front.first, stanza.count == 1, stanza[0].isHeadline {
            subtitle = stanza[0].text.oneLine
            front.removeFirst()
        }
        if front.count == 1, let stanza = front.first {
            summary = PlainTextBody.text(of: stanza).oneLine
            front.removeFirst()
        }
        rest = front + rest
    }

    /// A headline directly below, with a paragraph of its own.
    private mutating func takeSubtitle() {
        guard rest.count > 1, rest[0].count == 1, rest[0][0].isHeadline else { return }
        guard let below = rest[1].first, below.item == nil, rest[1].contains(where: \.isProse) else { return }
        // Two equal lines are a name, which the tail knows better.
        guard below != rest[0][0] else { return }
        // Without a slug, what stands over a paragraph might as well be its own heading; the title is then above it.
        subtitle = rest[0][0].text.oneLine
        rest.removeFirst()
    }
}
