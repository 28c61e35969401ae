extension PlainTextLine {
    /// Whether it is an address that a page has made of its title: lower-case words joined by hyphens.
    ///
    /// Words with one hyphen occur in any text: such a line is a slug only where it says a word of the title.
    func isSlug(under title: String) -> Bool {
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
        let title = title.lowercased()
        return words.contains { $0.count > 2 && title.contains($0) }
    }
}
