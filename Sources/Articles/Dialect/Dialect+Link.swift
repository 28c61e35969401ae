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

    /// The address of an article on its own site, whose head may give it a path of its own; nil where the site has none.
    func link(of parts: AddressParts, path own: String?) -> String? {
        guard let address, let path = path(of: parts, own: own) else { return nil }
        let isFolded = own == nil && parts.language.map(foldedLanguages.contains) ?? false
        let folder = isFolded ? (parts.language ?? "") + "/" : ""
        return address + (folder + path.drop { $0 == "/" }).percentEncodedPath
    }

    private func path(of parts: AddressParts, own: String?) -> String? {
        switch tool {
        case .hugo: return parts.hugoPath(permalinks: permalinks, isUgly: isUgly, template: own)
        case .jekyll: return (own ?? permalinks.first?.template).flatMap { parts.jekyllPath(template: $0) }
        case .zola:
            guard let own else { return parts.zolaPath }
            return "/" + own.split(separator: "/").joined(separator: "/") + "/"
        case .pelican:
            return (own ?? permalinks.first?.template).flatMap { parts.pelicanPath(template: $0) }
        case .plain, .obsidian: return nil
        }
    }
}
