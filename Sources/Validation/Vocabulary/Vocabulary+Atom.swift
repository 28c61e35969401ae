/// Atom 1.0: <https://www.rfc-editor.org/rfc/rfc4287>
extension Vocabulary {
    private static let link: [AttributeDefinition] = [
        .must("href", .iri), .may("rel", .any), .may("type", .mediaType), .may("hreflang", .language),
        .may("title", .text), .may("length", .count),
    ]
    private static let category: [AttributeDefinition] = [
        .must("term", .any), .may("scheme", .identifier), .may("label", .text),
    ]
    private static let text: [AttributeDefinition] = [.may("type", .words(["text", "html", "xhtml"]))]
    private static let generator: [AttributeDefinition] = [.may("uri", .iri), .may("version", .any)]

    /// Section 4.1.1.
    static let atomFeed = table(
        Namespace.atom,
        [
            .must("id", .identifier, else: .missingID),
            .must("title", .textConstruct, else: .missingTitle, text),
            .must("updated", .rfc3339, else: .missingDate),
            .many("author", .elements(.atomPerson)),
            .many("category", .any, category),
            .many("contributor", .elements(.atomPerson)),
            .one("generator", .text, generator),
            .one("icon", .iri),
            .many("link", .any, link),
            .one("logo", .iri),
            .one("rights", .textConstruct, text),
            .one("subtitle", .textConstruct, text),
            .many("entry", .any),
        ]
    )

    /// Section 4.1.2.
    static let atomEntry = table(
        Namespace.atom,
        [
            .must("id", .identifier, else: .missingID),
            .must("title", .textConstruct, else: .missingTitle, text),
            .must("updated", .rfc3339, else: .missingDate),
            .many("author", .elements(.atomPerson)),
            .many("category", .any, category),
            .one("content", .content, [.may("type", .any), .may("src", .iri)]),
            .many("contributor", .elements(.atomPerson)),
            .many("link", .any, link),
            .one("published", .rfc3339),
            .one("rights", .textConstruct, text),
            .one("source", .elements(.atomSource)),
            .one("summary", .textConstruct, text),
        ]
    )

    /// Section 4.2.11: what the feed has that an entry was taken from, but its entries.
    static let atomSource = table(
        Namespace.atom,
        [
            .must("id", .identifier, else: .incompleteSource),
            .must("title", .textConstruct, else: .incompleteSource, text),
            .must("updated", .rfc3339, else: .incompleteSource),
        ]
            + atomFeed.values.filter { !["id", "title", "updated", "entry"].contains($0.name) }
    )

    /// Section 3.2.
    static let atomPerson = table(
        Namespace.atom,
        [.must("name", .text), .one("uri", .iri), .one("email", .email)]
    )
}
