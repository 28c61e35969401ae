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
        guard let text = text?.oneLine, !text.isEmpty else { return nil }
        if let date = WrittenDate(text, within: years) { return date.date(in: zone) }
        let message = "\"\(text)\" is no date, write it like 2026-03-02T07:30:00Z"
        warnings.append(Problem(file: path, line: line, message: message, severity: .warning))
        return nil
    }

    mutating func date(
        _ value: FrontMatter.Value?,
        within years: ClosedRange<Int> = WrittenDate.years
    ) -> Date? {
        guard let value, case .scalar(let text, _) = value.content, !value.isNothing else { return nil }
        return date(text, line: value.line, within: years)
    }
}
