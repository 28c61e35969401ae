import Foundation

extension Translation {
    /// Pelican's links and its table of contents. https://docs.getpelican.com/en/stable/content.html#linking-to-internal-content
    mutating func pelican(_ text: String) -> String {
        guard text.hasBytes("{") || text.hasBytes("|filename|") || text.hasBytes("[TOC]") else { return text }
        let files: [StaticString] = ["{filename}", "{static}", "{attach}", "|filename|"]
        let pages: [StaticString] = ["{tag}", "{category}", "{author}", "{index}"]
        var articles: [String] = []
        let markdown = MarkdownCode.rewriting(text) { part in
            let linked = Self.replacingPaths(behind: files + pages, in: part) { mark, path in
                let name = mark.dropFirst().dropLast()
                guard ["tag", "category", "author", "index"].contains(name) else {
                    if name == "filename" { articles.append(path) }
                    return NamedLink.address(ofReference: path.removingPercentEncoding ?? path)
                }
                let page = name == "index" ? "" : "\(name)/\(path.asciiSlug).html"
                return (dialect.address ?? "/") + page
            }
            return linked.hasBytes("[TOC]")
                ? linked.split(separator: "\n", omittingEmptySubsequences: false).filter { $0 != "[TOC]" }
                    .joined(separator: "\n") : linked
        }
        for path in articles { note(path.removingPercentEncoding ?? path, written: path) }
        return markdown
    }
}
