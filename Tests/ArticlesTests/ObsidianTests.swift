import Foundation
import TestSupport
import Testing

@testable import Articles

@Suite struct `A vault of Obsidian` {
    private func vault(_ files: [String: String] = [:]) throws -> Dialect {
        try dialect(["v/.obsidian/app.json": "{}"].merging(files) { $1 }, articles: "v").dialect
    }

    @Test(arguments: [
        ("[see](#section) #yes", ["yes"]), ("[r]: #refdef\n\n#yes", ["yes"]),
        ("<!-- #comment --> #yes", ["yes"]), ("<!-- a\n\n`code` #comment\n--> #yes", ["yes"]),
        ("`#code` #yes", ["yes"]), ("    #code\n\n#yes", ["yes"]), ("[[a #b]] #yes", ["yes"]),
        ("![x](a.png \"t #u\") #yes", ["yes"]), ("<a title=\"x #y\">z</a> #yes", ["yes"]),
        ("[^1]: note #yes", ["yes"]), ("a < b #yes", ["yes"]), ("\\#no #yes", ["yes"]),
        ("a\n\n## Heading #yes", ["yes"]), ("%% #no %% #yes", ["yes"]),
        ("(#paren) [a] (#b)", ["paren", "b"]),
    ])
    func `has the tags that stand in its texts, and no other number signs`(text: String, tags: [String])
        throws
    {
        #expect(try read(text, in: vault()).tags == tags)
    }

    @Test(arguments: [
        ("\\[[Note]] x", "<p>[[Note]] x</p>\n"), ("\\\\[[n]]", "<p>\\<a href=\"%5B%5Bn%5D%5D\">n</a></p>\n"),
        ("\\![[n]]", "<p>!<a href=\"%5B%5Bn%5D%5D\">n</a></p>\n"),
        ("a %%b%% c", "<p>a  c</p>\n"), ("%%a `b` c%% d", "<p>d</p>\n"),
        ("`%%a%%`", "<p><code>%%a%%</code></p>\n"),
        ("a\n\n%%b\n\n```\nc\n```\n\nd", "<p>a</p>\n"),
        ("a\n\n%%\n\n    b\n\n%%\n\nc", "<p>a</p>\n<p>c</p>\n"),
        (
            "b ![alt|100](https://x.y/p.png)",
            #"<p>b <img src="https://x.y/p.png" alt="alt" width="100"></p>"# + "\n"
        ),
        (
            "![a|100x20](https://x.y/p.png) b",
            #"<p><img src="https://x.y/p.png" alt="a" width="100" height="20"> b</p>"# + "\n"
        ),
        (
            #"![a|100](p.png "t")"#, #"<p><img src="p.png" alt="a" title="t"></p>"# + "\n"
        ),
    ])
    func `shows its texts as it does itself`(text: String, html: String) throws {
        #expect(try read(text, in: vault()).html() == html)
    }

    @Test func `has links in its properties that are read as their names`() throws {
        let head = """
            title: "On [[Tides|the tides]]"
            author: "[[Jane Roe]]"
            tags: ["[[Sea]]", "[[Places/North#Coast|North]]"]
            summary: "By [[People/Jane Roe]] and [[Bo#Life]]"
            image: "[[a.png]]"
            """
        let article = try read("---\n\(head)\n---\nx", in: vault())
        #expect(article.title == "On the tides")
        #expect(article.authors.map(\.name) == ["Jane Roe"])
        #expect(article.tags == ["Sea", "North"])
        #expect(article.summary == "By People/Jane Roe and Bo > Life")
        #expect(article.image == "[[a.png]]")
        #expect(
            try read("---\nauthor: \"[[Jane Roe]]\"\n---\nx", in: .plain).authors[0].name == "[[Jane Roe]]"
        )
    }

    @Test func `warns of a comment that is never closed, with its line`() throws {
        let article = try read("a\n\nb %%c\n\nsecret", in: vault())
        #expect(article.warnings.map(\.line) == [3])
        #expect(article.warnings.first?.message.contains("never closed") == true)
        #expect(try read("a %%b%%", in: vault()).warnings == [])
    }

    @Test func `leaves out the template of its daily notes`() throws {
        let files = ["v/.obsidian/daily-notes.json": #"{"folder": "Daily", "template": "Templates/Day"}"#]
        let layout = try vault(files).layout
        #expect(!layout.takes("Templates/Day.md"))
        #expect(layout.takes("Templates/Other.md") && layout.takes("Daily/2026-03-02.md"))
    }
}
