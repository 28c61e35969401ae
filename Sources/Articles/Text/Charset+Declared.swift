extension Charset {
    /// What a page says of itself in its first 1,024 bytes, by `<meta charset>` or its XML declaration.
    ///
    /// <https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding>
    static func label(declaredBy page: UnsafeRawBufferPointer) -> String? {
        let head = withoutComments(page.prefix(1_024).map(\.lowercasedASCII))[...]
        if head.starts(with: "<?xml".utf8), let end = place(of: "?>", in: head),
            let label = value(after: "encoding", in: head[..<end])
        {
            return label
        }
        var rest = head
        while let meta = place(of: "<meta", in: rest) {
            let tag = rest[meta...].prefix { $0 != UInt8(ascii: ">") }
            if let label = value(after: "charset", in: tag) { return label }
            rest = rest[tag.endIndex...]
        }
        return nil
    }

    private static func withoutComments(_ text: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        var rest = text[...]
        while let start = place(of: "<!--", in: rest) {
            kept += rest[..<start]
            guard let end = place(of: "-->", in: rest[(start + 4)...]) else { return kept }
            rest = rest[(end + 3)...]
        }
        return kept + rest
    }

    private static func value(after name: StaticString, in tag: ArraySlice<UInt8>) -> String? {
        guard let found = place(of: name, in: tag) else { return nil }
        let behind = tag[(found + name.utf8CodeUnitCount)...].drop { $0.isHTMLSpace }
        guard behind.first == UInt8(ascii: "=") else { return nil }
        let label = behind.dropFirst().drop { $0.isHTMLSpace || $0.isQuotationMark }.prefix {
            !$0.isHTMLSpace && !$0.isQuotationMark && !";/>?".utf8.contains($0)
        }
        return label.isEmpty ? nil : String(decoding: label, as: UTF8.self)
    }

    /// Where some words of ASCII stand first.
    private static func place(of words: StaticString, in text: ArraySlice<UInt8>) -> Int? {
        let wanted = UnsafeBufferPointer(start: words.utf8Start, count: words.utf8CodeUnitCount)
        var index = text.startIndex
        while index + wanted.count <= text.endIndex {
            if text[index] == wanted[0], text[index..<index + wanted.count].elementsEqual(wanted) {
                return index
            }
            index += 1
        }
        return nil
    }
}

extension UInt8 {
    fileprivate var lowercasedASCII: UInt8 {
        self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self
    }

    fileprivate var isQuotationMark: Bool {
        self == UInt8(ascii: "\"") || self == UInt8(ascii: "'")
    }
}
