package import Articles
package import Feeds

/// What a site consists of, address by address: all that can be had by an address alone.
package struct Inventory: Sendable {
    /// What is at an address.
    package enum Content: Sendable {
        /// A feed's own document.
        case document(FeedDocument.Key)
        /// A document of a part of a feed.
        case view(View, Format, feed: String)
        /// The page of an article, by the feed and the entry's id.
        case article(feed: String, id: String)
        /// A page, a list, a map, or the word that it is elsewhere: what the site answers.
        case answer
        /// What the site says where it has nothing.
        case notice
        /// A file, by the feed and its path in the feed's folders.
        case media(feed: String, path: String)
    }

    package struct Item: Sendable {
        /// Below the base URL and percent-decoded, with a leading slash.
        package var path: String
        package var content: Content
        /// Equal where the bytes are; nil where they are made faster than it.
        package var mark: ContentHash?
        /// Of an article's page, without what it is made of beside the article.
        var own: ContentHash?
    }

    /// In the order in which they are best written: nothing leads to what is not there yet.
    package internal(set) var items: [Item] = []
    /// What is at none of them.
    package internal(set) var detours: Detours
    /// The feeds of which nothing is known now, though they may have been published: nothing of them has gone.
    package internal(set) var unknown: Set<String> = []
    /// The paths of their documents.
    var unknownPaths: Set<String> = []

    init(marking mark: ContentHash) { detours = Detours(marking: mark) }

    /// Whether a path is one of a feed of which nothing is known.
    package func isUnknown(_ path: String) -> Bool {
        if unknown.isEmpty { return false }
        if unknownPaths.contains(path) { return true }
        let first = path.split(separator: "/").first.map(String.init) ?? ""
        // The feed of all feeds shows those of which nothing is known, too.
        if first == View.everything.path { return true }
        return unknown.contains(first) || unknown.contains { first.hasPrefix("sitemap-\($0)-") }
    }
}
