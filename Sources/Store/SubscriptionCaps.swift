/// How much the hub takes of strangers in all.
package struct SubscriptionCaps: Equatable, Sendable {
    /// What there may be no more of.
    package enum Excess: Error, Equatable, Sendable {
        case pending
        case subscriptionsPerHost
        case subscriptionsPerTopic
    }

    /// Requests that wait for their callbacks to confirm them.
    package var pending: Int
    package var subscriptionsPerHost: Int
    package var subscriptionsPerTopic: Int

    package init(pending: Int, subscriptionsPerHost: Int, subscriptionsPerTopic: Int) {
        self.pending = pending
        self.subscriptionsPerHost = subscriptionsPerHost
        self.subscriptionsPerTopic = subscriptionsPerTopic
    }
}
