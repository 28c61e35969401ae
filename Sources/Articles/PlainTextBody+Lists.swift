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
                if let last = bullets.popLast() { bullets.append("\(last) \(line.text)") }
                if let last = numbers.popLast() { numbers.append((last.number, "\(last.text) \(line.text)")) }
            }
        }
        if !bullets.isEmpty { return [.list(bullets)] }
        guard numbers.map(\.number) == Array(1...max(numbers.count, 1)) else {
            return [.paragraph(lines.map(\.text).joined(separator: "\n"))]
        }
        return [.numbered(numbers.map(\.text))]
    }

    /// Items that empty lines part are one list.
    static func append(_ block: PlainText.Block, to blocks: inout [PlainText.Block]) {
        switch (blocks.last, block) {
        case (.list(let items), .list(let more)):
            blocks[blocks.count - 1] = .list(items + more)
        case (.numbered(let items), .paragraph(let text)):
            guard let item = PlainTextLine(text[...].unicodeScalars)?.item,
                case .number(items.count + 1, let more) = item,
                !text.contains("\n")
            else { return blocks.append(block) }
            blocks[blocks.count - 1] = .numbered(items + [more])
        default:
            blocks.append(block)
        }
    }
}
