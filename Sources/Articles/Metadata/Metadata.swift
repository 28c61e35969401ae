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
    private var isSilent = false
    private var authors: [Article.Author] = []
    private var tags: [String] = []
    private var section: String?
    private var language: String?
    private var image: String?
    private var enclosures: [Article.Enclosure] = []
    private var aliases: [String] = []
    private var details: ArticleDetails?
    private var aliasLine: Int?
    /// What the article's own site makes its address of: the path and the slug that the head gives, its date and categories.
    private(set) var path: String?
    private var headSlug: String?
    private var day: WrittenDate?
    private var categories: [String] = []
    private let dialect: Dialect
    private var warnings: [Problem] = []

    init(
        _ fields: [FrontMatter.Field],
        of file: FrontMatter.Source,
        zone: WrittenDate.Zone,
        dialect: Dialect = .plain
    ) throws(Problem) {
        self.dialect = dialect
        let name = MetadataFileName(path: file.path, languages: dialect.languages)
        isDraft = name.isDraft
        if dialect.tool == .jekyll { takeFolders(of: dialect.sitePath(of: file.path)) }
        let fields = completed(fields, of: file, name)
        if Self.isUnlisted(fields, at: file.path, by: dialect) { throw Self.unlisted(file) }
        let known = try known(among: fields, of: file)
        let zone = try Self.zone(of: known, in: file) ?? zone
        var isDatedByName = false
        if let dates = dialect.dates {
            isDatedByName = try takeDates(by: dates, among: fields, name, in: zone, of: file)
        }
        for entry in known where !entry.field.value.isNothing {
            do throws(Problem) {
                try take(entry.field, as: entry.key, in: zone, of: file)
            } catch {
                throw entry.field.line == 0 ? error.ofSite : error
            }
        }
        published = published ?? name.date?.date(in: zone)
        if dialect.dates == nil { day = day ?? name.date }
        headSlug = slug ?? (isDatedByName ? Self.slug(behindDateOf: file.path, name.language) : nil)
        if dialect.tool != .plain { takePlace(of: dialect.sitePath(of: file.path)) }
        if published == nil, let (date, fault) = name.wrongDate {
            warnings.append(
                Problem(
                    file: file.path,
                    message: "the name begins with \"\(date)\", which is no date: \(fault), rename the file",
                    severity: .warning
                )
            )
        }
        slug = slug ?? name.slug
        language = language ?? name.language
    }

    /// What the head and the file's name tell of the article's address on its own site.
    func addressParts(of file: String, title: String, in timezone: TimeZone) -> AddressParts {
        // Jekyll tells a date by the site's clock, the others by the clock that it was written by.
        let day: CalendarDay? =
            if dialect.tool == .jekyll {
                published.map { CalendarDay($0, in: timezone) }
            } else {
                day.map { CalendarDay(wallSeconds: $0.wallSeconds) }
            }
        return AddressParts(
            path: dialect.sitePath(of: file),
            day: day,
            title: title,
            slug: headSlug,
            categories: categories,
            language: language ?? dialect.language,
            author: authors.first?.name ?? dialect.author,
            sectionSlugs: dialect.slugs(ofSectionsAround: dialect.sitePath(of: file))
        )
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
        article.isSilent = isSilent
        article.authors = authors
        article.tags = tags
        article.section = section
        article.language = language
        article.image = image
        article.enclosures = enclosures
        article.aliases = aliases
        article.details = details
        article.aliasLine = aliasLine
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
            try takeLink(field, of: file)
        case .published where field.name.lowercased() == "published" && field.bool != nil:
            isDraft = isDraft || field.bool == false
        case .published where isTaken(field), .updated where isTaken(field), .expires where isTaken(field):
            break
        case .published:
            try takeDate(field, in: zone, of: file)
        case .updated:
            if updated == nil { updated = try field.date(in: zone, of: file) }
        case .expires:
            if expires == nil {
                expires = try field.date(in: zone, of: file, within: WrittenDate.yearsOfEnds)
            }
        case .authors:
            for author in try field.authors(in: file) where !authors.contains(author) {
                authors.append(author)
            }
        case .tags:
            try takeTags(field, of: file)
        case .language:
            if language == nil { language = try field.text(in: file) }
        case .image:
            if image == nil { image = try field.image(in: file) }
        case .id:
            if id == nil { id = try field.text(in: file) }
        case .draft: isDraft = try Self.flag(field, in: file) || isDraft
        case .silent: isSilent = try Self.flag(field, in: file) || isSilent
        case .enclosures: enclosures += try field.enclosures(in: file)
        case .status:
            guard case .scalar(let status, _) = field.value.content else { return }
            isDraft = isDraft || ["draft", "hidden", "skip"].contains(status.lowercased())
        case .publish:
            if dialect.tool == .obsidian, field.bool == false { isDraft = true }
        case .detail: takeDetail(field, of: file)
        case .aliases:
            aliases += field.scalars
            aliasLine = aliasLine ?? field.line
        case .timezone, .taxonomies, .extras: break
        }
    }

    /// Themes of other tools have these names too, for what they like: a value that says nothing to us hides no article.
    private mutating func takeDetail(_ field: FrontMatter.Field, of file: FrontMatter.Source) {
        var details = details ?? ArticleDetails()
        do throws(Problem) {
            try details.take(field, of: file)
            self.details = details == ArticleDetails() ? nil : details
        } catch {
            var warning = error
            warning.severity = .warning
            warnings.append(warning)
        }
    }

    private mutating func takeLink(_ field: FrontMatter.Field, of file: FrontMatter.Source) throws(Problem) {
        guard let text = try field.text(in: file) else { return }
        if let absolute = Self.absolute(text) {
            link = link ?? absolute
        } else if field.name.lowercased() == dialect.pathKey {
            path = text
        }
    }

    private mutating func takeDate(
        _ field: FrontMatter.Field,
        in zone: WrittenDate.Zone,
        of file: FrontMatter.Source
    ) throws(Problem) {
        let isOfAddress = dialect.tool != .plain && field.name.lowercased() == "date"
        guard published == nil || isOfAddress else { return }
        guard let written = try field.writtenDate(in: file) else { return }
        published = published ?? written.date(in: zone)
        if dialect.dates != nil { return }
        if isOfAddress || day == nil { day = written }
    }

    /// Whether the date was taken from where Hugo looks for it.
    private func isTaken(_ date: FrontMatter.Field) -> Bool { dialect.dates != nil && date.isDateOfHugo }

    /// What stands behind the date that a file's name begins with; nil where nothing does.
    private static func slug(behindDateOf path: String, _ language: String?) -> String? {
        let name = AddressParts(path: path, title: "", language: language).name.dropFirst(10)
        let slug = name.drop { " -_".contains($0) }
        return slug.isEmpty ? nil : String(slug)
    }

    /// Takes dates from where Hugo looks for them; whether the file's name has the first word on the article's address.
    private mutating func takeDates(
        by dates: HugoDates,
        among fields: [FrontMatter.Field],
        _ name: MetadataFileName,
        in zone: WrittenDate.Zone,
        of file: FrontMatter.Source
    ) throws(Problem) -> Bool {
        let names = fields.map { $0.name.lowercased() }
        func first(_ places: [HugoDates.Place]) throws(Problem) -> (date: WrittenDate, isOfName: Bool)? {
            for place in places {
                switch place {
                case .key(let key):
                    guard let index = names.firstIndex(of: key), fields[index].bool == nil,
                        let date = try fields[index].writtenDate(in: file)
                    else { continue }
                    return (date, false)
                case .fileName: if let date = name.date { return (date, true) }
                case .fileTime: return nil
                }
            }
            return nil
        }
        let date = try first(dates.date)
        day = date?.date
        // That it was changed says nothing of when it appeared, which would move with each change.
        var appearance = try first(dates.published)
        if appearance == nil {
            appearance = try first(dates.date.filter { !HugoDates.changes.contains($0) })
        }
        published = appearance?.date.date(in: zone)
        updated = try first(dates.updated)?.date.date(in: zone)
        expires = try first(dates.expires)?.date.date(in: zone)
        return date?.isOfName ?? false
    }

    private mutating func takeTags(_ field: FrontMatter.Field, of file: FrontMatter.Source) throws(Problem) {
        var texts = try field.texts(in: file)
        if section == nil, field.name.utf8.count == 7, field.name.lowercased() == "section" {
            section = texts.first
        }
        if dialect.tool == .plain {
            for text in texts where !tags.contains(text) { tags.append(text) }
            return
        }
        let name = field.name.lowercased()
        let isList = if case .list = field.value.content { true } else { false }
        // https://jekyllrb.com/docs/posts/#tags-and-categories
        if dialect.tool == .jekyll, !isList, name == "tags" || name == "categories" {
            texts = texts.flatMap { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
        }
        if dialect.tool == .obsidian { texts = texts.map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 } }
        for text in texts where !tags.contains(text) { tags.append(text) }
        guard name == "categories" || name == "category" else { return }
        for text in texts where !categories.contains(text) { categories.append(text) }
    }

    /// What its place on the site says of an article that says nothing itself: its section, and to Pelican its category.
    ///
    /// <https://gohugo.io/content-management/sections/>, <https://docs.getpelican.com/en/stable/settings.html#basic-settings>
    private mutating func takePlace(of path: String) {
        let folders = AddressParts(path: path, title: "").sections
        switch dialect.tool {
        case .plain, .obsidian: break
        case .hugo, .zola: section = section ?? folders.first
        case .jekyll: section = section ?? categories.first
        case .pelican:
            // Pelican knows no bundles: the folder that the file lies in is the category.
            let folder = path.split(separator: "/").dropLast().last.map(String.init)
            if categories.isEmpty, dialect.hasFolderCategories, let folder {
                categories = [folder]
                if !tags.contains(folder) { tags.insert(folder, at: 0) }
            }
            section = section ?? categories.first
        }
    }

    /// The folders above one of posts are categories. https://jekyllrb.com/docs/posts/#categories
    private mutating func takeFolders(of path: String) {
        let folders = path.split(separator: "/").dropLast().map(String.init)
        guard let home = folders.firstIndex(where: { $0 == "_posts" || $0 == "_drafts" }) else { return }
        categories = Array(folders[..<home])
        tags = categories
    }

    /// The fields with those that the site's configuration says for such a file.
    private func completed(
        _ fields: [FrontMatter.Field],
        of file: FrontMatter.Source,
        _ name: MetadataFileName
    ) -> [FrontMatter.Field] {
        if dialect.defaults.isEmpty { return fields }
        let path = dialect.sitePath(of: file.path)
        let said = Set(fields.compactMap { MetadataKey.Match(name: $0.name)?.key })
        var fields = fields
        for defaults in dialect.defaults {
            let language = name.language ?? dialect.language
            guard defaults.apply(to: path, ending: name.language, language: language) else { continue }
            for field in defaults.fields
            where !fields.contains(where: { $0.name.lowercased() == field.name.lowercased() }) {
                // Another name for what the article says itself.
                if let key = MetadataKey.Match(name: field.name)?.key, Self.soleKeys.contains(key),
                    said.contains(key)
                {
                    continue
                }
                fields.append(field)
            }
        }
        return fields
    }

    /// What one text has once, under whichever name.
    private static let soleKeys: Set<MetadataKey> = [.authors, .image, .language, .summary]

    /// Whether the tool keeps the article out of its lists and feeds though it is no draft.
    ///
    /// <https://gohugo.io/content-management/build-options/>,
    /// <https://www.getzola.org/documentation/content/page/#front-matter>
    private static func isUnlisted(
        _ fields: [FrontMatter.Field],
        at path: String,
        by dialect: Dialect
    ) -> Bool {
        switch dialect.tool {
        case .plain, .jekyll, .pelican, .obsidian: return false
        case .zola: return fields.contains { $0.name == "render" && $0.bool == false }
        case .hugo:
            var settings = DialectSettings()
            settings.add(fields)
            func option(_ name: String) -> String {
                settings.text(anyOf: ["build." + name, "_build." + name])?.lowercased() ?? ""
            }
            // What is listed in its section alone is no article of the whole site.
            let hiding: Set = dialect.place.isEmpty ? ["never", "false", "local"] : ["never", "false"]
            if hiding.contains(option("list")) || ["never", "false"].contains(option("render")) {
                return true
            }
            let name = path.split(separator: "/").last.map(String.init) ?? ""
            return settings.flag("headless") && Dialect.Layout.isIndex(name)
        }
    }

    private static func unlisted(_ file: FrontMatter.Source) -> Problem {
        Problem(file: file.path, message: "is kept out of its site's lists", severity: .notice)
    }

    private static func flag(_ field: FrontMatter.Field, in file: FrontMatter.Source) throws(Problem) -> Bool
    {
        if let bool = field.bool { return bool }
        throw field.problem(
            "\"\(field.name)\" is neither true nor false, write \(field.name): true",
            in: file
        )
    }

    /// A link of an article is the address of its own page elsewhere; a path is another tool's business.
    private static func absolute(_ link: String) -> String? {
        guard let colon = link.firstIndex(of: ":") else { return nil }
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

extension Problem {
    /// The problem of a value that stands in no head, but holds for it.
    fileprivate var ofSite: Problem {
        var problem = self
        problem.line = nil
        problem.message += "; the site's configuration or a section above says so"
        return problem
    }
}

extension FrontMatter.Field {
    fileprivate var isDateOfHugo: Bool { HugoDates.keys.contains(name.lowercased()) }
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
        .authors, .detail, .enclosures, .image, .language, .link, .summary, .tags,
    ]

    private mutating func known(
        among fields: [FrontMatter.Field],
        of file: FrontMatter.Source
    ) throws(Problem) -> [Known] {
        var known: [Known] = []
        known.reserveCapacity(fields.count)
        for field in fields {
            guard let match = MetadataKey.Match(name: field.name) else {
                if isTaxonomy(field) {
                    known.append(Known(key: .tags, rank: 50, field: field))
                    continue
                }
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
                if entry.key == .taxonomies, isTaxonomy(field) {
                    known.append(Known(key: .tags, rank: 200, field: field))
                }
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

    /// Whether the site counts these values among its tags, though no other tool does.
    private func isTaxonomy(_ field: FrontMatter.Field) -> Bool {
        let name = field.name.lowercased()
        return MetadataKey.Match(name: name) == nil && dialect.taxonomies.contains(name)
    }

    private mutating func warn(of field: FrontMatter.Field, in file: FrontMatter.Source) {
        guard let meant = MetadataTypo.meant(by: field.name) else { return }
        var warning = field.problem("unknown key \"\(field.name)\", did you mean \"\(meant)\"?", in: file)
        warning.severity = .warning
        warnings.append(warning)
    }
}
