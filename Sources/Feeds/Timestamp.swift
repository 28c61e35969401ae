package import Foundation

/// Dates as the protocols write them: in UTC, to the second, in the years 1 to 9999.
///
/// The arithmetic is by hand, for a feed has a hundred dates and a formatter takes microseconds for each.
extension Date {
    /// As in `2026-11-22T15:59:21Z`: <https://www.rfc-editor.org/rfc/rfc3339>.
    package var rfc3339: String {
        let time = CivilTime(self)
        return "\(time.year.digits(4))-\(time.month.digits(2))-\(time.day.digits(2))T\(time.clock)Z"
    }

    /// As in `Sun, 22 Nov 2026 15:59:21 GMT`: <https://www.rfc-editor.org/rfc/rfc822#section-5>, with RSS's long year.
    package var rfc822: String {
        let time = CivilTime(self)
        let weekday = CivilTime.weekdays[time.weekday].prefix(3)
        let month = CivilTime.months[time.month - 1]
        return "\(weekday), \(time.day.digits(2)) \(month) \(time.year.digits(4)) \(time.clock) GMT"
    }

    /// As HTTP writes it, which is the same: <https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7>.
    package var httpDate: String { rfc822 }

    /// A date in any of HTTP's three forms, the oldest of which leaves the century to the present.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7>
    package init?(httpDate text: String, at now: Date = Date()) {
        guard let time = CivilTime(httpDate: text, at: now) else { return nil }
        self = time.date
    }
}
