package import Foundation

/// A day of a feed and an agent: the row that is kept.
package struct ReadershipDay: Codable, Equatable, Sendable {
    /// Which row it is.
    package struct Key: Codable, Hashable, Sendable {
        /// Days of UTC since 1970.
        package var day: Int
        package var feed: String
        /// The agent's name in the table.
        package var agent: String

        package init(day: Int, feed: String, agent: String) {
            self.day = day
            self.feed = feed
            self.agent = agent
        }
    }

    package var key: Key
    package var readers = 0
    package var requests = 0
    /// Requests that were answered 304.
    package var unchanged = 0
    /// Bytes of bodies that were sent.
    package var sent = 0
    /// Bytes that 304 and codings did not send.
    package var saved = 0

    package init(_ key: Key) { self.key = key }

    /// Adds what was counted since; of readers the larger number is true, for a restart sees the same ones again.
    package mutating func add(_ other: ReadershipDay) {
        readers = max(readers, other.readers)
        requests += other.requests
        unchanged += other.unchanged
        sent += other.sent
        saved += other.saved
    }

    /// The day of UTC in which a moment lies.
    package static func day(of moment: Date) -> Int {
        Int((moment.timeIntervalSince1970 / 86_400).rounded(.down))
    }

    /// How a day is written: `2026-03-02`.
    package static func text(ofDay day: Int) -> String {
        Date(timeIntervalSince1970: Double(day) * 86_400).formatted(.iso8601.year().month().day())
    }
}
