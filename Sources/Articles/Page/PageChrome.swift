/// Names that pages give to what stands around an article.
enum PageChrome {
    enum Kind {
        case none
        /// It is no content however much it says.
        case always
        /// It is none where it is short, or made of links: a text may have such a name too.
        case brief
    }

    /// One name, or what names begin with.
    private struct Rule {
        var name: [UInt8]
        var kind: Kind
        var isBeginning: Bool
    }

    /// What a class or an id says of its element.
    ///
    /// Most names are others, and are told by their length or first two letters: this is asked for each word of a page.
    static func kind(of name: UnsafeBufferPointer<UInt8>) -> Kind {
        guard (3...32).contains(name.count) else { return .none }
        let place = places[Int(name[0] | 0x20) << 8 | Int(name[1] | 0x20)]
        guard place > 0 else { return .none }
        return rules[Int(place) - 1].first { isSame(name, $0) }?.kind ?? .none
    }

    private static func isSame(_ name: UnsafeBufferPointer<UInt8>, _ rule: Rule) -> Bool {
        guard rule.isBeginning ? name.count >= rule.name.count : name.count == rule.name.count else {
            return false
        }
        for index in rule.name.indices {
            var byte = name[index]
            if byte == UInt8(ascii: "_") { byte = UInt8(ascii: "-") }
            if byte &- 0x41 < 26 { byte |= 0x20 }
            if byte != rule.name[index] { return false }
        }
        return true
    }

    private static let always: Set<String> = [
        "comments", "comment-list", "comments-area", "comment-respond", "respond", "disqus-thread", "giscus",
        "utterances", "newsletter", "newsletter-signup", "subscribe", "subscription-form", "cookie-banner",
        "cookie-notice", "sidebar", "advertisement", "adsbygoogle", "related", "related-posts",
        "related-articles",
        "read-next", "recommended", "jp-relatedposts", "sharedaddy", "addtoany-share-save-container",
        "screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden", "skip-link", "tableofcontents",
        "toc", "table-of-contents", "webmentions",
    ]

    private static let brief: Set<String> = [
        "share", "shares", "sharing", "sharebar", "socials", "social", "breadcrumb", "breadcrumbs",
        "pagination",
        "pager", "paginator", "byline", "dateline", "meta", "postmeta", "prev-next", "tags", "tag-list",
        "author-box", "author-bio", "reading-time", "print-only", "noprint", "no-print", "edit-link",
        "edit-this-page", "permalink",
    ]

    private static let parts = [
        "share-bar", "share-button", "share-icon", "share-link", "share-this", "share-tool", "social-icon",
        "social-link", "social-share", "social-bar", "sharing-", "post-meta", "entry-meta", "article-meta",
        "post-nav", "post-tags",
        "entry-tags", "post-share", "post-footer", "entry-footer", "article-footer", "breadcrumb-",
        "pagination-", "post-pagination", "page-nav", "post-byline", "post-date", "entry-date",
    ]

    /// The rules of names that begin with the same two letters.
    private static let rules: [[Rule]] = Array(byInitials.values)

    /// By two letters: which of the rules are theirs, counted from 1.
    private static let places: [UInt8] = {
        var places = [UInt8](repeating: 0, count: 65_536)
        for (place, initials) in byInitials.keys.enumerated() { places[initials] = UInt8(place + 1) }
        return places
    }()

    private static let byInitials: [Int: [Rule]] = {
        let all =
            always.map { Rule(name: Array($0.utf8), kind: .always, isBeginning: false) }
            + brief.map { Rule(name: Array($0.utf8), kind: .brief, isBeginning: false) }
            + parts.map { Rule(name: Array($0.utf8), kind: .brief, isBeginning: true) }
        return Dictionary(grouping: all) { Int($0.name[0] | 0x20) << 8 | Int($0.name[1] | 0x20) }
    }()
}
