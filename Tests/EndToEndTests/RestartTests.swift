import Foundation
import Testing

/// What outlives the process, the store or the ledger.
struct RestartTests {
    private func running() throws -> Daemon {
        let site = try SiteFolder()
        for number in 1...5 {
            try site.lay(
                SiteFolder.article("Number \(number)", date: "2025-01-0\(number)T00:00:00Z"),
                at: "news/articles/\(number).md"
            )
        }
        try site.lay("# Undated\n\nWithout a date.\n", at: "news/articles/undated.md")
        return try Daemon(site)
    }

    private func restarted(_ daemon: Daemon, _ meanwhile: () throws -> Void = {}) throws -> Daemon {
        try #require(try daemon.stop() == 0)
        try meanwhile()
        return try Daemon(daemon.site, port: daemon.port)
    }

    private func ids(_ daemon: Daemon) throws -> [String: String] {
        Dictionary(uniqueKeysWithValues: try daemon.feed().items.map { ($0.title ?? "", $0.id) })
    }

    @Test func `a pass after a stop reads only what has changed`() throws {
        let daemon = try running()
        try daemon.stop()
        try daemon.site.write(
            SiteFolder.article("Number 2", date: "2025-01-02T00:00:00Z", body: "Anew."),
            to: "news/articles/2.md"
        )
        let report = try daemon.command("publish", ["--json"]).json(as: PublishReport.self)
        #expect(report.feeds.map(\.read) == [1])
        #expect(report.feeds[0].changed.map(\.path) == ["2.md"])
        #expect(
            try daemon.command("publish", ["--json"]).json(as: PublishReport.self).feeds.map(\.read) == [0]
        )
    }

    @Test func `equal files are served with equal bytes and tags after a restart`() throws {
        let daemon = try running()
        let before = try daemon.document("atom.xml")
        let after = try restarted(daemon).document("atom.xml")
        #expect(after.body == before.body)
        #expect(after["ETag"] == before["ETag"])
        #expect(after["Last-Modified"] == before["Last-Modified"])
    }

    @Test func `an article whose date comes after a restart appears then`() throws {
        let daemon = try running()
        let moment = Date() + 5
        try daemon.site.write(
            SiteFolder.article("Later", date: moment.ISO8601Format()),
            to: "news/articles/later.md"
        )
        #expect(try daemon.command("publish").code == 0)
        let next = try restarted(daemon)
        #expect(try !next.titles().contains("Later"))
        try eventually("it appears") { try next.titles().contains("Later") }
        #expect(Date() >= moment - 1)
    }

    @Test(arguments: [true, false])
    func `an article whose date came while the daemon was down appears, and its subscriber is told`(
        isKnown: Bool
    ) throws {
        let daemon = try running()
        let subscriber = try Subscriber()
        try daemon.subscribe(subscriber, to: "atom.xml")
        let moment = Date() + 3
        try daemon.site.write(
            SiteFolder.article("Later", date: moment.ISO8601Format()),
            to: "news/articles/later.md"
        )
        if isKnown { #expect(try daemon.command("publish").code == 0) }
        let next = try restarted(daemon) {
            try eventually("the date has come") { Date() > moment + 1 }
        }
        try eventually("it appears") { try next.titles().contains("Later") }
        try eventually("the subscriber has it") {
            subscriber.deliveries().last?.message.text.contains("Later") == true
        }
    }

    @Test func `an article that is renamed while the daemon runs keeps its id, and is not gone for a moment`()
        throws
    {
        let daemon = try running()
        let before = try ids(daemon)
        try daemon.site.move("news/articles/3.md", to: "news/articles/third.md")
        try eventually("the ledger has the new name") { try daemon.ledgerKnows("third.md") }
        #expect(try daemon.command("publish").code == 0)
        let after = try ids(daemon)
        #expect(after == before)
        #expect(try !daemon.log.contents.contains("removed=1"))
    }

    @Test func `an article that is renamed while the daemon is down keeps its id`() throws {
        let daemon = try running()
        let before = try ids(daemon)
        let next = try restarted(daemon) {
            try daemon.site.move("news/articles/3.md", to: "news/articles/third.md")
            try daemon.site.move("news/articles/undated.md", to: "news/articles/still-undated.md")
        }
        try eventually("the ledger has the new name") { try next.ledgerKnows("third.md") }
        let after = try ids(next)
        #expect(after == before)
    }

    @Test func `a folder that is renamed keeps the ids of its articles`() throws {
        let daemon = try running()
        for number in 6...8 {
            try daemon.site.write(
                SiteFolder.article("Number \(number)"),
                to: "news/articles/2025/\(number).md"
            )
        }
        try eventually("all are there") { try daemon.titles().count == 9 }
        let before = try ids(daemon)
        try daemon.site.move("news/articles/2025", to: "news/articles/archive-2025")
        try eventually("the ledger has the new names") {
            try (6...8).allSatisfy { try daemon.ledgerKnows("archive-2025/\($0).md") }
        }
        #expect(try daemon.command("publish").code == 0)
        let after = try ids(daemon)
        #expect(after == before)
    }

    @Test func `a copy of an article has an id of its own`() throws {
        let daemon = try running()
        try FileManager.default.copyItem(
            atPath: daemon.site.absolute("news/articles/3.md"),
            toPath: daemon.site.absolute("news/articles/copy.md")
        )
        try eventually("the copy is there") { try daemon.feed().items.count == 7 }
        #expect(Set(try daemon.feed().items.map(\.id)).count == 7)
    }

    @Test func `a deleted article that comes back is itself again`() throws {
        let daemon = try running()
        let before = try ids(daemon)
        let text = try daemon.site.absolute("news/articles/3.md").contents
        try daemon.site.remove("news/articles/3.md")
        try eventually("it is gone") { try daemon.titles().count == 5 }
        let page = try daemon.http.ask("GET", "/news/3/")
        #expect(page.status == 410)
        try daemon.site.write(text, to: "news/articles/3.md")
        try eventually("it is back") { try daemon.titles().count == 6 }
        let after = try ids(daemon)
        #expect(after == before)
    }

    @Test func `without the store ids and dates are those of before, also of renamed articles`() throws {
        let daemon = try running()
        try daemon.site.move("news/articles/3.md", to: "news/articles/third.md")
        try eventually("the ledger has the new name") { try daemon.ledgerKnows("third.md") }
        let before = try daemon.feed().items.map { [$0.id, $0.title, $0.date_published] }
        let next = try restarted(daemon) {
            try FileManager.default.removeItem(atPath: (daemon.store as NSString).deletingLastPathComponent)
        }
        #expect(try next.feed().items.map { [$0.id, $0.title, $0.date_published] } == before)
    }

    @Test func `without the ledger ids and dates are those of before, also of renamed articles`() throws {
        let daemon = try running()
        try daemon.site.move("news/articles/3.md", to: "news/articles/third.md")
        try eventually("the ledger has the new name") { try daemon.ledgerKnows("third.md") }
        let before = try daemon.feed().items.map { [$0.id, $0.title, $0.date_published] }
        let ledger = try daemon.site.absolute("news/ids.toml").contents
        let next = try restarted(daemon) { try daemon.site.remove("news/ids.toml") }
        #expect(try next.feed().items.map { [$0.id, $0.title, $0.date_published] } == before)
        try eventually("the ledger is whole again") {
            try next.site.absolute("news/ids.toml").contents == ledger
        }
    }

    @Test func `another base URL changes no id and no date, and pushes nothing`() throws {
        let daemon = try running()
        let subscriber = try Subscriber()
        try daemon.subscribe(subscriber, to: "atom.xml")
        let before = try daemon.feed().items.map { [$0.id, $0.date_published, $0.date_modified] }
        try daemon.stop()
        let next = try Daemon(
            daemon.site,
            port: daemon.port,
            arguments: ["--base-url", "https://example.org/"]
        )
        try eventually("the feed is at its new address") {
            try next.feed().feed_url == "https://example.org/news/feed.json"
        }
        #expect(try next.feed().items.map { [$0.id, $0.date_published, $0.date_modified] } == before)
        #expect(try next.status().owed.ranges == 0)
        #expect(subscriber.deliveries().isEmpty)
        try next.site.write(SiteFolder.article("New"), to: "news/articles/new.md")
        try eventually("who subscribed at the old address is told") { subscriber.deliveries().count == 1 }
        let links = try #require(subscriber.deliveries().first?.message["Link"])
        #expect(links.contains("<\(daemon.base)/news/atom.xml>; rel=\"self\""))
    }

    @Test
    func `editions follow one another: Last-Modified grows by a second, and nobody receives an older one`()
        throws
    {
        let daemon = try running()
        let subscriber = try Subscriber()
        try daemon.subscribe(subscriber, to: "feed.json")
        var moments: [String] = []
        for number in 1...5 {
            try daemon.site.write(SiteFolder.article("Edition \(number)"), to: "news/articles/1.md")
            try eventually("edition \(number) is served") {
                try daemon.titles().contains("Edition \(number)")
            }
            moments.append(try #require(try daemon.document("feed.json")["Last-Modified"]))
        }
        #expect(Set(moments).count == 5)
        try eventually("the subscriber has the last one") {
            subscriber.deliveries().last?.message.text.contains("Edition 5") == true
        }
        let received = subscriber.deliveries().compactMap { delivery in
            (1...5).last { delivery.message.text.contains("Edition \($0)") }
        }
        #expect(received == received.sorted())
    }
}

extension Daemon {
    /// Whether the ledger of the feed `news` has a line for a path.
    func ledgerKnows(_ path: String) throws -> Bool {
        try site.absolute("news/ids.toml").contents.contains("\"\(path)\"")
    }
}
