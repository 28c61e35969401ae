import Foundation
import Testing

/// `[push.limits]`, at each limit and one above, against the built daemon.
///
/// Without `--allow-private-callbacks` nobody is spared: that callbacks may lead to this machine says
/// `allow_callbacks_to` alone, which lifts no limit.
struct HubLimitTests {
    private func daemon(_ limits: String, allowsPrivate: Bool = false) throws -> Daemon {
        let site = try SiteFolder()
        try site.lay(SiteFolder.article("First"), at: "news/articles/first.md")
        try site.lay(
            "[push]\nallow_callbacks_to = [\"127.0.0.0/8\"]\n[push.limits]\n\(limits)\n",
            at: "feedherald.toml"
        )
        return try Daemon(site, allowsPrivate: allowsPrivate)
    }

    private func ask(
        _ daemon: Daemon,
        _ callback: String,
        _ mode: String = "subscribe",
        for document: String = "atom.xml",
        from caller: String? = nil
    ) throws -> Message {
        let fields = [
            ("hub.mode", mode), ("hub.topic", "\(daemon.base)/news/\(document)"), ("hub.callback", callback),
        ]
        var head = ["Content-Type": "application/x-www-form-urlencoded"]
        if let caller { head["X-Forwarded-For"] = caller }
        let body = fields.map { "\($0.0)=\($0.1.formEncoded)" }.joined(separator: "&")
        return try daemon.http.ask("POST", "/hub", head, body: body)
    }

    @Test func `a caller asks as often as it may, and then waits; another one does not`() throws {
        let daemon = try daemon("requests_per_caller = 3")
        let subscriber = try Subscriber()
        for number in 1...3 { #expect(try ask(daemon, subscriber.callback("/\(number)")).status == 202) }
        let refused = try ask(daemon, subscriber.callback("/4"))
        #expect(refused.status == 429)
        #expect(refused["Retry-After"] == "20")
        #expect(refused.text.contains("you ask too often; try again in 20 seconds"))
        // Whoever sends nonsense is counted as well.
        #expect(try daemon.http.post([("hub.mode", "?")], to: "/hub").status == 429)
        #expect(try ask(daemon, subscriber.callback("/5"), from: "192.0.2.7").status == 202)
        #expect(try ask(daemon, subscriber.callback("/6"), from: "2001:db8::1, 192.0.2.7").status == 202)
        #expect(try ask(daemon, subscriber.callback("/7"), from: "192.0.2.7").status == 202)
        #expect(try ask(daemon, subscriber.callback("/8"), from: "192.0.2.7").status == 429)
    }

    @Test func `thousands of requests of one caller are mostly refused, and the daemon serves on`() throws {
        let daemon = try daemon("requests_per_caller = 5")
        let connection = try Connection(port: daemon.port)
        let body =
            "hub.mode=subscribe&hub.topic=\(daemon.base)/news/atom.xml&hub.callback=http://127.0.0.1:9/"
        let request =
            "POST /hub HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
        var statuses: [Int: Int] = [:]
        for _ in 0..<2_000 {
            try connection.send(request)
            statuses[try connection.message()?.status ?? 0, default: 0] += 1
        }
        #expect(statuses[202] == 5)
        #expect(statuses[429] == 1_995)
        #expect(try daemon.feed().items.count == 1)
        #expect(try daemon.status().owed.verifications <= 1)
    }

    @Test func `callbacks on one host are asked about as often as they may be, whoever asks`() throws {
        let daemon = try daemon("requests_per_host = 2")
        let subscriber = try Subscriber()
        let spelled = ["127.0.0.1", "127.1", "0x7f000001"]
        for (number, host) in spelled.enumerated() {
            let answer = try ask(daemon, "http://\(host):\(subscriber.port)/\(number)")
            #expect(answer.status == (number < 2 ? 202 : 429), "\(host)")
        }
        #expect(try ask(daemon, subscriber.callback("/4"), from: "192.0.2.7").status == 429)
        #expect(try ask(daemon, "http://127.0.0.2:\(subscriber.port)/").status == 202)
    }

    @Test func `as many requests wait for their callbacks as may`() throws {
        let daemon = try daemon("pending = 2")
        let silent = try Stranger { _, _ in Thread.sleep(forTimeInterval: 30) }
        for number in 1...2 { #expect(try ask(daemon, silent.callback("/\(number)")).status == 202) }
        let refused = try ask(daemon, silent.callback("/3"))
        #expect(refused.status == 503)
        #expect(refused["Retry-After"] != nil)
        #expect(try ask(daemon, silent.callback("/2")).status == 202)
        #expect(try daemon.status().owed.verifications == 2)
    }

    @Test func `a host has as many subscriptions as it may, and who renews has one already`() throws {
        let daemon = try daemon("subscriptions_per_host = 2")
        let subscriber = try Subscriber()
        for name in ["/1", "/2"] {
            #expect(try ask(daemon, subscriber.callback(name)).status == 202)
        }
        try eventually("both are confirmed") { try daemon.status().owed.subscriptions == 2 }
        let refused = try ask(daemon, subscriber.callback("/3"))
        #expect(refused.status == 403)
        #expect(refused.text.contains("as many subscriptions as it may"))
        #expect(try ask(daemon, subscriber.callback("/1"), for: "rss.xml").status == 403)
        #expect(try ask(daemon, subscriber.callback("/1")).status == 202)
        #expect(try ask(daemon, "http://127.0.0.2:\(subscriber.port)/").status == 202)
    }

    @Test func `a topic has as many subscriptions as it may, and another one others`() throws {
        let daemon = try daemon("subscriptions_per_topic = 2")
        let subscriber = try Subscriber()
        for name in ["/1", "/2"] {
            #expect(try ask(daemon, subscriber.callback(name)).status == 202)
        }
        try eventually("both are confirmed") { try daemon.status().owed.subscriptions == 2 }
        #expect(try ask(daemon, subscriber.callback("/3")).status == 403)
        #expect(try ask(daemon, subscriber.callback("/3"), for: "rss.xml").status == 202)
        #expect(try ask(daemon, subscriber.callback("/1"), "unsubscribe").status == 202)
        try eventually("one has left") { try daemon.status().owed.subscriptions == 2 }
        #expect(try ask(daemon, subscriber.callback("/3")).status == 202)
    }

    private func register(
        _ daemon: Daemon,
        _ subscriber: Subscriber,
        _ path: String = "/callback",
        domain: String? = "127.0.0.1",
        topics: [String] = ["rss.xml"],
        from caller: String? = nil
    ) throws -> String {
        var fields = [("protocol", "http-post"), ("port", "\(subscriber.port)"), ("path", path)]
        if let domain { fields.append(("domain", domain)) }
        for (number, topic) in topics.enumerated() {
            fields.append(("url\(number + 1)", "\(daemon.base)/news/\(topic)"))
        }
        var head = ["Content-Type": "application/x-www-form-urlencoded"]
        if let caller { head["X-Forwarded-For"] = caller }
        let body = fields.map { "\($0.0)=\($0.1.formEncoded)" }.joined(separator: "&")
        return try daemon.http.ask("POST", "/pleaseNotify", head, body: body).text
    }

    @Test func `rssCloud's callers ask as often as they may, also for others, by RPC2 and with pings`() throws
    {
        let daemon = try daemon("requests_per_caller = 3")
        let subscriber = try Subscriber()
        #expect(try register(daemon, subscriber, "/1").contains("success=\"true\""))
        #expect(
            try daemon.http.post([("url", "\(daemon.base)/news/rss.xml")], to: "/ping").text.contains("true")
        )
        #expect(try ask(daemon, subscriber.callback("/hub")).status == 202)
        let refused = try register(daemon, subscriber, "/2")
        #expect(
            refused.contains("success=\"false\" msg=\"you ask too often; try again in 20 seconds\""),
            "\(refused)"
        )
        let call =
            "<methodCall><methodName>rssCloud.ping</methodName><params><param><value>x</value></param></params></methodCall>"
        let fault = try daemon.http.ask("POST", "/RPC2", ["Content-Type": "text/xml"], body: call)
        #expect(fault.text.contains("you ask too often"), "\(fault.text)")
        // Behind a proxy on this machine the caller is who that names last; what it was told by others counts for nothing.
        for number in 1...3 {
            let caller = "203.0.113.\(number), 192.0.2.7"
            #expect(try register(daemon, subscriber, "/3", from: caller).contains("success=\"true\""))
        }
        #expect(try register(daemon, subscriber, "/3", from: "192.0.2.7").contains("you ask too often"))
        #expect(try register(daemon, subscriber, "/3", from: "192.0.2.8").contains("success=\"true\""))
    }

    @Test func `rssCloud's callbacks are asked once for each document, as often as their host may be`() throws
    {
        let daemon = try daemon("requests_per_host = 3")
        let subscriber = try Subscriber()
        #expect(try register(daemon, subscriber, topics: ["rss.xml", "atom.xml"]).contains("\"true\""))
        let refused = try register(daemon, subscriber, "/2", topics: ["rss.xml", "atom.xml"])
        #expect(refused.contains("its host is asked too often"), "\(refused)")
        #expect(subscriber.questions.count == 2, "who is refused is not asked")
        // Another host is asked, where nobody listens.
        #expect(try register(daemon, subscriber, domain: "127.0.0.2").contains("was not reached"))
    }

    @Test(arguments: ["subscriptions_per_host", "subscriptions_per_topic"])
    func `rssCloud's callbacks count among all, and of two documents both are taken or none`(limit: String)
        throws
    {
        let daemon = try daemon("\(limit) = 2")
        let subscriber = try Subscriber()
        #expect(try register(daemon, subscriber, "/1").contains("\"true\""))
        let two = ["atom.xml", "rss.xml"]
        // By documents, RSS has room for one more, and so have both.
        let isRefused = limit == "subscriptions_per_host"
        let answer = try register(daemon, subscriber, "/2", topics: two)
        #expect(answer.contains("success=\"\(!isRefused)\""), "\(answer)")
        #expect(try daemon.status().owed.subscriptions == (isRefused ? 1 : 3))
        let next = try register(daemon, subscriber, "/3", topics: isRefused ? ["rss.xml"] : two)
        #expect(next.contains("success=\"\(isRefused)\""), "\(next)")
        #expect(try daemon.status().owed.subscriptions == (isRefused ? 2 : 3))
        let last = try register(daemon, subscriber, "/4")
        #expect(last.contains("as many subscriptions as it may"), "\(last)")
        #expect(try register(daemon, subscriber, "/1").contains("\"true\""), "who renews has one already")
    }

    @Test func `rssCloud's callbacks lead into no private network`() throws {
        let site = try SiteFolder()
        try site.lay(SiteFolder.article("First"), at: "news/articles/first.md")
        let daemon = try Daemon(site, allowsPrivate: false)
        let subscriber = try Subscriber()
        for domain in ["127.0.0.1", "127.1", "0x7f000001", "::ffff:127.0.0.1", "localhost", nil] {
            let answer = try register(daemon, subscriber, domain: domain)
            #expect(answer.contains("success=\"false\""), "\(domain ?? "the caller's"): \(answer)")
        }
        #expect(subscriber.questions.isEmpty && subscriber.deliveries.isEmpty)
    }

    @Test func `the flag for trying out spares this machine, and nobody else`() throws {
        let limits = "requests_per_caller = 1\nrequests_per_host = 1\nsubscriptions_per_host = 1\npending = 1"
        let daemon = try daemon(limits, allowsPrivate: true)
        let subscriber = try Subscriber()
        for number in 1...3 {
            try daemon.subscribe(subscriber, "/\(number)", to: "atom.xml")
        }
        #expect(try ask(daemon, subscriber.callback("/4"), from: "192.0.2.7").status == 202)
        #expect(try ask(daemon, subscriber.callback("/5"), from: "192.0.2.7").status == 429)
        // Until it is confirmed, it is the one that may wait.
        try eventually("the fourth is confirmed") { try daemon.status().owed.subscriptions == 4 }
        #expect(try ask(daemon, "http://10.255.255.1/").status == 202)
        #expect(try ask(daemon, "http://10.255.255.1/").status == 429)
    }

    @Test func `a limit that is none is named with its line`() throws {
        let site = try SiteFolder()
        try site.lay(SiteFolder.article("First"), at: "news/articles/first.md")
        try site.lay("[push.limits]\npending = 0\nper_host = 3\n", at: "feedherald.toml")
        let check = try Command(["check", site.path])
        #expect(check.output.contains("feedherald.toml:2: \"pending\" must be a whole number from 1 on"))
        #expect(check.output.contains("feedherald.toml:3: unknown key \"per_host\""))
    }
}
