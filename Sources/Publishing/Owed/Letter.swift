import Feeds
import Foundation
import Outbound
import Push
import Store

/// A document as it is sent to subscribers: one body for all, headers for each.
struct Letter {
    let key: FeedDocument.Key
    let version: Int64
    /// What is sent is what changed after this version; nil where it is the document as a whole.
    let since: Int64?
    /// For those who are subscribed by the document's own URL.
    private let delivery: Delivery
    private let body: Payload
    let policy: PushPolicy
    /// What is told to receivers of webhooks, by what they take; empty where there are none among those it is for.
    var events: [Webhook.Format: Payload] = [:]

    init(_ document: FeedDocument, since: Int64? = nil, policy: PushPolicy = PushPolicy()) {
        key = document.key
        version = document.version
        self.since = since
        self.policy = policy
        delivery = Delivery(
            contentType: document.key.format.contentType,
            // Ours, be it named in the document or not.
            hub: document.selfLink.dropLast(document.path.legalInURL.utf8.count) + "/hub",
            topic: document.selfLink
        )
        body = Payload(document.bytes)
    }

    /// The secret, where there is one and it can be opened.
    static func secret(of subscription: Subscription, with key: SecretKey) -> String? {
        try? subscription.secret?.opened(
            callback: subscription.callback,
            topic: subscription.topic,
            with: key
        )
    }

    /// The request that tells one subscription, of what is new to it since a version.
    ///
    /// Whoever gave a secret must discard what is not signed with it (WebSub, section 7.1.2): where the secret cannot be
    /// opened any more, nothing is sent, until a new subscription brings a new one.
    func call(to subscription: Subscription, since: Int64, with key: SecretKey) -> HTTPCall {
        let secret = Self.secret(of: subscription, with: key)
        let isLost = subscription.secret != nil && secret == nil
        let target = subscription.target
        let (headers, body) = content(for: subscription, target.form, since: since, secret: secret)
        return HTTPCall(
            .post,
            url: target.url,
            headers: headers,
            body: body,
            timeout: 15,
            connectTimeout: 10,
            patience: HTTPCall.Patience(bytesPerSecond: 1, duration: 12),
            excess: .isCut,
            hindrance: isLost ? "its secret cannot be opened: secret.key is not the one that sealed it" : nil
        )
    }

    private func content(
        for subscription: Subscription,
        _ form: Callback.Form,
        since: Int64,
        secret: String?
    ) -> (headers: [(String, String)], body: Payload) {
        switch form {
        case .webSub:
            var delivery = delivery
            if subscription.topic != delivery.topic {
                delivery = Delivery(
                    contentType: delivery.contentType,
                    hub: delivery.hub,
                    topic: subscription.topic
                )
            }
            return (delivery.headers(signing: body.bytes, with: secret, by: policy.signature), body)
        case .rssCloud, .xmlRPC:
            let notice = Self.notice(of: subscription.topic, to: subscription.target)
            return (notice.headers, notice.body ?? Payload([]))
        case .webhook(let format):
            let event = events[format] ?? Payload([])
            let id = "msg_\(subscription.id)-\(since)-\(version)"
            return (Webhook.headers(id: id, at: Date(), signing: event.bytes, with: secret), event)
        }
    }
}
