/// What makes an entry an episode of a podcast.
package struct Episode: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, CaseIterable, Sendable {
        case full
        case trailer
        case bonus
    }

    /// What is said, as text: `podcast:transcript`.
    package struct Transcript: Codable, Hashable, Sendable {
        /// Absolute, or relative to the entry's link.
        package var url: String
        /// A media type.
        package var type: String
        package var language: String?

        package init(url: String, type: String, language: String? = nil) {
            self.url = url
            self.type = type
            self.language = language
        }
    }

    /// Counted from 1.
    package var season: Int64?
    package var seasonName: String?
    /// Such as 3, or 3.5.
    package var number: Double?
    package var kind: Kind?
    /// The title without season and number.
    package var title: String?
    /// Nil: as the podcast is.
    package var isExplicit: Bool?
    package var transcripts: [Transcript]
    /// The URL of chapters in JSON: absolute, or relative to the entry's link.
    package var chapters: String?
    package var persons: [Person]
    /// Whether directories are asked not to show it.
    package var isBlocked: Bool

    package init(
        season: Int64? = nil,
        seasonName: String? = nil,
        number: Double? = nil,
        kind: Kind? = nil,
        title: String? = nil,
        isExplicit: Bool? = nil,
        transcripts: [Transcript] = [],
        chapters: String? = nil,
        persons: [Person] = [],
        isBlocked: Bool = false
    ) {
        self.season = season
        self.seasonName = seasonName
        self.number = number
        self.kind = kind
        self.title = title
        self.isExplicit = isExplicit
        self.transcripts = transcripts
        self.chapters = chapters
        self.persons = persons
        self.isBlocked = isBlocked
    }
}
