import Foundation
import Testing

/// Moving in unnoticed: `feedherald adopt`.
struct AdoptTests {
    private func adopt(_ site: SiteFolder, _ arguments: [String]) throws -> Command {
        try Command(
            ["adopt"] + arguments + ["--dir", site.path, "--store", site.beside("state/store.sqlite")]
        )
    }

    /// A feed `news` of the articles `a` and `b`, which live at https://old.example/.
    private func site(_ definition: String = "permalink = \"https://old.example/:slug/\"\n") throws
        -> SiteFolder
    {
        let site = try SiteFolder()
        try site.write("base_url = \"https://feeds.example\"\n", to: "feedherald.toml")
        try site.write(definition, to: "news/feed.toml")
        for name in ["a", "b"] { try site.lay(SiteFolder.article(name), at: "news/articles/\(name).md") }
        return site
    }

    private static func rss(_ names: String..., head: String = "") -> String {
        let items = names.map { name in
            """
            <item><title>\(name)</title><link>https://old.example/\(name)/</link><guid>tag:old:\(name)</guid>
            <pubDate>Tue, 04 Mar 2025 05:06:07 GMT</pubDate></item>
            """
        }
        return """
            <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Old</title>
            <link>https://old.example/</link><description>Old</description>\(head)\(items.joined(separator: "\n"))
            </channel></rss>
            """
    }

    /// What `adopt --json` prints, as far as tests ask.
    private struct Report: Decodable {
        struct Pair: Decodable {
            var id: String
        }

        var pairs: [Pair]
    }

    /// What real tools have made of real folders.
    struct Tool: CustomTestStringConvertible {
        var testDescription: String
        var permalink: String
        var timezone: String
    }

    static let tools = [
        Tool(testDescription: "hugo", permalink: "/:year/:month/:slug/", timezone: "Europe/Paris"),
        Tool(
            testDescription: "jekyll",
            permalink: "/:year/:month/:day/:slug.html",
            timezone: "America/New_York"
        ),
    ]

    @Test(arguments: tools, [true, false])
    func `whoever reads the feed of another tool sees nothing new here`(_ tool: Tool, _ isUp: Bool) throws {
        let old = Fixtures.url("moving/\(tool.testDescription)")
        let site = try SiteFolder()
        try FileManager.default.createDirectory(
            atPath: site.absolute("notes"),
            withIntermediateDirectories: true
        )
        try FileManager.default.copyItem(
            at: old.appending(path: "content"),
            to: URL(filePath: site.absolute("notes/articles"))
        )
        try site.write(
            "link = \"https://\(tool.testDescription).example/\"\npermalink = \"\(tool.permalink)\"\ntimezone = \"\(tool.timezone)\"\n",
            to: "notes/feed.toml"
        )
        let source = old.appending(path: "feed.xml").path
        let daemon: Daemon
        if isUp {
            daemon = try Daemon(site)
            #expect(try daemon.command("adopt", ["notes", source]).code == 2)
            let adopt = try daemon.command("adopt", ["notes", source, "--force"])
            #expect(adopt.code == 0, "\(adopt.output)\(adopt.errors)")
        } else {
            let adopt = try adopt(site, ["notes", source])
            #expect(adopt.code == 0, "\(adopt.output)\(adopt.errors)")
            #expect(adopt.output.contains("subscribers see 0 new, 0 changed"))
            daemon = try Daemon(site)
        }
        for name in ["rss.xml", "atom.xml"] {
            let file = site.beside(name)
            try eventually("readers see nothing new in \(name)") {
                try daemon.document(name, of: "notes").body.write(to: URL(filePath: file))
                let comparison = try Command(
                    program: Program.python,
                    [Fixtures.url("same_entries.py").path, source, file]
                )
                let differences = try comparison.json(as: [String].self)
                if !differences.isEmpty { throw Waited(description: differences.joined(separator: "; ")) }
                return true
            }
        }
    }

    @Test func `an old site is asked through redirects, archives and compression`() throws {
        let old = try OldSite([
            "feed": Self.rss("a", head: "<atom:link rel=\"prev-archive\" href=\"/gzip/2024\"/>"),
            "2024": Self.rss("b", head: "<atom:link rel=\"prev-archive\" href=\"/feed\"/>"),
        ])
        let site = try site()
        let far = try adopt(site, ["news", old.url("redirect/6/feed")])
        #expect(far.code == 1)
        #expect(far.errors.contains("redirects more than 5 times"))
        let adopt = try adopt(site, ["news", old.url("redirect/5/feed")])
        #expect(adopt.code == 0, "\(adopt.output)\(adopt.errors)")
        #expect(adopt.output.contains("news: 2 of 2 entries are articles: 2 by link"))
        #expect(try site.absolute("news/ids.toml").contents.contains("id = \"tag:old:b\""))
    }

    struct Bad: CustomTestStringConvertible {
        var testDescription: String
        var text: String
        var message: String
        var code: Int32 = 1
    }

    static let bad = [
        Bad(
            testDescription: "a page",
            text:
                "<!DOCTYPE html><title>A</title><link rel=alternate type=application/rss+xml href=/feed.xml>",
            message: "is an HTML page, not a feed; it names http://127.0.0.1:PORT/feed.xml"
        ),
        Bad(
            testDescription: "a page without a feed",
            text: "<html><body>Not found",
            message: "give the feed's own address"
        ),
        Bad(
            testDescription: "broken XML",
            text: rss("a").replacing("<pubDate>", with: "\n<pub & Date>"),
            message: ":4: is broken: "
        ),
        Bad(testDescription: "broken JSON", text: "{\"items\": [", message: "is broken: "),
        Bad(testDescription: "another document", text: "<opml/>", message: "it begins with <opml>"),
        Bad(testDescription: "nothing", text: "", message: "is empty"),
        Bad(
            testDescription: "a feed of nameless entries",
            text: "<rss version=\"2.0\"><channel><item><title>A</title></item></channel></rss>",
            message: "no entry has an id or a link"
        ),
    ]

    @Test(arguments: bad)
    func `an old feed that is none is refused with what would be right, and changes nothing`(_ bad: Bad)
        throws
    {
        let old = try OldSite(["feed": bad.text])
        let site = try site()
        for source in [old.url("feed"), old.file("feed")] {
            let adopt = try adopt(site, ["news", source])
            #expect(adopt.code == bad.code)
            if source.hasPrefix("http") || !bad.message.contains("PORT") {
                let message = bad.message.replacing("PORT", with: "\(old.port)")
                #expect(adopt.errors.contains(source) && adopt.errors.contains(message), "\(adopt.errors)")
            }
        }
        #expect(!FileManager.default.fileExists(atPath: site.absolute("news/ids.toml")))
    }

    @Test func `an old feed that is not there is a clear error`() throws {
        let (old, site) = (try OldSite([:]), try site())
        #expect(try adopt(site, ["news", old.url("feed")]).errors.contains("is answered with status 404"))
        #expect(try adopt(site, ["news", old.file("feed")]).errors.contains("feed: cannot be read"))
        #expect(try adopt(site, ["news", site.path]).errors.contains("cannot be read"))
        #expect(try adopt(site, ["news", "http://127.0.0.1:1/feed"]).errors.contains("cannot be fetched"))
    }

    @Test func `an old feed that is broken is taken as far as it goes where that is wished`() throws {
        let old = try OldSite([
            "feed": Self.rss("a", "b").replacing("<item><title>b", with: "<item><title>&b")
        ])
        let site = try site()
        let adopt = try adopt(site, ["news", old.url("feed"), "--lenient"])
        #expect(adopt.output.contains("1 of 1 entries are articles"), "\(adopt.errors)")
        // The other one would be new.
        #expect(adopt.code == 2)
    }

    @Test(arguments: [true, false])
    func `an old feed may have 50 MiB, and not one byte more`(isFile: Bool) throws {
        let old = try OldSite(["feed": Self.rss("a", "b")])
        let site = try site()
        for (size, code) in [(50 << 20, Int32(0)), (50 << 20 + 1, 1)] {
            var source = old.url("large/\(size)/feed")
            if isFile {
                #expect(try HTTP(port: old.port).ask("GET", "/save/\(size)/feed").status == 200)
                source = old.file("large")
                #expect(try FileManager.default.attributesOfItem(atPath: source)[.size] as? Int == size)
            }
            let adopt = try adopt(site, ["news", source, "--dry-run"])
            #expect(adopt.code == code, "\(adopt.errors)")
            if code == 1 { #expect(adopt.errors.contains("is larger than 50 MiB")) }
        }
    }

    @Test
    func `with a daemon it is the daemon that adopts, and ids that were shown stay unless they are forced`()
        throws
    {
        let old = try OldSite(["feed": Self.rss("a", "b")])
        let daemon = try Daemon(site())
        let before = try daemon.document("atom.xml").body
        let plan = try daemon.command("adopt", ["news", old.url("feed"), "--force", "--dry-run"])
        #expect(plan.code == 0, "\(plan.output)\(plan.errors)")
        #expect(plan.output.hasSuffix("nothing was changed: this is a plan\n"))
        let kept = try daemon.command("adopt", ["news", old.url("feed")])
        #expect(kept.code == 2)
        #expect(kept.output.contains("the 2 marked ! keep the ids under which they were published here"))
        #expect(try daemon.document("atom.xml").body == before)
        let forced = try daemon.command("adopt", ["news", old.url("feed"), "--force", "--json"])
        #expect(forced.code == 0, "\(forced.output)\(forced.errors)")
        #expect(try forced.json(as: Report.self).pairs.map(\.id) == ["tag:old:a", "tag:old:b"])
        try eventually("it is served") {
            try Set(daemon.feed().items.map(\.id)) == ["tag:old:a", "tag:old:b"]
        }
    }

    @Test func `check warns of a permalink without adoption until one is made, or said to be none`() throws {
        let warning = "was never adopted"
        func check(_ site: SiteFolder) throws -> Command { try Command(["check", site.path]) }
        #expect(try !check(site("")).output.contains(warning))
        let old = try OldSite(["feed": Self.rss("a", "b")])
        for arguments in [["news", old.url("feed")], ["news", "--none"]] {
            let site = try site()
            #expect(
                try check(site).output.contains("warning: news/feed.toml: its articles live on another site")
            )
            #expect(try check(site).code == 0)
            let adopt = try adopt(site, arguments)
            #expect(adopt.code == 0, "\(adopt.output)\(adopt.errors)")
            #expect(try !check(site).output.contains(warning))
        }
    }

    @Test(arguments: [["news"], ["news", "x", "--none"], []])
    func `what it is not told rightly ends with 64`(arguments: [String]) throws {
        #expect(try adopt(site(), arguments).code == 64)
    }
}
