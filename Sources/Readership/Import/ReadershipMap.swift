/// What the addresses in a log are, and what of them is counted already.
package struct ReadershipMap: Codable, Sendable {
    /// A document of a feed at one of its addresses.
    package struct Document: Codable, Sendable {
        package var path: String
        package var feed: String
        /// Stands for the document, whatever address it has.
        package var number: UInt64
        /// In bytes, as it is today.
        package var size: Int

        package init(path: String, feed: String, number: UInt64, size: Int) {
            self.path = path
            self.feed = feed
            self.number = number
            self.size = size
        }
    }

    /// A sound or a film at one of its addresses.
    package struct Episode: Codable, Sendable {
        /// Percent-decoded.
        package var path: String
        package var feed: String
        /// The file's path in the feed's folder.
        package var file: String
        /// In bytes.
        package var size: Int64
        /// In seconds, where it is known.
        package var duration: Double?

        package init(path: String, feed: String, file: String, size: Int64, duration: Double?) {
            self.path = path
            self.feed = feed
            self.file = file
            self.size = size
            self.duration = duration
        }
    }

    /// What an address is.
    enum Place {
        case document(Document)
        case episode(Episode)
    }

    /// The name of the server whose log is read.
    package var source: String
    /// What may stand before each path.
    package var base: String
    package var documents: [Document] = []
    package var episodes: [Episode] = []
    /// The feeds, each of which may have views, and `all`.
    package var feeds: [String] = []
    /// What the documents of views are called.
    package var fileNames: [String] = []
    /// What was counted before, of this server's logs and by the daemon itself.
    package var spans: [CountedSpan] = []
    /// What is of this second or later the daemon counts itself; nil where no daemon counts.
    package var now: Int?

    package init(source: String, base: String) {
        self.source = source
        self.base = base
    }
}

/// What was counted of logs, for the store.
package struct ReadershipImport: Codable, Sendable {
    package var source: String
    /// What of this server's logs was counted before, as it was when this was begun.
    package var basis: [CountedSpan]
    /// What is counted with this.
    package var spans: [CountedSpan] = []
    package var days: [ReadershipDay] = []
    package var downloads: [DownloadDay] = []

    package init(source: String, basis: [CountedSpan]) {
        self.source = source
        self.basis = basis
    }
}
