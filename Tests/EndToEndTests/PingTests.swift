import Foundation
import Testing

/// Services that the definition names, and who are told of what is new.
@Suite struct `A service that is pinged` {
    private let key = "0123456789abcdef"

    private func running(_ push: String) throws -> Daemon {
        let site = try SiteFolder()
        try site.lay("[push]\n" + push, at: "feedherald.toml")
        try site.lay("title = \"The News\"\n", at: "news/feed.toml")
        try site.lay(SiteFolder.article("First"), at: "news/articles/first.md")
        return try Daemon(site)
    }

    @Test func `is told once of each edition, each in its own way, though one of them hangs`() throws {
        let (hanging, other) = (try Subscriber(), try Subscriber())
        hanging.behave(.hangs)
        let daemon = try running(
            """
            hubs = ["\(hanging.callback("/hub"))", "\(other.callback("/hub"))"]
            weblog_pings = ["\(other.callback("/ping"))"]
            weblog_extended_pings = ["\(other.callback("/extended"))", "\(hanging.callback("/extended"))"]
            indexnow = ["\(other.callback("/indexnow"))"]
            indexnow_key = "\(key)"

            """
        )
        #expect(other.deliveries(to: "/indexnow").isEmpty, "who moves in is not announced")
        try daemon.site.write(SiteFolder.article("Second"), to: "news/articles/second.md")
        try eventually("each is told") {
            other.deliveries(to: "/hub").count == 3
                && ["/ping", "/extended", "/indexnow"].allSatisfy { !other.deliveries(to: $0).isEmpty }
        }
        let ping = try #require(other.deliveries(to: "/ping").first).message
        #expect(ping["Content-Type"] == "text/xml")
        #expect(ping.text.contains("<methodName>weblogUpdates.ping</methodName>"))
        #expect(
            ping.text.contains(
                "<param><value>The News</value></param><param><value>\(daemon.base)/news/</value></param></params>"
            )
        )
        let extended = try #require(other.deliveries(to: "/extended").first).message
        #expect(extended.text.contains("<param><value>\(daemon.base)/news/rss.xml</value></param></params>"))
        let submission = try #require(other.deliveries(to: "/indexnow").first).message
        #expect(
            submission.text
                == "{\"host\":\"127.0.0.1\",\"key\":\"\(key)\",\"keyLocation\":\"\(daemon.base)/\(key).txt\",\"urlList\":[\"\(daemon.base)/news/second/\"]}"
        )
        #expect(try daemon.http.ask("GET", "/\(key).txt").text == key + "\n")
        #expect(try daemon.http.ask("GET", "/other.txt").status == 404)
        #expect(hanging.deliveries(to: "/hub").count == 1)
        // Its empty answer is none that such a service gives: it is owed again.
        let owed = try daemon.command("deliveries", ["list"]).output
        #expect(owed.contains("/ping#weblogUpdates.ping") && !owed.contains("/indexnow"), "\(owed)")
        let count = other.deliveries(to: "/ping").count
        #expect(try daemon.command("deliveries", ["retry"]).code == 0)
        try eventually("it is told again") { other.deliveries(to: "/ping").count > count }
    }

    @Test func `by IndexNow is told of pages that are new, different or gone`() throws {
        let engine = try Subscriber()
        let daemon = try running("indexnow = [\"\(engine.callback())\"]\nindexnow_key = \"\(key)\"\n")
        func pages() throws -> [String] {
            let submission = try #require(engine.deliveries.last).message.body
            return try JSONDecoder().decode(Submission.self, from: submission).urlList
        }
        try daemon.site.write(SiteFolder.article("First", body: "Rewritten."), to: "news/articles/first.md")
        try eventually("it is told of an edit") { engine.deliveries.count == 1 }
        #expect(try pages() == ["\(daemon.base)/news/first/"])
        try daemon.site.write(SiteFolder.article("Second"), to: "news/articles/second.md")
        try eventually("it is told of what is new") { engine.deliveries.count == 2 }
        #expect(try pages() == ["\(daemon.base)/news/second/"])
        try daemon.site.remove("news/articles/first.md")
        try eventually("it is told of what has gone") { engine.deliveries.count == 3 }
        #expect(try pages() == ["\(daemon.base)/news/first/"])
        #expect(try daemon.http.ask("GET", "/news/first/").status == 410)
    }

    private struct Submission: Decodable {
        var urlList: [String]
    }

    @Test(arguments: [
        ("indexnow_key = \"short\"", "\"indexnow_key\" must be 8 to 128"),
        ("indexnow = [\"https://api.indexnow.org/indexnow\"]", "wants an \"indexnow_key\""),
        ("weblog_pings = [\"rpc.example\"]", "\"weblog_pings\" must hold URLs"),
        ("signature = \"md5\"", "\"signature\" must be one of"),
        ("delivery = \"some\"", "\"delivery\" must be"),
        ("least_lease = \"2h\"\nmost_lease = \"1h\"", "\"least_lease\" is longer"),
        ("lease = \"60d\"", "\"lease\" must lie between"), ("lease = \"0s\"", "must be between"),
    ])
    func `or how subscribers are told, that is misspelt is a problem with its line`(
        line: String,
        text: String
    ) throws {
        let site = try SiteFolder()
        try site.lay("[push]\n\(line)\n", at: "feedherald.toml")
        let command = try Command(["publish", "--dir", site.path])
        #expect(command.code == 78 && command.errors.contains("feedherald.toml:2: "), "\(command.errors)")
        #expect(command.errors.contains(text), "\(command.errors)")
    }
}
