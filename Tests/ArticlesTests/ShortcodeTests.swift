import Foundation
import TestSupport
import Testing

@testable import Articles

@Suite struct `A shortcode of Hugo` {
    private static let settings = """
        baseURL = 'https://x.example/'
        [params]
        motto = 'A & B'
        [params.Author]
        name = 'Ann'
        """

    private func article(_ body: String, head: String = "own: mine") throws -> Article {
        let site = try TemporaryFolder()
        try site.makeFolder("content")
        try site.write(Self.settings, to: "hugo.toml")
        let reader = ArticleReader(
            timezone: .gmt,
            dialect: Dialect.find(for: site.absolute("content")).dialect
        )
        return try Array("---\n\(head)\n---\n\(body)".utf8).withUnsafeBytes {
            try reader.read($0, path: "a.md")
        }
    }

    /// A template of the site's own, in `layouts/shortcodes/`, is never run: nobody could say what it may do.
    @Test
    func `of the site's own templates keeps what is in it, also in another, and is told of with its line`()
        throws
    {
        let article = try article(
            """
            {{< note "x" >}}
            Inner *markdown* and [link](https://e.example).

            {{% box %}}
            Nested **deep**.

            - one
            {{% /box %}}

            {{< note >}}same name{{< /note >}}
            {{< /note >}}

            Inline {{< badge >}}label{{< /badge >}} and {{< single a="b" >}} end.
            """
        )
        #expect(
            article.html() == """
                <p>Inner <em>markdown</em> and <a href="https://e.example">link</a>.</p>
                <p>Nested <strong>deep</strong>.</p>
                <ul>
                <li>one</li>
                </ul>
                <p>same name</p>
                <p>Inline label and  end.</p>

                """
        )
        let told = article.warnings.map { "\($0.file):\($0.line ?? 0) \($0.message.prefix(24))" }.sorted()
        #expect(
            told
                == [
                    "a.md:16 unknown shortcode \"badge", "a.md:16 unknown shortcode \"singl",
                    "a.md:4 unknown shortcode \"note\"", "a.md:7 unknown shortcode \"box\":",
                ].map { String($0) }.sorted()
        )
    }

    /// What hugo 0.111.3 and the documentation of later ones show, but for what needs a script.
    @Test(arguments: [
        ("a {{< comment >}}hidden *b* {{< figure src=\"x\" >}}{{< /comment >}} c", "<p>a  c</p>"),
        ("{{% comment %}}\n\nhidden\n\n{{% /comment %}}\n\nshown", "<p>shown</p>"),
        ("`{{</* a \"b\" */>}}` {{%/* c */%}}", "<p><code>{{&lt; a \"b\" &gt;}}</code> {{% c %}}</p>"),
        (
            "{{</* comment */>}} shown {{</* /comment */>}}",
            "<p>{{&lt; comment &gt;}} shown {{&lt; /comment &gt;}}</p>"
        ),
        ("```\n{{</* a */>}}\n```", "<pre><code>{{&lt; a &gt;}}\n</code></pre>"),
        (
            "{{< param own >}}, {{< param \"motto\" >}}, {{< param author.name >}}",
            "<p>mine, A &amp; B, Ann</p>"
        ),
        ("[a]({{< param own >}})", "<p><a href=\"mine\">a</a></p>"),
        (
            "a {{< highlight go \"hl_inline=true\" >}}x < 1{{< /highlight >}} b",
            "<p>a <code>x &lt; 1</code> b</p>"
        ),
        (
            "a\n{{< highlight go >}}\nx\n{{< /highlight >}}\nb",
            "<p>a</p>\n<pre><code>x\n</code></pre>\n<p>b</p>"
        ),
        (
            "{{< qr text=\"https://a.example/\" />}}",
            "<p><a href=\"https://a.example/\">https://a.example/</a></p>"
        ),
        ("{{< qr >}}\nCall <me>\n{{< /qr >}}", "<p>Call &lt;me&gt;</p>"),
        (
            "{{< details summary=\"S\" >}}\n*t*\n{{< /details >}}",
            "<details><summary>S</summary>\n<p><em>t</em></p>\n</details>"
        ),
        (
            "{{< x user=\"a\" id=\"12\" >}}",
            "<p><a href=\"https://x.com/a/status/12\">https://x.com/a/status/12</a></p>"
        ),
        ("{{< tweet 12 >}}", "<p><a href=\"https://x.com/i/status/12\">https://x.com/i/status/12</a></p>"),
        (
            "{{< instagram abc >}}",
            "<p><a href=\"https://www.instagram.com/p/abc/\">https://www.instagram.com/p/abc/</a></p>"
        ),
        (
            "{{< gist a 12 >}}",
            "<p><a href=\"https://gist.github.com/a/12\">https://gist.github.com/a/12</a></p>"
        ),
        ("{{ .Params.x }} {{ now }}", "<p>{{ .Params.x }} {{ now }}</p>"),
        ("{{< figure\n  src=\"a.png\"\n  alt=\"A\"\n>}}", "<figure><img src=\"a.png\" alt=\"A\"></figure>"),
    ])
    func `shows what its template shows`(text: String, html: String) throws {
        let article = try article(text)
        let shown = article.html().trimmingCharacters(in: .newlines)
        #expect(shown == html)
        #expect(article.warnings == [], "\(article.warnings)")
    }

    @Test(arguments: [
        ("a\n{{< figure src=\"x\" and more\nb", "<p>a</p>\n<p>b</p>", 5, "\"figure\" is never closed"),
        (
            "a\n{{< figure src=\"x\"\n\nb\n\n{{< figure src=\"y\" >}}",
            "<p>a</p>\n<p>b</p>\n<figure><img src=\"y\"></figure>", 5, "\"figure\" is never closed"
        ),
        (
            "a\n{{< youtube x\n\nb {{< vimeo 1 >}}",
            "<p>a</p>\n<p>b <a href=\"https://vimeo.com/1\">https://vimeo.com/1</a></p>", 5,
            "\"youtube\" is never closed"
        ),
        ("a {{% x y\nb", "<p>a\nb</p>", 4, "\"x\" is never closed"),
        ("a {{< figure src=\"x >}} b", "<p>a  b</p>", 4, "\"figure\" cannot be read"),
        ("a {{< /highlight >}} b", "<p>a  b</p>", 4, "ends nothing"),
        ("a {{< highlight go >}} b", "<p>a  b</p>", 4, "\"highlight\" has no end"),
        ("a {{< comment >}} b", "<p>a  b</p>", 4, "\"comment\" has no end"),
        ("a {{< t.inline >}}{{ now }}{{< /t.inline >}} b", "<p>a  b</p>", 4, "\"t.inline\""),
        ("a {{< param none >}} b", "<p>a  b</p>", 4, "\"none\""),
        ("a {{< box >}}*b*{{< /box >}} c", "<p>a <em>b</em> c</p>", 4, "\"box\""),
    ])
    func `that is broken or not known is told with its line, and no reader sees it`(
        text: String,
        html: String,
        line: Int,
        words: String
    ) throws {
        let article = try article(text)
        #expect(article.html().trimmingCharacters(in: .newlines) == html)
        #expect(article.warnings.map(\.line) == [line])
        #expect(article.warnings.first?.message.contains(words) == true, "\(article.warnings)")
    }

    @Test func `that is not known is told once for each name`() throws {
        let text = String(repeating: "{{< a x=1 >}}b{{< /a >}}{{< a >}}\n{{< c >}}\n", count: 30)
        #expect(try article(text).warnings.map(\.line) == [4, 5])
    }

    @Test func `that begins a million times and ends once is read in no time`() throws {
        let start = ContinuousClock.now
        _ = try article(String(repeating: "{{< a\n", count: 50_000) + ">}}").html()
        #expect(ContinuousClock.now - start < .seconds(20))
    }
}
