/// Where Hugo takes each of an article's dates from: the first place that says one.
///
/// <https://gohugo.io/configuration/front-matter/#dates>
struct HugoDates: Equatable, Sendable {
    enum Place: Equatable, Sendable {
        /// In lower case.
        case key(String)
        case fileName
        /// As everywhere here, a file's time counts only where nothing else is said: so nothing behind it does.
        case fileTime
    }

    /// The date of its address.
    private(set) var date: [Place]
    private(set) var published: [Place]
    private(set) var updated: [Place]
    private(set) var expires: [Place]

    init(_ settings: DialectSettings) {
        func places(_ name: String, _ usual: [String]) -> [Place] {
            let written = settings.texts(anyOf: ["frontmatter." + name])
            let names = (written.isEmpty ? [":default"] : written).flatMap { name in
                name.lowercased() == ":default" ? usual : [name.lowercased()]
            }
            return names.flatMap(Self.places)
        }
        date = places("date", ["date", "publishdate", "lastmod"])
        published = places("publishDate", ["publishdate", "date"])
        expires = places("expiryDate", ["expirydate"])
        // That an article has appeared says nothing of when it was changed.
        updated = places("lastmod", ["lastmod"]).filter { !Self.appearance.contains($0) }
    }

    /// The names that Hugo gives dates.
    static let keys: Set<String> = [
        "date", "publishdate", "pubdate", "published", "lastmod", "modified", "expirydate", "unpublishdate",
    ]

    static let changes: [Place] = ["lastmod", "modified"].map { .key($0) }
    private static let appearance: [Place] = ["date", "publishdate", "pubdate", "published"].map { .key($0) }

    /// What a name stands for, with the other names of the same key; nothing for `:git`, which only Git knows.
    private static func places(_ name: String) -> [Place] {
        switch name {
        case ":git": []
        case ":filename": [.fileName]
        case ":filemodtime": [.fileTime]
        case "publishdate": ["publishdate", "pubdate", "published"].map { .key($0) }
        case "lastmod": ["lastmod", "modified"].map { .key($0) }
        case "expirydate": ["expirydate", "unpublishdate"].map { .key($0) }
        default: [.key(name)]
        }
    }
}
