/// How Zola makes paths of names.
///
/// <https://www.getzola.org/documentation/getting-started/configuration/#slugification-strategies>
struct ZolaNaming: Equatable, Sendable {
    enum Strategy: String, Sendable {
        case on, safe, off
    }

    var strategy = Strategy.on
    /// Whether the date that a file's name begins with stays in the path.
    var keepsDates = false

    init() {}

    init(_ settings: DialectSettings) {
        let name = settings.text("slugify.paths") ?? ""
        strategy = Strategy(rawValue: name) ?? .on
        keepsDates = settings.flag("slugify.paths_keep_dates")
    }

    /// A name as it stands in a path; nil where it is not known, or nothing is left of it.
    func path(_ name: String) -> String? {
        let path: String?
        switch strategy {
        case .off: path = name
        case .safe:
            let start = name.reversed().drop { $0 == " " || $0 == "." }.reversed()
            path = String(start.filter { !"<>:\"/\\|?*".contains($0) })
        case .on: path = Transliteration.ascii(name).map(Self.slug)
        }
        return path.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// One hyphen for each run of what is no letter or digit. https://docs.rs/slug/latest/slug/
    private static func slug(of ascii: String) -> String {
        ascii.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.joined(separator: "-")
    }
}
