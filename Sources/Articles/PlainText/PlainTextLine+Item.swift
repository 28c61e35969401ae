extension PlainTextLine {
    /// What a line of a list says behind its mark.
    enum Item: Equatable {
        case bullet(String)
        case number(Int, String)
    }

    /// What this line says if it belongs to a list.
    var item: Item? {
        let scalars = text.unicodeScalars.drop(while: \.isDirection)
        guard let first = scalars.first else { return nil }
        return Self.bullets.contains(first) || isListed && first.isDash
            ? bullet(scalars) : number(scalars)
    }

    /// Whether it begins as a list's item or as somebody's talk does: by a dash and a space.
    var beginsWithDash: Bool {
        text.unicodeScalars.first?.isDash == true && bullet(text.unicodeScalars[...]) != nil
    }

    private func bullet(_ scalars: Substring.UnicodeScalarView) -> Item? {
        guard let first = scalars.first, let next = scalars.dropFirst().first,
            next.properties.isWhitespace || first == "・" || first == "•"
        else { return nil }
        let content = scalars.dropFirst().drop(while: \.properties.isWhitespace)
        // A row of marks parts a text, and lists nothing.
        let isText = content.contains {
            !Self.bullets.contains($0) && !$0.isDash && !$0.properties.isWhitespace
        }
        return isText ? .bullet(String(content)) : nil
    }

    private func number(_ scalars: Substring.UnicodeScalarView) -> Item? {
        let digits = scalars.prefix { $0.digit != nil }
        guard (1...3).contains(digits.count), let mark = scalars[digits.endIndex...].first,
            ".)．）、۔।။។-".unicodeScalars.contains(mark)
        else { return nil }
        let content = scalars[digits.endIndex...].dropFirst()
        guard let next = content.first, next.digit == nil,
            next.properties.isWhitespace || !mark.isASCII || next.isUnspaced && mark != "-"
        else { return nil }
        let number = digits.reduce(0) { $0 * 10 + ($1.digit ?? 0) }
        return .number(number, String(content.drop(while: \.properties.isWhitespace)))
    }

    private static let bullets = Set("-*•·‣▪◦●○■・⁃∙◆◇□★✓✔❖".unicodeScalars)
}
