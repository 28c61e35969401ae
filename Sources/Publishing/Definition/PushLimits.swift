package import Store

/// What the hub takes of strangers at most: `[push.limits]`.
package struct PushLimits: Equatable, Sendable {
    /// Requests in a minute, or at once, of one caller: an address, or a /64 of IPv6.
    package var requestsPerCaller = 120
    /// The same of requests whose callbacks are on one host, whoever asks.
    package var requestsPerHost = 120
    package var caps = SubscriptionCaps(
        pending: 10_000,
        subscriptionsPerHost: 10_000,
        subscriptionsPerTopic: 1_000_000
    )

    package init() {}
}

extension Definition {
    /// What `[push.limits]` says.
    mutating func pushLimits() -> PushLimits {
        var limits = PushLimits()
        guard keys(ofTable: "limits", in: "push") != nil else { return limits }
        expect(
            [
                "requests_per_caller", "requests_per_host", "pending", "subscriptions_per_host",
                "subscriptions_per_topic",
            ],
            in: "push.limits"
        )
        limits.requestsPerCaller = limit("requests_per_caller") ?? limits.requestsPerCaller
        limits.requestsPerHost = limit("requests_per_host") ?? limits.requestsPerHost
        limits.caps.pending = limit("pending") ?? limits.caps.pending
        limits.caps.subscriptionsPerHost = limit("subscriptions_per_host") ?? limits.caps.subscriptionsPerHost
        limits.caps.subscriptionsPerTopic =
            limit("subscriptions_per_topic") ?? limits.caps.subscriptionsPerTopic
        return limits
    }

    private mutating func limit(_ key: String) -> Int? {
        guard let number = integer(key, in: "push.limits") else { return nil }
        if (1...1_000_000_000).contains(number) { return number }
        complain("\"\(key)\" must be a whole number from 1 on", about: key, in: "push.limits")
        return nil
    }
}
