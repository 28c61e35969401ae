import Articles
import Feeds

/// What leaves a head or a definition as an address: only what any reader may open.
extension String {
    /// This URL, legal to the letter; nil where it is none of HTTP's.
    var safeInFeeds: String? {
        isWebAddress ? legalInURL : nil
    }
}

extension Author {
    var withSafeURL: Author {
        let isMail = url?.lowercased().hasPrefix("mailto:") ?? false
        let email = email.flatMap { $0.isEmailAddress ? $0 : nil }
        return Author(name: name, email: email, url: isMail ? url?.legalInURL : url?.safeInFeeds)
    }
}

extension Enclosure {
    /// Nil where the address is one that no reader may open.
    var withSafeURL: Enclosure? {
        guard let url = url.safeInFeeds else { return nil }
        var copy = self
        copy.url = url
        return copy
    }
}

extension Discussion {
    /// Nil where nothing is left.
    var withSafeURLs: Discussion? {
        let copy = Discussion(
            page: page?.safeInFeeds,
            count: count,
            inReplyTo: inReplyTo.compactMap(\.safeInFeeds)
        )
        return copy == Discussion() ? nil : copy
    }
}

extension Episode {
    var withSafeURLs: Episode {
        var copy = self
        copy.transcripts = transcripts.compactMap { transcript in
            transcript.url.safeInFeeds.map {
                Transcript(url: $0, type: transcript.type, language: transcript.language)
            }
        }
        copy.chapters = chapters?.safeInFeeds
        copy.persons = persons.map { person in
            var copy = person
            copy.url = person.url?.safeInFeeds
            copy.picture = person.picture?.safeInFeeds
            return copy
        }
        return copy
    }
}
