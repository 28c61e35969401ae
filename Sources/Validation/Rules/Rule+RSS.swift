extension Rule {
    static let noGUID = Rule(
        "missing-guid",
        .warning,
        why:
            "Without it readers know an entry by its link or title: who changes these sends it to everybody again, and several "
            + "readers refuse a feed without ids.",
        fix: "add <guid isPermaLink=\"false\"> with a text that never changes"
    )
    static let guidNoLink = Rule(
        "guid-not-permalink",
        .error,
        why: "Readers open the guid as the entry's page, unless told otherwise: the link is dead.",
        fix: "write <guid isPermaLink=\"false\">"
    )
    static let weakID = Rule(
        "weak-id",
        .warning,
        why:
            "Readers that keep the entries of all feeds together, and services that merge feeds, take it for another entry.",
        fix: "write an address, a tag: URI or a urn:uuid: (changing it shows the entry as new once more)"
    )
    static let changingID = Rule(
        "changing-id",
        .warning,
        why:
            "When it changes, every subscriber gets every old entry again: the most common complaint about publishers.",
        fix: "leave it out of the id"
    )
    static let descriptionOrder = Rule(
        "description-after-content",
        .warning,
        why:
            "Readers that know one text per entry take the last: they show the summary in place of the whole text.",
        fix: "write <description> before <content:encoded>"
    )
    static let missingSummary = Rule(
        "content-without-description",
        .warning,
        why: "Readers that do not know content:encoded show nothing.",
        fix: "write the summary into <description>, before <content:encoded>"
    )
    static let undated = Rule(
        "undated",
        .warning,
        why:
            "Readers show when they found it in place of a date: after a new subscription everything is from today.",
        fix: "add <pubDate>"
    )
    static let noLink = Rule(
        "missing-item-link",
        .advice,
        why: "In a reader there is nothing to open.",
        fix: "add <link> with the address of the entry's page"
    )
    static let sameMeaning = Rule(
        "same-meaning",
        .warning,
        why: "Readers take either of the two; where they differ, nobody knows which.",
        fix: "keep one of them"
    )
    static let severalEnclosures = Rule(
        "several-enclosures",
        .warning,
        why: "RSS means one for an item: some readers show the first, others the last.",
        fix: "keep one, and offer the others by media:content or podcast:alternateEnclosure"
    )
    static let enclosureLength = Rule(
        "enclosure-length",
        .error,
        why: "Podcast apps show the size and the progress by it; strict readers refuse the feed.",
        fix: "write the file's length in bytes"
    )
    static let unknownLength = Rule(
        "unknown-length",
        .advice,
        why: "Podcast apps show neither size nor progress.",
        fix: "write the file's length in bytes"
    )
    static let enclosureType = Rule(
        "enclosure-type",
        .warning,
        why: "Readers choose the player by the type: it stays silent, or the file is offered as a download.",
        fix: "write the type of the file"
    )
    static let noLanguage = Rule(
        "missing-language",
        .advice,
        why: "Readers hyphenate, translate and read aloud by it; podcast directories require it.",
        fix: "add the language, such as en or fr-CA"
    )
    static let textInput = Rule(
        "text-input",
        .advice,
        why: "No reader shows it.",
        fix: "leave it out"
    )
    static let longTTL = Rule(
        "long-ttl",
        .warning,
        why: "Readers that obey it show news days late.",
        fix: "write minutes: 60 is an hour"
    )
    static let imageDiffers = Rule(
        "image-differs",
        .warning,
        why: "RSS asks for the same title and link as the channel's, and readers show either.",
        fix: "write the same"
    )
    static let imageFormat = Rule(
        "image-format",
        .warning,
        why: "RSS's image is a GIF, JPEG or PNG; readers that draw it themselves know no other.",
        fix: "offer one of these"
    )
}
