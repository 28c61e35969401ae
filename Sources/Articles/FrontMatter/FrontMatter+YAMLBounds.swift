extension FrontMatter {
    /// What a head in YAML may cost: its text is looked at before it is read, for the full reader has no bounds.
    enum YAMLBounds {
        /// More aliases than this can stand for more values than memory holds.
        private static let aliasLimit = 16

        /// Refuses a head that could be nested too deeply, or be a bomb of aliases, whatever it means.
        static func check(_ head: Source) throws(Problem) {
            var brackets = 0
            var indents: [Int] = []
            var aliases = 0
            var firstAnchor: Int?
            var number = head.firstLine
            for line in head.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
                defer { number += 1 }
                var position = line.startIndex
                while position < line.endIndex, line[position].opensBlock {
                    if line[position] != 0x20 { push(position - line.startIndex, on: &indents) }
                    position += 1
                }
                if position < line.endIndex { push(position - line.startIndex, on: &indents) }
                var isAtStart = true
                for byte in line {
                    switch byte {
                    case UInt8(ascii: "["), UInt8(ascii: "{"): brackets += 1
                    case UInt8(ascii: "]"), UInt8(ascii: "}"): brackets = max(0, brackets - 1)
                    case UInt8(ascii: "*") where isAtStart: aliases += 1
                    case UInt8(ascii: "&") where isAtStart: firstAnchor = firstAnchor ?? number
                    default: break
                    }
                    isAtStart = byte.isSpaceOrLineBreak || "[{,:".utf8.contains(byte)
                    try check(depth: brackets + indents.count, of: head, line: number)
                }
            }
            if aliases > aliasLimit, let firstAnchor { throw alias(head, line: firstAnchor) }
        }

        static func check(depth: Int, of head: Source, line: Int) throws(Problem) {
            guard depth <= nestingLimit else { throw tooDeep(head, line) }
        }

        static func alias(_ head: Source, line: Int) -> Problem {
            head.problem("YAML anchors and aliases are not taken, write the value out", line: line)
        }

        /// Keeps the columns at which the blocks around a line began.
        private static func push(_ column: Int, on indents: inout [Int]) {
            while let last = indents.last, last >= column { indents.removeLast() }
            indents.append(column)
        }
    }
}

extension UInt8 {
    /// Whether a line may open a block with this character, or be indented by it.
    fileprivate var opensBlock: Bool {
        self == 0x20 || self == UInt8(ascii: "-") || self == UInt8(ascii: "?") || self == UInt8(ascii: ":")
    }
}
