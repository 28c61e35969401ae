package import Foundation

/// One entry of a feed: Atom's `entry`, RSS's `item`.
package struct Entry: Equatable, Sendable {
    /// A name that never changes, whatever becomes of the link.
    package var id: String
    /// Plain text; empty where the article has none.
    package var title: String
    /// An absolute URL.
    package var link: String
    /// To the second.
    package var published: Date
    /// To the second.
    package var updated: Date
    /// Plain text.
    package var summary: String?
    /// Sanitised HTML whose links are absolute; nil in a feed of summaries.
    package var content: String?
    package var authors: [Author]
    package var categories: [Category]
    /// A language tag (RFC 5646), where it is not the feed's.
    package var language: String?
    /// The absolute URL of a picture.
    package var image: String?
    /// Type and size of `image`, where they are known.
    package var imageMeasurement: MediaFacts?
    package var enclosures: [Enclosure]
    /// Who may do what with it, in plain text.
    package var rights: String?
    package var discussion: Discussion?
    package var place: Place?
    package var episode: Episode?
    /// What the author wrote, in Markdown, for readers that edit: `source:markdown`.
    package var markdown: String?
    /// The feed that it comes from, where it is shown in another.
    package var source: EntrySource?

    package init(
        id: String,
        title: String,
        link: String,
        published: Date,
        updated: Date,
        summary: String? = nil,
        content: String? = nil,
        authors: [Author] = [],
        categories: [Category] = [],
        language: String? = nil,
        image: String? = nil,
        imageMeasurement: MediaFacts? = nil,
        enclosures: [Enclosure] = [],
        rights: String? = nil,
        discussion: Discussion? = nil,
        place: Place? = nil,
        episode: Episode? = nil,
        markdown: String? = nil,
        source: EntrySource? = nil
    ) {
        self.id = id
        self.title = title
        self.link = link
        self.published = published
        self.updated = updated
        self.summary = summary
        self.content = content
        self.authors = authors
        self.categories = categories
        self.language = language
        self.image = image
        self.imageMeasurement = imageMeasurement
        self.enclosures = enclosures
        self.rights = rights
        self.discussion = discussion
        self.place = place
        self.episode = episode
        self.markdown = markdown
        self.source = source
    }

    /// The names of its categories.
    package var tags: [String] { categories.map(\.term) }
}
