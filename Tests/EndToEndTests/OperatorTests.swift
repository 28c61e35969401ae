import Foundation
import Testing

/// What operators do about subscribers.
@Suite struct `An operator` {
    private struct Record: Decodable {
        var id: Int
        var topic: String
        var callback: String
        var isOwed: Bool
        var secret: String?
        var owed: Owed?

        struct Owed: Decodable {
            var attempt: Int
            var due: String?
            var reason: String?
        }
    }

    private func running(_ site: SiteFolder? = nil) throws -> Daemon {
        let site = try site ?? SiteFolder()
        try site.lay(SiteFolder.article("First"), at: "news/articles/first.md")
        return try Daemon(site)
    }

    private func publish(_ title: String, on daemon: Daemon) throws {
        try daemon.site.write(SiteFolder.article(title), to: "news/articles/\(title.lowercased()).md")
    }

    private func records(_ daemon: Daemon) throws -> [Record] {
        let list = try daemon.command("subscribers", ["list", "--json"])
        #expect(list.code == 0, "\(list.errors)")
        return try list.output.split(separator: "\n").map {
            try JSONDecoder().decode(Record.self, from: Data($0.utf8))
        }
    }

    @Test func `lists subscribers, looks at one, and removes it, which is told`() throws {
        let daemon = try running()
        let subscriber = try Subscriber()
        try daemon.subscribe(subscriber, "?token=geheim", to: "rss.xml", secret: "hush")
        try daemon.subscribe(subscriber, "/2", to: "atom.xml")
        let all = try records(daemon)
        #expect(all.map(\.topic) == ["rss.xml", "atom.xml"].map { "\(daemon.base)/news/\($0)" })
        let text = try daemon.command("subscribers", ["list"]).output
        #expect(text.contains("websub  news/rss  \(subscriber.callback())  until "))
        #expect(!text.contains("geheim") && !text.contains("hush"))
        let shown = try daemon.command("subscribers", ["show", "\(all[0].id)"]).output
        #expect(shown.contains("secret     yes") && shown.contains("owed       nothing"), "\(shown)")
        #expect(try daemon.command("subscribers", ["show", "99"]).code == 1)
        #expect(try daemon.command("subscribers", ["remove", "\(all[1].id)"]).output == "removed 1\n")
        try eventually("it is told") { subscriber.questions.contains { $0.contains("hub.mode=denied") } }
        #expect(subscriber.questions.last?.contains("hub.reason=removed%20by%20the%20operator") == true)
        #expect(try records(daemon).map(\.id) == [all[0].id])
        #expect(try daemon.command("subscribers", ["remove"]).code == 64)
    }

    @Test func `sees what is owed, has it tried, and drops it`() throws {
        let daemon = try running()
        let subscriber = try Subscriber()
        try daemon.subscribe(subscriber, to: "rss.xml")
        subscriber.behave(.answers(500))
        try publish("Second", on: daemon)
        try eventually("it failed") { try daemon.status().owed.failing.count == 1 }
        let id = try #require(try records(daemon).first).id
        let list = try daemon.command("deliveries", ["list"]).output
        #expect(list.contains("after 1 failure since ") && list.contains("answered 500"), "\(list)")
        let status = try daemon.command("status").output
        #expect(
            status.contains(
                "owed: 1 delivery (1 of them after a failure or slowness), 0 pings; the oldest since"
            )
        )
        subscriber.behave(.answers(200))
        #expect(try daemon.command("deliveries", ["retry"]).output == "tried now: 1\n")
        try eventually("it has it") { try daemon.status().owed.retries == 0 }
        #expect(subscriber.deliveries().count == 2)
        subscriber.behave(.answers(503))
        try publish("Third", on: daemon)
        try eventually("it failed") { try daemon.status().owed.failing.count == 1 }
        #expect(try daemon.command("deliveries", ["drop", "\(id)"]).output == "dropped 1\n")
        #expect(try daemon.command("deliveries", ["list"]).output == "nothing is owed\n")
        #expect(try daemon.status().owed.subscriptions == 1)
        #expect(try daemon.command("deliveries", ["drop"]).code == 64)
    }

    @Test func `moves a hub to another machine with its subscribers, their secrets and what they are owed`()
        throws
    {
        let old = try running()
        let (signed, owed) = (try Subscriber(), try Subscriber())
        try old.subscribe(signed, to: "rss.xml", secret: "hush")
        try old.subscribe(owed, to: "atom.xml")
        owed.behave(.answers(500))
        try publish("Second", on: old)
        try eventually("one has it, and one is owed it") {
            let status = try old.status().owed
            return signed.deliveries().count == 1 && status.retries == 1 && status.failing.count == 1
        }
        let export = try old.command("subscribers", ["export"])
        #expect(!export.output.contains("hush"))
        let file = old.site.beside("subscribers.jsonl")
        try export.output.write(toFile: file, atomically: true, encoding: .utf8)
        let key = old.site.beside("state/secret.key")
        #expect(try old.stop() == 0)

        // Another store, at the address that the old one had.
        let site = try SiteFolder()
        try site.lay(SiteFolder.article("First"), at: "news/articles/first.md")
        try site.lay(SiteFolder.article("Second"), at: "news/articles/second.md")
        let new = try Daemon(site, port: old.port)
        owed.behave(.answers(200))
        let refused = try new.command("subscribers", ["import", file])
        #expect(refused.code == 1 && refused.errors.contains("--key"), "\(refused.errors)")
        #expect(try records(new).isEmpty)
        let taken = try new.command("subscribers", ["import", file, "--key", key])
        #expect(taken.output == "imported 2\n", "\(taken.errors)")
        try eventually("what was owed is told") { owed.deliveries().count == 2 }
        #expect(owed.deliveries().last?.message.body == (try new.document("atom.xml").body))
        try publish("Third", on: new)
        try eventually("both are told") {
            signed.deliveries().count == 2 && owed.deliveries().last?.message.text.contains("Third") == true
        }
        let message = try #require(signed.deliveries().last).message
        try message.body.write(to: URL(filePath: site.beside("body")))
        let digest = try Command(
            program: "python3",
            [Fixtures.url("signature.py").path, "hush"],
            input: site.beside("body")
        )
        #expect(message["X-Hub-Signature"] == "sha256=" + digest.output.trimmingCharacters(in: .newlines))
        let again = try new.command("subscribers", ["import", file, "--key", key])
        #expect(try again.code == 0 && records(new).count == 2)
    }

    @Test func `does all of it without a daemon, and is told where there is nothing`() throws {
        let daemon = try running()
        let subscriber = try Subscriber()
        try daemon.subscribe(subscriber, to: "rss.xml")
        #expect(try daemon.stop() == 0)
        let all = try records(daemon)
        #expect(all.count == 1)
        #expect(try daemon.command("subscribers", ["remove", "--callback", subscriber.callback()]).code == 0)
        #expect(try records(daemon).isEmpty)
        #expect(try daemon.command("deliveries", ["list", "--json"]).code == 0)
        let nothing = try Command([
            "subscribers", "list", "--dir", daemon.site.path, "--store", "/tmp/none-\(UUID())",
        ])
        #expect(nothing.code == 69 && nothing.errors.contains("there is no store"))
        let bad = try daemon.command(
            "subscribers",
            ["import", daemon.site.absolute("news/articles/first.md")]
        )
        #expect(bad.code == 1 && bad.errors.contains("holds no subscriptions"))
    }
}
