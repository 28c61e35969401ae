package import Foundation

/// When what a feed shows changed last, by whatever cause: equal where nothing has changed.
package struct LastChange: Hashable, Sendable {
    /// In seconds since 1970, as the others; it grows with each edition.
    var edited: Int64
    /// The date of the newest entry that is shown.
    var appeared: Int64
    /// When the entry expired that did so last.
    var expired: Int64

    package var date: Date { Date(timeIntervalSince1970: Double(max(edited, appeared, expired))) }
}
