import Foundation
import TestSupport
import Testing

@testable import Articles

/// What hugo 0.111 does with the same files was looked up by running it.
@Suite struct `A site of Hugo` {
    /// The articles of a site that consists of these files, by their paths in `content`.
    private func site(
        _ files: [String: String],
        articles folder: String = "content"
    ) throws -> (articles: [String: Article], dialect: Dialect, problems: [Problem]) {
        let site = try TemporaryFolder()
        try site.makeFolder(folder)
        for (path, text) in files {
            try site.makeFolder((path as NSString).deletingLastPathComponent)
            try site.write(text, to: path)
        }
        let (dialect, problems) = Dialect.find(for: site.absolute(folder))
        let reader = ArticleReader(timezone: .gmt, dialect: dialect)
        let place = ArticleFolder(root: site.absolute(folder), layout: dialect.layout)
        var articles: [String: Article] = [:]
        for path in place.names() {
            guard case .read(_, let bytes) = place.read(path) else { continue }
            do {
                articles[path] = try bytes.withUnsafeBytes { try reader.read($0, path: path) }
            } catch let problem as Problem {
                #expect(problem.severity == .notice, "\(problem)")
            }
        }
        return (articles, dialect, problems)
    }

    private static func text(_ head: String) -> String { "---\n\(head)\n---\nText.\n" }

    @Test func `says for its texts what they do not say, the nearest section first`() throws {
        let found = try site([
            "hugo.toml": """
            baseURL = 'https://x.example/'
            [[cascade]]
            tags = ['site']
            author = 'Site'
            [cascade._target]
            path = '/{posts,news}/**'
            """,
            "content/_index.md": Self.text("cascade:\n  description: Home"),
            "content/posts/_index.md": Self.text(
                "cascade:\n- _target:\n    path: /posts/sub/**\n  author: Sub\n- author: Posts\n- target: {kind: section}\n  tags: [no]"
            ),
            "content/posts/a.md": Self.text("title: A"), "content/posts/own.md": Self.text("authors: Own"),
            "content/posts/sub/b.md": Self.text("title: B"), "content/postscript.md": Self.text("title: P"),
            "content/news/c.md": Self.text("title: C\nsummary: Own"),
        ])
        #expect(found.problems == [])
        let authors = found.articles.mapValues { $0.authors.map(\.name).joined() }
        #expect(
            authors == [
                "posts/a.md": "Posts", "posts/own.md": "Own", "posts/sub/b.md": "Sub", "postscript.md": "",
                "news/c.md": "Site",
            ]
        )
        #expect(found.articles["posts/a.md"]?.tags == ["site"])
        #expect(found.articles["postscript.md"]?.summary == "Home")
        #expect(found.articles["news/c.md"]?.summary == "Own")
    }

    @Test(arguments: [("content", "posts/a.md"), ("content/posts", "a.md")])
    func `says by the nearest section what several say, also by those above the articles folder`(
        folder: String,
        path: String
    ) throws {
        let files = [
            "hugo.toml": "baseURL = 'https://x.example/'\n",
            "content/_index.md": Self.text("cascade:\n  author: Home\n  description: Home"),
            "content/posts/_index.md": Self.text("cascade:\n  author: Posts"),
            "content/posts/a.md": Self.text("title: A"),
        ]
        let article = try site(files, articles: folder).articles[path]
        #expect(article?.authors.map(\.name) == ["Posts"])
        #expect(article?.summary == "Home")
    }

    @Test func `says nothing for texts in another language`() throws {
        let found = try site([
            "hugo.toml": "baseURL = 'https://x.example/'\n[languages.en]\n[languages.fr]\n",
            "content/posts/_index.md": Self.text("cascade:\n  author: Ines"),
            "content/posts/_index.fr.md": Self.text("cascade:\n  author: Inès"),
            "content/posts/a.md": Self.text("title: A"), "content/posts/a.fr.md": Self.text("title: A"),
        ])
        #expect(found.articles["posts/a.md"]?.authors.map(\.name) == ["Ines"])
        #expect(found.articles["posts/a.fr.md"]?.authors.map(\.name) == ["Inès"])
    }

    @Test func `whose section is not understood is told of with the line`() throws {
        let found = try site([
            "hugo.toml": "", "content/_index.md": "---\ntitle: [\n---\n",
            "content/posts/_index.md": Self.text("cascade:\n  draft: perhaps"),
            "content/a.md": Self.text("title: A"),
        ])
        #expect(found.problems.first?.line != nil)
        #expect(found.problems.first?.severity == .warning)
        let reader = ArticleReader(timezone: .gmt, dialect: found.dialect)
        let problem = #expect(throws: Problem.self) {
            try Array(Self.text("title: B").utf8).withUnsafeBytes { try reader.read($0, path: "posts/b.md") }
        }
        #expect(problem?.line == nil)
        #expect(problem?.message.contains("a section above") == true)
    }

    @Test func `takes dates from where its configuration says`() throws {
        let found = try site([
            "hugo.toml": """
            baseURL = 'https://x.example/'
            [frontmatter]
            date = [':filename', 'mydate', ':default']
            lastmod = ['changed', ':git', ':fileModTime', 'lastmod']
            publishDate = ['goes', ':default']
            [permalinks]
            dated = '/:year/:month/:slug/'
            """,
            "content/dated/2024-05-06_und.md": Self.text("title: Und\nlastmod: 2025-01-01"),
            "content/dated/2024-05-07.md": Self.text("title: Only"),
            "content/dated/2024-05-08-b/index.md": Self.text("title: Bund"),
            "content/dated/my.md": Self.text(
                "mydate: 2020-01-02\ngoes: 2020-01-03\nchanged: 2020-01-04\ntitle: My"
            ),
            "content/posts/2024-01-02-hello.md": Self.text("title: Hello"),
            "content/posts/2024-01-03-hello.md": Self.text("title: Hello\nslug: own\ndate: 2019-01-01"),
        ])
        let links = found.articles.mapValues { $0.link?.replacing("https://x.example", with: "") }
        #expect(
            links == [
                "dated/2024-05-06_und.md": "/2024/05/und/", "dated/2024-05-07.md": "/2024/05/only/",
                "dated/2024-05-08-b/index.md": "/2024/05/b/", "dated/my.md": "/2020/01/my/",
                "posts/2024-01-02-hello.md": "/posts/hello/", "posts/2024-01-03-hello.md": "/posts/own/",
            ]
        )
        func day(_ date: Date?) -> String? { date.map { String($0.ISO8601Format().prefix(10)) } }
        let my = found.articles["dated/my.md"]
        #expect(day(my?.published) == "2020-01-03")
        #expect(day(my?.updated) == "2020-01-04")
        #expect(day(found.articles["posts/2024-01-03-hello.md"]?.published) == "2019-01-01")
        #expect(day(found.articles["dated/2024-05-07.md"]?.published) == "2024-05-07")
        // A file's time is what counts where nothing is said.
        #expect(found.articles["dated/2024-05-06_und.md"]?.updated == nil)
    }

    @Test func `has texts that appeared and were not changed, whatever it calls a change`() throws {
        let found = try site([
            "hugo.toml": "[frontmatter]\nlastmod = ['lastmod', 'date']\n",
            "content/new.md": Self.text("title: N\ndate: 2024-01-02"),
            "content/old.md": Self.text("title: O\ndate: 2024-01-02\nlastmod: 2024-01-03"),
        ])
        #expect(found.articles["new.md"]?.published != nil && found.articles["new.md"]?.updated == nil)
        #expect(found.articles["old.md"]?.updated != nil)
    }

    @Test func `of whose addresses one needs a date that is not there leads to the year 1, and tells of it`()
        throws
    {
        let found = try site([
            "hugo.toml": "baseURL = 'https://x.example/'\n[permalinks]\ndated = '/:year/:month/:slug/'\n",
            "content/dated/nodate.md": Self.text("title: None"),
            "content/dated/2024-05-06-named.md": Self.text("title: Nm"),
            "content/dated/last.md": Self.text("title: L\nlastmod: 2023-02-03"),
            "content/posts/none.md": Self.text("title: P"),
        ])
        let links = found.articles.mapValues { $0.link?.replacing("https://x.example", with: "") }
        #expect(
            links == [
                "dated/nodate.md": "/1/01/none/", "dated/2024-05-06-named.md": "/1/01/nm/",
                "dated/last.md": "/2023/02/l/", "posts/none.md": "/posts/none/",
            ]
        )
        let warned = found.articles.filter { !$0.value.warnings.isEmpty }.keys.sorted()
        #expect(warned == ["dated/2024-05-06-named.md", "dated/nodate.md"])
        let warning = try #require(found.articles["dated/nodate.md"]?.warnings.first)
        #expect(warning.message.contains("year 1") && warning.severity == .warning)
        #expect(found.articles["dated/last.md"]?.published == nil)
        // Readers of feeds see the date that the name says.
        #expect(found.articles["dated/2024-05-06-named.md"]?.published != nil)
    }

    @Test func `keeps what it lists nowhere out of the articles`() throws {
        let texts = [
            "leaf/index.md": "headless: true", "single.md": "headless: true",
            "never.md": "build: {list: never}",
            "old.md": "_build: {list: false}", "bare.md": "build: {render: never}",
            "link.md": "build: {render: link}", "local.md": "build: {list: local}", "plain.md": "title: P",
        ]
        let files = Dictionary(uniqueKeysWithValues: texts.map { ("content/hid/" + $0, Self.text($1)) })
        let found = try site(files.merging(["hugo.toml": ""]) { $1 })
        #expect(found.articles.keys.sorted() == ["hid/link.md", "hid/plain.md", "hid/single.md"])
        let section = try site(files.merging(["hugo.toml": ""]) { $1 }, articles: "content/hid")
        #expect(section.articles.keys.sorted() == ["link.md", "local.md", "plain.md", "single.md"])
    }

    @Test(arguments: [
        (
            "[[permalinks]]\npattern = '/n/:slug/'\n[permalinks.target]\npath = '/news/**'", "news/a.md",
            "n/t/"
        ),
        ("[[permalinks]]\npattern = '/n/:slug/'\n[permalinks.target]\npath = '/news/**'", "b/a.md", "b/a/"),
        (
            "[[permalinks]]\npattern='/s/'\ntarget={kind='section'}\n[[permalinks]]\npattern='/r/:slug/'",
            "b/a.md", "r/t/"
        ),
        ("[languages.en]\n[languages.fr.permalinks.page]\nnews='/fn/:slug/'", "news/a.fr.md", "fr/fn/t/"),
        ("[languages.en]\n[languages.fr.permalinks.page]\nnews='/fn/:slug/'", "news/a.md", "news/a/"),
        ("[permalinks]\nnews = '/:06/:1/:2/:Jan/:filename/'", "news/x/index.md", "26/3/2/mar/x/"),
        ("[permalinks]\nnews = '/:contentbasename/:slugorcontentbasename/'", "news/x/index.html", "x/x/"),
        ("[permalinks]\nnews = '/:sectionslugs/:contentbasename/'", "news/sub/a.md", "neues/a/"),
        ("[permalinks]\nnews = '/:sectionslug/:sectionslugs[1:]/x/'", "news/sub/a.md", "neues/x/"),
    ])
    func `gives addresses by every form of template`(settings: String, path: String, link: String) throws {
        let found = try site([
            "hugo.toml": "baseURL = 'https://x.example/'\n" + settings,
            "content/news/_index.md": Self.text("slug: neues"),
            "content/" + path: Self.text("title: T\ndate: 2026-03-02"),
        ])
        #expect(found.problems == [])
        #expect(found.articles[path]?.link == "https://x.example/" + link)
    }

    private static let translated = [
        "content/en/posts/hello.md": text("title: T"), "content/fr/posts/bonjour.md": text("title: T"),
        "content/fr/posts/b/index.md": text("title: T"), "content/en/posts/deux.fr.md": text("title: T"),
        "content/stray.md": text("title: T"),
    ]
    private static let folders =
        "[languages.en]\ncontentDir='content/en'\n[languages.fr]\ncontentDir='content/fr'"
    private static let isFolded = "defaultContentLanguageInSubdir = true\n"

    @Test(arguments: [
        (
            folders, "content",
            [
                "en/posts/hello.md": "en posts/hello/", "fr/posts/bonjour.md": "fr fr/posts/bonjour/",
                "fr/posts/b/index.md": "fr fr/posts/b/", "en/posts/deux.fr.md": "fr fr/posts/deux/",
            ]
        ),
        (
            isFolded + folders, ".",
            [
                "content/en/posts/hello.md": "en en/posts/hello/",
                "content/fr/posts/bonjour.md": "fr fr/posts/bonjour/",
                "content/fr/posts/b/index.md": "fr fr/posts/b/",
                "content/en/posts/deux.fr.md": "fr fr/posts/deux/",
            ]
        ),
        (
            folders, "content/fr",
            ["posts/bonjour.md": "- fr/posts/bonjour/", "posts/b/index.md": "- fr/posts/b/"]
        ),
        (folders, "content/fr/posts", ["bonjour.md": "- fr/posts/bonjour/", "b/index.md": "- fr/posts/b/"]),
        (
            folders, "content/en",
            ["posts/hello.md": "- posts/hello/", "posts/deux.fr.md": "fr fr/posts/deux/"]
        ),
        (
            "languageCode = 'en-us'\n" + isFolded + folders, "content/en",
            ["posts/hello.md": "- en/posts/hello/", "posts/deux.fr.md": "fr fr/posts/deux/"]
        ),
    ])
    func `has texts in a folder for each language`(
        settings: String,
        folder: String,
        links: [String: String]
    ) throws {
        let settings = "baseURL = 'https://x.example/'\n" + settings
        let found = try site(Self.translated.merging(["hugo.toml": settings]) { $1 }, articles: folder)
        #expect(found.problems == [])
        let read = found.articles.mapValues { "\($0.language ?? "-") \($0.link?.dropFirst(18) ?? "")" }
        #expect(read == links)
        #expect(found.articles.values.allSatisfy { $0.section == "posts" })
    }

    @Test func `asks the sections of the same language for what its texts do not say`() throws {
        let found = try site([
            "hugo.toml": "baseURL = 'https://x.example/'\n" + Self.folders,
            "content/en/posts/_index.md": Self.text("cascade:\n  author: Ines"),
            "content/fr/posts/_index.md": Self.text("cascade:\n  author: Inès"),
            "content/en/posts/a.md": Self.text("title: A"), "content/fr/posts/a.md": Self.text("title: A"),
            "content/en/posts/b.fr.md": Self.text("title: B"),
        ])
        let authors = found.articles.mapValues { $0.authors.map(\.name).joined() }
        #expect(authors == ["en/posts/a.md": "Ines", "fr/posts/a.md": "Inès", "en/posts/b.fr.md": "Inès"])
    }

    @Test(arguments: [
        ("/:sections/:title/", "docs/plain/one.md", "docs/t/"),
        ("/:sections/:title/", "docs/plain/deep/two.md", "docs/plain/deep/t/"),
        ("/:sections/:title/", "docs/real/sub/four/index.md", "docs/real/t/"),
        ("/:sections[1:]/:sections[last]/:title/", "docs/real/sub/four.md", "real/real/t/"),
        ("/:sections[1]/:title/", "docs/plain/b2/index.md", "t/"),
        ("/:section/:sectionslugs/:title/", "docs/real/sub/four.md", "docs/docs/wirklich/t/"),
        ("/:sections/:title/", "docs/real/sub/four.fr.md", "fr/docs/t/"),
    ])
    func `takes for a section what lies at the top, and what has a file of its own`(
        template: String,
        path: String,
        link: String
    ) throws {
        let found = try site([
            "hugo.toml":
                "baseURL = 'https://x.example/'\n[permalinks]\ndocs = '\(template)'\n[languages.en]\n[languages.fr]",
            "content/docs/plain/deep/_index.md": Self.text("title: D"),
            "content/docs/plain/_index.fr.md": Self.text("title: D"),
            "content/docs/real/_index.md": Self.text("slug: wirklich"),
            "content/" + path: Self.text("title: T"),
        ])
        #expect(found.articles[path]?.link == "https://x.example/" + link)
    }

    @Test func `knows the section of each article, and none of them as a tag`() throws {
        let found = try site([
            "hugo.toml": "", "content/posts/sub/a.md": Self.text("title: A"),
            "content/b.md": Self.text("title: B"), "content/news/c/index.md": Self.text("section: own"),
            "content/news/d.html": "<html><head><meta property=\"article:section\" content=\"Sea\"></head>"
                + "<body><article><p>Text of some length.</p></article></body></html>",
        ])
        let sections = found.articles.mapValues { $0.section ?? "" }
        #expect(
            sections == [
                "posts/sub/a.md": "posts", "b.md": "", "news/c/index.md": "own", "news/d.html": "news",
            ]
        )
        #expect(found.articles["posts/sub/a.md"]?.tags == [])
        #expect(found.articles["news/c/index.md"]?.tags == ["own"])
        #expect(found.articles["news/d.html"]?.tags == ["Sea"])
    }

    @Test(arguments: [
        ("Para one\n{.note #pid}\n\nTwo", "<p>Para one</p>\n<p>Two</p>\n"),
        (
            "| a |\n|---|\n| 1 |\n{.tab}",
            "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n</tr>\n</tbody>\n</table>\n"
        ),
        ("> q\n{.q}", "<blockquote>\n<p>q</p>\n</blockquote>\n"),
        ("- a\n- b\n{.l}", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("```\n{.c}\n```\n{.c}", "<pre><code>{.c}\n</code></pre>\n"),
        ("Text {.note}", "<p>Text {.note}</p>\n"), ("para\n\n{.own}", "<p>para</p>\n"),
        ("{ .spaced title=\"x y\" }", ""), ("* item\n  {.in}", "<ul>\n<li>item</li>\n</ul>\n"),
        ("Para\n{not attr}", "<p>Para\n{not attr}</p>\n"), ("Para\n{foo=\"bar\"}", "<p>Para</p>\n"),
        ("Para\n{a}", "<p>Para\n{a}</p>\n"),
    ])
    func `shows no attributes of blocks where they are enabled`(text: String, html: String) throws {
        let settings = "[markup.goldmark.parser.attribute]\nblock = true\n"
        for (path, settings) in [
            ("hugo.toml", settings),
            ("config/_default/markup.yaml", "goldmark: {parser: {attribute: {block: true}}}"),
        ] {
            let files = [path: settings, "config/_default/hugo.toml": ""]
            let found = try site(
                files.merging(["content/a.md": Self.text("title: A") + "\n" + text]) { $1 }
            )
            #expect(found.articles["a.md"]?.html() == "<p>Text.</p>\n" + html)
        }
        let plain = try site(["hugo.toml": "", "content/a.md": Self.text("title: A") + "\nPara\n{.note}"])
        #expect(plain.articles["a.md"]?.html() == "<p>Text.</p>\n<p>Para\n{.note}</p>\n")
    }

    @Test(arguments: [
        (Dialect.Tool.hugo, "Head {#custom}\n===\n\nB {#c .x}\n--", "<h1>Head</h1>\n<h2>B</h2>\n"),
        (.hugo, "Two\nlines {#id}\n---", "<h2>Two\nlines</h2>\n"), (.hugo, "# A {.x}", "<h1>A</h1>\n"),
        (.jekyll, "Head {#custom}\n===\n\n# A {.x}", "<h1>Head</h1>\n<h1>A {.x}</h1>\n"),
        (.zola, "Head {#c}\n---", "<h2>Head</h2>\n"),
        (.hugo, "Head {#custom}\n\n===", "<p>Head {#custom}</p>\n<p>===</p>\n"),
        (.hugo, "```\nHead {#c}\n---\n```", "<pre><code>Head {#c}\n---\n</code></pre>\n"),
        (.jekyll, "- a\n^\n- b", "<ul>\n<li>a</li>\n</ul>\n<ul>\n<li>b</li>\n</ul>\n"),
        (.jekyll, "para\n^\nmore", "<p>para</p>\n<p>more</p>\n"),
        (.jekyll, "x ^\n\n   ^", "<p>x ^</p>\n<p>^</p>\n"),
        (.jekyll, "```\n^\n```", "<pre><code>^\n</code></pre>\n"),
        (.obsidian, "> q\n\n^id-1\n\nNext ^b", "<blockquote>\n<p>q</p>\n</blockquote>\n<p>Next</p>\n"),
        (.obsidian, "- a\n- b\n^list", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        (.obsidian, "`x`^2", "<p><code>x</code>^2</p>\n"),
    ])
    func `and those of other tools show no marks of headings and blocks`(
        tool: Dialect.Tool,
        text: String,
        html: String
    ) throws {
        let article = try read("---\ntitle: T\n---\n" + text, in: sample(tool))
        #expect(article.html().replacing("\n\n", with: "\n") == html)
    }

    @Test func `has references with their lines`() throws {
        let found = try site([
            "hugo.toml": "",
            "content/a.md": "---\ntitle: A\n---\n\n[b]({{< ref \"b.md#x\" >}})\n{{< relref `/posts/c` >}}\n",
        ])
        let references = found.articles["a.md"]?.references.map { "\($0.line) \($0.name)" }
        #expect(references == ["5 b.md", "6 /posts/c"])
    }
}
