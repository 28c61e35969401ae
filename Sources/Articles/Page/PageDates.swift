import Foundation

/// Reads the dates of a page, and gathers a warning for each that is none.
struct PageDates {
    let zone: WrittenDate.Zone
    let path: String
    private(set) var warnings: [Problem] = []

    init(zone: WrittenDate.Zone, path: String) {
        self.zone = zone
        self.path = path
    }

    /// The moment that a text of the page means; nil where it says none.
    mutating func date(
        _ text: String?,
        line: Int,
        within years: ClosedRange<Int> = WrittenDate.years
    ) -> Date? {
        guard let text = text?.oneLine, !text.isEmpty, !Self.isZero(text) else { return nil }
        if let date = WrittenDate(text, within: years) { return date.date(in: zone) }
        let message = "\"\(text)\" is no date, write it like 2026-03-02T07:30:00Z"
        warnings.append(Problem(file: path, line: line, message: message, severity: .warning))
        return nil
    }

    /// Whether it is what Hugo's templates write where an article has no date: the moment that Go counts from.
    static func isZero(_ text: String) -> Bool { text.hasPrefix("0001-01-01") }

    mutating func date(
        _ value: FrontMatter.Value?,
        within years: ClosedRange<Int> = WrittenDate.years
    ) -> Date? {
        guard let value, case .scalar(let text, _) = value.content, !value.isNothing else { return nil }
        return date(text, line: value.line, within: years)
    }
}
