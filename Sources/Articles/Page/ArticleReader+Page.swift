import Foundation

extension ArticleReader {
    /// The article in a page or a fragment of HTML, whatever its encoding.
    func readPage(_ bytes: UnsafeRawBufferPointer, path: String) throws(Problem) -> Article {
        guard let text = FileText(ofClassicLines: bytes) else {
            return try decodePage(bytes, of: bytes, path: path)
        }
        return try text.read { text throws(Problem) in try decodePage(text, of: bytes, path: path) }
    }

    private func decodePage(
        _ text: UnsafeRawBufferPointer,
        of bytes: UnsafeRawBufferPointer,
        path: String
    ) throws(Problem) -> Article {
        guard let text = try FileText(ofPage: text, path: path) else {
            return try page(in: text, path: path, fileHash: ContentHash(of: bytes))
        }
        var article = try text.read { text throws(Problem) in
            try page(in: text, path: path, fileHash: ContentHash(of: bytes))
        }
        if let warning = text.warning { article.warnings.insert(warning, at: 0) }
        return article
    }

    private func page(
        in text: UnsafeRawBufferPointer,
        path: String,
        fileHash: ContentHash
    ) throws(Problem) -> Article {
        let file = FrontMatter.Source(bytes: text, path: path)
        try file.checkBytes()
        let frontMatter = try FrontMatter(of: file)
        let isWhole = Page.isWhole(frontMatter.body)
        var source = file
        source.bytes = frontMatter.body
        source.firstLine = file.line(at: file.bytes.count - frontMatter.body.count)
        let fields =
            frontMatter.fields + (isWhole && dialect.tool == .pelican ? Self.pelicanFields(of: source) : [])
        let metadata = try Metadata(fields, of: file, zone: zone, dialect: dialect)
        let none = ContentHash(high: 0, low: 0)
        var article = Article(path: path, body: .html(""), bodyHash: none, headHash: none, fileHash: fileHash)
        metadata.write(to: &article)
        let isDated = fields.contains {
            MetadataKey.Match(name: $0.name)?.key == .published
        }
        let tree =
            translated(frontMatter, of: source, into: &article)?.markup(isFragment: !isWhole)
            ?? MarkupTree(of: frontMatter.body, isFragment: !isWhole)
        guard !tree.hasTooManyAttributes else {
            throw file.problem("has a tag with thousands of attributes, mend its markup")
        }
        guard !tree.isTooDeep else {
            let deepest = MarkupTree.deepest
            throw file.problem("is nested more than \(deepest) elements deep, flatten its markup")
        }
        let html = try Page.read(isWhole ? tree.rooted : tree, isWhole: isWhole, of: source, zone: zone) {
            page throws(Problem) in
            page.facts.complete(&article, isDatedByName: !isDated)
            article.warnings += page.warnings
            // What Pelican has a head of is an article, however little it says.
            guard frontMatter.isPresent || !fields.isEmpty || page.isArticle else {
                throw Page.noArticle(file)
            }
            guard frontMatter.isPresent || page.hasContent else { throw Page.noText(file) }
            return page.html(titled: article.title)
        }
        if dialect.tool != .plain { takeLink(of: &article, metadata) }
        article.body = .html(html)
        article.bodyHash = BodyHash.of(html)
        article.headHash = MetadataHash.of(article)
        return article
    }
}

extension ArticleReader {
    /// The text of a tool's HTML without its templates' words; nil where it has none.
    ///
    /// What has no head is no template to any tool, but a page.
    private func translated(
        _ head: FrontMatter,
        of source: FrontMatter.Source,
        into article: inout Article
    ) -> String? {
        let hasTemplates = dialect.tool == .hugo || dialect.tool == .jekyll || dialect.tool == .zola
        guard dialect.tool == .pelican || hasTemplates && head.isPresent,
            let text = String(validating: head.body, as: UTF8.self),
            dialect.tool == .pelican
                ? Translation.hasPelicanLinks(text) : text.contains("{{") || text.contains("{%")
        else { return nil }
        var translation = Translation(
            dialect,
            path: article.path,
            firstLine: source.firstLine,
            page: variables(of: head, article, for: text)
        )
        let html = dialect.tool == .pelican ? translation.pelicanPage(text) : translation.markdown(of: text)
        article.warnings += translation.warnings
        article.references = translation.references
        return Insert.put(translation.inserts, into: html)
    }
}

extension String {
    fileprivate func markup(isFragment: Bool) -> MarkupTree {
        var text = self
        return text.withUTF8 { MarkupTree(of: UnsafeRawBufferPointer($0), isFragment: isFragment) }
    }
}
