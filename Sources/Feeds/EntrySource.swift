package import Foundation

/// The feed that an entry of a feed of feeds comes from: Atom's `source` (RFC 4287, section 4.2.11), RSS's `source`.
package struct EntrySource: Equatable, Sendable {
    package var id: String
    package var title: String
    /// The absolute URL of its page for people.
    package var link: String
    /// The absolute URLs of its documents.
    package var atom: String
    package var rss: String
    package var updated: Date

    package init(id: String, title: String, link: String, atom: String, rss: String, updated: Date) {
        self.id = id
        self.title = title
        self.link = link
        self.atom = atom
        self.rss = rss
        self.updated = updated
    }
}
