import Foundation
import TestSupport
import Testing

@testable import Articles

@Suite struct `A plain text with a head` {
    private static let paragraphs = "First paragraph is a sentence.\n\nSecond paragraph.\n"
    private static let both = "<p>First paragraph is a sentence.</p>\n<p>Second paragraph.</p>"

    /// A clipping: a title, a summary, a slug, a text, an author with a biography.
    private static let clipping = """
        The wall holds

        A year late, the wall in the harbour is finished. It has held since then.
        wall-holds-storm

        The wall was finished in spring, a year later than the council had promised, and it has held.

        Ana Lee
        Ana Lee

        Ana Lee writes of walls.

        """

    @Test(arguments: ["Title: T\nDate: 2026-03-03\n\n", "---\ntitle: T\n---\n", "---\ntitle: T\n---\n\n"])
    func `that says its title keeps its first line in the body`(head: String) throws {
        let article = try read(head + Self.paragraphs, path: "a.txt")
        #expect(article.title == "T")
        #expect(article.html() == Self.both)
    }

    @Test(arguments: ["Date: 2026-03-03\n\n", "---\ntags: [a]\n---\n", "---\n---\n"])
    func `that says no title has the one that its shape shows`(head: String) throws {
        let article = try read(head + "A headline\n\n" + Self.paragraphs, path: "a.txt")
        #expect(article.title == "A headline")
        #expect(article.html() == Self.both)
    }

    @Test func `has each part that its head leaves open from its shape`() throws {
        let shape = PlainText(Self.clipping)
        let article = try read("---\ntags: [a]\n---\n" + Self.clipping, path: "2026-03-03-file.txt")
        #expect(article.title == "The wall holds" && article.summary?.hasPrefix("A year late") == true)
        #expect(article.slug == "wall-holds-storm" && article.authors.map(\.name) == ["Ana Lee"])
        #expect(article.html() == shape.html)
    }

    @Test(arguments: [
        ("title: Other", "<h2>The wall holds</h2>"),
        ("summary: Other.", "<p>A year late, the wall in the harbour is finished."),
        ("slug: other", "<p>wall-holds-storm</p>"), ("author: Bo Ek", "<p>Ana Lee<br>\nAna Lee</p>"),
        ("author: Bo Ek", "<p>Ana Lee writes of walls.</p>"),
    ])
    func `keeps in the body what its head says in another way`(head: String, kept: String) throws {
        let article = try read("---\n\(head)\n---\n" + Self.clipping, path: "a.txt")
        #expect(article.html().contains(kept), "\(article.html())")
    }

    @Test(arguments: [
        "title: The wall holds", "slug: wall-holds-storm", "author: Ana Lee",
        "author: { name: Ana Lee, url: 'https://ana.example' }",
    ])
    func `does not say twice what its head says in the same way`(head: String) throws {
        let article = try read("---\n\(head)\n---\n" + Self.clipping, path: "a.txt")
        #expect(article.html() == PlainText(Self.clipping).html)
        #expect(article.authors.map(\.biography) == ["Ana Lee writes of walls."])
    }

    @Test func `keeps a first line where it stood over its lines`() throws {
        let text =
            "Shopping\nA few things that we still need for the long winter evenings at the harbour.\n\nEnd."
        let article = try read("Title: T\n\n" + text, path: "a.txt")
        #expect(article.html() == PlainText("Above\n\n" + text).html)
    }

    @Test(arguments: [
        "title: T", "slug: s", "author: N", "summary: S", "title: T\nslug: s\nauthor: N\nsummary: S",
    ])
    func `loses no word of a clipping or a note, whatever its head says`(head: String) throws {
        for folder in ["clippings", "notes"] {
            for name in Fixtures.names(in: folder, ending: ".txt") {
                let text = try Fixtures.text("\(folder)/\(name).txt")
                let article = try read("---\n\(head)\n---\n" + text, path: "a.txt")
                let told = [article.title, article.summary, article.slug].compactMap(\.self)
                let names = article.authors.map(\.name)
                let kept = Set(Self.words(told + names + [HTMLText.plain(article.html())]))
                let shape = PlainText(text)
                let parts = [shape.title, shape.subtitle, shape.summary, shape.slug].compactMap(\.self)
                let all = Self.words(parts + shape.authors.map(\.name) + [HTMLText.plain(shape.html)])
                let lost = all.filter { !kept.contains($0) }
                #expect(lost.isEmpty, "\(folder)/\(name): \(lost)")
            }
        }
    }

    private static func words(_ texts: [String]) -> [Substring] {
        texts.flatMap { $0.split { !$0.isLetter && !$0.isNumber } }
    }

    @Test func `of Jekyll's posts keeps its first line`() throws {
        let found = try dialect(["_config.yml": "url: https://x.example\n"], articles: "_posts")
        let text = "---\ntitle: T\n---\n" + Self.paragraphs
        let article = try read(text, path: "2026-03-03-one.txt", in: found.dialect)
        #expect(article.html() == Self.both)
        #expect(article.slug == "one")
    }

    @Test func `tells nothing by its head alone where its shape may say a slug`() throws {
        func head(_ head: String) throws -> Article? {
            try Array("---\n\(head)\n---\nText.".utf8).withUnsafeBytes {
                try ArticleReader(timezone: .gmt).readHead($0, path: "a.txt")
            }
        }
        #expect(try head("title: T") == nil)
        #expect(try head("slug: s")?.slug == "s")
    }
}
