/// Whether bytes are UTF-8 (RFC 3629, section 4), told without making a text of them.
package enum UTF8Check {
    /// Eight bytes of ASCII go at once, which most texts nearly are.
    package static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
        firstInvalid(in: bytes, from: 0) == nil
    }

    /// The place of the first byte at or behind another place that belongs to no character.
    package static func firstInvalid(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        var index = start
        while index < bytes.count {
            if index + 8 <= bytes.count {
                let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                if word & 0x8080_8080_8080_8080 == 0 {
                    index += 8
                    continue
                }
            }
            let length = scalarLength(in: bytes, at: index)
            if length == 0 { return index }
            index += length
        }
        return nil
    }

    /// Whether the bytes from `index` on are the beginning of a character whose end is missing.
    static func isCut(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Bool {
        let rest = bytes[index...]
        let length =
            switch bytes[index] {
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 0
            }
        return rest.count < length && rest.dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }
    }

    /// How many bytes the scalar at `index` has; 0 where there is none.
    static func scalarLength(in bytes: UnsafeRawBufferPointer, at index: Int) -> Int {
        func byte(_ offset: Int) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }
        func isTail(_ offset: Int) -> Bool { byte(offset) & 0xC0 == 0x80 }
        let second = byte(1)
        switch bytes[index] {
        case 0x00...0x7F: return 1
        case 0xC2...0xDF: return isTail(1) ? 2 : 0
        case 0xE0: return second >= 0xA0 && second <= 0xBF && isTail(2) ? 3 : 0
        case 0xED: return second >= 0x80 && second <= 0x9F && isTail(2) ? 3 : 0
        case 0xE1...0xEF: return isTail(1) && isTail(2) ? 3 : 0
        case 0xF0: return second >= 0x90 && second <= 0xBF && isTail(2) && isTail(3) ? 4 : 0
        case 0xF1...0xF3: return isTail(1) && isTail(2) && isTail(3) ? 4 : 0
        case 0xF4: return second >= 0x80 && second <= 0x8F && isTail(2) && isTail(3) ? 4 : 0
        default: return 0
        }
    }
}
