import Foundation

extension AddressParts {
    /// The path of the page. https://jekyllrb.com/docs/permalinks/
    func jekyllPath(template: String) -> String? {
        let template = Self.styles[template] ?? template
        let path = template.filling(/:([a-z_]+)/) { jekyllPart($0) }?.withoutDoubleSlashes
        return path.map { $0.hasPrefix("/") ? $0 : "/" + $0 }
    }

    private static let styles = [
        "date": "/:categories/:year/:month/:day/:title:output_ext",
        "pretty": "/:categories/:year/:month/:day/:title/",
        "ordinal": "/:categories/:year/:y_day/:title:output_ext",
        "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
        "none": "/:categories/:title:output_ext",
    ]

    private func jekyllPart(_ mark: String) -> String? {
        switch mark {
        case "categories": return categories.map { $0.lowercased() }.joined(separator: "/")
        case "slugified_categories": return categories.map { $0.jekyllSlug(keeps: "") }.joined(separator: "/")
        case "title":
            return (slug ?? Self.withoutDate(name)).jekyllSlug(keeps: "._~!$&'()+,;=@", isCased: true)
        case "slug": return (slug ?? Self.withoutDate(name)).jekyllSlug(keeps: "")
        case "output_ext": return ".html"
        case "collection": return "posts"
        case "name": return Self.withoutDate(name)
        case "path": return "/" + (sections + [name]).joined(separator: "/")
        default: return day.flatMap { Self.part(mark, of: $0) }
        }
    }

    private static func part(_ mark: String, of day: CalendarDay) -> String? {
        switch mark {
        case "year": day.year.padded(to: 4)
        case "short_year": (day.year % 100).padded(to: 2)
        case "month": day.month.padded(to: 2)
        case "i_month": String(day.month)
        case "short_month": String(day.monthName.prefix(3))
        case "long_month": day.monthName
        case "day": day.day.padded(to: 2)
        case "i_day": String(day.day)
        case "y_day": day.dayOfYear.padded(to: 3)
        case "w_year": String(day.weekYear)
        case "week": day.week.padded(to: 2)
        case "w_day": String(day.weekday == 0 ? 7 : day.weekday)
        case "short_day": String(day.weekdayName.prefix(3))
        case "long_day": day.weekdayName
        case "hour": day.hour.padded(to: 2)
        case "minute": day.minute.padded(to: 2)
        case "second": day.second.padded(to: 2)
        default: nil
        }
    }

    /// A post's name without the date that it begins with.
    static func withoutDate(_ name: String) -> String {
        name.replacing(/^\d{2,4}-\d{1,2}-\d{1,2}-/, with: "")
    }
}

extension String {
    /// Letters and digits, and these signs; hyphens for runs of all else.
    fileprivate func jekyllSlug(keeps signs: String, isCased: Bool = false) -> String {
        var slug = ""
        var isApart = false
        for scalar in (isCased ? self : lowercased()).unicodeScalars {
            let isKept =
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || signs.unicodeScalars.contains(scalar)
            guard isKept else {
                isApart = true
                continue
            }
            if isApart, !slug.isEmpty { slug += "-" }
            isApart = false
            slug.unicodeScalars.append(scalar)
        }
        return slug
    }
}
