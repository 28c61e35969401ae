/// What is asked of the elements themselves.
extension Rule {
    static let missingElement = Rule(
        "missing-element",
        .error,
        why: "The specification requires it: strict readers refuse what lacks it.",
        fix: "add the element"
    )
    static let missingTitle = Rule(
        "missing-title",
        .error,
        why:
            "The specification requires it; readers list feeds and entries by their titles, and strict ones refuse "
            + "what has none.",
        fix: "add a title"
    )
    static let missingLink = Rule(
        "missing-link",
        .error,
        why: "The specification requires it; readers open it when somebody clicks on the title.",
        fix: "add the address of the page"
    )
    static let missingDescription = Rule(
        "missing-description",
        .error,
        why:
            "The specification requires it, and strict readers refuse the feed without it; directories show it.",
        fix: "add one sentence, or an empty element"
    )
    static let missingID = Rule(
        "missing-id",
        .error,
        why:
            "Readers know an entry again by its id: several refuse a feed without ids, others show entries again as new.",
        fix: "add an id that never changes, such as urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a"
    )
    static let missingDate = Rule(
        "missing-date",
        .error,
        why: "The specification requires it; readers sort by it and see by it that an entry has changed.",
        fix: "add <updated> with the time of the last change"
    )
    static let incompleteSource = Rule(
        "incomplete-source",
        .warning,
        why:
            "It should say of the feed that the entry comes from what every feed says (RFC 4287, section 4.2.11).",
        fix: "copy id, title and updated of that feed"
    )
    static let duplicateElement = Rule(
        "duplicate-element",
        .error,
        why: "It may stand here once: readers take the first, or the last, and strict ones refuse the feed.",
        fix: "keep one of them"
    )
    static let unknownElement = Rule(
        "unknown-element",
        .error,
        why: "The specification knows no such element here: readers pass over it.",
        fix: "take it out, or put it into a namespace of your own"
    )
    static let unknownNamespace = Rule(
        "unknown-namespace",
        .advice,
        why: "Hardly any reader knows these elements; a typing mistake in a namespace has the same effect.",
        fix: "nothing, if they are meant for readers of your own"
    )
    static let wrongNamespace = Rule(
        "wrong-namespace",
        .error,
        why: "A namespace is compared letter by letter: readers do not know these elements.",
        fix: "write the namespace as its specification does"
    )
    static let unusualPrefix = Rule(
        "unusual-prefix",
        .advice,
        why: "Some readers look for the usual prefix instead of the namespace.",
        fix: "declare the namespace with the usual prefix"
    )
    static let missingNamespace = Rule(
        "missing-namespace",
        .error,
        why: "Atom's elements are in its namespace: most readers do not know this as a feed.",
        fix: "write <feed xmlns=\"http://www.w3.org/2005/Atom\">"
    )
    static let missingAttribute = Rule(
        "missing-attribute",
        .error,
        why:
            "The specification requires it: readers can do nothing with the element, and strict ones refuse the feed.",
        fix: "add the attribute"
    )
    static let unknownAttribute = Rule(
        "unknown-attribute",
        .warning,
        why: "The specification knows no such attribute here: readers pass over it.",
        fix: "take it out, or put it into a namespace of your own"
    )
    static let blank = Rule(
        "blank-value",
        .warning,
        why: "Readers show an empty line, or take it for missing.",
        fix: "write a value, or leave the element out"
    )
    static let unexpectedText = Rule(
        "unexpected-text",
        .warning,
        why: "Text has no meaning here: no reader shows it.",
        fix: "take it out, or put it into the element that it belongs to"
    )
    static let surroundingSpace = Rule(
        "surrounding-space",
        .warning,
        why: "Not every reader takes white space away: an address or id with it is another one.",
        fix: "write the value directly between the tags"
    )
    static let misplaced = Rule(
        "misplaced-element",
        .warning,
        why: "Readers that stop after the newest entries never see what stands behind them.",
        fix: "write what belongs to the feed before the first entry"
    )
    static let tooMany = Rule(
        "too-many",
        .error,
        why: "The specification sets a limit; what is more has no meaning.",
        fix: "take some of them out"
    )
}
