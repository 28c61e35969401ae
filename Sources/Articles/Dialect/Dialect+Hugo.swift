import Foundation

extension Dialect {
    /// A site of Hugo. https://gohugo.io/configuration/
    static func hugo(_ site: Site) -> Found? {
        var settings = DialectSettings()
        let endings = ["toml", "yaml", "yml", "json"]
        let folders = ["", "config/production/", "config/_default/"]
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
            for name in ["params", "permalinks", "taxonomies", "languages"] {
                _ = endings.contains { settings.add("\(site.root)/\(folder)\(name).\($0)", under: name) }
            }
        }
        guard let spot = spot(of: site, settings, isSure: isSure) else { return nil }
        var dialect = Dialect(.hugo)
        dialect.place = spot.place
        dialect.layout.below = spot.below
        dialect.takeHugo(settings, language: spot.language)
        dialect.layout.takeBundles(in: dialect.languages)
        dialect.permalinks = dialect.permalinks.filter { permalink in
            guard let unknown = AddressParts.unknownHugoPart(of: permalink.template) else { return true }
            settings.complain(
                "the permalink \"\(permalink.template)\" has a part \(unknown) that is not known; "
                    + "give the feed a permalink of its own",
                in: site.root
            )
            return false
        }
        return (dialect, settings.problems)
    }

    /// Where the articles lie in the content, and the language of what lies there, where it has a folder of its own.
    private static func spot(
        of site: Site,
        _ settings: DialectSettings,
        isSure: Bool
    ) -> (place: String, below: String, language: String?)? {
        for language in settings.table("languages") {
            guard let folder = settings.text("languages.\(language.name).contentDir"),
                let spot = site.place(in: folder), spot.below.isEmpty
            else { continue }
            return (spot.place, "", language.name)
        }
        if let spot = site.place(in: settings.text("contentDir") ?? "content") {
            return (spot.place, spot.below, nil)
        }
        // A folder beside it is meant; one far below belongs to somebody else.
        return isSure && !site.articles.contains("/") ? ("", "", nil) : nil
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
        if let own, foldedLanguages.contains(own), let address { self.address = address + own + "/" }
        isUgly = settings.flag("uglyURLs")
        taxonomies = settings.table("taxonomies").compactMap { field in
            guard case .scalar(let plural, _) = field.value.content else { return nil }
            return plural.lowercased()
        }
        dividers = ["<!--more-->", "<!-- more -->"]
        permalinks = Self.permalinks(settings)
    }

    /// Both forms: a template for each section, and since 0.115 one for each section and kind of page.
    private static func permalinks(_ settings: DialectSettings) -> [Permalink] {
        var found: [Permalink] = []
        for field in settings.table("permalinks.page") + settings.table("permalinks") {
            guard case .scalar(let template, _) = field.value.content else { continue }
            let section = field.name.split(separator: "/").joined(separator: "/").lowercased()
            // The root's template is for pages in no section.
            found.append(Permalink(section: section.isEmpty ? "/" : section, template: template))
        }
        return found.sorted { $0.section.utf8.count > $1.section.utf8.count }
    }
}
