extension PlainTextLine {
    /// Whether it is an address that a page has made of its title: lower-case words joined by hyphens.
    ///
    /// Words with one hyphen occur in any text: such a line is a slug only where it says a word of the title, or where
    /// the title is of another script; without a title it must have more.
    func isSlug(under title: String?) -> Bool {
        guard text.utf8.count <= 200, !text.unicodeScalars.contains(where: \.properties.isWhitespace) else {
            return false
        }
        let words = text.split(separator: "-", omittingEmptySubsequences: false)
        guard words.count > 1, !words.contains(where: \.isEmpty) else { return false }
        let scalars = text.unicodeScalars
        guard scalars.contains(where: \.properties.isAlphabetic) else { return false }
        let isSpelt = scalars.allSatisfy { scalar in
            scalar == "-" || scalar.isLetterOrMark && !scalar.properties.isUppercase
                || scalar.properties.numericType != nil
        }
        guard isSpelt, words.count == 2 else { return isSpelt }
        guard let title else { return false }
        // Where nothing else is written in letters of ASCII, such words are no words of the text.
        if text.utf8.allSatisfy({ $0 < 0x80 }), !title.unicodeScalars.contains(where: \.isLatinLetter) {
            return true
        }
        let small = title.lowercased()
        return words.contains { $0.count > 2 && small.contains($0) }
    }
}

extension Unicode.Scalar {
    /// Of the alphabet of Rome, with whatever marks.
    fileprivate var isLatinLetter: Bool {
        properties.isAlphabetic && (value < 0x250 || 0x1E00...0x1EFF ~= value)
    }
}
