/// What feeds are extended by.
extension Vocabulary {
    static let extensionsOfFeed = merged(
        [
            table(
                Namespace.atom,
                [
                    .many(
                        "link",
                        .any,
                        atomFeed[Name(namespace: Namespace.atom, local: "link")]?.attributes ?? []
                    )
                ]
            ),
            asExtension(atomFeed, without: ["link", "entry", "generator"]),
            table(Namespace.iTunes, iTunesFeed), table(Namespace.podcast, podcastFeed),
            table(Namespace.dublinCore, dublinCore), table(Namespace.dublinCoreTerms, dublinCoreTerms),
            table(Namespace.syndication, syndication), table(Namespace.history, history),
            table(Namespace.media, media),
            table(Namespace.geoRSS, places), table(Namespace.geo, positions),
            table(Namespace.creativeCommons, [.many("license", .url)]),
            table(Namespace.content, [.one("encoded", .html), .one("items", .any)]),
        ] + tools
    )

    static let extensionsOfEntry = merged(
        [
            asExtension(atomEntry, without: []),
            table(Namespace.iTunes, iTunesEntry), table(Namespace.podcast, podcastEntry),
            table(Namespace.dublinCore, [.many("date", .w3cdtf)] + dublinCore),
            table(Namespace.dublinCoreTerms, dublinCoreTerms),
            table(Namespace.content, [.one("encoded", .html), .one("items", .any)]),
            table(
                Namespace.slash,
                [
                    .one("comments", .count), .one("section", .text), .one("department", .text),
                    .one("hit_parade", .any),
                ]
            ),
            table(
                Namespace.thread,
                [
                    .many(
                        "in-reply-to",
                        .any,
                        [
                            .may("ref", .identifier), .may("href", .iri), .may("source", .iri),
                            .may("type", .mediaType),
                        ]
                    ),
                    .one("total", .count),
                ]
            ),
            table(Namespace.media, media), table(Namespace.geoRSS, places), table(Namespace.geo, positions),
            table(Namespace.wellFormedWeb, [.one("comment", .url), .one("commentRss", .url)]),
            table(
                Namespace.feedBurner,
                [.one("origLink", .url), .one("origEnclosureLink", .url), .any("awareness")]
            ),
            table(Namespace.creativeCommons, [.many("license", .url)]),
            table(Namespace.publishing, [.one("edited", .rfc3339), .one("control", .any)]),
        ] + tools
    )

    /// Who made the feed, and who hears of its faults; trackbacks.
    private static let tools: [[Name: Definition]] = [
        table("http://webns.net/mvcb/", [.one("generatorAgent", .any), .one("errorReportsTo", .any)]),
        table(
            "http://madskills.com/public/xml/rss/module/trackback/",
            [.one("ping", .any), .many("about", .any)]
        ),
    ]

    /// Those of MRSS that may also stand in a group.
    ///
    /// <https://www.rssboard.org/media-rss>
    static let mediaOfEntry = table(Namespace.media, media)

    private static func merged(_ tables: [[Name: Definition]]) -> [Name: Definition] {
        tables.reduce(into: [:]) { all, table in all.merge(table) { first, _ in first } }
    }

    /// Atom's elements within another format: none of them has to be there.
    private static func asExtension(_ table: [Name: Definition], without names: [String]) -> [Name:
        Definition]
    {
        table.filter { !names.contains($0.key.local) }.mapValues { definition in
            guard case .required = definition.occurrence else { return definition }
            return .one(definition.name, definition.value, definition.attributes)
        }
    }

    /// As <https://www.dublincore.org/specifications/dublin-core/dces/> has it.
    private static let dublinCore: [Definition] =
        [.one("date", .w3cdtf), .one("language", .language), .many("creator", .text)]
        + [
            "contributor", "coverage", "description", "format", "identifier", "publisher", "relation",
            "rights",
            "source", "subject", "title", "type",
        ].map { .many($0, .optionalText) }

    /// As <https://www.dublincore.org/specifications/dublin-core/dcmi-terms/> has it.
    private static let dublinCoreTerms: [Definition] =
        ["created", "issued", "modified", "dateAccepted", "dateCopyrighted", "dateSubmitted"].map {
            .one($0, .w3cdtf)
        }

    /// As <https://web.resource.org/rss/1.0/modules/syndication/> has it.
    private static let syndication: [Definition] = [
        .one("updatePeriod", .words(["hourly", "daily", "weekly", "monthly", "yearly"])),
        .one("updateFrequency", .positive),
        .one("updateBase", .w3cdtf),
    ]

    /// As <https://www.rfc-editor.org/rfc/rfc5005> has it.
    private static let history: [Definition] = [.one("complete", .nothing), .one("archive", .nothing)]

    /// As <https://www.ogc.org/standard/georss/> has it.
    private static let places: [Definition] = [
        .any("where"), .one("point", .any), .many("line", .any), .many("polygon", .any), .one("box", .any),
        .one("circle", .any), .one("elev", .decimal(-1e7...1e9)),
        .one("floor", .integer(-1_000...10_000)),
        .one("radius", .decimal(0...100_000_000)), .one("featuretypetag", .optionalText),
        .one("relationshiptag", .optionalText),
        .one("featurename", .optionalText), .any("featureName"), .any("featureTypeTag"),
        .any("relationshipTag"),
    ]

    /// As <https://www.w3.org/2003/01/geo/> has it.
    private static let positions: [Definition] = [
        .one("lat", .decimal(-90...90)), .one("long", .decimal(-180...180)), .any("alt"), .any("Point"),
        .any("lat_long"),
    ]

    /// As <https://www.rssboard.org/media-rss> has it.
    private static let media: [Definition] = [
        .many("group", .elements(.mediaGroup)),
        .many(
            "content",
            .any,
            [
                .may("url", .url), .may("fileSize", .count), .may("type", .mediaType),
                .may("medium", .words(["image", "audio", "video", "document", "executable"])),
                .may("isDefault", .boolean), .may("expression", .words(["sample", "full", "nonstop"])),
                .may("bitrate", .decimal(0...1e12)), .may("framerate", .decimal(0...1e6)),
                .may("samplingrate", .decimal(0...1e9)), .may("channels", .decimal(0...1e4)),
                .may("duration", .decimal(0...1e9)),
                .may("height", .count), .may("width", .count), .may("lang", .language),
            ]
        ),
        .many(
            "rating",
            .text,
            [.may("scheme", .any)]
        ),
        .many("adult", .any),
        .one("title", .text, [.may("type", .words(["plain", "html"]))]),
        .one("description", .html, [.may("type", .words(["plain", "html"]))]),
        .one("keywords", .optionalText),
        .many(
            "thumbnail",
            .any,
            [.must("url", .url), .may("height", .count), .may("width", .count), .may("time", .time)]
        ),
        .many("category", .optionalText, [.may("scheme", .any), .may("label", .text)]),
        .many("hash", .any, [.may("algo", .words(["md5", "sha-1"]))]),
        .many("player", .any, [.must("url", .url), .may("height", .count), .may("width", .count)]),
        .many("credit", .text, [.may("role", .any), .may("scheme", .any)]),
        .one("copyright", .text, [.may("url", .url)]),
        .many(
            "text",
            .optionalText,
            [
                .may("type", .words(["plain", "html"])), .may("lang", .language), .may("start", .time),
                .may("end", .time),
            ]
        ),
        .many(
            "restriction",
            .any,
            [
                .must("relationship", .words(["allow", "deny"])),
                .may("type", .words(["country", "uri", "sharing"])),
            ]
        ),
        .any("community"), .any("comments"), .any("embed"), .any("responses"), .any("backLinks"),
        .any("status"),
        .any("price"), .any("license"), .any("subTitle"), .any("peerLink"), .any("location"), .any("rights"),
        .any("scenes"), .any("starRating"), .any("statistics"), .any("tags"),
    ]
}

extension Definition {
    /// One that is known, and of which nothing is asked.
    static func any(_ name: String) -> Definition { .many(name, .any) }
}
