/// Which files Jekyll leaves out, by their paths in its source.
///
/// <https://jekyllrb.com/docs/configuration/options/#global-configuration>,
/// <https://github.com/jekyll/jekyll/blob/master/lib/jekyll/entry_filter.rb>
struct JekyllFilter: Hashable, Sendable {
    private var excluded = Self.alwaysExcluded.map(Pattern.init)
    private var included: [Pattern] = []

    private static let alwaysExcluded = [
        ".sass-cache", ".jekyll-cache", "gemfiles", "Gemfile", "Gemfile.lock", "node_modules",
        "vendor/bundle/", "vendor/cache/", "vendor/gems/", "vendor/ruby/",
    ]

    /// With what a configuration leaves out, and what it takes all the same.
    init(excluded: [String] = [], included: [String] = []) {
        self.excluded += excluded.map(Pattern.init)
        self.included = included.map(Pattern.init)
        self.excluded.removeAll(where: self.included.contains)
    }

    /// Whether the file is left out: by a folder above that of posts, or by its own path.
    func hides(_ path: String) -> Bool {
        let names = path.split(separator: "/").map(String.init)
        let homes = ["_posts", "_drafts"]
        let home =
            names.firstIndex(where: homes.contains) ?? names.dropLast().firstIndex { $0.hasPrefix("_") }
        guard let home else { return false }
        let isBelow = (0..<home).contains { depth in
            hides(names[depth], at: names[...depth].joined(separator: "/"), isFolder: true)
        }
        // Jekyll looks from there at whole paths, and not at each folder on the way.
        return isBelow || hides(names[(home + 1)...].joined(separator: "/"), at: path, isFolder: false)
    }

    private func hides(_ entry: String, at path: String, isFolder: Bool) -> Bool {
        let name = entry.split(separator: "/").last.map(String.init) ?? ""
        let isIncluded = included.contains {
            $0.matches(entry, isFolder: isFolder) || $0.matches(name, isFolder: isFolder)
        }
        if isIncluded { return false }
        if excluded.contains(where: { $0.matches(path, isFolder: isFolder) }) { return true }
        return [entry, name].contains { $0.first.map("._#~".contains) ?? false } || entry.hasSuffix("~")
    }

    private struct Pattern: Hashable, Sendable {
        let text: String
        let glob: Glob

        init(_ pattern: String) {
            text = pattern.split(separator: "/").joined(separator: "/") + (pattern.hasSuffix("/") ? "/" : "")
            glob = Glob(text, style: .jekyll)
        }

        /// Whatever begins like the pattern is meant, too: `_posts/old` is also `_posts/older.md`.
        func matches(_ path: String, isFolder: Bool) -> Bool {
            path.hasPrefix(text) || isFolder && text == path + "/" || glob.matches(path)
        }
    }
}
