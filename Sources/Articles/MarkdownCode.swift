/// Parts a Markdown text into code and all else. https://spec.commonmark.org/0.31.2/#code-spans
struct MarkdownCode {
    /// The text with all that is no code rewritten.
    static func rewriting(_ text: String, _ rewrite: (String) -> String) -> String {
        var result = ""
        for part in parts(of: text) { result += part.isCode ? part.text : rewrite(part.text) }
        return result
    }

    /// The text as its code and what stands between.
    static func parts(of text: String) -> [(text: String, isCode: Bool)] {
        var code = MarkdownCode(Array(text.utf8))
        code.findBlocks()
        var parts: [(text: String, isCode: Bool)] = []
        var start = 0
        for range in code.ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if range.lowerBound > start { parts.append((code.text(start..<range.lowerBound), false)) }
            parts.append((code.text(range), true))
            start = range.upperBound
        }
        if start < code.bytes.count { parts.append((code.text(start..<code.bytes.count), false)) }
        return parts
    }

    /// Where in a text is code, in bytes and in order.
    static func ranges(of bytes: [UInt8]) -> [Range<Int>] {
        var code = MarkdownCode(bytes)
        code.findBlocks()
        return code.ranges.sorted { $0.lowerBound < $1.lowerBound }
    }

    private let bytes: [UInt8]
    private var ranges: [Range<Int>] = []

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    /// Goes through the lines: fenced and indented code is found by them, spans in the paragraphs between.
    private mutating func findBlocks() {
        var position = 0
        var fence: (sign: UInt8, length: Int, start: Int)?
        var paragraph = 0
        var isAfterBlank = true
        var isInList = false
        while position < bytes.count {
            let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
            let line = bytes[position..<end]
            let words = line.drop { $0.isSpaceOrLineBreak || $0 == UInt8(ascii: ">") }
            let run = Self.fence(words)
            if let open = fence {
                if let run, run.sign == open.sign, run.length >= open.length, run.isAlone {
                    ranges.append(open.start..<end)
                    fence = nil
                    paragraph = end
                }
            } else if let run, run.sign == UInt8(ascii: "~") || !run.hasBacktick {
                findSpans(in: paragraph..<position)
                fence = (run.sign, run.length, position)
            } else if words.isEmpty {
                findSpans(in: paragraph..<position)
                paragraph = end
                isAfterBlank = true
            } else if isAfterBlank, !isInList, Self.isIndented(line) {
                ranges.append(position..<end)
                paragraph = end
            } else {
                isAfterBlank = false
                if !Self.isIndented(line) { isInList = Self.beginsItem(words) }
            }
            position = end
        }
        if let fence {
            ranges.append(fence.start..<bytes.count)
        } else {
            findSpans(in: paragraph..<bytes.count)
        }
    }

    private static func fence(
        _ words: ArraySlice<UInt8>
    ) -> (sign: UInt8, length: Int, isAlone: Bool, hasBacktick: Bool)? {
        guard let sign = words.first, sign == UInt8(ascii: "`") || sign == UInt8(ascii: "~") else {
            return nil
        }
        let length = words.prefix { $0 == sign }.count
        guard length >= 3 else { return nil }
        let rest = words.dropFirst(length)
        return (sign, length, rest.allSatisfy(\.isSpaceOrLineBreak), rest.contains(UInt8(ascii: "`")))
    }

    private static func isIndented(_ line: ArraySlice<UInt8>) -> Bool {
        line.first == UInt8(ascii: "\t") || line.prefix(4).elementsEqual("    ".utf8)
    }

    private static func beginsItem(_ words: ArraySlice<UInt8>) -> Bool {
        guard let first = words.first else { return false }
        if [UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+")].contains(first) {
            return words.dropFirst().first == 0x20
        }
        let digits = words.prefix { $0 &- 0x30 < 10 }
        let sign = words.dropFirst(digits.count).first
        return !digits.isEmpty && (sign == UInt8(ascii: ".") || sign == UInt8(ascii: ")"))
    }

    /// A run of backticks, and the next one as long, enclose code.
    private mutating func findSpans(in range: Range<Int>) {
        var position = range.lowerBound
        while let start = bytes[position..<range.upperBound].firstIndex(of: UInt8(ascii: "`")) {
            let length = bytes[start..<range.upperBound].prefix { $0 == UInt8(ascii: "`") }.count
            position = start + length
            if start > range.lowerBound, bytes[start - 1] == UInt8(ascii: "\\") { continue }
            var search = position
            while let next = bytes[search..<range.upperBound].firstIndex(of: UInt8(ascii: "`")) {
                let count = bytes[next..<range.upperBound].prefix { $0 == UInt8(ascii: "`") }.count
                search = next + count
                guard count == length else { continue }
                ranges.append(start..<search)
                position = search
                break
            }
        }
    }
}
