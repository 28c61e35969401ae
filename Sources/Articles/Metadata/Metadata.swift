import Foundation

/// What a head says, read from its fields by the names that authors know.
struct Metadata {
    var id: String?
    var title: String?
    var summary: String?
    var slug: String?
    var link: String?
    var published: Date?
    var updated: Date?
    var expires: Date?
    var isDraft: Bool
    var isSilent = false
    var authors: [Article.Author] = []
    var tags: [String] = []
    var section: String?
    var language: String?
    var image: String?
    var enclosures: [Article.Enclosure] = []
    var aliases: [String] = []
    var details: ArticleDetails?
    var aliasLine: Int?
    /// What the article's own site makes its address of: the path and the slug that the head gives, its date and categories.
    var path: String?
    var headSlug: String?
    /// As the head writes it.
    var writtenLanguage: String?
    var day: WrittenDate?
    var categories: [String] = []
    let dialect: Dialect
    var warnings: [Problem] = []

    init(
        _ fields: [FrontMatter.Field],
        of file: FrontMatter.Source,
        zone: WrittenDate.Zone,
        dialect: Dialect = .plain
    ) throws(Problem) {
        self.dialect = dialect
        var name = MetadataFileName(
            path: file.path,
            languages: dialect.languages,
            isPost: dialect.tool == .jekyll
        )
        if !dialect.pelicanPaths.hasUsualNames { name.forgetDate() }
        isDraft = name.isDraft
        if dialect.tool == .jekyll { takeFolders(of: dialect.sitePath(of: file.path)) }
        if !dialect.draftSections.isEmpty, dialect.isInDraftSection(dialect.sitePath(of: file.path)) {
            isDraft = true
        }
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
        language = language ?? name.language ?? dialect.languageFolder(of: file.path)?.language
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
        let sections = dialect.sections(around: file)
        return AddressParts(
            path: dialect.sitePath(of: file),
            day: day,
            title: title,
            slug: headSlug,
            categories: categories,
            language: dialect.tool == .pelican
                ? writtenLanguage ?? dialect.pelicanLanguage
                : language ?? dialect.mainLanguage ?? dialect.language,
            author: authors.first?.name ?? dialect.author,
            sectionNames: sections.map(\.name),
            sectionSlugs: sections.map(\.slug)
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
}
