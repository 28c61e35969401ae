import CLibXML2
import Foundation

/// References to characters and entities: <https://www.w3.org/TR/xml/#sec-references>
extension XMLScanner {
    /// More is made of nobody's entities: a few lines could otherwise become gigabytes.
    private static let mostExpanded = 1 << 20

    /// What stands at this range, its references replaced by what they stand for.
    mutating func decoded(_ range: Range<Int>) -> SourceText {
        var text = SourceText()
        var start = range.lowerBound
        while let place = Bytes.first(UInt8(ascii: "&"), in: bytes, from: start, to: range.upperBound) {
            text.append(start..<place, of: bytes)
            start = reference(at: place, before: range.upperBound, into: &text)
        }
        text.append(start..<range.upperBound, of: bytes)
        return text
    }

    /// Takes the reference at an ampersand, and tells where the text goes on.
    private mutating func reference(at place: Int, before end: Int, into text: inout SourceText) -> Int {
        // The longest name in HTML has 31 letters.
        let semicolon = Bytes.first(UInt8(ascii: ";"), in: bytes, from: place, to: min(end, place + 64))
        guard let semicolon, place + 1 < semicolon else {
            return bareAmpersand(at: place, before: end, into: &text)
        }
        let name = String(decoding: bytes[place + 1..<semicolon], as: UTF8.self)
        if name.hasPrefix("#") {
            return number(name.dropFirst(), at: place, to: semicolon + 1, into: &text)
                ?? bareAmpersand(at: place, before: end, into: &text)
        }
        guard isNameStart(at: place + 1),
            name.utf8.allSatisfy({
                Bytes.isLetter($0) || Bytes.isDigit($0) || $0 >= 0x80 || "_-.:".utf8.contains($0)
            })
        else { return bareAmpersand(at: place, before: end, into: &text) }
        if let predefined = Self.predefined[name] {
            text.append(CollectionOfOne(predefined), for: place)
            return semicolon + 1
        }
        if let declared = entities[name] {
            expanded += declared.count
            if expanded <= Self.mostExpanded { text.append(declared, for: place) }
            return semicolon + 1
        }
        if let scalar = Self.scalar(inHTML: name) {
            let number = scalar.value
            notes.add(
                .undeclaredEntity,
                at: place,
                "&\(name); is HTML's: XML knows only &amp; &lt; &gt; &quot; and &apos;",
                fix: "write &#\(number); or the character itself, in UTF-8"
            )
            text.append(String(Character(scalar)).utf8, for: place)
        } else {
            notes.add(
                .undeclaredEntity,
                at: place,
                "&\(name); is declared nowhere",
                fix: "write &amp;\(name); if the text itself is meant, else the character"
            )
            text.append(place..<semicolon + 1, of: bytes)
        }
        return semicolon + 1
    }

    private static let predefined: [String: UInt8] = [
        "amp": UInt8(ascii: "&"), "lt": UInt8(ascii: "<"), "gt": UInt8(ascii: ">"),
        "quot": UInt8(ascii: "\""), "apos": UInt8(ascii: "'"),
    ]

    /// What a name stands for in HTML.
    static func scalar(inHTML name: String) -> Unicode.Scalar? {
        name.withCString { name in
            name.withMemoryRebound(to: xmlChar.self, capacity: 1) { name in
                htmlEntityLookup(name).flatMap { Unicode.Scalar(UInt32($0.pointee.value)) }
            }
        }
    }

    private mutating func bareAmpersand(at place: Int, before end: Int, into text: inout SourceText) -> Int {
        notes.add(.unescapedAmpersand, at: place, "an ampersand stands in the text as it is")
        text.append(place..<place + 1, of: bytes)
        return place + 1
    }

    /// A character by its number; nil where there is no number.
    private mutating func number(_ digits: Substring, at place: Int, to end: Int, into text: inout SourceText)
        -> Int?
    {
        let isHexadecimal = digits.hasPrefix("x")
        guard let value = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits),
            digits.first != "+", digits.dropFirst().first != "+"
        else { return nil }
        guard let scalar = Unicode.Scalar(value), scalar.isLegalInXML else {
            notes.add(
                .illegalCharacter,
                at: place,
                "&#\(digits); stands for a character that XML cannot carry",
                fix: "take it out"
            )
            return end
        }
        if 0x80...0x9F ~= value {
            notes.add(
                .windowsCharacter,
                at: place,
                "&#\(digits); is a control character; most likely Windows-1252 is meant\(Self.meant(value))",
                fix: "write the character itself, in UTF-8"
            )
        }
        text.append(String(Character(scalar)).utf8, for: place)
        return end
    }

    /// What the number of a character is in Windows-1252.
    static func meant(_ value: UInt32) -> String {
        guard let byte = UInt8(exactly: value), let text = String(bytes: [byte], encoding: .windowsCP1252)
        else {
            return ""
        }
        return ", where it is \"\(text)\""
    }
}

extension Unicode.Scalar {
    /// As <https://www.w3.org/TR/xml/#charsets> has it.
    var isLegalInXML: Bool {
        switch value {
        case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x1_0000...0x10_FFFF: true
        default: false
        }
    }
}
