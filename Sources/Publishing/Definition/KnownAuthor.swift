import Articles
package import Feeds

/// An author whom a definition describes, so that articles need no more than an id or a name.
package struct KnownAuthor: Equatable, Sendable {
    package var id: String?
    package var author: Author

    package init(id: String? = nil, author: Author) {
        self.id = id
        self.author = author
    }
}

extension Definition {
    /// The authors that the file describes.
    mutating func knownAuthors() -> [KnownAuthor] {
        let authors = tables(
            "authors",
            keys: ["name", "id", "email", "url"],
            meaning: "a name, or a list of names or of { id, name, email, url }"
        )
        return (authors ?? []).map {
            KnownAuthor(
                id: $0["id"],
                author: Author(
                    name: $0["name"] ?? "",
                    email: email($0["email"], of: "authors"),
                    url: page($0["url"])
                )
            )
        }
    }

    /// The address of an author's page, or a mail's; nil where readers may not open it, which is told.
    private mutating func page(_ url: String?) -> String? {
        guard let url, !url.isWebAddress, !url.lowercased().hasPrefix("mailto:") else { return url }
        warn(
            "\"\(url)\" is no address that readers may open, and says nothing; write one that begins with https:// or http://",
            about: "authors"
        )
        return nil
    }

    /// An e-mail address out of a table with this key; nil where it is none, which is told.
    mutating func email(_ text: String?, of key: String, in table: String = "") -> String? {
        guard let text, !text.isEmailAddress else { return text }
        complain("\"\(text)\" is no e-mail address; write it like name@example.org", about: key, in: table)
        return nil
    }
}
