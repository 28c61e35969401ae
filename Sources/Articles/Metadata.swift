import Foundation

/// What a head says, read from its fields by the names that authors know.
struct Metadata {
    private var id: String?
    private(set) var title: String?
    private var summary: String?
    private var slug: String?
    private var link: String?
    private var published: Date?
    private var updated: Date?
    private var expires: Date?
    private var isDraft: Bool
    private var authors: [Article.Author] = []
    private var tags: [String] = []
    private var language: String?
    private var image: String?
    private var enclosures: [Article.Enclosure] = []
    private var aliases: [String] = []
    private var warnings: [Problem] = []

    init(_ fields: [FrontMatter.Field], of file: FrontMatter.Source, zone: WrittenDate.Zone) throws(Problem) {
        let name = MetadataFileName(path: file.path)
        isDraft = name.isDraft
        let known = try known(among: fields, of: file)
        let zone = try Self.zone(of: known, in: file) ?? zone
        for entry in known where !entry.field.value.isNothing {
            try take(entry.field, as: entry.key, in: zone, of: file)
        }
        published = published ?? name.date?.date(in: zone)
        slug = slug ?? name.slug
    }

    /// Gives the article all that the head says.
    func write(to article: inout Article) {
        article.id = id
        article.title = title
        article.summary = summary
        article.slug = slug
        article.link = link
        article.published = published
        article.updated = updated
        article.expires = expires
        article.isDraft = isDraft
        article.authors = authors
        article.tags = tags
        article.language = language
        article.image = image
        article.enclosures = enclosures
        article.aliases = aliases
        article.warnings = warnings
    }

    private mutating func take(
        _ field: FrontMatter.Field,
        as key: MetadataKey,
        in zone: WrittenDate.Zone,
        of file: FrontMatter.Source
    ) throws(Problem) {
        switch key {
        case .title:
            if title == nil { title = try field.text(in: file) }
        case .summary:
            if summary == nil { summary = try field.text(in: file) }
        case .slug:
            if slug == nil { slug = try field.text(in: file) }
        case .link:
            if link == nil { link = try Self.absolute(field.text(in: file)) }
        case .published where field.name.lowercased() == "published" && field.bool != nil:
            isDraft = isDraft || field.bool == false
        case .published:
            if published == nil { published = try field.date(in: zone, of: file) }
        case .updated:
            if updated == nil { updated = try field.date(in: zone, of: file) }
        case .expires:
            if expires == nil { expires = try field.date(in: zone, of: file) }
        case .authors:
            for author in try field.authors(in: file) where !authors.contains(author) {
                authors.append(author)
            }
        case .tags:
            for tag in try field.texts(in: file) where !tags.contains(tag) { tags.append(tag) }
        case .language:
            if language == nil { language = try field.text(in: file) }
        case .image:
            if image == nil { image = try field.image(in: file) }
        case .id:
            if id == nil { id = try field.text(in: file) }
        case .draft:
            guard let bool = field.bool else {
                throw field.problem(
                    "\"\(field.name)\" is neither true nor false, write draft: true",
                    in: file
                )
            }
            isDraft = isDraft || bool
        case .enclosures: enclosures += try field.enclosures(in: file)
        case .aliases: aliases += field.addresses
        case .timezone, .taxonomies, .extras: break
        }
    }

    /// A link of an article is the address of its own page elsewhere; a path is another tool's business.
    private static func absolute(_ link: String?) -> String? {
        guard let link, let colon = link.firstIndex(of: ":") else { return nil }
        guard ["http", "https"].contains(link[..<colon].lowercased()) else { return nil }
        return link[colon...].hasPrefix("://") && link[colon...].utf8.count > 3 ? link : nil
    }

    private static func zone(
        of known: [Known],
        in file: FrontMatter.Source
    ) throws(Problem) -> WrittenDate.Zone? {
        guard let field = known.first(where: { $0.key == .timezone })?.field else { return nil }
        guard let name = try field.text(in: file) else { return nil }
        guard let zone = WrittenDate.Zone(named: name) else {
            throw field.problem("\"\(name)\" is no time zone, write it like timezone: Europe/Paris", in: file)
        }
        return zone
    }
}

extension Metadata {
    /// A field whose key we know; of several for one thing, the strongest name comes first.
    private struct Known {
        var key: MetadataKey
        var rank: Int
        var field: FrontMatter.Field
    }

    /// The keys that Zola's `[extra]` and Hugo's `params` may hold for us; what else they hold is the theme's.
    private static let extraKeys: Set<MetadataKey> = [
        .authors, .enclosures, .image, .language, .link, .summary, .tags,
    ]

    private mutating func known(
        among fields: [FrontMatter.Field],
        of file: FrontMatter.Source
    ) throws(Problem) -> [Known] {
        var known: [Known] = []
        known.reserveCapacity(fields.count)
        for field in fields {
            guard let match = MetadataKey.Match(name: field.name) else {
                warn(of: field, in: file)
                continue
            }
            if known.contains(where: { $0.key == match.key && $0.rank == match.rank }) {
                throw field.problem("duplicate key \"\(field.name)\", keep one of them", in: file)
            }
            known.append(Known(key: match.key, rank: match.rank, field: field))
        }
        for entry in known where entry.key == .taxonomies || entry.key == .extras {
            guard case .map(let fields) = entry.field.value.content else { continue }
            let allowed = entry.key == .taxonomies ? [.authors, .tags] : Self.extraKeys
            for field in fields {
                guard let match = MetadataKey.Match(name: field.name), allowed.contains(match.key) else {
                    continue
                }
                known.append(Known(key: match.key, rank: 100 + match.rank, field: field))
            }
        }
        // Sorting moves whole fields: hardly any head has two names for one thing.
        let isSorted = zip(known, known.dropFirst()).allSatisfy { $0.rank <= $1.rank }
        return isSorted ? known : known.sorted { $0.rank < $1.rank }
    }

    private mutating func warn(of field: FrontMatter.Field, in file: FrontMatter.Source) {
        guard let meant = MetadataTypo.meant(by: field.name) else { return }
        var warning = field.problem("unknown key \"\(field.name)\", did you mean \"\(meant)\"?", in: file)
        warning.severity = .warning
        warnings.append(warning)
    }
}
