import Foundation

/// Texts in letters of ASCII, as Unidecode writes them, and deunicode after it.
///
/// ICU knows the letters; of those on which it is not of Unidecode's mind none are taken.
/// <https://pypi.org/project/Unidecode/>, <https://unicode-org.github.io/icu/userguide/transforms/general/>
enum Transliteration {
    /// Nil where a letter is of a script that ICU writes in another way, or a sign that Unidecode has a word for.
    static func ascii(_ text: String) -> String? {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        var spelt = ""
        for scalar in text.unicodeScalars {
            if let letters = spelling(of: scalar) {
                spelt += letters
            } else if scalar.isASCII || isCertain(scalar.value) {
                spelt.unicodeScalars.append(scalar)
            } else {
                return nil
            }
        }
        // To set up the rules takes longer than to follow them.
        let isRussian = spelt.unicodeScalars.contains { 0x400...0x4FF ~= $0.value }
        let transform = StringTransform(isRussian ? "Cyrillic-Latin; Latin-ASCII" : "Latin-ASCII")
        guard let ascii = spelt.applyingTransform(transform, reverse: false) else { return nil }
        // What is left is punctuation.
        return String(String.UnicodeScalarView(ascii.unicodeScalars.map { $0.isASCII ? $0 : "*" }))
    }

    private static func spelling(of scalar: Unicode.Scalar) -> String? {
        if scalar.isASCII { return nil }
        // Marks on the letter before, a soft hyphen, and what asks for a picture.
        if 0x300...0x36F ~= scalar.value || scalar.value == 0xAD { return "" }
        if let letters = russian[scalar] { return letters }
        guard scalar.properties.isUppercase,
            let small = scalar.properties.lowercaseMapping.unicodeScalars.first
        else { return nil }
        return russian[small].map { $0.prefix(1).uppercased() + $0.dropFirst() }
    }

    /// The letters that ICU writes with marks, as ISO 9 does, and Unidecode as the Library of Congress does.
    ///
    /// <https://www.loc.gov/catdir/cpso/romanization/russian.pdf>
    private static let russian: [Unicode.Scalar: String] = [
        "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia", "й": "i",
        "ё": "io", "ъ": "'", "ь": "'", "є": "ie", "ї": "yi", "ґ": "g'",
    ]

    /// Letters and punctuation that ICU and Unidecode write alike.
    private static func isCertain(_ value: UInt32) -> Bool {
        switch value {
        case 0xD7, 0xF7, 0x138, 0x14A, 0x14B: false
        case 0xC0...0x17F, 0x1A0...0x1A1, 0x1AF...0x1B0, 0x1CD...0x1DC, 0x218...0x21B: true
        case 0x1E9C, 0x1E9D, 0x1E9F: false
        case 0x1E00...0x1EF9: true
        case 0x406, 0x40E, 0x410...0x44F, 0x456, 0x45E: true
        case 0xA0, 0xA1, 0xAB, 0xB7, 0xBB, 0xBF, 0x2010...0x2016, 0x2018...0x2027, 0x2039, 0x203A, 0x2044:
            true
        default: false
        }
    }
}
