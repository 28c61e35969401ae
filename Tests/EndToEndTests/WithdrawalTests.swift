import Foundation
import Testing

/// The end of a feed whose folder was removed on purpose.
struct WithdrawalTests {
    @Test
    func
        `a feed without a folder ends by force alone: it is gone, its subscribers are told, and ids come back`()
        throws
    {
        let site = try SiteFolder()
        try site.lay(SiteFolder.article("First"), at: "news/articles/first.md")
        try site.lay(SiteFolder.article("Old"), at: "old/articles/one.md")
        try site.lay("[paths]\njson = \"/old.json\"\n", at: "old/feed.toml")
        let daemon = try Daemon(site)
        let subscriber = try Subscriber()
        try daemon.subscribe(subscriber, to: "rss.xml", of: "old")
        let document = try daemon.http.ask("GET", "/old.json")
        try site.remove("old")
        try eventually("its absence is told") {
            try daemon.status().problems.contains { $0.message.contains("publish --now --force old") }
        }
        #expect(try daemon.http.ask("GET", "/old/rss.xml").status == 200)
        #expect(try daemon.command("publish", ["--now", "old"]).code == 64)
        let plan = try daemon.command("publish", ["--dry-run", "--now", "--force", "old", "--json"])
        #expect(try plan.json(as: PublishReport.self).feeds.first?.removed.map(\.path) == ["one.md"])
        #expect(try daemon.command("publish", ["--now", "--force", "old", "none"]).code == 64)
        #expect(try daemon.http.ask("GET", "/old/rss.xml").status == 200)

        let command = try daemon.command("publish", ["--now", "--force", "old"])
        #expect(command.code == 0, "\(command.output)\(command.errors)")
        for path in ["/old/rss.xml", "/old.json", "/old/", "/old", "/old/one/"] {
            try eventually("\(path) is gone") { try daemon.http.ask("GET", path).status == 410 }
        }
        #expect(try daemon.http.ask("GET", "/news/rss.xml").status == 200)
        #expect(try daemon.http.ask("GET", "/none/").status == 404)
        let denial = try #require(subscriber.questions.last)
        #expect(denial.contains("hub.mode=denied"))
        #expect(denial.contains("old/rss.xml") || denial.contains("old%2Frss.xml"))
        #expect(try daemon.status().owed.subscriptions == 0)
        #expect(try daemon.status().problems.allSatisfy { !$0.message.contains("folder is missing") })

        try site.write("[paths]\njson = \"/old.json\"\n", to: "old/feed.toml")
        try site.lay(SiteFolder.article("Old"), at: "old/articles/one.md")
        try eventually("it is back") { try daemon.http.ask("GET", "/old.json").status == 200 }
        try eventually("so is its article") {
            let back = try JSONDecoder().decode(JSONFeed.self, from: daemon.http.ask("GET", "/old.json").body)
            let before = try JSONDecoder().decode(JSONFeed.self, from: document.body)
            return back.items.map(\.id) == before.items.map(\.id)
        }
        #expect(try daemon.http.ask("GET", "/old/one/").status == 200)
    }
}
