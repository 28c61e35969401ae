import Foundation

/// What the heads of Pelican's articles need not say.
extension Dialect {
    /// Takes what holds for all articles, and for those at certain paths; gives back what is not understood of it.
    mutating func takeMetadata(_ value: (String) -> PythonSettings.Value?) -> [String] {
        // The last of the sorted paths wins, so that a folder's own is stronger than that of the one above.
        if case .map(let paths) = value("EXTRA_PATH_METADATA") {
            for (path, fields) in paths.sorted(by: { $0.name > $1.name }) {
                let place = path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
                defaults.append(Defaults(path: place, fields: Self.fields(fields)))
            }
        }
        takeDate(value("DEFAULT_DATE"))
        // The site's category for what has none is stronger.
        let fields = value("DEFAULT_METADATA").map(Self.fields)?.filter { $0.name.lowercased() != "category" }
        if let fields, !fields.isEmpty { defaults.append(Defaults(path: "", fields: fields)) }
        pelicanPaths.hasUsualNames = value("FILENAME_METADATA") == nil
        var unread: [String] = []
        func pattern(_ name: String) -> PythonPattern? {
            guard case .text(let text) = value(name), !text.isEmpty else { return nil }
            let pattern = PythonPattern(text)
            if pattern == nil { unread.append(name) }
            return pattern
        }
        pelicanPaths.name = pattern("FILENAME_METADATA")
        pelicanPaths.path = pattern("PATH_METADATA")
        return unread
    }

    /// The date of an article that says none: one for all, as numbers or a text, or that of each file.
    private mutating func takeDate(_ value: PythonSettings.Value?) {
        let date: String
        switch value {
        case .text("fs"):
            isDatedByFile = true
            return
        case .text(let text): date = text
        case .list(let items):
            let numbers = items.compactMap { $0.scalar.flatMap { Int($0) } }
            guard numbers.count == items.count, 3...7 ~= numbers.count else { return }
            let day = [numbers[0].padded(to: 4), numbers[1].padded(to: 2), numbers[2].padded(to: 2)]
            let time = (numbers.dropFirst(3).prefix(3) + [0, 0, 0]).prefix(3).map { $0.padded(to: 2) }
            date = day.joined(separator: "-") + " " + time.joined(separator: ":")
        case .word, .map, nil: return
        }
        if date.isEmpty { return }
        let field = FrontMatter.Field(name: "date", line: 0, value: .text(date, line: 0))
        defaults.append(Defaults(path: "", fields: [field]))
    }

    /// The fields of a dictionary.
    private static func fields(_ value: PythonSettings.Value) -> [FrontMatter.Field] {
        guard case .map(let fields) = value else { return [] }
        return fields.compactMap { name, value in
            switch value {
            case .map: return nil
            case .text(let text), .word(let text):
                let value = FrontMatter.Pelican.value(text, named: name, line: 0)
                return FrontMatter.Field(name: name, line: 0, value: value)
            case .list(let items):
                let texts = items.compactMap(\.scalar).map { FrontMatter.Value.text($0, line: 0) }
                return FrontMatter.Field(name: name, line: 0, value: .init(.list(texts), line: 0))
            }
        }
    }
}
