/// Reads literals of Python from left to right.
struct PythonReader {
    typealias Value = PythonSettings.Value

    private let bytes: [UInt8]
    private var position = 0
    /// Of brackets that are open: line ends say nothing in them.
    private var depth = 0

    private static let deepest = 32

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position >= bytes.count }
    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Counted from 1.
    var line: Int { 1 + bytes[..<min(position, bytes.count)].count { $0 == 0x0A } }

    mutating func skipLine() {
        position = (bytes[min(position, bytes.count)...].firstIndex(of: 0x0A) ?? bytes.count) + 1
        depth = 0
    }

    /// A text of three quotes that begins here.
    mutating func skipText() -> Bool {
        (bytes.has("\"\"\"", at: position) || bytes.has("'''", at: position)) && text() != nil
    }

    mutating func skip(_ sign: StaticString) -> Bool {
        skipSpaces()
        guard bytes.has(sign, at: position), !(bytes.has("==", at: position)) else { return false }
        position += sign.utf8CodeUnitCount
        return true
    }

    mutating func name() -> String? {
        let end =
            bytes[min(position, bytes.count)...].firstIndex {
                !($0.isASCIIAlphanumeric || $0 == UInt8(ascii: "_"))
            }
            ?? bytes.count
        guard end > position, !bytes[position].isASCIIDigit else { return nil }
        defer { position = end }
        return bytes.string(position..<end)
    }

    /// `['key']`, behind a name.
    mutating func key() -> String? {
        let start = position
        if skip("["), let key = text(), skip("]") { return key }
        position = start
        return nil
    }

    /// The value that stands here, or the sum of several; nil where it is no literal.
    mutating func value(knowing names: [String: Value]) -> Value? {
        guard var value = term(knowing: names) else { return nil }
        while skip("+") {
            guard let more = term(knowing: names), let sum = Self.sum(of: value, more) else { return nil }
            value = sum
        }
        skipSpaces()
        guard let next else { return value }
        return ",)]}:#;\n\r".utf8.contains(next) ? value : nil
    }

    static func sum(of one: Value, _ other: Value) -> Value? {
        switch (one, other) {
        case (.text(let one), .text(let other)): .text(one + other)
        case (.list(let one), .list(let other)): .list(one + other)
        default: nil
        }
    }

    private mutating func term(knowing names: [String: Value]) -> Value? {
        skipSpaces()
        if let text = self.text() {
            var whole = text
            // Texts that stand side by side are one.
            while true {
                skipSpaces()
                guard let more = self.text() else { return .text(whole) }
                whole += more
            }
        }
        switch next {
        case UInt8(ascii: "("): return group(closedBy: ")", knowing: names)
        case UInt8(ascii: "["): return group(closedBy: "]", knowing: names)
        case UInt8(ascii: "{"): return map(closedBy: "}", by: ":", knowing: names)
        default: break
        }
        let start = position
        while let next, next.isASCIIDigit || next == UInt8(ascii: ".") || next == UInt8(ascii: "-") {
            position += 1
        }
        if position > start { return .word(bytes.string(start..<position)) }
        guard let name = self.name() else { return nil }
        if name == "dict", next == UInt8(ascii: "(") { return map(closedBy: ")", by: "=", knowing: names) }
        return ["True", "False", "None"].contains(name) ? .word(name) : names[name]
    }

    /// A list; one value in parentheses without a comma is itself.
    private mutating func group(closedBy end: StaticString, knowing names: [String: Value]) -> Value? {
        guard open() else { return nil }
        var items: [Value] = []
        var hasComma = false
        while !close(end) {
            guard let item = value(knowing: names) else { return nil }
            items.append(item)
            if skip(",") { hasComma = true } else if !bytes.has(end, at: position) { return nil }
        }
        if bytes[position - 1] == UInt8(ascii: ")"), !hasComma, let item = items.first { return item }
        return .list(items)
    }

    private mutating func map(
        closedBy end: StaticString,
        by sign: StaticString,
        knowing names: [String: Value]
    ) -> Value? {
        guard open() else { return nil }
        var fields: [(name: String, value: Value)] = []
        while !close(end) {
            skipSpaces()
            guard let name = self.text() ?? self.name(), skip(sign), let value = self.value(knowing: names)
            else { return nil }
            fields.append((name, value))
            if !skip(","), !bytes.has(end, at: position) { return nil }
        }
        return .map(fields)
    }

    private mutating func open() -> Bool {
        position += 1
        depth += 1
        return depth <= Self.deepest
    }

    private mutating func close(_ end: StaticString) -> Bool {
        guard skip(end) else { return false }
        depth -= 1
        return true
    }

    /// With comments; and with line ends where a bracket is open.
    private mutating func skipSpaces() {
        while let next {
            if next == UInt8(ascii: "\\"), bytes.has("\\\n", at: position) {
                position += 2
            } else if next == UInt8(ascii: "#"), depth > 0 {
                position = bytes[position...].firstIndex(of: 0x0A) ?? bytes.count
            } else if next == 0x20 || next == 0x09 || depth > 0 && next.isSpaceOrLineBreak {
                position += 1
            } else {
                return
            }
        }
    }
}

extension PythonReader {
    /// A text in its quotes; nil where none begins here, or one that is put together when the file runs.
    private mutating func text() -> String? {
        let start = position
        let prefix = bytes[min(position, bytes.count)...].prefix(2).prefix { "rRuUbB".utf8.contains($0) }
        position += prefix.count
        guard let quote = next, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            position = start
            return nil
        }
        let isLong = bytes[position...].prefix(3).elementsEqual([quote, quote, quote])
        let isRaw = prefix.contains { $0 | 0x20 == UInt8(ascii: "r") }
        position += isLong ? 3 : 1
        var text: [UInt8] = []
        while let byte = next {
            if isLong ? bytes[position...].prefix(3).elementsEqual([quote, quote, quote]) : byte == quote {
                position += isLong ? 3 : 1
                return String(decoding: text, as: UTF8.self)
            }
            if byte == 0x0A, !isLong { break }
            position += 1
            guard byte == UInt8(ascii: "\\"), let escaped = next else {
                text.append(byte)
                continue
            }
            position += 1
            if isRaw { text += [byte, escaped] } else { text += Self.meaning(of: escaped) }
        }
        position = start
        return nil
    }

    private static func meaning(of escaped: UInt8) -> [UInt8] {
        switch escaped {
        case UInt8(ascii: "n"): [0x0A]
        case UInt8(ascii: "t"): [0x09]
        case 0x0A: []
        case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"): [escaped]
        default: [UInt8(ascii: "\\"), escaped]
        }
    }
}
