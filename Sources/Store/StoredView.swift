package import Feeds

/// A part of a feed, in one format, to which somebody is, was or wants to be subscribed.
package struct StoredView: Equatable, Sendable {
    package var key: FeedDocument.Key
    /// Of its document; nil where there is none.
    package var etag: String?
    /// Whether somebody is subscribed, or waits to be.
    package var isWanted: Bool
    /// Whether its document shows the feed's last edition.
    package var isCurrent: Bool
    /// Whether a text in its document may lead to other articles.
    package var hasLinks = true
}

/// What an edition changes of the views that are documents.
package struct ViewEdition: Sendable {
    /// Empty where it is the site.
    package var feed: String
    /// Those whose bytes changed; `version` and `lastModified` are given by the store.
    package var documents: [FeedDocument] = []
    /// Those of them whose texts lead to no other articles.
    package var unlinked: Set<FeedDocument.Key> = []
    package var isTold = true
    /// Whether subscribers are told without waiting for a second since the last push.
    package var isUrgent = false
    /// Whether subscribers are owed what was served until now without being told.
    package var tellsUntold = false

    package init(feed: String) {
        self.feed = feed
    }
}
