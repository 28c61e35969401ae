extension Dialect {
    /// A vault of Obsidian. https://help.obsidian.md/Files+and+folders/Configuration+folder
    static func obsidian(_ site: Site) -> Dialect? {
        guard site.has(".obsidian") else { return nil }
        var dialect = Dialect(.obsidian)
        dialect.place = site.articles
        return dialect
    }
}
