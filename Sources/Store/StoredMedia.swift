package import Feeds

/// What a file held when it was last looked at.
package struct StoredMedia: Equatable, Sendable {
    /// Begins with `articles/` or `media/`, below which it lies.
    package var path: String
    package var inode: UInt64
    /// In bytes.
    package var size: Int64
    /// Nanoseconds since 1970.
    package var modified: Int64
    package var measurement: MediaFacts

    package init(path: String, inode: UInt64, size: Int64, modified: Int64, measurement: MediaFacts) {
        self.path = path
        self.inode = inode
        self.size = size
        self.modified = modified
        self.measurement = measurement
    }
}

/// An address that an entry shows, and the file that it leads to.
package struct MediaReference: Hashable, Sendable {
    /// What follows `/<feed>/media/`.
    package var address: String
    /// As in ``StoredMedia/path``.
    package var path: String

    package init(address: String, path: String) {
        self.address = address
        self.path = path
    }
}

/// A file that was shown under an address, and lies at another path now.
package struct MediaMove: Hashable, Sendable {
    /// What followed `/<feed>/media/`.
    package var address: String
    /// As in ``StoredMedia/path``.
    package var from: String
    package var to: MediaReference

    package init(address: String, from: String, to: MediaReference) {
        self.address = address
        self.from = from
        self.to = to
    }
}

/// What is known of a file that lies elsewhere, or how often it was asked for in vain.
package struct RemoteMedia: Equatable, Sendable {
    package var url: String
    /// In bytes; nil where nobody has told it yet.
    package var length: Int64?
    package var type: String?
    /// How often it was asked for.
    package var attempt: Int
    /// Why nobody has told it, in words for its author.
    package var reason: String?

    package init(
        url: String,
        length: Int64? = nil,
        type: String? = nil,
        attempt: Int = 0,
        reason: String? = nil
    ) {
        self.url = url
        self.length = length
        self.type = type
        self.attempt = attempt
        self.reason = reason
    }
}

/// What one pass found out about media, for its edition.
package struct EditionMedia: Equatable, Sendable {
    package var measured: [StoredMedia] = []
    /// By entry id, that of the feed itself being empty: they take the place of those that the entry had.
    package var references: [String: [MediaReference]] = [:]
    /// By entry id, the enclosures that an entry goes without, by their references, in order: they take the place of those
    /// that it went without before.
    package var missing: [String: [String]] = [:]
    package var moves: [MediaMove] = []
    /// URLs whose length is to be asked for.
    package var enquiries: [String] = []

    package init() {}

    package var isEmpty: Bool {
        measured.isEmpty && references.isEmpty && missing.isEmpty && moves.isEmpty && enquiries.isEmpty
    }

    /// Takes in what was found out beside.
    package mutating func add(_ other: EditionMedia) {
        measured += other.measured
        references.merge(other.references) { $1 }
        missing.merge(other.missing) { $1 }
        moves += other.moves
        enquiries += other.enquiries
    }
}
