import Feeds

/// What an answer was about, as readers are counted by it.
struct Subject: Sendable {
    /// The feed's folder name, or `all`.
    let feed: String
    /// Stands for the document, as long as this process lives.
    let document: UInt64
    /// Bytes of the document as it is.
    let size: Int

    /// For how long it need not be asked for again, in seconds.
    let maxAge: Int

    init(_ key: FeedDocument.Key, size: Int, maxAge: Int) {
        feed = key.feed.isEmpty ? "all" : key.feed
        document = UInt64(bitPattern: Int64(key.hashValue))
        self.size = size
        self.maxAge = maxAge
    }
}
