/// Bytes of a sound or a film that were sent to somebody.
package struct EpisodeFetch: Sendable {
    /// Whose length nobody knows is taken for one of 128 kbit/s.
    private static let usualMinute: Int64 = 960_000

    /// The feed's folder name.
    package var feed: String
    /// The file's path in the feed's folder.
    package var file: String
    /// Of the file, in bytes.
    package var size: Int64
    /// Its length in seconds, where it is known.
    package var duration: Double?
    /// Which of its bytes were sent.
    package var range: Range<Int64>
    /// Whether it is known which; else only how many, and they are taken for new ones.
    package var isPlaced = true
    package var visitor: Visitor
    package var client: Client
    /// Seconds since 1970.
    package var second: Int

    package init(
        feed: String,
        file: String,
        size: Int64,
        duration: Double?,
        range: Range<Int64>,
        visitor: Visitor,
        client: Client,
        second: Int
    ) {
        self.feed = feed
        self.file = file
        self.size = size
        self.duration = duration
        self.range = range
        self.visitor = visitor
        self.client = client
        self.second = second
    }

    /// As many bytes as a download has: a minute's worth, or the whole of what is shorter.
    var enough: Int64 {
        guard let duration, duration > 60 else { return min(size, duration == nil ? Self.usualMinute : size) }
        return max(1, Int64(Double(size) * 60 / duration))
    }
}
