/// The elements that mean something to us or to libxml2, and what it makes of them.
enum MarkupVocabulary {
    /// The place of any other element.
    static var other: Int { names.count }

    static let words = MarkupWords(names)

    /// What the names mean, by their places.
    static let meanings: [MarkupName] = names.map { MarkupName($0) } + [MarkupName("")]

    /// Whether an element of this place is without content to libxml2.
    static let isVoid: [Bool] = (0...names.count).map { place in
        place < names.count && voids.contains(names[place])
    }

    /// Whether an element ends by another's beginning in it.
    static func ends(_ element: Int, before next: Int) -> Bool {
        endings[element * (names.count + 1) + next]
    }

    private static let endings: [Bool] = {
        let count = names.count + 1
        var endings = [Bool](repeating: false, count: count * count)
        for (name, enders) in ends {
            for ender in enders.split(separator: " ") {
                endings[place(of: name) * count + place(of: String(ender))] = true
            }
        }
        return endings
    }()

    static let names: [String] = {
        var names = Set(SanitizerFate.names).union(MarkupRole.named.keys).union(voids)
        for (name, enders) in ends {
            names.insert(name)
            names.formUnion(enders.split(separator: " ").map(String.init))
        }
        return names.sorted()
    }()

    private static func place(of name: String) -> Int {
        names.firstIndex(of: name) ?? other
    }

    /// Without content, to libxml2.
    private static let voids = [
        "area", "base", "basefont", "br", "col", "frame", "hr", "img", "input", "isindex", "link", "meta",
        "param",
    ]

    private static let aroundHeading = "fieldset form li p table"
    private static let aroundListing = "dd dl dt fieldset form li table ul"

    private static let inBody = """
        a abbr acronym address b bdo big blockquote body br center cite code dd dfn dir div dl dt em fieldset font \
        form frameset h1 h2 h3 h4 h5 h6 hr i iframe img kbd li listing map menu ol p pre q s samp small span strike \
        strong sub sup table tt u ul var xmp
        """
    private static let blocks = """
        address blockquote body caption center col colgroup dd dir div dl dt fieldset form frameset h1 h2 h3 h4 h5 \
        h6 head hr li listing menu ol p pre table tbody td tfoot th title tr ul xmp
        """

    /// By element, those that end it by beginning in it, as libxml2 has them (`htmlStartClose`).
    private static let ends: [String: String] = [
        "a": "a fieldset table td th", "address": "dd dl dt form li ul", "b": "center p td th", "big": "p",
        "caption": "col colgroup tbody tfoot thead tr", "col": "col colgroup tbody tfoot thead tr",
        "colgroup": "colgroup tbody tfoot thead tr", "dd": "dt", "dir": "dd dl dt form ul", "dl": "form li",
        "dt": "dd dl", "font": "center td th", "form": "form", "h1": aroundHeading, "h2": aroundHeading,
        "h3": aroundHeading, "h4": aroundHeading, "h5": aroundHeading, "h6": aroundHeading,
        "head": inBody,
        "hr": "form", "i": "center p td th", "legend": "fieldset", "li": "li", "link": "body frameset",
        "listing": aroundListing, "menu": "dd dl dt form ul", "ol": "form ul", "option": "optgroup option",
        "p": blocks,
        "pre": aroundListing, "s": "p", "script": "noscript", "small": "p", "span": "td th", "strike": "p",
        "style": "body frameset", "tbody": "tbody tfoot", "td": "tbody td tfoot th tr", "tfoot": "tbody",
        "th": "tbody td tfoot th tr", "thead": "tbody tfoot", "title": "body frameset",
        "tr": "tbody tfoot tr",
        "tt": "p", "u": "p td th", "ul": "address form menu ol pre", "xmp": aroundListing,
    ]
}
