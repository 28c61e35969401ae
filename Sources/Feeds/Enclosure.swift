/// A file that belongs to an entry: RSS's `enclosure`, Atom's `link rel="enclosure"`, JSON Feed's attachment.
package struct Enclosure: Codable, Equatable, Sendable {
    /// Absolute, or relative to the entry's link.
    package var url: String
    /// In bytes; nil where nobody knows it.
    package var length: Int64?
    /// A media type.
    package var type: String
    /// In seconds.
    package var duration: Double?
    package var title: String?

    package init(url: String, length: Int64?, type: String, duration: Double? = nil, title: String? = nil) {
        self.url = url
        self.length = length
        self.type = type
        self.duration = duration
        self.title = title
    }
}

extension Enclosure {
    /// The duration without its fraction, which JSON Feed allows, and for which some readers refuse the feed.
    var wholeSeconds: Int64? {
        duration.flatMap { Int64(exactly: $0.rounded()) }
    }
}
