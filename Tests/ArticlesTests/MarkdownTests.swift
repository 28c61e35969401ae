import Articles
import Testing

struct MarkdownTests {
    @Test(arguments: Fixtures.names(in: "markdown", ending: ".md"))
    func `an article in Markdown becomes sanitised HTML`(name: String) throws {
        let hash = ContentHash(high: 0, low: 0)
        let text = try Fixtures.text("markdown/\(name).md")
        let article = Article(
            path: "a.md",
            body: .markdown(text),
            bodyHash: hash,
            headHash: hash,
            fileHash: hash
        )
        let html = article.html()
        try SanitizerTests.expectHarmless(html)
        try Fixtures.expect(html, equals: "markdown/\(name).golden")
    }

    @Test func `a NUL and unbalanced brackets do no harm`() {
        #expect(Markdown.html("a\u{0}b") == "<p>a\u{FFFD}b</p>\n")
        #expect(Markdown.html(String(repeating: "[", count: 50_000)).contains("[[["))
        #expect(Markdown.html("") == "")
    }

    @Test func `many threads may write HTML at once`() async {
        let text = String(repeating: "~~gone~~ and www.example.com\n\n- [x] done\n\n", count: 100)
        let alone = Markdown.html(text)
        #expect(alone.contains("<del>gone</del> and <a href"))
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<1_500 { group.addTask { Markdown.html(text) == alone } }
            for await isEqual in group { #expect(isEqual) }
        }
    }
}
