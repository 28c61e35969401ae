extension AddressParts {
    /// The path of the page. https://gohugo.io/configuration/permalinks/
    func hugoPath(permalinks: [Dialect.Permalink], isUgly: Bool, template own: String? = nil) -> String? {
        if let own {
            let path = own.filling(Self.mark) { hugoPart($0) ?? $0 }?.asCleanPath
            return path.map { $0.hasSuffix("/") || $0.contains(".") ? $0 : $0 + "/" }
        }
        let path: String?
        if let template = template(among: permalinks) {
            path = template.filling(Self.mark) { hugoPart($0) }.map(HugoNaming.unescaped)
        } else {
            let name = hugoSlug ?? name
            path = (sections + (name == "index" ? [] : [name])).joined(separator: "/")
        }
        guard let path = path?.asCleanPath else { return nil }
        if path == "/" { return path }
        return naming.path((path.hasSuffix("/") ? String(path.dropLast()) : path) + (isUgly ? ".html" : "/"))
    }

    /// As the head says it; the hyphens around it are nothing.
    private var hugoSlug: String? {
        slug.map { String($0.drop { $0 == "-" }.reversed().drop { $0 == "-" }.reversed()) }
            .flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The template of the innermost section that has one; the longest stand first.
    private func template(among permalinks: [Dialect.Permalink]) -> String? {
        let section = sections.joined(separator: "/").lowercased()
        return permalinks.first { permalink in
            guard permalink.pages == .all || permalink.pages.matches(path, language: language) else {
                return false
            }
            if permalink.section.isEmpty { return true }
            if section.isEmpty { return permalink.section == "/" }
            return section == permalink.section || section.hasPrefix(permalink.section + "/")
        }?.template
    }

    /// Whether the address shows a date that the article has not.
    func hugoLacksDate(permalinks: [Dialect.Permalink], template own: String? = nil) -> Bool {
        guard day == nil, let template = own ?? template(among: permalinks) else { return false }
        var dated = self
        dated.day = CalendarDay(wallSeconds: 0)
        let marks = template.matches(of: Self.mark).map { String($0.output.1) }
        return marks.contains { hugoPart($0) != dated.hugoPart($0) }
    }

    /// The first part of a template that is none of Hugo's.
    static func unknownHugoPart(of template: String) -> String? {
        let none = AddressParts(path: "a/b.md", title: "", sectionNames: ["a"], sectionSlugs: ["a"])
        return template.matches(of: mark).map { String($0.output.1) }.first { none.hugoPart($0) == nil }
    }

    private static var mark: Regex<(Substring, Substring)> { /(:\w+(?:\[[^\]]*\])?)/ }

    private func hugoPart(_ mark: String) -> String? {
        if mark.hasPrefix(":sections[") { return slice(mark.dropFirst(10).dropLast(), of: sectionNames) }
        if mark.hasPrefix(":sectionslugs[") {
            return slice(mark.dropFirst(14).dropLast(), of: sectionSlugs)
        }
        // What has no date is of the first day of all to Hugo, and so is its address: another one would lead nowhere.
        let day = day ?? .first
        switch mark {
        case ":year": return String(day.year)
        case ":month": return day.month.padded(to: 2)
        case ":monthname": return day.monthName
        case ":day": return day.day.padded(to: 2)
        case ":weekday": return String(day.weekday)
        case ":weekdayname": return day.weekdayName
        case ":yearday": return String(day.dayOfYear)
        case ":section": return sections.first.map(naming.path) ?? ""
        case ":sections": return sectionNames.map(naming.path).joined(separator: "/")
        case ":sectionslug": return sectionSlugs.last.map(naming.path) ?? ""
        case ":sectionslugs": return sectionSlugs.map(naming.path).joined(separator: "/")
        case ":title": return naming.path(title)
        case ":slug": return naming.path(hugoSlug ?? title)
        case ":filename", ":contentbasename": return naming.path(name)
        case ":slugorfilename", ":slugorcontentbasename": return naming.path(hugoSlug ?? name)
        default: return day.written(inLayout: String(mark.dropFirst()))
        }
    }

    /// Some of the sections, such as `1:` or `:last`.
    private func slice(_ range: Substring, of sections: [String]) -> String? {
        let bounds = range.split(separator: ":", omittingEmptySubsequences: false)
        func place(_ text: Substring) -> Int? { text == "last" ? max(0, sections.count - 1) : Int(text) }
        guard let first = bounds.first, bounds.count <= 2 else { return nil }
        guard let start = first.isEmpty ? 0 : place(first) else { return nil }
        let end = bounds.count == 1 ? start + 1 : bounds[1].isEmpty ? sections.count : place(bounds[1]) ?? -1
        guard start >= 0, end >= 0 else { return nil }
        return sections.prefix(max(end, 0)).dropFirst(start).map(naming.path).joined(separator: "/")
    }
}

extension String {
    /// An absolute path with one slash between its parts, and without `.` and `..`; a slash at its end stays.
    fileprivate var asCleanPath: String {
        var parts: [Substring] = []
        for part in split(separator: "/") where part != "." {
            if part != ".." { parts.append(part) } else { _ = parts.popLast() }
        }
        return "/" + parts.joined(separator: "/") + (hasSuffix("/") && !parts.isEmpty ? "/" : "")
    }
}
