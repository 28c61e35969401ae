/// The elements that are let through: those which nearly every reader shows.
enum SanitizerElement: String, CaseIterable {
    case a, abbr, audio, blockquote, br, caption, cite, code, dd, del, details, dl, dt, em, figcaption, figure
    case h1, h2, h3, h4, h5, h6, hr, img, ins, kbd, li, ol, p, picture, pre, q, s, samp, small, source, strong
    case sub, summary, sup, table, tbody, td, tfoot, th, thead, time, tr, u, ul, `var`, video

    /// A raw value is found one by one: this is asked for every tag.
    init?(named name: String) {
        guard let element = Self.named[name] else { return nil }
        self = element
    }

    private static let named = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

    /// Whether it has no content and no end tag.
    ///
    /// <https://html.spec.whatwg.org/multipage/syntax.html#void-elements>
    var isVoid: Bool {
        switch self {
        case .br, .hr, .img, .source: true
        default: false
        }
    }

    /// Whether it stands in a line of text.
    var isInline: Bool {
        switch self {
        case .a, .abbr, .audio, .br, .cite, .code, .del, .em, .img, .ins, .kbd, .picture, .q, .s, .samp,
            .small,
            .source, .strong, .sub, .sup, .time, .u, .var, .video:
            true
        default: false
        }
    }

    /// Whether it is a block that holds text and inline elements only, so that no other block can begin in it.
    var isLine: Bool {
        switch self {
        case .h1, .h2, .h3, .h4, .h5, .h6, .p, .pre, .summary: true
        default: false
        }
    }
}

/// What becomes of an element.
enum SanitizerFate: Equatable {
    case kept(SanitizerElement)
    /// Its tags go, its content stays; a block parts its content from what stands around it.
    case opened(isBlock: Bool)
    /// It goes with all its content.
    case dropped
    /// A check box becomes a character, every other input goes.
    case input
    /// A known video becomes a link, every other frame goes.
    case frame

    init(ofElementNamed name: String) {
        self = Self.known[name] ?? .opened(isBlock: false)
    }

    /// Of the elements that have a fate of their own.
    static var names: some Sequence<String> { known.keys }

    private static let known: [String: SanitizerFate] = {
        var fates: [String: SanitizerFate] = [:]
        for element in SanitizerElement.allCases { fates[element.rawValue] = .kept(element) }
        for name in blocks { fates[name] = .opened(isBlock: true) }
        for name in dangerous { fates[name] = .dropped }
        for name in emptyToBrowsers { fates[name] = .opened(isBlock: false) }
        for (name, element) in equivalents { fates[name] = .kept(element) }
        fates["input"] = .input
        fates["iframe"] = .frame
        return fates
    }()

    private static let blocks = [
        "address", "article", "aside", "body", "center", "dialog", "dir", "div", "fieldset", "footer", "form",
        "header",
        "hgroup", "html", "legend", "main", "menu", "nav", "search", "section",
    ]

    private static let dangerous = [
        "applet", "base", "button", "canvas", "datalist", "frame", "frameset", "link", "math", "meta",
        "noembed", "noframes", "object", "optgroup", "option", "param", "plaintext", "portal", "script",
        "select", "style", "svg", "template", "textarea", "title", "xml", "xmp",
    ]

    /// Dangerous as well, but without content to browsers: what libxml2 takes for that is the text behind.
    private static let emptyToBrowsers = ["command", "embed", "keygen"]

    /// Older names of the same emphasis.
    private static let equivalents: [(String, SanitizerElement)] = [
        ("b", .strong), ("i", .em), ("strike", .s), ("tt", .code),
    ]
}
