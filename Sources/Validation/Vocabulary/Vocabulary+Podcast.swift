/// What podcasts are described by: <https://help.apple.com/itc/podcasts_connect/#/itcb54353390>
/// and <https://github.com/Podcastindex-org/podcast-namespace>
extension Vocabulary {
    private static let explicit = Value.wordsOfAnyCase(["true", "false", "yes", "no", "clean", "explicit"])
    private static let image: [AttributeDefinition] = [.must("href", .url)]
    private static let yes = Value.wordsOfAnyCase(["Yes", "No", "true", "false"])

    static let iTunesOwner = table(Namespace.iTunes, [.one("name", .text), .one("email", .email)])

    static let iTunesFeed: [Definition] = [
        .one("author", .text), .one("block", yes), .many("category", .any, [.must("text", .any)]),
        .one("complete", yes), .one("explicit", explicit), .one("image", .any, image),
        .one("keywords", .optionalText),
        .one("new-feed-url", .url), .one("owner", .elements(.iTunesOwner)), .one("subtitle", .text),
        .one("summary", .optionalText), .one("title", .text),
        .one("type", .wordsOfAnyCase(["episodic", "serial"])),
        .any("applepodcastsverify"), .any("link"), .any("pubDate"), .any("name"), .any("email"),
    ]

    static let iTunesEntry: [Definition] = [
        .one("author", .text), .one("block", yes), .one("duration", .duration), .one("episode", .positive),
        .one("episodeType", .wordsOfAnyCase(["full", "trailer", "bonus"])), .one("explicit", explicit),
        .one("image", .any, image), .one("keywords", .optionalText), .one("isClosedCaptioned", yes),
        .one("order", .count), .one("season", .positive), .one("subtitle", .text),
        .one("summary", .optionalText),
        .one("title", .text), .many("category", .any, [.must("text", .any)]), .any("applepodcastsverify"),
    ]

    static let podcastFeed: [Definition] = [
        .one("guid", .text), .one("locked", .words(["yes", "no"]), [.may("owner", .email)]),
        .one("medium", .text), .many("funding", .text, [.must("url", .url)]), .many("person", .text, person),
        .one("license", .text, [.may("url", .url)]),
        .many("trailer", .text, [.must("url", .url), .must("pubdate", .rfc822)]),
        .many("block", .words(["yes", "no"]), [.may("id", .text)]),
        .many("location", .text, [.may("geo", .any), .may("osm", .any)]),
        .many("txt", .text, [.may("purpose", .any)]),
        .one("podping", .nothing, [.may("usesPodping", .boolean)]),
        .one("updateFrequency", .text), .any("value"), .any("images"), .any("image"), .any("liveItem"),
        .any("podroll"),
        .any("remoteItem"), .any("publisher"), .any("chat"), .any("socialInteract"),
    ]

    static let podcastEntry: [Definition] = [
        .many(
            "transcript",
            .any,
            [.must("url", .url), .must("type", .mediaType), .may("language", .language), .may("rel", .text)]
        ),
        .one("chapters", .any, [.must("url", .url), .must("type", .mediaType)]),
        .many(
            "soundbite",
            .optionalText,
            [.must("startTime", .decimal(0...1e9)), .must("duration", .decimal(0...1e9))]
        ),
        .many("person", .text, person), .many("location", .text, [.may("geo", .any), .may("osm", .any)]),
        .one("season", .count, [.may("name", .text)]),
        .one("episode", .decimal(0...1e9), [.may("display", .text)]),
        .one("license", .text, [.may("url", .url)]), .many("funding", .text, [.must("url", .url)]),
        .many(
            "alternateEnclosure",
            .any,
            [.must("type", .mediaType), .may("length", .count), .may("bitrate", .decimal(0...1e12))]
        ),
        .any("value"), .any("images"), .any("image"),
        .many("socialInteract", .any, [.must("protocol", .text), .may("uri", .identifier)]),
        .any("contentLink"), .any("txt"), .any("chat"), .any("guid"), .any("source"), .any("integrity"),
    ]

    private static let person: [AttributeDefinition] = [
        .may("role", .text), .may("group", .text), .may("img", .url), .may("href", .url),
    ]
}
