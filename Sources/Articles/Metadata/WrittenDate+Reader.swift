extension WrittenDate {
    /// Reads the bytes of a date from left to right.
    struct Reader {
        private let bytes: UnsafeRawBufferPointer
        private var position = 0

        init(_ bytes: UnsafeRawBufferPointer) {
            self.bytes = bytes
        }

        /// The date, where the bytes are one and nothing else.
        mutating func date() -> WrittenDate? {
            let date = parsedDate()
            return position == bytes.count ? date : nil
        }

        private mutating func parsedDate() -> WrittenDate? {
            if isAtLetter {
                guard let word = word() else { return nil }
                guard Self.weekdays.contains(String(word.prefix(3))) else { return americanDate(word) }
                _ = skip(",")
                skipSpaces()
                return isAtLetter ? self.word().flatMap { americanDate($0) } : mailDate()
            }
            if bytes.count >= 5, bytes[4] == UInt8(ascii: "-") || bytes[4] == UInt8(ascii: "/") {
                return internetDate()
            }
            return bytes.prefix(8).count { $0 &- 0x30 < 10 } == 8 ? basicDate() : mailDate()
        }
    }
}

extension WrittenDate.Reader {
    /// RFC 3339, and what is looser: slashes, no time, no seconds, a space for the `T`, no colon in the zone.
    private mutating func internetDate() -> WrittenDate? {
        guard let year = number(digits: 4...4) else { return nil }
        let isParted = skip("-")
        guard isParted || skip("/"), let month = number(digits: 1...2), skip(isParted ? "-" : "/"),
            let day = number(digits: 1...2)
        else {
            return nil
        }
        guard position < bytes.count else { return WrittenDate(year: year, month: month, day: day) }
        guard skip("T") || skip("t") || skipSpaces() else { return nil }
        return timed(year, month, day)
    }

    /// ISO 8601's basic format: `20260302`, `20260302T073000Z`.
    private mutating func basicDate() -> WrittenDate? {
        guard let year = number(digits: 4...4), let month = number(digits: 2...2),
            let day = number(digits: 2...2)
        else { return nil }
        guard position < bytes.count else { return WrittenDate(year: year, month: month, day: day) }
        guard skip("T") || skip("t") || skipSpaces() else { return nil }
        return timed(year, month, day, isBasic: true)
    }

    /// RFC 822 and its successors: `02 Mar 2026 07:30:00 +0100`, the zone as one likes.
    private mutating func mailDate() -> WrittenDate? {
        guard let day = number(digits: 1...2), skipSpaces() || skip("-"), let name = word(),
            let month = Self.months.firstIndex(where: { name.hasPrefix($0.prefix(3)) }),
            skipSpaces() || skip("-"), let year = year()
        else {
            return nil
        }
        guard position < bytes.count else { return WrittenDate(year: year, month: month + 1, day: day) }
        guard skipSpaces() else { return nil }
        return timed(year, month + 1, day)
    }

    /// `March 2, 2026 7:30 am`, and the form of C's library with the year at its end, `Mar  2 07:30:00 2026`.
    private mutating func americanDate(_ name: String) -> WrittenDate? {
        let isMonth = { (month: String) in month == name || month.prefix(3) == name }
        guard let index = Self.months.firstIndex(where: isMonth) ?? (name == "sept" ? 8 : nil) else {
            return nil
        }
        _ = skip(".")
        guard skipSpaces(), let day = number(digits: 1...2) else { return nil }
        if isAtLetter { guard let end = word(), Self.ordinals.contains(end) else { return nil } }
        _ = skip(",")
        guard skipSpaces() else { return nil }
        if let year = number(digits: 4...4) {
            guard position < bytes.count else { return WrittenDate(year: year, month: index + 1, day: day) }
            _ = skip(",")
            guard skipSpaces() else { return nil }
            return timed(year, index + 1, day)
        }
        return yearAtEnd(month: index + 1, day: day)
    }

    private mutating func yearAtEnd(month: Int, day: Int) -> WrittenDate? {
        // The look for a year has read the hour.
        while position > 0, bytes[position - 1] &- 0x30 < 10 { position -= 1 }
        guard let time = time(), skipSpaces() else { return nil }
        let offset = isAtLetter ? namedZone() : nil
        if offset != nil { skipSpaces() }
        guard let year = number(digits: 4...4) else { return nil }
        return WrittenDate(
            year: year,
            month: month,
            day: day,
            hour: time.hour,
            minute: time.minute,
            second: time.second,
            offset: offset
        )
    }

    /// The date with the time that follows, and with the zone of that.
    private mutating func timed(_ year: Int, _ month: Int, _ day: Int, isBasic: Bool = false) -> WrittenDate?
    {
        guard let time = time(isBasic: isBasic) else { return nil }
        skipSpaces()
        var offset: Int?
        if position < bytes.count {
            guard let zone = numericZone() ?? namedZone() else { return nil }
            offset = zone
        }
        return WrittenDate(
            year: year,
            month: month,
            day: day,
            hour: time.hour,
            minute: time.minute,
            second: time.second,
            offset: offset
        )
    }

    private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december",
    ]
    private static let ordinals = ["st", "nd", "rd", "th"]

    /// A year; one of two digits is of the years 1950 to 2049. https://www.rfc-editor.org/rfc/rfc5322#section-4.3
    private mutating func year() -> Int? {
        let start = position
        guard let year = number(digits: 2...4) else { return nil }
        switch position - start {
        case 2: return year < 50 ? 2000 + year : 1900 + year
        case 4: return year
        default: return nil
        }
    }

    /// Hours and minutes, and seconds where they are told; fractions of a second are dropped.
    private mutating func time(isBasic: Bool = false) -> (hour: Int, minute: Int, second: Int)? {
        guard let hour = number(digits: 1...2) else { return nil }
        if isBasic, let minute = number(digits: 2...2) { return (hour, minute, number(digits: 2...2) ?? 0) }
        guard skip(":"), let minute = number(digits: 2...2) else { return nil }
        var second = 0
        if skip(":") {
            guard let read = number(digits: 2...2) else { return nil }
            second = read
            if skip(".") || skip(",") {
                guard number(digits: 1...9) != nil else { return nil }
            }
        }
        guard position < bytes.count, let isAfternoon = halfOfDay() else { return (hour, minute, second) }
        guard 1...12 ~= hour else { return nil }
        return (hour % 12 + (isAfternoon ? 12 : 0), minute, second)
    }

    /// `AM`, `pm` or `p.m.`, and whether it is the second half; nil, with nothing read, where something else stands there.
    private mutating func halfOfDay() -> Bool? {
        let start = position
        skipSpaces()
        guard position < bytes.count, "ap".utf8.contains(bytes[position] | 0x20) else {
            position = start
            return nil
        }
        var half = word()
        if half == "a" || half == "p", skip("."), word() == "m" {
            half = half.map { $0 + "m" }
            _ = skip(".")
        }
        if half == "am" || half == "pm" { return half == "pm" }
        position = start
        return nil
    }

    /// `+01:00`, `+0100` or `+01`, in seconds; with its name behind it, as Go writes it.
    private mutating func numericZone() -> Int? {
        guard let offset = self.offset() else { return nil }
        guard skipSpaces() else { return offset }
        let start = position
        if self.offset() == offset { return offset }
        position = start
        let isInParentheses = skip("(")
        while position < bytes.count, bytes[position] &- 0x41 < 26 { position += 1 }
        return !isInParentheses || skip(")") ? offset : nil
    }

    private mutating func offset() -> Int? {
        let isBehind = skip("-")
        guard isBehind || skip("+"), let hours = number(digits: 2...2), hours < 24 else { return nil }
        var minutes = 0
        if skip(":") || position < bytes.count && bytes[position] != 0x20 {
            guard let read = number(digits: 2...2), read < 60 else { return nil }
            minutes = read
        }
        let seconds = hours * 3_600 + minutes * 60
        return isBehind ? -seconds : seconds
    }

    private mutating func namedZone() -> Int? {
        // Most dates of this kind end with Z, and need no table.
        if position + 1 == bytes.count, skip("Z") { return 0 }
        return word().flatMap { WrittenDate.Zone.hours[$0] }.map { $0 * 3_600 }
    }

    private mutating func number(digits: ClosedRange<Int>) -> Int? {
        let start = position
        var value = 0
        while position < bytes.count, position - start < digits.upperBound, bytes[position] &- 0x30 < 10 {
            value = value * 10 + Int(bytes[position] &- 0x30)
            position += 1
        }
        return position - start >= digits.lowerBound ? value : nil
    }

    private var isAtLetter: Bool { position < bytes.count && (bytes[position] | 0x20) &- 0x61 < 26 }

    /// Letters, in lower case.
    private mutating func word() -> String? {
        let start = position
        while position < bytes.count, (bytes[position] | 0x20) &- 0x61 < 26 { position += 1 }
        guard position > start else { return nil }
        return String(decoding: bytes[start..<position].map { $0 | 0x20 }, as: UTF8.self)
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    @discardableResult
    private mutating func skipSpaces() -> Bool {
        let start = position
        while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
        return position > start
    }
}
