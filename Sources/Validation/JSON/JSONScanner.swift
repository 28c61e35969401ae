/// Reads JSON strictly, tells what is wrong with it and where, and goes on where that is possible.
///
/// Foundation's parser keeps no places: <https://www.rfc-editor.org/rfc/rfc8259>
struct JSONScanner {
    /// Parsers differ where they give up; nobody's feed comes near.
    private static let deepest = 200
    private static let mostNodes = 5_000_000

    private let bytes: [UInt8]
    private var index = 0
    private var nodes = 0
    private(set) var notes = Notes()

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if Bytes.has("\u{FEFF}", in: bytes, at: 0) {
            notes.add(.byteOrderMark, at: 0, "the document begins with a byte order mark")
            index = 3
        }
    }

    /// The whole document; nil where reading could not go on.
    mutating func document() -> JSONNode? {
        skipSpace()
        guard let value = value(depth: 0) else { return nil }
        skipSpace()
        if index < bytes.count {
            fault(index, "something stands behind the end of the document", fix: "take it out")
        }
        return value
    }

    private func byte(at index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

    private mutating func skipSpace() {
        while index < bytes.count {
            if Bytes.isSpace(bytes[index]) {
                index += 1
            } else if Bytes.has("//", in: bytes, at: index) || Bytes.has("/*", in: bytes, at: index) {
                fault(index, "a comment stands here, which JSON does not know", fix: "take it out")
                let isLine = bytes[index + 1] == UInt8(ascii: "/")
                index =
                    isLine
                    ? Bytes.first(0x0A, in: bytes, from: index, to: bytes.count) ?? bytes.count
                    : Bytes.first("*/", in: bytes, from: index + 2).map { $0 + 2 } ?? bytes.count
            } else {
                return
            }
        }
    }

    private mutating func fault(_ offset: Int, _ message: String, fix: String? = nil) {
        notes.add(.notJSON, at: offset, message, fix: fix)
    }

    private mutating func value(depth: Int) -> JSONNode? {
        nodes += 1
        guard depth < Self.deepest, nodes < Self.mostNodes else {
            fault(index, "values are nested too deep, or there are too many")
            return nil
        }
        let start = index
        switch byte(at: index) {
        case UInt8(ascii: "{"): return object(depth)
        case UInt8(ascii: "["): return array(depth)
        case UInt8(ascii: "\""): return string().map { JSONNode(start: start, value: .string($0)) }
        case UInt8(ascii: "-"), 0x30...0x39: return number()
        default: return word()
        }
    }

    private mutating func object(_ depth: Int) -> JSONNode? {
        let start = index
        var members: [JSONNode.Member] = []
        var names: Set<String> = []
        index += 1
        skipSpace()
        while byte(at: index) != UInt8(ascii: "}") {
            guard index < bytes.count else { return cut(start, "object", "}", .object(members)) }
            let nameStart = index
            guard byte(at: index) == UInt8(ascii: "\""), let name = string()?.string else {
                fault(index, "a name between double quotes should stand here", fix: "write \"name\": value")
                return nil
            }
            if !names.insert(name).inserted {
                notes.add(
                    .duplicateMember,
                    at: nameStart,
                    in: "",
                    "the member \(name.quoted) stands twice in one object"
                )
            }
            skipSpace()
            guard byte(at: index) == UInt8(ascii: ":") else {
                fault(index, "a colon is missing behind \(name.quoted)", fix: "write \"\(name)\": value")
                return nil
            }
            index += 1
            skipSpace()
            guard let value = value(depth: depth + 1) else { return nil }
            members.append(JSONNode.Member(name: name, nameStart: nameStart, value: value))
            guard separator(UInt8(ascii: "}")) else { return nil }
        }
        index += 1
        return JSONNode(start: start, value: .object(members))
    }

    private mutating func array(_ depth: Int) -> JSONNode? {
        let start = index
        var elements: [JSONNode] = []
        index += 1
        skipSpace()
        while byte(at: index) != UInt8(ascii: "]") {
            guard index < bytes.count else { return cut(start, "array", "]", .array(elements)) }
            guard let value = value(depth: depth + 1) else { return nil }
            elements.append(value)
            guard separator(UInt8(ascii: "]")) else { return nil }
        }
        index += 1
        return JSONNode(start: start, value: .array(elements))
    }

    private mutating func cut(_ start: Int, _ what: String, _ end: String, _ value: JSONNode.Value)
        -> JSONNode
    {
        fault(
            bytes.count,
            "the document ends within an \(what): it was cut off",
            fix: "send the whole document, up to its last \(end)"
        )
        return JSONNode(start: start, value: value)
    }

    /// Passes a comma, or stands before the end; false where neither is there.
    private mutating func separator(_ end: UInt8) -> Bool {
        skipSpace()
        if byte(at: index) == end || index >= bytes.count { return true }
        guard byte(at: index) == UInt8(ascii: ",") else {
            fault(index, "a comma is missing", fix: "write a comma between two members")
            // Who forgot one most likely goes on with the next member.
            return byte(at: index) == UInt8(ascii: "\"") || byte(at: index) == UInt8(ascii: "{")
        }
        let comma = index
        index += 1
        skipSpace()
        if byte(at: index) == end { fault(comma, "a comma stands before the end", fix: "take it out") }
        return true
    }

    private mutating func string() -> SourceText? {
        let start = index
        var text = SourceText()
        index += 1
        var from = index
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                text.append(from..<index, of: bytes)
                index += 1
                return text
            case UInt8(ascii: "\\"):
                text.append(from..<index, of: bytes)
                escape(into: &text)
                from = index
            case let byte where byte < 0x20:
                let name = Unicode.Scalar(byte).number
                fault(
                    index,
                    "a control character (\(name)) stands in a string",
                    fix: byte == 0x0A
                        ? "write \\n" : byte == 0x09 ? "write \\t" : "take it out, or write it as \\u00…"
                )
                index += 1
            default: index += 1
            }
        }
        fault(start, "a string begins here and never ends", fix: "write the closing quote")
        return nil
    }

    private mutating func escape(into text: inout SourceText) {
        let start = index
        let simple: [UInt8: UInt8] = [
            UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
            UInt8(ascii: "/"): UInt8(ascii: "/"), UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12,
            UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9,
        ]
        if let plain = simple[byte(at: index + 1)] {
            text.append(CollectionOfOne(plain), for: start)
            index += 2
            return
        }
        guard byte(at: index + 1) == UInt8(ascii: "u"), let unit = unit(at: index + 2) else {
            fault(
                start,
                "\\\(character(at: index + 1)) is no escape that JSON knows",
                fix: "write \\\\ for a backslash"
            )
            index = min(index + 2, bytes.count)
            return
        }
        index += 6
        var units = [unit]
        if UTF16.isLeadSurrogate(unit), byte(at: index) == UInt8(ascii: "\\"),
            byte(at: index + 1) == UInt8(ascii: "u"),
            let second = self.unit(at: index + 2), UTF16.isTrailSurrogate(second)
        {
            units.append(second)
            index += 6
        }
        guard let character = String(validating: units, as: UTF16.self) else {
            fault(start, "half of a character stands here", fix: "write both halves, or the character itself")
            text.append("\u{FFFD}".utf8, for: start)
            return
        }
        text.append(character.utf8, for: start)
    }

    private func unit(at start: Int) -> UInt16? {
        guard start + 4 <= bytes.count else { return nil }
        let digits = bytes[start..<start + 4]
        guard digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }) else { return nil }
        return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    private func character(at index: Int) -> String {
        String(decoding: bytes[min(index, bytes.count)..<min(index + 1, bytes.count)], as: UTF8.self)
    }

    private mutating func number() -> JSONNode {
        let start = index
        while index < bytes.count, Bytes.isDigit(bytes[index]) || "+-.eE".utf8.contains(bytes[index]) {
            index += 1
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if text.wholeMatch(of: /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/) == nil {
            fault(start, "\(text.quoted) is no number", fix: "write a number, or put the text between quotes")
        }
        return JSONNode(start: start, value: .number(text))
    }

    private mutating func word() -> JSONNode? {
        let start = index
        while index < bytes.count, Bytes.isLetter(bytes[index]) { index += 1 }
        let word = String(decoding: bytes[start..<index], as: UTF8.self)
        switch word {
        case "null": return JSONNode(start: start, value: .null)
        case "true", "false": return JSONNode(start: start, value: .boolean(word == "true"))
        default:
            if start >= bytes.count {
                fault(
                    start,
                    "the document ends where a value should stand: it was cut off",
                    fix: "send the whole document"
                )
            } else if word.isEmpty {
                fault(start, "a value should stand here", fix: "write strings between double quotes")
            } else {
                fault(
                    start,
                    "\(word.quoted) is no value",
                    fix: "write strings between double quotes, and true, false and null small"
                )
                return JSONNode(start: start, value: .null)
            }
            return nil
        }
    }
}

extension Rule {
    static let notJSON = Rule(
        "json-not-valid",
        .error,
        why: "Readers' JSON parsers read nothing at all of what is broken in one place.",
        fix: "let a library write the JSON, instead of putting strings together"
    )
    static let duplicateMember = Rule(
        "duplicate-member",
        .error,
        why: "Readers take the first, or the last (RFC 8259, section 4).",
        fix: "keep one of them"
    )
}
