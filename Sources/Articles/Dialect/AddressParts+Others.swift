import Foundation

extension AddressParts {
    /// The path of the page. https://www.getzola.org/documentation/content/page/#output-paths
    var zolaPath: String {
        let own = slug ?? name.replacing(/^\d{4}-\d{2}-\d{2}(?:T[^_ ]*)?[-_ ]\s*/, with: "")
        let parts = (sections + [own]).map(\.asciiSlug).filter { !$0.isEmpty }
        return "/" + parts.joined(separator: "/") + "/"
    }

    /// The path of the page. https://docs.getpelican.com/en/stable/settings.html#url-settings
    func pelicanPath(template: String, defaultCategory: String) -> String? {
        template.filling(/\{([^}]*)\}/) { mark in
            let parts = mark.split(separator: ":", maxSplits: 1)
            switch parts.first {
            case "slug": return (slug ?? (title.isEmpty ? name : title)).asciiSlug
            case "category": return (categories.first ?? defaultCategory).asciiSlug
            case "lang": return language ?? ""
            case "author": return (author ?? "").asciiSlug
            case "date":
                return day.flatMap { $0.written(inFormat: String(parts.dropFirst().first ?? "%Y-%m-%d")) }
            default: return nil
            }
        }
    }
}

extension String {
    /// Letters and digits of ASCII in lower case, without accents, joined by hyphens.
    var asciiSlug: String {
        var slug = ""
        var isApart = false
        for scalar in lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
            if scalar.properties.generalCategory == .nonspacingMark { continue }
            let isKept =
                scalar.isASCII
                && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_")
            if isKept {
                if isApart, !slug.isEmpty { slug += "-" }
                isApart = false
                slug.unicodeScalars.append(scalar)
            } else if scalar == "-" || scalar.properties.isWhitespace || scalar == "." || scalar == "/" {
                isApart = true
            }
        }
        return slug
    }
}
