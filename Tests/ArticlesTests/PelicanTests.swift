import Foundation
import TestSupport
import Testing

@testable import Articles

@Suite struct `A folder of Pelican` {
    private func site(_ settings: String) throws -> Dialect {
        try dialect(["pelicanconf.py": "SITEURL = 'https://x.example'\n" + settings]).dialect
    }

    private func page(_ head: String, title: String = "T") -> String {
        "<html><head><title>\(title)</title>\(head)</head><body><p>Some text of it.</p></body></html>"
    }

    @Test(arguments: [
        ("DEFAULT_METADATA = {'status': 'draft'}", "", true),
        ("DEFAULT_METADATA = {'status': 'draft'}", "Status: published\n", false),
        ("DEFAULT_METADATA = dict(status=\"draft\", lang='fr')", "", true),
        ("DEFAULT_METADATA = {}\nDEFAULT_METADATA['status'] = 'draft'", "", true),
        ("DEFAULT_METADATA = {\n    # As all begin.\n    'status': 'draft',\n}", "", true),
        ("", "Status: Draft \n", true), ("", "Status: hidden\n", true), ("", "Status: drafted\n", true),
        ("", "Status: published\n", false), ("", "", false),
    ])
    func `publishes what is published by its head or by what holds for all`(
        settings: String,
        head: String,
        isDraft: Bool
    ) throws {
        let text = "Title: T\nDate: 2026-03-02\n\(head)\nx"
        #expect(try read(text, in: site(settings)).isDraft == isDraft)
    }

    @Test(arguments: [
        ("", "<meta name='status' content='draft'>", true),
        ("", "<meta name='status' content='published'>", false),
        ("DEFAULT_METADATA = {'status': 'draft'}", "", true),
        ("DEFAULT_METADATA = {'status': 'draft'}", "<meta name='status' content='published'>", false),
    ])
    func `asks the head of a page for its status, too`(settings: String, head: String, isDraft: Bool) throws {
        #expect(try read(page(head), path: "a.html", in: site(settings)).isDraft == isDraft)
    }

    @Test(arguments: [
        ("Title: x\nDate: 2026-03-05\n# Body begins\n\nMore.", "# Body begins\n\nMore."),
        (
            "Title: x\nDate: 2026-03-05\nMy Key: y\nStatus: draft\n\nText.",
            "My Key: y\nStatus: draft\n\nText."
        ),
        ("Title: x\nDate: 2026-03-05\n---\nText.", "Text."),
        ("Title: x\nDate: 2026-03-05\n...\nText.", "Text."),
        ("Title: x\n   Date:2026-03-05\nText.", "Text."),
    ])
    func `has a head up to the first line that is none of it`(text: String, body: String) throws {
        let article = try read(text, in: site(""))
        #expect(article.title == "x")
        #expect(article.published == Date(timeIntervalSince1970: 1_772_668_800))
        #expect(!article.isDraft)
        #expect(article.body == .markdown(body))
    }

    @Test func `has the other values that hold for all articles which say nothing else`() throws {
        let settings = "DEFAULT_METADATA = {'tags': 'a, b', 'author': 'Ada', 'lang': 'fr', 'category': 'no'}"
        let article = try read("Title: T\n\nx", in: site(settings))
        #expect(article.tags == ["a", "b"])
        #expect(article.authors.map(\.name) == ["Ada"])
        #expect(article.language == "fr")
        // Pelican's own category for what has none is stronger.
        #expect(article.section == nil)
        let own = try read("Title: T\nTags: c\nAuthors: Bo; Cy\n\nx", in: site(settings))
        #expect(own.tags == ["c"])
        #expect(own.authors.map(\.name) == ["Bo", "Cy"])
    }

    @Test(arguments: [
        ("", ["a.md", "blog/b.md", "blog/old/c.md"], ["pages/d.md"]),
        ("ARTICLE_PATHS = ['blog']", ["blog/b.md", "blog/old/c.md"], ["a.md", "pages/d.md", "blogs/e.md"]),
        ("ARTICLE_PATHS = ['blog/', 'a.md']", ["blog/b.md", "a.md"], ["b.md"]),
        ("ARTICLE_EXCLUDES = ['blog/old']", ["a.md", "blog/b.md"], ["blog/old/c.md", "pages/d.md"]),
        ("ARTICLE_PATHS = ['blog']\nARTICLE_EXCLUDES = ('blog/old',)", ["blog/b.md"], ["blog/old/c.md"]),
        ("PAGE_PATHS = ['static']", ["pages/d.md"], ["static/e.md"]),
        ("ARTICLE_PATHS = ['pages']", ["pages/d.md"], ["a.md"]),
        ("ARTICLE_PATHS = 'blog'", ["a.md"], ["pages/d.md"]),
    ])
    func `has its articles where it looks for them`(settings: String, taken: [String], left: [String]) throws
    {
        let site = try site(settings)
        #expect(taken.filter { !site.layout.takes($0) } == [])
        #expect(left.filter { site.layout.takes($0) } == [])
        let files = ["pelicanconf.py": settings, "content/a.md": "x"]
        let above = try dialect(files, articles: ".").dialect
        #expect(taken.filter { !above.layout.takes("content/" + $0) } == [])
        #expect(left.filter { above.layout.takes("content/" + $0) } == [])
    }

    @Test func `is taken whole where the definition names a folder in it`() throws {
        let settings = "ARTICLE_PATHS = ['blog']\nARTICLE_EXCLUDES = ['blog/old']\n"
        let blog = try dialect(["pelicanconf.py": settings], articles: "content/blog").dialect.layout
        #expect(blog.takes("b.md") && !blog.takes("old/c.md"))
        let pages = try dialect(["pelicanconf.py": settings], articles: "content/pages").dialect.layout
        #expect(pages.takes("d.md"))
    }

    /// `pelican-slugs.tsv` holds what Pelican 4.12 answered when it was asked.
    @Test(arguments: [
        (1, ""), (2, "SLUGIFY_PRESERVE_CASE = True\n"), (3, "SLUGIFY_USE_UNICODE = True\n"),
    ])
    func `has the slugs that Pelican makes, or says that they are not known`(
        column: Int,
        settings: String
    ) throws {
        let naming = try site(settings).pelicanNaming
        let lines = try Fixtures.text("pelican-slugs.tsv").split(separator: "\n").drop { $0.hasPrefix("# ") }
        #expect(lines.count > 20)
        for line in lines {
            let row = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            #expect(naming.slug(of: row[0]) ?? "?" == row[column], "\(row[0])")
        }
    }

    @Test(arguments: [
        ("", "Title: Größe & Maß\n", "groesse.md", "grosse-mass.html"),
        ("", "Title: T\nSlug: my/own one\n", "a.md", "my/own%20one.html"),
        ("SLUGIFY_SOURCE = 'basename'\n", "Title: T\n", "x/A File.md", "a-file.html"),
        ("", "Title: T\nLang: fr\n", "a.md", "t-fr.html"),
        ("DEFAULT_LANG = 'fr'\n", "Title: T\nLang: fr\n", "a.md", "t.html"),
        ("DEFAULT_LANG = 'en-US'\n", "Title: T\n", "a.md", "t.html"),
        ("ARTICLE_LANG_URL = '{lang}/{slug}/'\n", "Title: T\nLang: ja\n", "a.md", "ja/t/"),
        (
            "SLUG_REGEX_SUBSTITUTIONS = [(r'[^\\w\\s]', ''), (r'\\s+', '_')]\n", "Title: A, b c\n", "a.md",
            "a_b_c.html"
        ),
        ("ARTICLE_URL = '{category}/{slug}'\n", "Title: T\nCategory: Öl & Gas\n", "a.md", "ol-gas/t"),
    ])
    func `has the addresses of its site`(settings: String, head: String, path: String, link: String) throws {
        let article = try read(head + "Date: 2026-03-02\n\nx", path: path, in: site(settings))
        #expect(article.link == "https://x.example/" + link)
        #expect(article.warnings == [])
    }

    /// `pelican-paths.tsv` holds what Pelican 4.12 answered when it was asked.
    @Test func `takes from paths and settings what a head does not say, as Pelican does`() throws {
        let usual =
            "TIMEZONE = 'UTC'\nARTICLE_URL = '{category}/{date:%Y-%m-%d}/{slug}'\n"
            + "ARTICLE_LANG_URL = ARTICLE_URL\n"
        let lines = try Fixtures.text("pelican-paths.tsv").split(separator: "\n").drop { $0.hasPrefix("# ") }
        #expect(lines.count > 20)
        for line in lines {
            let row = line.split(separator: "\t", omittingEmptySubsequences: false)
                .map { String($0.replacing("; ", with: "\n")) }
            let dialect = try site(usual + row[0] + "\n")
            let article = try read("Title: A Title\n\(row[2])\nText.\n", path: row[1], in: dialect)
            #expect(article.link == "https://x.example/" + row[3], "\(line)")
            let tags = row[4].split(separator: ", ").map(String.init)
            #expect(tags.filter { !article.tags.contains($0) } == [], "\(line)")
            #expect(article.warnings == [], "\(line)")
        }
    }

    @Test(arguments: [("{slug}.html", true), ("{date:%Y}/{slug}.html", false)])
    func `has the address of what its file dates where no date stands in that`(url: String, isKnown: Bool)
        throws
    {
        let dialect = try site("DEFAULT_DATE = 'fs'\nARTICLE_URL = '\(url)'\n")
        let article = try read("Title: T\n\nx", in: dialect)
        #expect(article.published == nil)
        #expect(article.link == (isKnown ? "https://x.example/t.html" : nil))
        #expect(article.warnings.contains { $0.message.contains("its file's date") } == !isKnown)
    }

    @Test func `tells of a pattern that only Python knows, and does without it`() throws {
        let found = try dialect(["pelicanconf.py": "PATH_METADATA = r'(?P<slug>a)(?(slug)b|c)'\n"])
        #expect(found.problems.map(\.severity) == [.warning])
        let message = try #require(found.problems.first?.message)
        #expect(message.hasPrefix("PATH_METADATA is a pattern that only Python knows"))
        #expect(try read("Title: T\n\nx", in: found.dialect).slug == nil)
    }

    @Test(arguments: [
        ("TAG_URL = 'tags/{slug}/'", "{tag}two words", "https://x.example/tags/two-words/"),
        ("CATEGORY_URL = 'c/{name}'", "{category}Sea", "https://x.example/c/Sea"),
        ("AUTHOR_URL = '/by/{slug}'", "{author}Ada L", "https://x.example/by/ada-l"),
        ("TAG_URL = ''", "{tag}x", "%5B%5Btag/x/%5D%5D"),
        ("TAG_URL = 't/{other}'", "{tag}x", "%5B%5Btag/x/%5D%5D"),
    ])
    func `leads to its pages of tags where the site has them`(settings: String, link: String, url: String)
        throws
    {
        let html = try read("[t](<\(link)>)", in: site(settings)).html()
        #expect(html.contains("href=\"\(url)\""), "\(html)")
    }

    @Test(arguments: ["Title: 日本語\n", "Title: !!!\n", "Title: Ελληνικά\n"])
    func `gives out no address that is not known, and tells what would be right`(head: String) throws {
        let article = try read(head + "Date: 2026-03-02\n\nx", in: site(""))
        #expect(article.link == nil)
        #expect(article.warnings.map(\.message).contains { $0.contains("write Slug: ") })
        let own = try read(head + "Slug: mine\nDate: 2026-03-02\n\nx", in: site(""))
        #expect(own.link == "https://x.example/mine.html")
    }

    @Test func `reads the head of a page as it does that of a text`() throws {
        let head = """
            <meta name="date" content="2024-06-09 10:00"><meta name="slug" content="own">
            <meta name="category" content="Sea"><meta name="tags" content="a, b"><meta name="keywords" content="c">
            <meta name="author" content="Ada"><meta name="author" content="Bo"><meta name="viewport" content="x">
            """
        let dialect = try site("ARTICLE_URL = '{category}/{date:%Y}/{slug}.html'\n")
        let article = try read(page(head), path: "a.html", in: dialect)
        #expect(article.link == "https://x.example/sea/2024/own.html")
        #expect(article.tags == ["a", "b", "c", "Sea"] || article.tags == ["Sea", "a", "b", "c"])
        #expect(article.authors.map(\.name) == ["Ada", "Bo"])
        #expect(article.warnings == [])
    }

    @Test func `has its links in pages, too`() throws {
        let body = """
            <html><head><title>T</title></head><body><p><a href="{filename}/a b.md#c">one</a>
            <img src='{static}/img/my pic.png'> <a href="{attach}d.pdf">two</a> <a href="{tag}e f">three</a>
            and a text that says something of its own, so that this is no list of links alone.</p></body></html>
            """
        let html = try read(body, path: "a.html", in: site("")).html()
        #expect(html.contains(#"<a href="%5B%5B/a%20b.md%5D%5D#c">"#))
        #expect(html.contains(#"<img src="%5B%5B/img/my%20pic.png%5D%5D""#))
        #expect(html.contains(#"<a href="https://x.example/tag/e-f.html">"#))
        #expect(!html.contains("{"))
    }

    @Test(arguments: [
        ("[t]({tag}two words)", #"<a href="https://x.example/tag/two-words.html">t</a>"#),
        ("[a]({filename}/Deep Cat/third.md#f)", #"<a href="%5B%5B/Deep%20Cat/third.md%5D%5D#f">a</a>"#),
        ("![i]({static}/img/my pic.png)", #"<img src="%5B%5B/img/my%20pic.png%5D%5D" alt="i">"#),
        (
            "[a]({filename}b (c).md \"Title\") x",
            #"<a href="%5B%5Bb%20%28c%29.md%5D%5D" title="Title">a</a> x"#
        ),
        ("[a](<{filename}b c.md>)", #"<a href="%5B%5Bb%20c.md%5D%5D">a</a>"#),
        ("[a][r]\n\n[r]: {filename}b.md", #"<a href="%5B%5Bb.md%5D%5D">a</a>"#),
        ("[a]({tag}日本)", #"<a href="%5B%5Btag/%E6%97%A5%E6%9C%AC/%5D%5D">a</a>"#),
    ])
    func `has links with spaces`(text: String, html: String) throws {
        let written = try read(text, in: site("")).html()
        #expect(written.contains(html), "\(written)")
    }

    @Test func `has summaries in plain text`() throws {
        let text = "Title: T\nSummary: See [b]({filename}b.md) and *this* & <b>that</b>\n\nx"
        #expect(try read(text, in: site("")).summary == "See b and this & that")
    }

    @Test(arguments: [
        ("2024/06/06 10:00", 1_717_668_000), ("June 7, 2024 3pm", 1_717_772_400),
        ("Jun 7 2024", 1_717_718_400),
        ("2024-06-07_15:00", 1_717_772_400), ("June 7th, 2024 12:30 AM", 1_717_720_200),
    ])
    func `has the dates that Pelican reads`(date: String, seconds: Int) throws {
        let article = try read("Title: T\nDate: \(date)\n\nx", in: site(""))
        #expect(article.published.map { Int($0.timeIntervalSince1970) } == seconds)
    }
}

@Suite struct `Settings in Python` {
    @Test func `are what is written out at the left margin`() {
        let settings = PythonSettings(
            #"""
            """A text with
            NAME = 'no'
            """
            import os
            NAME = 'a' "b"  # A comment.
            LIST = ['x', "y",
                u'z', ]
            ONE = ('in parentheses')
            PAIR = [(r'\s+', '-')]
            SUM = NAME + '/c'
            LIST += ['w']
            RUN = os.environ.get('X', 'y')
            if True:
                HIDDEN = 'no'
            WORD = True
            EQUAL == 'no'
            MAP = {'a': 1, 'b': ['c']}
            BROKEN = ['a', 'b'
            """#
        )
        #expect(settings.text("NAME") == "ab")
        #expect(settings.texts("LIST") == ["x", "y", "z", "w"])
        #expect(settings.text("ONE") == "in parentheses")
        #expect(settings.text("SUM") == "ab/c")
        #expect(settings.text("WORD") == "True")
        for name in ["RUN", "HIDDEN", "EQUAL", "BROKEN"] { #expect(settings.values[name] == nil, "\(name)") }
        guard case .list(let pairs) = settings.values["PAIR"], case .list(let pair) = pairs.first else {
            Issue.record("no pair")
            return
        }
        #expect(pair.compactMap(\.scalar) == [#"\s+"#, "-"])
    }

    @Test(arguments: ["A = [", "A = '", "A = {'a':", "A = (", "A=\\\n", "A = '''", "A['a'] = "])
    func `end somewhere`(text: String) {
        #expect(PythonSettings(String(repeating: text, count: 2_000)).values.isEmpty)
    }
}
