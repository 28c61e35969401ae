import Foundation
import Testing

/// What readers that take newer entries alone (`A-IM: feed`) get.
struct UpdateTests {
    private struct Item: Decodable {
        var title: String
    }

    private static let schema = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "FeedsTests/Fixtures/atom-rfc4287.rng").path

    @Test(arguments: ["rss.xml", "atom.xml", "feed.json"])
    func `an update is a whole valid feed of the newer entries, and the next one is empty`(document: String)
        throws
    {
        let site = try SiteFolder()
        try site.lay("title = \"News\"\n", at: "news/feed.toml")
        for title in ["First", "Second"] {
            try site.lay(SiteFolder.article(title), at: "news/articles/\(title).md")
        }
        let daemon = try Daemon(site)
        let known = try #require(try daemon.document(document)["ETag"])
        for title in ["Third", "Fourth"] {
            try site.write(
                SiteFolder.article(title, date: "2025-04-04T05:06:07Z"),
                to: "news/articles/\(title).md"
            )
        }
        try eventually("they are published") {
            let text = try daemon.document(document).text
            return text.contains("Third") && text.contains("Fourth")
        }
        let fields = ["A-IM": "feed", "If-None-Match": known]
        let update = try daemon.http.ask("GET", "/news/\(document)", fields)
        #expect(update.status == 226)
        #expect(update["IM"] == "feed")
        #expect(try titles(in: update, of: site, document).sorted() == ["Fourth", "Third"])
        let whole = try daemon.document(document)
        #expect(try titles(in: whole, of: site, document).count == 4)
        let next = ["A-IM": "feed", "If-None-Match": try #require(update["ETag"])]
        #expect(try daemon.http.ask("GET", "/news/\(document)", next).status == 304)
    }

    /// What a reader finds, who finds nothing wrong.
    private func titles(in message: Message, of site: SiteFolder, _ document: String) throws -> [String] {
        if document == "feed.json" {
            return try JSONDecoder().decode(JSONFeed.self, from: message.body).items.map { $0.title ?? "" }
        }
        let file = site.beside("update-\(document)")
        try message.body.write(to: URL(filePath: file))
        if document == "atom.xml" {
            let judge = try Command(
                program: "xmllint",
                ["--noout", "--nonet", "--relaxng", Self.schema, file]
            )
            #expect(judge.code == 0, "\(judge.errors)")
        }
        let parser = try Command(
            program: Program.python,
            [Fixtures.url("feedparser_items.py").path],
            input: file
        )
        #expect(parser.code == 0, "\(parser.errors)")
        return try parser.json(as: [Item].self).map(\.title)
    }
}
