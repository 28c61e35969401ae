/// Reads the little of XML that XML-RPC is made of: elements and text.
///
/// A document type is refused, and with it every entity that could be large: a stranger's bytes never grow here.
package struct XMLRPCReader {
    /// Why a document is not taken.
    package struct Flaw: Error, Equatable, Sendable, CustomStringConvertible {
        package let description: String

        init(_ description: String) {
            self.description = description
        }
    }

    /// An element; where it has elements in it, the text between them means nothing.
    struct Node {
        let name: String
        var children: [Node] = []
        var text = ""

        /// The first child of this name.
        subscript(name: String) -> Node? { children.first { $0.name == name } }
    }

    private static let deepest = 32

    private var rest: Substring.UTF8View

    /// The root of a document.
    static func document(_ bytes: [UInt8]) throws(Flaw) -> Node {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Flaw("is not UTF-8") }
        var reader = XMLRPCReader(rest: Substring(text).utf8)
        return try reader.root()
    }

    private mutating func root() throws(Flaw) -> Node {
        if rest.starts(with: "\u{FEFF}".utf8) { rest = rest.dropFirst(3) }
        try skip()
        guard rest.first == UInt8(ascii: "<") else { throw Flaw("is no XML") }
        let node = try element(depth: 0)
        try skip()
        guard rest.isEmpty else { throw Flaw("goes on behind its end") }
        return node
    }

    /// White space, comments, and instructions such as the XML declaration.
    private mutating func skip() throws(Flaw) {
        while let byte = rest.first {
            if byte == 0x20 || (0x09...0x0D).contains(byte) {
                rest = rest.dropFirst()
            } else if take("<?") {
                _ = try text(upTo: "?>")
            } else if take("<!--") {
                _ = try text(upTo: "-->")
            } else if rest.starts(with: "<!".utf8) {
                throw Flaw("has a document type, which is not taken")
            } else {
                return
            }
        }
    }

    private mutating func element(depth: Int) throws(Flaw) -> Node {
        if depth > Self.deepest { throw Flaw("is nested too deep") }
        guard take("<") else { throw Flaw("is no XML") }
        let tag = try text(upTo: ">")
        let isEmpty = tag.hasSuffix("/")
        // No element of XML-RPC has attributes: what some write there is passed over.
        let name = String(tag.prefix { !$0.isWhitespace && $0 != "/" })
        if name.isEmpty || name.contains("<") { throw Flaw("is no XML") }
        var node = Node(name: name)
        if isEmpty { return node }
        while true {
            if take("</") {
                guard try text(upTo: ">").trimmedOfSpace == name else {
                    throw Flaw("has tags that do not match")
                }
                return node
            }
            if take("<![CDATA[") {
                node.text += try text(upTo: "]]>")
            } else if take("<!--") {
                _ = try text(upTo: "-->")
            } else if take("<?") {
                _ = try text(upTo: "?>")
            } else if rest.first == UInt8(ascii: "<") {
                node.children.append(try element(depth: depth + 1))
            } else if rest.isEmpty {
                throw Flaw("ends early")
            } else {
                node.text += try unescaped(String(Substring(rest.prefix { $0 != UInt8(ascii: "<") })))
                rest = rest.drop { $0 != UInt8(ascii: "<") }
            }
        }
    }

    private mutating func take(_ word: String) -> Bool {
        guard rest.starts(with: word.utf8) else { return false }
        rest = rest.dropFirst(word.utf8.count)
        return true
    }

    private mutating func text(upTo end: String) throws(Flaw) -> String {
        var length = 0
        var ahead = rest
        while !ahead.isEmpty {
            if ahead.starts(with: end.utf8) {
                let text = String(Substring(rest.prefix(length)))
                rest = ahead.dropFirst(end.utf8.count)
                return text
            }
            ahead = ahead.dropFirst()
            length += 1
        }
        throw Flaw("ends early")
    }

    private func unescaped(_ text: String) throws(Flaw) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var plain = ""
        for (number, part) in text.split(separator: "&", omittingEmptySubsequences: false).enumerated() {
            if number == 0 {
                plain += part
                continue
            }
            guard let end = part.firstIndex(of: ";"), let character = Self.character(part[..<end]) else {
                throw Flaw("has a reference that is not known")
            }
            plain.append(character)
            plain += part[part.index(after: end)...]
        }
        return plain
    }

    private static func character(_ reference: Substring) -> Character? {
        switch reference {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard reference.first == "#" else { return nil }
            let digits = reference.dropFirst()
            let number = digits.first == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return number.flatMap(Unicode.Scalar.init).map(Character.init)
        }
    }
}
