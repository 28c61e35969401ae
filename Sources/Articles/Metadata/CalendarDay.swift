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

    /// The first of January of the year 1, which Go has where there is no date. https://pkg.go.dev/time#Time.IsZero
    static let first = CalendarDay()

    /// The calendar of the system has another day then, for it begins in 1582.
    private init() {
        (year, month, day) = (1, 1, 1)
        (hour, minute, second) = (0, 0, 0)
        (weekday, dayOfYear) = (1, 1)
        (week, weekYear) = (1, 1)
    }

    /// The moment as a clock of a zone shows it.
    init(_ date: Date, in timezone: TimeZone) {
        self.init(wallSeconds: Int(date.timeIntervalSince1970) + timezone.secondsFromGMT(for: date))
    }

    var monthName: String { Self.months[(month - 1) % 12] }
    var weekdayName: String { Self.weekdays[weekday % 7] }

    /// Written as Go does by an example of the second of January 2006; nil for a text that has no part of a date.
    ///
    /// <https://pkg.go.dev/time#pkg-constants>
    func written(inLayout layout: String) -> String? {
        let hourOfTwelve = hour % 12 == 0 ? 12 : hour % 12
        // Of two that begin alike the longer one comes first.
        let marks: [(mark: String, text: String)] = [
            ("January", monthName), ("Jan", String(monthName.prefix(3))), ("Monday", weekdayName),
            ("Mon", String(weekdayName.prefix(3))), ("2006", year.padded(to: 4)),
            ("002", dayOfYear.padded(to: 3)), ("06", (year % 100).padded(to: 2)),
            ("01", month.padded(to: 2)), ("02", day.padded(to: 2)), ("03", hourOfTwelve.padded(to: 2)),
            ("04", minute.padded(to: 2)), ("05", second.padded(to: 2)), ("15", hour.padded(to: 2)),
            ("1", String(month)), ("2", String(day)), ("3", String(hourOfTwelve)), ("4", String(minute)),
            ("5", String(second)), ("PM", hour < 12 ? "AM" : "PM"),
        ]
        var text = ""
        var rest = layout[...]
        var hasDate = false
        while !rest.isEmpty {
            if let found = marks.first(where: { rest.hasPrefix($0.mark) }) {
                text += found.text
                rest = rest.dropFirst(found.mark.count)
                hasDate = true
            } else {
                text.append(rest.removeFirst())
            }
        }
        return hasDate ? text : nil
    }

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
