import Foundation
import Testing

/// What authors put into articles, as the whole program deals with it.
struct AwkwardTests {
    private struct Judged: Decodable {
        struct Finding: Decodable {
            var rule: String
            var severity: String
            var message: String
        }

        var entries: Int
        var errors: Int
        var findings: [Finding]
    }

    private static let rightToLeft = "عنوان 🎏 👩‍👩‍👧 \u{202B}مرحبا\u{202C}"
    private static let longTag = String(repeating: "x", count: 1_000)

    private static let articles = [
        "markup": "title: \"<b>Bold</b> & <script>alert(1)</script> ]]> &amp;\"",
        "long": "title: \"\(String(repeating: "0123456789 ", count: 930))\"",
        "untitled": "date: 2025-01-01",
        "rtl": "title: \"\(rightToLeft)\"\nlang: ar",
        "tags": "title: Tags\ntags: ['../..', '\(longTag)', '&<>\"', ok]",
        "authors":
            "title: Two\nauthors: [{ name: Ann, url: 'https://a.example/' }, { name: Ann, url: 'https://b.example/' }]",
        "one-more": "title: Another\nauthor: Ann",
        "picture": "title: Only a picture",
    ]

    private func running() throws -> Daemon {
        let site = try SiteFolder()
        for (name, head) in Self.articles {
            let body = name == "picture" ? "![The quay](https://a.example/quay.png)" : "The text of \(name)."
            try site.lay("---\n\(head)\n---\n\n\(body)\n", at: "news/articles/\(name).md")
        }
        // An article of an untitled picture, and nothing else.
        try site.lay("![](https://a.example/only.png)\n", at: "news/articles/bare.md")
        try site.lay("title = \"Talk\"\n[podcast]\n", at: "talk/feed.toml")
        try site.lay(
            "---\ntitle: One\nenclosure: { url: 'https://a.example/1.mp3', length: 9, type: audio/mpeg }\n---\nHear.\n",
            at: "talk/articles/one.md"
        )
        return try Daemon(site)
    }

    private func judged(_ path: String, of daemon: Daemon) throws -> Judged {
        let file = daemon.site.beside("judged" + (path.split(separator: "/").last ?? ""))
        let answer = try daemon.http.ask("GET", path)
        #expect(answer.status == 200, "\(path)")
        try answer.body.write(to: URL(filePath: file))
        return try Command(["check", "--json", file]).json(as: Judged.self)
    }

    @Test func `articles of any kind are all there, in documents and views without an error`() throws {
        let daemon = try running()
        #expect(try daemon.feed().items.count == Self.articles.count + 1)
        let page = try daemon.http.ask("GET", "/news/").text
        let ofTags = Set(page.matches(of: /\/news\/(tag\/[^"\/]+\/)"/).map { String($0.output.1) })
        // Each has a view of its own, also the two that are signs alone.
        #expect(ofTags.count == 4)
        for part in ["", "summary/", "author/ann/", "lang/ar/"] + ofTags.sorted() {
            for file in ["rss.xml", "atom.xml", "feed.json"] {
                let judged = try judged("/news/\(part)\(file)", of: daemon)
                let errors = judged.findings.filter { $0.severity == "error" }.map {
                    "\($0.rule): \($0.message)"
                }
                #expect(errors == [], "/news/\(part)\(file)")
                #expect(
                    judged.entries == (part == "author/ann/" ? 2 : part.isEmpty || part == "summary/" ? 9 : 1)
                )
            }
            #expect(try daemon.http.ask("GET", "/news/\(part)").status == 200, "\(part)")
        }
        #expect(!page.contains("<script>alert"))
        let titles = try daemon.feed().items.map { $0.title ?? "" }
        #expect(titles.contains(Self.rightToLeft) && titles.contains { $0.count > 10_000 })
        #expect(titles.filter(\.isEmpty).count == 2)
    }

    @Test func `two authors of one name are two, in every format, and one view`() throws {
        let daemon = try running()
        let atom = try daemon.document("atom.xml").text
        for url in ["https://a.example/", "https://b.example/"] {
            #expect(atom.contains("<uri>\(url)</uri>"))
        }
        let entry = try #require(atom.split(separator: "<entry").first { $0.contains(">Two<") })
        #expect(entry.matches(of: /<name>Ann<\/name>/).count == 2)
        let authors = try #require(try daemon.feed().items.first { $0.title == "Two" }?.authors)
        #expect(authors.map(\.name) == ["Ann", "Ann"])
    }

    @Test func `a podcast without a cover is published`() throws {
        let daemon = try running()
        let judged = try judged("/talk/rss.xml", of: daemon)
        #expect(judged.entries == 1)
        #expect(try !daemon.document("rss.xml", of: "talk").text.contains("<itunes:image"))
        #expect(try daemon.http.ask("GET", "/talk/").status == 200)
    }

    @Test func `a template that does not parse is told with its line, and the built-in one serves`() throws {
        let daemon = try running()
        try daemon.site.write("<h1>\n{{#entries}}\n", to: "templates/feed.mustache")
        try eventually("check tells of it") {
            let check = try daemon.command("check")
            return check.output.contains("templates/feed.mustache:2:")
        }
        try eventually("the daemon has seen it") {
            try daemon.log.contents.contains("templates/feed.mustache")
        }
        let page = try daemon.http.ask("GET", "/news/")
        #expect(page.status == 200 && page.text.contains("</html>"))
    }
}
