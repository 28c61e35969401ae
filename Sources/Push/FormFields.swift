/// Names and values as an HTML form sends them, in their order.
///
/// <https://url.spec.whatwg.org/#application/x-www-form-urlencoded>
package enum FormFields {
    /// The media type of such a body.
    package static let contentType = "application/x-www-form-urlencoded"

    /// The fields of a body, or nil where an escape is broken or a text is not UTF-8.
    package static func decode(_ bytes: [UInt8]) -> [(String, String)]? {
        var fields: [(String, String)] = []
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            let end = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            guard let name = text(of: pair[..<end]), let value = text(of: pair[end...].dropFirst()) else {
                return nil
            }
            fields.append((name, value))
        }
        return fields
    }

    /// The fields as text that is safe in a body and in the query of a URL alike.
    package static func encode(_ fields: [(String, String)]) -> String {
        fields.map { name, value in "\(escaped(name))=\(escaped(value))" }.joined(separator: "&")
    }

    private static func text(of escaped: ArraySlice<UInt8>) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(escaped.count)
        var rest = escaped
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"):
                bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst()?.hexDigit, let low = rest.popFirst()?.hexDigit else {
                    return nil
                }
                bytes.append(high << 4 | low)
            default:
                bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if byte.isUnreservedInURL {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), .upperHexDigit(byte >> 4), .upperHexDigit(byte & 0xF)]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension UInt8 {
    /// The value of this character as a hexadecimal digit.
    fileprivate var hexDigit: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    fileprivate static func upperHexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }

    /// Whether a URL may carry this character anywhere as it is (RFC 3986, section 2.3).
    fileprivate var isUnreservedInURL: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
