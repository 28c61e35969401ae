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
