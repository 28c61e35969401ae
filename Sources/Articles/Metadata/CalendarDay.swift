import Foundation

/// A date and a time as a calendar and a clock show them.
struct CalendarDay: Equatable {
    let year: Int
    /// From 1.
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int
    /// From 0, which is Sunday.
    let weekday: Int
    /// From 1.
    let dayOfYear: Int
    /// The week of the year, and the year that it is of. https://www.iso.org/iso-8601-date-and-time-format.html
    let week: Int
    let weekYear: Int

    /// So many seconds after 1970-01-01T00:00 by that clock.
    init(wallSeconds: Int) {
        let date = Date(timeIntervalSince1970: TimeInterval(wallSeconds))
        var gregorian = Calendar(identifier: .gregorian)
        gregorian.timeZone = .gmt
        let parts = gregorian.dateComponents(
            [.year, .month, .day, .hour, .minute, .second, .weekday],
            from: date
        )
        var iso = Calendar(identifier: .iso8601)
        iso.timeZone = .gmt
        let weeks = iso.dateComponents([.weekOfYear, .yearForWeekOfYear], from: date)
        year = parts.year ?? 0
        month = parts.month ?? 1
        day = parts.day ?? 1
        hour = parts.hour ?? 0
        minute = parts.minute ?? 0
        second = parts.second ?? 0
        weekday = (parts.weekday ?? 1) - 1
        dayOfYear = gregorian.ordinality(of: .day, in: .year, for: date) ?? 1
        week = weeks.weekOfYear ?? 1
        weekYear = weeks.yearForWeekOfYear ?? year
    }

    /// The moment as a clock of a zone shows it.
    init(_ date: Date, in timezone: TimeZone) {
        self.init(wallSeconds: Int(date.timeIntervalSince1970) + timezone.secondsFromGMT(for: date))
    }

    var monthName: String { Self.months[(month - 1) % 12] }
    var weekdayName: String { Self.weekdays[weekday % 7] }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]
    private static let weekdays = [
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    ]
}

extension Int {
    /// The number with zeros before it.
    func padded(to width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.utf8.count)) + digits
    }
}
