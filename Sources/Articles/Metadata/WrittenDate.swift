package import Foundation

/// A date as an author writes it, by RFC 3339, RFC 822 or loosely, to the second, with its zone where it names one.
///
/// https://www.rfc-editor.org/rfc/rfc3339, https://www.rfc-editor.org/rfc/rfc5322#section-3.3
struct WrittenDate: Equatable {
    /// Seconds from 1970-01-01T00:00 to the date as a clock on the wall shows it.
    let wallSeconds: Int
    /// Seconds that the named zone is ahead of UTC.
    let offset: Int?

    /// The date that `text` says, or nil where it says none, or one of other years than these.
    init?(_ text: String, within years: ClosedRange<Int> = Self.years) {
        var text = text
        let read = text.withUTF8 { bytes in
            var reader = Reader(UnsafeRawBufferPointer(bytes))
            return reader.date()
        }
        guard let read, read.wallSeconds < Self.lastYear || years.contains(9999) else { return nil }
        self = read
    }

    /// The moment that a calendar's day and a clock's time mean; nil where no calendar has it, and beyond 0001 to 9999.
    init?(
        year: Int,
        month: Int,
        day: Int,
        hour: Int = 0,
        minute: Int = 0,
        second: Int = 0,
        offset: Int? = nil
    ) {
        guard Self.yearsOfEnds.contains(year), 1...12 ~= month, day >= 1 else { return nil }
        // A leap second is the first one of the next minute.
        guard day <= Self.days(ofMonth: month, year: year), 0...23 ~= hour, 0...59 ~= minute, 0...60 ~= second
        else { return nil }
        // The year begins in March here, so that the leap day is its last.
        let shiftedYear = month <= 2 ? year - 1 : year
        let shiftedMonth = month <= 2 ? month + 9 : month - 3
        let dayOfYear = (153 * shiftedMonth + 2) / 5 + day - 1
        let dayOfEra = shiftedYear * 365 + shiftedYear / 4 - shiftedYear / 100 + shiftedYear / 400 + dayOfYear
        wallSeconds = (dayOfEra - 719_468) * 86_400 + hour * 3_600 + minute * 60 + second
        self.offset = offset
    }

    /// Those that the formats can write, whatever the zone.
    static let years = 1...9998
    /// Those of a date that no format writes: by `9999-12-31` many mean never.
    static let yearsOfEnds = 1...9999
    /// The beginning of the year 9999 as a clock on the wall shows it.
    private static let lastYear = 253_370_764_800

    static func days(ofMonth month: Int, year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return switch month {
        case 2: isLeap ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The moment meant, where a date without a zone of its own is of `zone`.
    func date(in zone: Zone) -> Date {
        let ahead = offset ?? zone.offset(atWallSeconds: wallSeconds)
        return Date(timeIntervalSince1970: TimeInterval(wallSeconds - ahead))
    }
}

extension Date {
    /// The moment that a date of a feed or an article means; nil where `text` is none.
    ///
    /// One that names no zone is of `timezone`.
    package init?(written text: String, in timezone: TimeZone) {
        guard let date = WrittenDate(text) else { return nil }
        self = date.date(in: WrittenDate.Zone(timezone))
    }
}
