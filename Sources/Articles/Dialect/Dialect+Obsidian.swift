extension Dialect {
    /// A vault of Obsidian. https://help.obsidian.md/Files+and+folders/Configuration+folder
    static func obsidian(_ site: Site) -> Dialect? {
        guard site.has(".obsidian") else { return nil }
        var dialect = Dialect(.obsidian)
        dialect.place = site.articles
        dialect.layout.strange = templateFolders.compactMap { file, key in
            var settings = DialectSettings()
            // What else these files say, and whether they can be read, is Obsidian's business.
            guard settings.add("\(site.root)/\(file)"), let folder = settings.text(key) else { return nil }
            let path = folder.split(separator: "/").joined(separator: "/")
            if path.isEmpty || site.articles.isEmpty { return path.isEmpty ? nil : path }
            guard path.hasPrefix(site.articles + "/") else { return nil }
            return String(path.dropFirst(site.articles.utf8.count + 1))
        }
        return dialect.decided(by: templateFolders.map(\.file), of: site)
    }

    /// Where the vault's settings name the folders of what notes are made from, which are no notes themselves.
    ///
    /// <https://help.obsidian.md/Plugins/Templates>, <https://silentvoid13.github.io/Templater/settings.html>
    private static let templateFolders: [(file: String, key: String)] = [
        (".obsidian/templates.json", "folder"),
        (".obsidian/plugins/templater-obsidian/data.json", "templates_folder"),
    ]
}
