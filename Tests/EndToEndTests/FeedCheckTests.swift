import Foundation
import TestSupport
import Testing

/// `feedherald check URL|FILE`: anybody's feed.
struct FeedCheckTests {
    private struct Report: Decodable {
        struct Finding: Decodable {
            struct Place: Decodable {
                var line: Int
                var column: Int
            }

            var rule: String
            var severity: String
            var place: Place?
            var path: String
            var message: String
            var why: String
            var fix: String
        }

        var source: String
        var format: String?
        var entries: Int
        var errors: Int
        var findings: [Finding]
        var feeds: [String]
    }

    private static func rss(_ address: String, guid: String = "https://example.org/1") -> String {
        """
        <?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>News</title>
        <link>https://example.org/</link><description>News</description><language>en</language>
        <atom:link rel="self" href="\(address)"/>
        <item><title>One</title><link>https://example.org/1</link><guid>\(guid)</guid>
        <pubDate>Mon, 02 Mar 2026 07:30:00 GMT</pubDate></item></channel></rss>
        """
    }

    @Test func `a file is judged offline, and the exit code tells whether there is something to mend`() throws
    {
        let folder = try TemporaryFolder()
        let file = folder.path + "/feed.xml"
        try Data(Self.rss("https://example.org/rss.xml").utf8).write(to: URL(filePath: file))
        let good = try Command(["check", file])
        #expect(good.code == 0)
        #expect(good.output == "\(file): RSS 2.0, 1 entry: nothing to mend\n")
        try Data(Self.rss("https://example.org/rss.xml", guid: "1").utf8).write(to: URL(filePath: file))
        let bad = try Command(["check", file])
        #expect(bad.code == 2)
        #expect(bad.output.contains("5:65: \"1\" is no address") && !bad.output.contains("\u{1B}"))
        let report = try Command(["check", "--json", file]).json(as: Report.self)
        #expect(report.errors == 1 && report.source == file && report.format == "RSS 2.0")
        #expect(report.findings.map(\.rule) == ["guid-not-permalink"])
        #expect(report.findings.first?.place?.line == 5)
    }

    @Test func `standard input is judged where the argument is a dash`() throws {
        let folder = try TemporaryFolder()
        let file = folder.path + "/feed.xml"
        try Data(Self.rss("https://example.org/rss.xml").utf8).write(to: URL(filePath: file))
        let command = try Command(program: Program.feedherald, ["check", "-"], input: file)
        #expect(command.code == 0)
        #expect(command.output.hasPrefix("standard input: RSS 2.0"))
    }

    @Test func `an address is judged with the answers that brought it`() throws {
        let site = try OldSite(["feed.xml": Self.rss("x")])
        try Data(Self.rss(site.url("feed.xml")).utf8).write(to: URL(filePath: site.file("feed.xml")))
        let report = try Command(["check", "--json", site.url("redirect/2/feed.xml")]).json(as: Report.self)
        #expect(report.format == "RSS 2.0")
        #expect(report.findings.allSatisfy { $0.place == nil && $0.severity == "advice" })
        #expect(
            Set(report.findings.map(\.rule)).isSuperset(of: [
                "temporary-redirect", "vague-content-type", "no-hub",
            ])
        )
        // It comes without validators, though not with a type.
        let compressed = try Command(["check", "--json", site.url("gzip/feed.xml")]).json(as: Report.self)
        let rules = Set(compressed.findings.map(\.rule))
        #expect(rules.isSuperset(of: ["no-validators", "missing-content-type", "self-differs"]))
    }

    @Test func `the files of a podcast are asked for at their servers`() throws {
        let site = try OldSite(["tone.mp3": "12345"])
        func item(_ file: String, _ length: Int) -> String {
            """
            <item><title>\(file)</title><link>https://example.org/\(file)</link>
            <guid isPermaLink="false">tag:example.org,2026:\(file)</guid><pubDate>Mon, 02 Mar 2026 07:30:00 GMT</pubDate>
            <enclosure url="\(site.url(file))" length="\(length)" type="audio/mpeg"/></item>
            """
        }
        let feed = Self.rss(site.url("feed.xml")).replacing(
            "</channel>",
            with: item("tone.mp3", 54_321) + item("none.mp3", 54_321) + "</channel>"
        )
        try Data(feed.utf8).write(to: URL(filePath: site.file("feed.xml")))
        let report = try Command(["check", "--json", site.url("feed.xml")]).json(as: Report.self)
        let found = report.findings.filter { $0.path.contains("enclosure") }
        #expect(found.map(\.rule) == ["file-length", "no-ranges", "file-missing"])
        #expect(found.first?.fix == "write 5")
    }

    @Test func `what cannot be fetched or read ends with 1, and a page is told with its feeds`() throws {
        let site = try OldSite([
            "page.html": "<!DOCTYPE html><link rel=alternate type=application/rss+xml href=/feed.xml>"
        ])
        let missing = try Command(["check", site.url("none.xml")])
        #expect(missing.code == 1 && missing.errors.contains("status 404"))
        #expect(try Command(["check", "http://127.0.0.1:1/"]).code == 1)
        let page = try Command(["check", site.url("page.html")])
        #expect(page.code == 2 && page.output.contains(site.url("feed.xml")))
    }

    @Test func `the daemon's own documents have nothing to mend`() throws {
        let site = try SiteFolder()
        try site.write("", to: "feedherald.toml")
        try site.write("title = \"News\"\nlanguage = \"en\"\nauthors = [\"Ines\"]\n", to: "news/feed.toml")
        let article =
            "---\ntitle: One & <two>\ndate: 2026-03-02 07:30\nupdated: 2026-03-02 09:30\ntags: [a]\n---\n"
            + "See [it](https://example.org/).\n"
        try site.lay(article, at: "news/articles/one.md")
        let second = article.replacing("07:30", with: "08:30").replacing("09:30", with: "09:40")
        try site.lay(second, at: "news/articles/two.md")
        let daemon = try Daemon(site)
        for document in ["rss.xml", "atom.xml", "feed.json"] {
            let command = try Command(["check", "\(daemon.base)/news/\(document)"])
            #expect(command.code == 0, "\(command.output)")
            #expect(command.output.hasSuffix("nothing to mend\n"), "\(command.output)")
        }
    }
}
