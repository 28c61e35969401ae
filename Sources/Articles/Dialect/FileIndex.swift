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
        let folder = origin.split(separator: "/").dropLast().map(String.init)
        if !name.hasPrefix("/"), let path = file(at: folder, name) { return path }
        if let root = dialect.path(ofSitePath: name.split(separator: "/").joined(separator: "/")),
            let path = file(at: [], root)
        {
            return path
        }
        return nearest(to: name) ?? byAlias[name.lowercased()] ?? self.folder(named: name)
    }

    /// The folder that a path means, with a slash behind it: to Hugo it is a page, too.
    private func folder(named name: String) -> String? {
        guard dialect.tool == .hugo,
            let path = dialect.path(ofSitePath: name.split(separator: "/").joined(separator: "/"))
        else { return nil }
        return paths.contains { $0.hasPrefix(path + "/") } ? path + "/" : nil
    }

    private func file(at folder: [String], _ name: String) -> String? {
        var parts = folder
        for part in name.split(separator: "/") where part != "." {
            if part != ".." { parts.append(String(part)) } else if parts.popLast() == nil { return nil }
        }
        let path = parts.joined(separator: "/")
        let endings = ["", ".md", ".markdown", "/index.md", "/index.markdown", "/_index.md"]
        return endings.lazy.map { path + $0 }.first { paths.contains($0) }
    }

    /// Of the files whose paths end so, the one that lies highest.
    private func nearest(to name: String) -> String? {
        let wanted = name.lowercased().split(separator: "/")
        guard let last = wanted.last else { return nil }
        let found = (byName[String(last)] ?? []).filter { path in
            let folders = path.lowercased().split(separator: "/").dropLast()
            let wantedFolders = wanted.dropLast()
            return folders.suffix(wantedFolders.count).elementsEqual(wantedFolders)
                || folders.dropLast().suffix(wantedFolders.count).elementsEqual(wantedFolders)
        }
        return found.min { ($0.split(separator: "/").count, $0) < ($1.split(separator: "/").count, $1) }
    }
}
