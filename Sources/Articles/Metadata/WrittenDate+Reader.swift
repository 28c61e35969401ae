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
            let isLetter = bytes.first.map { ($0 | 0x20) &- 0x61 < 26 } ?? false
            let startsWithYear = bytes.count >= 5 && bytes[4] == UInt8(ascii: "-")
            let date = isLetter || !startsWithYear ? mailDate() : internetDate()
            return position == bytes.count ? date : nil
        }
    }
}

extension WrittenDate.Reader {
    /// RFC 3339, and what is looser: no time, no seconds, a space for the `T`, no colon in the zone.
    private mutating func internetDate() -> WrittenDate? {
        guard let year = number(digits: 4...4), skip("-"), let month = number(digits: 1...2), skip("-"),
            let day = number(digits: 1...2)
        else {
            return nil
        }
        guard position < bytes.count else { return WrittenDate(year: year, month: month, day: day) }
        guard skip("T") || skip("t") || skipSpaces() else { return nil }
        guard let time = time() else { return nil }
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

    /// RFC 822 and its successors: `Mon, 02 Mar 2026 07:30:00 +0100`, the day of the week and the zone as one likes.
    private mutating func mailDate() -> WrittenDate? {
        if let weekday = word() {
            guard Self.weekdays.contains(String(weekday.prefix(3))) else { return nil }
            _ = skip(",")
            skipSpaces()
        }
        guard let day = number(digits: 1...2), skipSpaces() || skip("-"), let name = word(),
            let month = Self.months.firstIndex(of: String(name.prefix(3))), skipSpaces() || skip("-"),
            let year = year()
        else {
            return nil
        }
        guard position < bytes.count else { return WrittenDate(year: year, month: month + 1, day: day) }
        guard skipSpaces(), let time = time() else { return nil }
        skipSpaces()
        var offset: Int?
        if position < bytes.count {
            guard let zone = numericZone() ?? namedZone() else { return nil }
            offset = zone
        }
        return WrittenDate(
            year: year,
            month: month + 1,
            day: day,
            hour: time.hour,
            minute: time.minute,
            second: time.second,
            offset: offset
        )
    }

    private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// Hours ahead of UTC. https://www.rfc-editor.org/rfc/rfc5322#section-4.3
    private static let zones = [
        "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
        "pst": -8, "pdt": -7,
    ]

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
    private mutating func time() -> (hour: Int, minute: Int, second: Int)? {
        guard let hour = number(digits: 1...2), skip(":"), let minute = number(digits: 2...2) else {
            return nil
        }
        guard skip(":") else { return (hour, minute, 0) }
        guard let second = number(digits: 2...2) else { return nil }
        if skip(".") || skip(",") {
            guard number(digits: 1...9) != nil else { return nil }
        }
        return (hour, minute, second)
    }

    /// `+01:00`, `+0100` or `+01`, in seconds.
    private mutating func numericZone() -> Int? {
        let isBehind = skip("-")
        guard isBehind || skip("+"), let hours = number(digits: 2...2), hours < 24 else { return nil }
        var minutes = 0
        if skip(":") || position < bytes.count {
            guard let read = number(digits: 2...2), read < 60 else { return nil }
            minutes = read
        }
        let seconds = hours * 3_600 + minutes * 60
        return isBehind ? -seconds : seconds
    }

    private mutating func namedZone() -> Int? {
        // Most dates of this kind end with Z, and need no table.
        if position + 1 == bytes.count, skip("Z") { return 0 }
        return word().flatMap { Self.zones[$0] }.map { $0 * 3_600 }
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
