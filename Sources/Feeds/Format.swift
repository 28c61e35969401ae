/// The forms in which a feed is written: the set is closed, so it is an `enum`, and `switch` asks about each.
package enum Format: String, CaseIterable, Codable, Sendable {
    case rss
    case atom
    case json

    /// The last part of a document's default address.
    package var fileName: String {
        switch self {
        case .rss: "rss.xml"
        case .atom: "atom.xml"
        case .json: "feed.json"
        }
    }

    /// The media type, as RFC 4287 section 8, JSON Feed 1.1 and common usage register it.
    package var mediaType: String {
        switch self {
        case .rss: "application/rss+xml"
        case .atom: "application/atom+xml"
        case .json: "application/feed+json"
        }
    }

    /// What stands between two entries.
    var separator: UInt8? {
        switch self {
        case .rss, .atom: nil
        case .json: UInt8(ascii: ",")
        }
    }

    /// The value of `Content-Type`, with the encoding that every document has.
    package var contentType: String { mediaType + "; charset=utf-8" }
}
