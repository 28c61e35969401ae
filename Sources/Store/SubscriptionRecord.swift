package import Feeds
package import Foundation

/// A subscription as operators see it, and as it moves from one store to another.
package struct SubscriptionRecord: Codable, Equatable, Sendable {
    /// What is owed to it alone.
    package struct Owed: Codable, Equatable, Sendable {
        /// How many attempts have failed.
        package var attempt: Int
        /// When it is tried again; nil where somebody has to take it up.
        package var due: Date?
        /// Since when all have failed.
        package var failing: Date?
        package var reason: String?
    }

    /// 0 where the store has not given one.
    package var id: Int64 = 0
    package var feed: String
    /// Empty for the feed itself.
    package var view: String
    package var format: Format
    /// As it was asked for.
    package var topic: String
    /// With its protocol, where that is not WebSub.
    package var callback: String
    /// The secret, sealed.
    package var secret: Data?
    /// Nil where it has no end.
    package var expires: Date?
    /// Whether it is still to be told what is new.
    package var isOwed = false
    package var owed: Owed?
    /// True where it is the definition that names it.
    package var isNamed: Bool?

    package init(
        key: FeedDocument.Key,
        topic: String,
        callback: String,
        secret: Data? = nil,
        expires: Date?
    ) {
        feed = key.feed
        view = key.view
        format = key.format
        self.topic = topic
        self.callback = callback
        self.secret = secret
        self.expires = expires
    }

    package var key: FeedDocument.Key { FeedDocument.Key(feed: feed, view: view, format: format) }
}

/// What is owed to many, of one topic.
package struct OwedRange: Codable, Equatable, Sendable {
    package var feed: String
    package var view: String
    package var format: Format
    package var subscriptions: Int
    package var due: Date
}

/// A ping that is owed.
package struct OwedPing: Codable, Equatable, Sendable {
    package var id: Int64
    package var service: String
    package var topic: String
    /// How many attempts have failed.
    package var attempt: Int
    package var due: Date
}
