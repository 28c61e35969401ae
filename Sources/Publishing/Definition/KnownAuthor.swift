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
                author: Author(name: $0["name"] ?? "", email: $0["email"], url: $0["url"])
            )
        }
    }
}
