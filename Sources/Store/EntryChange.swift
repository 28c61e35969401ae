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

    package init(id: String, title: String, kind: Kind) {
        self.id = id
        self.title = title
        self.kind = kind
    }
}
