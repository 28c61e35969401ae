/// A heading of the first level at the very start of a Markdown text. https://spec.commonmark.org/0.31.2/#atx-headings
struct MetadataHeading {
    let title: String
    /// The text below the heading.
    let rest: String

    init?(startOf text: String) {
        let bytes = text.utf8
        guard let first = bytes.firstIndex(where: { !$0.isSpaceOrLineBreak }) else { return nil }
        let indent = bytes[..<first].reversed().prefix { $0 == 0x20 }.count
        guard bytes[first] == UInt8(ascii: "#"), indent <= 3 else { return nil }
        let line = bytes[first...].prefix { $0 != 0x0A && $0 != 0x0D }.dropFirst()
        guard let gap = line.first, gap == 0x20 || gap == 0x09 else { return nil }
        guard let title = Self.title(line) else { return nil }
        self.title = title
        let below = bytes[line.endIndex...].drop { $0.isSpaceOrLineBreak }
        rest = String(decoding: below, as: UTF8.self)
    }

    /// The heading's text without the `#` that may close it.
    private static func title(_ line: Substring.UTF8View) -> String? {
        let text = trimmed(line)
        let open = text.reversed().drop { $0 == UInt8(ascii: "#") }
        let isClosed = open.first.map { $0 == 0x20 || $0 == 0x09 } ?? true
        let title = isClosed ? trimmed(text.dropLast(text.count - open.count)) : text
        return title.isEmpty ? nil : String(decoding: title, as: UTF8.self)
    }

    private static func trimmed(_ line: Substring.UTF8View) -> Substring.UTF8View {
        let start = line.drop { $0.isSpaceOrLineBreak }
        return start.dropLast(start.reversed().prefix { $0.isSpaceOrLineBreak }.count)
    }
}
