import Feeds

/// Which of a feed's entries are meant: those of one tag, author, section or language.
package enum Filing: Hashable, Sendable {
    /// Any of these tags.
    case tags(Set<String>)
    /// Any of these sections.
    case sections(Set<String>)
    /// Any of these authors, by the names that articles give; with `orNone`, also the entries that name no author.
    case authors(Set<String>, orNone: Bool)
    /// Any of these languages; with `orNone`, also the entries that name none.
    case languages(Set<String>, orNone: Bool)

    /// Whether an entry is among them.
    package func holds(_ entry: CatalogueEntry) -> Bool {
        switch self {
        case .tags(let tags): !tags.isDisjoint(with: entry.tags)
        case .sections(let sections): entry.section.map(sections.contains) ?? false
        case .authors(let names, let orNone):
            entry.authors.isEmpty ? orNone : entry.authors.contains { names.contains($0.name) }
        case .languages(let languages, let orNone):
            entry.language.map(languages.contains) ?? orNone
        }
    }
}

/// What entries are filed under: the words are as articles have them.
package enum Shelfmark: CaseIterable, Sendable {
    case tags, sections, authors, languages
}
