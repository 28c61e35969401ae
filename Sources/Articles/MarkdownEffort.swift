import Glibc

/// What it would take to make HTML of a text in Markdown, told before cmark-gfm tries.
///
/// Some of its work grows with the square of a text, and some with the product of two parts of it: a table's columns
/// and rows, a reference's length and its uses. Its version in Debian 12 (0.29.0.gfm.6) has no limits of its own, and what
/// runs cannot be stopped. Figures are nanoseconds as they were measured, and err on the side of too much.
struct MarkdownEffort {
    /// What takes too long.
    struct Excess: Equatable {
        /// Of the text, counted from 1.
        let line: Int
        /// What is wrong and what would be right.
        let message: String
    }

    /// Half a second: a pass may wait for so long, and what is written for people takes a hundredth of it.
    private static let most = 500_000_000
    /// What uses of one reference may grow to, in bytes.
    private static let longestUses = 100_000_000
    /// Of quotations and lists in one another; `MarkupTree` reads no deeper either.
    private static let deepest = 1_000

    private static let perMark = 300
    private static let perLine = 150
    private static let perCell = 800
    private static let perAddress = 6_000

    /// Nothing in a shorter text takes long, but for a table.
    private static let shortest = 16_384
    private static let shortestWithTable = 4_096

    /// The first thing that goes beyond what a text may take; nil for nearly every text.
    static func excess(in text: UnsafeRawBufferPointer) -> Excess? {
        guard text.count >= shortestWithTable, let base = text.baseAddress else { return nil }
        guard text.count >= shortest || memchr(base, Int32(UInt8(ascii: "|")), text.count) != nil else {
            return nil
        }
        var effort = MarkdownEffort(text)
        effort.count()
        return effort.excess
    }

    private let text: UnsafeRawBufferPointer
    private var total = 0
    private var line = 0
    private var excess: Excess?
    /// Of the table that the lines may be in.
    private var columns = 0
    private var paragraph = 0
    /// In this paragraph.
    private var openings = 0
    private var uses = 0
    private var longestDefinition = (count: 0, line: 1)
    private var definition: (start: Int, line: Int)?

    private init(_ text: UnsafeRawBufferPointer) {
        self.text = text
    }

    private mutating func count() {
        var start = 0
        while start < text.count, excess == nil {
            var end = text.count
            if let base = text.baseAddress, let found = memchr(base + start, 0x0A, text.count - start) {
                end = UnsafeRawPointer(found) - base
            }
            line += 1
            count(start..<end)
            start = end + 1
        }
        endParagraph(at: text.count)
    }

    private mutating func count(_ range: Range<Int>) {
        add(Self.perLine, "has too many lines, part it into several articles")
        var content = range.lowerBound
        var depth = 0
        while content < range.upperBound, let levels = level(at: content, in: range) {
            depth += levels
            content += 1
        }
        if depth > Self.deepest {
            tell("is nested more than \(Self.deepest) quotations or lists deep, flatten it")
        }
        add(depth * Self.perCell, "has too many quotations or lists in one another, flatten them")
        guard content < range.upperBound else { return endParagraph(at: range.lowerBound) }
        countTable(content..<range.upperBound)
        if text[content] == UInt8(ascii: "["), content + 1 < range.upperBound,
            text[content + 1] != UInt8(ascii: "^")
        {
            endDefinition(at: range.lowerBound)
            definition = (content, line)
        }
        countMarks(content..<range.upperBound)
    }

    /// How many levels a byte of a line's beginning opens; nil where the content begins.
    private func level(at index: Int, in range: Range<Int>) -> Int? {
        switch text[index] {
        case 0x20, 0x09, 0x0D: return 0
        case UInt8(ascii: ">"): return 1
        case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"):
            guard index + 1 < range.upperBound else { return nil }
            return text[index + 1] == 0x20 || text[index + 1] == 0x09 ? 1 : nil
        default: return nil
        }
    }

    /// A row costs its table's columns, however short it is, and each cell looks for its column.
    private mutating func countTable(_ range: Range<Int>) {
        if columns > 0 { add(table: columns * (Self.perCell + columns * 3 / 2)) }
        var runs = 0
        var hasPipe = false
        for index in range {
            switch text[index] {
            case UInt8(ascii: "|"): hasPipe = true
            case UInt8(ascii: "-"):
                if index == range.lowerBound || text[index - 1] != UInt8(ascii: "-") { runs += 1 }
            case UInt8(ascii: ":"), UInt8(ascii: ">"), 0x20, 0x09, 0x0D: break
            default: return
            }
        }
        guard hasPipe, runs > 0 else { return }
        columns = max(columns, runs)
        add(table: columns * columns * 4)
    }

    private mutating func countMarks(_ range: Range<Int>) {
        var marks = 0
        var addresses = 0
        var word = range.lowerBound
        var parentheses = 0
        for index in range {
            switch text[index] {
            case 0x20, 0x09, 0x0D:
                endWord(word..<index, parentheses)
                word = index + 1
                parentheses = 0
            case UInt8(ascii: ")"):
                parentheses += 1
            case UInt8(ascii: "<"):
                marks += 1
                endWord(word..<index, parentheses)
                word = index + 1
                parentheses = 0
                if opens(at: index, in: range) { openings += 1 }
            case UInt8(ascii: "]"):
                marks += 1
                let next = index + 1 < range.upperBound ? text[index + 1] : 0
                if next != UInt8(ascii: "(") { uses += 1 }
            case UInt8(ascii: "@"):
                addresses += 1
            case UInt8(ascii: "["), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"),
                UInt8(ascii: "!"),
                UInt8(ascii: "&"), UInt8(ascii: ":"), UInt8(ascii: "w"), UInt8(ascii: "\\"):
                marks += 1
            default: break
            }
        }
        endWord(word..<range.upperBound, parentheses)
        add(marks * Self.perMark, "has too many marks of Markdown, part it into several articles")
        add(addresses * Self.perAddress, "has too many \"@\", part it into several articles")
    }

    /// Whether an instruction, a declaration or CDATA may begin here, whose end is looked for in all of the paragraph.
    private func opens(at index: Int, in range: Range<Int>) -> Bool {
        guard index + 2 < range.upperBound else { return false }
        let isInstruction = text[index + 1] == UInt8(ascii: "?")
        return isInstruction || text[index + 1] == UInt8(ascii: "!") && text[index + 2] != UInt8(ascii: "-")
    }

    /// Where a word is an address, each parenthesis behind it is looked for in all of it.
    private mutating func endWord(_ word: Range<Int>, _ parentheses: Int) {
        guard parentheses > 0 else { return }
        add(parentheses * word.count, "has a word with \(parentheses) parentheses, put spaces between them")
    }

    private mutating func endParagraph(at end: Int) {
        add(openings * (end - paragraph) / 2, "has too many \"<?\" or \"<!\" in a paragraph, write \"\\<\"")
        paragraph = end
        openings = 0
        columns = 0
        endDefinition(at: end)
        let (count, line) = longestDefinition
        guard excess == nil, uses * count > Self.longestUses else { return }
        let message = "has a reference of \(count) bytes that may be used \(uses) times, make it shorter"
        excess = Excess(line: line, message: message)
    }

    /// Only long ones matter: a reference that is used is copied.
    private mutating func endDefinition(at end: Int) {
        guard let (start, line) = definition else { return }
        if end - start > longestDefinition.count, isDefinition(start..<end) {
            longestDefinition = (end - start, line)
        }
        definition = nil
    }

    private func isDefinition(_ range: Range<Int>) -> Bool {
        let label = text[range].prefix(1_100)
        return zip(label, label.dropFirst()).contains { $0 == UInt8(ascii: "]") && $1 == UInt8(ascii: ":") }
    }

    private mutating func add(table nanoseconds: Int) {
        let columns = columns
        add(
            nanoseconds,
            "has a table of \(columns) columns, which takes too long to be read, make it smaller"
        )
    }

    private mutating func add(_ nanoseconds: Int, _ message: @autoclosure () -> String) {
        total += nanoseconds
        if total > Self.most { tell(message()) }
    }

    private mutating func tell(_ message: String) {
        if excess == nil { excess = Excess(line: line, message: message) }
    }
}
