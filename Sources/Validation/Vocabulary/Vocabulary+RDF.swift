/// RSS 1.0: <https://web.resource.org/rss/1.0/spec>, and 0.90 before it.
extension Vocabulary {
    static let rdf = table(
        Namespace.rss10,
        [
            .must("channel", .elements(.rdfChannel)), .one("image", .elements(.rdfImage)),
            .many("item", .any),
            .one("textinput", .elements(.rdfTextInput)),
        ]
    )

    static let rdfChannel = table(
        Namespace.rss10,
        [
            .must("title", .text, else: .missingTitle), .must("link", .url, else: .missingLink),
            .must("description", .optionalText, else: .missingDescription), .one("image", .any),
            .must("items", .any),
            .one("textinput", .any),
        ]
    )

    static let rdfItem = table(
        Namespace.rss10,
        [
            .must("title", .text, else: .missingTitle), .must("link", .url, else: .missingLink),
            .one("description", .html),
        ]
    )

    static let rdfImage = table(
        Namespace.rss10,
        [
            .must("title", .text, else: .missingTitle), .must("url", .url),
            .must("link", .url, else: .missingLink),
        ]
    )

    static let rdfTextInput = table(
        Namespace.rss10,
        [
            .must("title", .text, else: .missingTitle),
            .must("description", .text, else: .missingDescription),
            .must("name", .text), .must("link", .url, else: .missingLink),
        ]
    )
}
