import Foundation

/// What one part of a page says about its article; a page has several such parts, the strongest first.
struct PageFacts: Equatable {
    var title: String?
    var summary: String?
    var link: String?
    var image: String?
    var language: String?
    var published: Date?
    var updated: Date?
    var expires: Date?
    var authors: [Article.Author] = []
    var tags: [String] = []
    var section: String?
    var isDraft = false

    /// These facts, and what a weaker part knows beyond them.
    func completed(by other: PageFacts) -> PageFacts {
        var facts = self
        facts.title = title ?? other.title
        facts.summary = summary ?? other.summary
        facts.link = link ?? other.link
        facts.image = image ?? other.image
        facts.language = language ?? other.language
        facts.published = published ?? other.published
        facts.updated = updated ?? other.updated
        facts.expires = expires ?? other.expires
        if authors.isEmpty { facts.authors = other.authors }
        if tags.isEmpty { facts.tags = other.tags }
        facts.section = section ?? other.section
        facts.isDraft = isDraft || other.isDraft
        return facts
    }

    mutating func add(tag: String) {
        if !tags.contains(tag) { tags.append(tag) }
    }

    mutating func add(author: Article.Author) {
        if !authors.contains(where: { $0.name == author.name }) { authors.append(author) }
    }

    /// Gives an article whose head is read all that the head does not say.
    func complete(_ article: inout Article, isDatedByName: Bool) {
        article.title = article.title ?? title
        article.summary = article.summary ?? summary
        article.link = article.link ?? link
        article.image = article.image ?? image
        article.language = article.language ?? language
        article.published = isDatedByName ? published ?? article.published : article.published ?? published
        article.updated = article.updated ?? updated
        article.expires = article.expires ?? expires
        if article.authors.isEmpty { article.authors = authors }
        if article.tags.isEmpty { article.tags = tags }
        article.section = article.section ?? section
        article.isDraft = article.isDraft || isDraft
    }
}
