import Foundation

extension Translation {
    private static let files: [StaticString] = ["{filename}", "{static}", "{attach}", "|filename|"]
    private static let pages: [StaticString] = ["{tag}", "{category}", "{author}", "{index}"]

    /// Whether there may be such links in a text.
    static func hasPelicanLinks(_ text: String) -> Bool {
        text.hasBytes("{") || text.hasBytes("|filename|")
    }

    /// Pelican's links and its table of contents. https://docs.getpelican.com/en/stable/content.html#linking-to-internal-content
    mutating func pelican(_ text: String) -> String {
        guard Self.hasPelicanLinks(text) || text.hasBytes("[TOC]") else { return text }
        var articles: [String] = []
        let dialect = dialect
        let markdown = MarkdownCode.rewriting(text) { part in
            let linked = Self.pelicanLinks(in: part, of: dialect, &articles)
            return linked.hasBytes("[TOC]")
                ? linked.split(separator: "\n", omittingEmptySubsequences: false).filter { $0 != "[TOC]" }
                    .joined(separator: "\n") : linked
        }
        for path in articles { note(path.removingPercentEncoding ?? path, written: path) }
        return markdown
    }

    /// The same links in a page of HTML.
    mutating func pelicanPage(_ html: String) -> String {
        var articles: [String] = []
        let linked = Self.pelicanLinks(in: html, of: dialect, &articles)
        for path in articles { note(path.removingPercentEncoding ?? path, written: path) }
        return linked
    }

    private static func pelicanLinks(
        in text: String,
        of dialect: Dialect,
        _ articles: inout [String]
    ) -> String {
        replacingPaths(behind: files + pages, in: text, withSpaces: true) { mark, path in
            let name = String(mark.dropFirst().dropLast())
            guard ["tag", "category", "author", "index"].contains(name) else {
                if name == "filename" { articles.append(path) }
                return NamedLink.address(ofReference: path.removingPercentEncoding ?? path)
            }
            let site = dialect.address ?? "/"
            if name == "index" { return site }
            let tag = path.removingPercentEncoding ?? path
            // A page that is not known is a link to nothing, of which the text stays.
            return dialect.pelicanNaming.path(of: name, named: tag).map {
                site + $0.drop { $0 == "/" }.description.percentEncodedPath
            } ?? NamedLink.address(of: "\(name)/\(tag)/")
        }
    }
}
