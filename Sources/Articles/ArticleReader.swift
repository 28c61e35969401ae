package import Foundation

/// Reads the bytes of one article file into an `Article`.
package struct ArticleReader: Sendable {
    private let zone: WrittenDate.Zone

    /// Makes a reader for articles whose dates, where they name no zone, are of `timezone`.
    package init(timezone: TimeZone) {
        zone = WrittenDate.Zone(timezone)
    }

    /// The article that `bytes` say, which were read from `path`, relative to the articles folder.
    ///
    /// Without its body, which only the catalogue does without, Markdown that has a title is never made a text.
    package func read(
        _ bytes: UnsafeRawBufferPointer,
        path: String,
        withBody: Bool = true
    ) throws(Problem) -> Article {
        let file = FrontMatter.Source(bytes: bytes, path: path)
        guard let form = Form(path: path) else {
            throw file.problem("is no article, name it .md or .txt")
        }
        try file.checkBytes()
        let frontMatter = try FrontMatter(of: file)
        let metadata = try Metadata(frontMatter.fields, of: file, zone: zone)
        let isHeadEnough = !withBody && form == .markdown && metadata.title != nil
        guard
            let text = isHeadEnough
                ? checked(frontMatter.body) : String(validating: frontMatter.body, as: UTF8.self)
        else {
            throw file.invalidUTF8
        }
        var article = Article(
            path: path,
            body: .markdown(text),
            bodyHash: BodyHash.of(frontMatter.body),
            headHash: ContentHash(high: 0, low: 0),
            fileHash: ContentHash(of: bytes)
        )
        metadata.write(to: &article)
        switch form {
        case .markdown: takeHeading(of: &article, text: text)
        case .plainText: takeShape(of: &article, text: text, hasFrontMatter: frontMatter.isPresent)
        }
        article.headHash = MetadataHash.of(article)
        return article
    }

    /// What the head alone says of an article: no title that stands in its body, and none of its hashes.
    ///
    /// Nil where a head cannot tell, for the text has its parts by their shape.
    package func readHead(_ bytes: UnsafeRawBufferPointer, path: String) throws(Problem) -> Article? {
        let file = FrontMatter.Source(bytes: bytes, path: path)
        try file.checkBytes()
        let frontMatter = try FrontMatter(of: file)
        guard frontMatter.isPresent || Form(path: path) == .markdown else { return nil }
        let metadata = try Metadata(frontMatter.fields, of: file, zone: zone)
        let none = ContentHash(high: 0, low: 0)
        var head = Article(path: path, body: .markdown(""), bodyHash: none, headHash: none, fileHash: none)
        metadata.write(to: &head)
        return head
    }

    /// An empty text for a body that could be one.
    private func checked(_ body: UnsafeRawBufferPointer) -> String? {
        UTF8Check.isValid(body) ? "" : nil
    }

    /// A heading that starts the body is the title where the head has none, and does not stand in the body again.
    private func takeHeading(of article: inout Article, text: String) {
        guard article.title == nil, let heading = MetadataHeading(startOf: text) else { return }
        article.title = heading.title
        var rest = heading.rest
        article.bodyHash = rest.withUTF8 { BodyHash.of(UnsafeRawBufferPointer($0)) }
        article.body = .markdown(rest)
    }

    private func takeShape(of article: inout Article, text: String, hasFrontMatter: Bool) {
        article.body = .plainText(text)
        guard !hasFrontMatter else { return }
        let shape = PlainText(text)
        article.title = shape.title
        article.summary = shape.summary
        article.slug = shape.slug ?? article.slug
        article.authors = shape.authors
    }

    /// How a file is written, by its name.
    private enum Form {
        case markdown
        case plainText

        init?(path: String) {
            guard let dot = path.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
            switch path[path.utf8.index(after: dot)...].lowercased() {
            case "md", "markdown", "mdown", "mkd": self = .markdown
            case "txt": self = .plainText
            default: return nil
            }
        }
    }
}
