import Articles
import Feeds

extension EntryDetails {
    /// What a head says, in the words of feeds.
    init(_ details: ArticleDetails) {
        self.init(
            rights: details.rights,
            discussion: Discussion(details),
            place: details.place.flatMap {
                Place(latitude: $0.latitude, longitude: $0.longitude, name: $0.name)
            },
            episode: Episode(details)
        )
    }
}

extension Discussion {
    fileprivate init?(_ details: ArticleDetails) {
        if details.comments == nil, details.commentCount == nil, details.inReplyTo.isEmpty { return nil }
        self.init(page: details.comments, count: details.commentCount, inReplyTo: details.inReplyTo)
    }
}

extension Episode {
    fileprivate init?(_ details: ArticleDetails) {
        self.init(
            season: details.season,
            seasonName: details.seasonName,
            number: details.episode,
            kind: details.episodeType.flatMap(Kind.init(rawValue:)),
            title: details.episodeTitle,
            isExplicit: details.isExplicit,
            transcripts: details.transcripts.map {
                Transcript(
                    url: $0.url,
                    type: $0.type ?? Self.type(ofTranscript: $0.url),
                    language: $0.language
                )
            },
            chapters: details.chapters,
            persons: details.persons.map {
                Person(name: $0.name, role: $0.role, group: $0.group, picture: $0.picture, url: $0.url)
            },
            isBlocked: details.isBlocked
        )
        if self == Episode() { return nil }
    }

    /// <https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/tags/transcript.md>.
    private static func type(ofTranscript url: String) -> String {
        switch url.prefix(while: { $0 != "?" && $0 != "#" }).split(separator: ".").last?.lowercased() {
        case "vtt": "text/vtt"
        case "srt": "application/x-subrip"
        case "json": "application/json"
        case "txt": "text/plain"
        default: "text/html"
        }
    }
}
