import Foundation

extension Dialect {
    /// A site of Pelican. https://docs.getpelican.com/en/stable/settings.html
    static func pelican(_ site: Site) -> Found? {
        guard site.has("pelicanconf.py") else { return nil }
        // What is written down for publication is the address that readers know.
        let names = ["publishconf.py", "pelicanconf.py"]
        let files = names.map { python("\(site.root)/\($0)") }
        func text(_ name: String) -> String? {
            files.lazy.compactMap { $0[name] }.first { !$0.isEmpty }
        }
        guard let spot = site.place(in: text("PATH") ?? "content") else { return nil }
        var dialect = Dialect(.pelican)
        dialect.place = spot.place
        dialect.layout.below = spot.below
        if spot.place.isEmpty {
            dialect.layout.strange = [spot.below.isEmpty ? "pages" : "\(spot.below)/pages"]
        }
        dialect.address = text("SITEURL")?.asSiteAddress
        dialect.title = text("SITENAME")
        dialect.description = text("SITESUBTITLE")
        dialect.author = text("AUTHOR")
        dialect.language = text("DEFAULT_LANG")
        dialect.timezone = text("TIMEZONE").flatMap { TimeZone(identifier: $0) }
        dialect.permalinks = [Permalink(section: "", template: text("ARTICLE_URL") ?? "{slug}.html")]
        dialect.hasFolderCategories = text("USE_FOLDER_AS_CATEGORY") != "False"
        if let category = text("DEFAULT_CATEGORY") { dialect.defaultCategory = category }
        return (dialect.decided(by: names, of: site), [])
    }

    /// The settings of a Python file that are texts: it is read, and never run.
    private static func python(_ path: String) -> [String: String] {
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(validating: data, as: UTF8.self)
        else { return [:] }
        var settings: [String: String] = [:]
        for match in text.matches(of: /(?m)^([A-Z][A-Z_]*)\s*=\s*(?:"([^"\n]*)"|'([^'\n]*)'|(True|False))/) {
            let value = match.output.2 ?? match.output.3 ?? match.output.4
            settings[String(match.output.1)] = String(value ?? "")
        }
        return settings
    }
}
