/// When something was, as logs write it.
enum LogMoment {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Seconds since 1970 of `27/Nov/2026:03:14:15 +0100`.
    static func second(common text: String) -> Int? {
        let parts = text.utf8.split { "/: ".utf8.contains($0) }.map { Substring($0) }
        guard parts.count == 7, let month = months.firstIndex(of: String(parts[1])), let zone = Int(parts[6])
        else { return nil }
        let numbers = [parts[2], parts[0], parts[3], parts[4], parts[5]].compactMap { Int($0) }
        guard numbers.count == 5 else { return nil }
        let year = numbers[0]
        return second(year, month + 1, numbers[1], numbers[2], numbers[3], numbers[4], zone: zone)
    }

    /// Seconds since 1970 of `2026-11-27T03:14:15+01:00`, also with fractions and `Z`; or of seconds, milli-, micro- or
    /// nanoseconds since then.
    static func second(iso8601 text: String) -> Int? {
        if let number = Double(text) {
            var number = number
            while number > 1e11 { number /= 1_000 }
            return number > 0 ? Int(number) : nil
        }
        let parts = text.utf8.split { "-T: .Z+".utf8.contains($0) }.map { Substring($0) }
        guard text.utf8.count >= 19, parts.count >= 6, parts[0].utf8.count == 4 else {
            return second(common: text)
        }
        let numbers = parts.prefix(6).compactMap { Int($0) }
        guard numbers.count == 6, (1...12).contains(numbers[1]) else { return nil }
        let tail = String(decoding: text.utf8.dropFirst(19), as: UTF8.self)
        let sign = tail.lastIndex { $0 == "+" || $0 == "-" }
        let zone = sign.flatMap { Int(tail[$0...].filter { $0 != ":" }) } ?? 0
        return second(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], zone: zone)
    }

    /// `zone` as `+0130` is written.
    private static func second(
        _ year: Int,
        _ month: Int,
        _ day: Int,
        _ hour: Int,
        _ minute: Int,
        _ second: Int,
        zone: Int
    ) -> Int? {
        guard (1970...9999).contains(year), (1...31).contains(day), (0...24).contains(hour),
            (0...59).contains(minute), (0...60).contains(second), abs(zone) <= 2_400
        else { return nil }
        let offset = zone / 100 * 3_600 + zone % 100 * 60
        return days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset
    }

    /// Days since 1970 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = year / 400
        let ofEra = year - era * 400
        let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }
}
