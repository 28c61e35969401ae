/// A part of a document that changes by itself: an edit changes one or two of fifty.
package struct Piece: Equatable, Sendable {
    /// Of the bytes, which are equal where this is.
    package let hash: Fingerprint
    /// In UTF-8.
    package let bytes: [UInt8]

    package init(hash: Fingerprint, bytes: [UInt8]) {
        self.hash = hash
        self.bytes = bytes
    }
}
