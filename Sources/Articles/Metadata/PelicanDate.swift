/// Dates that Pelican takes beyond those that all tools do.
///
/// <https://dateutil.readthedocs.io/en/stable/parser.html>
enum PelicanDate {
    /// The same date in a form that is read everywhere; nil where it is of none of these forms.
    static func usual(_ text: String) -> String? {
        let text = text.replacing("_", with: " ")
        let day: String
        let rest: Substring
        if let match = text.prefixMatch(of: /(\d{4})[\/.-](\d{1,2})[\/.-](\d{1,2})/) {
            day = "\(match.output.1)-\(match.output.2)-\(match.output.3)"
            rest = text[match.range.upperBound...]
        } else if let match = text.prefixMatch(of: /([A-Za-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})/)
        {
            day = "\(match.output.2) \(match.output.1.prefix(3)) \(match.output.3)"
            rest = text[match.range.upperBound...]
        } else {
            return nil
        }
        guard let time = time(rest) else { return nil }
        return time.isEmpty ? day : day + " " + time
    }

    /// A time behind a date, with half days or without; nil where something else stands there.
    private static func time(_ text: Substring) -> String? {
        let form = /[ ,T]*(?:at +)?(\d{1,2})(?::(\d{2}))?(:\d{2})? *([AaPp]\.?[Mm]\.?)?(.*)/
        if text.allSatisfy(\.isWhitespace) { return "" }
        guard let match = text.wholeMatch(of: form), var hour = Int(match.output.1) else { return nil }
        if let half = match.output.4 {
            guard 1...12 ~= hour else { return nil }
            hour = hour % 12 + (half.lowercased().hasPrefix("p") ? 12 : 0)
        } else if match.output.2 == nil {
            return nil
        }
        let minute = match.output.2.map(String.init) ?? "00"
        return "\(hour.padded(to: 2)):\(minute)\(match.output.3 ?? "")\(match.output.5)"
    }
}

extension FrontMatter.Field {
    /// The field with a date of Pelican's in the form that is read everywhere.
    var withUsualDate: FrontMatter.Field {
        guard case .scalar(let text, let isPlain) = value.content, WrittenDate(text) == nil,
            let usual = PelicanDate.usual(text), WrittenDate(usual) != nil
        else { return self }
        var field = self
        field.value.content = .scalar(usual, isPlain: isPlain)
        return field
    }
}
