/// The notice that a subscription is refused, or has been ended by the hub.
///
/// <https://www.w3.org/TR/websub/#x5-2-subscription-validation>
package struct Denial: Equatable, Sendable {
    package let topic: String
    package let callback: String
    /// For people; nil where there is nothing to say.
    package let reason: String?

    package init(topic: String, callback: String, reason: String? = nil) {
        self.topic = topic
        self.callback = callback
        self.reason = reason
    }

    /// The URL to get: the callback with its own query kept, and the notice behind it.
    package var url: String {
        var fields = [("hub.mode", "denied"), ("hub.topic", topic)]
        if let reason { fields.append(("hub.reason", reason)) }
        return callback.adding(fields)
    }
}
