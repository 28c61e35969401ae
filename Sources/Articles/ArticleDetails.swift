/// The rarer things that a head says of an article.
package struct ArticleDetails: Codable, Equatable, Sendable {
    package struct Place: Codable, Equatable, Sendable {
        /// In degrees of WGS 84.
        package var latitude: Double
        package var longitude: Double
        package var name: String?
    }

    package struct Transcript: Codable, Equatable, Sendable {
        package var url: String
        package var type: String?
        package var language: String?
    }

    package struct Person: Codable, Equatable, Sendable {
        package var name: String
        package var role: String?
        package var group: String?
        package var picture: String?
        package var url: String?
    }

    /// Who may do what with it, in plain text.
    package var rights: String?
    /// The page where people comment.
    package var comments: String?
    package var commentCount: Int64?
    /// The URLs that it answers.
    package var inReplyTo: [String] = []
    package var place: Place?
    /// Counted from 1.
    package var season: Int64?
    package var seasonName: String?
    package var episode: Double?
    /// `full`, `trailer` or `bonus`.
    package var episodeType: String?
    /// The title without its number.
    package var episodeTitle: String?
    package var isExplicit: Bool?
    package var transcripts: [Transcript] = []
    /// The URL of chapters in JSON.
    package var chapters: String?
    package var persons: [Person] = []
    package var isBlocked = false

    package init() {}
}
