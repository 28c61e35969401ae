import Feeds
package import Foundation
package import Outbound
package import Push
package import Readership
package import Store

/// The WebSub hub of the site's own topics: it judges requests and writes them down; the courier carries them out.
package struct Hub: Sendable {
    /// The answer to a subscription request (WebSub, section 5.2).
    package struct Answer: Equatable, Sendable {
        package var status: Int
        package var text: String
        /// In seconds, where asking again may help.
        package var retryAfter: Int?
    }

    let store: any Store
    private let key: SecretKey
    let addressGuard: AddressGuard
    /// Where the site's views are found; nil where there are none.
    let library: Library?
    /// Nil where nobody who asks is a stranger.
    let doorkeeper: Doorkeeper?
    /// Asks rssCloud's subscribers while they wait; nil where nobody is told anything.
    let client: HTTPClient?

    package init(
        store: any Store,
        key: SecretKey,
        addressGuard: AddressGuard,
        library: Library? = nil,
        doorkeeper: Doorkeeper? = nil,
        client: HTTPClient? = nil
    ) {
        self.doorkeeper = doorkeeper
        self.store = store
        self.key = key
        self.addressGuard = addressGuard
        self.library = library
        self.client = client
    }

    /// Takes a request from a form's fields; `caller` is who has sent them.
    package func accept(
        _ fields: [(String, String)],
        from caller: Client = .loopback,
        at now: Date = Date()
    ) async throws -> Answer {
        if let wait = await doorkeeper?.wait(of: caller, at: now) { return .tooMany("you ask", wait) }
        let announcement: Announcement?
        let request: SubscriptionRequest?
        do throws(Refusal) {
            announcement = try Announcement(fields: fields)
            request = announcement == nil ? try SubscriptionRequest(fields: fields) : nil
        } catch {
            return Answer(status: 400, text: error.description)
        }
        if let announcement { return try await take(announcement, at: now) }
        guard let request else { preconditionFailure("what is no announcement is a request") }
        return try await accept(request, at: now)
    }

    private func accept(_ request: SubscriptionRequest, at now: Date) async throws -> Answer {
        let known = try await store.topic(request.topic)
        // A view is no document before somebody is subscribed to it: to leave what nobody came to is not asked.
        let view =
            known == nil && request.mode == .subscribe
            ? try await library?.view(ofTopic: request.topic, at: now) : nil
        guard let topic = known ?? view?.key else {
            return Answer(status: 404, text: "hub.topic is not a document of this site: \(request.topic)")
        }
        if let address = Address(CallbackHost.of(request.callback)), !addressGuard.admits(address) {
            return Answer(status: 403, text: "hub.callback leads into a private network: \(address)")
        }
        let secret = try request.secret.map {
            try SealedSecret(sealing: $0, callback: request.callback, topic: request.topic, with: key)
        }
        if let wait = await doorkeeper?.wait(ofCallback: request.callback, at: now) {
            return .tooMany("its host is asked", wait)
        }
        let verification = PendingVerification(
            mode: request.mode,
            key: topic,
            topic: request.topic,
            callback: request.callback,
            secret: secret,
            lease: Lease.granted(request.leaseSeconds, within: try await store.policy(of: topic.feed).leases),
            etag: view?.etag
        )
        if let excess = try await write(verification, at: now) { return .over(excess) }
        if view != nil { await library?.ring() }
        return Answer(status: 202, text: "the callback will be asked to confirm")
    }

    /// Has the feeds looked at whose documents these topics are.
    private func take(_ announcement: Announcement, at now: Date) async throws -> Answer {
        var feeds: [String] = []
        for url in announcement.topics {
            guard let feed = try await feed(of: url, at: now) else {
                return Answer(status: 404, text: "hub.topic is not a document of this site: \(url)")
            }
            if !feeds.contains(feed) { feeds.append(feed) }
        }
        for feed in feeds { await library?.look(at: feed, at: now) }
        return Answer(status: 202, text: "the feed will be looked at")
    }

    /// The feed of which a topic's URL shows something; that of all feeds is none.
    func feed(of url: String, at now: Date) async throws -> String? {
        if let key = try await store.topic(url) { return key.feed }
        return try await library?.view(ofTopic: url, at: now)?.key.feed
    }

    /// Writes a request down; or what there would be too much of.
    private func write(
        _ verification: PendingVerification,
        at now: Date
    ) async throws -> SubscriptionCaps.Excess? {
        if let doorkeeper, doorkeeper.caps(callback: verification.callback) {
            return try await store.request(verification, within: doorkeeper.limits.caps, at: now)
        }
        try await store.request(verification, at: now)
        return nil
    }
}

extension Hub.Answer {
    fileprivate static func tooMany(_ what: String, _ wait: Int) -> Hub.Answer {
        Hub.Answer(status: 429, text: "\(what) too often; try again in \(wait) seconds", retryAfter: wait)
    }

    fileprivate static func over(_ excess: SubscriptionCaps.Excess) -> Hub.Answer {
        switch excess {
        case .pending:
            Hub.Answer(status: 503, text: "too many requests wait to be confirmed", retryAfter: 60)
        case .subscriptionsPerHost:
            Hub.Answer(
                status: 403,
                text: "hub.callback is on a host that has as many subscriptions as it may"
            )
        case .subscriptionsPerTopic:
            Hub.Answer(status: 403, text: "hub.topic has as many subscriptions as it may")
        }
    }
}
