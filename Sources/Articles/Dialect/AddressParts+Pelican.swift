extension AddressParts {
    /// The path of the page; nil where a part of it is not known.
    ///
    /// <https://docs.getpelican.com/en/stable/settings.html#url-settings>
    func pelicanPath(template: String, naming: PelicanNaming, defaultCategory: String) -> String? {
        template.filling(/\{([^}]*)\}/) { mark in
            let parts = mark.split(separator: ":", maxSplits: 1)
            switch parts.first {
            // The slug of a head is taken as it is.
            case "slug": return slug ?? naming.slug(of: pelicanSource(naming))
            case "category": return naming.slug(of: categories.first ?? defaultCategory)
            case "lang": return language ?? ""
            case "author": return author.map { naming.slug(of: $0) } ?? ""
            case "date":
                return day.flatMap { $0.written(inFormat: String(parts.dropFirst().first ?? "%Y-%m-%d")) }
            default: return nil
            }
        }
    }

    /// What the slug is made of.
    private func pelicanSource(_ naming: PelicanNaming) -> String {
        let file = path.split(separator: "/").last.map { String($0).droppingExtension } ?? ""
        return naming.isOfFileName || title.isEmpty ? file : title
    }
}
