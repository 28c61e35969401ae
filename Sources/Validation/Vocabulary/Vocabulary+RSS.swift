/// RSS 2.0, of which 0.91 and 0.92 are parts: <https://www.rssboard.org/rss-specification>
extension Vocabulary {
    static let rssChannel = table(
        "",
        [
            .must("title", .text, else: .missingTitle),
            .must("link", .url, else: .missingLink),
            .must("description", .optionalText, else: .missingDescription),
            .one("language", .language),
            .one("copyright", .text),
            .one("managingEditor", .person),
            .one("webMaster", .person),
            .one("pubDate", .rfc822),
            .one("lastBuildDate", .rfc822),
            .many("category", .text, [.may("domain", .any)]),
            .one("generator", .optionalText),
            .one("docs", .url),
            .one(
                "cloud",
                .nothing,
                [
                    .must("domain", .text), .must("port", .positive), .must("path", .any),
                    .must("registerProcedure", .optionalText), .must("protocol", .text),
                ]
            ),
            .one("ttl", .positive),
            .one("image", .elements(.rssImage)),
            .one("rating", .any),
            .one("textInput", .elements(.rssTextInput)),
            .one("skipHours", .elements(.rssSkipHours)),
            .one("skipDays", .elements(.rssSkipDays)),
            .many("item", .any),
        ]
    )

    static let rssImage = table(
        "",
        [
            .must("url", .url), .must("title", .text, else: .missingTitle),
            .must("link", .url, else: .missingLink),
            .one("width", .integer(1...144)), .one("height", .integer(1...400)),
            .one("description", .optionalText),
        ]
    )

    static let rssTextInput = table(
        "",
        [
            .must("title", .text, else: .missingTitle),
            .must("description", .text, else: .missingDescription),
            .must("name", .text), .must("link", .url, else: .missingLink),
        ]
    )

    static let rssSkipHours = table("", [.many("hour", .integer(0...23))])

    static let rssSkipDays = table(
        "",
        [
            .many(
                "day",
                .words(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
            )
        ]
    )

    static let rssItem = table(
        "",
        [
            .one("title", .text),
            .one("link", .url),
            .one("description", .html),
            .one("author", .person),
            .many("category", .text, [.may("domain", .any)]),
            .one("comments", .url),
            // How many there may be is a rule of its own.
            .many(
                "enclosure",
                .nothing,
                [.must("url", .url), .must("length", .any), .must("type", .mediaType)]
            ),
            .one("guid", .any, [.may("isPermaLink", .boolean)]),
            .one("pubDate", .rfc822),
            .one("source", .optionalText, [.must("url", .url)]),
        ]
    )
}
