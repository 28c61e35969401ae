extension FrontMatter {
    /// Finds the lines of keys again, where the reader of a format does not tell them.
    struct KeyLines {
        private let firstLine: Int
        private let lines: [String]
        /// What may stand behind a key.
        private let signs: Set<Character>

        init(of head: Source, followedBy signs: Set<Character>) {
            firstLine = head.firstLine
            let parts = head.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            lines = parts.map { String(decoding: $0, as: UTF8.self) }
            self.signs = signs
        }

        /// The line of a key, which stands at `line` or below; nil where the key is written in another way.
        func line(of name: String, from line: Int) -> Int? {
            let first = min(max(line - firstLine, 0), lines.count)
            let found = lines[first...].firstIndex { text in
                let start = text.drop { " \t-[{\"'".contains($0) }
                guard start.hasPrefix(name) else { return false }
                let after = start.dropFirst(name.count).drop { " \t\"'".contains($0) }.first
                return after.map(signs.contains) ?? false
            }
            return found.map { firstLine + $0 }
        }
    }
}
