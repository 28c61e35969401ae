import Foundation
import Testing

/// What the definitions say of push, while the daemon runs.
@Suite struct `A definition of push` {
    private let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    private func running(_ site: String, _ feed: String = "", with titles: [String] = ["One"]) throws
        -> Daemon
    {
        let folder = try SiteFolder()
        try folder.lay(site, at: "feedherald.toml")
        try folder.lay(feed, at: "news/feed.toml")
        for title in titles {
            try folder.lay(SiteFolder.article(title), at: "news/articles/\(title.lowercased()).md")
        }
        return try Daemon(folder)
    }

    private func write(_ title: String, on daemon: Daemon) throws {
        try daemon.site.write(SiteFolder.article(title), to: "news/articles/\(title.lowercased()).md")
    }

    private func list(_ daemon: Daemon) throws -> String {
        try daemon.command("subscribers", ["list"]).output
    }

    @Test func `names receivers, who come with it, stay over a start, and go with it`() throws {
        let (all, own) = (try Subscriber(), try Subscriber())
        let daemon = try running(
            "[[push.webhooks]]\nurl = \"\(all.callback("/all"))\"\nsecret = \"\(secret)\"\n",
            "[push]\nwebhooks = [{ url = \"\(own.callback("/own"))\", format = \"slack\" }]\n"
        )
        #expect(try daemon.status().owed.subscriptions == 2)
        #expect(all.deliveries.isEmpty, "who moves in is not announced")
        try write("Two", on: daemon)
        try eventually("both are told") { all.deliveries.count == 1 && own.deliveries.count == 1 }
        let event = try #require(all.deliveries.first).message
        #expect(event["webhook-signature"]?.hasPrefix("v1,") == true)
        #expect(event.text.contains("\"title\":\"Two\""))
        // What it refuses is owed, and is not lost when the definition is read again.
        all.behave(.answers(500))
        try write("Three", on: daemon)
        try eventually("it refuses") { try daemon.status().owed.retries == 1 }
        #expect(try daemon.stop() == 0)
        let later = try Daemon(daemon.site, port: daemon.port)
        #expect(try later.status().owed.subscriptions == 2)
        #expect(try later.status().owed.retries == 1)
        let id = String(try list(later).prefix { $0 != " " })
        let refusal = try later.command("subscribers", ["remove", id])
        #expect(
            refusal.code == 1 && refusal.errors.contains("that the definition names"),
            "\(refusal.errors)"
        )
        all.behave(.answers(200))
        #expect(try later.command("deliveries", ["retry"]).code == 0)
        try eventually("it is told") { all.deliveries.count == 3 }
        #expect(all.deliveries.last?.message.text.contains("\"title\":\"Three\"") == true)
        // A feed whose definition is broken keeps them.
        try later.site.write("title = \n", to: "news/feed.toml")
        try eventually("it is not taken") { try later.log.contents.contains("definition not taken") }
        #expect(try later.status().owed.subscriptions == 2)
        try later.site.write("", to: "news/feed.toml")
        try eventually("one is not named any more") { try later.status().owed.subscriptions == 1 }
        #expect(try list(later).contains("/callback/all"))
        try later.site.write("", to: "feedherald.toml")
        try eventually("none is") { try later.status().owed.subscriptions == 0 }
        #expect(try !later.log.contents.contains(secret), "no secret is logged")
    }

    @Test func `may be another one for each feed, and is read again while it runs`() throws {
        let daemon = try running("[push]\nlease = \"1h\"\nsignature = \"sha512\"\n", with: ["One", "Two"])
        let subscriber = try Subscriber()
        try daemon.subscribe(subscriber, "/1", to: "atom.xml", secret: "hush")
        #expect(subscriber.questions.last?.contains("hub.lease_seconds=3600") == true)
        try write("Three", on: daemon)
        try eventually("it is told") { subscriber.deliveries.count == 1 }
        let first = try #require(subscriber.deliveries.last).message
        #expect(first["X-Hub-Signature"]?.hasPrefix("sha512=") == true)
        #expect(first.text.contains("About One."))

        try daemon.site.write(
            "[push]\nlease = \"2h\"\nmost_lease = \"3h\"\nsignature = \"sha1\"\ndelivery = \"changed\"\n",
            to: "news/feed.toml"
        )
        try eventually("leases are others") {
            _ = try daemon.request("subscribe", subscriber.callback("/1"), "atom.xml", secret: "hush")
            return subscriber.questions.last?.contains("hub.lease_seconds=7200") == true
        }
        try write("Four", on: daemon)
        try eventually("it is told again") { subscriber.deliveries.count == 2 }
        let second = try #require(subscriber.deliveries.last).message
        #expect(second["X-Hub-Signature"]?.hasPrefix("sha1=") == true)
        #expect(second.text.contains("About Four.") && !second.text.contains("About One."))
    }

    @Test(arguments: [
        ("webhooks = [\"http://a.example/\"]", "a webhook wants a \"secret\""),
        ("webhooks = [{ url = \"http://a.example/\", secret = \"hush\" }]", "a webhook wants a \"secret\""),
        ("webhooks = [{ url = \"ftp://a.example/\", format = \"slack\" }]", "is not an http or https URL"),
        ("webhooks = [{ url = \"http://a.example/\", format = \"irc\" }]", "must be one of"),
        ("webhooks = [{ format = \"slack\" }]", "\"webhooks\" must be a list of tables"),
        ("hubs = \"http://a.example/\"", "unknown key \"hubs\""),
        ("least_lease = \"40d\"", "\"least_lease\" is longer"),
    ])
    func `of a feed that is misspelt is a problem with its line`(line: String, text: String) throws {
        let site = try SiteFolder()
        try site.lay("[push]\n\(line)\n", at: "news/feed.toml")
        let check = try Command(["check", site.path])
        #expect(check.code != 0 && check.output.contains("news/feed.toml:2: "), "\(check.output)")
        #expect(check.output.contains(text) && !check.output.contains("hush"), "\(check.output)")
    }
}
