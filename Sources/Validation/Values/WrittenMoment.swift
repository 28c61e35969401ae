import Feeds
import Foundation

/// A date in one of the forms that feeds are found to have, good ones and others.
struct WrittenMoment {
    enum Form {
        /// As RSS wants it: RFC 822 with a year of four digits.
        case rfc822
        /// What RFC 822 allows and readers are known to stumble over: two digits of a year, letters for zones.
        case oldRFC822
        /// <https://www.rfc-editor.org/rfc/rfc3339>, as Atom and JSON Feed want it.
        case rfc3339
        /// <https://www.w3.org/TR/NOTE-datetime>, as Dublin Core wants it: it may end after the year, the month or the day.
        case w3cdtf
        /// None of these, though it can be guessed what is meant.
        case loose
    }

    let form: Form
    let date: Date
    /// Whether it names another day of the week than that day was.
    let hasWrongWeekday: Bool

    init?(_ text: String) {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard text.utf8.count <= 80, let read = Self.iso(text) ?? Self.mail(text) else { return nil }
        self = read
    }

    private init(_ form: Form, _ date: Date, hasWrongWeekday: Bool = false) {
        self.form = form
        self.date = date
        self.hasWrongWeekday = hasWrongWeekday
    }

    /// Such as `2026-03-02T07:30:00+01:00`, down to a bare year.
    private static func iso(_ text: String) -> WrittenMoment? {
        var rest = Substring(text).utf8
        guard let year = rest.number(4) else { return nil }
        var time = CivilTime(year: year, month: 1, day: 1, hour: 0, minute: 0, second: 0)
        if rest.isEmpty { return WrittenMoment(.w3cdtf, time.date) }
        guard rest.take("-"), let month = rest.number(2), 1...12 ~= month else { return nil }
        time.month = month
        if rest.isEmpty { return WrittenMoment(.w3cdtf, time.date) }
        guard rest.take("-"), let day = rest.number(2), day >= 1, day <= days(in: month, of: year) else {
            return nil
        }
        time.day = day
        if rest.isEmpty { return WrittenMoment(.w3cdtf, time.date) }
        var isLoose = false
        if !rest.take("T") {
            guard rest.take("t") || rest.take(" ") else { return nil }
            isLoose = true
        }
        guard let hour = rest.number(2), hour <= 23, rest.take(":"), let minute = rest.number(2), minute <= 59
        else { return nil }
        (time.hour, time.minute) = (hour, minute)
        var hasSeconds = false
        if rest.take(":") {
            guard let second = rest.number(2), second <= 60 else { return nil }
            time.second = second
            hasSeconds = true
            if rest.take(".") {
                let fraction = rest.prefix(while: Bytes.isDigit)
                if fraction.isEmpty { isLoose = true }
                rest = rest.dropFirst(fraction.count)
            }
        }
        var offset = 0
        if rest.take("Z") {
        } else if rest.take("z") || rest.isEmpty || rest.take(" ") {
            isLoose = true
            if let found = zone(String(Substring(rest)))?.seconds { offset = found }
            rest = rest.dropFirst(rest.count)
        } else {
            let sign = rest.take("+") ? 1 : rest.take("-") ? -1 : 0
            guard sign != 0, let hours = rest.number(2), hours <= 23 else { return nil }
            if !rest.take(":") { isLoose = true }
            let minutes = rest.number(2)
            if minutes == nil { isLoose = true }
            guard minutes ?? 0 <= 59 else { return nil }
            offset = sign * (hours * 3_600 + (minutes ?? 0) * 60)
        }
        guard rest.isEmpty else { return nil }
        let date = time.date - Double(offset)
        return WrittenMoment(isLoose ? .loose : hasSeconds ? .rfc3339 : .w3cdtf, date)
    }

    /// Such as `Mon, 02 Mar 2026 07:30:00 +0100`.
    private static func mail(_ text: String) -> WrittenMoment? {
        let isStrict = isStrictRFC822(text)
        var plain = text.replacing(/\\./, with: "")
        // Comments may be nested.
        while let inner = plain.firstMatch(of: /\([^()]*\)/) { plain.replaceSubrange(inner.range, with: " ") }
        var words = plain.split { $0 == " " || $0 == "," || $0.isWhitespace }.map { $0.lowercased() }
        var weekday: Int?
        var isOld = true
        if let first = words.first, first.first?.isLetter == true {
            weekday = CivilTime.weekdays.firstIndex { isName(first, of: $0) }
            if weekday == nil, month(first) == nil { isOld = false }
            if first.count != 3 { isOld = false }
            if month(first) == nil { words.removeFirst() }
        }
        // 2-Mar-2026, as Netscape wrote it.
        if let first = words.first, first.split(separator: "-").count == 3 {
            words.replaceSubrange(0...0, with: first.split(separator: "-").map(String.init))
            isOld = false
        }
        guard words.count >= 3 else { return nil }
        if month(words[0]) != nil {
            // March 2, 2026
            words.swapAt(0, 1)
            isOld = false
        }
        guard let day = Int(words[0]), let month = month(words[1]), words[2].allSatisfy(\.isNumber),
            var year = Int(words[2])
        else { return nil }
        if words[1].count != 3 { isOld = false }
        switch words[2].count {
        case 2: year += year < 50 ? 2_000 : 1_900
        case 4: break
        default: return nil
        }
        guard 1...9999 ~= year, 1...days(in: month, of: year) ~= day else { return nil }
        var time = CivilTime(year: year, month: month, day: day, hour: 0, minute: 0, second: 0)
        if words.count > 3 {
            let clock = words[3].split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
            guard (2...3).contains(clock.count), let hour = clock[0], 0...23 ~= hour, let minute = clock[1],
                0...59 ~= minute
            else { return nil }
            (time.hour, time.minute) = (hour, minute)
            if clock.count == 3 {
                guard let second = clock[2], 0...60 ~= second else { return nil }
                time.second = second
            }
            if words[3].split(separator: ":").contains(where: { $0.count != 2 }) { isOld = false }
        } else {
            isOld = false
        }
        let zone = words.count > 4 ? zone(words[4]) : nil
        if zone?.isOld != true || words.count > 5 { isOld = false }
        let hasWrongWeekday = weekday.map { $0 != time.weekday } ?? false
        let form: Form = isStrict ? .rfc822 : isOld ? .oldRFC822 : .loose
        return WrittenMoment(form, time.date - Double(zone?.seconds ?? 0), hasWrongWeekday: hasWrongWeekday)
    }

    /// Whether a text has the form in which every reader takes it, whatever its numbers.
    private static func isStrictRFC822(_ text: String) -> Bool {
        var words = text.split(separator: " ", omittingEmptySubsequences: false)
        if words.first?.hasSuffix(",") == true {
            let name = words.removeFirst().dropLast()
            guard CivilTime.weekdays.contains(where: { $0.prefix(3) == name }) else { return false }
        }
        guard words.count == 5, (1...2).contains(words[0].count), CivilTime.months.contains(String(words[1])),
            words[2].count == 4, [5, 8].contains(words[3].count)
        else { return false }
        let zone = words[4]
        if zone.count == 5, zone.hasPrefix("+") || zone.hasPrefix("-") {
            return zone.dropFirst().utf8.allSatisfy(Bytes.isDigit)
        }
        return strictZones[String(zone)] != nil
    }

    /// The zones that RFC 822 knows by more than a letter, in hours.
    private static let strictZones = [
        "UT": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
        "PST": -8,
        "PDT": -7,
    ]

    /// Others that people write, which readers do not know.
    private static let otherZones = [
        "UTC": 0, "WET": 0, "BST": 1, "CET": 1, "MET": 1, "CEST": 2, "MEST": 2, "EET": 2, "EEST": 3, "MSK": 3,
        "AEST": 10, "AEDT": 11, "JST": 9, "SGT": 8, "NZST": 12, "NZDT": 13, "AKST": -9, "AKDT": -8,
        "HST": -10,
    ]

    private static func zone(_ text: String) -> (seconds: Int, isOld: Bool)? {
        let name = text.uppercased()
        if let hours = strictZones[name] { return (hours * 3_600, true) }
        if let hours = otherZones[name] { return (hours * 3_600, false) }
        // The letters of the military zones were defined with the wrong sign, so they all count as unknown (RFC 2822).
        if name.count == 1, name.first?.isLetter == true, name != "J" { return (0, true) }
        guard let sign = name.first, "+-".contains(sign) else { return nil }
        let digits = name.dropFirst().filter { $0 != ":" }
        guard digits.count == 4, let value = Int(digits) else { return nil }
        let seconds = (value / 100 * 60 + value % 100) * 60
        return (sign == "-" ? -seconds : seconds, name.count == 5)
    }

    private static func isName(_ word: String, of name: String) -> Bool {
        word.count >= 3 && name.lowercased().hasPrefix(word)
    }

    private static func month(_ word: String) -> Int? {
        let names = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december",
        ]
        return word.count < 3 ? nil : names.firstIndex { $0.hasPrefix(word) }.map { $0 + 1 }
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }
}

extension Substring.UTF8View {
    /// Takes a number of exactly so many digits.
    fileprivate mutating func number(_ count: Int) -> Int? {
        let digits = prefix(count)
        guard digits.count == count, digits.allSatisfy(Bytes.isDigit) else { return nil }
        self = dropFirst(count)
        return Int(Substring(digits))
    }

    fileprivate mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard first == UInt8(ascii: character) else { return false }
        self = dropFirst()
        return true
    }
}
