import Foundation
import TestSupport
import Testing

/// Pages as a real browser shows them, at the widths of a phone and a desktop, light and dark.
struct BrowserTests {
    private struct Page: Decodable {
        var path: String
        var title: String
        var heading: String
        var language: String
        var stops: [String]
        /// What the console, axe-core and a ruler say.
        var faults: [String]
    }

    private func running() throws -> Daemon {
        let site = try SiteFolder()
        try site.write("title = \"The quay\"\nlanguage = \"en\"\n", to: "feedherald.toml")
        try site.write(
            "title = \"Harbour news\"\ndescription = \"What happens on the quay.\"\nlanguage = \"en-GB\"\nrights = \"© 2026\"\n",
            to: "news/feed.toml"
        )
        let rows = "| a | long | row | of | a | table | that | is | wider | than | a | telephone |\n"
        let body = """
            The first *ferry* since the [storm](https://example.org/).

            ## What is open

            \(rows)\(rows.replacing(/[a-z]+/, with: "--"))\(rows)
            ```
            \(String(repeating: "a line that is long ", count: 20))
            ```

            > Never so high[^1].

            [^1]: But the tide is.
            """
        let head =
            "tags: [harbour, ferry]\nauthor: { name: Ines, url: \"https://example.org/ines\" }\nenclosure: { url: \"https://example.org/tone.mp3\", length: 12345678, duration: 90 }\n"
        try site.write(
            "---\ntitle: The ferry sails again\ndate: 2026-03-02\n\(head)---\n\(body)\n",
            to: "news/articles/ferry.md"
        )
        try site.write(
            "---\ndate: 2026-03-01\n---\n![The quay at dawn](quay.png)\n",
            to: "news/articles/picture.md"
        )
        try site.write(try #require(Data(base64Encoded: Self.picture)), to: "news/articles/quay.png")
        let long = String(repeating: "Ten kilobytes of title ", count: 450)
        try site.write(SiteFolder.article("\"\(long)\"", date: "2026-02-28"), to: "news/articles/long.md")
        let word = String(repeating: "Donaudampfschifffahrt", count: 20)
        try site.write(
            SiteFolder.article("\(word) 🎣 <b>&amp;", date: "2026-02-27"),
            to: "news/articles/word.md"
        )
        try site.write("title = \"أخبار الميناء\"\nlanguage = \"ar\"\n", to: "port/feed.toml")
        try site.write(
            SiteFolder.article(
                "العبّارة تبحر من جديد",
                date: "2026-03-02",
                body: "تبحر العبّارة الأولى.\n\n> واحد\n"
            ),
            to: "port/articles/bac.md"
        )
        try site.write(
            "title = \"Radio Muelle\"\nlanguage = \"es\"\n[podcast]\ncategories = [\"News\"]\n",
            to: "radio/feed.toml"
        )
        for file in try FileManager.default.subpathsOfDirectory(atPath: site.path) where file.contains(".") {
            try site.age(file)
        }
        return try Daemon(site)
    }

    /// A picture of one pixel.
    private static let picture =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

    @Test func `a browser shows every page without a complaint, and everybody can use it`() throws {
        let daemon = try running()
        let paths = [
            "/news/", "/news/ferry/", "/", "/news/atom.xml", "/news/picture/", "/news/long/", "/news/word/",
            "/port/", "/port/bac/", "/radio/",
        ]
        let output = try Python(script: Fixtures.url("browser.py")).output([daemon.base] + paths, input: [])
        let pages = try JSONDecoder().decode([Page].self, from: Data(output.utf8))
        #expect(pages.map(\.path) == paths)
        for page in pages { #expect(page.faults.isEmpty, "\(page.path)") }
        let headings = [
            "Harbour news", "The ferry sails again", "The quay", "Harbour news", "The quay at dawn",
        ]
        #expect(Array(pages.map(\.heading).prefix(5)) == headings)
        #expect(
            pages.map(\.language) == [
                "en-GB", "en-GB", "en", "en-GB", "en-GB", "en-GB", "en-GB", "ar", "ar", "es",
            ]
        )
        #expect(pages[1].title == "The ferry sails again – Harbour news")
        // The copy button is there, since scripts run here; and the document's address shows the feed's page.
        #expect(
            Array(pages[0].stops.prefix(5)) == [
                "Skip to the text", "The quay", "address", "Copy", "Open in your feed reader",
            ]
        )
        #expect(pages[3].stops == pages[0].stops)
        #expect(
            pages[1].stops.contains("TABLE") && pages[1].stops.contains("PRE")
                && pages[1].stops.contains("AUDIO")
        )
    }

    @Test func `a changed template holds at once, and a broken one is told by all who are asked`() throws {
        let site = try SiteFolder()
        try site.lay(SiteFolder.article("Hello"), at: "news/articles/hello.md")
        let daemon = try Daemon(site)
        try site.write("Mine: {{heading}}", to: "templates/article.mustache")
        try eventually("the template holds") {
            try daemon.http.ask("GET", "/news/hello/").text == "Mine: Hello"
        }
        try site.write("{{heading}}\n{{> missing}}", to: "templates/article.mustache")
        try eventually("the built-in template holds") {
            try daemon.http.ask("GET", "/news/hello/").text.contains(
                "<h1 dir=\"auto\" class=\"title\">Hello</h1>"
            )
        }
        let problem = "templates/article.mustache:2: there is no partial \"missing\""
        #expect(try daemon.command("status").output.contains(problem))
        let check = try daemon.command("check")
        #expect(check.code == 2)
        #expect(check.output.contains(problem))
        #expect(try daemon.log.contents.contains(problem))
    }
}
