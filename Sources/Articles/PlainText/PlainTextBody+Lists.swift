extension PlainTextBody {
    /// The blocks of lines of which the first is an item; lines without a mark continue the item above.
    static func list(_ lines: [PlainTextLine]) -> [PlainText.Block] {
        let blocks = PlainTextList(of: lines).blocks
        // What does not count from 1 is no list.
        return blocks ?? [.paragraph(lines.map(\.text).joined(separator: "\n"))]
    }

    /// Items that empty lines part are one list.
    mutating func append(_ block: PlainText.Block) {
        switch block {
        case .list(let more) where endsInList:
            extendLast(by: more)
        case .paragraph(let text):
            guard let count = countOfLastNumbers, !text.contains("\n"),
                case .number(count + 1, let more)? = PlainTextLine(text[...].unicodeScalars)?.item
            else { return blocks.append(block) }
            extendLast(by: [PlainText.Item(text: more)])
        case .heading, .list, .numbered, .preformatted:
            blocks.append(block)
        }
    }

    private var endsInList: Bool {
        if case .list? = blocks.last { true } else { false }
    }

    private var countOfLastNumbers: Int? {
        if case .numbered(let items)? = blocks.last { items.count } else { nil }
    }

    /// Takes the list out while it grows: a copy for each item of a long one would take hours.
    private mutating func extendLast(by more: [PlainText.Item]) {
        switch blocks.popLast() {
        case .list(var items):
            items += more
            blocks.append(.list(items))
        case .numbered(var items):
            items += more
            blocks.append(.numbered(items))
        case .heading, .paragraph, .preformatted, nil:
            preconditionFailure("only a list is extended")
        }
    }
}
