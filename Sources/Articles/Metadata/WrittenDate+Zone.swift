import Foundation

extension WrittenDate {
    /// The zone of the dates that name none.
    struct Zone: Sendable {
        /// Hours ahead of UTC by the names of RFC 822, and by those of zones that no other zone shares its name with.
        ///
        /// <https://www.rfc-editor.org/rfc/rfc5322#section-4.3>
        static let hours = [
            "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7,
            "mdt": -6, "pst": -8, "pdt": -7,
            "wet": 0, "west": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3, "jst": 9, "aest": 10,
            "aedt": 11, "nzst": 12, "nzdt": 13, "akst": -9, "akdt": -8, "hst": -10,
        ]

        private let timezone: TimeZone
        /// Seconds ahead of UTC, where they are the same all the time.
        private let fixedOffset: Int?

        init(_ timezone: TimeZone) {
            self.timezone = timezone
            fixedOffset = ["GMT", "UTC"].contains(timezone.identifier) ? 0 : nil
        }

        /// The zone of an identifier such as `Europe/Paris`, or nil where there is none of that name.
        init?(named name: String) {
            guard let timezone = TimeZone(identifier: name) else { return nil }
            self.init(timezone)
        }

        /// How far ahead of UTC a clock is that shows this time; in a gap the time goes forward, in a fold it is the first.
        func offset(atWallSeconds seconds: Int) -> Int {
            if let fixedOffset { return fixedOffset }
            // A day off, no clock's zone changes the side of a change that lies near.
            let before = offset(at: seconds - 86_400)
            let after = offset(at: seconds + 86_400)
            guard before != after else { return before }
            if offset(at: seconds - before) == before { return before }
            return offset(at: seconds - after) == after ? after : before
        }

        private func offset(at seconds: Int) -> Int {
            timezone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
        }
    }
}
