/// What makes a feed a podcast, for Apple's directory and for the Podcast Index.
///
/// <https://help.apple.com/itc/podcasts_connect/#/itcb54353390> and
/// <https://podcastindex.org/namespace/1.0>
package struct Podcast: Equatable, Sendable {
    /// In which order episodes are heard.
    package enum Kind: String, CaseIterable, Sendable {
        /// The newest first.
        case episodic
        /// From the first to the last.
        case serial
    }

    /// A category of Apple's list, and one below it.
    package struct Category: Hashable, Sendable {
        package var name: String
        package var subcategory: String?

        package init(_ name: String, subcategory: String? = nil) {
            self.name = name
            self.subcategory = subcategory
        }
    }

    /// Where listeners can give money.
    package struct Funding: Hashable, Sendable {
        /// Absolute.
        package var url: String
        package var text: String

        package init(url: String, text: String) {
            self.url = url
            self.text = text
        }
    }

    /// A name for good, whatever the feed's address: `podcast:guid`, a UUID.
    package var guid: String
    package var kind: Kind
    package var isExplicit: Bool
    package var categories: [Category]
    /// Who makes it, in words: `itunes:author`.
    package var author: String?
    /// Whom directories write to.
    package var owner: Author?
    /// Whether other hosts are kept from importing it; nil where it is not said.
    package var isLocked: Bool?
    /// `podcast:medium`, such as `podcast` or `music`.
    package var medium: String?
    package var funding: [Funding]
    package var persons: [Person]
    /// The address that it has moved to: `itunes:new-feed-url`.
    package var movedTo: String?
    /// Whether no episode will come any more.
    package var isComplete: Bool
    /// Whether directories are asked not to show it.
    package var isBlocked: Bool

    package init(
        guid: String,
        kind: Kind = .episodic,
        isExplicit: Bool = false,
        categories: [Category] = [],
        author: String? = nil,
        owner: Author? = nil,
        isLocked: Bool? = nil,
        medium: String? = nil,
        funding: [Funding] = [],
        persons: [Person] = [],
        movedTo: String? = nil,
        isComplete: Bool = false,
        isBlocked: Bool = false
    ) {
        self.guid = guid
        self.kind = kind
        self.isExplicit = isExplicit
        self.categories = categories
        self.author = author
        self.owner = owner
        self.isLocked = isLocked
        self.medium = medium
        self.funding = funding
        self.persons = persons
        self.movedTo = movedTo
        self.isComplete = isComplete
        self.isBlocked = isBlocked
    }
}

/// Who is heard in a podcast or an episode: `podcast:person`.
///
/// <https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/tags/person.md>
package struct Person: Codable, Hashable, Sendable {
    package var name: String
    /// Such as `host` or `guest`.
    package var role: String?
    /// Such as `cast` or `writing`.
    package var group: String?
    /// The absolute URL of a picture.
    package var picture: String?
    /// The absolute URL of a page about them.
    package var url: String?

    package init(
        name: String,
        role: String? = nil,
        group: String? = nil,
        picture: String? = nil,
        url: String? = nil
    ) {
        self.name = name
        self.role = role
        self.group = group
        self.picture = picture
        self.url = url
    }
}
