extension PlainTextLine {
    /// What a line of a list says behind its mark.
    enum Item: Equatable {
        case bullet(String)
        case number(Int, String)
    }

    /// What this line says if it belongs to a list.
    var item: Item? {
        let scalars = text.unicodeScalars
        guard let first = scalars.first else { return nil }
        if Self.bullets.contains(first) {
            let rest = scalars.dropFirst()
            guard let next = rest.first, next.properties.isWhitespace || first == "・" || first == "•" else {
                return nil
            }
            let content = rest.drop(while: \.properties.isWhitespace)
            // A row of marks parts a text, and lists nothing.
            guard content.contains(where: { !Self.bullets.contains($0) && !$0.properties.isWhitespace })
            else { return nil }
            return .bullet(String(content))
        }
        let digits = scalars.prefix { $0.isASCII && $0.properties.numericType != nil }
        guard (1...3).contains(digits.count), let number = Int(String(digits)) else { return nil }
        let rest = scalars[digits.endIndex...]
        guard let mark = rest.first, ".)．、".unicodeScalars.contains(mark) else { return nil }
        let content = rest.dropFirst()
        guard let next = content.first, next.properties.isWhitespace || !mark.isASCII else { return nil }
        return .number(number, String(content.drop(while: \.properties.isWhitespace)))
    }

    private static let bullets = Set("-*•·‣▪◦●○■–・".unicodeScalars)
}
