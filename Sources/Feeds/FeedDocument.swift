package import Foundation

/// One document of one feed, as it is served and pushed.
package struct FeedDocument: Equatable, Sendable {
    /// What a document is, whatever address it has: subscriptions are kept by this.
    package struct Key: Hashable, Sendable {
        /// The feed's folder name.
        package var feed: String
        /// Empty for the feed itself; else the part of it that is shown.
        package var view: String
        package var format: Format

        package init(feed: String, view: String = "", format: Format) {
            self.feed = feed
            self.view = view
            self.format = format
        }
    }

    package var key: Key
    /// The path below the base URL, with a leading slash.
    package var path: String
    /// The absolute URL that the document names as its own.
    package var selfLink: String
    package var hubs: [String]
    /// How often it is worth asking for.
    package var rhythm: Rhythm
    /// Grows by one with each edition in which the bytes changed; counted from 1.
    package var version: Int64
    /// What stands before the entries, each entry, and what follows them; none in a head.
    package let pieces: [Piece]
    /// A strong entity tag with its quotes, of the identity coding (RFC 9110, section 8.8.3).
    package var etag: String
    /// To the second; grows by at least one second with each version (RFC 9110, section 8.8.2).
    package var lastModified: Date
    /// The paths that it had before, which lead to it for good.
    package var formerPaths: [String]

    package init(
        key: Key,
        path: String,
        selfLink: String,
        hubs: [String],
        rhythm: Rhythm = Rhythm(atMost: 60),
        version: Int64,
        pieces: [Piece],
        etag: String,
        lastModified: Date,
        formerPaths: [String] = []
    ) {
        self.key = key
        self.path = path
        self.selfLink = selfLink
        self.hubs = hubs
        self.rhythm = rhythm
        self.version = version
        self.pieces = pieces
        self.etag = etag
        self.lastModified = lastModified
        self.formerPaths = formerPaths
    }

    /// The pieces as one text in UTF-8.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        write { bytes += $0 }
        return bytes
    }

    /// How many bytes there are.
    package var size: Int {
        var size = 0
        write { size += $0.count }
        return size
    }

    /// Hands out the bytes from the first to the last.
    package func write(_ take: ([UInt8]) -> Void) {
        let separator = key.format.separator.map { [$0] }
        for (place, piece) in pieces.enumerated() {
            let isBetweenEntries = place > 1 && place < pieces.count - 1
            if isBetweenEntries, let separator { take(separator) }
            take(piece.bytes)
        }
    }

    /// The value of the `Link` header: every hub, and self (WebSub, section 4).
    package var linkHeader: String {
        (hubs.map { "<\($0)>; rel=\"hub\"" } + ["<\(selfLink)>; rel=\"self\""]).joined(separator: ", ")
    }
}
