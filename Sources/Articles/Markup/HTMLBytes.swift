import Glibc

extension UInt8 {
    /// White space in HTML.
    var isHTMLSpace: Bool {
        self == 0x20 || self == 0xA || self == 0x9 || self == 0xD || self == 0xC
    }

    var isASCIIDigit: Bool {
        0x30 <= self && self <= 0x39
    }

    var isASCIIAlphanumeric: Bool {
        isASCIIDigit || 0x61 <= (self | 0x20) && (self | 0x20) <= 0x7A
    }

    /// A control character that is no white space.
    var isHTMLControl: Bool {
        self < 0x20 && self != 0x9 && self != 0xA && self != 0xD
    }

    /// Whether this byte may need another form in HTML text: markup, a control character, or the lead of one.
    private static func isNotable(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), 0x7F, 0xC2, 0xEF:
            true
        default: byte < 0x20 && byte != 0xA && byte != 0x9
        }
    }

    fileprivate static let notable: [Bool] = (0...255).map { isNotable($0) }
}

extension [UInt8] {
    /// Appends text as HTML and XML can both carry it; characters that they cannot are left out.
    mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        appendEscaped(text, quote: nil)
    }

    /// Appends a value as it stands between double quotes.
    mutating func appendEscaped(attribute value: UnsafeBufferPointer<UInt8>) {
        appendEscaped(value, quote: "&quot;")
    }

    /// Appends a value as it stands between double quotes.
    mutating func appendEscaped(attribute value: String) {
        var value = value
        value.withUTF8 { appendEscaped(attribute: $0) }
    }

    /// Eight bytes go at once where none is notable, which is nearly everywhere.
    private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>, quote: String?) {
        UInt8.notable.withUnsafeBufferPointer { notable in
            let bytes = UnsafeRawBufferPointer(text)
            var start = 0
            var index = 0
            while index < text.count {
                if index + 8 <= text.count, bytes.areAllPlain(at: index) {
                    index += 8
                    continue
                }
                let end = Swift.min(index + 8, text.count)
                while index < end {
                    guard notable[Int(text[index])] else {
                        index += 1
                        continue
                    }
                    let (length, replacement) = Self.form(of: text, at: index, quote: quote)
                    if let replacement {
                        append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
                        append(contentsOf: replacement.utf8)
                        start = index + length
                    }
                    index += length
                }
            }
            append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
        }
    }

    /// How many bytes the character at this place takes, and what is written for it where it cannot stay.
    private static func form(
        of text: UnsafeBufferPointer<UInt8>,
        at index: Int,
        quote: String?
    ) -> (Int, String?) {
        func byte(_ offset: Int) -> UInt8 { index + offset < text.count ? text[index + offset] : 0 }
        switch text[index] {
        case UInt8(ascii: "&"): return (1, "&amp;")
        case UInt8(ascii: "<"): return (1, "&lt;")
        case UInt8(ascii: ">"): return (1, "&gt;")
        case UInt8(ascii: "\""): return (1, quote)
        case 0xD: return (1, byte(1) == 0xA ? "" : "\n")
        case 0xC: return (1, " ")
        case 0xC2: return byte(1) < 0xA0 ? (Swift.min(2, text.count - index), "") : (1, nil)
        case 0xEF: return byte(1) == 0xBF && byte(2) >= 0xBE ? (3, "") : (1, nil)
        default: return (1, "")
        }
    }
}

extension String {
    /// This text as HTML text.
    var escapedForHTML: String {
        var html: [UInt8] = []
        var text = self
        text.withUTF8 { html.appendEscaped($0) }
        return String(decoding: html, as: UTF8.self)
    }
}

extension String {
    /// This text as an attribute's value between double quotes.
    var escapedForAttribute: String {
        var html: [UInt8] = []
        html.appendEscaped(attribute: self)
        return String(decoding: html, as: UTF8.self)
    }
}

extension UnsafeRawBufferPointer {
    /// Whether any byte is a control character that is no white space.
    var hasControl: Bool {
        var index = 0
        while index < count {
            if index + 8 <= count, Self.below20(loadUnaligned(fromByteOffset: index, as: UInt64.self)) == 0 {
                index += 8
                continue
            }
            let end = Swift.min(index + 8, count)
            while index < end {
                if self[index].isHTMLControl { return true }
                index += 1
            }
        }
        return false
    }

    /// Whether none of the eight bytes at `index` is markup, a control character, or the lead of one.
    fileprivate func areAllPlain(at index: Int) -> Bool {
        let word = loadUnaligned(fromByteOffset: index, as: UInt64.self)
        // A line feed is most of what is below a space, and text.
        let controls = Self.below20(word) & ~Self.equal(word, to: 0x0A)
        let marks =
            Self.equal(word, to: UInt8(ascii: "&")) | Self.equal(word, to: UInt8(ascii: "<"))
            | Self.equal(word, to: UInt8(ascii: ">")) | Self.equal(word, to: UInt8(ascii: "\""))
        let leads = Self.equal(word, to: 0x7F) | Self.equal(word, to: 0xC2) | Self.equal(word, to: 0xEF)
        return controls | marks | leads == 0
    }

    /// The highest bit of each of eight bytes below 0x20; no sum carries into the next byte.
    private static func below20(_ word: UInt64) -> UInt64 {
        let from20 = (word & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x6060_6060_6060_6060
        return ~(from20 | word) & 0x8080_8080_8080_8080
    }

    /// The highest bit of each of eight bytes that is this one.
    private static func equal(_ word: UInt64, to byte: UInt8) -> UInt64 {
        let difference = word ^ (0x0101_0101_0101_0101 &* UInt64(byte))
        let nonzero = (difference & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F
        return ~(nonzero | difference) & 0x8080_8080_8080_8080
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The bytes as a text.
    var text: String {
        String(decoding: self, as: UTF8.self)
    }

    /// The first place of a byte at or behind another place.
    func index(of byte: UInt8, from start: Int) -> Int? {
        guard start < count, let base = baseAddress,
            let found = memchr(base + start, Int32(byte), count - start)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
}
