/// A topic's content on its way to a subscriber: all but the body.
///
/// <https://www.w3.org/TR/websub/#content-distribution>
package struct Delivery: Equatable, Sendable {
    /// As the topic is served, parameters included.
    package let contentType: String
    package let hub: String
    package let topic: String
    /// Written once for all who are subscribed by the same URL.
    private let link: String

    package init(contentType: String, hub: String, topic: String) {
        self.contentType = contentType
        self.hub = hub
        self.topic = topic
        link = "<\(hub)>; rel=\"hub\", <\(topic)>; rel=\"self\""
    }

    /// What of a topic a delivery holds; either is a whole valid feed.
    package enum Extent: String, CaseIterable, Sendable {
        /// The topic's document as it is served.
        case full
        /// Of its entries those that are new or different since the subscriber last accepted one.
        case changed
    }

    /// The headers that go with the body, signed where the subscriber gave a secret.
    package func headers(
        signing body: [UInt8],
        with secret: String?,
        by method: Signature.Method = .sha256
    ) -> [(String, String)] {
        var headers = [
            ("Content-Type", contentType),
            ("Link", link),
        ]
        if let secret {
            headers.append(
                (Signature.header, Signature(of: body, secret: secret, method: method).description)
            )
        }
        return headers
    }
}
