import Foundation
import Testing

/// Sites as Hugo and Jekyll have rendered them, pointed at as they are.
struct RenderedSiteTests {
    private func site(_ name: String) throws -> SiteFolder {
        let site = try SiteFolder()
        let rendered = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../ArticlesTests/Fixtures/pages/\(name)")
        try FileManager.default.copyItem(
            at: rendered.standardizedFileURL,
            to: URL(filePath: site.beside("public"))
        )
        // Its tool's own configuration lies beside it, as a rule.
        let configuration =
            name == "hugo"
            ? ("config.toml", "baseURL = \"https://wrong.example/\"\n")
            : ("_config.yml", "url: https://wrong.example\n")
        try Data(configuration.1.utf8).write(to: URL(filePath: site.beside(configuration.0)))
        try site.lay("articles = \"../../public\"\ntitle = \"Harbour news\"\n", at: "news/feed.toml")
        return site
    }

    @Test(
        arguments: [
            (
                "hugo",
                ["About", "A lamp for the pier", "The ferry sails again", "The noticeboard on Quay Street"]
            ),
            ("jekyll", ["About", "The ferry sails again", "The noticeboard on Quay Street"]),
        ]
    )
    func `a rendered site is a feed of its articles, with their own addresses`(name: String, titles: [String])
        throws
    {
        let daemon = try Daemon(site(name))
        #expect(try daemon.titles().sorted() == titles.sorted())
        let feed = try daemon.http.ask("GET", "/news/atom.xml").text
        #expect(feed.contains("href=\"https://harbour.example/"))
        #expect(!feed.contains("wrong.example"))
        #expect(!feed.contains("Subscribe") && !feed.contains("Share this"))
        #expect(try daemon.status().problems.isEmpty)
    }

    @Test func `check names the pages that are left out`() throws {
        let site = try site("hugo")
        let check = try Command(["check", site.path])
        #expect(check.code == 0, "\(check.output)")
        #expect(
            check.output.contains(
                "warning: news: left out, for they are no articles but lists and the like, or are listed nowhere on their site: "
            )
        )
    }
}
