package import Foundation

/// A feed as a reader sees it: Atom's `feed`, RSS's `channel`.
package struct Feed: Equatable, Sendable {
    /// A name that never changes (Atom's `id`).
    package var id: String
    package var title: String
    package var description: String?
    /// The absolute URL of the page for people.
    package var link: String
    /// The absolute URL of this very document.
    package var selfLink: String
    /// WebSub hubs, ours first (WebSub, section 4).
    package var hubs: [String]
    /// The rssCloud server, of which RSS alone tells.
    package var cloud: Cloud?
    package var language: String?
    package var authors: [Author]
    package var categories: [Category]
    /// The absolute URL of a picture: RSS's `image`, Atom's `logo`, JSON Feed's `icon`.
    package var image: String?
    /// The absolute URL of a small square picture: Atom's `icon`, JSON Feed's `favicon`.
    package var icon: String?
    /// Who may do what with it, in plain text.
    package var rights: String?
    /// How often it is worth asking for.
    package var rhythm: Rhythm?
    /// Where the rest of it is.
    package var paging: Paging?
    /// The absolute URLs of feeds in the same format that show more or less of the same.
    package var related: [String]
    /// Entries that readers are to forget (RFC 6721).
    package var tombstones: [Tombstone]
    package var podcast: Podcast?
    /// The newest `updated` of the entries.
    package var updated: Date
    /// Newest first.
    package var entries: [Entry]

    package init(
        id: String,
        title: String,
        description: String? = nil,
        link: String,
        selfLink: String,
        hubs: [String] = [],
        language: String? = nil,
        authors: [Author] = [],
        categories: [Category] = [],
        image: String? = nil,
        icon: String? = nil,
        rights: String? = nil,
        rhythm: Rhythm? = nil,
        paging: Paging? = nil,
        related: [String] = [],
        tombstones: [Tombstone] = [],
        podcast: Podcast? = nil,
        updated: Date,
        entries: [Entry]
    ) {
        self.id = id
        self.title = title
        self.description = description
        self.link = link
        self.selfLink = selfLink
        self.hubs = hubs
        self.language = language
        self.authors = authors
        self.categories = categories
        self.image = image
        self.icon = icon
        self.rights = rights
        self.rhythm = rhythm
        self.paging = paging
        self.related = related
        self.tombstones = tombstones
        self.podcast = podcast
        self.updated = updated
        self.entries = entries
    }
}
