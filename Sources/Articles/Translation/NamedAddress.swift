/// The address of what a text calls by a name of its tool, wherever in the text it stands: behind the beginning of another
/// address, in code, or by itself.
///
/// It is known when all articles are. Meanwhile an address on a host that nobody has stands for it, which Markdown and the
/// sanitiser leave as it is.
/// <https://www.rfc-editor.org/rfc/rfc2606#section-2>
package enum NamedAddress {
    private static let opening = "https://named.feedherald.invalid/"
    private static let closing = UInt8(ascii: "-")

    /// What stands for the address of a name, and of what may stand behind a `#` in it.
    static func mark(ofReference reference: String) -> String {
        let name = reference.prefix { $0 != "#" }
        let anchor = String(reference.dropFirst(name.count))
        let end = anchor.isEmpty ? "" : "#" + String(anchor.dropFirst()).percentEncodedPath
        if name.isEmpty { return end }
        // Nothing in a name may mean something to Markdown, nor end an address.
        let digits = name.utf8.map { byte in
            String(byte >> 4, radix: 16) + String(byte & 0xF, radix: 16)
        }
        return opening + digits.joined() + "-" + end
    }

    /// Whether a text has such marks.
    package static func isFound(in text: String) -> Bool { text.hasBytes(opening) }

    /// The names in sanitised HTML.
    package static func names(in html: String) -> [String] {
        var names: [String] = []
        let bytes = Array(html.utf8)
        var position = 0
        while let start = bytes.place(of: opening, from: position) {
            position = start + opening.utf8.count
            if let (name, _) = name(in: bytes, at: start) { names.append(name) }
        }
        return names
    }

    /// The HTML with the addresses of what the names mean; where that is nothing, the name, the text of a link, or no picture.
    package static func rewriting(_ html: String, _ address: (String) -> String?) -> String {
        guard isFound(in: html) else { return html }
        var rewriter = NamedAddressRewriter(Array(html.utf8))
        rewriter.rewrite(address)
        return String(decoding: rewriter.result, as: UTF8.self)
    }

    static func next(in bytes: [UInt8], from position: Int) -> Int? {
        bytes.place(of: opening, from: position)
    }

    /// The name that a mark stands for, and where the mark ends; nil where only its beginning is one's.
    static func name(in bytes: [UInt8], at start: Int) -> (name: String, end: Int)? {
        var name: [UInt8] = []
        var position = start + opening.utf8.count
        while position + 1 < bytes.count, let byte = UInt8(bytes.string(position..<position + 2), radix: 16) {
            name.append(byte)
            position += 2
        }
        guard position < bytes.count, bytes[position] == closing, !name.isEmpty else { return nil }
        return (String(decoding: name, as: UTF8.self), position + 1)
    }
}
