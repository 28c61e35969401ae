import Foundation

extension Dialect {
    /// A site of Zola. https://www.getzola.org/documentation/getting-started/configuration/
    static func zola(_ site: Site) -> Found? {
        var settings = DialectSettings()
        let names = ["zola.toml", "config.toml"]
        guard names.contains(where: { settings.add("\(site.root)/\($0)") }),
            // Hugo's file may have the same name, but calls it baseURL.
            let base = settings.text("base_url"),
            let spot = site.place(in: "content")
        else { return nil }
        var dialect = Dialect(.zola)
        dialect.place = spot.place
        dialect.layout.below = spot.below
        dialect.address = base.asSiteAddress
        dialect.title = settings.text("title")
        dialect.description = settings.text("description")
        dialect.author = settings.text(anyOf: ["author", "extra.author.name", "extra.author"])
        dialect.language = settings.text("default_language")
        dialect.languages = settings.table("languages").map(\.name)
        dialect.layout.takeBundles(in: dialect.languages)
        dialect.foldedLanguages = dialect.languages.filter { $0 != dialect.language }
        if case .list(let items) = settings["taxonomies"]?.content {
            dialect.taxonomies = items.compactMap { item in
                guard case .map(let fields) = item.content else { return nil }
                var taxonomy = DialectSettings()
                taxonomy.add(fields)
                return taxonomy.text("name")?.lowercased()
            }
        }
        dialect.dividers = ["<!-- more -->", "<!--more-->"]
        dialect.zolaNaming = ZolaNaming(settings)
        let ignored = settings.patterns("ignored_content") { text in
            // Between slashes two stars may stand for nothing.
            Glob(text.replacing("/**/", with: "{/,/**/}"), style: .zola)
        }
        if !ignored.isEmpty {
            let content = site.root + "/content"
            dialect.layout.ignored = IgnoredFiles(.zola(ignored), below: content, for: site.folder)
        }
        dialect.takeDraftSections(of: site, &settings)
        return (dialect.decided(by: names, of: site), settings.problems)
    }

    /// A section that is a draft takes with it all that lies in it, whatever that says.
    ///
    /// <https://www.getzola.org/documentation/content/section/#front-matter>
    private mutating func takeDraftSections(of site: Site, _ settings: inout DialectSettings) {
        let content = site.root + "/content"
        for file in Self.sectionFiles(of: site, content: content) {
            let path = file.dropFirst(content.utf8.count).split(separator: "/")
            guard let name = path.last, name.hasSuffix(".md"),
                let fields = Self.head(of: file, &settings)
            else { continue }
            var section = DialectSettings()
            section.add(fields)
            if section.flag("draft") { draftSections.append(path.dropLast().joined(separator: "/")) }
        }
    }
}
