/// Word from a publisher that topics have changed.
///
/// WebSub leaves its form open; this is PubSubHubbub's, as tools send it:
/// <https://pubsubhubbub.github.io/PubSubHubbub/pubsubhubbub-core-0.4.html#publishing>
package struct Announcement: Equatable, Sendable {
    package let topics: [String]

    /// Reads the fields of a form; nil where its mode is another.
    package init?(fields: [(String, String)]) throws(Refusal) {
        guard fields.filter({ $0.0 == "hub.mode" }).map(\.1) == ["publish"] else { return nil }
        // Some name the topic by the one field, some by the other, some by both.
        var topics: [String] = []
        for (name, value) in fields where ["hub.url", "hub.topic"].contains(name) && !value.isEmpty {
            if !topics.contains(value) { topics.append(value) }
        }
        if topics.isEmpty { throw .missing("hub.topic") }
        if topics.count > 100 { throw .unfit("hub.topic", "is given more than a hundred times") }
        self.topics = topics
    }
}
