extension FrontMatter {
    /// Reads a head in JSON, which ends where its object does. https://www.rfc-editor.org/rfc/rfc8259
    struct JSON {
        private let head: Source
        private let bytes: UnsafeRawBufferPointer
        /// In bytes.
        private let sizeLimit: Int
        private var position = 0
        private var line: Int

        private init(_ head: Source, sizeLimit: Int = FrontMatter.sizeLimit) {
            self.head = head
            self.sizeLimit = sizeLimit
            bytes = head.bytes
            line = head.firstLine
        }

        /// Whether a text begins with an object of JSON, rather than with a template's or an attribute's brace.
        static func isOpened(by text: UnsafeRawBufferPointer) -> Bool {
            guard text.first == UInt8(ascii: "{") else { return false }
            let next = text.dropFirst().first { !$0.isSpaceOrLineBreak }
            return next == UInt8(ascii: "\"") || next == UInt8(ascii: "}")
        }

        /// The one value that a text is, a page's linked data say.
        static func value(of text: Source, sizeLimit: Int) throws(Problem) -> Value {
            var reader = JSON(text, sizeLimit: sizeLimit)
            return try reader.value(line: text.firstLine, depth: 1)
        }

        static func fields(
            andBodyOf head: Source
        ) throws(Problem) -> (fields: [Field], body: UnsafeRawBufferPointer) {
            var reader = JSON(head)
            guard case .map(let fields) = try reader.value(line: head.firstLine, depth: 1).content else {
                preconditionFailure("a value that a brace opens is a map")
            }
            while let byte = reader.peek, byte != 0x0A, byte.isSpaceOrLineBreak { reader.position += 1 }
            if reader.peek == 0x0A { reader.position += 1 }
            return (fields, UnsafeRawBufferPointer(rebasing: reader.bytes[reader.position...]))
        }
    }
}

extension FrontMatter.JSON {
    typealias Field = FrontMatter.Field
    typealias Value = FrontMatter.Value

    private var peek: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private func isNext(_ byte: Unicode.Scalar) -> Bool {
        peek == UInt8(ascii: byte)
    }

    private func malformed(_ wanted: String) -> Problem {
        guard position < bytes.count else {
            return head.problem(
                "front matter is never closed, add a line } below the front matter",
                line: head.firstLine
            )
        }
        return head.problem("front matter is no JSON: \(wanted) is missing here", line: line)
    }

    private mutating func skipSpace() throws(Problem) {
        while let byte = peek, byte.isSpaceOrLineBreak {
            if byte == 0x0A { line += 1 }
            position += 1
        }
        guard position <= sizeLimit else { throw FrontMatter.tooLarge(head, head.firstLine) }
    }

    private mutating func expect(_ byte: Unicode.Scalar) throws(Problem) {
        try skipSpace()
        guard isNext(byte) else { throw malformed(String(byte)) }
        position += 1
    }

    private mutating func value(line: Int, depth: Int) throws(Problem) -> Value {
        guard depth <= FrontMatter.nestingLimit else { throw FrontMatter.tooDeep(head, line) }
        try skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return Value(.map(try object(depth: depth)), line: line)
        case UInt8(ascii: "["): return Value(.list(try array(depth: depth)), line: line)
        case UInt8(ascii: "\""): return .text(try string(), line: line)
        default: return .plain(try literal(), line: line)
        }
    }

    private mutating func object(depth: Int) throws(Problem) -> [Field] {
        var fields: [Field] = []
        var names: Set<String> = []
        position += 1
        try skipSpace()
        if isNext("}") {
            position += 1
            return fields
        }
        while true {
            try skipSpace()
            guard isNext("\"") else { throw malformed("a key between double quotes") }
            let line = line
            let name = try string()
            guard names.insert(name).inserted else {
                throw head.problem("duplicate key \"\(name)\", keep one of them", line: line)
            }
            try expect(":")
            let value = try value(line: line, depth: depth + 1)
            fields.append(Field(name: name, line: line, value: value))
            try skipSpace()
            guard isNext(",") else { break }
            position += 1
        }
        try expect("}")
        return fields
    }

    private mutating func array(depth: Int) throws(Problem) -> [Value] {
        var items: [Value] = []
        position += 1
        try skipSpace()
        if isNext("]") {
            position += 1
            return items
        }
        while true {
            try skipSpace()
            items.append(try value(line: line, depth: depth + 1))
            try skipSpace()
            guard isNext(",") else { break }
            position += 1
        }
        try expect("]")
        return items
    }

    /// A number, `true`, `false` or `null`.
    private mutating func literal() throws(Problem) -> String {
        let start = position
        while let byte = peek, !byte.isSpaceOrLineBreak, !",]}:[{\"".utf8.contains(byte) { position += 1 }
        let text = String(decoding: UnsafeRawBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
        let isNumber = text.wholeMatch(of: #/-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/#) != nil
        guard isNumber || ["true", "false", "null"].contains(text) else {
            throw malformed("a value, a text between double quotes,")
        }
        return text
    }

    private mutating func string() throws(Problem) -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = peek {
            guard position <= sizeLimit else { throw FrontMatter.tooLarge(head, head.firstLine) }
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: text, as: UTF8.self) else {
                    throw head.problem("is not valid UTF-8, save the file as UTF-8", line: line)
                }
                return text
            case UInt8(ascii: "\\"): try unescape(into: &text)
            case ..<0x20:
                position -= 1
                throw malformed("the closing double quote of a text")
            default: text.append(byte)
            }
        }
        throw malformed("the closing double quote of a text")
    }

    private mutating func unescape(into text: inout [UInt8]) throws(Problem) {
        guard let letter = peek else { throw malformed("a letter after \\") }
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var units = [try codeUnit()]
            if UTF16.isLeadSurrogate(units[0]), isNext("\\") {
                position += 1
                guard isNext("u") else { throw malformed("the second half of a character") }
                position += 1
                units.append(try codeUnit())
            }
            guard let character = String(validating: units, as: UTF16.self) else {
                throw malformed("the other half of a character")
            }
            text += character.utf8
        default: throw malformed("a letter that JSON knows after \\")
        }
    }

    private mutating func codeUnit() throws(Problem) -> UInt16 {
        guard position + 4 <= bytes.count else { throw malformed("a number of four digits after \\u") }
        let digits = bytes[position..<position + 4]
        guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else {
            throw malformed("a number of four digits after \\u")
        }
        position += 4
        return unit
    }
}
