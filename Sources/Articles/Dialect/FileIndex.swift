/// Where the files of a folder lie, found by the names and paths that texts call them by.
package struct FileIndex: Sendable {
    private let paths: Set<String>
    /// By the last parts of their paths in lower case, with and without the extension.
    private var byName: [String: [String]] = [:]
    private var byAlias: [String: String] = [:]
    private let dialect: Dialect

    /// An index of all these files, relative to the articles folder.
    package init(_ paths: [String], dialect: Dialect) {
        self.dialect = dialect
        self.paths = Set(paths)
        for path in paths {
            let parts = path.split(separator: "/").map(String.init)
            guard let name = parts.last?.lowercased() else { continue }
            var keys: Set = [name, name.droppingExtension]
            if Dialect.Layout.isIndex(name) || FileNames.isSection(name), let folder = parts.dropLast().last {
                keys.insert(folder.lowercased())
            }
            for key in keys { byName[key, default: []].append(path) }
        }
    }

    /// Adds the other names that an article gives itself.
    package mutating func add(_ aliases: [String], of path: String) {
        for alias in aliases where byAlias[alias.lowercased()] == nil { byAlias[alias.lowercased()] = path }
    }

    /// The file that a text at `origin` means.
    ///
    /// First as a path from the text's own folder, then from the tool's content folder, then as a name, then as an alias.
    package func path(of name: String, from origin: String) -> String? {
        let (wanted, name) = dialect.parts(ofReference: name)
        // To Zola each language has its own paths.
        let language = wanted ?? (dialect.tool == .hugo ? dialect.language(ofFile: origin) : nil)
        if !name.hasPrefix("/"), let path = file(in: folder(of: origin, in: wanted), name, language) {
            return path
        }
        let sitePath = name.split(separator: "/").joined(separator: "/")
        if let root = dialect.path(ofSitePath: sitePath, in: language),
            let path = file(in: "", root, language)
        {
            return path
        }
        return nearest(to: name, language, isSure: wanted != nil) ?? byAlias[name.lowercased()]
            ?? folder(named: sitePath, in: language)
    }

    /// The folder of a text, or the one of the same name in another language.
    private func folder(of origin: String, in language: String?) -> String {
        func folder(of path: String) -> String {
            path.split(separator: "/").dropLast().joined(separator: "/")
        }
        guard let language else { return folder(of: origin) }
        return dialect.path(ofSitePath: folder(of: dialect.sitePath(of: origin)), in: language)
            ?? folder(of: origin)
    }

    /// The folder that a path means, with a slash behind it: to Hugo it is a page, too.
    private func folder(named sitePath: String, in language: String?) -> String? {
        guard dialect.tool == .hugo, let path = dialect.path(ofSitePath: sitePath, in: language) else {
            return nil
        }
        return paths.contains { $0.hasPrefix(path + "/") } ? path + "/" : nil
    }

    private func isWritten(_ path: String, in language: String?) -> Bool {
        let main = dialect.mainLanguage
        return (dialect.language(ofFile: path) ?? main) == (language ?? main)
    }

    private func file(in folder: String, _ name: String, _ language: String?) -> String? {
        var parts = folder.split(separator: "/").map(String.init)
        for part in name.split(separator: "/") where part != "." {
            if part != ".." { parts.append(String(part)) } else if parts.popLast() == nil { return nil }
        }
        let path = parts.joined(separator: "/")
        let endings = ["", ".md", ".markdown", "/index.md", "/index.markdown", "/_index.md"]
        let usual = endings.lazy.map { path + $0 }.first { paths.contains($0) }
        guard let language, !(usual.map { isWritten($0, in: language) } ?? false) else { return usual }
        let stem = FileNames.isMarkdown(path) ? path.droppingExtension : path
        let special = ["", "/index", "/_index"].flatMap { end in
            ["md", "markdown"].map { "\(stem)\(end).\(language).\($0)" }
        }
        return special.first(where: paths.contains) ?? usual
    }

    /// Of the files whose paths end so, the one in that language that lies highest; else one in another, where it is not
    /// sure that this one is meant.
    private func nearest(to name: String, _ language: String?, isSure: Bool) -> String? {
        let wanted = name.lowercased().split(separator: "/")
        guard let last = wanted.last else { return nil }
        let found = (byName[String(last)] ?? []).filter { path in
            let folders = path.lowercased().split(separator: "/").dropLast()
            let wantedFolders = wanted.dropLast()
            return folders.suffix(wantedFolders.count).elementsEqual(wantedFolders)
                || folders.dropLast().suffix(wantedFolders.count).elementsEqual(wantedFolders)
        }
        if dialect.tool == .hugo, !dialect.languages.isEmpty {
            let same = found.filter { isWritten($0, in: language) }
            if isSure || !same.isEmpty { return Self.highest(among: same) }
        }
        return Self.highest(among: found)
    }

    private static func highest(among paths: [String]) -> String? {
        paths.min { ($0.split(separator: "/").count, $0) < ($1.split(separator: "/").count, $1) }
    }
}
