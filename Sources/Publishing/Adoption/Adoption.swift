package import Articles

/// What came of an adoption, or would come of it.
package struct Adoption: Codable, Equatable, Sendable {
    /// An entry of the older feed, and the article that it is.
    package struct Pair: Codable, Equatable, Sendable {
        /// Relative to the articles folder.
        package var path: String
        package var title: String
        package var id: String
        /// What gave it away: `link`, `slug`, or `title` or `text` with the date.
        package var by: String
        /// The id under which the article was published here already, and which it keeps.
        package var keeps: String?
        /// Whether it keeps it because its head says it, which is stronger than any older feed.
        package var isWritten: Bool?
        /// What its readers see change, in words.
        package var changes: [String] = []
    }

    /// An entry that is no article, or may be several.
    package struct Leftover: Codable, Equatable, Sendable {
        package var id: String
        /// Where it has none, how its text begins.
        package var title: String
        package var link: String?
        /// As it stands.
        package var published: String?
        /// The articles that it may be.
        package var candidates: [String] = []
    }

    package var feed: String
    /// How many entries the older feed has.
    package var entries = 0
    package var pairs: [Pair] = []
    /// Entries that may be one of several articles: none is guessed.
    package var ambiguous: [Leftover] = []
    /// Entries without an article: they are not shown any more.
    package var unpaired: [Leftover] = []
    /// Articles that the older feed does not show any more, with the ids that it must have given them.
    package var older: [Report.Item] = []
    /// Articles that subscribers would see as new.
    package var new: [Report.Item] = []
    /// A template by which links would be as they were.
    package var permalink: String?
    package var problems: [Problem] = []
    package var isPlan = false

    package init(feed: String) {
        self.feed = feed
    }

    /// How many entries subscribers would see change.
    package var changedCount: Int { pairs.count { !$0.changes.isEmpty } }

    /// Articles that keep the ids which they have here.
    package var kept: [Pair] { pairs.filter { $0.keeps != nil } }

    /// Whether a person should look before subscribers are sent here.
    package var hasFindings: Bool {
        !problems.isEmpty || !ambiguous.isEmpty || !new.isEmpty || changedCount > 0
    }
}
