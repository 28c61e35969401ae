/// What XML asks for: <https://www.w3.org/TR/xml/>
extension Rule {
    private static let broken =
        "Readers with a strict XML parser show nothing of the feed, or nothing behind this place; lenient ones guess."

    static let notWellFormed = Rule(
        "xml-not-well-formed",
        .error,
        why: broken,
        fix: "let a library write the XML, instead of putting strings together"
    )
    static let unescapedAmpersand = Rule(
        "unescaped-ampersand",
        .error,
        why: broken,
        fix: "write &amp; in its place, in addresses too"
    )
    static let unescapedLessThan = Rule(
        "unescaped-less-than",
        .error,
        why: broken,
        fix: "write &lt; in its place"
    )
    static let undeclaredEntity = Rule(
        "undeclared-entity",
        .error,
        why: broken,
        fix: "write the character itself, in UTF-8"
    )
    static let illegalCharacter = Rule(
        "illegal-character",
        .error,
        why: broken + " XML 1.0 cannot carry it, not even as a reference.",
        fix: "take it out when the text is written"
    )
    static let mismatchedTag = Rule(
        "mismatched-tag",
        .error,
        why: broken,
        fix: "close elements in the reverse order of their opening"
    )
    static let declarationNotFirst = Rule(
        "xml-declaration-not-first",
        .error,
        why: broken + " Most often a script printed an empty line before the feed.",
        fix:
            "let <?xml be the very first characters: look for empty lines outside of the code that writes the feed"
    )
    static let xmlVersion = Rule(
        "xml-version",
        .error,
        why: "Readers' parsers know XML 1.0; some refuse another version.",
        fix: "write <?xml version=\"1.0\" encoding=\"utf-8\"?>"
    )
    static let undeclaredPrefix = Rule(
        "undeclared-prefix",
        .error,
        why:
            "A prefix without xmlns breaks the XML: strict readers show nothing of the feed, others do not understand "
            + "these elements.",
        fix: "declare the prefix at the document's first element"
    )
    static let externalEntity = Rule(
        "external-entity",
        .advice,
        why: "Readers do not load other files for a feed, since that is a way to break into them.",
        fix: "write the text itself"
    )
    static let stylesheet = Rule(
        "stylesheet",
        .advice,
        why: "Browsers are removing XSLT: Chromium shows a banner that says so, and later the raw source.",
        fix: "answer a browser's navigation (Sec-Fetch-Dest: document) with an HTML page instead"
    )
    static let tooDeep = Rule(
        "too-deep",
        .error,
        why: "libxml2, which many readers are built on, gives up beyond 256 levels.",
        fix: "close elements; text in HTML belongs between CDATA marks, or escaped"
    )
    static let tooLarge = Rule(
        "too-large",
        .warning,
        why: "Each reader loads all of it whenever something has changed; some stop at a limit of their own.",
        fix: "show the newest entries, and link to the older ones as RFC 5005 says"
    )
    static let windowsCharacter = Rule(
        "windows-character",
        .warning,
        why: "Readers show nothing, or a box, where a dash, a quotation mark or a euro sign is meant.",
        fix: "write the character itself, in UTF-8"
    )
    static let replacementCharacter = Rule(
        "replacement-character",
        .warning,
        why: "Every reader shows �: the text was damaged by a wrong encoding before it came into the feed.",
        fix: "read the source in the encoding that it has"
    )
    static let mojibake = Rule(
        "mojibake",
        .warning,
        why: "Every reader shows the wrong characters: UTF-8 was taken for Windows-1252 and encoded again.",
        fix: "read the source as UTF-8, and encode once"
    )
}
