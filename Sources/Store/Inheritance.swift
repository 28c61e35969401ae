/// What a feed has of the one that it follows, beside the ids of its entries.
package struct Inheritance: Equatable, Sendable {
    /// The feed's own id, which Atom tells.
    package var feedID: String?
    /// A podcast's name for good.
    ///
    /// <https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/tags/guid.md>
    package var podcastGUID: String?
    /// The feeds that were adopted; none, where somebody said that there was none; nil, where nobody said anything.
    package var sources: [String]?

    package init(feedID: String? = nil, podcastGUID: String? = nil, sources: [String]? = nil) {
        self.feedID = feedID
        self.podcastGUID = podcastGUID
        self.sources = sources
    }
}

/// The addresses that led to an article before: the last parts of its former pages' addresses, and its author's aliases.
package struct FormerAddresses: Equatable, Sendable {
    /// The entry's id.
    package var id: String
    /// Slugs that the article had.
    package var slugs: [String]
    /// What its file names, below the feed's address.
    package var aliases: [String]

    package init(id: String, slugs: [String] = [], aliases: [String] = []) {
        self.id = id
        self.slugs = slugs
        self.aliases = aliases
    }
}
