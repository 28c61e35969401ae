/// The elements of HTML.
///
/// <https://html.spec.whatwg.org/multipage/indices.html#elements-3>
enum HTMLNames {
    /// What readers show, more or less.
    static let shown: Set<String> = [
        "a", "abbr", "acronym", "address", "area", "article", "aside", "audio", "b", "bdi", "bdo", "big",
        "blockquote",
        "br", "button", "canvas", "caption", "center", "cite", "code", "col", "colgroup", "data", "datalist",
        "dd",
        "del", "details", "dfn", "dialog", "dir", "div", "dl", "dt", "em", "fieldset", "figcaption", "figure",
        "font",
        "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "i", "img", "ins", "kbd",
        "label",
        "legend", "li", "main", "map", "mark", "menu", "meter", "nav", "noscript", "ol", "optgroup", "option",
        "output",
        "p", "picture", "pre", "progress", "q", "rp", "rt", "ruby", "s", "samp", "search", "section",
        "select", "small",
        "source", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "template",
        "textarea",
        "tfoot", "th", "thead", "time", "tr", "track", "tt", "u", "ul", "var", "video", "wbr", "form",
        "input",
    ]

    /// What readers take out, with what it holds, since it acts or loads by itself.
    static let dangerous: Set<String> = [
        "script", "style", "iframe", "frame", "frameset", "object", "embed", "applet", "base", "basefont",
        "link", "meta",
        "html", "head", "body", "title", "xml", "param", "noframes", "isindex", "bgsound", "layer", "ilayer",
        "blink",
        "marquee", "plaintext", "xmp", "listing", "comment", "portal", "fencedframe",
    ]

    static let elements = shown.union(dangerous).union(["svg", "math"])

    static let void: Set<String> = [
        "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "isindex",
        "link",
        "meta", "param", "source", "track", "wbr",
    ]

    /// Their end tags may be left out.
    static let optionalEnds: Set<String> = [
        "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "rp", "rt",
        "colgroup",
        "caption", "html", "head", "body",
    ]

    /// What they hold is no markup.
    static let raw: Set<String> = ["script", "style", "textarea", "title", "xmp", "iframe", "noframes"]
}
