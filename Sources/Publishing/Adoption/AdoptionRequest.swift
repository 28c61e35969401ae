package import Feeds
import Store

/// What `adopt` asks for: that a feed goes on where an older one ends.
package struct AdoptionRequest: Codable, Sendable {
    /// The feed's name.
    package var feed: String
    /// Those of all older documents, the newest document first.
    package var entries: [OldFeed.Entry] = []
    /// The place in ``sources`` of the one that each entry is of; none: all are of the first.
    package var origins: [Int] = []
    package var feedID: String?
    package var podcastGUID: String?
    /// Where the older feed was read; none: there was none.
    package var sources: [String] = []
    /// Whether articles that were already published here get the older feed's ids too.
    package var isForced = false
    /// Says what would be done, and does nothing.
    package var isPlan = false

    package init(feed: String) {
        self.feed = feed
    }

    /// What the feed has of older ones then; an id of its own that was shown stays, like those of its entries.
    func inheritance(after known: Inheritance, isPublished: Bool) -> Inheritance {
        let before = known.sources ?? []
        return Inheritance(
            feedID: isPublished && !isForced ? known.feedID : feedID ?? known.feedID,
            podcastGUID: podcastGUID ?? known.podcastGUID,
            sources: before + sources.filter { !before.contains($0) }
        )
    }

    /// Adds what one document of a source says.
    package mutating func add(_ feed: OldFeed, of source: Int = 0) {
        entries += feed.entries
        origins += Array(repeating: source, count: feed.entries.count)
        feedID = feedID ?? feed.id
        podcastGUID = podcastGUID ?? feed.podcastGUID
    }
}
