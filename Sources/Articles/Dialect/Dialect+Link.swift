import Foundation

extension Dialect {
    /// The key of a head that gives an article another path on its site.
    var pathKey: String? {
        switch tool {
        case .hugo, .pelican: "url"
        case .jekyll: "permalink"
        case .zola: "path"
        case .plain, .obsidian: nil
        }
    }

    /// The address of a file of the articles folder that the tool puts at its own place on the site; nil where it puts
    /// files beside their articles.
    package func address(ofFileInFolder path: String) -> String? {
        guard tool == .pelican, let address else { return nil }
        return address + sitePath(of: path).percentEncodedPath
    }

    /// The address of what a text calls by a path, and what is no article of the folder: a file of the site; nil for a name.
    package func address(ofFile path: String) -> String? {
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        guard path.contains("/"), name.contains("."), !FileNames.isArticle(name) else { return nil }
        guard path.hasPrefix("/") else { return path.percentEncodedPath }
        return (address ?? "/") + path.drop { $0 == "/" }.description.percentEncodedPath
    }

    /// The address of a picture that a head names by a path, which Jekyll takes from the site's own root; nil elsewhere.
    ///
    /// <https://github.com/jekyll/jekyll-feed#post-images>
    package func address(ofPicture reference: String) -> String? {
        guard tool == .jekyll, let address, !reference.hasPrefix("//"), !reference.contains("://") else {
            return nil
        }
        return HTMLLinks.absolute(String(reference.drop { $0 == "/" }), against: address)
    }

    /// Whether what a text calls so must lie in the articles folder, if anywhere.
    package func isInFolder(_ name: String) -> Bool {
        let (language, name) = parts(ofReference: name)
        if let language, let ownLanguage, language != ownLanguage { return false }
        let last = name.split(separator: "/").last.map(String.init) ?? ""
        switch tool {
        case .plain, .obsidian: return false
        case .jekyll: return place.isEmpty || place == "_posts" && !name.contains("/")
        case .hugo, .zola: return place.isEmpty
        case .pelican: return place.isEmpty && FileNames.isArticle(last)
        }
    }

    /// The address of an article on its own site, whose head may give it a path of its own; nil where the site has none.
    func link(of parts: AddressParts, path own: String?) -> String? {
        guard let address, let path = path(of: parts, own: own) else { return nil }
        let isFolded = own == nil && parts.language.map(foldedLanguages.contains) ?? false
        let folder = isFolded ? (parts.language ?? "") + "/" : ""
        return address + (folder + path.drop { $0 == "/" }).percentEncodedPath
    }

    private func path(of parts: AddressParts, own: String?) -> String? {
        switch tool {
        case .hugo:
            var parts = parts
            parts.naming = naming
            return parts.hugoPath(permalinks: permalinks, isUgly: isUgly, template: own)
        case .jekyll: return (own ?? permalinks.first?.template).flatMap { parts.jekyllPath(template: $0) }
        case .zola:
            guard let own else { return parts.zolaPath(zolaNaming) }
            return "/" + own.split(separator: "/").joined(separator: "/") + "/"
        case .pelican:
            let isForeign = parts.language.map { $0 != pelicanLanguage } ?? false
            let template = isForeign ? pelicanNaming.languageTemplate : permalinks.first?.template
            // Pelican makes no page of these.
            if parts.day == nil && !isDatedByFile || parts.isPlainText { return nil }
            return (own ?? template).flatMap {
                parts.pelicanPath(template: $0, naming: pelicanNaming, defaultCategory: defaultCategory)
            }
        case .plain, .obsidian: return nil
        }
    }

    /// What is wrong with the address that the site gives an article, or why it is not known; nil where nothing is.
    func flaw(ofAddress link: String?, of parts: AddressParts, path own: String?) -> String? {
        guard address != nil else { return nil }
        switch tool {
        case .plain, .obsidian: return nil
        case .hugo:
            guard parts.day == nil, let link, parts.hugoLacksDate(permalinks: permalinks, template: own)
            else {
                return nil
            }
            return "has no date, so its address on the site is one of the year 1, \(link); \(Self.cure)"
        case .jekyll, .zola, .pelican:
            guard link == nil else { return nil }
            if tool == .pelican, parts.isPlainText {
                return "is no article to Pelican, so the site has no page of it, and it has our page alone"
            }
            var dated = parts
            dated.day = parts.day ?? .first
            if parts.day == nil, isDatedByFile {
                return
                    "has no date, so its address on the site is one of its file's date, which is not known here; \(Self.cure)"
            }
            if parts.day == nil, tool == .jekyll || path(of: dated, own: own) != nil {
                return "has no date, so the site has no page of it, and it has our page alone; \(Self.cure)"
            }
            if tool == .jekyll { return nil }
            let slug = tool == .zola ? "slug = \"in-letters-of-ascii\"" : "Slug: in-letters-of-ascii"
            return
                "has an address on the site that is not known, for \(tool.rawValue.capitalized) writes its name in "
                + "letters of its own choice, and so it has our page alone; write \(slug) into its head"
        }
    }

    private static let cure = "give it a date, as in date: 2026-03-02"

    /// The language in which Pelican takes an article that names none.
    var pelicanLanguage: String { (language ?? "en").lowercased() }

    /// The address of a section, which a name may mean: by its own file or its folder with a slash; nil for all else.
    package func address(ofSection path: String) -> String? {
        guard let address, tool == .hugo || tool == .zola else { return nil }
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        guard path.hasSuffix("/") || FileNames.isSection(name) else { return nil }
        let folders = sitePath(of: path).split(separator: "/").map(String.init)
        let sections = path.hasSuffix("/") ? folders : folders.dropLast()
        let language = language(ofFile: path) ?? mainLanguage ?? ""
        let parts =
            (foldedLanguages.contains(language) ? [language] : [])
            + sections.map { tool == .hugo ? naming.path($0) : $0 }
        return address + parts.map { $0 + "/" }.joined().percentEncodedPath
    }
}
