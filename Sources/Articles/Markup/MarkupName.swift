/// What the name of an element means: to the sanitizer, and to who looks for the article in a page.
struct MarkupName: Equatable {
    let fate: SanitizerFate
    let role: MarkupRole

    init(_ name: String) {
        fate = SanitizerFate(ofElementNamed: name)
        role = MarkupRole.named[name] ?? .none
    }

    /// Whether nobody asks for the element, nor for what is in it.
    var isWorthless: Bool {
        if case .dropped = fate { role == .none } else { false }
    }
}

/// What an element is for in a page.
///
/// <https://html.spec.whatwg.org/multipage/sections.html>
enum MarkupRole: UInt8 {
    case none
    case html, head, body
    case title, meta, link, base, script
    case article, main
    case navigation, aside, header, footer, form
    /// What only groups: the article's text may stand in it.
    case group
    case mainHeading, heading
    case paragraph, quote, list, figure, anchor, time

    static let named: [String: MarkupRole] = [
        "html": .html, "head": .head, "body": .body, "title": .title, "meta": .meta, "link": .link,
        "base": .base, "script": .script, "article": .article, "main": .main, "nav": .navigation,
        "menu": .navigation, "aside": .aside, "header": .header, "footer": .footer, "form": .form,
        "search": .form, "div": .group, "section": .group, "center": .group, "font": .group, "table": .group,
        "tbody": .group, "tr": .group, "td": .group, "span": .group, "h1": .mainHeading, "h2": .heading,
        "h3": .heading, "h4": .heading, "h5": .heading, "h6": .heading, "p": .paragraph,
        "blockquote": .quote, "ul": .list, "ol": .list, "dl": .list, "figure": .figure, "img": .figure,
        "picture": .figure, "video": .figure,
        "audio": .figure, "iframe": .figure, "a": .anchor, "time": .time,
    ]
}
