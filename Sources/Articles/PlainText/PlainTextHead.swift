/// What stands above the body of a clipping.
struct PlainTextHead {
    private(set) var title: String?
    private(set) var subtitle: String?
    private(set) var summary: String?
    private(set) var slug: String?
    /// What these were read from, in the order of the text.
    private(set) var taken: [(part: Part, stanza: [PlainTextLine])] = []
    /// Whether the title stood over the rest without an empty line.
    private(set) var isTitleJoined = false
    /// The stanzas that are none of these.
    private(set) var rest: [[PlainTextLine]]

    enum Part {
        case title
        case subtitle
        case summary
        case slug
    }

    init(of stanzas: [[PlainTextLine]]) {
        rest = stanzas
        if !beginsWithSlug { takeTitle() }
        takeSlug()
        // Pages say their title twice, now and then.
        if title != nil, subtitle == nil, let stanza = takeHeadline() {
            let isTwin = stanza[0].text.oneLine == title
            if !isTwin { subtitle = stanza[0].text.oneLine }
            taken.append((isTwin ? .title : .subtitle, stanza))
        }
        if title == nil, slug != nil, let stanza = takeHeadline() {
            title = stanza[0].text.oneLine
            taken.append((.title, stanza))
        }
    }

    /// A first line that stands apart and has something beneath it is the title.
    private mutating func takeTitle() {
        guard let stanza = rest.first, let line = stanza.first, line.item == nil, !line.hasLink,
            line.width <= 200
        else { return }
        if stanza.count == 1 {
            guard rest.count > 1, line.isHeadline || Self.isShortSentence(line) else { return }
            taken.append((.title, rest.removeFirst()))
        } else {
            let isUnderlined = Self.isUnderline(stanza[1])
            guard isUnderlined || line.isHeadline && isTitle(line, over: stanza) else { return }
            let count = isUnderlined ? 2 : 1
            taken.append((.title, Array(stanza[..<count])))
            rest[0].removeFirst(count)
            isTitleJoined = !rest[0].isEmpty
            if rest[0].isEmpty { rest.removeFirst() }
        }
        title = line.text.oneLine
    }

    /// Whether a line that is no headline may be a title all the same: not what announces, and not a whole paragraph.
    private static func isShortSentence(_ line: PlainTextLine) -> Bool {
        line.width <= 100 && line.indent < 4 && !line.text.hasSuffix(",") && !line.isLeadIn
            && !line.hasSentences
    }

    private static func isUnderline(_ line: PlainTextLine) -> Bool {
        line.text.allSatisfy { $0 == "=" } || line.text.allSatisfy { $0 == "-" }
    }

    /// Whether a line is unlike those that follow without an empty line.
    private func isTitle(_ line: PlainTextLine, over stanza: [PlainTextLine]) -> Bool {
        let below = stanza[1]
        if below.isSlug(under: line.text) { return true }
        // The lines of a letter's head, of a log or of a table are alike.
        if line.isKeyed && below.isKeyed || line.beginsWithDigit && below.beginsWithDigit { return false }
        if line.hasColumns, below.hasColumns { return false }
        return line.width * 2 < below.width && below.isProse || standsAbove(stanza)
    }

    /// Whether these lines are all headlines, over a text that has sentences.
    private func standsAbove(_ lines: [PlainTextLine]) -> Bool {
        guard lines.count <= 3, lines.allSatisfy(\.isHeadline) else { return false }
        return rest.dropFirst().joined().contains { $0.isProse && $0.width > 80 }
    }

    /// Whether the title is missing, and the summary as well.
    private var beginsWithSlug: Bool {
        guard let line = rest.first?.first, line.isSlug(under: nil) else { return false }
        let below = rest[0].count > 1 ? rest[0][1] : rest.dropFirst().first?[0]
        return below?.text.unicodeScalars.first?.isSmall == false
    }

    /// A slug near the title, over a body; the paragraph above it is the summary.
    private mutating func takeSlug() {
        // Without a title there must be a text that it can be the slug of.
        guard title != nil || rest.joined().contains(where: { $0.isProse && $0.width > 80 }) else { return }
        if title == nil, beginsWithSlug, rest[0].count > 1 {
            rest.insert([rest[0].removeFirst()], at: 0)
        }
        for index in rest.indices.prefix(title == nil ? 2 : 3) {
            let stanza = rest[index]
            guard let last = stanza.last, last.isSlug(under: title) else { continue }
            // Among others of its kind it is a word of a list.
            guard !stanza.dropLast().contains(where: { $0.isSlug(under: title) }), index + 1 < rest.count
            else { return }
            let front = rest[..<index].map { $0 } + (stanza.count > 1 ? [Array(stanza.dropLast())] : [])
            guard front.count <= 2 else { return }
            if let above = front.last?.last, !above.isProse, above.width <= 30 { return }
            slug = last.text
            rest.removeFirst(index + 1)
            takeFront(front)
            taken.append((.slug, [last]))
            return
        }
    }

    /// What stands between title and slug: a paragraph, and perhaps a second headline or a name above it.
    private mutating func takeFront(_ front: [[PlainTextLine]]) {
        guard let paragraph = front.last else { return }
        summary = PlainTextBody.text(of: paragraph).oneLine
        defer { taken.append((.summary, paragraph)) }
        guard front.count == 2 else { return }
        if front[0].count == 1, front[0][0].isHeadline {
            subtitle = front[0][0].text.oneLine
            taken.append((.subtitle, front[0]))
        } else {
            rest.insert(front[0], at: 0)
        }
    }

    /// A headline directly below, with a paragraph of its own.
    ///
    /// Without a slug, what stands over a paragraph might as well be its own heading; the title is then above it.
    private mutating func takeHeadline() -> [PlainTextLine]? {
        guard rest.count > 1, rest[0].count == 1, rest[0][0].isHeadline else { return nil }
        guard let below = rest[1].first, below.item == nil, rest[1].contains(where: \.isProse) else {
            return nil
        }
        // Two equal lines are a name, which the tail knows better.
        guard below != rest[0][0] else { return nil }
        return rest.removeFirst()
    }
}

extension PlainTextLine {
    fileprivate var beginsWithDigit: Bool {
        text.unicodeScalars.first?.properties.numericType != nil
    }
}
