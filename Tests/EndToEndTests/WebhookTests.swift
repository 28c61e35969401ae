import Foundation
import Testing

/// Receivers whom the operator names, and who are told what has changed.
@Suite struct `A receiver of webhooks` {
    private struct Event: Decodable {
        struct Content: Decodable {
            var new: [Entry]
            var updated: [Entry]
            var removed: [Entry]
            var feed: Feed
        }

        struct Feed: Decodable {
            var title: String
            var feed_url: String
        }

        struct Entry: Decodable {
            var id: String
            var title: String
            var url: String?
            var content_html: String?
        }

        var type: String
        var timestamp: String
        var data: Content

        /// What it says, by titles.
        var text: String {
            [("new", data.new), ("updated", data.updated), ("removed", data.removed)].map { name, entries in
                "\(name): \(entries.map(\.title).sorted().joined(separator: " "))"
            }.joined(separator: ", ")
        }
    }

    private let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    private func running() throws -> Daemon {
        let site = try SiteFolder()
        for title in ["One", "Two"] {
            try site.lay(SiteFolder.article(title), at: "news/articles/\(title.lowercased()).md")
        }
        return try Daemon(site)
    }

    private func add(_ subscriber: Subscriber, to daemon: Daemon, _ arguments: [String] = []) throws
        -> Command
    {
        let command = try daemon.command(
            "subscribers",
            ["add", "--webhook", subscriber.callback(), "--feed", "news"] + arguments
        )
        #expect(command.code == 0, "\(command.errors)")
        return command
    }

    private func write(_ title: String, _ body: String? = nil, on daemon: Daemon) throws {
        try daemon.site.write(
            SiteFolder.article(title, body: body),
            to: "news/articles/\(title.lowercased()).md"
        )
    }

    private func event(_ delivery: Subscriber.Delivery) throws -> Event {
        try JSONDecoder().decode(Event.self, from: delivery.message.body)
    }

    /// The number of the only subscription.
    private func id(_ daemon: Daemon) throws -> String {
        let line = try daemon.command("subscribers", ["list"]).output
        return String(line.prefix { $0 != " " })
    }

    @Test
    func `is told what is new, updated and removed since it last accepted, signed as Standard Webhooks says`()
        throws
    {
        let daemon = try running()
        let subscriber = try Subscriber()
        _ = try add(subscriber, to: daemon, ["--secret", secret])
        try write("Three", on: daemon)
        try eventually("it is told") { subscriber.deliveries().count == 1 }
        let first = try #require(subscriber.deliveries().first)
        #expect(try event(first).text == "new: Three, updated: , removed: ")
        #expect(try event(first).data.new.first?.content_html?.contains("About Three.") == true)
        #expect(try event(first).type == "feed.updated")
        #expect(try event(first).data.feed.feed_url == "\(daemon.base)/news/feed.json")
        let id = try #require(first.message["webhook-id"])
        let timestamp = try #require(first.message["webhook-timestamp"])
        #expect(abs((Double(timestamp) ?? 0) - Date().timeIntervalSince1970) < 60)
        let script = """
            import base64, hashlib, hmac, sys
            key = base64.b64decode(sys.argv[1].removeprefix("whsec_"))
            signed = f"{sys.argv[2]}.{sys.argv[3]}.".encode() + sys.stdin.buffer.read()
            print("v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode())
            """
        let file = daemon.site.beside("event")
        try first.message.body.write(to: URL(filePath: file))
        let signature = try Command(program: "python3", ["-c", script, secret, id, timestamp], input: file)
        #expect(first.message["webhook-signature"] == signature.output.trimmingCharacters(in: .newlines))

        // What it refuses is told with what comes meanwhile.
        subscriber.behave(.answers(500))
        try write("Four", on: daemon)
        try eventually("it refuses") { try daemon.status().owed.failing.count == 1 }
        try write("Two", "Rewritten.", on: daemon)
        try daemon.site.remove("news/articles/one.md")
        try eventually("One has gone") { try !daemon.titles().contains("One") }
        subscriber.behave(.answers(204))
        #expect(try daemon.command("deliveries", ["retry"]).code == 0)
        try eventually("it has it") { try daemon.status().owed.retries == 0 }
        let last = try #require(subscriber.deliveries().last)
        #expect(try event(last).text == "new: Four, updated: Two, removed: One")
    }

    @Test func `is given a secret where none is named, and none for chats`() throws {
        let daemon = try running()
        let subscriber = try Subscriber()
        #expect(try add(subscriber, to: daemon).output.contains(" whsec_"))
        #expect(try add(subscriber, to: daemon, ["--format", "slack"]).output == "added\n")
        #expect(try add(subscriber, to: daemon, ["--format", "discord"]).output == "added\n")
        #expect(try daemon.status().owed.subscriptions == 3)
        try write("Five & <b>", on: daemon)
        try eventually("each is told") { subscriber.deliveries().count == 3 }
        let bodies = subscriber.deliveries().map(\.message.text)
        #expect(
            bodies.contains {
                $0.contains("\"text\":\"news\\nNew: <http://127.0.0.1")
                    && $0.contains("Five &amp; &lt;b&gt;>")
            },
            "\(bodies)"
        )
        #expect(
            bodies.contains {
                $0.contains("\"content\":\"news\\nNew: [Five & ")
                    && $0.contains("\"allowed_mentions\":{\"parse\":[]}")
            },
            "\(bodies)"
        )
        let list = try daemon.command("subscribers", ["list"]).output
        #expect(list.contains("webhook  news/json") && list.contains("without end"))
        #expect(list.contains("slack  news/json  http://127.0.0.1:\(subscriber.port)/…"), "\(list)")
    }

    @Test(arguments: [
        (["--webhook", "ftp://a.example/", "--feed", "news"], "is not an http or https URL"),
        (["--webhook", "http://a.example/", "--feed", "none"], "there is no feed \"none\""),
        (["--webhook", "http://a.example/", "--feed", "news", "--secret", "hush"], "whsec_"),
    ])
    func `that cannot be is refused`(arguments: [String], text: String) throws {
        let daemon = try running()
        let command = try daemon.command("subscribers", ["add"] + arguments)
        #expect(command.code == 1 && command.errors.contains(text), "\(command.errors)")
        #expect(try daemon.status().owed.subscriptions == 0)
    }

    @Test func `that fails for five days is paused, and told everything when it is taken up again`() throws {
        let daemon = try running()
        let subscriber = try Subscriber()
        _ = try add(subscriber, to: daemon)
        subscriber.behave(.answers(500))
        try write("Three", on: daemon)
        try eventually("it fails") { try daemon.status().owed.failing.count == 1 }
        #expect(try daemon.stop() == 0)
        let script =
            "import sqlite3, sys, time; c = sqlite3.connect(sys.argv[1]); c.execute('UPDATE retry SET failing = ?, due = 1', (time.time() - 5 * 86400,)); c.commit()"
        #expect(try Command(program: "python3", ["-c", script, daemon.store]).code == 0)
        let later = try Daemon(daemon.site, port: daemon.port)
        try eventually("it is paused") {
            try later.command("status").output.contains(
                "1 paused, to be taken up by: feedherald deliveries retry"
            )
        }
        #expect(try later.log.contents.contains("webhook paused"))
        #expect(subscriber.deliveries().count == 2)
        try write("Four", on: later)
        try eventually("it is published") { try later.titles().contains("Four") }
        subscriber.behave(.answers(200))
        #expect(subscriber.deliveries().count == 2, "who is paused is told nothing")
        #expect(try later.command("deliveries", ["retry", try id(later)]).output == "tried now: 1\n")
        try eventually("it is told") { subscriber.deliveries().count == 3 }
        let last = try #require(subscriber.deliveries().last)
        #expect(try event(last).text == "new: Four Three, updated: , removed: ")
    }

    @Test func `that lost what it accepted is told again what has changed since a moment`() throws {
        let daemon = try running()
        let subscriber = try Subscriber()
        _ = try add(subscriber, to: daemon)
        let moment = Date()
        for (number, title) in ["Three", "Four"].enumerated() {
            try write(title, on: daemon)
            try eventually("it is told") { subscriber.deliveries().count == number + 1 }
        }
        let since = (moment - 1).ISO8601Format()
        let retry = try daemon.command("deliveries", ["retry", try id(daemon), "--since", since])
        #expect(retry.output == "tried now: 1\n", "\(retry.errors)")
        try eventually("it is told again") { subscriber.deliveries().count == 3 }
        let last = try #require(subscriber.deliveries().last)
        #expect(try event(last).text == "new: Four Three, updated: , removed: ")
        #expect(try daemon.command("deliveries", ["retry", "--since", since]).code == 64)
        #expect(try daemon.command("deliveries", ["retry", "1", "--since", "yesterday"]).code == 64)
    }
}
