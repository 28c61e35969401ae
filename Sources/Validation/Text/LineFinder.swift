import Glibc

/// Tells lines and columns of places that are asked for in their order.
struct LineFinder {
    /// Longer lines are shown in part: many feeds are a single one.
    private static let longest = 100
    private static let before = 40

    private let text: [UInt8]
    private var line = 1
    private var lineStart = 0
    /// The last place in this line, and how many characters are before it: a feed may be one line of megabytes.
    private var counted = (offset: 0, characters: 0)

    init(_ text: [UInt8]) {
        self.text = text
    }

    /// The place of a byte, which is not before the one that was asked for last.
    mutating func place(of offset: Int) -> Place {
        let offset = min(max(offset, counted.offset), text.count)
        while let end = Bytes.first(0x0A, in: text, from: max(lineStart, counted.offset), to: offset) {
            line += 1
            lineStart = end + 1
            counted = (lineStart, 0)
        }
        if offset > counted.offset {
            counted.characters += Self.characters(in: text, counted.offset..<offset)
            counted.offset = offset
        }
        let column = counted.characters + 1
        let (excerpt, caret) = excerpt(around: offset, column: column)
        return Place(line: line, column: column, excerpt: excerpt, caret: caret)
    }

    private func excerpt(around offset: Int, column: Int) -> (String, Int) {
        // No more bytes are looked at than can be shown.
        let reach = 4 * Self.longest
        let left = max(lineStart, offset - reach)
        let limit = min(text.count, offset + reach)
        let right = Bytes.first(0x0A, in: text, from: offset, to: limit) ?? limit
        let head = Array(String(decoding: text[left..<offset], as: UTF8.self).unicodeScalars)
        let tail = Array(String(decoding: text[offset..<right], as: UTF8.self).unicodeScalars)
        let isShort = left == lineStart && head.count + tail.count <= Self.longest
        let shownHead = isShort ? head : Array(head.suffix(Self.before))
        let shownTail = isShort ? tail : Array(tail.prefix(Self.longest - shownHead.count))
        var shown = String.UnicodeScalarView((shownHead + shownTail).map(Self.visible))
        var caret = shownHead.count + 1
        if shownHead.count < column - 1 {
            shown.insert("…", at: shown.startIndex)
            caret += 1
        }
        if shownTail.count < tail.count { shown.append("…") }
        return (String(shown), caret)
    }

    /// What a terminal would obey, or not show at all, is shown as a replacement character.
    private static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.properties.generalCategory {
        case .control: scalar == "\t" || scalar == "\r" ? " " : "\u{FFFD}"
        case .format, .lineSeparator, .paragraphSeparator: "\u{FFFD}"
        default: scalar
        }
    }

    private static func characters(in text: [UInt8], _ range: Range<Int>) -> Int {
        text.withUnsafeBufferPointer { text in
            var count = 0
            for byte in text[range] where byte & 0xC0 != 0x80 { count += 1 }
            return count
        }
    }
}
