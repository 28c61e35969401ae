import Foundation
import TestSupport
import Testing

@testable import Articles

/// `liquid.tsv` holds what jekyll 4.3.1 made of each expression.
@Suite struct `A text of Jekyll` {
    private static let head = "---\ntitle: A Title\nnum: 5\nflag: true\ndate: 2024-01-02 03:04:05\n---\n"

    private func article(_ body: String) throws -> Article {
        let site = try TemporaryFolder()
        try site.makeFolder("_posts")
        try site.write("title: JBlog\nurl: https://j.example\nbaseurl: /blog\n", to: "_config.yml")
        let reader = ArticleReader(
            timezone: .gmt,
            dialect: Dialect.find(for: site.absolute("_posts")).dialect
        )
        return try Array((Self.head + body).utf8).withUnsafeBytes { try reader.read($0, path: "a.md") }
    }

    @Test
    func `is without what includes and unknown tags show, keeps what is in these, and tells their lines`()
        throws
    {
        let article = try article(
            """
            Before.

            {% include x.html a=b %}

            Inline {% include y.html c="d e" %} end.

            {% mytag a %}
            Inner *markdown*.

            {% other %}
            Nested **deep** {% include x.html a=c %}
            {% endother %}
            {% endmytag %}

            {% raw %}{% include r.html %}{% endraw %}
            """
        )
        #expect(
            article.html() == """
                <p>Before.</p>
                <p>Inline  end.</p>
                <p>Inner <em>markdown</em>.</p>
                <p>Nested <strong>deep</strong></p>
                <p>{% include r.html %}</p>

                """
        )
        let told = article.warnings.map { "\($0.file):\($0.line ?? 0) \($0.message.prefix { $0 != ":" })" }
        #expect(
            told == [
                "a.md:9 {% include x.html a=b %} is left out",
                "a.md:11 {% include y.html c=\"d e\" %} is left out",
                "a.md:13 {% mytag a %} is left out", "a.md:16 {% other %} is left out",
            ]
        )
    }

    @Test
    func `has the values that Jekyll gives, through all filters for texts, numbers, dates and addresses`()
        throws
    {
        let rows = try Fixtures.text("liquid.tsv").split(separator: "\n").drop { $0.hasPrefix("# ") }.map {
            $0.replacing("\\n", with: "\n").split(separator: "\t", omittingEmptySubsequences: false)
        }
        #expect(rows.count > 90)
        let article = try article(rows.map { "\u{1E}{{ \($0[0]) }}" }.joined())
        guard case .markdown(let text) = article.body else { return }
        let values = text.split(separator: "\u{1E}", omittingEmptySubsequences: false).dropFirst()
        #expect(values.count == rows.count)
        for (row, value) in zip(rows, values) {
            #expect(HTMLEntity.decoded(String(value)) == HTMLEntity.decoded(String(row[1])), "\(row[0])")
        }
        #expect(article.warnings == [])
    }

    @Test(arguments: [
        ("{% assign a = 'x' | upcase %}{{ a }}", "<p>X</p>"),
        ("{% assign a = 'x-y' | split: '-' %}{{ a[1] }}{{ a.first }}{{ a.size }}", "<p>yx2</p>"),
        ("{% capture c %}a{{ page.num }}{% endcapture %}{{ c | append: 'b' }}", "<p>a5b</p>"),
        (
            "Before.\n{% highlight c %}\nx\n{% endhighlight %}\nAfter.",
            "<p>Before.</p>\n<pre><code>x\n</code></pre>\n<p>After.</p>"
        ),
        ("p {% highlight c %}x{% endhighlight %} tail", "<p>p</p>\n<pre><code>x\n</code></pre>\n<p>tail</p>"),
        (
            "- item\n{% highlight c %}\nx\n{% endhighlight %}\nmore",
            "<ul>\n<li>item</li>\n</ul>\n<pre><code>x\n</code></pre>\n<p>more</p>"
        ),
        ("a{% raw %}{{ y }}{% endraw %}{% comment %}{{ z }}{% endcomment %}b", "<p>a{{ y }}b</p>"),
    ])
    func `is what Jekyll makes of it, and each block stands in a paragraph of its own`(
        text: String,
        html: String
    )
        throws
    {
        let article = try article(text)
        #expect(article.html() == html + "\n" || article.html() == html, "\(article.html())")
        #expect(article.warnings == [])
    }

    @Test(arguments: [
        ("before {% include foo.html after\nnext", "{%"), ("before {{ page.title after\nnext", "{{"),
        ("before {% a\r\nnext", "{%"), ("before {{ page.title and more\nnext", "{{"),
    ])
    func `leaves out what is never closed with the rest of its line, and tells of it`(
        text: String,
        opening: String
    ) throws {
        let article = try article(text)
        #expect(article.html().replacing("\r", with: "") == "<p>before\nnext</p>\n")
        let warning = try #require(article.warnings.first)
        #expect(warning.message.hasPrefix("\"\(opening)\" is never closed"))
    }

    @Test(arguments: [
        ("a {{ page.title\n\nb\n\nc {{ page.num }}", "<p>a</p>\n<p>b</p>\n<p>c 5</p>"),
        ("a {{ page.title\nb\nc }} d", "<p>a\nb\nc }} d</p>"),
        ("a {% include x\n\nb {% assign y = 1 %}", "<p>a</p>\n<p>b</p>"),
    ])
    func `leaves out no more than the line of what is closed behind it alone`(text: String, html: String)
        throws
    {
        let article = try article(text)
        #expect(article.html() == html + "\n")
        #expect(article.warnings.map(\.line) == [7])
        #expect(article.warnings.first?.message.contains("is never closed") == true)
    }

    @Test(arguments: [
        ("{{ page.title\n | upcase }}", "<p>A TITLE</p>\n"), ("{{ 'a'\n}}", "<p>a</p>\n"),
        ("{{ page.no\n | upcase\n | append: 'b' }}", ""), ("{% include x.html\n  a=1\n  b=2\n%}", ""),
    ])
    func `may go over several lines where it does so on purpose`(text: String, html: String) throws {
        let article = try article(text)
        #expect(article.html() == html)
        #expect(article.warnings.allSatisfy { !$0.message.contains("closed") })
    }

    @Test func `leaves out many that are never closed in little time, and keeps what stands between`() throws
    {
        let text = String(repeating: "word {{ a\n\n", count: 20_000) + "{{ page.nothing"
        let html = try article(text).html()
        #expect(html.matches(of: /<p>word<\/p>/).count == 20_000)
        #expect(!html.contains("{{"))
    }

    @Test func `is read in little time where one end closes the last of many`() throws {
        let start = ContinuousClock.now
        let html = try article(String(repeating: "{{ a\n", count: 100_000) + "{{ page.num }}").html()
        #expect(html.contains("5") && !html.contains("{{"))
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    @Test func `tells of what a captured text includes, with its line`() throws {
        let article = try article(
            "One\n{% capture c %}\nTwo {% include x.html %}\n{% endcapture %}\n\n{{ c }}\n"
        )
        #expect(article.html() == "<p>One</p>\n<p>Two</p>\n")
        #expect(article.warnings.map(\.line) == [9])
        #expect(article.warnings.first?.message.hasPrefix("{% include x.html %} is left out") == true)
    }

    @Test func `tells of each thing that is not known once`() throws {
        let text =
            "{% include a.html x=1 %}\n{% include a.html x=2 %}\n{% include b.html %}\n{{ site.z | date: '%Y' }}{{ site.z | date: '%m' }}\n{% if a %}1{% endif %}\n{% if b %}2{% endif %}\n"
        let warnings = try article(text).warnings
        #expect(warnings.map(\.line) == [7, 9, 10, 11])
    }

    @Test(arguments: [
        "{% assign a = 'xxxxxxxxxxxxxxxx' %}"
            + String(repeating: "{% assign a = a | append: a %}", count: 40),
        "{% assign a = '\(String(repeating: "x", count: 60_000))' %}"
            + String(repeating: "{{ a }}", count: 10_000),
        "{{ '\(String(repeating: "x", count: 60_000))' | replace: 'x', '\(String(repeating: "y", count: 60_000))' }}",
    ])
    func `makes no endless text of a short one`(text: String) throws {
        #expect(try article(text + "{{ a }}").html().utf8.count < 8 << 20)
    }
}
