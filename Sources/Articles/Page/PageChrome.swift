/// Names that pages give to what stands around an article.
enum PageChrome {
    enum Kind {
        case none
        /// It is no content however much it says.
        case always
        /// It is none where it is short, or made of links: a text may have such a name too.
        case brief
    }

    /// What a class or an id says of its element.
    static func kind(of name: some Collection<UInt8>) -> Kind {
        // Most names are others, and are told by their length or first two letters.
        guard (3...32).contains(name.count), let first = name.first, let second = name.dropFirst().first,
            initials[Int(first | 0x20) << 8 | Int(second | 0x20)]
        else { return .none }
        let plain = name.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }
        let name = String(decoding: plain, as: UTF8.self).lowercased()
        if always.contains(name) { return .always }
        let isBrief = brief.contains(name) || parts.contains { name.utf8.starts(with: $0.utf8) }
        return isBrief ? .brief : .none
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

    private static let initials: [Bool] = {
        var initials = [Bool](repeating: false, count: 65_536)
        for name in Array(always) + Array(brief) + parts {
            let bytes = Array(name.utf8.prefix(2)).map { Int($0 | 0x20) }
            initials[bytes[0] << 8 | bytes[1]] = true
        }
        return initials
    }()
}
