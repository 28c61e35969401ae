/// Apple's and the Podcast Index's elements: <https://help.apple.com/itc/podcasts_connect/#/itcb54353390> and
/// <https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md>
extension XMLWriter {
    mutating func podcast(_ podcast: Podcast, of feed: Feed) {
        if let author = podcast.author?.nonEmpty { element("itunes:author", references: author) }
        if let image = feed.image { element("itunes:image", ["href": image]) }
        for category in podcast.categories { self.category(category) }
        element("itunes:explicit", text: podcast.isExplicit.description)
        element("itunes:type", text: podcast.kind.rawValue)
        if let owner = podcast.owner { self.owner(owner) }
        if let url = podcast.movedTo { element("itunes:new-feed-url", text: url) }
        if podcast.isComplete { element("itunes:complete", text: "Yes") }
        if podcast.isBlocked { element("itunes:block", text: "Yes") }
        element("podcast:guid", text: podcast.guid)
        if let isLocked = podcast.isLocked {
            element("podcast:locked", ["owner": podcast.owner?.email], text: isLocked ? "yes" : "no")
        }
        if let medium = podcast.medium { element("podcast:medium", text: medium) }
        for funding in podcast.funding {
            element("podcast:funding", ["url": funding.url], references: funding.text)
        }
        for person in podcast.persons { self.person(person) }
    }

    mutating func episode(_ episode: Episode, of entry: Entry) {
        if let title = episode.title?.nonEmpty { element("itunes:title", references: title) }
        if let seconds = entry.rssEnclosure?.wholeSeconds {
            element("itunes:duration", text: String(seconds))
        }
        if let image = entry.image { element("itunes:image", ["href": image]) }
        if let isExplicit = episode.isExplicit { element("itunes:explicit", text: isExplicit.description) }
        numbers(of: episode)
        if let kind = episode.kind { element("itunes:episodeType", text: kind.rawValue) }
        if episode.isBlocked { element("itunes:block", text: "Yes") }
        for transcript in episode.transcripts {
            element(
                "podcast:transcript",
                [
                    "url": entry.absolute(transcript.url), "type": transcript.type,
                    "language": transcript.language,
                ]
            )
        }
        if let chapters = episode.chapters {
            element(
                "podcast:chapters",
                ["url": entry.absolute(chapters), "type": "application/json+chapters"]
            )
        }
        for person in episode.persons { self.person(person) }
    }

    /// Apple knows whole numbers alone.
    private mutating func numbers(of episode: Episode) {
        if let season = episode.season {
            element("itunes:season", text: String(season))
            element("podcast:season", ["name": episode.seasonName], text: String(season))
        }
        guard let number = episode.number else { return }
        if let whole = Int64(exactly: number) {
            element("itunes:episode", text: String(whole))
            element("podcast:episode", text: String(whole))
        } else {
            element("podcast:episode", text: number.description)
        }
    }

    private mutating func category(_ category: Podcast.Category) {
        element("itunes:category", ["text": category.name]) { xml in
            if let subcategory = category.subcategory {
                xml.element("itunes:category", ["text": subcategory])
            }
        }
    }

    private mutating func owner(_ owner: Author) {
        element("itunes:owner") { xml in
            if let name = owner.name.nonEmpty { xml.element("itunes:name", references: name) }
            if let email = owner.email { xml.element("itunes:email", text: email) }
        }
    }

    private mutating func person(_ person: Person) {
        element(
            "podcast:person",
            ["role": person.role, "group": person.group, "img": person.picture, "href": person.url],
            references: person.name
        )
    }
}
