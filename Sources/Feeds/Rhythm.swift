/// How often a feed is worth asking for: HTTP's max-age, RSS's `ttl` and `sy:` are all made of this, so that they agree.
package struct Rhythm: Hashable, Sendable {
    /// From 5 to 720, and of those that `sy:` can tell exactly.
    package let minutes: Int

    /// In minutes, the shortest first.
    package static let ladder = [5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720]

    /// The longest one that is no longer than `minutes`.
    package init(atMost minutes: Int) {
        self.minutes = Self.ladder.last { $0 <= minutes } ?? 5
    }

    /// <http://web.resource.org/rss/1.0/modules/syndication/>.
    package enum Period: String, Sendable {
        case hourly
        case daily
    }

    /// How many times in which period the feed may change.
    package var frequency: (period: Period, times: Int) {
        minutes <= 60 ? (.hourly, 60 / minutes) : (.daily, 1_440 / minutes)
    }
}
