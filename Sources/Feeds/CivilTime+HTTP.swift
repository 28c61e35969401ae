import Foundation

/// HTTP's three forms of a date: <https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7>
extension CivilTime {
    init?(httpDate text: String, at now: Date) {
        let words = text.split { " ,-:".contains($0) }
        switch words.count {
        case 8 where words[7] == "GMT" && words[3].utf8.count == 4:
            self.init(year: words[3], month: words[2], day: words[1], clock: words[4..<7])
        case 8 where words[7] == "GMT" && words[3].utf8.count == 2:
            self.init(year: words[3], month: words[2], day: words[1], clock: words[4..<7])
            year = Self.century(of: year, at: now)
        case 7:
            self.init(year: words[6], month: words[1], day: words[2], clock: words[3..<6])
        default:
            return nil
        }
        guard Self.weekdays.contains(where: { $0 == words[0] || $0.prefix(3) == words[0] }) else {
            return nil
        }
        // The 31st of a shorter month is a day of the next one.
        guard CivilTime(date - TimeInterval(second)).day == day else { return nil }
    }

    private init?(year: Substring, month: Substring, day: Substring, clock: ArraySlice<Substring>) {
        let clock = clock.compactMap(\.number)
        guard let year = year.number, let day = day.number, clock.count == 3 else { return nil }
        guard let month = Self.months.firstIndex(where: { $0 == month }) else { return nil }
        guard 1...31 ~= day, 0...23 ~= clock[0], 0...59 ~= clock[1], 0...60 ~= clock[2] else { return nil }
        self.init(year: year, month: month + 1, day: day, hour: clock[0], minute: clock[1], second: clock[2])
    }

    /// The year with these last two digits that is no more than 50 years ahead.
    private static func century(of year: Int, at now: Date) -> Int {
        let latest = CivilTime(now).year + 50
        return latest - (latest - year) % 100
    }
}

extension Substring {
    /// The number that these digits, and nothing else, write.
    fileprivate var number: Int? {
        utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ? Int(self) : nil
    }
}
