/// A term that entries are filed under: Atom's `category` (RFC 4287, section 4.2.2), RSS's `category`, JSON Feed's tag.
package struct Category: Codable, Hashable, Sendable {
    package var term: String
    /// A URI that says whose terms these are: Atom's `scheme`, RSS's `domain`.
    package var scheme: String?

    package init(_ term: String, scheme: String? = nil) {
        self.term = term
        self.scheme = scheme
    }
}
