package import Feeds

/// A part of a feed, or of all of them, that has documents and a page of its own.
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
    /// The newest entries of all feeds: the only one that is of no feed.
    case everything

    /// The address below the feed's, without slashes at its ends, and not encoded: `tag/ships`.
    package var path: String {
        switch self {
        case .summary: "summary"
        case .tag(let slug): "tag/\(slug)"
        case .section(let slug): "section/\(slug)"
        case .author(let slug): "author/\(slug)"
        case .language(let slug): "lang/\(slug)"
        case .archive(let number): "archive/\(number)"
        case .everything: "all"
        }
    }

    /// The names of the folders that views of one kind lie in; none is a view itself.
    package static let folders: Set<String> = ["tag", "section", "author", "lang", "archive"]

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

    /// The view that a document's key names; nil where it is of a feed itself.
    init?(_ key: FeedDocument.Key) {
        if key.feed.isEmpty, key.view == Self.everything.path {
            self = .everything
        } else {
            self.init(path: key.view.split(separator: "/").map(String.init))
        }
    }

    /// What is known of a view's document by, whatever address it has.
    func key(_ format: Format, in feed: String) -> FeedDocument.Key {
        FeedDocument.Key(feed: feed, view: path, format: format)
    }

    /// The path of the page for people below the base URL, with its escapes and a slash at its end.
    package func path(in feed: String) -> String {
        let parts =
            (self == .everything ? [] : [feed]) + path.split(separator: "/").map { String($0).percentEncoded }
        return "/" + parts.joined(separator: "/") + "/"
    }

    /// The path of a document below the base URL, with its escapes.
    package func path(of format: Format, in feed: String) -> String { path(in: feed) + format.fileName }
}
