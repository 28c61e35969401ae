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
            case "date": return day.flatMap { Self.strftime(parts.dropFirst().first ?? "%Y-%m-%d", $0) }
            default: return nil
            }
        }
    }

    /// The marks of C's `strftime` that addresses are made of. https://docs.python.org/3/library/datetime.html#format-codes
    private static func strftime(_ format: Substring, _ day: CalendarDay) -> String? {
        String(format).filling(/%(-?[A-Za-z])/) { mark in
            switch mark {
            case "Y": day.year.padded(to: 4)
            case "y": (day.year % 100).padded(to: 2)
            case "m": day.month.padded(to: 2)
            case "-m": String(day.month)
            case "d": day.day.padded(to: 2)
            case "-d": String(day.day)
            case "b": String(day.monthName.prefix(3))
            case "B": day.monthName
            case "j": day.dayOfYear.padded(to: 3)
            case "H": day.hour.padded(to: 2)
            case "M": day.minute.padded(to: 2)
            case "S": day.second.padded(to: 2)
            case "a": String(day.weekdayName.prefix(3))
            case "A": day.weekdayName
            default: nil
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
