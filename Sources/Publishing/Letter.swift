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

    /// The request that delivers it to one subscription; unsigned where the secret cannot be opened any more.
    func call(to subscription: Subscription, with key: SecretKey) -> HTTPCall {
        let secret = subscription.secret.flatMap {
            try? $0.opened(callback: subscription.callback, topic: subscription.topic, with: key)
        }
        let delivery = Delivery(contentType: contentType, hub: hub, topic: subscription.topic)
        return HTTPCall(
            .post,
            url: subscription.callback,
            headers: delivery.headers(signing: body.bytes, with: secret),
            body: body,
            timeout: 15,
            connectTimeout: 10,
            excess: .isCut
        )
    }
}
