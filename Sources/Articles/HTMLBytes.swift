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

    /// Whether this byte may need another form in HTML text: markup, a control character, or the lead of one.
    private static func isNotable(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), 0x7F, 0xC2, 0xEF: true
        default: byte < 0x20 && byte != 0xA && byte != 0x9
        }
    }

    fileprivate static let notable: [Bool] = (0...255).map { isNotable($0) }
}

extension [UInt8] {
    /// Appends text as HTML and XML can both carry it; characters that they cannot are left out.
    mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        UInt8.notable.withUnsafeBufferPointer { notable in
            var start = 0
            var index = 0
            while index < text.count {
                let byte = text[index]
                guard notable[Int(byte)] else {
                    index += 1
                    continue
                }
                let (length, replacement) = Self.form(of: text, at: index)
                if let replacement {
                    append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
                    append(contentsOf: replacement.utf8)
                    start = index + length
                }
                index += length
            }
            append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
        }
    }

    /// Appends a value as it stands between double quotes.
    mutating func appendEscaped(attribute value: String) {
        var value = value
        value.withUTF8 { bytes in
            var start = 0
            while let quote = bytes.index(of: UInt8(ascii: "\""), from: start) {
                appendEscaped(UnsafeBufferPointer(rebasing: bytes[start..<quote]))
                append(contentsOf: "&quot;".utf8)
                start = quote + 1
            }
            appendEscaped(UnsafeBufferPointer(rebasing: bytes[start...]))
        }
    }

    /// How many bytes the character at this place takes, and what is written for it where it cannot stay.
    private static func form(of text: UnsafeBufferPointer<UInt8>, at index: Int) -> (Int, String?) {
        func byte(_ offset: Int) -> UInt8 { index + offset < text.count ? text[index + offset] : 0 }
        switch text[index] {
        case UInt8(ascii: "&"): return (1, "&amp;")
        case UInt8(ascii: "<"): return (1, "&lt;")
        case UInt8(ascii: ">"): return (1, "&gt;")
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

extension UnsafeBufferPointer<UInt8> {
    /// The first place of a byte at or behind another place.
    func index(of byte: UInt8, from start: Int) -> Int? {
        guard start < count, let base = baseAddress,
            let found = memchr(base + start, Int32(byte), count - start)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
}
