import Foundation
import Testing

/// What the W3C Recommendation asks of a hub, clause by clause, and websub.rocks' tests of hubs by their numbers.
///
/// <https://www.w3.org/TR/websub/>
@Suite struct `The WebSub hub` {
    private func running(_ definition: String = "", articles: [String] = ["First"]) throws -> Daemon {
        let site = try SiteFolder()
        try site.lay(definition, at: "feedherald.toml")
        for (number, title) in articles.enumerated() {
            try site.lay(
                SiteFolder.article(title, date: "2025-03-0\(number + 1)T05:06:07Z"),
                at: "news/articles/\(title.lowercased()).md"
            )
        }
        return try Daemon(site)
    }

    private func publish(_ title: String, on daemon: Daemon) throws {
        try daemon.site.write(
            SiteFolder.article(title, date: "2025-04-04T05:06:07Z"),
            to: "news/articles/\(title.lowercased()).md"
        )
    }

    private func ask(
        _ daemon: Daemon,
        _ callback: String,
        _ others: [(String, String)] = [],
        mode: String = "subscribe"
    ) throws -> Message {
        let topic = "\(daemon.base)/news/atom.xml"
        return try daemon.http.post(
            [("hub.mode", mode), ("hub.topic", topic), ("hub.callback", callback)] + others,
            to: "/hub"
        )
    }

    private func subscribed(_ daemon: Daemon, _ count: Int = 1) throws {
        try eventually("\(count) are subscribed") {
            let owed = try daemon.status().owed
            return owed.subscriptions == count && owed.verifications == 0
        }
    }

    @Test func `100: a typical request of three parameters is verified, and its deliveries are not signed`()
        throws
    {
        let daemon = try running()
        let subscriber = try Subscriber()
        #expect(try ask(daemon, subscriber.callback()).status == 202)
        try subscribed(daemon)
        try publish("Second", on: daemon)
        try eventually("it has it") { !subscriber.deliveries().isEmpty }
        let message = try #require(subscriber.deliveries().first).message
        #expect(message["X-Hub-Signature"] == nil)
        #expect(message.body == (try daemon.document("atom.xml").body))
    }

    @Test func `101, 102: a secret signs each delivery, and parameters that nobody knows are ignored`() throws
    {
        let daemon = try running()
        let subscriber = try Subscriber()
        let others = [
            ("hub.secret", "hush"), ("hub.verify", "sync"), ("hub.verify", "async"), ("foo", "bar"),
        ]
        #expect(try ask(daemon, subscriber.callback(), others).status == 202)
        try subscribed(daemon)
        try publish("Second", on: daemon)
        try eventually("it has it") { !subscriber.deliveries().isEmpty }
        let message = try #require(subscriber.deliveries().first).message
        #expect(try message["X-Hub-Signature"] == "sha256=" + signature(of: message, secret: "hush", daemon))
    }

    @Test func `103: who subscribes again before the lease ends is asked again, and told once`() throws {
        let daemon = try running()
        let subscriber = try Subscriber()
        #expect(try ask(daemon, subscriber.callback()).status == 202)
        try subscribed(daemon)
        #expect(try ask(daemon, subscriber.callback()).status == 202)
        try eventually("it is asked again") { subscriber.questions.count == 2 }
        try subscribed(daemon)
        try publish("Second", on: daemon)
        try eventually("it has it") { !subscriber.deliveries().isEmpty }
        try publish("Third", on: daemon)
        try eventually("it has the next") {
            subscriber.deliveries().last?.message.text.contains("Third") == true
        }
        #expect(subscriber.deliveries().count == 2)
    }

    @Test func `104: who unsubscribes is asked whether it means it, and told no more`() throws {
        let daemon = try running()
        let (leaving, staying) = (try Subscriber(), try Subscriber())
        for subscriber in [leaving, staying] { _ = try ask(daemon, subscriber.callback()) }
        try subscribed(daemon, 2)
        #expect(try ask(daemon, leaving.callback(), mode: "unsubscribe").status == 202)
        try subscribed(daemon, 1)
        let question = try #require(leaving.questions.last)
        #expect(question.contains("hub.mode=unsubscribe") && !question.contains("hub.lease_seconds"))
        try publish("Second", on: daemon)
        try eventually("the other has it") { !staying.deliveries().isEmpty }
        #expect(leaving.deliveries().isEmpty)
    }

    @Test func `5.3: the question names mode, topic, challenge and lease behind the callback's own query`()
        throws
    {
        let daemon = try running()
        let subscriber = try Subscriber()
        _ = try ask(daemon, subscriber.callback("?a=b%20c&hub.topic=x"), [("hub.lease_seconds", "4000")])
        try subscribed(daemon)
        let question = try #require(subscriber.questions.first)
        #expect(
            question.hasPrefix("/callback?a=b%20c&hub.topic=x&hub.mode=subscribe&hub.topic=http%3A%2F%2F")
        )
        let items = try #require(URLComponents(string: question)?.queryItems)
        #expect(items.last { $0.name == "hub.topic" }?.value == "\(daemon.base)/news/atom.xml")
        #expect(items.first { $0.name == "hub.lease_seconds" }?.value == "4000")
        #expect((items.first { $0.name == "hub.challenge" }?.value?.count ?? 0) >= 32)
        try publish("Second", on: daemon)
        try eventually("it is told there too") {
            !subscriber.deliveries(to: "?a=b%20c&hub.topic=x").isEmpty
        }
    }

    @Test func `5.1.2: a lease lies within the definition's bounds, and a subscription ends with it`() throws
    {
        let daemon = try running("[push]\nlease = \"2h\"\nleast_lease = \"1s\"\nmost_lease = \"3h\"\n")
        let subscriber = try Subscriber()
        for (asked, granted) in [("1", "1"), ("999999999", "10800"), (nil, "7200")] {
            _ = try ask(
                daemon,
                subscriber.callback("/\(granted)"),
                asked.map { [("hub.lease_seconds", $0)] } ?? []
            )
            try eventually("\(granted) is granted") {
                subscriber.questions.contains {
                    $0.hasPrefix("/callback/\(granted)?") && $0.contains("hub.lease_seconds=\(granted)")
                }
            }
        }
        try subscribed(daemon, 2)
        try publish("Second", on: daemon)
        try eventually("the others have it") {
            ["/10800", "/7200"].allSatisfy { !subscriber.deliveries(to: $0).isEmpty }
        }
        #expect(subscriber.deliveries(to: "/1").isEmpty)
    }

    @Test func `5.3: what is not confirmed leaves secret and subscription as they were`() throws {
        let daemon = try running()
        let subscriber = try Subscriber()
        _ = try ask(daemon, subscriber.callback(), [("hub.secret", "first")])
        try subscribed(daemon)
        let attempts: [(Subscriber.Confirmation, String)] = [
            (.refuses, "subscribe"), (.garbles("", "\n"), "subscribe"), (.garbles("x", ""), "unsubscribe"),
            (.redirects(subscriber.callback("/other")), "unsubscribe"),
            (.redirects("file:///etc/passwd"), "subscribe"),
        ]
        for (confirmation, mode) in attempts {
            subscriber.confirm(confirmation)
            let count = subscriber.questions.count
            _ = try ask(daemon, subscriber.callback(), [("hub.secret", "second")], mode: mode)
            try eventually("it is asked") { subscriber.questions.count > count }
            try subscribed(daemon)
            #expect(subscriber.questions.count == count + 1, "no redirect is followed")
        }
        try publish("Second", on: daemon)
        try eventually("it has it") { !subscriber.deliveries().isEmpty }
        let message = try #require(subscriber.deliveries().first).message
        #expect(try message["X-Hub-Signature"] == "sha256=" + signature(of: message, secret: "first", daemon))
    }

    @Test(arguments: ["rss.xml", "atom.xml", "feed.json"])
    func `7: a part of a feed is delivered as it is served, with its type, the hub and itself`(
        document: String
    )
        throws
    {
        let site = try SiteFolder()
        try site.lay("---\ntitle: A\ndate: 2025-01-02\ntags: [ships]\n---\nText.\n", at: "news/articles/a.md")
        let daemon = try Daemon(site)
        let subscriber = try Subscriber()
        let topic = "\(daemon.base)/news/tag/ships/\(document)"
        let fields = [
            ("hub.mode", "subscribe"), ("hub.topic", topic), ("hub.callback", subscriber.callback()),
        ]
        #expect(try daemon.http.post(fields, to: "/hub").status == 202)
        try subscribed(daemon)
        try site.write(
            "---\ntitle: B\ndate: 2025-01-03\ntags: [ships]\n---\nText.\n",
            to: "news/articles/b.md"
        )
        try eventually("it has it") { !subscriber.deliveries().isEmpty }
        let message = try #require(subscriber.deliveries().last).message
        let served = try daemon.http.ask("GET", "/news/tag/ships/\(document)")
        #expect(message.body == served.body)
        #expect(message["Content-Type"] == served["Content-Type"])
        #expect(message["Link"] == "<\(daemon.base)/hub>; rel=\"hub\", <\(topic)>; rel=\"self\"")
    }

    @Test(arguments: [("sha1", 40), ("sha384", 96), ("sha512", 128)])
    func `8: the hash of signatures is the definition's`(method: String, length: Int) throws {
        let daemon = try running("[push]\nsignature = \"\(method)\"\n")
        let subscriber = try Subscriber()
        try daemon.subscribe(subscriber, to: "atom.xml", secret: "hush")
        try publish("Second", on: daemon)
        try eventually("it has it") { !subscriber.deliveries().isEmpty }
        let message = try #require(subscriber.deliveries().first).message
        let digest = try signature(of: message, secret: "hush", by: method, daemon)
        #expect(digest.count == length)
        #expect(message["X-Hub-Signature"] == "\(method)=\(digest)")
    }

    @Test(arguments: ["rss.xml", "atom.xml", "feed.json"])
    func `7: "changed" delivers a whole feed of the entries that are new or different to this subscriber`(
        document: String
    ) throws {
        let daemon = try running("[push]\ndelivery = \"changed\"\n", articles: ["One", "Two", "Three"])
        let subscriber = try Subscriber()
        try daemon.subscribe(subscriber, to: document)
        try publish("Fourth", on: daemon)
        try eventually("it has it") { !subscriber.deliveries().isEmpty }
        try daemon.site.write(
            SiteFolder.article("Two", date: "2025-03-02T05:06:07Z", body: "Rewritten."),
            to: "news/articles/two.md"
        )
        try eventually("it has the edit") {
            subscriber.deliveries().last?.message.text.contains("Rewritten.") == true
        }
        let bodies = subscriber.deliveries().map(\.message.text)
        for (body, expected) in zip(bodies, ["About Fourth.", "Rewritten."]) {
            for text in ["About One.", "About Two.", "About Three.", "About Fourth.", "Rewritten."] {
                #expect(body.contains(text) == (text == expected), "\(text) in \(body)")
            }
            let file = daemon.site.beside("part.\(document.split(separator: ".")[1])")
            try body.write(toFile: file, atomically: true, encoding: .utf8)
            let verdict = try Command(["check", file])
            #expect(!verdict.output.contains("error"), "\(verdict.output)")
        }
        #expect(bodies.count == 2)
        #expect(try daemon.feed().items.count == 4, "served is the whole")
    }

    @Test func `a hub at an address of this machine is named only where callbacks may lead there`() throws {
        let site = try SiteFolder()
        try site.lay(SiteFolder.article("First"), at: "news/articles/first.md")
        for (definition, isNamed) in [
            ("", false), ("[push]\nallow_callbacks_to = [\"127.0.0.0/8\"]\n", true),
            ("base_url = \"https://news.example\"\n", true), ("base_url = \"http://localhost\"\n", false),
            ("base_url = \"http://192.168.1.2\"\n", false),
        ] {
            try site.lay(definition, at: "feedherald.toml")
            let port = try freePort()
            let daemon = try Child(
                [Program.feedherald, "serve", site.path, "--listen", "127.0.0.1:\(port)"],
                output: site.beside("log")
            )
            defer { extendLifetime(daemon) }
            let http = HTTP(port: port)
            try eventually("it is ready") { try http.ask("GET", "/readyz").status == 200 }
            for document in ["rss.xml", "atom.xml", "feed.json"] {
                let answer = try http.ask("GET", "/news/\(document)")
                #expect(answer["Link"]?.contains("rel=\"hub\"") == isNamed, "\(definition)")
                #expect(answer.text.contains("/hub\"") == isNamed, "\(definition) \(document)")
                if document == "rss.xml" { #expect(answer.text.contains("<cloud ") == isNamed) }
            }
        }
    }

    @Test func `who publishes tells the hub, and the feed is looked at`() throws {
        let daemon = try running()
        func scans() throws -> Int { try daemon.log.contents.matches(of: /folder scanned/).count }
        let before = try scans()
        for field in ["hub.topic", "hub.url"] {
            let answer = try daemon.http.post(
                [("hub.mode", "publish"), (field, "\(daemon.base)/news/atom.xml")],
                to: "/hub"
            )
            #expect(answer.status == 202)
        }
        try eventually("it is looked at, and not twice at once") { try scans() == before + 1 }
        let foreign = [("hub.mode", "publish"), ("hub.url", "https://elsewhere.example/feed")]
        #expect(try daemon.http.post(foreign, to: "/hub").status == 404)
        #expect(try daemon.http.post([("hub.mode", "publish")], to: "/hub").status == 400)
    }

    @Test func `what makes no sense is refused with its reason, and nothing is asked of anybody`() throws {
        let daemon = try running()
        let long = "http://a.example/" + String(repeating: "x", count: 60_000)
        let callbacks: [(String, String)] = [
            ("http://a.example/#b", "fragment"), ("http://user:word@a.example/", "user's name"),
            ("http://a.example/\r\nHost: b", "control character"), (long, "longer"),
            ("http://a.example:0/", "port"), ("http://a.example:65536/", "port"),
            ("http://müller.example/", "punycode"), ("http://[fe80::1%25eth0]/", "host"), ("", "missing"),
            ("file:///etc/passwd", "http"), ("//a.example/", "http"), ("http:///", "host"),
            ("http://a.example\\@b/", "escaped"),
        ]
        for (callback, word) in callbacks {
            let answer = try ask(daemon, callback)
            #expect(answer.status == 400, "\(callback.prefix(60))")
            #expect(answer.text.contains("hub.callback") && answer.text.contains(word), "\(answer.text)")
            #expect(answer["Content-Type"] == "text/plain; charset=utf-8")
        }
        let fine = "http://a.example/"
        let others: [(String, String, String)] = [
            ("hub.mode", "subscribe", "more than once"), ("hub.topic", "x", "more than once"),
            ("hub.callback", fine, "more than once"), ("hub.secret", "", "1 to 199"),
            ("hub.secret", String(repeating: "s", count: 200), "1 to 199"),
            ("hub.lease_seconds", "0", "positive"),
            ("hub.lease_seconds", "-5", "positive"), ("hub.lease_seconds", "1e3", "positive"),
        ]
        for (name, value, word) in others {
            let answer = try ask(daemon, fine, [(name, value)])
            #expect(answer.status == 400, "\(name)=\(value.prefix(20))")
            #expect(answer.text.contains(name) && answer.text.contains(word), "\(answer.text)")
        }
        let form = ["Content-Type": "application/x-www-form-urlencoded"]
        for body in ["hub.mode=%", "hub.mode=%zz", "hub.mode=subscribe&hub.topic=%ff"] {
            #expect(try daemon.http.ask("POST", "/hub", form, body: body).status == 400, "\(body)")
        }
        #expect(try daemon.status().owed.verifications == 0)
    }

    @Test func `a form of five megabytes is refused before it is sent`() throws {
        let daemon = try running()
        let connection = try Connection(port: daemon.port)
        try connection.send(
            "POST /hub HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 5242880\r\n\r\n"
        )
        #expect(try connection.message()?.status == 413)
    }

    private func signature(
        of message: Message,
        secret: String,
        by method: String = "sha256",
        _ daemon: Daemon
    ) throws -> String {
        let file = daemon.site.beside("delivered-\(UUID().uuidString)")
        try message.body.write(to: URL(filePath: file))
        let digest = try Command(
            program: "python3",
            [Fixtures.url("signature.py").path, secret, method],
            input: file
        )
        return digest.output.trimmingCharacters(in: .newlines)
    }
}
