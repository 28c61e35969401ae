extension Dialect {
    /// A vault of Obsidian. https://help.obsidian.md/Files+and+folders/Configuration+folder
    static func obsidian(_ site: Site) -> Dialect? {
        guard site.has(".obsidian") else { return nil }
        var dialect = Dialect(.obsidian)
        dialect.place = site.articles
        dialect.layout.strange = templates.compactMap { file, key in
            var settings = DialectSettings()
            // What else these files say, and whether they can be read, is Obsidian's business.
            guard settings.add("\(site.root)/\(file)"), let text = settings.text(key) else { return nil }
            var path = text.split(separator: "/").joined(separator: "/")
            // One template, which is written without its ending.
            if key == "template", !path.isEmpty, !path.hasSuffix(".md") { path += ".md" }
            if path.isEmpty || site.articles.isEmpty { return path.isEmpty ? nil : path }
            guard path.hasPrefix(site.articles + "/") else { return nil }
            return String(path.dropFirst(site.articles.utf8.count + 1))
        }
        return dialect.decided(by: templates.map(\.file), of: site)
    }

    /// Where the vault's settings name what notes are made from, which are no notes themselves: folders, or one file.
    ///
    /// <https://help.obsidian.md/Plugins/Templates>, <https://help.obsidian.md/Plugins/Daily+notes>,
    /// <https://silentvoid13.github.io/Templater/settings.html>
    private static let templates: [(file: String, key: String)] = [
        (".obsidian/templates.json", "folder"),
        (".obsidian/daily-notes.json", "template"),
        (".obsidian/plugins/templater-obsidian/data.json", "templates_folder"),
    ]
}
