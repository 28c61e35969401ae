/// Which of Hugo's pages something of a configuration is meant for.
///
/// <https://gohugo.io/configuration/cascade/#target>
struct PageMatcher: Equatable, Sendable {
    /// Of its path in the content with a slash before it; nil for all.
    private var path: Glob?
    /// Of its language; none for all.
    private var languages: [Glob] = []

    /// For all pages.
    static let all = PageMatcher()

    private init() {}

    /// For the pages of one language.
    init(language: String) {
        languages = [Glob(language)]
    }

    /// For the pages that a target describes, which may be none of those that are articles on the published site.
    init?(_ target: FrontMatter.Value?) {
        guard case .map(let fields) = target?.content else { return }
        var settings = DialectSettings()
        settings.add(fields)
        if let kind = settings.text("kind"), !Glob(kind).matches("page") { return nil }
        if let name = settings.text("environment"), !Glob(name).matches("production") { return nil }
        path = settings.text("path").map { Glob($0) }
        languages = settings.texts(anyOf: ["lang", "sites.matrix.languages"]).map { Glob($0) }
    }

    /// Whether it is meant for the file at a path in the content folder, of that language.
    ///
    /// Until version 0.123 Hugo has asked for the file's name, since then for the name of the page.
    func matches(_ file: String, language: String?) -> Bool {
        if !languages.isEmpty {
            let tag = language ?? ""
            let main = String(tag.prefix { $0 != "-" })
            guard languages.contains(where: { $0.matches(tag) || $0.matches(main) }) else { return false }
        }
        guard let path else { return true }
        let page = AddressParts(path: file, title: "", language: language)
        let name = (page.sections + [page.name]).joined(separator: "/")
        return path.matches("/" + file) || path.matches("/" + name)
    }
}
