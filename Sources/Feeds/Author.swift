/// Who wrote an entry or a feed: Atom's person construct (RFC 4287, section 3.2).
package struct Author: Codable, Hashable, Sendable {
    package var name: String
    package var email: String?
    package var url: String?

    package init(name: String, email: String? = nil, url: String? = nil) {
        self.name = name
        self.email = email
        self.url = url
    }
}
