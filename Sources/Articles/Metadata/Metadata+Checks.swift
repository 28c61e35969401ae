/// Takes what is told where it says nothing, and hides no article.
extension Metadata {
    static let dateKeys: Set<MetadataKey> = [.published, .updated, .expires]
    static let textKeys: Set<MetadataKey> = [.title, .summary, .authors, .tags, .detail]

    /// Pelican publishes nothing whose status it does not know.
    mutating func takeStatus(_ field: FrontMatter.Field, of file: FrontMatter.Source) {
        guard case .scalar(let text, _) = field.value.content else { return }
        let status = text.trimmed.lowercased()
        if ["draft", "hidden", "skip"].contains(status) { isDraft = true }
        guard dialect.tool == .pelican, !["draft", "hidden", "skip", "published", ""].contains(status) else {
            return
        }
        isDraft = true
        let message =
            "\"\(text)\" is no status of Pelican's, so this is taken for a draft; write published or draft"
        warnings.append(field.warning(message, in: file))
    }

    mutating func takeLanguage(_ field: FrontMatter.Field, of file: FrontMatter.Source) throws(Problem) {
        guard language == nil, let text = try field.text(in: file) else { return }
        writtenLanguage = text
        language = FrontMatter.Field.languageTag(text)
        if language != nil { return }
        let message = "\"\(text)\" is no language, and says nothing; write it like \(field.name): en or en-US"
        warnings.append(field.warning(message, in: file))
    }

    mutating func takeID(_ field: FrontMatter.Field, of file: FrontMatter.Source) throws(Problem) {
        guard id == nil, let text = try field.text(in: file) else { return }
        id = text
        if let flaw = field.flaw(ofID: text, in: file) { warnings.append(flaw) }
    }

    /// The author without an address that is none: a feed with one is refused by strict readers.
    mutating func checked(
        _ author: Article.Author,
        of field: FrontMatter.Field,
        in file: FrontMatter.Source
    ) -> Article.Author {
        var author = author
        if let email = author.email, !email.isEmailAddress {
            let message =
                "\"\(email)\" is no e-mail address, and says nothing; write it like name@example.org"
            warnings.append(field.warning(message, in: file))
            author.email = nil
        }
        if let url = author.url, !url.isWebAddress, !url.lowercased().hasPrefix("mailto:") {
            warnings.append(field.warning(FrontMatter.Field.advice(onAddress: url), in: file))
            author.url = nil
        }
        return author
    }
}
