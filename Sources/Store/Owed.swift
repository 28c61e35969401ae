package import Feeds
package import Foundation
package import Push

/// One who has asked, and proven, to be sent a topic (WebSub, section 5).
package struct Subscription: Equatable, Sendable {
    /// Only grows; given at verification.
    package var id: Int64
    package var key: FeedDocument.Key
    /// The topic's URL as it was asked for.
    package var topic: String
    package var callback: String
    package var secret: SealedSecret?
    package var expires: Date

    /// Where its callback leads, and by which protocol.
    package var target: Callback { Callback(callback) }

    package init(
        id: Int64,
        key: FeedDocument.Key,
        topic: String,
        callback: String,
        secret: SealedSecret?,
        expires: Date
    ) {
        self.id = id
        self.key = key
        self.topic = topic
        self.callback = callback
        self.secret = secret
        self.expires = expires
    }
}

/// A request that waits for its callback to confirm it.
package struct PendingVerification: Equatable, Sendable {
    /// Given by the store.
    package var id: Int64
    package var mode: SubscriptionRequest.Mode
    package var key: FeedDocument.Key
    package var topic: String
    package var callback: String
    package var secret: SealedSecret?
    /// In seconds, as granted.
    package var lease: Int
    /// Counted from 0.
    package var attempt: Int
    /// Of the document that the topic had, where it is a view's and is made for this request.
    package var etag: String?

    package init(
        id: Int64 = 0,
        mode: SubscriptionRequest.Mode,
        key: FeedDocument.Key,
        topic: String,
        callback: String,
        secret: SealedSecret?,
        lease: Int,
        attempt: Int = 0,
        etag: String? = nil
    ) {
        self.id = id
        self.mode = mode
        self.key = key
        self.topic = topic
        self.callback = callback
        self.secret = secret
        self.lease = lease
        self.attempt = attempt
        self.etag = etag
    }
}

/// A part of a fan-out that the courier has taken: at most 256 subscriptions of one topic.
package struct FanoutClaim: Equatable, Sendable {
    /// The claimed range's own row.
    package var id: Int64
    package var key: FeedDocument.Key
    /// The version that is delivered: the newest when it was claimed, or a newer one that was found when it was sent.
    package var version: Int64
    /// The version that was owed when it was claimed.
    package var told: Int64
    /// The version that these subscribers were owed nothing of yet.
    package var since: Int64
    package var subscriptions: [Subscription]

    package init(
        id: Int64,
        key: FeedDocument.Key,
        version: Int64,
        told: Int64,
        since: Int64,
        subscriptions: [Subscription]
    ) {
        self.id = id
        self.key = key
        self.version = version
        self.told = told
        self.since = since
        self.subscriptions = subscriptions
    }
}

/// One delivery that failed before, or left its range because it was slow, taken by the courier.
package struct RetryClaim: Equatable, Sendable {
    package var subscription: Subscription
    package var version: Int64
    package var since: Int64
    /// How many attempts have failed.
    package var attempt: Int
    /// Since when all have failed; nil where none has.
    package var failing: Date?
    /// When the claim ends by itself.
    package var until: Date

    package init(
        subscription: Subscription,
        version: Int64,
        since: Int64,
        attempt: Int,
        failing: Date? = nil,
        until: Date
    ) {
        self.subscription = subscription
        self.version = version
        self.since = since
        self.attempt = attempt
        self.failing = failing
        self.until = until
    }
}

/// How a delivery ended, and when to try again if it must be.
package enum DeliveryResult: Equatable, Sendable {
    case delivered
    /// The callback answered 410: the subscription ends.
    case gone
    /// Owed again at `due`, after so many failures.
    case failed(attempt: Int, due: Date, reason: String)
}

/// A ping owed to a hub of others, or to another service.
package struct PingClaim: Equatable, Sendable {
    package var id: Int64
    package var hub: String
    package var topic: String
    package var attempt: Int
    /// The version of the feed's JSON Feed that it was told of last.
    package var since: Int64

    package init(id: Int64, hub: String, topic: String, attempt: Int, since: Int64 = 0) {
        self.id = id
        self.hub = hub
        self.topic = topic
        self.attempt = attempt
        self.since = since
    }
}

/// The notice that the hub has ended a subscription, owed to its callback.
package struct DenialClaim: Equatable, Sendable {
    package var id: Int64
    /// As it was asked for.
    package var topic: String
    package var callback: String
    /// How many attempts have failed.
    package var attempt: Int
    /// For people.
    package var reason: String?

    package init(id: Int64, topic: String, callback: String, attempt: Int, reason: String? = nil) {
        self.id = id
        self.topic = topic
        self.callback = callback
        self.attempt = attempt
        self.reason = reason
    }
}

/// Figures for `status`: what is owed to whom.
package struct OwedFigures: Codable, Equatable, Sendable {
    package var subscriptions: Int
    package var verifications: Int
    package var ranges: Int
    package var retries: Int
    package var pings: Int
    /// How many subscriptions are still to be told something.
    package var deliveries = 0
    /// How many wait until somebody takes them up again.
    package var paused = 0
    /// Since when the oldest of it is owed.
    package var oldest: Date?
    /// Callbacks that fail now, with their reason, without their query; at most 20.
    package var failing: [String]

    package init(
        subscriptions: Int,
        verifications: Int,
        ranges: Int,
        retries: Int,
        pings: Int,
        failing: [String]
    ) {
        self.subscriptions = subscriptions
        self.verifications = verifications
        self.ranges = ranges
        self.retries = retries
        self.pings = pings
        self.failing = failing
    }
}
