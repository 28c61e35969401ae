import Foundation

extension Dialect {
    /// A site of Jekyll. https://jekyllrb.com/docs/configuration/
    static func jekyll(_ site: Site) -> Found? {
        var settings = DialectSettings()
        let names = ["_config.yml", "_config.yaml", "_config.toml"]
        guard names.contains(where: { settings.add("\(site.root)/\($0)") }) else { return nil }
        let source = settings.text("source") ?? ""
        guard let spot = site.place(in: source) else { return nil }
        // Many a folder lies in a site of Jekyll's without being of it.
        let isOfPosts =
            site.articles.isEmpty || site.articles.split(separator: "/").contains { $0.hasPrefix("_") }
            || site.has(site.articles + "/_posts")
        guard isOfPosts else { return nil }
        var dialect = jekyll(place: spot.place, below: spot.below)
        dialect.takeJekyll(settings)
        let filter = JekyllFilter(
            excluded: settings.patterns("exclude") { $0 },
            included: settings.patterns("include") { $0 }
        )
        dialect.layout.ignored = IgnoredFiles(
            .jekyll(filter),
            below: site.absolute(source),
            for: site.folder
        )
        let data = ["yml", "yaml", "json"].map { "_data/authors.\($0)" }
        var people = DialectSettings()
        _ = data.contains {
            people.add("\(site.root)/\(source.isEmpty ? "" : source + "/")\($0)", under: "people")
        }
        dialect.people = people.table("people").compactMap(person)
        let problems = settings.problems + people.problems
        return (dialect.decided(by: names + data, of: site), problems)
    }

    /// An author as Jekyll's feed knows them by an id. https://github.com/jekyll/jekyll-feed#author-information
    private static func person(_ field: FrontMatter.Field) -> Person? {
        guard case .map(let fields) = field.value.content else { return nil }
        var one = DialectSettings()
        one.add(fields)
        guard let name = one.text("name") else { return nil }
        let url = one.text(anyOf: ["uri", "url", "web"])
        return Person(id: field.name, author: Article.Author(name: name, email: one.text("email"), url: url))
    }

    /// A folder of posts, or one that holds some, without a configuration.
    static func jekyllByItsFolders(_ folder: String) -> Dialect? {
        let names = folder.split(separator: "/")
        if let index = names.lastIndex(where: { $0 == "_posts" || $0 == "_drafts" }) {
            var dialect = jekyll(place: names[index...].joined(separator: "/"), below: "")
            let top = names[..<index].reduce("") { $0 + "/" + $1 }
            dialect.layout.ignored = IgnoredFiles(.jekyll(JekyllFilter()), below: top, for: folder)
            return dialect
        }
        guard FileManager.default.fileExists(atPath: folder + "/_posts") else { return nil }
        var dialect = jekyll(place: "", below: "")
        dialect.layout.ignored = IgnoredFiles(.jekyll(JekyllFilter()), below: folder, for: folder)
        return dialect
    }

    private static func jekyll(place: String, below: String) -> Dialect {
        var dialect = Dialect(.jekyll)
        dialect.place = place
        dialect.layout.below = below
        // A folder that is a collection's own is taken whole.
        let isHome = place.split(separator: "/").contains { $0.hasPrefix("_") }
        dialect.layout.homes = isHome ? [] : ["_posts", "_drafts"]
        dialect.dividers = ["<!--more-->", "<!-- more -->"]
        dialect.permalinks = [Permalink(section: "", template: "date")]
        return dialect
    }

    private mutating func takeJekyll(_ settings: DialectSettings) {
        let base = (settings.text("baseurl") ?? "").split(separator: "/").joined(separator: "/")
        address = settings.text("url")?.asSiteAddress.map { base.isEmpty ? $0 : $0 + base + "/" }
        title = settings.text(anyOf: ["title", "name"])
        description = settings.text("description")
        author = settings.text(anyOf: ["author.name", "author"])
        language = settings.text(anyOf: ["lang", "locale"])?.replacing("_", with: "-")
        timezone = settings.timezone("timezone")
        if let divider = settings.text("excerpt_separator") { dividers.insert(divider, at: 0) }
        let template = settings.text(anyOf: ["collections.posts.permalink", "permalink"])
        permalinks = [Permalink(section: "", template: template ?? "date")]
        variables = settings.scalars.map { Variable(name: $0.name, value: $0.value) }
        takeDefaults(settings)
    }

    /// What heads need not say. https://jekyllrb.com/docs/configuration/front-matter-defaults/
    private mutating func takeDefaults(_ settings: DialectSettings) {
        guard case .list(let items) = settings["defaults"]?.content else { return }
        for item in items {
            var one = DialectSettings()
            guard case .map(let fields) = item.content else { continue }
            one.add(fields)
            let type = one.text("scope.type") ?? ""
            guard ["", "posts", "post", "drafts"].contains(type) else { continue }
            let path = (one.text("scope.path") ?? "").split(separator: "/").joined(separator: "/")
            defaults.append(Defaults(path: path, fields: one.table("values")))
        }
        // The more special one wins, and of equal ones the later.
        defaults = defaults.enumerated().sorted {
            ($0.element.path.utf8.count, $0.offset) > ($1.element.path.utf8.count, $1.offset)
        }.map(\.element)
    }
}
