import Foundation
import Testing

/// The main job: a folder of articles becomes feeds, and every subscriber is told.
struct MainJobTests {
    private let documents = ["rss.xml", "atom.xml", "feed.json"]

    private func running() throws -> Daemon {
        let site = try SiteFolder()
        try site.lay(SiteFolder.article("First"), at: "news/articles/first.md")
        return try Daemon(site)
    }

    private func expectTitle(_ title: String, isIn expected: Bool, of daemon: Daemon) throws {
        for document in documents {
            try eventually("\(document) \(expected ? "has" : "has not") \(title)") {
                try daemon.document(document).text.contains(title) == expected
            }
        }
    }

    @Test func `an article that is dropped in is in every format`() throws {
        let daemon = try running()
        try daemon.site.write(SiteFolder.article("Second & Third"), to: "news/articles/second.md")
        try expectTitle("Second &", isIn: true, of: daemon)
    }

    @Test func `an article that is edited changes in every format, and keeps its id`() throws {
        let daemon = try running()
        let id = try daemon.feed().items.map(\.id)
        try daemon.site.write(
            SiteFolder.article("Rewritten", body: "New words."),
            to: "news/articles/first.md"
        )
        try expectTitle("Rewritten", isIn: true, of: daemon)
        #expect(try daemon.feed().items.map(\.id) == id)
    }

    @Test(arguments: ["", "sleep 0.3; "], ["../../../x", "first.tmp"])
    func `articles that swap their names keep their ids`(_ pause: String, _ way: String) throws {
        let site = try SiteFolder()
        try site.lay(SiteFolder.article("First"), at: "news/articles/first.md")
        try site.lay(SiteFolder.article("Second"), at: "news/articles/second.md")
        let daemon = try Daemon(site)
        func titles() throws -> [String: String?] {
            Dictionary(uniqueKeysWithValues: try daemon.feed().items.map { ($0.id, $0.title) })
        }
        let before = try titles()
        let swap = try Command(
            program: "sh",
            [
                "-ec",
                "cd \(site.absolute("news/articles")); mv first.md \(way); \(pause)mv second.md first.md; "
                    + "\(pause)mv \(way) second.md",
            ]
        )
        #expect(swap.code == 0)
        try daemon.site.write(SiteFolder.article("Third"), to: "news/articles/third.md")
        try expectTitle("Third", isIn: true, of: daemon)
        // What was absent and is not found is believed gone after a second.
        Thread.sleep(forTimeInterval: 1.2)
        #expect(try titles().filter { $0.value != "Third" } == before)
    }

    @Test func `an article that is deleted leaves every format`() throws {
        let daemon = try running()
        try daemon.site.write(SiteFolder.article("Second"), to: "news/articles/second.md")
        try expectTitle("Second", isIn: true, of: daemon)
        try daemon.site.remove("news/articles/second.md")
        try expectTitle("Second", isIn: false, of: daemon)
    }

    @Test func `an article that is dated into the future leaves every format`() throws {
        let daemon = try running()
        try daemon.site.write(
            SiteFolder.article("First", date: "2099-01-01T00:00:00Z"),
            to: "news/articles/first.md"
        )
        try expectTitle("First", isIn: false, of: daemon)
    }

    @Test func `an article appears at its date, and its subscriber is told`() throws {
        let daemon = try running()
        let subscriber = try Subscriber()
        try daemon.subscribe(subscriber, to: "atom.xml")
        let moment = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 + 3).rounded())
        try daemon.site.write(
            SiteFolder.article("Later", date: moment.ISO8601Format()),
            to: "news/articles/later.md"
        )
        try eventually("the subscriber has it") { !subscriber.deliveries().isEmpty }
        let arrival = try #require(subscriber.deliveries().first).arrival
        #expect(arrival >= moment)
        // The first edition says the same of the first article.
        try eventually("the log counts it") {
            try daemon.log.contents.matches(
                of: /edition published added=1 changed=0 documents=3 feed=news removed=0/
            ).count == 2
        }
        // Beside other tests the machine may be busy; the limit by itself is measured in Benchmarks.
        #expect(arrival < moment + 1)
    }

    @Test func `an article leaves when it expires`() throws {
        let daemon = try running()
        let moment = Date() + 3
        try daemon.site.write(
            "---\ntitle: Brief\ndate: 2025-01-01T00:00:00Z\nexpires: \(moment.ISO8601Format())\n---\n\nSoon gone.\n",
            to: "news/articles/brief.md"
        )
        try expectTitle("Brief", isIn: true, of: daemon)
        try expectTitle("Brief", isIn: false, of: daemon)
    }

    @Test(arguments: ["rss.xml", "atom.xml", "feed.json"])
    func `a subscriber receives exactly the served bytes, signed`(document: String) throws {
        let daemon = try running()
        let subscriber = try Subscriber()
        try daemon.subscribe(subscriber, to: document, secret: "hush, \(document)")
        try daemon.site.write(SiteFolder.article("Naïve ☃"), to: "news/articles/second.md")
        try eventually("the subscriber has it") { !subscriber.deliveries().isEmpty }
        let message = try #require(subscriber.deliveries().first).message
        let served = try daemon.document(document)
        #expect(message.body == served.body)
        #expect(message["Content-Type"] == served["Content-Type"])
        let links = try #require(message["Link"])
        #expect(links.contains("<\(daemon.base)/hub>; rel=\"hub\""))
        #expect(links.contains("<\(daemon.base)/news/\(document)>; rel=\"self\""))
        let file = daemon.site.beside("delivered")
        try message.body.write(to: URL(filePath: file))
        let signature = try Command(
            program: Program.python,
            [Fixtures.url("signature.py").path, "hush, \(document)"],
            input: file
        )
        #expect(message["X-Hub-Signature"] == "sha256=" + signature.output.trimmingCharacters(in: .newlines))
    }

    @Test func `each of many subscribers is told, and none twice`() throws {
        let daemon = try running()
        let subscriber = try Subscriber()
        let names = (1...40).map { "/\($0)" }
        for name in names {
            #expect(try daemon.request("subscribe", subscriber.callback(name), "rss.xml").status == 202)
        }
        try eventually("all are confirmed") { try daemon.status().owed.subscriptions == 40 }
        try daemon.site.write(SiteFolder.article("Second"), to: "news/articles/second.md")
        try eventually("all have it") { names.allSatisfy { !subscriber.deliveries(to: $0).isEmpty } }
        try eventually("nothing is owed") {
            let owed = try daemon.status().owed
            return owed.ranges + owed.retries == 0
        }
        #expect(names.allSatisfy { subscriber.deliveries(to: $0).count == 1 })
    }

    @Test func `who has unsubscribed is told no more`() throws {
        let daemon = try running()
        let leaving = try Subscriber()
        let staying = try Subscriber()
        try daemon.subscribe(leaving, to: "rss.xml")
        try daemon.subscribe(staying, to: "rss.xml")
        #expect(try daemon.request("unsubscribe", leaving.callback(), "rss.xml").status == 202)
        try eventually("the subscription has ended") { try daemon.status().owed.subscriptions == 1 }
        try daemon.site.write(SiteFolder.article("Second"), to: "news/articles/second.md")
        try eventually("the other has it") { !staying.deliveries().isEmpty }
        #expect(leaving.deliveries().isEmpty)
    }

    @Test func `who does not confirm is not subscribed`() throws {
        let daemon = try running()
        let subscriber = try Subscriber()
        subscriber.confirm(false)
        #expect(try daemon.request("subscribe", subscriber.callback(), "rss.xml").status == 202)
        try eventually("it was asked") { !subscriber.questions.isEmpty }
        try eventually("nothing is verified any more") { try daemon.status().owed.verifications == 0 }
        #expect(try daemon.status().owed.subscriptions == 0)
    }

    @Test func `who answers 410 is told no more`() throws {
        let daemon = try running()
        let subscriber = try Subscriber()
        try daemon.subscribe(subscriber, to: "rss.xml")
        subscriber.behave(.answers(410))
        try daemon.site.write(SiteFolder.article("Second"), to: "news/articles/second.md")
        try eventually("the subscription has ended") { try daemon.status().owed.subscriptions == 0 }
        #expect(subscriber.deliveries().count == 1)
    }

    @Test func `who answers 500 is told again`() throws {
        let daemon = try running()
        let subscriber = try Subscriber()
        try daemon.subscribe(subscriber, to: "rss.xml")
        subscriber.behave(.answers(500))
        try daemon.site.write(SiteFolder.article("Second"), to: "news/articles/second.md")
        try eventually("it is owed again") {
            let owed = try daemon.status().owed
            return owed.retries == 1 && owed.failing.contains { $0.contains("500") }
        }
        subscriber.behave(.answers(204))
        // The first wait is a minute, more or less.
        try eventually("it has it", within: 120) { try daemon.status().owed.retries == 0 }
        #expect(subscriber.deliveries().count == 2)
    }

    @Test func `a delivery follows no redirect`() throws {
        let daemon = try running()
        let subscriber = try Subscriber()
        let other = try Subscriber()
        try daemon.subscribe(subscriber, to: "rss.xml")
        subscriber.behave(.redirects(other.callback()))
        try daemon.site.write(SiteFolder.article("Second"), to: "news/articles/second.md")
        try eventually("it is owed again") { try daemon.status().owed.retries == 1 }
        #expect(other.deliveries().isEmpty)
    }

    @Test func `a subscriber that hangs after accepting keeps nobody waiting`() throws {
        let daemon = try running()
        let hanging = try Subscriber()
        let other = try Subscriber()
        try daemon.subscribe(hanging, to: "rss.xml")
        try daemon.subscribe(other, to: "rss.xml")
        hanging.behave(.hangs)
        for number in 1...3 {
            try daemon.site.write(SiteFolder.article("Number \(number)"), to: "news/articles/\(number).md")
            try eventually("the other has number \(number)", within: 10) {
                other.deliveries().last?.message.text.contains("Number \(number)") == true
            }
        }
        #expect(hanging.deliveries().count == 1)
        #expect(try daemon.status().owed.subscriptions == 2)
    }
}
