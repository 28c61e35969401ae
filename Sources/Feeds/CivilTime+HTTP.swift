import Foundation

/// HTTP's three forms of a date: <https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7>
extension CivilTime {
    /// The moment that such a text tells; the present decides on the century of two digits.
    init?(httpDate text: String, at now: Date) {
        let words = text.split(separator: " ")
        switch words.count {
        case 6 where words[5] == "GMT" && Self.weekdays.contains { $0.prefix(3) + "," == words[0] }:
            self.init(year: words[3], month: words[2], day: words[1], clock: words[4])
        case 5 where Self.weekdays.contains { $0.prefix(3) == words[0] }:
            self.init(year: words[4], month: words[1], day: words[2], clock: words[3])
        case 4 where words[3] == "GMT" && Self.weekdays.contains { $0 + "," == words[0] }:
            let date = words[1].split(separator: "-", omittingEmptySubsequences: false)
            guard date.count == 3, let year = date[2].number(digits: 2...2) else { return nil }
            let fullYear = Self.latest(year, at: now)
            self.init(year: "\(fullYear)", month: date[1], day: date[0], clock: words[2])
        default:
            return nil
        }
        // The 31st of a shorter month is a day of the next one.
        guard CivilTime(date - TimeInterval(second)).day == day else { return nil }
    }

    private init?(year: Substring, month: Substring, day: Substring, clock: Substring) {
        let clock = clock.split(separator: ":", omittingEmptySubsequences: false)
        guard
            clock.count == 3,
            let year = year.number(digits: 4...4),
            let month = Self.months.firstIndex(where: { $0 == month }),
            let day = day.number(digits: 1...2), 1...31 ~= day,
            let hour = clock[0].number(digits: 2...2), 0...23 ~= hour,
            let minute = clock[1].number(digits: 2...2), 0...59 ~= minute,
            let second = clock[2].number(digits: 2...2), 0...60 ~= second
        else { return nil }
        self.init(year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second)
    }

    /// The last year with these two digits that is no more than 50 years ahead.
    private static func latest(_ year: Int, at now: Date) -> Int {
        let latest = CivilTime(now).year + 50
        return latest - (latest - year) % 100
    }
}

extension Substring {
    /// The number that so many digits, and nothing else, write.
    fileprivate func number(digits count: ClosedRange<Int>) -> Int? {
        guard count.contains(utf8.count), utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        return Int(self)
    }
}
