/// Documents of two bytes a character (RFC 2781).
enum UTF16Text {
    /// The same in UTF-8; nil of what is not plainly such a text, by its mark or its first character, to its last byte.
    static func utf8(of bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count >= 4, bytes.count % 2 == 0 else { return nil }
        let isMarked = [[0xFE, 0xFF], [0xFF, 0xFE]].contains(Array(bytes.prefix(2)))
        // All formats begin with a character of ASCII; a mark with two zeros behind it is that of four bytes a character.
        if isMarked, bytes[2] == 0, bytes[3] == 0 { return nil }
        guard isMarked || (bytes[0] == 0) != (bytes[1] == 0) else { return nil }
        let isBigEndian = isMarked ? bytes[0] == 0xFE : bytes[0] == 0
        let units = stride(from: isMarked ? 2 : 0, to: bytes.count, by: 2).lazy.map { place in
            let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
            return isBigEndian ? first << 8 | second : second << 8 | first
        }
        return String(validating: units, as: UTF16.self).map { Array($0.utf8) }
    }
}
