package import Foundation

/// When the next of each kind of what is owed is due; nil where there is none.
package struct DueMoments: Equatable, Sendable {
    package var ranges: Date?
    package var retries: Date?
    package var pings: Date?
    package var verifications: Date?
    package var denials: Date?
    /// The next end of a lease.
    package var leases: Date?

    /// The next of all.
    package var next: Date? {
        [ranges, retries, pings, verifications, denials, leases].compactMap(\.self).min()
    }
}

extension Store {
    /// The next moment at which something is owed; now or earlier where it is already.
    package func nextDue() async throws -> Date? { try await due().next }
}
