/// A feed as another program wrote it, as far as subscribers know its entries by it.
package struct OldFeed: Equatable, Sendable {
    /// An entry as a reader remembers it.
    package struct Entry: Codable, Equatable, Sendable {
        /// Exactly as it stands; the link, where the feed gives the entry none.
        package var id: String
        /// Absolute where that can be known.
        package var link: String?
        /// As it stands: it may be HTML.
        package var title: String
        /// As it stands.
        package var published: String?
        /// As it stands; nil where the feed does not tell of updates.
        package var updated: String?
        /// The beginning of what it says, as HTML, where it has no title to be known by; at most ``largestText`` bytes.
        package var text: String?

        package init(
            id: String,
            link: String? = nil,
            title: String = "",
            published: String? = nil,
            updated: String? = nil,
            text: String? = nil
        ) {
            self.id = id
            self.link = link
            self.title = title
            self.published = published
            self.updated = updated
            self.text = text
        }
    }

    /// How much is kept of what an entry says, in bytes.
    package static let largestText = 16_384

    /// The feed's own id, which only Atom has.
    package var id: String?
    /// A podcast's name for good.
    ///
    /// <https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/tags/guid.md>
    package var podcastGUID: String?
    /// In the document's order.
    package var entries: [Entry] = []
    /// How many entries have neither an id nor a link: no reader knows them again either.
    package var namelessCount = 0
    /// Where the entries before these are (RFC 5005, and JSON Feed's `next_url`).
    package var older: String?
    /// Where reading ended early, though what came before is taken.
    package var fault: OldFeedError?

    package init() {}
}

/// Why something is no feed that can be read.
package enum OldFeedError: Error, Equatable, Sendable {
    case empty
    /// A page for people, and the feeds that it names.
    case page(feeds: [String])
    case foreign(root: String)
    case broken(line: Int?, reason: String)

    package var line: Int? {
        if case .broken(let line, _) = self { line } else { nil }
    }

    /// What is wrong and what would be right.
    package var message: String {
        switch self {
        case .empty: "is empty"
        case .page(feeds: let feeds) where feeds.isEmpty:
            "is an HTML page, not a feed, and names none; give the feed's own address"
        case .page(feeds: let feeds):
            "is an HTML page, not a feed; it names \(feeds.joined(separator: " and "))"
        case .foreign(let root):
            "is XML, but no feed: it begins with <\(root)>; right would be RSS, Atom or JSON Feed"
        case .broken(_, let reason): "is broken: \(reason)"
        }
    }
}

extension OldFeed {
    /// Reads RSS 0.9 to 2.0, Atom 0.3 and 1.0, or JSON Feed, whatever the media type says.
    ///
    /// A document that is broken is refused, or, where `isLenient`, taken as far as it goes. The `charset` that came with it is
    /// stronger than what XML declares of itself, and a byte order mark stronger than both (RFC 7303, section 3).
    package static func read(
        _ bytes: [UInt8],
        from url: String? = nil,
        charset: String? = nil,
        isLenient: Bool = false
    ) throws(OldFeedError) -> OldFeed {
        switch UTF16Text.form(of: bytes) {
        case .none: break
        case .fours:
            throw .broken(
                line: nil,
                reason: "it has four bytes for a character, which no reader knows; save it as UTF-8"
            )
        case .pairs(let isBig, let hasMark):
            guard
                let text = UTF16Text.utf8(
                    of: bytes,
                    isBigEndian: isBig,
                    hasMark: hasMark,
                    isReplaced: isLenient
                )
            else {
                throw .broken(line: nil, reason: "it is UTF-16 with half a character in it; save it as UTF-8")
            }
            return try read(text, from: url, charset: "utf-8", isLenient: isLenient)
        }
        let start = bytes.prefix(1_024).drop { $0 <= 0x20 || [0xEF, 0xBB, 0xBF].contains($0) }
        guard let first = start.first else { throw .empty }
        if first == UInt8(ascii: "{") { return try readJSON(bytes, from: url) }
        let opening = String(decoding: start.prefix(15), as: UTF8.self).lowercased()
        if opening.hasPrefix("<html") || opening.hasPrefix("<!doctype html") {
            throw .page(feeds: feeds(inPage: bytes, from: url))
        }
        let feed: OldFeed
        switch readXML(bytes, from: url, charset: charset) {
        case .success(let read): feed = read
        case .failure(.foreign(root: let root)) where root.lowercased() == "html":
            throw .page(feeds: feeds(inPage: bytes, from: url))
        case .failure(let error):
            // What is neither XML nor has named itself may still be a page: they come in any form.
            let feeds = feeds(inPage: bytes, from: url)
            throw feeds.isEmpty ? error : .page(feeds: feeds)
        }
        if let fault = feed.fault, !isLenient { throw fault }
        return feed
    }

    private static func readXML(
        _ bytes: [UInt8],
        from url: String?,
        charset: String?
    ) -> Result<OldFeed, OldFeedError> {
        let marks: [[UInt8]] = [[0xEF, 0xBB, 0xBF], [0xFE, 0xFF], [0xFF, 0xFE]]
        guard let charset, !marks.contains(where: bytes.starts) else {
            let isOfPairs = UTF16Text.isClaimed(by: bytes)
            return readXML(bytes, from: url, encoding: isOfPairs ? "utf-8" : nil)
        }
        let told = readXML(bytes, from: url, encoding: charset)
        if case .success(let feed) = told, feed.fault == nil { return told }
        // Servers often say something of files that they have not looked into.
        let declared = readXML(bytes, from: url)
        if case .success(let feed) = declared, feed.fault == nil { return declared }
        return told
    }

    /// The addresses of the feeds that a page names.
    ///
    /// <https://www.rssboard.org/rss-autodiscovery>
    package static func feeds(inPage bytes: [UInt8], from url: String?) -> [String] {
        let types = ["application/rss+xml", "application/atom+xml", "application/feed+json"]
        // They stand in its head.
        let feeds = XMLReader.readHTML(Array(bytes.prefix(262_144))) { page -> [String] in
            var feeds: [String] = []
            while page.next() {
                guard page.kind == .start, page.name.lowercased() == "link" else { continue }
                let attributes = page.attributes()
                func value(_ name: String) -> String? {
                    attributes.first { $0.name.lowercased() == name }?.value
                }
                guard value("rel")?.lowercased().split(separator: " ").contains("alternate") == true,
                    let type = value("type")?.lowercased(), types.contains(type), let href = value("href")
                else { continue }
                feeds.append(absolute(href, against: url))
            }
            return feeds
        }
        return feeds ?? []
    }
}
