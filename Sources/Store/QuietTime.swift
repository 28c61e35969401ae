package import Foundation

/// For how long an article's edits are served without being told as they come.
package struct QuietTime: Equatable, Sendable {
    /// The entry's id.
    package var id: String
    /// Until then its edits wait, and are told together; nil where they are told at once.
    package var until: Date?
    /// Whether an edit waits for that.
    package var isEdited: Bool
    /// Until then its edits are told nobody.
    package var silentUntil: Date?

    package init(id: String, until: Date? = nil, isEdited: Bool = false, silentUntil: Date? = nil) {
        self.id = id
        self.until = until
        self.isEdited = isEdited
        self.silentUntil = silentUntil
    }

    /// Whether it says nothing any more.
    package var isOver: Bool { until == nil && silentUntil == nil }
}
