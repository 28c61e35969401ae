import Foundation

extension Dialect {
    /// A site of Pelican. https://docs.getpelican.com/en/stable/settings.html
    static func pelican(_ site: Site) -> Found? {
        guard site.has("pelicanconf.py") else { return nil }
        // What is written down for publication is the address that readers know.
        let names = ["publishconf.py", "pelicanconf.py"]
        let common = python("\(site.root)/pelicanconf.py")
        let files = [python("\(site.root)/publishconf.py", knowing: common.values), common]
        func text(_ name: String) -> String? { files.lazy.compactMap { $0.text(name) }.first }
        func texts(_ name: String) -> [String]? { files.lazy.compactMap { $0.texts(name) }.first }
        func value(_ name: String) -> PythonSettings.Value? {
            files.lazy.compactMap { $0.values[name] }.first
        }
        let content = text("PATH") ?? "content"
        guard let spot = site.place(in: content) else { return nil }
        var dialect = Dialect(.pelican)
        dialect.place = spot.place
        dialect.layout.below = spot.below
        dialect.takeFolders(
            texts("ARTICLE_PATHS") ?? [],
            without: (texts("ARTICLE_EXCLUDES") ?? []) + (texts("PAGE_PATHS") ?? ["pages"])
        )
        dialect.address = text("SITEURL")?.asSiteAddress
        dialect.title = text("SITENAME")
        dialect.description = text("SITESUBTITLE")
        dialect.author = text("AUTHOR")
        dialect.language = text("DEFAULT_LANG")
        dialect.timezone = text("TIMEZONE").flatMap { TimeZone(identifier: $0) }
        dialect.permalinks = [Permalink(section: "", template: text("ARTICLE_URL") ?? "{slug}.html")]
        dialect.hasFolderCategories = text("USE_FOLDER_AS_CATEGORY") != "False"
        if let category = text("DEFAULT_CATEGORY") { dialect.defaultCategory = category }
        dialect.pelicanNaming = PelicanNaming(value)
        var problems = dialect.takeMetadata(value).map { name in
            let file = zip(names, files).first { $0.1.assigns(name) }?.0 ?? names[1]
            let message = "\(name) is a pattern that only Python knows, and says nothing; write a simpler one"
            return Problem(file: "\(site.root)/\(file)", message: message, severity: .warning)
        }
        let ignored = (texts("IGNORE_FILES") ?? []).map { Glob($0, style: .pelican) }
        if !ignored.isEmpty {
            dialect.layout.ignored = IgnoredFiles(
                .pelican(ignored),
                below: site.absolute(content),
                for: site.folder
            )
        }
        for (name, file) in zip(names, files) {
            guard let line = file.lineNotUnderstood(naming: "IGNORE_FILES") else { continue }
            let message =
                "this is not understood, and keeps no file out; write the patterns as IGNORE_FILES = ['draft-*']"
            problems.append(
                Problem(file: "\(site.root)/\(name)", line: line, message: message, severity: .warning)
            )
        }
        return (dialect.decided(by: names, of: site), problems)
    }

    private static func python(
        _ path: String,
        knowing values: [String: PythonSettings.Value] = [:]
    ) -> PythonSettings {
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(validating: data, as: UTF8.self)
        else { return PythonSettings("", knowing: values) }
        return PythonSettings(text, knowing: values)
    }

    /// Takes folders of the content for the only ones with articles, and others for ones without; a folder that the
    /// definition names itself is taken as it is.
    private mutating func takeFolders(_ folders: [String], without others: [String]) {
        func inside(_ folder: String) -> String? {
            let folder = folder.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
            let top = layout.below
            if place.isEmpty {
                return top.isEmpty ? folder : folder.isEmpty ? top : top + "/" + folder
            }
            if folder.isEmpty || place == folder || place.hasPrefix(folder + "/") { return "" }
            guard folder.hasPrefix(place + "/") else { return nil }
            return String(folder.dropFirst(place.utf8.count + 1))
        }
        let taken = folders.compactMap(inside)
        layout.roots = taken.contains("") ? [] : taken
        layout.strange = others.compactMap(inside).filter { !$0.isEmpty && $0 != layout.below }
    }
}
