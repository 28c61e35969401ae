package import Foundation

/// That an entry was withdrawn: <https://www.rfc-editor.org/rfc/rfc6721>.
package struct Tombstone: Equatable, Sendable {
    /// The entry's id.
    package var id: String
    /// To the second.
    package var date: Date

    package init(id: String, date: Date) {
        self.id = id
        self.date = date
    }
}
