/// The character references that occur in sanitised HTML, and their numeric kin.
///
/// <https://html.spec.whatwg.org/multipage/syntax.html#character-references>
enum HTMLEntity {
    /// The character that stands between `&` and `;`.
    static func scalar(named name: UnsafeBufferPointer<UInt8>) -> Unicode.Scalar? {
        let name = String(decoding: name, as: UTF8.self)
        if name.hasPrefix("#x") || name.hasPrefix("#X") {
            return UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
        }
        if name.hasPrefix("#") {
            return UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
        }
        return named[name]
    }

    private static let named: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
    ]

    /// A text with its references replaced by their characters.
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var decoded = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "&") {
            decoded += rest[..<start]
            rest = rest[start...]
            var body = String(rest.dropFirst().prefix { $0 != ";" && $0 != "&" })
            let end = rest.index(rest.startIndex, offsetBy: body.count + 1)
            if end < rest.endIndex, rest[end] == ";", let scalar = body.withUTF8({ scalar(named: $0) }) {
                decoded.unicodeScalars.append(scalar)
                rest = rest[rest.index(after: end)...]
            } else {
                decoded += "&"
                rest = rest.dropFirst()
            }
        }
        return decoded + rest
    }
}
