import Foundation
import TestSupport
import Testing

@testable import Articles

@Suite struct `A folder of Zola` {
    private func site(_ settings: String = "", _ files: [String: String] = [:]) throws -> Dialect {
        let config = ["config.toml": "base_url = 'https://x.example'\n" + settings]
        return try dialect(config.merging(files) { $1 }).dialect
    }

    /// `zola-slugs.tsv` holds what Zola's own libraries answered when they were asked.
    @Test func `has the slugs that Zola makes, or says that they are not known`() throws {
        let lines = try Fixtures.text("zola-slugs.tsv").split(separator: "\n").drop { $0.hasPrefix("# ") }
        #expect(lines.count > 15)
        let naming = ZolaNaming()
        for line in lines {
            let row = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            #expect(naming.path(row[0]) ?? "?" == row[1], "\(row[0])")
        }
    }

    @Test(arguments: [
        ("", "blog/my_post.md", "", "blog/my-post/"), ("", "blog/don't.md", "", "blog/don-t/"),
        ("", "blog/a.md", "slug = 'my_slug_x'", "blog/my-slug-x/"),
        ("", "My Section/a post.md", "", "My%20Section/a-post/"),
        ("", "2021-01-02T10:20:30Z-full.md", "", "full/"), ("", "2021-01-02.md", "", "2021-01-02/"),
        ("[slugify]\npaths = 'off'", "blog/My_Post .md", "", "blog/My_Post%20/"),
        ("[slugify]\npaths = 'safe'", "blog/Größe: a?.md", "", "blog/Gr%C3%B6%C3%9Fe%20a/"),
        ("[slugify]\npaths_keep_dates = true", "2021-01-02-x.md", "", "2021-01-02-x/"),
        ("", "2021-01-02_x.md", "", "x/"),
    ])
    func `has the addresses of its site`(settings: String, path: String, head: String, link: String) throws {
        let article = try read("+++\n\(head)\n+++\nx", path: path, in: site(settings))
        #expect(article.link == "https://x.example/" + link)
    }

    @Test func `gives out no address that is not known, and tells what would be right`() throws {
        let article = try read("+++\n+++\nx", path: "blog/日本語.md", in: site())
        #expect(article.link == nil)
        #expect(article.warnings.map(\.message).contains { $0.contains("write slug = ") })
    }

    @Test func `has only drafts in a section that is one`() throws {
        let files = [
            "content/a/_index.md": "+++\ndraft = true\n+++\n", "content/b/_index.md": "+++\n+++\n",
            "content/c/_index.fr.md": "---\ndraft: true\n---\n",
        ]
        let site = try site("[languages.fr]\n", files)
        let text = "+++\ndraft = false\n+++\nx"
        #expect(try read(text, path: "a/x.md", in: site).isDraft)
        #expect(try read(text, path: "a/deep/down/x.md", in: site).isDraft)
        #expect(try read(text, path: "c/index.md", in: site).isDraft)
        #expect(try !read(text, path: "b/x.md", in: site).isDraft)
        #expect(try !read(text, path: "ab/x.md", in: site).isDraft)
        let whole = try self.site("", ["content/_index.md": "+++\ndraft = true\n+++\n"])
        #expect(try read(text, path: "b/x.md", in: whole).isDraft)
        let found = try dialect(["config.toml": "base_url = 'https://x.example'"])
        #expect(found.dialect.isDecided(at: found.folder.absolute("content/a/_index.md")))
    }

    @Test func `has only drafts where a section above the articles folder is one`() throws {
        let files = [
            "config.toml": "base_url = 'https://x.example'",
            "content/a/_index.md": "+++\ndraft = true\n+++\n",
        ]
        let found = try dialect(files, articles: "content/a/b").dialect
        #expect(try read("+++\n+++\nx", path: "x.md", in: found).isDraft)
    }

    @Test(arguments: [
        ("a {{ video(sources=[\"a.webm\", \"b.mp4\"]) }} b", "<p>a  b</p>", "unknown shortcode \"video\""),
        ("a {{ video(sources=[], n=[[1, 2], [3]], c='d') }} b", "<p>a  b</p>", "unknown shortcode \"video\""),
        ("{% box(c=['x']) %}\n*b*\n{% end %}", "<p><em>b</em></p>", "unknown shortcode \"box\""),
        ("a {{ unclosed(a=\"b\"\nnext", "<p>a\nnext</p>", "\"unclosed\" is never closed"),
        ("a {{ unclosed(a=\"b", "<p>a</p>", "\"unclosed\" is never closed"),
        ("a {% unclosed(a=1) \nnext", "<p>a\nnext</p>", "\"unclosed\" is never closed"),
        ("a {{ odd(a=\"b) }} c", "<p>a  c</p>", "\"odd\" cannot be read"),
        (
            "a {{ odd(=) }} c {{ gist(url=\"https://g.example\") }}", "<a href=\"https://g.example\">",
            "\"odd\" cannot"
        ),
    ])
    func `has no shortcode that reaches a reader without a word`(
        text: String,
        html: String,
        words: String
    ) throws {
        let article = try read("+++\n+++\n" + text, path: "a.md", in: site())
        let shown = article.html().trimmingCharacters(in: .newlines)
        #expect(html.hasPrefix("<a") ? shown.contains(html) : shown == html, "\(shown)")
        #expect(article.warnings.map(\.line) == [3])
        #expect(article.warnings.first?.message.contains(words) == true, "\(article.warnings)")
    }

    @Test(arguments: ["{{ a }}", "{{ a.b(c) }", "{ {a()}}", "{{ (x) }}"])
    func `has braces that are no shortcodes as they stand`(text: String) throws {
        let article = try read("+++\n+++\n" + text, path: "a.md", in: site())
        #expect(article.warnings == [])
        #expect(HTMLText.plain(article.html()) == text)
    }
}
