/// Where the rest of a long feed is: paged and archived feeds (RFC 5005).
///
/// All are absolute URLs.
package struct Paging: Equatable, Sendable {
    /// The document that has the newest entries (section 4); nil in that document itself.
    package var current: String?
    /// The archive before this document (section 4).
    package var previousArchive: String?
    /// The archive behind this one (section 4); nil in the newest.
    package var nextArchive: String?
    /// Whether this document is an archive (section 4): it changes only where an entry in it does.
    package var isArchive: Bool

    package init(
        current: String? = nil,
        previousArchive: String? = nil,
        nextArchive: String? = nil,
        isArchive: Bool = false
    ) {
        self.current = current
        self.previousArchive = previousArchive
        self.nextArchive = nextArchive
        self.isArchive = isArchive
    }

    /// By their relations; the older archive is also the next page (section 3), which more readers know.
    var links: [(relation: String, url: String)] {
        [
            ("current", current), ("prev-archive", previousArchive), ("next", previousArchive),
            ("next-archive", nextArchive),
        ].compactMap { relation, url in url.map { (relation, $0) } }
    }
}
