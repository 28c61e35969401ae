package import Foundation

/// When a failed delivery is tried again; it never says "no more", for only a lease ends a subscription.
package struct RetrySchedule: Equatable, Sendable {
    /// In seconds, after the first failure and each one that follows; the last is for all later ones.
    package let waits: [TimeInterval]

    /// How much sooner or later than its wait a retry may come, as a share of the wait.
    package static let spread = 0.1

    package init(waits: [TimeInterval] = [60, 300, 1_800, 7_200, 28_800]) {
        self.waits = waits
    }

    /// The moment to try again after the attempt of this number, counted from 1; nil where nothing is retried.
    ///
    /// Jitter from 0 to 1 parts those that failed together.
    package func due(after attempt: Int, at now: Date, jitter: Double) -> Date? {
        guard let last = waits.last else { return nil }
        let wait = waits.indices.contains(attempt - 1) ? waits[attempt - 1] : last
        let shift = (min(max(jitter, 0), 1) * 2 - 1) * Self.spread
        return now + wait * (1 + shift)
    }
}
