import Articles
import Feeds
import Foundation
import Store
import TestSupport
import Testing

@testable import Publishing

/// Folders as their tools lay them out, and the feed of each as a golden file that `RECORD=1` writes anew.
@Suite(.timeLimit(.minutes(2))) struct `A folder of another tool` {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "Fixtures/sites"
    )

    /// A newsroom whose feed `blog` is the site of a tool, its files dated long ago.
    private static func room(_ tool: String, _ definition: String) async throws -> Newsroom {
        let room = try Newsroom()
        let source = fixtures.appending(path: tool).path(percentEncoded: false)
        try FileManager.default.copyItem(atPath: source, toPath: room.temporary.absolute("feeds/blog"))
        try room.define(definition, "blog/feed.toml")
        try await room.temporary.shell("find feeds -type f -exec touch -d @1700000000 {} +")
        return room
    }

    private static let sites = [
        ("hugo", "articles = \"content\"\n"), ("jekyll", "articles = \".\"\n"),
        ("zola", "articles = \"content\"\n"), ("pelican", "articles = \"content\"\n"),
        ("obsidian", "articles = \".\"\n"),
    ]

    @Test(arguments: sites)
    func `gives the feed and the warnings of its golden files`(tool: String, definition: String) async throws
    {
        let room = try await Self.room(tool, definition)
        let report = try await room.publish()
        let warnings = report.problems.map(\.description).joined(separator: "\n") + "\n"
        try expect(try await room.text(of: "blog"), tool + ".atom")
        try expect(warnings, tool + ".warnings")
    }

    private func expect(_ written: String, _ golden: String) throws {
        let url = Self.fixtures.appending(path: golden)
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try Data(written.utf8).write(to: url)
        }
        let expected = try String(contentsOf: url, encoding: .utf8)
        #expect(written == expected, "\(golden)")
    }

    @Test func `is one article for each bundle, and none for its resources and front pages`() async throws {
        let room = try await Self.room("hugo", "articles = \"content\"\n")
        try await room.start()
        try await room.publish()
        let slugs = try await room.store.entries(of: "blog").map(\.slug).sorted()
        #expect(slugs == ["about", "ferry", "later", "the-storm", "tide", "tide-fr"])
        // What is told one by one is judged as a look at everything does.
        try await room.temporary.shell(
            "cd feeds/blog/content/post; echo x >> storm/notes.md; echo x > _index.md"
        )
        try await room.temporary.shell(
            "mkdir feeds/blog/content/post/new; cd feeds/blog/content/post/new; echo x > index.md"
        )
        try await eventually { try await room.store.entries(of: "blog").contains { $0.slug == "new" } }
        #expect(try await room.store.entries(of: "blog").count == 7)
        await room.stop()
    }

    @Test func `is read and shown anew when its site's configuration says something else`() async throws {
        let room = try await Self.room("hugo", "articles = \"content\"\n")
        try await room.publish()
        #expect(try await room.text(of: "blog").contains("https://hugo.example/2025/02/low-tide-what-now/"))
        #expect(try await room.text(of: "blog").contains("2025-03-02T22:30:00Z"))
        try await room.temporary.shell(
            "sed -i 's/hugo.example/other.example/; s/Europe.Paris/UTC/; s/:year.:month/tides/' feeds/blog/config.toml"
        )
        try await room.publish()
        let text = try await room.text(of: "blog")
        #expect(text.contains("https://other.example/tides/low-tide-what-now/"))
        #expect(text.contains("2025-03-02T23:30:00Z"))
        #expect(!text.contains("hugo.example"))
    }

    @Test func `is read anew at once when its configuration changes, young files too`() async throws {
        let room = try await Self.room("hugo", "articles = \"content\"\n")
        try await room.start()
        try await room.temporary.shell("echo Young. > feeds/blog/content/post/young.md")
        try await eventually { try await room.text(of: "blog").contains("hugo.example/post/young/") }
        try await room.temporary.shell("sed -i 's/hugo.example/other.example/' feeds/blog/config.toml")
        try await eventually {
            let text = try await room.text(of: "blog")
            return text.contains("other.example/post/young/") && !text.contains("hugo.example")
        }
        await room.stop()
    }

    @Test
    func
        `is read anew at once when its configuration changes outside of all feeds, or a section says something else`()
        async throws
    {
        let room = try Newsroom()
        try await room.temporary.shell(
            "mkdir -p site/content/post; cd site; echo 'baseURL = \"https://one.example/\"' > hugo.toml; "
                + "printf -- '---\\ntitle: A\\n---\\nText.' > content/post/a.md"
        )
        try room.define("articles = \"\(room.temporary.absolute("site/content"))\"")
        try await room.start()
        try await eventually { try await room.text().contains("https://one.example/post/a/") }
        #expect(try await room.store.entries(of: "news").map(\.section) == ["post"])
        try await room.temporary.shell("sed -i s/one.example/two.example/ site/hugo.toml")
        try await eventually { try await room.text().contains("https://two.example/post/a/") }
        try await room.temporary.shell(
            "printf -- '---\\ncascade:\\n  author: Ines\\n---\\n' > site/content/post/_index.md"
        )
        try await eventually { try await room.text().contains("<name>Ines</name>") }
        await room.stop()
    }

    @Test func `tells of links to nothing, with their lines, until they lead somewhere`() async throws {
        let room = try Newsroom()
        try room.define("articles = \"content\"", "blog/feed.toml")
        try room.define("baseURL = 'https://x.example/'", "blog/hugo.toml")
        let text =
            "---\ntitle: A\n---\n\n[b]({{< ref \"b.md\" >}}) [c]({{< relref \"/posts/c\" >}}) [s]({{< ref \"/posts\" >}})\n"
        try room.define(text, "blog/content/posts/a.md")
        try room.define("---\ntitle: C\n---\nText.", "blog/content/posts/c.md")
        func problems(_ report: Report) -> [String] { report.problems.map(\.description) }
        let first = try await room.publish()
        #expect(
            problems(first) == [
                "blog/content/posts/a.md:5: \"b.md\" is no article here, so the link to it is shown as text; mend its name"
            ]
        )
        #expect(
            try await room.text(of: "blog").contains("&lt;a href=&quot;https://x.example/posts/&quot;&gt;s")
        )
        try room.define("---\ntitle: B\n---\nText.", "blog/content/posts/b.md")
        #expect(try await problems(room.publish()) == [])
    }

    @Test func `with a folder for each language leads from one to the other, and shows its pictures`()
        async throws
    {
        let room = try Newsroom()
        try room.define("articles = \"content\"", "blog/feed.toml")
        let folders =
            "[languages.en]\ncontentDir = 'content/en'\n[languages.fr]\ncontentDir = 'content/fr'\n"
        try room.define("baseURL = 'https://x.example/'\n" + folders, "blog/hugo.toml")
        func define(_ text: String, _ path: String) throws {
            try room.define("---\ntitle: T\n---\n" + text, "blog/content/" + path)
        }
        try define(
            "[1]({{< ref path=\"posts/bonjour\" lang=\"fr\" >}}) [2]({{< relref path=\"b\" lang=\"fr\" >}}) "
                + "[3]({{< ref \"b\" >}}) [4]({{< ref path=\"posts/none\" lang=\"fr\" >}})",
            "en/posts/hello.md"
        )
        try define(
            "[5]({{< ref path=\"/posts/hello.md\" lang=\"en\" >}}) [6]({{< ref \"b\" >}})",
            "fr/posts/bonjour.md"
        )
        try define("![](x.png)", "en/posts/b/index.md")
        try define("![](x.png)", "fr/posts/b/index.md")
        try room.lay("tone.mp3", at: "../blog/content/fr/posts/b/x.png")
        let report = try await room.publish()
        let text = try await room.text(of: "blog").replacing("&quot;", with: "'")
        let links = [
            "fr/posts/bonjour/'&gt;1", "fr/posts/b/'&gt;2", "posts/b/'&gt;3", "posts/hello/'&gt;5",
            "fr/posts/b/'&gt;6",
        ]
        for link in links { #expect(text.contains("'https://x.example/" + link), "\(link)") }
        let dangling = report.problems.map(\.description).filter { $0.contains("no article here") }
        #expect(dangling.count == 1)
        #expect(dangling.first?.contains("hello.md:4: \"posts/none\" is no article here") == true)
    }

    @Test func `that is a section tells of no links to what may lie beside it`() async throws {
        let room = try Newsroom()
        try room.define("articles = \"content/posts\"", "blog/feed.toml")
        try room.define("baseURL = 'https://x.example/'", "blog/hugo.toml")
        try room.define("---\ntitle: A\n---\n\n[b]({{< ref \"/about\" >}})\n", "blog/content/posts/a.md")
        #expect(try await room.publish().problems.map(\.description) == [])
    }

    @Test func `keeps out what its site lists nowhere, and the guard watches over it`() async throws {
        let room = try Newsroom()
        try room.define("articles = \"content\"", "blog/feed.toml")
        try room.define("baseURL = 'https://x.example/'", "blog/hugo.toml")
        for name in ["a", "b", "c", "d", "e", "f"] {
            try room.define(
                "---\ntitle: \(name)\ndate: 2024-01-02\n---\nText.",
                "blog/content/posts/\(name).md"
            )
        }
        try room.define("---\nheadless: true\n---\nText.", "blog/content/hidden/index.md")
        let first = try await room.publish()
        #expect(first.feeds.first?.added.count == 6)
        #expect(first.feeds.first?.leftOut == ["hidden/index.md"])
        try room.define("---\ncascade:\n  build:\n    list: never\n---\n", "blog/content/posts/_index.md")
        let second = try await room.publish()
        #expect(second.feeds.flatMap(\.removed).isEmpty)
        #expect(second.feeds.flatMap(\.held).count == 6)
        try room.define("---\ntitle: Posts\n---\n", "blog/content/posts/_index.md")
        #expect(try await room.publish().feeds.flatMap(\.held).isEmpty)
    }

    /// Two articles of Pelican's, or more, whose configuration then says something else of all.
    private static func pelican(_ names: [String]) throws -> Newsroom {
        let room = try Newsroom()
        try room.define("articles = \"content\"", "blog/feed.toml")
        try room.define("SITEURL = 'https://x.example'\n", "blog/pelicanconf.py")
        for name in names {
            try room.define("Title: \(name)\nDate: 2024-01-02\n\nText.", "blog/content/\(name).md")
        }
        return room
    }

    private static let settings = "SITEURL = 'https://x.example'\nDEFAULT_METADATA = "

    @Test(arguments: [false, true])
    func `takes back what its configuration makes a draft of, once that has lasted, and shows it again`(
        isUp: Bool
    ) async throws {
        let room = try Self.pelican(["a", "b"])
        try room.define("Title: c\nDate: 2024-01-02\nStatus: published\n\nText.", "blog/content/c.md")
        try await room.publish()
        if isUp { try await room.start() }
        func expect(_ titles: [String]) async throws {
            if !isUp { try await room.publishByHand() }
            try await eventually(within: 5) {
                let text = try await room.text(of: "blog")
                return text.matches(of: /<title[^>]*>([abc])<\/title>/).map { String($0.output.1) }.sorted()
                    == titles
            }
        }
        try room.define(Self.settings + "{'status': 'draft'}\n", "blog/pelicanconf.py")
        try await expect(["c"])
        try room.define(Self.settings + "{'tags': 'x'}\n", "blog/pelicanconf.py")
        try await expect(["a", "b", "c"])
        #expect(try await room.text(of: "blog").contains("term=\"x\""))
        await room.stop()
    }

    @Test func `goes on holding back what its configuration makes drafts of, and lets it go by force`()
        async throws
    {
        let room = try Self.pelican(["a", "b", "c", "d", "e", "f"])
        try await room.publish()
        try room.define(Self.settings + "{'status': 'draft'}\n", "blog/pelicanconf.py")
        // As each look finds it: the files are as they were, and the definition is known.
        for _ in 0..<3 {
            let changes = try #require(try await room.publish().feeds.first)
            #expect(changes.held.count == 6 && changes.removed.isEmpty)
        }
        #expect(try await room.publishByHand(isForced: true).removed.count == 6)
    }

    @Test func `has kept bodies that are made anew in another dialect`() async throws {
        let room = try await Self.room("hugo", "articles = \"content\"\n")
        try await room.publish()
        #expect(try await room.text(of: "blog").contains("youtube.com/watch"))
        try await room.temporary.shell("rm feeds/blog/config.toml")
        try await room.publish()
        let text = try await room.text(of: "blog")
        #expect(text.contains("youtube w7Ft2ymGmfc"))
        #expect(!text.contains("youtube.com/watch"))
    }

    @Test func `says less than the feed's own definition`() async throws {
        let room = try await Self.room(
            "hugo",
            """
            articles = "content"
            title = "Mine"
            language = "de"
            timezone = "UTC"
            permalink = "https://mine.example/:slug/"
            """
        )
        try await room.publish()
        let text = try await room.text(of: "blog")
        #expect(text.contains(">Mine</title>"))
        #expect(text.contains("xml:lang=\"de\""))
        #expect(text.contains("https://mine.example/tide/"))
        #expect(text.contains("2025-03-02T23:30:00Z"))
        #expect(!text.contains("hugo.example/post"))
    }

    @Test func `is a section where the articles folder is one`() async throws {
        let room = try await Self.room("hugo", "articles = \"content/post\"\n")
        try await room.publish()
        let text = try await room.text(of: "blog")
        #expect(text.contains("https://hugo.example/post/ferry/"))
        #expect(!text.contains("Low Tide"))
    }

    @Test func `with a broken configuration is published, and somebody is told`() async throws {
        let room = try await Self.room("hugo", "articles = \"content\"\n")
        try await room.temporary.shell("echo 'title = ' > feeds/blog/hugo.toml; rm feeds/blog/config.toml")
        let report = try await room.publish()
        let problem = try #require(report.problems.first { $0.file == "blog/hugo.toml" })
        #expect(problem.severity == .warning)
        #expect(problem.line == 1)
        #expect(try await room.text(of: "blog").contains("youtube.com/watch"))
    }

    @Test func `leads from one text to another wherever that moves`() async throws {
        let room = try await Self.room("obsidian", "articles = \".\"\n")
        try await room.publish()
        #expect(try await room.text(of: "blog").contains("https://news.example/blog/storm/"))
        try await room.temporary.shell("cd feeds/blog; rm Storm.md")
        try await room.publish()
        let text = try await room.text(of: "blog")
        #expect(!text.contains("https://news.example/blog/storm/"))
        #expect(!text.contains("%5B%5B"))
    }
}

@Suite struct `A picture of a site of Jekyll` {
    @Test(arguments: [
        ("baseurl: /blog", "/assets/x.png", "https://x.example/blog/assets/x.png"),
        ("baseurl: /blog", "assets/x.png", "https://x.example/blog/assets/x.png"),
        ("", "/assets/x.png", "https://x.example/assets/x.png"),
        ("baseurl: /blog", "https://y.example/x.png", "https://y.example/x.png"),
        ("baseurl: /blog", "//y.example/x.png", "https://y.example/x.png"),
    ])
    func `lies below the site's address`(settings: String, image: String, url: String) async throws {
        let room = try Newsroom()
        try room.define("articles = \"_posts\"", "blog/feed.toml")
        try room.define("url: https://x.example\n\(settings)\n", "blog/_config.yml")
        try room.define("---\nimage: \(image)\n---\nText.", "blog/_posts/2024-01-02-a.md")
        try await room.publish()
        #expect(try await room.text(of: "blog").contains("\"\(url)\""))
    }
}

@Suite struct `An author` {
    @Test func `is named by an id that the data of a site of Jekyll know`() async throws {
        let room = try Newsroom()
        try room.define("articles = \"_posts\"", "blog/feed.toml")
        try room.define("url: https://x.example", "blog/_config.yml")
        try room.define(
            "ines:\n  name: Ines Calloway\n  uri: https://example.org/ines\n",
            "blog/_data/authors.yml"
        )
        try room.define("---\nauthor: ines\n---\nText.", "blog/_posts/2024-01-02-a.md")
        try await room.publish()
        let text = try await room.text(of: "blog")
        #expect(text.contains("<name>Ines Calloway</name>"))
        #expect(text.contains("<uri>https://example.org/ines</uri>"))
    }

    private static let people = """
        [[authors]]
        id = "ines"
        name = "Ines Calloway"
        email = "ines@example.org"
        url = "https://example.org/ines"
        """

    @Test(arguments: ["news/feed.toml", "feedherald.toml"])
    func `is named by an id or a name that a definition knows`(file: String) async throws {
        let room = try Newsroom([
            "one.md": "---\ntitle: One\nauthor: ines\n---\nText.\n",
            "two.md": "---\ntitle: Two\nauthors: [Ines Calloway, Sam Okafor]\n---\nText.\n",
        ])
        try room.define(Self.people, file)
        try await room.publish()
        let text = try await room.text()
        let count = text.matches(of: /<entry>/).count
        #expect(count == 2)
        #expect(text.matches(of: /<uri>https:\/\/example.org\/ines<\/uri>/).count >= 2)
        #expect(text.contains("<name>Sam Okafor</name>"))
        #expect(!text.contains("<name>ines</name>"))
    }
}
