/// A sound or a film that is lent to somebody, as downloads are counted.
struct LentEpisode: Sendable {
    /// The feed's folder name.
    var feed = ""
    /// The path in the feed's folder.
    let file: String
    /// In bytes.
    let size: Int64
    /// In seconds, where it is known.
    let duration: Double?
    /// The first byte that is sent.
    let first: Int64
}
