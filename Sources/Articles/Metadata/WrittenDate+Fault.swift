extension WrittenDate {
    /// What no calendar and no clock has in a text that is written as a date; nil where it is not.
    static func fault(in text: String, within years: ClosedRange<Int> = Self.years) -> String? {
        let form =
            /([0-9]+)[-\/]([0-9]{1,2})[-\/]([0-9]{1,2})(?:[Tt ]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?)?/
        guard let written = text.prefixMatch(of: form) else { return nil }
        let year = Int(written.1) ?? .max
        guard years.contains(year) else { return "its year must be one from 1 to \(years.upperBound)" }
        let month = Int(written.2) ?? 0
        guard 1...12 ~= month else { return "there is no month \(written.2)" }
        let days = days(ofMonth: month, year: year)
        guard 1...days ~= Int(written.3) ?? 0 else {
            return "\(written.1)-\(written.2) has \(days) days"
        }
        if let hour = written.4, Int(hour) ?? 0 > 23 { return "hours end at 23" }
        if let minute = written.5, Int(minute) ?? 0 > 59 { return "minutes end at 59" }
        if let second = written.6, Int(second) ?? 0 > 60 { return "seconds end at 59" }
        return nil
    }

    /// Why a text that is written as a date may mean more than one; nil where that is not so.
    static func doubt(in text: String) -> String? {
        if text.prefixMatch(of: /[0-9]{1,2}[-\/.][0-9]{1,2}[-\/.](?:[0-9]{4}|[0-9]{2})(?![0-9])/) != nil {
            return "its month and its day cannot be told apart"
        }
        guard let zone = text.firstMatch(of: /[ ]([A-Z]{2,5})$/),
            Zone.hours[zone.output.1.lowercased()] == nil,
            WrittenDate(String(text[..<zone.range.lowerBound])) != nil
        else { return nil }
        return
            "\(zone.output.1) is the time of more than one zone, or of none that is known: write +01:00 or so"
    }
}
