import Articles

/// What the texts of a feed call by a name: the folder is looked through once, and only where a text does so.
struct NamedLinks {
    private let folder: ArticleFolder
    private let dialect: Dialect
    private var reader: Reader
    private var index: FileIndex?
    private var knowsAliases = false
    /// By the path of the text and the name in it.
    private var meanings: [String: [String: String]] = [:]

    init(_ reader: Reader) {
        self.reader = reader
        folder = reader.folder
        dialect = reader.dialect
    }

    /// The paths of the articles that are meant.
    var articles: [String] { meanings.values.flatMap(\.values).filter(isArticle) }

    /// Finds what the names in a body mean.
    mutating func look(for html: String, of path: String) {
        guard hasNames(html) else { return }
        for name in NamedLink.names(in: html) + NamedAddress.names(in: html) {
            if let meaning = meaning(of: name, from: path) { meanings[path, default: [:]][name] = meaning }
        }
    }

    /// The body with these links leading to the addresses of articles, and to files as they lie beside it.
    ///
    /// One to an article that nobody sees is only text.
    func written(_ html: String, of path: String, articles: [String: String]) -> String {
        guard hasNames(html) else { return html }
        func address(_ name: String) -> String? {
            guard let meaning = meanings[path]?[name] else {
                // A file that is nowhere is missed by its name.
                let isFile = dialect.tool == .obsidian && MediaType.isKnown(name)
                return isFile ? name.relative(to: "") : dialect.address(ofFile: name)
            }
            if isArticle(meaning) { return articles[meaning] }
            return dialect.address(ofSection: meaning) ?? dialect.address(ofFileInFolder: meaning)
                ?? meaning.relative(to: path)
        }
        return NamedAddress.rewriting(NamedLink.rewriting(html, address), address)
    }

    private func hasNames(_ html: String) -> Bool {
        dialect.tool != .plain && (NamedLink.isFound(in: html) || NamedAddress.isFound(in: html))
    }

    /// The references of an article to what is nowhere: their tools build no site with them, or tell of them too.
    ///
    /// To notes that are still to be written everybody refers, and what lies outside of the folder is not seen.
    mutating func dangling(in article: Article) -> [Problem] {
        if article.references.isEmpty || dialect.tool == .obsidian { return [] }
        return article.references.compactMap { reference in
            guard dialect.isInFolder(reference.name), meaning(of: reference.name, from: article.path) == nil
            else { return nil }
            let name = dialect.parts(ofReference: reference.name).path
            return Problem(
                file: article.path,
                line: reference.line,
                message:
                    "\"\(name)\" is no article here, so the link to it is shown as text; mend its name",
                severity: .warning
            )
        }
    }

    /// A picture of a vault, by a link or its place in the vault as a head names it, as a reference from there.
    ///
    /// <https://help.obsidian.md/properties#Links>
    mutating func picture(_ reference: String, of path: String) -> String {
        guard dialect.tool == .obsidian, let name = NamedLink.name(inProperty: reference) else {
            return reference
        }
        return meaning(of: name, from: path)?.relative(to: path) ?? name
    }

    private func isArticle(_ path: String) -> Bool {
        FileNames.isArticle(path.split(separator: "/").last.map(String.init) ?? "")
    }

    private mutating func meaning(of name: String, from path: String) -> String? {
        var index = self.index ?? FileIndex(folder.allNames(), dialect: dialect)
        defer { self.index = index }
        if let found = index.path(of: name, from: path) { return found }
        guard dialect.tool == .obsidian, !knowsAliases else { return nil }
        knowsAliases = true
        for path in folder.names() {
            guard case .head(let article, _) = reader.readHead(path) else { continue }
            index.add(article.aliases, of: path)
        }
        return index.path(of: name, from: path)
    }
}

extension String {
    /// This path as a reference in a text at another path of the same folder.
    fileprivate func relative(to origin: String) -> String {
        let goal = split(separator: "/")
        let start = origin.split(separator: "/").dropLast()
        let shared = zip(goal.dropLast(), start).prefix { $0 == $1 }.count
        let parts =
            Array(repeating: "..", count: start.count - shared) + goal.dropFirst(shared).map(String.init)
        return parts.map(\.percentEncoded).joined(separator: "/")
    }
}
