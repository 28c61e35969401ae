/// Documents of two bytes a character (RFC 2781).
enum UTF16Text {
    /// Whether the bytes are plainly such a text, by their mark or their first character; or one of four bytes a character.
    enum Form: Equatable {
        case none
        case pairs(isBigEndian: Bool, hasMark: Bool)
        case fours
    }

    static func form(of bytes: [UInt8]) -> Form {
        guard bytes.count >= 4 else { return .none }
        switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
        case (0xFF, 0xFE, 0, 0), (0, 0, 0xFE, 0xFF), (0, 0, 0, 1...), (1..., 0, 0, 0): return .fours
        case (0xFE, 0xFF, _, _): return .pairs(isBigEndian: true, hasMark: true)
        case (0xFF, 0xFE, _, _): return .pairs(isBigEndian: false, hasMark: true)
        // All formats begin with a character of ASCII.
        case (0, 1..., _, _): return .pairs(isBigEndian: true, hasMark: false)
        case (1..., 0, _, _): return .pairs(isBigEndian: false, hasMark: false)
        default: return .none
        }
    }

    /// The same in UTF-8; nil where it breaks off within a character, unless what is wrong `isReplaced`.
    static func utf8(
        of bytes: [UInt8],
        isBigEndian: Bool,
        hasMark: Bool,
        isReplaced: Bool
    ) -> [UInt8]? {
        if bytes.count % 2 != 0, !isReplaced { return nil }
        let units = ((hasMark ? 1 : 0)..<bytes.count / 2).lazy.map { place in
            let (first, second) = (UInt16(bytes[2 * place]), UInt16(bytes[2 * place + 1]))
            return isBigEndian ? first << 8 | second : second << 8 | first
        }
        if isReplaced { return Array(String(decoding: units, as: UTF16.self).utf8) }
        return String(validating: units, as: UTF16.self).map { Array($0.utf8) }
    }

    /// Whether a document that is none says that it is one, as programs write it that make their texts in memory.
    static func isClaimed(by bytes: [UInt8]) -> Bool {
        String(decoding: bytes.prefix(100), as: UTF8.self).lowercased().contains("utf-16")
    }
}
