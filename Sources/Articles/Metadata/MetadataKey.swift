/// What a key of a head means to us.
enum MetadataKey: CaseIterable {
    case title, summary, slug, link, published, updated, expires, authors, tags, language, image, id, draft
    case enclosures, timezone, taxonomies, extras, status, publish, aliases, silent, detail

    /// The names that Hugo, Jekyll, Pelican, Zola and Obsidian know it by, the one that wins first.
    private var names: [String] {
        switch self {
        case .title: ["title"]
        case .summary: ["summary", "description", "excerpt", "subtitle"]
        case .slug: ["slug"]
        case .link:
            [
                "link", "permalink", "canonical_url", "canonicalurl", "external_link", "external_url", "url",
                "path",
            ]
        // Hugo holds an article until its publishDate, whatever its date says.
        case .published: ["publishdate", "publish_date", "date", "pubdate", "published", "created"]
        case .updated: ["updated", "lastmod", "modified", "last_modified_at", "last_modified"]
        case .expires: ["expires", "expirydate", "unpublishdate", "expiry_date"]
        case .authors: ["author", "authors"]
        case .tags: ["tags", "categories", "category", "keywords", "tag", "section"]
        case .language: ["lang", "language"]
        case .image: ["image", "cover", "thumbnail", "featured_image", "images", "featuredimage"]
        case .id: ["id", "guid"]
        case .draft: ["draft"]
        case .silent: ["silent"]
        case .detail: ArticleDetails.names
        case .enclosures: ["enclosure", "enclosures"]
        case .timezone: ["timezone"]
        // https://www.getzola.org/documentation/content/page/#front-matter
        case .taxonomies: ["taxonomies"]
        case .extras: ["extra", "params"]
        // https://docs.getpelican.com/en/stable/content.html#publishing-drafts
        case .status: ["status"]
        // https://help.obsidian.md/Obsidian+Publish/Publish+your+content
        case .publish: ["publish"]
        // https://gohugo.io/content-management/urls/#aliases and https://github.com/jekyll/jekyll-redirect-from
        case .aliases: ["aliases", "redirect_from", "alias"]
        }
    }

    /// A key by one of its names, and the place of that name among them.
    struct Match: Equatable {
        let key: MetadataKey
        let rank: Int

        /// The key that `name` stands for, in whatever case; nil for the keys of other tools.
        init?(name: String) {
            guard let match = Self.table[name] ?? Self.table[Self.normalized(name)] else { return nil }
            self = match
        }

        private init(key: MetadataKey, rank: Int) {
            self.key = key
            self.rank = rank
        }

        private static func normalized(_ name: String) -> String {
            String(name.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 })
        }

        private static let table: [String: Match] = {
            var table: [String: Match] = [:]
            for key in MetadataKey.allCases {
                for (rank, name) in key.names.enumerated() {
                    table[name] = Match(key: key, rank: rank)
                }
            }
            return table
        }()
    }
}
