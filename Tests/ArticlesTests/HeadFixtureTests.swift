import Foundation
import Testing

@testable import Articles

struct HeadFixtureTests {
    /// The article in a file of the folder of heads, read for Berlin.
    private func article(_ name: String) throws -> Article {
        let url = try #require(Bundle.module.resourceURL).appending(path: "Fixtures/heads/\(name)")
        return try read(Array(Data(contentsOf: url)), path: name, timezone: "Europe/Berlin")
    }

    private func date(_ text: String) throws -> Date {
        try Date(text, strategy: .iso8601)
    }

    @Test func `an article of Hugo is understood`() throws {
        let article = try article("hugo.md")
        #expect(article.title == "Un été à Paris: « carnet »")
        #expect(article.published == (try date("2025-07-14T07:30:00Z")))
        #expect(article.updated == (try date("2025-07-14T22:00:00Z")))
        #expect(!article.isDraft)
        #expect(article.tags == ["voyage", "c++", "Carnets"])
        #expect(article.authors == [Article.Author(name: "Élodie Dupré", email: "elodie@example.org")])
        #expect(article.image == "/img/paris.jpg")
        #expect(article.summary == "Une semaine à Paris.")
        #expect(article.body == .markdown("Bonjour.\n"))
        #expect(article.warnings == [])
    }

    @Test func `an article of Jekyll is understood`() throws {
        let article = try article("2025-07-14-jekyll.md")
        #expect(article.title == "Release 2.0")
        #expect(article.published == (try date("2025-07-13T22:00:00Z")))
        #expect(article.updated == (try date("2025-07-15T08:00:00Z")))
        #expect(article.isDraft)
        #expect(article.tags == ["news", "releases"])
        #expect(article.slug == "jekyll")
        #expect(article.link == nil)
    }

    @Test func `an article of Zola is understood`() throws {
        let article = try article("zola.md")
        #expect(article.title == "Sicher & schnell")
        #expect(article.summary == "Kurz")
        #expect(article.published == (try date("2025-07-14T07:30:00Z")))
        #expect(article.updated == (try date("2025-07-14T22:00:00Z")))
        #expect(article.authors == [Article.Author(name: "Zoë Müller")])
        #expect(article.tags == ["rust", "web"])
        #expect(article.image == "/img/z.png")
        #expect(article.body == .markdown("\nHallo.\n"))
    }

    @Test func `an article with a head in JSON is understood`() throws {
        let article = try article("feed.md")
        let episode = Article.Enclosure(url: "/7.mp3", length: 7_340_032, type: "audio/mpeg", duration: 1_865)
        #expect(article.title == "Episode 7")
        #expect(article.published == (try date("2025-07-14T07:30:00Z")))
        #expect(article.enclosures == [episode])
        #expect(article.language == "en")
        #expect(article.body == .markdown("\n# Notes\n"))
    }
}
