/// Files that a site keeps out by patterns, though they lie where its articles do.
struct IgnoredFiles: Hashable, Sendable, CustomStringConvertible {
    enum Rule: Hashable, Sendable {
        /// On the absolute path of a file, or of a folder around it. https://gohugo.io/configuration/all/#ignorefiles
        case hugo([GoPattern])
        case jekyll(JekyllFilter)
        /// On the path of a file, or of a folder around it. https://www.getzola.org/documentation/getting-started/configuration/
        case zola([Glob])
        /// On the name of a file, or of a folder around it. https://docs.getpelican.com/en/stable/settings.html#basic-settings
        case pelican([Glob])
    }

    private let rule: Rule
    /// The folder whose files the tool reads, and the articles folder; both absolute.
    private let (top, articles): (String, String)

    init(_ rule: Rule, below top: String, for articles: String) {
        self.rule = rule
        self.top = top
        self.articles = articles
    }

    /// Where files lie is nothing to an article.
    var description: String { "\(rule)" }

    /// Whether the file at a path of the articles folder is kept out.
    func hides(_ path: String) -> Bool {
        let file = articles + "/" + path
        guard file.hasPrefix(top + "/") else { return false }
        let inside = file.dropFirst(top.utf8.count + 1)
        return switch rule {
        case .hugo(let patterns):
            inside.pathsFromTop.contains { path in
                patterns.contains { $0.isFound(in: top + "/" + path) }
            }
        case .jekyll(let filter): filter.hides(String(inside))
        case .zola(let globs):
            inside.pathsFromTop.contains { path in
                globs.contains { $0.matches(path) || $0.matches(top + "/" + path) }
            }
        case .pelican(let globs):
            inside.split(separator: "/").contains { name in globs.contains { $0.matches(String(name)) } }
        }
    }
}

extension Substring {
    /// The folders on the way to a file, and the file: `a`, `a/b`, `a/b/c.md`.
    fileprivate var pathsFromTop: [String] {
        indices.filter { self[$0] == "/" }.map { String(self[..<$0]) } + [String(self)]
    }
}
