import Articles
package import Feeds

/// What `[podcast]` of a feed.toml says, with a default for every key.
package struct PodcastDefinition: Equatable, Sendable {
    /// The name that it had elsewhere: a UUID.
    package var guid: String?
    package var kind = Podcast.Kind.episodic
    package var isExplicit = false
    package var categories: [Podcast.Category] = []
    package var author: String?
    package var owner: Author?
    package var isLocked: Bool?
    package var medium = "podcast"
    package var funding: [Podcast.Funding] = []
    package var persons: [Person] = []
    package var isComplete = false
    package var isBlocked = false

    package init() {}

    static let keys = [
        "guid", "type", "explicit", "categories", "author", "owner", "locked", "medium", "funding", "people",
        "complete", "block",
    ]

    /// <https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/tags/medium.md>.
    static let media = [
        "podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "publisher", "course",
    ]
}

extension Definition {
    /// What the table `[podcast]` says; nil where there is none.
    mutating func podcast() -> PodcastDefinition? {
        let table = "podcast"
        guard keys(ofTable: table) != nil else { return nil }
        expect(PodcastDefinition.keys, in: table)
        var podcast = PodcastDefinition()
        podcast.guid = uuid("guid", in: table)
        podcast.kind = word("type", in: table) ?? .episodic
        podcast.isExplicit = flag("explicit", in: table) ?? false
        podcast.categories = (strings("categories", in: table) ?? []).map { name in
            let parts = name.split(separator: ">", maxSplits: 1).map { $0.trimmingSpace }
            return Podcast.Category(parts.first ?? "", subcategory: parts.count > 1 ? parts[1] : nil)
        }
        podcast.author = string("author", in: table)
        podcast.owner = tables(
            "owner",
            in: table,
            keys: ["email", "name"],
            meaning: "{ name = \"...\", email = \"...\" }"
        )?.first.map { Author(name: $0["name"] ?? "", email: email($0["email"], of: "owner", in: table)) }
        podcast.isLocked = flag("locked", in: table)
        podcast.medium = medium(in: table)
        podcast.funding = funding(in: table)
        podcast.persons = persons(in: table)
        podcast.isComplete = flag("complete", in: table) ?? false
        podcast.isBlocked = flag("block", in: table) ?? false
        return podcast
    }

    private mutating func uuid(_ key: String, in table: String) -> String? {
        guard let text = string(key, in: table) else { return nil }
        let form = /[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}/
        if text.wholeMatch(of: form) != nil { return text.lowercased() }
        complain(
            "\"\(key)\" must be a UUID such as \"917393e3-1b1e-5cef-ace4-edaa54e1f810\", not \"\(text)\"",
            about: key,
            in: table
        )
        return nil
    }

    /// One of the words of a closed set.
    private mutating func word<Word: RawRepresentable<String> & CaseIterable>(_ key: String, in table: String)
        -> Word?
    {
        guard let text = string(key, in: table) else { return nil }
        if let word = Word(rawValue: text) { return word }
        let known = Word.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: " or ")
        complain("\"\(key)\" must be \(known), not \"\(text)\"", about: key, in: table)
        return nil
    }

    private mutating func medium(in table: String) -> String {
        guard let medium = string("medium", in: table) else { return "podcast" }
        // A list of items of others has an L behind its medium.
        let name = medium.hasSuffix("L") ? String(medium.dropLast()) : medium
        if medium == "mixed" || PodcastDefinition.media.contains(name) { return medium }
        let known = PodcastDefinition.media.joined(separator: ", ")
        complain("\"medium\" must be one of \(known), not \"\(medium)\"", about: "medium", in: table)
        return "podcast"
    }

    private mutating func funding(in table: String) -> [Podcast.Funding] {
        let places = tables(
            "funding",
            in: table,
            keys: ["url", "text"],
            meaning: "a URL, or a list of { url = \"...\", text = \"...\" }"
        )
        return (places ?? []).compactMap { place in
            guard let url = place["url"], isWeb(url, of: "funding", in: table) else { return nil }
            return Podcast.Funding(url: url, text: place["text"] ?? url)
        }
    }

    private mutating func persons(in table: String) -> [Person] {
        let people = tables(
            "people",
            in: table,
            keys: ["name", "role", "group", "picture", "url"],
            meaning: "a list of names or of { name, role, group, picture, url }"
        )
        return (people ?? []).map { person in
            for url in [person["picture"], person["url"]].compactMap(\.self) {
                _ = isWeb(url, of: "people", in: table)
            }
            return Person(
                name: person["name"] ?? "",
                role: person["role"]?.lowercased(),
                group: person["group"]?.lowercased(),
                picture: person["picture"],
                url: person["url"]
            )
        }
    }

    private mutating func isWeb(_ url: String, of key: String, in table: String) -> Bool {
        if Base.isWebURL(url) { return true }
        complain(
            "\"\(key)\" must hold URLs that begin with http:// or https://, not \"\(url)\"",
            about: key,
            in: table
        )
        return false
    }
}

extension Substring {
    fileprivate var trimmingSpace: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
