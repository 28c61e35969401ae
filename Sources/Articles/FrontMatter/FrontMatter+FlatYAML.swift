import Glibc

extension FrontMatter {
    /// Reads the plain, flat form of YAML that nearly all heads have, and declines whatever it is not sure of.
    ///
    /// What it reads, it reads as the full reader does: a test compares the two on random heads.
    struct FlatYAML {
        /// The head may be good YAML, or none; this reader cannot tell.
        fileprivate struct Unsure: Error {}

        private let bytes: UnsafeRawBufferPointer
        private var number: Int
        private var hasLine = false
        private var indent = 0
        /// Where reading goes on in the current line.
        private var cursor = 0
        /// Behind the last character of the current line that is no space.
        private var end = 0
        private var nextLine = 0

        private init(_ head: Source) {
            bytes = head.bytes
            number = head.firstLine - 1
        }

        /// The fields of the head, or nil where it is not of the plain, flat form.
        static func fields(of head: Source) -> [Field]? {
            guard isPlain(head.bytes) else { return nil }
            var reader = FlatYAML(head)
            reader.takeLine()
            do throws(Unsure) {
                let fields = try reader.map(indent: 0, isNested: false)
                return reader.hasLine ? nil : fields
            } catch {
                return nil
            }
        }
    }
}

extension FrontMatter.FlatYAML {
    typealias Field = FrontMatter.Field
    typealias Value = FrontMatter.Value

    /// Whether the text has no tab, no control character, and none of the line breaks that only YAML knows.
    private static func isPlain(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var index = 0
        while index < bytes.count {
            if index + 8 <= bytes.count, bytes.arePrintableASCII(at: index) {
                index += 8
                continue
            }
            let byte = bytes[index]
            index += 1
            if byte &- 0x20 < 0x5F || byte == 0x0A { continue }
            let next = index < bytes.count ? bytes[index] : 0
            let third = index + 1 < bytes.count ? bytes[index + 1] : 0
            switch byte {
            case 0x0D where next == 0x0A: continue
            case ..<0x80: return false
            // U+0080 to U+009F: U+0085 breaks lines.
            case 0xC2 where next < 0xA0: return false
            // U+2028 and U+2029 break lines.
            case 0xE2 where next == 0x80 && (third == 0xA8 || third == 0xA9): return false
            // U+FEFF, U+FFFE and U+FFFF are refused.
            case 0xEF where next == 0xBB && third == 0xBF: return false
            case 0xEF where next == 0xBF && third >= 0xBE: return false
            default: continue
            }
        }
        return true
    }

    /// Goes to the next line that says something.
    private mutating func takeLine() {
        while nextLine < bytes.count {
            cursor = nextLine
            end = lineEnd(from: cursor)
            nextLine = end + 1
            number += 1
            let start = cursor
            while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x0D { end -= 1 }
            while cursor < end, bytes[cursor] == 0x20 { cursor += 1 }
            guard cursor < end, bytes[cursor] != UInt8(ascii: "#") else { continue }
            indent = cursor - start
            hasLine = true
            return
        }
        hasLine = false
    }

    private func lineEnd(from start: Int) -> Int {
        guard let base = bytes.baseAddress, let found = memchr(base + start, 0x0A, bytes.count - start) else {
            return bytes.count
        }
        return UnsafeRawPointer(found) - base
    }

    private var isDash: Bool {
        bytes[cursor] == UInt8(ascii: "-") && (cursor + 1 == end || bytes[cursor + 1] == 0x20)
    }

    private mutating func map(indent: Int, isNested: Bool) throws(Unsure) -> [Field] {
        var fields: [Field] = []
        fields.reserveCapacity(isNested ? 4 : 12)
        while hasLine, self.indent == indent, !isDash {
            let line = number
            let name = try name()
            guard !fields.contains(where: { $0.name == name }) else { throw Unsure() }
            let value = try value(indent: indent, line: line, isNested: isNested)
            fields.append(Field(name: name, line: line, value: value))
        }
        return fields
    }

    private mutating func name() throws(Unsure) -> String {
        let start = cursor
        while cursor < end, bytes[cursor].isOfName { cursor += 1 }
        let length = cursor - start
        guard length > 0, length <= 128, bytes[start] != UInt8(ascii: "-") else { throw Unsure() }
        guard cursor < end, bytes[cursor] == UInt8(ascii: ":") else { throw Unsure() }
        cursor += 1
        guard cursor == end || bytes[cursor] == 0x20 else { throw Unsure() }
        skipSpaces()
        return string(start..<start + length)
    }

    private mutating func value(indent: Int, line: Int, isNested: Bool) throws(Unsure) -> Value {
        guard cursor == end || bytes[cursor] == UInt8(ascii: "#") else {
            let value =
                bytes[cursor] == UInt8(ascii: "[") ? try flowList(line: line) : try scalar(line: line)
            takeLine()
            return value
        }
        takeLine()
        guard hasLine else { return .plain("", line: line) }
        if isDash, self.indent >= indent {
            return Value(.list(try blockList(indent: self.indent)), line: line)
        }
        guard self.indent > indent else { return .plain("", line: line) }
        guard !isNested else { throw Unsure() }
        return Value(.map(try map(indent: self.indent, isNested: true)), line: line)
    }

    private mutating func blockList(indent: Int) throws(Unsure) -> [Value] {
        var items: [Value] = []
        while hasLine, self.indent == indent, isDash {
            cursor += 1
            skipSpaces()
            guard cursor < end else { throw Unsure() }
            items.append(try scalar(line: number))
            takeLine()
        }
        return items
    }

    private mutating func flowList(line: Int) throws(Unsure) -> Value {
        var items: [Value] = []
        cursor += 1
        skipSpaces()
        if cursor < end, bytes[cursor] == UInt8(ascii: "]") {
            cursor += 1
            try expectNothing()
            return Value(.list([]), line: line)
        }
        while true {
            skipSpaces()
            items.append(try flowItem())
            skipSpaces()
            guard cursor < end else { throw Unsure() }
            cursor += 1
            switch bytes[cursor - 1] {
            case UInt8(ascii: ","): continue
            case UInt8(ascii: "]"):
                try expectNothing()
                return Value(.list(items), line: line)
            default: throw Unsure()
            }
        }
    }

    private mutating func flowItem() throws(Unsure) -> Value {
        guard cursor < end else { throw Unsure() }
        if let quoted = try quoted() { return .text(quoted, line: number) }
        guard bytes[cursor].isStartOfPlain else { throw Unsure() }
        let start = cursor
        while cursor < end, bytes[cursor] != UInt8(ascii: ","), bytes[cursor] != UInt8(ascii: "]") {
            guard !bytes[cursor].isDoubtfulInFlow else { throw Unsure() }
            cursor += 1
        }
        var last = cursor
        while bytes[last - 1] == 0x20 { last -= 1 }
        return .plain(string(start..<last), line: number)
    }

    private mutating func scalar(line: Int) throws(Unsure) -> Value {
        if let quoted = try quoted() {
            try expectNothing()
            return .text(quoted, line: line)
        }
        guard bytes[cursor].isStartOfPlain else { throw Unsure() }
        let start = cursor
        while cursor < end {
            let byte = bytes[cursor]
            if byte == UInt8(ascii: "#"), bytes[cursor - 1] == 0x20 { break }
            if byte == UInt8(ascii: ":"), cursor + 1 == end || bytes[cursor + 1] == 0x20 { throw Unsure() }
            cursor += 1
        }
        var last = cursor
        while bytes[last - 1] == 0x20 { last -= 1 }
        return .plain(string(start..<last), line: line)
    }

    /// The text in quotes at the cursor, which then stands behind it; nil where no quote opens one.
    private mutating func quoted() throws(Unsure) -> String? {
        let quote = bytes[cursor]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
        let isDouble = quote == UInt8(ascii: "\"")
        cursor += 1
        let start = cursor
        while cursor < end, bytes[cursor] != quote, !isDouble || bytes[cursor] != UInt8(ascii: "\\") {
            cursor += 1
        }
        guard cursor < end else { throw Unsure() }
        let isWhole = bytes[cursor] == quote && (isDouble || cursor + 1 == end || bytes[cursor + 1] != quote)
        guard !isWhole else {
            cursor += 1
            return string(start..<cursor - 1)
        }
        var text = Array(bytes[start..<cursor])
        while cursor < end {
            let byte = bytes[cursor]
            let next = cursor + 1 < end ? bytes[cursor + 1] : 0
            cursor += 1
            if isDouble, byte == UInt8(ascii: "\\") {
                text.append(try unescaped(next))
                cursor += 1
            } else if byte != quote {
                text.append(byte)
            } else if !isDouble, next == quote {
                text.append(quote)
                cursor += 1
            } else {
                return String(decoding: text, as: UTF8.self)
            }
        }
        throw Unsure()
    }

    private func unescaped(_ letter: UInt8) throws(Unsure) -> UInt8 {
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "t"): 0x09
        default: throw Unsure()
        }
    }

    private mutating func skipSpaces() {
        while cursor < end, bytes[cursor] == 0x20 { cursor += 1 }
    }

    /// Declines a line that goes on behind its value, unless with a comment.
    private mutating func expectNothing() throws(Unsure) {
        guard cursor < end else { return }
        guard bytes[cursor] == 0x20 else { throw Unsure() }
        skipSpaces()
        guard bytes[cursor] == UInt8(ascii: "#") else { throw Unsure() }
    }

    private func string(_ range: Range<Int>) -> String {
        String(decoding: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }
}

extension UnsafeRawBufferPointer {
    /// Whether the eight bytes at `index` are from U+0020 to U+007E.
    fileprivate func arePrintableASCII(at index: Int) -> Bool {
        let word = loadUnaligned(fromByteOffset: index, as: UInt64.self)
        // Below 0x20 the first sum leaves the highest bit clear; at 0x7F the second sets it.
        let fromSpace = (word & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x6060_6060_6060_6060
        let afterTilde = (word & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x0101_0101_0101_0101
        return (word | ~fromSpace | afterTilde) & 0x8080_8080_8080_8080 == 0
    }
}

extension UInt8 {
    private var isLetterOrDigit: Bool {
        (self | 0x20) &- 0x61 < 26 || self &- 0x30 < 10
    }

    /// Whether a simple name of a key may have this character.
    fileprivate var isOfName: Bool {
        isLetterOrDigit || self == UInt8(ascii: "_") || self == UInt8(ascii: "-")
    }

    /// Whether a text without quotes surely may begin with this character.
    fileprivate var isStartOfPlain: Bool {
        switch self {
        case UInt8(ascii: "("), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "$"),
            UInt8(ascii: "+"), UInt8(ascii: "~"), 0x80...:
            true
        default: isLetterOrDigit
        }
    }

    /// Whether this character may mean something in a list in brackets.
    fileprivate var isDoubtfulInFlow: Bool {
        switch self {
        case UInt8(ascii: ":"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "["), UInt8(ascii: "{"),
            UInt8(ascii: "}"):
            true
        default: false
        }
    }
}
