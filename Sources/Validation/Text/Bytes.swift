import Glibc

/// What is asked of bytes again and again.
enum Bytes {
    /// The first place of a byte in a range; the C library looks at sixteen or more at a time.
    static func first(_ byte: UInt8, in bytes: [UInt8], from start: Int, to end: Int) -> Int? {
        guard start < end else { return nil }
        return bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress,
                let found = memchr(base + start, CInt(byte), end - start)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }

    /// The first place of a sequence of bytes that begins in a range; without an end, from a place on.
    static func first(_ sequence: StaticString, in bytes: [UInt8], from start: Int, to end: Int? = nil)
        -> Int?
    {
        var place = start
        while let found = first(sequence.utf8Start[0], in: bytes, from: place, to: end ?? bytes.count) {
            if has(sequence, in: bytes, at: found) { return found }
            place = found + 1
        }
        return nil
    }

    static func has(_ sequence: StaticString, in bytes: [UInt8], at start: Int) -> Bool {
        let count = sequence.utf8CodeUnitCount
        guard start + count <= bytes.count else { return false }
        for index in 0..<count where bytes[start + index] != sequence.utf8Start[index] { return false }
        return true
    }

    /// XML's and JSON's white space.
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
    }

    static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

    static func isLetter(_ byte: UInt8) -> Bool { 0x41...0x5A ~= byte || 0x61...0x7A ~= byte }
}
