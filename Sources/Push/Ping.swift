/// Word to a hub that others run: a topic of ours has changed.
///
/// WebSub leaves its form open; hubs understand PubSubHubbub's, where some read `hub.topic` and some `hub.url`:
/// <https://pubsubhubbub.github.io/PubSubHubbub/pubsubhubbub-core-0.3.html#publishing>
package struct Ping: Equatable, Sendable {
    package let topic: String

    package init(topic: String) {
        self.topic = topic
    }

    /// The form to post.
    package var body: [UInt8] {
        Array(FormFields.encode([("hub.mode", "publish"), ("hub.topic", topic), ("hub.url", topic)]).utf8)
    }
}
