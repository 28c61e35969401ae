extension Article {
    /// The body as sanitised HTML, its links still relative.
    package func html() -> String {
        switch body {
        case .markdown(let text): Sanitizer.clean(Insert.put(inserts, into: Markdown.html(text)))
        case .plainText(let text): Sanitizer.clean(shape(of: text).html)
        case .html(let text): text
        }
    }

    /// The parts of a plain text, without those that the article has from elsewhere: these stay in the body.
    private func shape(of text: String) -> PlainText {
        let shape = PlainText(text)
        var unused: Set<PlainText.Part> = []
        if shape.title != nil, shape.title != title { unused.insert(.title) }
        if shape.summary != nil, shape.summary != summary { unused.insert(.summary) }
        if shape.slug != nil, shape.slug != slug { unused.insert(.slug) }
        let areKnown = shape.authors.allSatisfy { one in
            authors.contains { $0.name == one.name && $0.biography == one.biography }
        }
        if !areKnown { unused.insert(.authors) }
        return unused.isEmpty ? shape : PlainText(text, leaving: unused)
    }
}
