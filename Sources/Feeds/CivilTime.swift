package import Foundation

/// A moment as a calendar and a clock in UTC show it.
package struct CivilTime: Equatable {
    package var year: Int
    /// 1 to 12.
    package var month: Int
    /// 1 to 31.
    package var day: Int
    package var hour: Int
    package var minute: Int
    /// 0 to 60, for a leap second may be written.
    package var second: Int

    package static let weekdays = [
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    ]
    package static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    package init(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// A date to the second, held within the years 1 to 9999, beyond which the formats have no words.
    init(_ date: Date) {
        let first = -62_135_596_800.0
        let last = 253_402_300_799.0
        let time = date.timeIntervalSince1970
        // A comparison with what is not a number is false, and leads to the first year.
        let seconds = Int((time > first ? min(time, last) : first).rounded(.down))
        let days = seconds.floored(by: 86_400)
        let second = seconds - days * 86_400
        self.init(
            daysSince1970: days,
            hour: second / 3_600,
            minute: second / 60 % 60,
            second: second % 60
        )
    }

    /// Counts in eras of 400 years that begin on 1 March, so that the leap day is the last of its year:
    /// <https://howardhinnant.github.io/date_algorithms.html#civil_from_days>.
    private init(daysSince1970: Int, hour: Int, minute: Int, second: Int) {
        let days = daysSince1970 + 719_468
        let era = days.floored(by: 146_097)
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        self.init(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
            month: month,
            day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1,
            hour: hour,
            minute: minute,
            second: second
        )
    }

    package var date: Date {
        Date(timeIntervalSince1970: Double(daysSince1970 * 86_400 + hour * 3_600 + minute * 60 + second))
    }

    /// 0 is Sunday.
    package var weekday: Int {
        let sinceSunday = daysSince1970 + 4
        return sinceSunday - sinceSunday.floored(by: 7) * 7
    }

    /// As in `15:59:21`.
    var clock: String { "\(hour.digits(2)):\(minute.digits(2)):\(second.digits(2))" }

    private var daysSince1970: Int {
        let year = month <= 2 ? year - 1 : year
        let era = year.floored(by: 400)
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

extension Int {
    /// This number with leading zeros.
    func digits(_ count: Int) -> String {
        let text = String(self)
        return String(repeating: "0", count: Swift.max(0, count - text.utf8.count)) + text
    }

    /// The quotient rounded down, also below zero.
    fileprivate func floored(by divisor: Int) -> Int {
        self >= 0 ? self / divisor : (self - divisor + 1) / divisor
    }
}
