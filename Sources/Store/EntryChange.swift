/// What an edition changes of an entry, as its feed's subscribers see it.
package struct EntryChange: Equatable, Sendable {
    package enum Kind: Int, Sendable {
        case added
        case changed
        case removed
    }

    package var id: String
    package var title: String
    package var kind: Kind
    /// The URL of its page, or of the one that it had; nil where nobody has noted it.
    package var page: String?

    package init(id: String, title: String, kind: Kind, page: String? = nil) {
        self.id = id
        self.title = title
        self.kind = kind
        self.page = page
    }
}
