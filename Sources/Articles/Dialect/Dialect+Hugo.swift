import Foundation

extension Dialect {
    /// A site of Hugo. https://gohugo.io/configuration/
    static func hugo(_ site: Site) -> Found? {
        var settings = DialectSettings()
        let endings = ["toml", "yaml", "yml", "json"]
        let folders = ["", "config/production/", "config/_default/"]
        let parts = [
            "params", "permalinks", "taxonomies", "languages", "frontmatter", "cascade", "markup", "module",
        ]
        var isSure = false
        var isThere = false
        for folder in folders {
            let found = ["hugo", "config"].first { name in
                endings.contains { settings.add("\(site.root)/\(folder)\(name).\($0)") }
            }
            guard let found else { continue }
            isThere = true
            isSure = isSure || found == "hugo" || !folder.isEmpty
        }
        guard isThere else { return nil }
        for folder in folders.dropFirst() {
            for name in parts {
                _ = endings.contains { settings.add("\(site.root)/\(folder)\(name).\($0)", under: name) }
            }
        }
        guard let spot = HugoSpot(of: site, settings, isSure: isSure) else { return nil }
        var dialect = Dialect(.hugo)
        dialect.place = spot.place
        dialect.layout.below = spot.below
        dialect.takeHugo(settings, language: spot.language)
        dialect.takeLanguageFolders(of: spot)
        dialect.takeDisabledLanguages(settings)
        dialect.layout.takeBundles(in: dialect.languages)
        dialect.takeIgnoredFiles(of: site, content: spot.content, &settings)
        dialect.takeSections(of: site, content: spot.content, &settings)
        dialect.permalinks = dialect.permalinks.filter { permalink in
            guard let unknown = AddressParts.unknownHugoPart(of: permalink.template) else { return true }
            settings.complain(
                "the permalink \"\(permalink.template)\" has a part \(unknown) that is not known; "
                    + "give the feed a permalink of its own",
                in: site.root
            )
            return false
        }
        let names = folders.flatMap { folder in
            (["hugo", "config"] + (folder.isEmpty ? [] : parts)).flatMap { name in
                endings.map { "\(folder)\(name).\($0)" }
            }
        }
        return (dialect.decided(by: names, of: site), settings.problems)
    }

    /// Hugo publishes nothing in these. https://gohugo.io/configuration/languages/#disabled
    private mutating func takeDisabledLanguages(_ settings: DialectSettings) {
        let listed = Set(settings.texts(anyOf: ["disableLanguages"]).map { $0.lowercased() })
        layout.disabledLanguages = languages.filter {
            listed.contains($0.lowercased()) || settings.flag("languages.\($0).disabled")
        }
        let folders = languageFolders.filter { layout.disabledLanguages.contains($0.language) }.map(\.path)
        layout.roots.removeAll { folders.contains($0) }
        layout.strange += folders
    }

    /// What is kept out by regular expressions; of mounts there is only a word that they are not read.
    private mutating func takeIgnoredFiles(of site: Site, content: String, _ settings: inout DialectSettings)
    {
        let patterns = settings.patterns("ignoreFiles") { GoPattern($0) }
        if !patterns.isEmpty {
            layout.ignored = IgnoredFiles(.hugo(patterns), below: content, for: site.folder)
        }
        guard case .list(let mounts) = settings["module.mounts"]?.content else { return }
        for mount in mounts {
            guard case .map(let fields) = mount.content else { continue }
            let target = fields.first { $0.name.lowercased() == "target" }?.scalars.first ?? "content"
            guard LinkRule.isPath(target, in: "content") else { continue }
            for field in fields where ["excludefiles", "files"].contains(field.name.lowercased()) {
                settings.complain(
                    "\(field.name) of module.mounts is not read, and keeps no file out; ignoreFiles is",
                    ofValueOf: "module.mounts",
                    line: field.line
                )
            }
        }
    }

    private mutating func takeHugo(_ settings: DialectSettings, language own: String?) {
        let base = own.flatMap { settings.text("languages.\($0).baseURL") } ?? settings.text("baseURL")
        address = base?.asSiteAddress
        title = own.flatMap { settings.text("languages.\($0).title") } ?? settings.text("title")
        description = settings.text(anyOf: ["params.description", "description"])
        author = settings.text(anyOf: [
            "params.author.name", "params.author", "author.name", "author", "params.authorName",
        ])
        let standard = settings.text("defaultContentLanguage")
        language = own ?? settings.text(anyOf: ["languageCode", "locale"]) ?? standard
        timezone = settings.timezone("timeZone")
        languages = settings.table("languages").map(\.name)
        let main = standard ?? "en"
        let isMainFolded = settings.flag("defaultContentLanguageInSubdir")
        foldedLanguages = languages.filter { $0 != main || isMainFolded }
        if isMainFolded, languages.isEmpty { foldedLanguages = [main] }
        mainLanguage = own ?? main
        ownLanguage = own
        // A language with an address of its own has no folder there.
        if own.flatMap({ settings.text("languages.\($0).baseURL") }) != nil { foldedLanguages = [] }
        isUgly = settings.flag("uglyURLs")
        naming.keepsCase = settings.flag("disablePathToLower")
        naming.dropsAccents = settings.flag("removePathAccents")
        taxonomies = settings.table("taxonomies").compactMap { field in
            guard case .scalar(let plural, _) = field.value.content else { return nil }
            return plural.lowercased()
        }
        variables = Self.parameters(settings.table("params"), below: "params.")
        dividers = ["<!--more-->", "<!-- more -->"]
        dates = HugoDates(settings)
        hasBlockAttributes = settings.flag("markup.goldmark.parser.attribute.block")
        let own = languages.flatMap {
            Self.permalinks(settings, at: "languages.\($0).permalinks", for: PageMatcher(language: $0))
        }
        permalinks = own + Self.permalinks(settings, at: "permalinks", for: .all)
    }

    /// The texts of a table and of those in it, by their names in lower case with all names above them.
    private static func parameters(_ fields: [FrontMatter.Field], below name: String) -> [Variable] {
        fields.flatMap { field in
            let name = name + field.name.lowercased()
            switch field.value.content {
            case .scalar(let text, _): return [Variable(name: name, value: text)]
            case .map(let fields): return parameters(fields, below: name + ".")
            default: return []
            }
        }
    }

    /// All forms: a template for each section, since 0.115 one for each kind of page and section, and since 0.161 a list of
    /// templates, of which the first is taken that is for the page.
    ///
    /// <https://gohugo.io/configuration/permalinks/>
    private static func permalinks(
        _ settings: DialectSettings,
        at name: String,
        for pages: PageMatcher
    ) -> [Permalink] {
        if case .list(let items) = settings[name]?.content { return items.compactMap(permalink) }
        var found: [Permalink] = []
        for field in settings.table(name + ".page") + settings.table(name) {
            guard case .scalar(let template, _) = field.value.content else { continue }
            let section = field.name.split(separator: "/").joined(separator: "/").lowercased()
            // The root's template is for pages in no section.
            found.append(
                Permalink(section: section.isEmpty ? "/" : section, template: template, pages: pages)
            )
        }
        return found.sorted { $0.section.utf8.count > $1.section.utf8.count }
    }

    private static func permalink(_ item: FrontMatter.Value) -> Permalink? {
        guard case .map(let fields) = item.content else { return nil }
        var one = DialectSettings()
        one.add(fields)
        guard let template = one.text("pattern"), let pages = PageMatcher(one["target"]) else { return nil }
        return Permalink(section: "", template: template, pages: pages)
    }
}
