extension Translation {
    /// Replaces what stands behind one of these marks where a link's destination is wanted.
    ///
    /// With spaces, a destination ends where its parenthesis or its quotes do, as Python-Markdown has it.
    static func replacingPaths(
        behind marks: [StaticString],
        in text: String,
        withSpaces: Bool = false,
        _ address: (String, String) -> String
    ) -> String {
        let bytes = Array(text.utf8)
        var result = ""
        var start = 0
        var position = 0
        while position < bytes.count {
            guard let mark = marks.first(where: { bytes.has($0, at: position) }),
                wantsDestination(bytes.string(max(start, position - 8)..<position))
            else {
                position += 1
                continue
            }
            let path = position + mark.utf8CodeUnitCount
            let end = withSpaces ? endOfPath(in: bytes, from: path, opened: position) : endOfWord(bytes, path)
            result += bytes.string(start..<position)
            result += address("\(mark)", bytes.string(path..<end))
            start = end
            position = end
        }
        return result + bytes.string(start..<bytes.count)
    }

    private static func endOfWord(_ bytes: [UInt8], _ start: Int) -> Int {
        bytes[start...].firstIndex { $0.isSpaceOrLineBreak || ")>\"'".utf8.contains($0) } ?? bytes.count
    }

    /// Where a path ends that may have spaces: by what stands before its mark.
    private static func endOfPath(in bytes: [UInt8], from start: Int, opened mark: Int) -> Int {
        let before = bytes[max(0, mark - 8)..<mark].last { !$0.isSpaceOrLineBreak }
        let near = bytes[start...].prefix(Self.longestPath)
        let line = near.firstIndex(of: 0x0A) ?? near.endIndex
        let end: Int? =
            switch before {
            case UInt8(ascii: "("): endOfParenthesis(in: bytes, start..<line)
            case UInt8(ascii: "<"): bytes[start..<line].firstIndex(of: UInt8(ascii: ">"))
            case let quote? where quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"):
                bytes[start..<line].firstIndex(of: quote)
            default: nil
            }
        return end ?? endOfWord(bytes, start)
    }

    /// In bytes; what goes on for longer is no path.
    private static let longestPath = 1_000

    /// Before the parenthesis that closes, and before a title in quotes; nil where none closes on the line.
    private static func endOfParenthesis(in bytes: [UInt8], _ line: Range<Int>) -> Int? {
        var depth = 1
        var end = line.lowerBound
        while end < line.upperBound {
            if bytes[end] == UInt8(ascii: "(") { depth += 1 }
            if bytes[end] == UInt8(ascii: ")") {
                depth -= 1
                if depth == 0 { break }
            }
            end += 1
        }
        guard depth == 0 else { return nil }
        if let last = bytes[line.lowerBound..<end].last(where: { !$0.isSpaceOrLineBreak }),
            last == UInt8(ascii: "\"") || last == UInt8(ascii: "'"),
            let quote = bytes[line.lowerBound..<end].indices.first(where: { place in
                bytes[place] == last && place > line.lowerBound && bytes[place - 1] == 0x20
            })
        {
            end = quote
        }
        while end > line.lowerBound, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return end
    }
}
