/// What is rarely said of an entry, and told by every format that has a word for it.
package struct EntryDetails: Codable, Hashable, Sendable {
    /// In plain text.
    package var rights: String?
    package var discussion: Discussion?
    package var place: Place?
    package var episode: Episode?

    package init(
        rights: String? = nil,
        discussion: Discussion? = nil,
        place: Place? = nil,
        episode: Episode? = nil
    ) {
        self.rights = rights
        self.discussion = discussion
        self.place = place
        self.episode = episode
    }
}
