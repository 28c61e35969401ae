import Feeds
import Foundation
import TestSupport
import Testing

@testable import Publishing

/// Where a text asks its tool for the address of an article, the address stands there, whatever is around it.
@Suite(.timeLimit(.minutes(2))) struct `The address of an article that a text asks for` {
    /// The HTML of the article `b` of a site.
    private func html(_ text: String, _ files: [String: String], articles: String) async throws -> String {
        let room = try Newsroom()
        try room.define("articles = \"\(articles)\"", "blog/feed.toml")
        for (path, text) in files { try room.define(text, "blog/" + path) }
        let path = files.keys.contains("hugo.toml") ? "content/b.md" : "_posts/2026-01-02-b.md"
        try room.define("---\ntitle: B\ndate: 2026-01-02\n---\n\(text)\n", "blog/" + path)
        try await room.publish()
        let json = Data(try await room.text(.json, of: "blog").utf8)
        let feed = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
        let items = try #require(feed["items"] as? [[String: Any]])
        let item = try #require(items.first { $0["title"] as? String == "B" })
        return try #require(item["content_html"] as? String).trimmingCharacters(in: .newlines)
    }

    private static let one = "---\ntitle: One\n---\nText.\n"

    @Test(arguments: [
        ("[u]({{ site.url }}{% link _posts/2026-01-01-one.md %})", "<p><a href=\"ONE\">u</a></p>"),
        ("[u]({{ site.baseurl }}{% post_url 2026-01-01-one %})", "<p><a href=\"ONE\">u</a></p>"),
        (
            "[u]({{ site.url }}{{ site.baseurl }}{% post_url 2026-01-01-one %}#part)",
            "<p><a href=\"ONE#part\">u</a></p>"
        ),
        ("[u]({% post_url 2026-01-01-one %})", "<p><a href=\"ONE\">u</a></p>"),
        (
            "<a href=\"{{ site.baseurl }}{% post_url 2026-01-01-one %}\">u</a>",
            "<p><a href=\"ONE\">u</a></p>"
        ),
        ("See {% post_url 2026-01-01-one %}.", "<p>See <a href=\"ONE\">2026-01-01-one</a>.</p>"),
        ("`[u]({% post_url 2026-01-01-one %})`", "<p><code>[u](ONE)</code></p>"),
        (
            "`{{ site.baseurl }}{% post_url 2026-01-01-one %}`, `{% post_url 2026-01-01-one %}`",
            "<p><code>ONE</code>, <code>ONE</code></p>"
        ),
        ("```\nx {% link _posts/2026-01-01-one.md %}\n```", "<pre><code>x ONE\n</code></pre>"),
        (
            "[u](https://other.example{% post_url 2026-01-01-one %})",
            "<p><a href=\"https://other.example/b/2026/01/01/one.html\">u</a></p>"
        ),
        ("[u](/s?q={% post_url 2026-01-01-one %})", "<p><a href=\"https://jek.example/s?q=ONE\">u</a></p>"),
        ("[u]({{ site.url }}{% post_url 2020-01-01-no %})", "<p>u</p>"),
        ("`{% post_url 2020-01-01-no %}`", "<p><code>2020-01-01-no</code></p>"),
    ])
    func `is that of Jekyll's article`(text: String, html: String) async throws {
        let files = [
            "_config.yml": "url: https://jek.example\nbaseurl: /b\n", "_posts/2026-01-01-one.md": Self.one,
        ]
        let found = try await self.html(text, files, articles: "_posts")
        #expect(found == html.replacing("ONE", with: "https://jek.example/b/2026/01/01/one.html"))
    }

    @Test(arguments: [
        ("[u](https://c.example{{< relref \"a\" >}})", "<p><a href=\"ONE\">u</a></p>"),
        ("[u](https://c.example{{< relref \"a\" >}}#x)", "<p><a href=\"ONE#x\">u</a></p>"),
        ("`[u]({{< ref \"a\" >}})`", "<p><code>[u](ONE)</code></p>"),
        ("`{{< ref \"a\" >}}` `\"{{< ref \"a\" >}}\"`", "<p><code>ONE</code> <code>\"ONE\"</code></p>"),
        ("Text.\n\n    [u]({{< ref \"a\" >}})\n", "<p>Text.</p>\n<pre><code>[u](ONE)\n</code></pre>"),
        ("Text.\n\n    {{< ref \"a\" >}}\n", "<p>Text.</p>\n<pre><code>ONE\n</code></pre>"),
        ("<{{< ref \"a\" >}}>", "<p><a href=\"ONE\">ONE</a></p>"),
        ("[u](</x?u={{< ref \"a\" >}}>)", "<p><a href=\"https://c.example/x?u=ONE\">u</a></p>"),
        ("[u](/x?u={{< ref \"a\" >}})", "<p><a href=\"https://c.example/x?u=ONE\">u</a></p>"),
        ("Go to /x?u={{< ref \"a\" >}}", "<p>Go to /x?u=<a href=\"ONE\">ONE</a></p>"),
        ("[u]({{< ref \"a#part\" >}})", "<p><a href=\"ONE#part\">u</a></p>"),
        ("[u]: {{< ref \"a\" >}}\n\n[u]", "<p><a href=\"ONE\">u</a></p>"),
        ("({{< ref \"a\" >}})", "<p>(<a href=\"ONE\">a</a>)</p>"),
        ("参照{{< ref \"a\" >}}。", "<p>参照<a href=\"ONE\">a</a>。</p>"),
        ("{{< figure src=\"p.png\" link=\"{{< ref a >}}\" >}}", nil),
    ])
    func `is that of Hugo's article`(text: String, html: String?) async throws {
        let files = ["hugo.toml": "baseURL = 'https://c.example/'", "content/a.md": Self.one]
        let found = try await self.html(text, files, articles: "content")
        if let html { #expect(found == html.replacing("ONE", with: "https://c.example/a/")) }
        #expect(!found.contains("%5B%5B") && !found.contains("[["))
    }

    @Test func `stands in no other text of the feed in another form`() async throws {
        let room = try Newsroom()
        try room.define(
            "articles = \"content\"\nsource_markdown = true\n[podcast]\n",
            "blog/feed.toml"
        )
        try room.define("baseURL = 'https://c.example/'", "blog/hugo.toml")
        let text = "# On `{{< ref \"a\" >}}`\n\nSee `{{< ref \"a\" >}}`.\n\n<!--more-->\n\nMore.\n"
        try room.define(text, "blog/content/b.md")
        try room.define(Self.one, "blog/content/a.md")
        try await room.publish()
        for format in Format.allCases {
            let text = try await room.text(format, of: "blog")
            #expect(!text.contains(".invalid") && !text.contains("%5B%5B"), "\(text)")
        }
    }
}
