extension Article {
    /// The body as sanitised HTML, its links still relative.
    package func html() -> String {
        switch body {
        case .markdown(let text): Sanitizer.clean(Insert.put(inserts, into: Markdown.html(text)))
        case .plainText(let text): Sanitizer.clean(PlainText(text).html)
        case .html(let text): text
        }
    }
}
