package import Foundation

/// Reads the bytes of one article file into an `Article`.
package struct ArticleReader: Sendable {
    private let timezone: TimeZone
    let zone: WrittenDate.Zone
    let dialect: Dialect

    /// Makes a reader for articles in a dialect whose dates, where they name no zone, are of `timezone`.
    package init(timezone: TimeZone, dialect: Dialect = .plain) {
        self.timezone = timezone
        zone = WrittenDate.Zone(timezone)
        self.dialect = dialect
    }

    /// The article that `bytes` say, which were read from `path`, relative to the articles folder.
    ///
    /// Without its body, which only the catalogue does without, Markdown that has a title is never made a text.
    package func read(
        _ bytes: UnsafeRawBufferPointer,
        path: String,
        withBody: Bool = true
    ) throws(Problem) -> Article {
        guard let form = Form(path: path) else {
            throw Problem(file: path, message: "is no article, name it .md, .txt or .html")
        }
        if form == .html { return try readPage(bytes, path: path) }
        guard let text = FileText(ofClassicLines: bytes) else {
            return try decode(bytes, of: bytes, as: form, path: path, withBody: withBody)
        }
        return try text.read { text throws(Problem) in
            try decode(text, of: bytes, as: form, path: path, withBody: withBody)
        }
    }

    /// Reads a text in whatever encoding it is: nearly all are UTF-8, and read as they are.
    private func decode(
        _ text: UnsafeRawBufferPointer,
        of bytes: UnsafeRawBufferPointer,
        as form: Form,
        path: String,
        withBody: Bool
    ) throws(Problem) -> Article {
        do throws(Problem) {
            return try read(text, of: bytes, as: form, path: path, withBody: withBody)
        } catch {
            guard let text = try FileText(of: text, path: path) else { throw error }
            var article = try text.read { text throws(Problem) in
                try read(text, of: bytes, as: form, path: path, withBody: withBody)
            }
            if let warning = text.warning { article.warnings.insert(warning, at: 0) }
            return article
        }
    }

    /// What the head alone says of an article: no title that stands in its body, and none of its hashes.
    ///
    /// Nil where a head cannot tell, for the text has its parts by their shape.
    package func readHead(_ bytes: UnsafeRawBufferPointer, path: String) throws(Problem) -> Article? {
        if let text = FileText(ofClassicLines: bytes) {
            return try text.read { text throws(Problem) in try readHead(text, path: path) }
        }
        do throws(Problem) {
            return try head(in: bytes, path: path)
        } catch {
            guard let text = try FileText(of: bytes, path: path) else { throw error }
            return try text.read { text throws(Problem) in try head(in: text, path: path) }
        }
    }

    /// Reads the text of a file, which is its bytes or what they mean in UTF-8.
    private func read(
        _ text: UnsafeRawBufferPointer,
        of bytes: UnsafeRawBufferPointer,
        as form: Form,
        path: String,
        withBody: Bool
    ) throws(Problem) -> Article {
        let file = FrontMatter.Source(bytes: text, path: path)
        try file.checkBytes()
        let frontMatter = try FrontMatter(of: file, isOfPelican: dialect.tool == .pelican)
        let metadata = try Metadata(frontMatter.fields, of: file, zone: zone, dialect: dialect)
        if form == .markdown { try checkEffort(frontMatter.body, of: file) }
        let isHeadEnough =
            !withBody && form == .markdown && metadata.title != nil && dialect.tool == .plain
        guard
            let body = isHeadEnough
                ? checked(frontMatter.body) : String(validating: frontMatter.body, as: UTF8.self)
        else {
            throw file.invalidUTF8
        }
        var article = Article(
            path: path,
            body: .markdown(body),
            bodyHash: BodyHash.of(frontMatter.body),
            headHash: ContentHash(high: 0, low: 0),
            fileHash: ContentHash(of: bytes)
        )
        metadata.write(to: &article)
        if form == .plainText {
            takeShape(of: &article, text: body, hasSlug: metadata.headSlug != nil)
        } else {
            takeHeading(of: &article, text: body)
        }
        if dialect.tool != .plain {
            translate(&article, frontMatter, of: file)
            takeLink(of: &article, metadata)
        }
        article.headHash = MetadataHash.of(article)
        return article
    }

    private func head(in text: UnsafeRawBufferPointer, path: String) throws(Problem) -> Article? {
        guard let form = Form(path: path), form != .html else { return nil }
        let file = FrontMatter.Source(bytes: text, path: path)
        try file.checkBytes()
        let frontMatter = try FrontMatter(of: file, isOfPelican: dialect.tool == .pelican)
        guard frontMatter.isPresent || form == .markdown else { return nil }
        let metadata = try Metadata(frontMatter.fields, of: file, zone: zone, dialect: dialect)
        // The text may show a slug by its shape.
        if form == .plainText, metadata.headSlug == nil { return nil }
        let none = ContentHash(high: 0, low: 0)
        var head = Article(path: path, body: .markdown(""), bodyHash: none, headHash: none, fileHash: none)
        metadata.write(to: &head)
        return head
    }

    /// Refuses a body that cmark-gfm would be at for too long.
    private func checkEffort(_ body: UnsafeRawBufferPointer, of file: FrontMatter.Source) throws(Problem) {
        guard let excess = MarkdownEffort.excess(in: body) else { return }
        let firstLine = file.line(at: file.bytes.count - body.count)
        throw file.problem(excess.message, line: firstLine + excess.line - 1)
    }

    /// An empty text for a body that could be one.
    private func checked(_ body: UnsafeRawBufferPointer) -> String? {
        UTF8Check.isValid(body) ? "" : nil
    }

    /// A heading that starts the body is the title where the head has none, and does not stand in the body again; nor does
    /// one that says what the head says.
    private func takeHeading(of article: inout Article, text: String) {
        guard let heading = MetadataHeading(startOf: text),
            let title = plainTitle(heading.title, of: article.path), title == article.title ?? title
        else { return }
        var rest = heading.rest
        // Beside a head's title it always counted as part of the body: what is an update stays one.
        if article.title == nil {
            article.title = title
            article.bodyHash = rest.withUTF8 { BodyHash.of(UnsafeRawBufferPointer($0)) }
        }
        article.body = .markdown(rest)
    }

    /// What a heading says without its Markdown; nil where that is nothing.
    ///
    /// Titles are plain text in all formats.
    private func plainTitle(_ heading: String, of path: String) -> String? {
        guard heading.utf8.contains(where: Self.marks.contains) else { return heading }
        var translation = Translation(dialect, path: path, firstLine: 1, page: [])
        // As a heading: alone, a number with a dot would begin a list.
        let markdown = translation.markdown(of: "# " + heading)
        return Self.plain(Insert.put(translation.inserts, into: Markdown.html(markdown)))
    }

    /// What may be more than text in a line of Markdown.
    private static let marks = Set("*_`[]&<\\~!={%".utf8)

    /// Makes plain Markdown of a body in a tool's own, with what stands in the text alone: its tags, its summary, a title.
    private func translate(_ article: inout Article, _ head: FrontMatter, of file: FrontMatter.Source) {
        if article.title == nil { article.title = dialect.title(ofFile: article.path) }
        guard case .markdown(let text) = article.body else { return }
        // A title that was taken out stands above it.
        let line = file.line(at: file.bytes.count - text.utf8.count)
        var translation = Translation(
            dialect,
            path: article.path,
            firstLine: line,
            page: variables(of: head, article, for: text)
        )
        let markdown = translation.markdown(of: text)
        article.body = .markdown(markdown)
        article.inserts = translation.inserts
        article.warnings += translation.warnings
        article.references = translation.references
        for tag in translation.tags where !article.tags.contains(tag) { article.tags.append(tag) }
        if let summary = article.summary {
            if dialect.tool == .pelican { article.summary = summaryOfPelican(summary, of: article.path) }
        } else if let summary = translation.summary(of: markdown) {
            article.summary = Self.plain(Insert.put(article.inserts, into: Markdown.html(summary)))
        }
    }

    /// Pelican takes a summary for Markdown with its own links. https://docs.getpelican.com/en/stable/settings.html#basic-settings
    private func summaryOfPelican(_ summary: String, of path: String) -> String? {
        var translation = Translation(dialect, path: path, firstLine: 1, page: [])
        return Self.plain(Markdown.html(translation.markdown(of: summary)))
    }

    private static func plain(_ html: String) -> String? {
        let plain = HTMLText.plain(NamedAddress.rewriting(Sanitizer.clean(html)) { _ in nil })
        return plain.isEmpty ? nil : plain
    }

    /// What templates may ask of an article.
    func variables(of head: FrontMatter, _ article: Article, for text: String) -> [Dialect.Variable] {
        var variables = [Dialect.Variable(name: "title", value: article.title ?? "")]
        if dialect.tool == .jekyll, let published = article.published, text.hasBytes("page.date") {
            let format = "%Y-%m-%d %H:%M:%S %z"
            let day = CalendarDay(published, in: timezone)
            let date = day.written(inFormat: format, offset: timezone.secondsFromGMT(for: published))
            variables.append(Dialect.Variable(name: "date", value: date ?? ""))
        }
        return variables
            + head.fields.compactMap { field in
                guard case .scalar(let text, _) = field.value.content else { return nil }
                return Dialect.Variable(name: field.name, value: text)
            }
    }

    /// The article's address is the one that it has on its own site.
    func takeLink(of article: inout Article, _ metadata: Metadata) {
        guard article.link == nil, dialect.address != nil else { return }
        let parts = metadata.addressParts(of: article.path, title: article.title ?? "", in: timezone)
        article.link = dialect.link(of: parts, path: metadata.path)
        if article.isDraft { return }
        guard let flaw = dialect.flaw(ofAddress: article.link, of: parts, path: metadata.path) else { return }
        article.warnings.append(Problem(file: article.path, message: flaw, severity: .warning))
    }

    /// What a text shows by its shape fills what the head leaves open.
    private func takeShape(of article: inout Article, text: String, hasSlug: Bool) {
        article.body = .plainText(text)
        let shape = PlainText(text)
        article.title = article.title ?? shape.title
        article.summary = article.summary ?? shape.summary
        if !hasSlug { article.slug = shape.slug ?? article.slug }
        article.authors = Self.authors(article.authors, with: shape.authors)
    }

    /// Those of the head, with the biographies that the text has of them; without them, those of the text.
    private static func authors(_ told: [Article.Author], with shown: [Article.Author]) -> [Article.Author] {
        if told.isEmpty { return shown }
        return told.map { author in
            var author = author
            author.biography = shown.first { $0.name == author.name }?.biography
            return author
        }
    }

    /// How a file is written, by its name.
    private enum Form {
        case markdown
        case plainText
        case html

        init?(path: String) {
            guard let dot = path.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
            switch path[path.utf8.index(after: dot)...].lowercased() {
            case "md", "markdown", "mdown", "mkd": self = .markdown
            case "txt": self = .plainText
            case "html", "htm", "xhtml": self = .html
            default: return nil
            }
        }
    }
}
