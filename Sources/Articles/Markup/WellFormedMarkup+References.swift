import CLibXML2

extension WellFormedMarkup {
    /// A character in the bytes that it has in UTF-8.
    struct Character {
        private let bytes: (UInt8, UInt8, UInt8, UInt8)
        private let count: Int

        init(_ scalar: Unicode.Scalar) {
            var bytes: (UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0)
            var count = 0
            withUnsafeMutableBytes(of: &bytes) { target in
                for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                    target[count] = byte
                    count += 1
                }
            }
            self.bytes = bytes
            self.count = count
        }

        func withBytes(_ use: (UnsafeBufferPointer<UInt8>) -> Void) {
            withUnsafeBytes(of: bytes) { all in
                use(UnsafeBufferPointer(rebasing: all.bindMemory(to: UInt8.self)[..<count]))
            }
        }
    }

    /// Reads a reference to a character, or an ampersand that begins none; nil for a number that libxml2 reads in its own way.
    mutating func readReference() -> Character? {
        let start = position + 1
        let isNumber = byte(at: start) == UInt8(ascii: "#")
        // The longest name of HTML 4 has eight letters.
        let end = bytes[start...].prefix(12).firstIndex(of: UInt8(ascii: ";"))
        if let end, end > start {
            let name = UnsafeBufferPointer(rebasing: bytes[start..<end])
            if let scalar = isNumber ? Self.numbered(name) : Self.named(name) {
                position = end + 1
                return Character(scalar)
            }
        }
        // What is no name, or one that is not known or not ended, stays as it is written.
        position = start
        return isNumber ? nil : Character("&")
    }

    private static func named(_ name: UnsafeBufferPointer<UInt8>) -> Unicode.Scalar? {
        switch name.count {
        case 2 where name[1] == UInt8(ascii: "t"):
            if name[0] == UInt8(ascii: "l") { return "<" }
            if name[0] == UInt8(ascii: "g") { return ">" }
        case 3 where name.elementsEqual("amp".utf8): return "&"
        case 4 where name.elementsEqual("quot".utf8): return "\""
        default: break
        }
        guard name.allSatisfy(\.isASCIIAlphanumeric), !name[0].isASCIIDigit else { return nil }
        guard let entity = htmlEntityLookup(name.text), entity.pointee.value > 0 else { return nil }
        return Unicode.Scalar(entity.pointee.value)
    }

    private static func numbered(_ name: UnsafeBufferPointer<UInt8>) -> Unicode.Scalar? {
        guard name.count > 1 else { return nil }
        let isHexadecimal = name[1] | 0x20 == UInt8(ascii: "x")
        let digits = UnsafeBufferPointer(rebasing: name[(isHexadecimal ? 2 : 1)...])
        guard !digits.isEmpty, digits.allSatisfy(\.isASCIIAlphanumeric),
            let value = UInt32(digits.text, radix: isHexadecimal ? 16 : 10),
            value >= 0x20 || value == 0x9 || value == 0xA || value == 0xD,
            value != 0xFFFE, value != 0xFFFF
        else { return nil }
        return Unicode.Scalar(value)
    }
}
