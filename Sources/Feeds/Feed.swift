package import Foundation

/// A feed as a reader sees it: Atom's `feed`, RSS's `channel`.
package struct Feed: Equatable, Sendable {
    /// A name that never changes (Atom's `id`).
    package var id: String
    /// A podcast's name for good, whatever its address.
    ///
    /// <https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/tags/guid.md>
    package var podcastGUID: String?
    package var title: String
    package var description: String?
    /// The absolute URL of the page for people.
    package var link: String
    /// The absolute URL of this very document.
    package var selfLink: String
    /// WebSub hubs, ours first (WebSub, section 4).
    package var hubs: [String]
    package var language: String?
    package var authors: [Author]
    package var tags: [String]
    /// The absolute URL of a picture: RSS's `image`, Atom's `logo`, JSON Feed's `icon`.
    package var image: String?
    /// The absolute URL of a small square picture: Atom's `icon`, JSON Feed's `favicon`.
    package var icon: String?
    /// The newest `updated` of the entries.
    package var updated: Date
    /// Newest first.
    package var entries: [Entry]

    package init(
        id: String,
        podcastGUID: String? = nil,
        title: String,
        description: String? = nil,
        link: String,
        selfLink: String,
        hubs: [String] = [],
        language: String? = nil,
        authors: [Author] = [],
        tags: [String] = [],
        image: String? = nil,
        icon: String? = nil,
        updated: Date,
        entries: [Entry]
    ) {
        self.id = id
        self.podcastGUID = podcastGUID
        self.title = title
        self.description = description
        self.link = link
        self.selfLink = selfLink
        self.hubs = hubs
        self.language = language
        self.authors = authors
        self.tags = tags
        self.image = image
        self.icon = icon
        self.updated = updated
        self.entries = entries
    }
}
