/// What Pelican takes from the path of a file for its head: a head that says the same itself is stronger.
///
/// <https://docs.getpelican.com/en/stable/settings.html#metadata>
struct PelicanPaths: Equatable, Sendable {
    /// Of the file's name without its extension.
    var name: PythonPattern?
    /// Of the path in the content folder.
    var path: PythonPattern?
    /// Whether a date that begins the name is the article's, as it is until the site says what names say.
    var hasUsualNames = true

    /// What the path in the content folder says; the name is stronger than the folders.
    func fields(of path: String) -> [FrontMatter.Field] {
        if name == nil, self.path == nil { return [] }
        let file = path.split(separator: "/").last.map { String($0).droppingExtension } ?? ""
        var fields: [FrontMatter.Field] = []
        let groups = (name?.groups(in: file) ?? []) + (self.path?.groups(in: path) ?? [])
        for (written, text) in groups {
            let name = written.lowercased()
            if text.isEmpty || fields.contains(where: { $0.name == name }) { continue }
            let value = FrontMatter.Pelican.value(text, named: name, line: 0)
            fields.append(FrontMatter.Field(name: name, line: 0, value: value))
        }
        return fields
    }
}
