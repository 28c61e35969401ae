import Feeds
import Outbound
import Push
import Store

/// A document as it is sent to subscribers: one body for all, headers for each.
struct Letter {
    let key: FeedDocument.Key
    let version: Int64
    private let contentType: String
    private let hub: String
    private let body: Payload

    init(_ document: FeedDocument) {
        key = document.key
        version = document.version
        contentType = document.key.format.contentType
        hub = document.hubs.first ?? ""
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

    /// The request that delivers it to one subscription.
    ///
    /// Whoever gave a secret must discard what is not signed with it (WebSub, section 7.1.2): where the secret cannot be
    /// opened any more, nothing is sent, until a new subscription brings a new one.
    func call(to subscription: Subscription, with key: SecretKey) -> HTTPCall {
        let secret = Self.secret(of: subscription, with: key)
        let isLost = subscription.secret != nil && secret == nil
        let delivery = Delivery(contentType: contentType, hub: hub, topic: subscription.topic)
        return HTTPCall(
            .post,
            url: subscription.callback,
            headers: delivery.headers(signing: body.bytes, with: secret),
            body: body,
            timeout: 15,
            connectTimeout: 10,
            patience: HTTPCall.Patience(bytesPerSecond: 1, duration: 12),
            excess: .isCut,
            hindrance: isLost ? "its secret cannot be opened: secret.key is not the one that sealed it" : nil
        )
    }
}
