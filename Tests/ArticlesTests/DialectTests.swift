import Foundation
import TestSupport
import Testing

@testable import Articles

/// The dialect that a folder has with these files in it.
func dialect(
    _ files: [String: String],
    articles: String = "content"
) throws -> (dialect: Dialect, problems: [Problem], folder: TemporaryFolder) {
    let folder = try TemporaryFolder()
    try folder.makeFolder(articles)
    for (path, text) in files {
        try folder.makeFolder((path as NSString).deletingLastPathComponent)
        try folder.write(text, to: path)
    }
    let found = Dialect.find(for: folder.absolute(articles))
    return (found.dialect, found.problems, folder)
}

/// Reads a text as a file of a folder in a dialect.
func read(_ text: String, path: String = "hello.md", in dialect: Dialect) throws -> Article {
    let reader = ArticleReader(timezone: dialect.timezone ?? .gmt, dialect: dialect)
    return try Array(text.utf8).withUnsafeBytes { try reader.read($0, path: path) }
}

/// A dialect with an address, as it is found in a folder.
func sample(_ tool: Dialect.Tool) throws -> Dialect {
    switch tool {
    case .plain: .plain
    case .hugo: try dialect(["hugo.toml": "baseURL = 'https://x.example/'"]).dialect
    case .jekyll:
        try dialect(["_config.yml": "url: https://x.example\nbaseurl: /b\ntitle: T\n"], articles: "_posts")
            .dialect
    case .zola: try dialect(["config.toml": "base_url = 'https://x.example'"]).dialect
    case .pelican: try dialect(["pelicanconf.py": "SITEURL = 'https://x.example'\n"]).dialect
    case .obsidian: try dialect(["v/.obsidian/app.json": "{}"], articles: "v").dialect
    }
}

struct DialectFindTests {
    static let sites: [(files: [String: String], articles: String, tool: Dialect.Tool, place: String)] = [
        ([:], "content", .plain, ""),
        (["hugo.toml": ""], "content", .hugo, ""),
        (["hugo.yaml": "baseURL: https://x.example"], "content/post/sub", .hugo, "post/sub"),
        (["config.json": "{\"title\": \"T\"}"], "content", .hugo, ""),
        (["config/_default/hugo.toml": ""], "content", .hugo, ""),
        (["config.toml": "contentDir = 'texts'"], "texts", .hugo, ""),
        (["config.toml": "title = 'another program'"], "articles", .plain, ""),
        (["config.toml": "base_url = 'https://x.example'"], "content/blog", .zola, "blog"),
        (["_config.yml": ""], "_posts", .jekyll, "_posts"),
        (["a.md": ""], "boats/_posts", .jekyll, "_posts"),
        (["site/_posts/a.md": ""], "site", .jekyll, ""),
        (["pelicanconf.py": "PATH = 'texts'\n"], "texts/a", .pelican, "a"),
        (["v/.obsidian/app.json": "{}"], "v/notes", .obsidian, "notes"),
        // A plain folder in somebody's site.
        (["hugo.toml": ""], "feeds/news/articles", .plain, ""),
        (["_config.yml": ""], "feeds/articles", .plain, ""),
        // What a generator has made of its site.
        (["hugo.toml": "", "public/index.html": "<!DOCTYPE html><p>x"], "public", .plain, ""),
        (["_config.yml": "", "_site/index.html": "<html>x"], "_site/blog", .plain, ""),
        (["_config.yml": "", "index.html": "<html>x"], "_posts", .jekyll, "_posts"),
        // An editor's traces in a generator's site.
        (["hugo.toml": "", "content/.obsidian/app.json": "{}"], "content", .hugo, ""),
    ]

    @Test(arguments: sites.indices)
    func `a source is recognised by what lies there`(index: Int) throws {
        let site = Self.sites[index]
        let found = try dialect(site.files, articles: site.articles)
        #expect(found.dialect.tool == site.tool)
        #expect(found.dialect.place == site.place)
        #expect(found.problems == [])
    }

    @Test func `a configuration that is broken is a warning with its line`() throws {
        let found = try dialect(["hugo.toml": "baseURL = 'https://x.example/'\ntitle =\n"])
        #expect(found.dialect.tool == .hugo)
        #expect(found.problems.first?.line == 2)
        #expect(found.problems.first?.severity == .warning)
    }

    @Test func `a text in a plain folder stays as it is`() throws {
        let text = "{{< x >}} {% y %} {{ z }} [[w]] {: .c} ==h== %%c%% {filename}a <!--more--> b\n"
        let article = try read(text, in: .plain)
        #expect(article.body == .markdown(text))
        #expect(article.inserts == [])
        #expect(article.summary == nil)
        #expect(article.warnings == [])
    }

    @Test func `one configuration has one fingerprint, and another another`() throws {
        let one = try dialect(["hugo.toml": "baseURL = 'https://x.example/'"]).dialect
        let same = try dialect(["hugo.toml": "baseURL = 'https://x.example/'"]).dialect
        let other = try dialect(["hugo.toml": "baseURL = 'https://y.example/'"]).dialect
        let hash = ContentHash(high: 1, low: 2)
        #expect(one.mark(of: hash) == same.mark(of: hash))
        #expect(one.mark(of: hash) != other.mark(of: hash))
        #expect(Dialect.plain.mark(of: hash) == hash)
    }

    static let settings: [(file: String, base: String, line: String)] = [
        ("pelicanconf.py", "", "DEFAULT_METADATA = {'tags': 'a'}"),
        ("pelicanconf.py", "DEFAULT_METADATA = {'tags': 'a'}", "DEFAULT_METADATA = {'tags': 'b'}"),
        ("pelicanconf.py", "", "DEFAULT_METADATA = {'status': 'draft'}"),
        ("pelicanconf.py", "", "DEFAULT_DATE = 'fs'"),
        ("pelicanconf.py", "", "DEFAULT_DATE = (2024, 1, 2)"),
        ("pelicanconf.py", "", "FILENAME_METADATA = r'(?P<slug>.*)'"),
        ("pelicanconf.py", "", "PATH_METADATA = r'(?P<category>[^/]*)/.*'"),
        ("pelicanconf.py", "", "EXTRA_PATH_METADATA = {'a.md': {'tags': 'x'}}"),
        ("pelicanconf.py", "", "ARTICLE_URL = 'x/{slug}'"),
        ("pelicanconf.py", "", "ARTICLE_LANG_URL = 'x/{slug}'"),
        ("pelicanconf.py", "", "TIMEZONE = 'Asia/Tokyo'"),
        ("pelicanconf.py", "", "DEFAULT_CATEGORY = 'x'"),
        ("pelicanconf.py", "", "USE_FOLDER_AS_CATEGORY = False"),
        ("pelicanconf.py", "", "SLUGIFY_SOURCE = 'basename'"),
        ("pelicanconf.py", "", "SLUG_REGEX_SUBSTITUTIONS = [('a', 'b')]"),
        ("pelicanconf.py", "", "ARTICLE_PATHS = ['a']"),
        ("publishconf.py", "", "DEFAULT_METADATA = {'tags': 'a'}"),
        ("hugo.toml", "", "timeZone = 'Asia/Tokyo'"),
        ("hugo.toml", "", "uglyURLs = true"),
        ("hugo.toml", "", "[permalinks]\nposts = '/:year/'"),
        ("hugo.toml", "", "[frontmatter]\ndate = ['lastmod']"),
        ("hugo.toml", "", "[taxonomies]\nmood = 'moods'"),
        ("hugo.toml", "", "[params]\nauthor = 'Ada'"),
        ("hugo.toml", "", "[cascade]\nauthor = 'Ada'"),
        ("_config.yml", "", "permalink: /:title/"),
        ("_config.yml", "", "timezone: Asia/Tokyo"),
        ("_config.yml", "", "defaults: [{scope: {path: ''}, values: {author: Ada}}]"),
        ("_config.yml", "", "excerpt_separator: '<!--x-->'"),
        ("config.toml", "", "default_language = 'fr'"),
        ("config.toml", "", "author = 'Ada'"),
        ("config.toml", "", "[slugify]\npaths = 'safe'"),
    ]

    @Test(arguments: settings.indices)
    func `a setting that may change what an article says changes the fingerprint`(index: Int) throws {
        let (file, base, line) = Self.settings[index]
        let address = ["pelicanconf.py": "", "config.toml": "base_url = 'https://x.example'\n"]
        func mark(_ text: String) throws -> ContentHash {
            var files = [file: (address[file] ?? "") + text + "\n"]
            if file == "publishconf.py" { files["pelicanconf.py"] = "" }
            let articles = file == "_config.yml" ? "_posts" : "content"
            return try dialect(files, articles: articles).dialect.fingerprint
        }
        #expect(try mark(base) == mark(base))
        #expect(try mark(base) != mark(line))
    }

    @Test(arguments: ["v", "v/notes"])
    func `what a vault makes notes from is no article`(articles: String) throws {
        let found = try dialect(
            [
                "v/.obsidian/templates.json": #"{"folder": "notes/Templates/"}"#,
                "v/.obsidian/plugins/templater-obsidian/data.json": #"{"templates_folder": "notes/T2"}"#,
            ],
            articles: articles
        )
        let notes = articles == "v" ? "notes/" : ""
        let layout = found.dialect.layout
        #expect(!layout.takes(notes + "Templates/a.md") && !layout.takes(notes + "T2/a.md"))
        #expect(layout.takes(notes + "a.md"))
        #expect(found.dialect.isDecided(at: found.folder.absolute("v/.obsidian/templates.json")))
    }

    @Test func `what belongs to a bundle, and what lies in no folder of posts, is no article`() throws {
        let folder = try TemporaryFolder()
        for path in ["post/a", "post/a/sub", "_posts", "x/_drafts"] { try folder.makeFolder(path) }
        let paths = [
            "index.md", "post/b.md", "post/a/index.md", "post/a/index.fr.md", "post/a/note.md",
            "post/a/sub/c.md",
            "post/_index.md", "post/_index.fr.md", "_posts/d.md", "x/_drafts/e.md",
        ]
        for path in paths { try folder.write("x", to: path) }
        var bundles = Dialect.Layout.plain
        bundles.takeBundles(in: ["fr"])
        var posts = Dialect.Layout.plain
        posts.homes = ["_posts", "_drafts"]
        let expected: [(Dialect.Layout, [String])] = [
            (
                bundles,
                [
                    "_posts/d.md", "index.md", "post/a/index.fr.md", "post/a/index.md", "post/b.md",
                    "x/_drafts/e.md",
                ]
            ),
            (posts, ["_posts/d.md", "x/_drafts/e.md"]),
        ]
        for (layout, articles) in expected {
            let articlesFolder = ArticleFolder(root: folder.path, layout: layout)
            #expect(articlesFolder.scan().files.map(\.path) == articles)
            #expect(articlesFolder.names().sorted() == articles)
            let seen = paths.filter { if case .file = articlesFolder.look(at: $0) { true } else { false } }
            #expect(seen.sorted() == articles)
        }
    }
}

struct DialectAddressTests {
    static let hugo: [(settings: String, path: String, head: String, link: String)] = [
        ("", "post/Hello World.md", "", "post/hello-world/"),
        ("", "post/a/index.md", "slug: My Slug", "post/my-slug/"),
        ("", "a.md", "url: /x/y.html", "x/y.html"),
        ("uglyURLs = true", "post/a.md", "", "post/a.html"),
        ("[permalinks]\npost = '/:year/:month/:day/:slug/'", "post/a.md", "title: B c", "2026/03/02/b-c/"),
        ("[permalinks]\npost = '/:monthname/:title'", "post/a.md", "title: É?", "march/%C3%A9/"),
        ("[permalinks.page]\npost = '/x/:filename/'", "post/sub/a/index.md", "", "x/a/"),
        (
            "[permalinks.page]\npost = ':sections/:slugorcontentbasename/'", "post/sub/a.md", "slug: s",
            "post/sub/s/"
        ),
        ("[permalinks]\npost = ':sections[1:]/:contentbasename/'", "post/sub/a.md", "", "sub/a/"),
        ("[permalinks]\n'post/sub' = '/y/:section/:slug/'", "post/sub/a.md", "slug: s", "y/post/s/"),
        ("[permalinks]\nnews = '/n/'", "post/a.md", "", "post/a/"),
        ("", "Doc Dir/x+y.z~w A_b.md", "", "doc-dir/x+y.z~w-a_b/"),
        (
            "[permalinks]\nnews = '/News/:title/'", "news/1.md", "title: 'a+b.c~d, e/f: g'",
            "news/a-b.c~d-e/f-g/"
        ),
        ("[languages.fr]\n[languages.en]", "post/a.fr.md", "", "fr/post/a/"),
    ]

    @Test(arguments: hugo.indices)
    func `an article of Hugo has the address that Hugo gives it`(index: Int) throws {
        let row = Self.hugo[index]
        let settings = "baseURL = 'https://x.example/b'\n" + row.settings
        let dialect = try dialect(["hugo.toml": settings]).dialect
        let article = try read(
            "---\ndate: 2026-03-02T23:30:00-05:00\n\(row.head)\n---\nx",
            path: row.path,
            in: dialect
        )
        #expect(article.link == "https://x.example/b/" + row.link)
    }

    @Test func `an unknown part of a permalink is told, and not used`() throws {
        let found = try dialect([
            "hugo.toml": "baseURL = 'https://x.example/'\n[permalinks]\npost = '/:yeer/'"
        ])
        #expect(found.problems.first?.message.contains(":yeer") == true)
        #expect(try read("x", path: "post/a.md", in: found.dialect).link == "https://x.example/post/a/")
    }

    static let jekyll: [(style: String, head: String, link: String)] = [
        ("date", "categories: [News, b]", "news/b/2026/03/03/Hello-you.html"),
        ("pretty", "", "2026/03/03/Hello-you/"), ("ordinal", "", "2026/062/Hello-you.html"),
        ("none", "category: a", "a/Hello-you.html"), ("/:year-:short_month/:slug", "", "2026-Mar/hello-you"),
        ("pretty", "permalink: /x/:title.htm", "x/Hello-you.htm"), ("pretty", "slug: s", "2026/03/03/s/"),
    ]

    @Test(arguments: jekyll.indices)
    func `an article of Jekyll has the address that Jekyll gives it`(index: Int) throws {
        let row = Self.jekyll[index]
        let config = "url: https://x.example\nbaseurl: /b\ntimezone: Europe/Paris\npermalink: \(row.style)\n"
        let dialect = try dialect(["_config.yml": config], articles: "_posts").dialect
        let text = "---\ndate: 2026-03-02 23:30:00 +0000\n\(row.head)\n---\nx"
        let article = try read(text, path: "2026-03-02-Hello-you.md", in: dialect)
        #expect(article.link == "https://x.example/b/" + row.link)
    }

    @Test(arguments: [
        ("{slug}.html", "Slug: s", "s.html"), ("{slug}/", "", "hello-you/"),
        ("{date:%Y}/{date:%b}/{slug}", "", "2026/Mar/hello-you"),
        ("{category}/{slug}", "Category: A b", "a-b/hello-you"),
    ])
    func `an article of Pelican has the address that Pelican gives it`(
        template: String,
        head: String,
        link: String
    ) throws {
        let settings = "SITEURL = 'https://x.example'\nARTICLE_URL = '\(template)'\n"
        let dialect = try dialect(["pelicanconf.py": settings]).dialect
        let text = "Title: Hello, you\nDate: 2026-03-02 07:30\n\(head.isEmpty ? "" : head + "\n")\nx"
        #expect(try read(text, in: dialect).link == "https://x.example/" + link)
    }

    @Test(
        arguments: [
            ("boats/a.md", "", "", "boats", ["boats"]), ("x/boats/a.md", "Category: Sea", "", "sea", ["Sea"]),
            ("a.md", "", "", "misc", []), ("a.md", "", "DEFAULT_CATEGORY = 'All'\n", "all", []),
            ("boats/a.md", "", "USE_FOLDER_AS_CATEGORY = False\n", "misc", []),
        ] as [(String, String, String, String, [String])]
    )
    func `an article of Pelican has the category that its head or its folder says`(
        path: String,
        head: String,
        more: String,
        category: String,
        tags: [String]
    ) throws {
        let settings = "SITEURL = 'https://x.example'\nARTICLE_URL = '{category}/{slug}'\n" + more
        let dialect = try dialect(["pelicanconf.py": settings]).dialect
        let text = "Title: T\nDate: 2026-03-02\n\(head.isEmpty ? "" : head + "\n")\nx"
        let article = try read(text, path: path, in: dialect)
        #expect(article.link == "https://x.example/\(category)/t")
        #expect(article.tags == tags)
        #expect(article.section == tags.first)
    }

    @Test(arguments: [
        ("blog/2026-03-02-Été.md", "", "blog/ete/"), ("blog/a/index.md", "slug = 's'", "blog/s/"),
        ("blog/a.md", "path = '/p/q'", "p/q/"),
    ])
    func `an article of Zola has the address that Zola gives it`(path: String, head: String, link: String)
        throws
    {
        let article = try read("+++\n\(head)\n+++\nx", path: path, in: sample(.zola))
        #expect(article.link == "https://x.example/" + link)
    }
}

struct TranslationTests {
    static let bodies: [(tool: Dialect.Tool, text: String, html: String)] = [
        (
            .hugo, "{{< youtube abc_1 >}}",
            #"<p><a href="https://www.youtube.com/watch?v=abc_1">https://www.youtube.com/watch?v=abc_1</a></p>"#
        ),
        (.hugo, "a {{<vimeo 12>}} b", #"<p>a <a href="https://vimeo.com/12">https://vimeo.com/12</a> b</p>"#),
        (
            .hugo, "{{< figure src=`a.png` alt=\"x \\\"y\\\"\" link=\"/l\" >}}\nnext",
            #"<figure><a href="/l"><img src="a.png" alt="x &quot;y&quot;"></a></figure>"#
        ),
        (.hugo, "{{< highlight go >}}\na < b\n{{< /highlight >}}", "<pre><code>a &lt; b\n</code></pre>"),
        (.hugo, "{{% a %}}*b* {{< c >}}d{{< /c >}}{{% /a %}}", "<p><em>b</em> d</p>"),
        (.hugo, "`{{</* a */>}}` {{%/* b */%}}", "<p><code>{{&lt; a &gt;}}</code> {{% b %}}</p>"),
        (
            .hugo, "```\n{{< vimeo 1 >}}\n```",
            #"<pre><code><a href="https://vimeo.com/1">https://vimeo.com/1</a>"#
        ),
        (
            .hugo, "[a]({{< ref \"b c.md#d\" >}})",
            #"<p><a href="https://named.feedherald.invalid/6220632e6d64-#d">a</a></p>"#
        ),
        (
            .hugo, "See {{< relref `/p/b.md` >}}.",
            #"<p>See <a href="https://named.feedherald.invalid/2f702f622e6d64-">b</a>.</p>"#
        ),
        (.hugo, "{{< open", ""),
        (.hugo, "## A {#b}\n\n{{ c }}", "<h2>A</h2>\n<p>{{ c }}</p>"),
        (
            .jekyll, "{% raw %}{{ a }}{% endraw %} {{ site.title | upcase }} {{ site.baseurl }}",
            "<p>{{ a }} T /b</p>"
        ),
        (
            .jekyll, "![a]({{ \"c.png\" | relative_url }}){: .d }\n{: #e}\n",
            #"<p><img src="/b/c.png" alt="a"></p>"#
        ),
        (.jekyll, "{%- comment -%} x {%- endcomment -%} y", "<p>y</p>"),
        (.jekyll, "{% highlight c %}\na < b\n{% endhighlight %}", "<pre><code>a &lt; b\n</code></pre>"),
        (.jekyll, "* TOC\n{:toc}\n\na", "<p>a</p>"),
        (
            .jekyll, "[a]({% post_url 2026-03-02-b %})",
            #"<p><a href="https://named.feedherald.invalid/323032362d30332d30322d62-">a</a></p>"#
        ),
        (.jekyll, "`{: .a}` {::comment}b{:/comment}c", "<p><code>{: .a}</code> c</p>"),
        (
            .zola, "{{ youtube(id=\"a\", autoplay=true) }}",
            #"<p><a href="https://www.youtube.com/watch?v=a">https://www.youtube.com/watch?v=a</a></p>"#
        ),
        (.zola, "{% q(a=1) %}\n*b*\n{% end %}", "<p><em>b</em></p>"),
        (.zola, "{{ a }} {{/* b() */}}", "<p>{{ a }} {{ b() }}</p>"),
        (
            .zola, "[a](@/b/c.md#d) `(@/b.md)`",
            #"<p><a href="%5B%5B/b/c.md%5D%5D#d">a</a> <code>(@/b.md)</code></p>"#
        ),
        (
            .pelican, "[TOC]\n\n[a]({filename}b.md) ![c](|filename|/d.png)",
            #"<p><a href="%5B%5Bb.md%5D%5D">a</a> <img src="%5B%5B/d.png%5D%5D" alt="c"></p>"#
        ),
        (
            .pelican, "[a]({tag}b) {filename}",
            #"<p><a href="https://x.example/tag/b.html">a</a> {filename}</p>"#
        ),
        (
            .obsidian, "[[a b]] [[a#c]] [[#c]] [[a|*d*]]",
            #"<p><a href="%5B%5Ba%20b%5D%5D">a b</a> <a href="%5B%5Ba%5D%5D#c">a &gt; c</a> c <a href="%5B%5Ba%5D%5D"><em>d</em></a></p>"#
        ),
        (
            .obsidian, "![[p.png|30]] ![[n]]",
            #"<p><img src="%5B%5Bp.png%5D%5D" alt="" width="30"> <a href="%5B%5Bn%5D%5D">n</a></p>"#
        ),
        (
            .obsidian, "> [!tip]- Go\n> ==a== %%b%%",
            "<blockquote>\n<p><strong>Go</strong></p>\n<p><strong>a</strong></p>\n</blockquote>"
        ),
        (
            .obsidian, "`[[a]] ==b==`\n\n    [[c]]",
            "<p><code>[[a]] ==b==</code></p>\n<pre><code>[[c]]\n</code></pre>"
        ),
    ]

    @Test(arguments: bodies.indices)
    func `what a tool adds to Markdown never reaches a reader as it is`(index: Int) throws {
        let row = Self.bodies[index]
        let html = try read(row.text, in: sample(row.tool)).html()
        #expect(html.contains(row.html) || html == row.html, "\(row.text) → \(html)")
        #expect(!html.unicodeScalars.contains("\u{E000}"))
    }

    @Test(arguments: [
        (Dialect.Tool.hugo, "---\ntitle: x\n---\n\na\n{{< b >}}\nc\n{{< /b >}}{{< b >}}\n", 6, "\"b\""),
        (.hugo, "# Title\n\na\n{{< b \n", 4, "never closed"),
        (.jekyll, "---\nx: y\n---\n{% include a.html %}", 4, "include"),
        (.jekyll, "---\nx: y\n---\n\n{{ a.b }}", 5, "a.b"), (.zola, "+++\n+++\n{{ a() }}", 3, "\"a\""),
    ])
    func `what is not understood is told with its line`(
        tool: Dialect.Tool,
        text: String,
        line: Int,
        word: String
    ) throws {
        let warning = try #require(try read(text, in: sample(tool)).warnings.first)
        #expect(warning.line == line)
        #expect(warning.message.contains(word))
        #expect(warning.severity == .warning)
        #expect(warning.file == "hello.md")
    }

    @Test(arguments: [Dialect.Tool.hugo, .jekyll, .zola])
    func `the text above the divider is the summary`(tool: Dialect.Tool) throws {
        let text = "*One* [two](x).\n\n<!--more-->\n\nThree."
        #expect(try read(text, in: sample(tool)).summary == "One two.")
        let head = tool == .zola ? "+++\ndescription = 'own'\n+++\n" : "---\nsummary: own\n---\n"
        #expect(try read(head + text, in: sample(tool)).summary == "own")
    }

    @Test(arguments: [
        (Dialect.Tool.hugo, "{{< a >}}"), (.hugo, "`{{< ref \"a\" >}}` "), (.hugo, "{{< /a >}}{{< b >}}"),
        (.hugo, "{{< "), (.hugo, "{{%/* "),
        (.jekyll, "{{ "), (.jekyll, "{% raw %}"), (.jekyll, "{%- x -%}"), (.jekyll, "{::comment}"),
        (.jekyll, "{:a"),
        (.zola, "{% a() %}"), (.zola, "{{ a(b=\""), (.obsidian, "[[a"), (.obsidian, "==a"),
        (.obsidian, "%%#a "),
        (.pelican, "({filename}"), (.hugo, "`1"), (.obsidian, "#\n\n12"),
    ])
    func `a mark that stands ten thousand times in a text is read in no time`(
        tool: Dialect.Tool,
        mark: String
    ) throws {
        let start = ContinuousClock.now
        _ = try read(String(repeating: mark, count: 10_000), in: sample(tool)).html()
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    @Test func `shortcodes that are nested too deeply leave their text alone`() throws {
        let text =
            String(repeating: "{{< a >}}", count: 5_000) + "x" + String(repeating: "{{< /a >}}", count: 5_000)
        #expect(try read(text, in: sample(.hugo)).html() == "<p>x</p>\n")
    }

    @Test func `tags that stand in a text of Obsidian are its tags`() throws {
        let text = "---\ntags: [a, '#b']\n---\n# Title\n\n#c (#d/e) x#f #12 #é1 `#g`\n"
        #expect(try read(text, in: sample(.obsidian)).tags == ["a", "b", "c", "d/e", "é1"])
    }

    @Test func `links by a name are those to a file, and text where there is none`() {
        let html =
            #"<p><a href="%5B%5Ba%20b%5D%5D#c">x</a> <a href="%5B%5Bno%5D%5D">y</a> <img src="%5B%5Bp%5D%5D" alt="">z</p>"#
        let written = NamedLink.rewriting(html) { $0 == "a b" ? "/a?\"&" : nil }
        #expect(written == #"<p><a href="/a?&quot;&amp;#c">x</a> y z</p>"#)
        #expect(NamedLink.names(in: html) == ["a b", "no", "p"])
    }

    @Test(arguments: [
        ("<p>x <a href=\"M#c\">y</a> z</p>", "<p>x y z</p>"),
        ("<p>x <img src=\"M\" alt=\"a\"> z</p>", "<p>x  z</p>"),
        ("<a href=\"https://x.example/?q=M\">M</a>", "a"), ("<p>x M</p>", "<p>x a</p>"),
        ("<blockquote cite=\"M\"><p>x</p></blockquote>", "<blockquote cite=\"\"><p>x</p></blockquote>"),
        ("<audio src=\"M\" controls=\"\">x</audio>y<a href=\"M\">z</a>", "yz"),
        (
            "<a href=\"https://named.feedherald.invalid/zz-\">x</a>",
            "<a href=\"https://named.feedherald.invalid/zz-\">x</a>"
        ),
    ])
    func `what stands for the address of nothing is its name, or the text of a link`(
        html: String,
        written: String
    ) {
        let mark = NamedAddress.mark(ofReference: "/a")
        #expect(NamedAddress.rewriting(html.replacing("M", with: mark)) { _ in nil } == written)
    }

    @Test(arguments: [
        ("b", "post/x.md", "post/b.md"), ("post/b", "x.md", "post/b.md"), ("../b.md", "post/x.md", "b.md"),
        ("c", "x.md", "post/c/index.md"), ("/post/b.md", "other/x.md", "post/b.md"), ("B", "x.md", "b.md"),
        ("pic.png", "x.md", "att/pic.png"), ("Other", "x.md", "alias.md"), ("nothing", "x.md", nil),
    ])
    func `a name means the nearest file`(name: String, origin: String, path: String?) {
        var index = FileIndex(
            ["b.md", "post/b.md", "post/c/index.md", "att/pic.png", "alias.md"],
            dialect: .plain
        )
        index.add(["other"], of: "alias.md")
        #expect(index.path(of: name, from: origin) == path)
    }
}

struct DialectPageTests {
    @Test(arguments: [
        (Dialect.Tool.hugo, "<p>{{< youtube abc >}}</p>", "https://www.youtube.com/watch?v=abc"),
        (.hugo, "<p>a {{< odd >}}inner{{< /odd >}}</p>", "inner"),
        (.jekyll, "<p>{{ page.title }}</p>{% comment %}no{% endcomment %}", "<p>T</p>"),
    ])
    func `words of a template never reach a reader of HTML`(tool: Dialect.Tool, text: String, shown: String)
        throws
    {
        let path = tool == .jekyll ? "2026-01-02-a.html" : "a.html"
        let html = try read("---\ntitle: T\n---\n" + text, path: path, in: sample(tool)).html()
        #expect(html.contains(shown), "\(html)")
        #expect(!html.contains("{{") && !html.contains("{%") && !html.contains("\u{E000}"))
    }
}

struct PelicanHeadTests {
    @Test(arguments: ["md", "txt"])
    func `a head of lines ends with the first blank line`(ending: String) throws {
        let text =
            "Title: A: b\nDate: 2026-03-02 07:30\nModified: 2026-03-03\nTags: a, b\nAuthors: C, D; E\n"
            + "Status: draft\nSlug: s\nLang: fr\nSummary: one\n    two\n\nText: more.\n"
        let article = try read(text, path: "x.\(ending)")
        #expect(article.title == "A: b")
        #expect(article.tags == ["a", "b"])
        #expect(article.authors.map(\.name) == ["C, D", "E"])
        #expect(article.isDraft)
        #expect(article.slug == "s")
        #expect(article.language == "fr")
        #expect(article.summary == "one two")
        #expect(article.published?.timeIntervalSince1970 == 1_772_436_600)
        let body = "Text: more.\n"
        #expect(article.body == (ending == "md" ? .markdown(body) : .plainText(body)))
    }

    @Test(arguments: [
        "Note: this\n\nText", "Date: soon\n\nText", "Title: x\nand more\n\nText", "Title:\n\nText",
    ])
    func `a text that only looks like a head is a text`(text: String) throws {
        #expect(try read(text).body == .markdown(text))
    }

    @Test func `a problem in it has its line`() {
        let problem = problem(of: "Title: a\nDate: soon\n\nText")
        #expect(problem?.line == 2)
    }
}

struct KeyTests {
    static let keys: [(head: String, isRead: @Sendable (Article) -> Bool)] = [
        ("publishDate: 2026-03-02", { $0.published != nil }),
        ("pubdate: 2026-03-02", { $0.published != nil }),
        ("created: 2026-03-02 07:30", { $0.published != nil }),
        ("lastmod: 2026-03-02", { $0.updated != nil }),
        ("Modified: 2026-03-02", { $0.updated != nil }),
        ("last_modified_at: 2026-03-02", { $0.updated != nil }),
        ("last-modified: 2026-03-02", { $0.updated != nil }),
        ("unpublishdate: 2026-03-02", { $0.expires != nil }),
        ("expiryDate: 2026-03-02", { $0.expires != nil }), ("category: a", { $0.tags == ["a"] }),
        ("section: a", { $0.tags == ["a"] }), ("Keywords: a, b", { $0.tags == ["a", "b"] }),
        ("status: draft", { $0.isDraft }), ("status: published", { !$0.isDraft }),
        ("status: hidden", { $0.isDraft }),
        ("published: false", { $0.isDraft }), ("lang: fr", { $0.language == "fr" }),
        ("aliases: [a, b]", { $0.aliases == ["a", "b"] }),
        ("canonical_url: https://a/b", { $0.link == "https://a/b" }),
        ("url: /a/", { $0.link == nil }), ("thumbnail: /a.png", { $0.image == "/a.png" }),
        ("images: [/a.png, /b.png]", { $0.image == "/a.png" }),
        ("image: {path: /a.png}", { $0.image == "/a.png" }),
    ]

    @Test(arguments: keys.indices)
    func `each tool's key is understood`(index: Int) throws {
        let row = Self.keys[index]
        #expect(row.isRead(try read("---\n\(row.head)\n---\nText")), "\(row.head)")
    }

    @Test(arguments: [
        ("2026-03-29 02:30", "Europe/Paris", 1_774_747_800),
        ("2026-10-25 02:30", "Europe/Paris", 1_792_888_200),
        ("2026-03-02", "Europe/Paris", 1_772_406_000), ("2026-03-02T07:30:00.5+01:00", "UTC", 1_772_433_000),
        ("2026-03-02 07:30:00 +0100", "UTC", 1_772_433_000),
        ("Mon, 02 Mar 2026 07:30:00 GMT", "Asia/Tokyo", 1_772_436_600),
    ])
    func `a date means a moment in its zone, in a gap the later and in a fold the first`(
        date: String,
        zone: String,
        expected: Int
    ) throws {
        #expect(try seconds(date, timezone: zone) == expected)
    }

    @Test func `a bundle has its folder's name and date`() throws {
        let article = try read("Text", path: "post/2026-03-02-hello/index.md")
        #expect(article.slug == "hello")
        #expect(article.published?.timeIntervalSince1970 == 1_772_409_600)
    }

    @Test func `what Jekyll's defaults say holds where a head says nothing`() throws {
        let config = """
            defaults:
              - scope: {path: ""}
                values: {author: A, tags: x}
              - scope: {path: "_posts/sub", type: posts}
                values: {author: B}
            """
        let dialect = try dialect(["_config.yml": config], articles: "_posts").dialect
        #expect(
            try read("---\nx: y\n---\n", path: "2026-03-02-a.md", in: dialect).authors.map(\.name) == ["A"]
        )
        #expect(
            try read("---\nx: y\n---\n", path: "sub/2026-03-02-a.md", in: dialect).authors.map(\.name) == [
                "B"
            ]
        )
        let own = try read("---\nauthor: C\n---\n", path: "2026-03-02-a.md", in: dialect)
        #expect(own.authors.map(\.name) == ["C"])
        #expect(own.tags == ["x"])
        #expect(own.title == "A")
    }

    @Test func `a site's own taxonomies and its languages are understood`() throws {
        let settings = "[taxonomies]\nship = 'ships'\n[languages.fr]\n[languages.en]\n"
        let dialect = try dialect(["hugo.toml": settings]).dialect
        let article = try read("---\nships: [A]\n---\n", path: "post/a.fr.md", in: dialect)
        #expect(article.tags == ["A"])
        #expect(article.language == "fr")
        #expect(try read("---\nships: [A]\n---\n", path: "a.v2.md", in: dialect).language == nil)
    }
}
