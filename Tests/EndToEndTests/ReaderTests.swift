import Foundation
import Testing

/// What feed readers of others understand, value by value, held against the JSON Feed.
struct ReaderTests {
    private struct Item: Codable, Equatable, Comparable {
        var id: String
        var title: String
        var link: String
        var date: Int

        static func < (one: Item, other: Item) -> Bool { one.id < other.id }
    }

    private func running() throws -> Daemon {
        let site = try SiteFolder()
        for (number, title) in [
            "Plain", "\"Fish & Chips < Pie > Peas\"", "\"Größe, naïveté, ŒUVRE\"", "\"日本語の題名 🎏\"",
            "\"عنوان بالعربية\"",
            "\"</title> ]]> &amp; &lt;b&gt;\"", "'Two  spaces, a \\ and a \"quote\"'",
        ].enumerated() {
            try site.lay(
                SiteFolder.article(
                    title,
                    date: "2025-02-0\(number + 1)T10:20:3\(number)+02:00",
                    body: "A *body* & ]]> <b>bold</b>\n\n## Ünder\n\n| a | b |\n|---|---|\n| 1 | 🎏 |\n"
                ),
                at: "news/articles/article-\(number).md"
            )
        }
        let name = "000_ed324c1dcaedcca0.txt"
        try site.write(Data(contentsOf: Fixtures.url(name)), to: "news/articles/\(name)")
        try site.age("news/articles/\(name)", by: 3_600)
        return try Daemon(site)
    }

    private func expected(_ daemon: Daemon) throws -> [Item] {
        let items = try daemon.feed().items.map { item in
            Item(
                id: item.id,
                title: item.title ?? "",
                link: item.url,
                date: Int(try Date(item.date_published, strategy: .iso8601).timeIntervalSince1970)
            )
        }
        #expect(items.count == 8)
        return items.sorted()
    }

    private func saved(_ document: String, of daemon: Daemon) throws -> String {
        let file = daemon.site.beside(document)
        try daemon.document(document).body.write(to: URL(filePath: file))
        return file
    }

    @Test(arguments: ["rss.xml", "atom.xml"])
    func `newsboat reads each entry`(document: String) throws {
        let daemon = try running()
        let url = "\(daemon.base)/news/\(document)"
        let (urls, cache) = (daemon.site.beside("urls"), daemon.site.beside("cache.db"))
        try Data("\(url)\n".utf8).write(to: URL(filePath: urls))
        try Data().write(to: URL(filePath: daemon.site.beside("config")))
        let newsboat = try Command(
            program: "newsboat",
            ["-u", urls, "-c", cache, "-C", daemon.site.beside("config"), "-x", "reload"],
            environment: ["HOME": daemon.site.beside("")]
        )
        #expect(newsboat.code == 0, "\(newsboat.output)\(newsboat.errors)")
        let items = try Command(program: "python3", [Fixtures.url("newsboat_items.py").path, cache])
            .json(as: [Item].self)
        #expect(items.sorted() == (try expected(daemon)))
    }

    @Test(arguments: ["rss.xml", "atom.xml"])
    func `sfeed reads each entry`(document: String) throws {
        let daemon = try running()
        let sfeed = try Command(program: "sfeed", [], input: saved(document, of: daemon))
        #expect(sfeed.code == 0, "\(sfeed.errors)")
        // sfeed(5): time, title, link, content, content's type, id, author, enclosure, categories.
        let items = sfeed.output.split(separator: "\n").map { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return Item(
                id: fields[5],
                title: fields[1].replacing("\\\\", with: "\\"),
                link: fields[2],
                date: Int(fields[0]) ?? 0
            )
        }
        #expect(items.sorted() == (try expected(daemon)))
    }

    @Test(arguments: ["rss.xml", "atom.xml"])
    func `feedparser finds nothing wrong with a served document, and reads each entry`(document: String)
        throws
    {
        let daemon = try running()
        let parser = try Command(
            program: Program.python,
            [Fixtures.url("feedparser_items.py").path],
            input: saved(document, of: daemon)
        )
        #expect(parser.code == 0, "\(parser.errors)")
        #expect(try parser.json(as: [Item].self).sorted() == (try expected(daemon)))
    }
}
