/// Start tags: <https://www.w3.org/TR/xml/#sec-starttags>
extension XMLScanner {
    mutating func tag() -> Tag {
        var tag = Tag(qualified: "", start: index, end: index)
        index += 1
        tag.qualified = name()
        while true {
            let hasSpace = skipSpace()
            let byte = byte(at: index)
            if index >= bytes.count || byte == UInt8(ascii: "<") {
                notes.add(
                    .notWellFormed,
                    at: tag.start,
                    "the tag <\(tag.qualified) is not closed by \">\"",
                    fix: "write \">\" at the end of the tag"
                )
                break
            }
            if byte == UInt8(ascii: ">") {
                index += 1
                break
            }
            if Bytes.has("/>", in: bytes, at: index) {
                tag.isEmpty = true
                index += 2
                break
            }
            if isNameStart(at: index) {
                attribute(of: &tag, isApart: hasSpace)
            } else {
                notes.add(
                    .notWellFormed,
                    at: index,
                    "\(character(at: index)) does not belong into the tag <\(tag.qualified)>",
                    fix: "take it out, or write the attribute as name=\"value\""
                )
                index += 1
            }
        }
        tag.end = index
        return tag
    }

    private mutating func attribute(of tag: inout Tag, isApart: Bool) {
        let start = index
        let qualified = name()
        if !isApart {
            notes.add(
                .notWellFormed,
                at: start,
                "the attribute \(qualified) follows without a space",
                fix: "write a space before it"
            )
        }
        skipSpace()
        guard byte(at: index) == UInt8(ascii: "=") else {
            notes.add(
                .notWellFormed,
                at: start,
                "the attribute \(qualified) has no value",
                fix: "write \(qualified)=\"…\"; HTML's short form is not XML's"
            )
            return
        }
        index += 1
        skipSpace()
        let valueStart = index
        var value = SourceText()
        if byte(at: index) == UInt8(ascii: "\"") || byte(at: index) == UInt8(ascii: "'") {
            value = quoted(qualified)
        } else {
            notes.add(
                .notWellFormed,
                at: index,
                "the value of \(qualified) stands without quotes",
                fix: "write \(qualified)=\"…\""
            )
            while index < bytes.count, !Bytes.isSpace(bytes[index]), bytes[index] != UInt8(ascii: ">"),
                bytes[index] != UInt8(ascii: "<"), !Bytes.has("/>", in: bytes, at: index)
            {
                index += 1
            }
            value = decoded(valueStart..<index)
        }
        // To compare each with each of a million takes for ever.
        guard tag.attributes.count < 500 else { return }
        if tag.attributes.contains(where: { $0.qualified == qualified }) {
            notes.add(
                .notWellFormed,
                at: start,
                "the attribute \(qualified) stands twice in <\(tag.qualified)>",
                fix: "take one of them out"
            )
            return
        }
        tag.attributes.append(
            RawAttribute(
                qualified: qualified,
                start: start,
                value: value,
                valueStart: min(valueStart + 1, index)
            )
        )
    }

    private mutating func quoted(_ qualified: String) -> SourceText {
        let quote = bytes[index]
        let start = index + 1
        var end = Bytes.first(quote, in: bytes, from: start, to: bytes.count)
        let less = Bytes.first(UInt8(ascii: "<"), in: bytes, from: start, to: end ?? bytes.count)
        if let less {
            // A value with a tag in it is most likely one whose closing quote is missing.
            let close = Bytes.first(UInt8(ascii: ">"), in: bytes, from: start, to: less)
            if let close {
                notes.add(
                    .notWellFormed,
                    at: start - 1,
                    "the value of \(qualified) has no closing quote",
                    fix: "write the quote behind the value"
                )
                index = close
                return decoded(start..<close)
            }
            notes.add(
                .notWellFormed,
                at: less,
                "a \"<\" stands in the value of \(qualified)",
                fix: "write &lt; in its place"
            )
        }
        if end == nil {
            notes.add(
                .notWellFormed,
                at: start - 1,
                "the value of \(qualified) has no closing quote",
                fix: "write the quote behind the value"
            )
            end =
                less ?? Bytes.first(UInt8(ascii: ">"), in: bytes, from: start, to: bytes.count) ?? bytes.count
            index = end ?? bytes.count
            return decoded(start..<index)
        }
        index = (end ?? bytes.count) + 1
        return decoded(start..<(index - 1))
    }

    /// The character that begins here, between quotes; its number where nobody would see it.
    func character(at index: Int) -> String {
        let text = String(decoding: bytes[index..<min(index + 4, bytes.count)], as: UTF8.self)
        guard let scalar = text.unicodeScalars.first else { return "the end" }
        return scalar.named
    }
}

extension Unicode.Scalar {
    /// As `U+000B`.
    var number: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// Between quotes, or by its number where nobody would see it.
    var named: String {
        switch properties.generalCategory {
        case .control, .format, .unassigned, .surrogate, .privateUse, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            number
        default: self == "\"" ? "'\"'" : "\"\(self)\""
        }
    }
}
