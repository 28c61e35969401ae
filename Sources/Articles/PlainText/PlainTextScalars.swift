extension Unicode.Scalar {
    /// Whether it is a small or a capital letter; Georgian writes everything in small ones.
    var hasCase: Bool { properties.isCased && !(0x10D0...0x10FF ~= value) }

    var isSmall: Bool { properties.isLowercase && hasCase }

    /// What it counts, in whichever script.
    var digit: Int? {
        properties.numericType == .decimal ? properties.numericValue.map { Int($0) } : nil
    }

    /// Whether it only says in which direction text runs.
    var isDirection: Bool {
        switch value {
        case 0x61C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    var isLetterOrMark: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark,
            .spacingMark:
            true
        default: false
        }
    }

    /// What stands in and between the parts of a name, joiners of Persian and Indic scripts included.
    var joinsNames: Bool {
        " .,'’ʼ‘-‑·・＝\u{A0}\u{3000}\u{200C}\u{200D}".unicodeScalars.contains(self)
    }

    /// How much of a line it takes: an ideograph or a syllable of Korean two columns, a mark upon a letter none.
    ///
    /// https://www.unicode.org/reports/tr11/
    var columns: Int {
        switch value {
        case ..<0x300: return 1
        // Half the width is what their name says.
        case 0xFF61...0xFFDC: return 1
        case 0x1100...0x115F, 0xAC00...0xD7A3, 0x1F300...0x1FAFF: return 2
        default:
            if isUnspaced { return 2 }
            switch properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .format: return 0
            default: return 1
            }
        }
    }

    var isArrow: Bool {
        switch value {
        case 0x2190...0x21FF, 0x2794, 0x2798...0x27BE, 0x27F0...0x27FF, 0x2900...0x297F, 0x2B00...0x2B11: true
        case 0x25B6, 0x25B8, 0x25BA, 0x25C0, 0x25C2: true
        default: false
        }
    }

    var isClosing: Bool {
        properties.generalCategory == .closePunctuation || properties.generalCategory == .finalPunctuation
    }

    var isDash: Bool {
        properties.isDash && self != "-" || self == "―"
    }

    /// Whether words of its script stand side by side without spaces.
    var isUnspaced: Bool {
        switch value {
        case 0x2E80...0x312F, 0x31A0...0x9FFF, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFFEF: true
        case 0x20000...0x3FFFF: true
        default: false
        }
    }
}

extension String {
    /// This text with a line feed at each line's end.
    var unixLineEnds: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count)
        var follows = false
        for byte in utf8 {
            if byte == 0xD {
                bytes.append(0xA)
            } else if byte != 0xA || !follows {
                bytes.append(byte)
            }
            follows = byte == 0xD
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// This text with each run of white space as one space.
    var oneLine: String {
        isOneLine ? self : split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Whether it surely is one already, told by its bytes: to ask each character takes twenty times as long.
    private var isOneLine: Bool {
        var isAfterSpace = true
        for byte in utf8 {
            switch byte {
            case 0x20:
                if isAfterSpace { return false }
                isAfterSpace = true
            // White space beyond ASCII begins with one of these.
            case 0x09...0x0D, 0xC2, 0xE1, 0xE2, 0xE3: return false
            default: isAfterSpace = false
            }
        }
        return !isAfterSpace || isEmpty
    }
}
