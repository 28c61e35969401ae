/// A heading of the first level at the very start of a Markdown text, in either form.
///
/// <https://spec.commonmark.org/0.31.2/#atx-headings>, <https://spec.commonmark.org/0.31.2/#setext-headings>
struct MetadataHeading {
    /// As it is written.
    let title: String
    /// The text below the heading.
    let rest: String

    init?(startOf text: String) {
        let bytes = text.utf8
        guard let first = bytes.firstIndex(where: { !$0.isSpaceOrLineBreak }) else { return nil }
        let indent = bytes[..<first].reversed().prefix { $0 == 0x20 }.count
        guard indent <= 3 else { return nil }
        let line = bytes[first...].prefix { !$0.isLineBreak }
        let found = Self.marked(line).map { ($0, line.endIndex) } ?? Self.underlined(line, in: bytes)
        guard let (title, end) = found else { return nil }
        self.title = title
        let below = bytes[end...].drop { $0.isSpaceOrLineBreak }
        rest = String(decoding: below, as: UTF8.self)
    }

    /// The title of a line that begins with `#`, without the `#` that may close it.
    private static func marked(_ line: Substring.UTF8View) -> String? {
        guard line.first == UInt8(ascii: "#"), let gap = line.dropFirst().first, gap == 0x20 || gap == 0x09
        else { return nil }
        let text = trimmed(line.dropFirst())
        let open = text.reversed().drop { $0 == UInt8(ascii: "#") }
        let isClosed = open.first.map { $0 == 0x20 || $0 == 0x09 } ?? true
        let title = isClosed ? trimmed(text.dropLast(text.count - open.count)) : text
        return title.isEmpty ? nil : String(decoding: title, as: UTF8.self)
    }

    /// Whether a line begins another kind of block than text, or might.
    private static func isOther(_ line: Substring.UTF8View) -> Bool {
        let line = Substring(line)
        let starts =
            /[#>=<|]|[*+-](?:[ \t]|$)|[*_-](?:[ \t]*[*_-])+[ \t]*$|```|~~~|[0-9]+[.)](?:[ \t]|$)|\[[^\]]*\]:/
        return line.prefixMatch(of: starts) != nil
    }

    /// The title of one line of text above a line of `=`, and where that ends.
    private static func underlined(_ line: Substring.UTF8View, in text: String.UTF8View) -> (
        String, String.Index
    )? {
        let end = text[line.endIndex...].prefix { $0.isLineBreak }.endIndex
        // At most one line break: `\r\n` is one.
        let gap = text[line.endIndex..<end]
        guard gap.count == 1 || gap.elementsEqual("\r\n".utf8), !isOther(line)
        else { return nil }
        let below = text[end...].prefix { !$0.isLineBreak }
        let signs = trimmed(below)
        guard !signs.isEmpty, signs.allSatisfy({ $0 == UInt8(ascii: "=") }),
            below.prefix(while: { $0 == 0x20 }).count <= 3, below.first != 0x09
        else { return nil }
        return (String(decoding: trimmed(line), as: UTF8.self), below.endIndex)
    }

    private static func trimmed(_ line: Substring.UTF8View) -> Substring.UTF8View {
        let start = line.drop { $0.isSpaceOrLineBreak }
        return start.dropLast(start.reversed().prefix { $0.isSpaceOrLineBreak }.count)
    }
}

extension UInt8 {
    fileprivate var isLineBreak: Bool { self == 0x0A || self == 0x0D }
}
