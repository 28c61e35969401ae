extension Dialect {
    /// Which files of a folder, of those whose names are names of articles, are articles of the tool.
    package struct Layout: Hashable, Sendable {
        /// The folder below which alone articles lie; empty for the whole folder.
        var below = ""
        /// Names such as `index.md`: a folder with such a file is one article, and all else in it belongs to that.
        var indexNames: [String] = []
        /// Whether articles lie in folders of these names alone.
        var homes: [String] = []
        /// Paths of folders that alone hold articles, and of single articles; none for all.
        var roots: [String] = []
        /// Paths of folders that hold no articles, and of files that are none.
        var strange: [String] = []
        /// Files that patterns keep out, and what lies in such folders.
        var ignored: IgnoredFiles?
        /// Languages in which nothing is published, as names of files end with them; their folders are `strange`.
        var disabledLanguages: [String] = []

        package static let plain = Layout()

        /// Whether every file is taken by where it lies.
        private var isPlain: Bool {
            below.isEmpty && homes.isEmpty && strange.isEmpty && roots.isEmpty && ignored == nil
                && disabledLanguages.isEmpty
        }

        /// Whether a folder may be one article.
        var hasBundles: Bool { !indexNames.isEmpty }

        /// Whether the file may be an article by where it lies.
        func takes(_ path: String) -> Bool {
            if isPlain { return true }
            if !below.isEmpty, !path.hasPrefix(below + "/") { return false }
            if !roots.isEmpty || !strange.isEmpty, !isInRoots(path) { return false }
            let isHome =
                homes.isEmpty
                || path.split(separator: "/").dropLast().contains { homes.contains(String($0)) }
            return isHome && !(ignored?.hides(path) ?? false) && !isInDisabledLanguage(path)
        }

        private func isInDisabledLanguage(_ path: String) -> Bool {
            !disabledLanguages.isEmpty
                && MetadataFileName(path: path, languages: disabledLanguages).language != nil
        }

        /// Whether it lies in a folder with articles, and in none below that without.
        private func isInRoots(_ path: String) -> Bool {
            (roots.isEmpty ? [""] : roots).contains { root in
                guard root.isEmpty || LinkRule.isPath(path, in: root) else { return false }
                return !strange.contains { folder in
                    let isBelow = root.isEmpty || folder != root && LinkRule.isPath(folder, in: root)
                    return isBelow && LinkRule.isPath(path, in: folder)
                }
            }
        }

        /// Whether a file of this name makes its folder a bundle. https://gohugo.io/content-management/page-bundles/
        static func isIndex(_ name: String) -> Bool {
            name.hasPrefix("index.")
        }

        /// Takes a folder with an index in any of the site's languages for one article.
        mutating func takeBundles(in languages: [String]) {
            let extensions = FileNames.articleExtensions.union(["html"]).sorted()
            indexNames = ([""] + languages.map { "." + $0 }).flatMap { language in
                extensions.map { "index\(language).\($0)" }
            }
        }
    }
}
