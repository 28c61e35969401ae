import Testing

@testable import Articles

@Suite struct `A value that says nothing` {
    @Test(arguments: [("en_US", "en-US"), ("de", "de"), ("zh-Hant-TW", "zh-Hant-TW")])
    func `is no language as others write it`(written: String, tag: String) throws {
        let article = try read("---\nlang: \(written)\n---\nx")
        #expect(article.language == tag)
        #expect(article.warnings == [])
    }

    @Test(arguments: [
        "lang: 'x!!'", "lang: not a tag", "episode: 0", "season: 0", "season: {number: 0, name: x}",
    ])
    func `is told with its line, and hides no article`(head: String) throws {
        let article = try read("---\ntitle: T\n\(head)\n---\nx")
        #expect(article.language == nil)
        #expect(article.details?.episode == nil && article.details?.season == nil)
        #expect(article.warnings.map(\.line) == [3])
        #expect(article.warnings.first?.message.contains(", and says nothing; ") == true)
    }

    @Test(arguments: ["nomail", "no mail@x", "a@", "@b.example", "a@b@c", "<a@b.example>"])
    func `is no e-mail address`(email: String) throws {
        let article = try read("---\ntitle: T\nauthor: { name: N, email: \"\(email)\" }\n---\nx")
        #expect(article.authors == [Article.Author(name: "N")])
        #expect(article.warnings.map(\.line) == [3])
        #expect(article.warnings.first?.message.contains("name@example.org") == true)
    }

    @Test(arguments: ["a@b.example", "a.b+c@d", "ä@ö.example"])
    func `is not taken for an address that is one`(email: String) throws {
        let article = try read("---\ntitle: T\nauthor: { name: N, email: \"\(email)\" }\n---\nx")
        #expect(article.authors.map(\.email) == [email])
        #expect(article.warnings.isEmpty)
    }

    @Test(arguments: [
        ("a b", true), ("javascript:alert(1)", true), ("my-1", true), ("tag:x.example,2026:a", false),
    ])
    func `is an id that is no address of a thing, which is kept and told`(id: String, isTold: Bool) throws {
        let article = try read("---\nid: \"\(id)\"\n---\nx")
        #expect(article.id == id)
        #expect(article.warnings.contains { $0.message.contains("urn:uuid:") } == isTold)
    }

    @Test(arguments: ["draft", "hidden"])
    func `is no status of a page that is a draft`(status: String) throws {
        let page =
            "<html><head><title>T</title><meta name=\"status\" content=\"\(status)\"></head>"
            + "<body><article><p>Some text of it.</p></article></body></html>"
        #expect(try read(page, path: "a.html").isDraft)
        #expect(try !read(page.replacing(status, with: "published"), path: "a.html").isDraft)
    }
}
