/// What is said about an entry, and what the entry is said about: the threads of RFC 4685.
package struct Discussion: Codable, Hashable, Sendable {
    /// The page where people comment: an absolute URL.
    package var page: String?
    /// How many comments there are; nil where nobody counts.
    package var count: Int64?
    /// What the entry answers: absolute URLs.
    package var inReplyTo: [String]

    package init(page: String? = nil, count: Int64? = nil, inReplyTo: [String] = []) {
        self.page = page
        self.count = count
        self.inReplyTo = inReplyTo
    }
}
