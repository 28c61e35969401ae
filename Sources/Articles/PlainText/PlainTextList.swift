/// Lines of which the first is an item, as lists, and lists in these.
struct PlainTextList {
    /// The lists, one below the other; nil where one of numbers does not count from 1.
    var blocks: [PlainText.Block]? {
        roots.allSatisfy(isCounted) ? roots.map(block) : nil
    }

    /// A list of one kind.
    private struct Level {
        var isNumbered: Bool
        /// In columns, of its first item.
        var indent: Int
        var items: [Int] = []
    }

    private struct Entry {
        var number: Int?
        var text: String
        var lists: [Int] = []
    }

    /// Lists in lists beyond these are one.
    private static let deepest = 8

    /// Where each number stands last.
    private var lastPlaces: [Int: Int] = [:]
    private var levels: [Level] = []
    private var entries: [Entry] = []
    private var roots: [Int] = []
    /// Those that may go on, each in the last item of the one before.
    private var open: [Int] = []

    init(of lines: [PlainTextLine]) {
        for (place, line) in lines.enumerated() {
            if case .number(let number, _)? = line.item { lastPlaces[number] = place }
        }
        for (place, line) in lines.enumerated() { add(line, at: place) }
    }

    private mutating func add(_ line: PlainTextLine, at place: Int) {
        switch line.item {
        case nil: goOn(line)
        case .bullet(let text): add(Entry(text: text), line, at: place)
        case .number(let number, let text):
            if mayCount(number, at: place) {
                add(Entry(number: number, text: text), line, at: place)
            } else {
                goOn(line)
            }
        }
    }

    private mutating func goOn(_ line: PlainTextLine) {
        guard let last = entries.indices.last else { return }
        entries[last].text += " " + line.text
    }

    /// Whether a number goes on counting, or begins to: below dashes, a line may begin with one by chance.
    private func mayCount(_ number: Int, at place: Int) -> Bool {
        if roots.isEmpty || open.allSatisfy({ levels[$0].isNumbered }) { return true }
        if open.contains(where: { levels[$0].isNumbered && lastNumber(of: $0) == number - 1 }) { return true }
        return number == 1 && lastPlaces[2] ?? 0 > place
    }

    private mutating func add(_ entry: Entry, _ line: PlainTextLine, at place: Int) {
        let isNumbered = entry.number != nil
        while let last = open.last, open.count > 1, levels[last].indent > line.indent + 1 {
            open.removeLast()
        }
        let isDeeper =
            open.count < Self.deepest && open.last.map { levels[$0].indent + 1 < line.indent } ?? false
        if !isDeeper, let known = level(for: entry, line) {
            open.removeLast(open.count - 1 - known)
        } else if isDeeper || isListOf(entry, at: place) {
            begin(Level(isNumbered: isNumbered, indent: line.indent), inItem: true)
        } else {
            if !open.isEmpty { open.removeLast() }
            begin(Level(isNumbered: isNumbered, indent: line.indent), inItem: !open.isEmpty)
        }
        if let last = open.last { levels[last].items.append(entries.count) }
        entries.append(entry)
    }

    /// The open list that an item goes on with: of its kind, and no deeper.
    private func level(for entry: Entry, _ line: PlainTextLine) -> Int? {
        open.indices.last { place in
            let level = levels[open[place]]
            guard level.isNumbered == (entry.number != nil), level.indent <= line.indent + 1 || place == 0
            else {
                return false
            }
            return place == open.count - 1 || level.indent + 1 >= line.indent
        }
    }

    /// Whether dashes stand below a number without being deeper, and the numbers go on behind them.
    private func isListOf(_ entry: Entry, at place: Int) -> Bool {
        guard entry.number == nil, let last = open.last, levels[last].isNumbered,
            let number = lastNumber(of: last)
        else { return false }
        return lastPlaces[number + 1] ?? 0 > place
    }

    private mutating func begin(_ level: Level, inItem: Bool) {
        levels.append(level)
        let place = levels.count - 1
        if inItem, let last = open.last, let item = levels[last].items.last {
            entries[item].lists.append(place)
        } else {
            roots.append(place)
        }
        open.append(place)
    }

    private func lastNumber(of level: Int) -> Int? {
        levels[level].items.last.flatMap { entries[$0].number }
    }

    private func isCounted(_ level: Int) -> Bool {
        let items = levels[level].items
        if levels[level].isNumbered, items.map({ entries[$0].number }) != (1...items.count).map({ $0 }) {
            return false
        }
        return items.allSatisfy { entries[$0].lists.allSatisfy(isCounted) }
    }

    private func block(_ level: Int) -> PlainText.Block {
        let items = levels[level].items.map { place in
            PlainText.Item(text: entries[place].text, lists: entries[place].lists.map(block))
        }
        return levels[level].isNumbered ? .numbered(items) : .list(items)
    }
}
