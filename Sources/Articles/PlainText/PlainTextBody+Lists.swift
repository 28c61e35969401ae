extension PlainTextBody {
    /// The blocks of lines of which the first is an item; lines without a mark continue the item above.
    static func list(_ lines: [PlainTextLine]) -> [PlainText.Block] {
        var bullets: [String] = []
        var numbers: [(number: Int, text: String)] = []
        for line in lines {
            switch line.item {
            case .bullet(let text) where numbers.isEmpty:
                bullets.append(text)
            case .number(let number, let text) where bullets.isEmpty:
                numbers.append((number, text))
            case .bullet, .number, nil:
                if !bullets.isEmpty { bullets[bullets.count - 1] += " " + line.text }
                if !numbers.isEmpty { numbers[numbers.count - 1].text += " " + line.text }
            }
        }
        if !bullets.isEmpty { return [.list(bullets)] }
        guard numbers.map(\.number) == Array(1...max(numbers.count, 1)) else {
            return [.paragraph(lines.map(\.text).joined(separator: "\n"))]
        }
        return [.numbered(numbers.map(\.text))]
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
            extendLast(by: [more])
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
    private mutating func extendLast(by more: [String]) {
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
