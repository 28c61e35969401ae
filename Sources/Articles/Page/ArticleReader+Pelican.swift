extension ArticleReader {
    /// What Pelican reads of a page's own head as it reads the head of a text.
    ///
    /// <https://docs.getpelican.com/en/stable/content.html#file-metadata>
    static func pelicanFields(of source: FrontMatter.Source) -> [FrontMatter.Field] {
        MarkupTree(of: source.bytes, isFragment: false).read { page in
            var fields: [FrontMatter.Field] = []
            for index in PageSurvey(of: page).metas {
                let attributes = page.attributes(of: page.nodes[index])
                guard let written = attributes[.name]?.lowercased(), keys.contains(written),
                    let content = attributes[.content]?.oneLine, !content.isEmpty,
                    written != "date" || WrittenDate(content) != nil || PelicanDate.usual(content) != nil
                else { continue }
                let name = written == "keywords" ? "tags" : written
                let line = source.firstLine + Int(page.nodes[index].line) - 1
                let value = FrontMatter.Pelican.value(content, named: name, line: line)
                guard let known = fields.firstIndex(where: { $0.name == name }) else {
                    fields.append(FrontMatter.Field(name: name, line: line, value: value))
                    continue
                }
                // What is said again is said beside the first, where several can be.
                guard case .list(let items) = fields[known].value.content,
                    case .list(let more) = value.content
                else { continue }
                fields[known].value.content = .list(items + more)
            }
            return fields
        }
    }

    private static let keys: Set = [
        "date", "slug", "category", "tags", "keywords", "author", "authors", "lang", "status", "summary",
        "url",
    ]
}
