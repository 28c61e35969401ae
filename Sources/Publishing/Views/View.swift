package import Feeds

/// A part of a feed that has documents and a page of its own.
package enum View: Hashable, Sendable {
    /// The feed itself, with the summaries of its entries alone.
    case summary
    /// The entries of one kind, by the slug of what they have in common.
    case tag(String)
    case section(String)
    case author(String)
    case language(String)
    /// A full page of the feed's history, counted from 1, the oldest (RFC 5005, section 4).
    case archive(Int)

    /// The address below the feed's, without slashes at its ends, and not encoded: `tag/ships`.
    package var path: String {
        switch self {
        case .summary: "summary"
        case .tag(let slug): "tag/\(slug)"
        case .section(let slug): "section/\(slug)"
        case .author(let slug): "author/\(slug)"
        case .language(let slug): "lang/\(slug)"
        case .archive(let number): "archive/\(number)"
        }
    }

    /// The view at an address below a feed's; nil where no view can be.
    package init?(path parts: some Collection<String>) {
        let parts = Array(parts)
        switch (parts.first, parts.count) {
        case ("summary", 1): self = .summary
        case ("tag", 2): self = .tag(parts[1])
        case ("section", 2): self = .section(parts[1])
        case ("author", 2): self = .author(parts[1])
        case ("lang", 2): self = .language(parts[1])
        case ("archive", 2):
            // One number has one address.
            guard let number = Int(parts[1]), number > 0, String(number) == parts[1] else { return nil }
            self = .archive(number)
        default: return nil
        }
    }

    /// The path of a document below the base URL, with its escapes.
    package func path(of format: Format, in feed: String) -> String {
        "/\(feed)/\(path.split(separator: "/").map { String($0).percentEncoded }.joined(separator: "/"))/"
            + format.fileName
    }
}
