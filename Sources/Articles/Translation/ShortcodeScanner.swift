/// Reads what stands between the braces of a shortcode.
struct ShortcodeScanner {
    let bytes: [UInt8]
    var position: Int

    mutating func skipSpaces() {
        while position < bytes.count, bytes[position].isSpaceOrLineBreak { position += 1 }
    }

    mutating func skip(_ wanted: StaticString) -> Bool {
        guard bytes.has(wanted, at: position) else { return false }
        position += wanted.utf8CodeUnitCount
        return true
    }

    /// Letters, digits and the signs that names of templates have.
    mutating func name(signs: String = "_-./") -> String? {
        let start = position
        while position < bytes.count,
            bytes[position].isASCIIAlphanumeric || signs.utf8.contains(bytes[position])
        {
            position += 1
        }
        return position > start ? bytes.string(start..<position) : nil
    }

    /// A value between quotes; a backslash keeps its meaning from the character behind it, but not between backticks.
    mutating func quoted() -> String? {
        guard position < bytes.count else { return nil }
        let quote = bytes[position]
        guard [UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`")].contains(quote) else { return nil }
        var value: [UInt8] = []
        var index = position + 1
        while index < bytes.count, bytes[index] != quote {
            if bytes[index] == UInt8(ascii: "\\"), quote != UInt8(ascii: "`"), index + 1 < bytes.count {
                index += 1
            }
            value.append(bytes[index])
            index += 1
        }
        guard index < bytes.count else { return nil }
        position = index + 1
        return String(decoding: value, as: UTF8.self)
    }

    /// A value as Zola has them: also a list of these, which stands for all that its brackets hold.
    mutating func zolaValue() -> String? {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "[") else {
            return quoted() ?? bare(until: ",)")
        }
        let start = position
        var depth = 0
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
                guard quoted() != nil else { return nil }
                continue
            // No list goes on behind the end of its shortcode.
            case UInt8(ascii: "{"), UInt8(ascii: "}"): return nil
            default: break
            }
            position += 1
            if depth == 0 { return bytes.string(start..<position) }
        }
        return nil
    }

    /// All up to white space or one of these signs; no quote that is never closed begins it.
    mutating func bare(until signs: String) -> String? {
        let start = position
        if start < bytes.count, "\"'`".utf8.contains(bytes[start]) { return nil }
        while position < bytes.count, !bytes[position].isSpaceOrLineBreak,
            !signs.utf8.contains(bytes[position])
        {
            position += 1
        }
        return position > start ? bytes.string(start..<position) : nil
    }
}

/// Where shortcodes end, each place searched for once however many begin before it.
struct ShortcodeEnds {
    private let bytes: [UInt8]
    private var known: [UInt8: Int] = [:]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The next end of this kind; nil where there is none any more.
    mutating func next(_ end: StaticString, from position: Int) -> Int? {
        let kind = end.utf8Start.pointee
        if known[kind].map({ $0 < position }) ?? true {
            known[kind] = bytes.place(of: end, from: position) ?? .max
        }
        return known[kind].flatMap { $0 == .max ? nil : $0 }
    }
}
