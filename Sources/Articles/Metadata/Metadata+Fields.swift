/// What each field of a head says.
extension Metadata {
    mutating func take(
        _ field: FrontMatter.Field,
        as key: MetadataKey,
        in zone: WrittenDate.Zone,
        of file: FrontMatter.Source
    ) throws(Problem) {
        var field = dialect.tool == .pelican && Self.dateKeys.contains(key) ? field.withUsualDate : field
        if dialect.tool == .obsidian, Self.textKeys.contains(key) { field = field.withNamesOfLinks }
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
            for author in try field.authors(in: file) {
                let author = checked(author, of: field, in: file)
                if !authors.contains(author) { authors.append(author) }
            }
        case .tags:
            try takeTags(field, of: file)
        case .language:
            try takeLanguage(field, of: file)
        case .image:
            if image == nil { image = try field.image(in: file) }
        case .id:
            try takeID(field, of: file)
        case .draft: isDraft = try Self.flag(field, in: file) || isDraft
        case .silent: isSilent = try Self.flag(field, in: file) || isSilent
        case .enclosures: enclosures += try field.enclosures(in: file)
        case .status: takeStatus(field, of: file)
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
            warnings += details.dropAddresses().map { field.warning($0, in: file) }
            self.details = details == ArticleDetails() ? nil : details
        } catch {
            var warning = error
            warning.severity = .warning
            warnings.append(warning)
        }
    }

    private mutating func takeLink(_ field: FrontMatter.Field, of file: FrontMatter.Source) throws(Problem) {
        guard let text = try field.text(in: file) else { return }
        // A link of an article is the address of its own page elsewhere; a path is another tool's business.
        if text.isWebAddress {
            link = link ?? text
        } else if field.name.lowercased() == dialect.pathKey {
            path = text
        } else if URLReference(text).scheme != nil {
            warnings.append(field.warning(FrontMatter.Field.advice(onAddress: text), in: file))
        }
    }

    private static func flag(_ field: FrontMatter.Field, in file: FrontMatter.Source) throws(Problem) -> Bool
    {
        if let bool = field.bool { return bool }
        throw field.problem(
            "\"\(field.name)\" is neither true nor false, write \(field.name): true",
            in: file
        )
    }
}
