/// What the site around an article says of it.
extension Metadata {
    /// The fields with those that the site's configuration says for such a file.
    func completed(
        _ fields: [FrontMatter.Field],
        of file: FrontMatter.Source,
        _ name: MetadataFileName
    ) -> [FrontMatter.Field] {
        if dialect.defaults.isEmpty, dialect.pelicanPaths == PelicanPaths() { return fields }
        let path = dialect.sitePath(of: file.path)
        var fields = fields
        Self.add(dialect.pelicanPaths.fields(of: path), to: &fields)
        let isNamedByFolder = dialect.hasFolderCategories && path.contains("/")
        let ending = name.language ?? dialect.languageFolder(of: file.path)?.language
        let language = ending ?? dialect.mainLanguage ?? dialect.language
        for defaults in dialect.defaults {
            guard defaults.apply(to: path, ending: ending, language: language) else { continue }
            let more = defaults.fields.filter { field in
                guard dialect.tool == .pelican else { return true }
                // What the file's place says is stronger than what the site says of it.
                switch field.name.lowercased() {
                case "date": return name.date == nil
                case "category": return !isNamedByFolder
                default: return true
                }
            }
            Self.add(more, to: &fields)
        }
        return fields
    }

    /// Adds what is not said yet.
    private static func add(_ more: [FrontMatter.Field], to fields: inout [FrontMatter.Field]) {
        if more.isEmpty { return }
        let said = Set(fields.compactMap { MetadataKey.Match(name: $0.name)?.key })
        for field in more where !fields.contains(where: { $0.name.lowercased() == field.name.lowercased() }) {
            // Another name for what the article says itself.
            if let key = MetadataKey.Match(name: field.name)?.key, soleKeys.contains(key),
                said.contains(key)
            {
                continue
            }
            fields.append(field)
        }
    }

    /// What one text has once, under whichever name.
    private static let soleKeys: Set<MetadataKey> = [.authors, .image, .language, .summary]

    /// Whether the tool keeps the article out of its lists and feeds though it is no draft.
    ///
    /// <https://gohugo.io/content-management/build-options/>,
    /// <https://www.getzola.org/documentation/content/page/#front-matter>
    static func isUnlisted(
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

    static func unlisted(_ file: FrontMatter.Source) -> Problem {
        Problem(file: file.path, message: "is kept out of its site's lists", severity: .notice)
    }
}

extension Problem {
    /// The problem of a value that stands in no head, but holds for it.
    var ofSite: Problem {
        var problem = self
        problem.line = nil
        problem.message += "; the site's configuration or a section above says so"
        return problem
    }
}
