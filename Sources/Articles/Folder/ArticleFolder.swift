/// A folder of articles on the disk, with all folders below it.
///
/// Problems name files relative to this folder; whoever collects them puts the feed's folder in front.
package struct ArticleFolder: Sendable, Hashable {
    /// An article may not be larger; in bytes.
    package static let largestArticle: Int64 = 8 << 20

    /// Absolute, without a slash at the end.
    package let root: String
    /// Which of its files are articles.
    let layout: Dialect.Layout

    package init(root: String, layout: Dialect.Layout = .plain) {
        self.layout = layout
        var root = root[...]
        while root.count > 1, root.hasSuffix("/") { root.removeLast() }
        self.root = String(root)
    }

    /// The absolute path of a file of this folder.
    package func absolute(_ path: String) -> String {
        path.isEmpty ? root : "\(root)/\(path)"
    }

    /// The path relative to this folder, or nil for one that does not lie in it; empty for the folder itself.
    package func relative(_ absolute: String) -> String? {
        guard LinkRule.isPath(absolute, in: root) else { return nil }
        let rest = absolute.utf8.dropFirst(root.utf8.count)
        return String(Substring(rest.drop { $0 == UInt8(ascii: "/") }))
    }
}
