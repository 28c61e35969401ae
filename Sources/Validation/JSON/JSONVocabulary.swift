/// A member of an object, as JSON Feed defines it.
struct JSONMember: Sendable {
    indirect enum Kind: Sendable {
        case any, text, html, url, date, language, mediaType, boolean, count, texts
        /// The entries, which are looked at one by one.
        case items
        case object([JSONMember])
        case objects([JSONMember])
    }

    let name: String
    let value: Kind
    let isRequired: Bool

    init(_ name: String, _ value: Kind, isRequired: Bool = false) {
        self.name = name
        self.value = value
        self.isRequired = isRequired
    }
}

/// As <https://www.jsonfeed.org/version/1.1/> has it.
enum JSONVocabulary {
    private static let author = [
        JSONMember("name", .text), JSONMember("url", .url), JSONMember("avatar", .url),
    ]

    static let feed = [
        JSONMember("version", .text, isRequired: true), JSONMember("title", .text, isRequired: true),
        JSONMember("items", .items, isRequired: true), JSONMember("home_page_url", .url),
        JSONMember("feed_url", .url),
        JSONMember("description", .text), JSONMember("user_comment", .text), JSONMember("next_url", .url),
        JSONMember("icon", .url), JSONMember("favicon", .url), JSONMember("authors", .objects(author)),
        JSONMember("author", .object(author)), JSONMember("language", .language),
        JSONMember("expired", .boolean),
        JSONMember(
            "hubs",
            .objects([JSONMember("type", .text, isRequired: true), JSONMember("url", .url, isRequired: true)])
        ),
    ]

    static let item = [
        // Its kind is a rule of its own.
        JSONMember("id", .any, isRequired: true), JSONMember("url", .url), JSONMember("external_url", .url),
        JSONMember("title", .text), JSONMember("content_html", .html), JSONMember("content_text", .text),
        JSONMember("summary", .text), JSONMember("image", .url), JSONMember("banner_image", .url),
        JSONMember("date_published", .date), JSONMember("date_modified", .date),
        JSONMember("authors", .objects(author)),
        JSONMember("author", .object(author)), JSONMember("tags", .texts), JSONMember("language", .language),
        JSONMember(
            "attachments",
            .objects([
                JSONMember("url", .url, isRequired: true),
                JSONMember("mime_type", .mediaType, isRequired: true),
                JSONMember("title", .text), JSONMember("size_in_bytes", .count),
                JSONMember("duration_in_seconds", .count),
            ])
        ),
    ]

    /// What other formats call it.
    static let otherNames = [
        "link": "url", "guid": "id", "pubdate": "date_published", "published": "date_published",
        "updated": "date_modified", "modified": "date_modified", "content": "content_html",
        "body": "content_html",
        "description": "summary", "categories": "tags", "enclosures": "attachments",
        "homepage": "home_page_url",
        "entries": "items", "lang": "language", "feed": "feed_url", "self": "feed_url",
    ]
}

extension Rule {
    static let oldJSONFeed = Rule(
        "json-feed-1.0",
        .advice,
        why: "1.1 has authors, languages and an explicit media type; readers of 1.0 read it too.",
        fix: "write \"https://jsonfeed.org/version/1.1\""
    )
    static let jsonVersion = Rule(
        "json-feed-version",
        .error,
        why: "Readers know the format by this text, and refuse another one.",
        fix: "write \"https://jsonfeed.org/version/1.1\""
    )
    static let wrongKind = Rule(
        "wrong-type",
        .error,
        why: "Readers in typed languages refuse the whole feed for one value of another kind.",
        fix: "write a value of the kind that the specification names"
    )
    static let missingMember = Rule(
        "missing-member",
        .error,
        why: "The specification requires it: readers refuse the feed, or do not know it as one.",
        fix: "add it"
    )
    static let unknownMember = Rule(
        "unknown-member",
        .warning,
        why: "Readers pass over it.",
        fix: "take it out"
    )
    static let jsonShould = Rule(
        "missing-home-page",
        .warning,
        why: "In a reader there is no site to open; the specification recommends it strongly.",
        fix: "add it"
    )
    static let missingFeedURL = Rule(
        "missing-feed-url",
        .warning,
        why:
            "By it readers keep the right address when a feed is passed on; the specification recommends it strongly.",
        fix: "add \"feed_url\" with the feed's own address"
    )
    static let oldAuthor = Rule(
        "deprecated-author",
        .warning,
        why: "Readers of 1.1 look at authors; for those of 1.0 both may stand there.",
        fix: "leave out \"author\", unless readers of 1.0 matter"
    )
    static let missingContent = Rule(
        "missing-content",
        .error,
        why: "The specification requires one of the two; readers show a title alone, or refuse the feed.",
        fix: "add \"content_html\" or \"content_text\""
    )
    static let numericID = Rule(
        "numeric-id",
        .warning,
        why: "Readers must make a string of it, and those in typed languages refuse the feed.",
        fix: "write it between quotes"
    )
    static let fraction = Rule(
        "fractional-duration",
        .warning,
        why: "Some readers take whole seconds alone, and refuse the feed.",
        fix: "write whole seconds"
    )
    static let expired = Rule(
        "expired",
        .advice,
        why: "Readers stop to fetch it.",
        fix: "take it out, if the feed goes on"
    )
}
