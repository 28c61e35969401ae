import CLibXML2

/// Walks through the tags of HTML that a feed holds.
///
/// It knows the place of each, which a parser that mends HTML does not tell, and judges nothing.
struct HTMLScanner {
    struct Tag {
        /// In lower case.
        var name: String
        /// Where its `<` is.
        var index: Int
        /// Behind its `>`.
        var end: Int
        var isEnd = false
        var isSelfClosing = false
        var attributes: [Attribute] = []
    }

    struct Attribute {
        /// In lower case.
        var name: String
        var value: String
        /// Where the value begins, or the name where there is none.
        var index: Int
    }

    private let bytes: [UInt8]
    private var index = 0

    init(_ text: SourceText) {
        bytes = text.bytes
    }

    /// The next tag; comments and declarations are passed.
    mutating func next() -> Tag? {
        while let start = Bytes.first(UInt8(ascii: "<"), in: bytes, from: index, to: bytes.count) {
            if Bytes.has("<!--", in: bytes, at: start) {
                index = Bytes.first("-->", in: bytes, from: start + 4).map { $0 + 3 } ?? bytes.count
                continue
            }
            let isEnd = byte(start + 1) == UInt8(ascii: "/")
            let nameStart = isEnd ? start + 2 : start + 1
            guard Bytes.isLetter(byte(nameStart)) else {
                index = start + 1
                continue
            }
            return tag(at: start, nameStart: nameStart, isEnd: isEnd)
        }
        return nil
    }

    /// Passes what stands before the end tag of an element that holds no markup, such as `script`.
    mutating func skipRaw(_ name: String) {
        var start = index
        while let less = Bytes.first("</", in: bytes, from: start) {
            let end = min(less + 2 + name.utf8.count, bytes.count)
            if String(decoding: bytes[less + 2..<end], as: UTF8.self).lowercased() == name {
                index = less
                return
            }
            start = less + 2
        }
        index = bytes.count
    }

    private func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

    private mutating func tag(at start: Int, nameStart: Int, isEnd: Bool) -> Tag {
        index = nameStart
        while index < bytes.count, !Bytes.isSpace(bytes[index]), bytes[index] != UInt8(ascii: ">"),
            bytes[index] != UInt8(ascii: "/"), bytes[index] != UInt8(ascii: "<")
        {
            index += 1
        }
        let name = String(decoding: bytes[nameStart..<index], as: UTF8.self).lowercased()
        var tag = Tag(name: name, index: start, end: index, isEnd: isEnd)
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: ">"):
                index += 1
                tag.end = index
                return tag
            case UInt8(ascii: "<"):
                tag.end = index
                return tag
            case UInt8(ascii: "/"):
                tag.isSelfClosing = byte(index + 1) == UInt8(ascii: ">")
                index += 1
            case let byte where Bytes.isSpace(byte): index += 1
            default: tag.attributes.append(attribute())
            }
        }
        tag.end = index
        return tag
    }

    private mutating func attribute() -> Attribute {
        let start = index
        index += 1
        while index < bytes.count, !Bytes.isSpace(bytes[index]), !"=>/".utf8.contains(bytes[index]) {
            index += 1
        }
        let name = String(decoding: bytes[start..<index], as: UTF8.self).lowercased()
        var place = index
        while place < bytes.count, Bytes.isSpace(bytes[place]) { place += 1 }
        guard byte(place) == UInt8(ascii: "=") else { return Attribute(name: name, value: "", index: start) }
        place += 1
        while place < bytes.count, Bytes.isSpace(bytes[place]) { place += 1 }
        let quote = byte(place)
        let valueStart: Int
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            valueStart = place + 1
            index = Bytes.first(quote, in: bytes, from: valueStart, to: bytes.count) ?? bytes.count
            let value = decoded(valueStart..<index)
            index = min(index + 1, bytes.count)
            return Attribute(name: name, value: value, index: valueStart)
        }
        valueStart = place
        index = place
        while index < bytes.count, !Bytes.isSpace(bytes[index]), bytes[index] != UInt8(ascii: ">") {
            index += 1
        }
        return Attribute(name: name, value: decoded(valueStart..<index), index: valueStart)
    }

    private func decoded(_ range: Range<Int>) -> String {
        let text = String(decoding: bytes[range], as: UTF8.self)
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        return text.replacing(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]\w{1,30}));/) { match in
            let number = match.1.flatMap { UInt32($0) } ?? match.2.flatMap { UInt32($0, radix: 16) }
            let scalar =
                number.flatMap(Unicode.Scalar.init)
                ?? match.3.flatMap { XMLScanner.scalar(inHTML: String($0)) }
            return scalar.map { String(Character($0)) } ?? String(match.0)
        }
    }
}

extension HTMLScanner {
    /// The first tag of an element that HTML knows, in a text that should have none.
    static func firstTag(in text: SourceText) -> (index: Int, shown: String)? {
        guard text.bytes.contains(UInt8(ascii: "<")) else { return nil }
        var scanner = HTMLScanner(text)
        while let tag = scanner.next() {
            guard HTMLNames.elements.contains(tag.name), text.bytes[tag.end - 1] == UInt8(ascii: ">") else {
                continue
            }
            let shown = String(decoding: text.bytes[tag.index..<min(tag.end, tag.index + 60)], as: UTF8.self)
            return (tag.index, shown.quoted)
        }
        return nil
    }

    /// The first reference of HTML that is left where all should have been replaced.
    static func firstEntity(in text: SourceText) -> (index: Int, shown: String)? {
        var start = 0
        while let place = Bytes.first(UInt8(ascii: "&"), in: text.bytes, from: start, to: text.bytes.count) {
            start = place + 1
            guard
                let end = Bytes.first(
                    UInt8(ascii: ";"),
                    in: text.bytes,
                    from: start,
                    to: min(place + 32, text.bytes.count)
                )
            else { continue }
            let name = String(decoding: text.bytes[start..<end], as: UTF8.self)
            let isNumber = name.wholeMatch(of: /#(?:\d+|[xX][0-9a-fA-F]+)/) != nil
            if isNumber
                || name.utf8.allSatisfy({ Bytes.isLetter($0) || Bytes.isDigit($0) })
                    && (name == "apos" || XMLScanner.scalar(inHTML: name) != nil)
            {
                return (place, "\"&\(name);\"")
            }
        }
        return nil
    }

    /// The first `<` or `&` that somebody could take for HTML's.
    static func firstSign(in text: SourceText) -> Int? {
        let bytes = text.bytes
        return bytes.indices.first { index in
            guard index + 1 < bytes.count else { return false }
            let next = bytes[index + 1]
            return bytes[index] == UInt8(ascii: "<") && (next == UInt8(ascii: "/") || Bytes.isLetter(next))
                || bytes[index] == UInt8(ascii: "&") && next == UInt8(ascii: "#")
        }
    }
}
