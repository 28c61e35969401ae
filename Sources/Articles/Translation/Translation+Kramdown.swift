extension Translation {
    /// What kramdown reads in braces, and shows to nobody. https://kramdown.gettalong.org/syntax.html#inline-attribute-lists
    func kramdown(_ text: String) -> String {
        guard text.hasBytes("{:") else { return text }
        return MarkdownCode.rewriting(text) { part in
            let bytes = Array(part.utf8)
            let lastEnd = bytes.lastIndex(of: UInt8(ascii: "/")) ?? 0
            var result = ""
            var start = 0
            var position = 0
            while let brace = bytes.place(of: "{:", from: position) {
                guard let end = Self.listEnd(bytes, at: brace, lastEnd: lastEnd) else {
                    position = brace + 2
                    continue
                }
                result += bytes.string(start..<brace)
                let list = bytes.string(brace..<end)
                if Self.isAlone(result, behind: bytes[end...]) { Self.drop(list, lineOf: &result) }
                start = end
                position = end
            }
            return result + bytes.string(start..<bytes.count)
        }
    }

    /// Behind an attribute list, an extension, or a comment with all that is in it.
    private static func listEnd(_ bytes: [UInt8], at brace: Int, lastEnd: Int) -> Int? {
        if brace < lastEnd, bytes.has("{::comment}", at: brace), let end = bytes.place(of: "{:/", from: brace)
        {
            return bytes[end...].firstIndex(of: UInt8(ascii: "}")).map { $0 + 1 }
        }
        guard brace + 2 < bytes.count else { return nil }
        let next = bytes[brace + 2]
        guard next.isASCIIAlphanumeric || " :.#/".utf8.contains(next) else { return nil }
        guard
            let end = bytes[brace...].prefix(longestList).firstIndex(where: {
                $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "\n")
            }),
            bytes[end] == UInt8(ascii: "}")
        else { return nil }
        return end + 1
    }

    /// In bytes.
    private static let longestList = 1_000

    private static func isAlone(_ before: String, behind rest: ArraySlice<UInt8>) -> Bool {
        let last = before.utf8.last { $0 == UInt8(ascii: "\n") || !$0.isSpaceOrLineBreak }
        return last.map { $0 == UInt8(ascii: "\n") } ?? true
            && (rest.first.map { $0 == UInt8(ascii: "\n") || $0 == 0x0D } ?? true)
    }

    /// A table of contents takes the place of the list above its mark.
    private static func drop(_ list: String, lineOf result: inout String) {
        guard list.split(whereSeparator: { "{: }".contains($0) }).contains("toc") else { return }
        while result.last == " " { result.removeLast() }
        guard result.hasSuffix("\n") else { return }
        result.removeLast()
        let line = result.lastIndex(of: "\n").map { result.index(after: $0) } ?? result.startIndex
        result.removeSubrange(line...)
    }
}
