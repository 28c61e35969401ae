/// What is said to the parser: <https://www.w3.org/TR/xml/#sec-prolog-dtd>
extension XMLScanner {
    mutating func instruction() -> Event {
        let start = index
        index += 2
        let target = name()
        skipSpace()
        let textStart = index
        let end = hasNoMoreInstructions ? nil : Bytes.first("?>", in: bytes, from: index)
        if end == nil {
            hasNoMoreInstructions = true
            notes.add(
                .notWellFormed,
                at: start,
                "<?\(target) begins here and never ends",
                fix: "write ?> behind it"
            )
        }
        let close =
            end ?? Bytes.first(UInt8(ascii: ">"), in: bytes, from: index, to: bytes.count) ?? bytes.count
        let text = String(decoding: bytes[textStart..<max(textStart, close)], as: UTF8.self)
        index = end.map { $0 + 2 } ?? min(close + 1, bytes.count)
        if target.isEmpty {
            notes.add(.notWellFormed, at: start, "<? is followed by no name", fix: "take it out")
        } else if target.lowercased() == "xml" {
            declaration(text, named: target, at: start)
        }
        return .instruction(target: target, text: text, at: start)
    }

    private mutating func declaration(_ text: String, named target: String, at start: Int) {
        let isFirst = start == 0 || (start == 3 && Bytes.has("\u{FEFF}", in: bytes, at: 0))
        if !isFirst {
            let before = bytes[..<start].allSatisfy(Bytes.isSpace) ? "white space" : "other text"
            notes.add(.declarationNotFirst, at: start, "<?xml … ?> stands behind \(before)")
        } else if target != "xml" {
            notes.add(.notWellFormed, at: start, "<?\(target) is written with capitals", fix: "write <?xml")
        } else if let version = Self.pseudoAttribute("version", in: text) {
            if version != "1.0" {
                notes.add(.xmlVersion, at: start, "the document says that it is XML \(version)")
            }
        } else {
            notes.add(
                .notWellFormed,
                at: start,
                "<?xml … ?> does not say its version",
                fix: "write <?xml version=\"1.0\" encoding=\"utf-8\"?>"
            )
        }
    }

    /// A value such as that of `encoding` in the declaration.
    static func pseudoAttribute(_ name: String, in text: String) -> String? {
        guard let match = text.firstMatch(of: /(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')/) else { return nil }
        if match.1 == name { return String(match.2 ?? match.3 ?? "") }
        return pseudoAttribute(name, in: String(text[match.range.upperBound...]))
    }

    mutating func doctype() -> Event {
        let start = index
        index += 9
        skipSpace()
        let root = name()
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: ">"):
                index += 1
                return .doctype(root: root, at: start)
            case UInt8(ascii: "\""), UInt8(ascii: "'"): skipQuoted()
            case UInt8(ascii: "["):
                index += 1
                subset()
            default: index += 1
            }
        }
        notes.add(
            .notWellFormed,
            at: start,
            "<!DOCTYPE begins here and never ends",
            fix: "take it out: feeds need none"
        )
        return .doctype(root: root, at: start)
    }

    private mutating func skipQuoted() {
        let quote = bytes[index]
        index = Bytes.first(quote, in: bytes, from: index + 1, to: bytes.count).map { $0 + 1 } ?? bytes.count
    }

    /// The declarations between brackets.
    private mutating func subset() {
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "]"):
                index += 1
                return
            case UInt8(ascii: "\""), UInt8(ascii: "'"): skipQuoted()
            case UInt8(ascii: "<"):
                if Bytes.has("<!--", in: bytes, at: index) {
                    index = Bytes.first("-->", in: bytes, from: index + 4).map { $0 + 3 } ?? bytes.count
                } else if Bytes.has("<?", in: bytes, at: index) {
                    index = Bytes.first("?>", in: bytes, from: index + 2).map { $0 + 2 } ?? bytes.count
                } else if Bytes.has("<!ENTITY", in: bytes, at: index) {
                    entity()
                } else {
                    index += 1
                }
            default: index += 1
            }
        }
    }

    private mutating func entity() {
        let start = index
        index += 8
        skipSpace()
        let isParameter = byte(at: index) == UInt8(ascii: "%")
        if isParameter {
            index += 1
            skipSpace()
        }
        let name = name()
        skipSpace()
        let quote = byte(at: index)
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let from = index + 1
            let to = Bytes.first(quote, in: bytes, from: from, to: bytes.count) ?? bytes.count
            index = min(to + 1, bytes.count)
            // The first declaration holds. Names within are not followed: nobody's text becomes larger by itself.
            if !isParameter, entities[name] == nil { entities[name] = characters(from..<to) }
        } else {
            notes.add(.externalEntity, at: start, "the entity \(name) lies in another file")
            entities[name] = []
        }
    }

    /// An entity's text with its characters by number replaced; other references go.
    private func characters(_ range: Range<Int>) -> [UInt8] {
        let text = String(decoding: bytes[range], as: UTF8.self)
        let plain = text.replacing(/&(?:#(\d+)|#x([0-9a-fA-F]+)|[^;&]*);/) { match in
            let value = match.1.flatMap { UInt32($0) } ?? match.2.flatMap { UInt32($0, radix: 16) }
            return value.flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? ""
        }
        return Array(plain.utf8)
    }
}
