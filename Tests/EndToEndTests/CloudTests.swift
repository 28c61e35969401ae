import Foundation
import Testing

/// rssCloud, as its clients use it.
@Suite struct `The rssCloud server` {
    private static func tagged(_ title: String) -> String {
        "---\ntitle: \(title)\ndate: 2025-03-04\ntags: [sea]\n---\n\nAbout \(title).\n"
    }

    private func running(tagged isTagged: Bool = false) throws -> Daemon {
        let site = try SiteFolder()
        if isTagged { try site.lay(Self.tagged("Boats"), at: "news/articles/boats.md") }
        try site.lay(SiteFolder.article("First"), at: "news/articles/first.md")
        return try Daemon(site)
    }

    private func register(
        _ daemon: Daemon,
        _ subscriber: Subscriber,
        _ changes: [String: String] = [:],
        path: String = "/callback",
        headers: [String: String] = [:]
    ) throws -> Message {
        var fields = [
            "protocol": "http-post", "port": "\(subscriber.port)", "path": path,
            "url1": "\(daemon.base)/news/rss.xml",
        ]
        fields.merge(changes) { $1 }
        let body = fields.map { "\($0.key)=\($0.value.formEncoded)" }.joined(separator: "&")
        let type = ["Content-Type": "application/x-www-form-urlencoded"]
        return try daemon.http.ask("POST", "/pleaseNotify", type.merging(headers) { $1 }, body: body)
    }

    private func call(_ daemon: Daemon, _ method: String, _ params: [String] = []) throws -> String {
        let params = params.map { "<param><value>\($0)</value></param>" }.joined()
        let xml =
            "<?xml version=\"1.0\"?><methodCall><methodName>\(method)</methodName><params>\(params)</params></methodCall>"
        let answer = try daemon.http.ask("POST", "/RPC2", ["Content-Type": "text/xml"], body: xml)
        #expect(answer.status == 200)
        #expect(answer["Content-Type"] == "text/xml; charset=utf-8")
        return answer.text
    }

    @Test func `is named by RSS, and by no other format`() throws {
        let daemon = try running()
        let rss = try daemon.document("rss.xml").text
        #expect(
            rss.contains(
                "<cloud domain=\"127.0.0.1\" port=\"\(daemon.port)\" path=\"/pleaseNotify\" registerProcedure=\"\" protocol=\"http-post\"/>"
            )
        )
        #expect(try !daemon.document("atom.xml").text.contains("pleaseNotify"))
    }

    @Test func `without a domain tells the caller's own address, first to try it and then of each edition`()
        throws
    {
        let daemon = try running()
        let subscriber = try Subscriber()
        let answer = try register(daemon, subscriber)
        #expect(answer.text.contains("<notifyResult success=\"true\" msg=\""), "\(answer.text)")
        #expect(answer["Content-Type"] == "text/xml; charset=utf-8")
        #expect(subscriber.deliveries().count == 1, "an address is asked before it is told")
        try daemon.site.write(SiteFolder.article("Second"), to: "news/articles/second.md")
        try eventually("it is told") { subscriber.deliveries().count == 2 }
        let message = try #require(subscriber.deliveries().last).message
        #expect(message.text == "url=" + "\(daemon.base)/news/rss.xml".formEncodedStrictly)
        #expect(message["Content-Type"] == "application/x-www-form-urlencoded")
        let list = try daemon.command("subscribers", ["list", "--json"])
        let record = try JSONDecoder().decode(Expiry.self, from: Data(list.output.utf8))
        let lease = try Date(record.expires, strategy: .iso8601).timeIntervalSinceNow
        #expect((89_900...90_000).contains(lease), "25 hours")
    }

    @Test func `with a domain asks it for the challenge, and takes no other answer`() throws {
        let daemon = try running()
        let subscriber = try Subscriber()
        let domain = ["domain": "localhost"]
        #expect(try register(daemon, subscriber, domain).text.contains("success=\"true\""))
        let question = try #require(subscriber.questions.first)
        #expect(question.hasPrefix("/callback?url=") && question.contains("&challenge="))
        #expect(subscriber.deliveries().isEmpty)
        for confirmation in [Subscriber.Confirmation.refuses, .garbles("", "\n"), .redirects("/callback")] {
            subscriber.confirm(confirmation)
            let answer = try register(daemon, subscriber, domain, path: "/callback/other")
            #expect(answer.text.contains("success=\"false\""), "\(answer.text)")
        }
        #expect(try daemon.status().owed.subscriptions == 1)
    }

    @Test func `asks of each document that is named, and takes all of them or none`() throws {
        let daemon = try running(tagged: true)
        let subscriber = try Subscriber()
        let more = ["url2": "\(daemon.base)/news/atom.xml", "url3": "\(daemon.base)/news/tag/sea/rss.xml"]
        let asked = more.merging(["domain": "localhost"]) { $1 }
        #expect(try register(daemon, subscriber, asked).text.contains("success=\"true\""))
        let topics = subscriber.questions.compactMap {
            URLComponents(string: $0)?.queryItems?.first { $0.name == "url" }?.value
        }
        let paths = ["news/atom.xml", "news/rss.xml", "news/tag/sea/rss.xml"]
        #expect(topics.sorted() == paths.map { "\(daemon.base)/\($0)" })
        #expect(try daemon.status().owed.subscriptions == 3)
        #expect(
            try register(daemon, subscriber, more, path: "/callback/all").text.contains("success=\"true\"")
        )
        #expect(subscriber.deliveries(to: "/all").count == 3)
        // One of three confirms nothing.
        let picky = try Stranger { connection, message in
            let query = URLComponents(string: "/?" + message.start.split(separator: " ")[1].dropFirst(10))
            let isRSS = message.start.contains("rss.xml")
            let challenge = query?.queryItems?.first { $0.name == "challenge" }?.value ?? ""
            try connection.answer(isRSS ? 404 : 200, challenge)
        }
        let changes = asked.merging(["port": "\(picky.port)"]) { $1 }
        let refusal = try register(daemon, subscriber, changes)
        #expect(refusal.text.contains("did not answer with the challenge (404)"), "\(refusal.text)")
        #expect(try daemon.status().owed.subscriptions == 6)
    }

    @Test func `tells of a part of a feed, and no more whoever answers that it is gone`() throws {
        let daemon = try running(tagged: true)
        let subscriber = try Subscriber()
        let part = ["url1": "\(daemon.base)/news/tag/sea/rss.xml"]
        #expect(try register(daemon, subscriber, part).text.contains("success=\"true\""))
        try eventually("it is a document") { try daemon.log.contents.contains("view kept") }
        subscriber.behave(.answers(410))
        // The protocol has no farewell: this is one, and else the 25 hours are.
        try daemon.site.write(Self.tagged("Sailing"), to: "news/articles/sailing.md")
        try eventually("it is told") { subscriber.deliveries().count == 2 }
        try eventually("it has left") { try daemon.status().owed.subscriptions == 0 }
        let ping = try daemon.http.post([("url", "\(daemon.base)/news/tag/sea/rss.xml")], to: "/ping")
        #expect(ping.text.contains("Thanks for the ping."))
    }

    @Test func `tells by XML-RPC with one text without a type`() throws {
        let daemon = try running()
        let subscriber = try Subscriber()
        let changes = ["protocol": "xml-rpc", "notifyProcedure": "river.feedUpdated"]
        #expect(
            try register(daemon, subscriber, changes, path: "/callback/RPC2").text.contains(
                "success=\"true\""
            )
        )
        try daemon.site.write(SiteFolder.article("Second"), to: "news/articles/second.md")
        try eventually("it is told") { subscriber.deliveries(to: "/RPC2").count == 2 }
        let message = try #require(subscriber.deliveries(to: "/RPC2").last).message
        #expect(message["Content-Type"] == "text/xml")
        #expect(message.text.contains("<methodName>river.feedUpdated</methodName>"))
        #expect(message.text.contains("<param><value>\(daemon.base)/news/rss.xml</value></param>"))
    }

    @Test func `holds two addresses of one domain apart, and one that asks again is told once`() throws {
        let daemon = try running()
        let subscriber = try Subscriber()
        for path in ["/callback/1", "/callback/2", "/callback/2"] {
            #expect(try register(daemon, subscriber, path: path).text.contains("success=\"true\""))
        }
        #expect(try daemon.status().owed.subscriptions == 2)
        try daemon.site.write(SiteFolder.article("Second"), to: "news/articles/second.md")
        try eventually("both are told") {
            subscriber.deliveries(to: "/1").count == 2 && subscriber.deliveries(to: "/2").count == 3
        }
    }

    @Test func `takes the caller's address from a proxy on this machine`() throws {
        let daemon = try running()
        let subscriber = try Subscriber()
        let headers = ["X-Forwarded-For": "::ffff:127.0.0.2"]
        let answer = try register(daemon, subscriber, headers: headers)
        #expect(answer.text.contains("success=\"false\""))
        #expect(answer.text.contains("http://127.0.0.2:\(subscriber.port)/callback"), "\(answer.text)")
    }

    @Test(arguments: [
        ("application/json", "application/json", "{\"msg\":\""),
        ("text/xml", "text/xml; charset=utf-8", "<notifyResult"),
        ("*/*", "text/xml; charset=utf-8", "<notifyResult"),
        ("application/json, */*;q=0.1", "application/json", "{"),
        ("text/xml;q=0.2, application/json;q=0.1", "text/xml; charset=utf-8", "<notifyResult"),
    ])
    func `answers in XML or JSON, as is asked`(accept: String, type: String, start: String) throws {
        let daemon = try running()
        let answer = try register(daemon, Subscriber(), ["protocol": "soap"], headers: ["Accept": accept])
        #expect(answer["Content-Type"] == type)
        #expect(answer.text.contains(start) && answer.text.contains("protocol must be"), "\(answer.text)")
    }

    @Test func `says what is wrong, and takes nothing`() throws {
        let daemon = try running()
        let subscriber = try Subscriber()
        let wrongs: [([String: String], String)] = [
            (["port": "0"], "port must be"), (["protocol": "soap"], "protocol must be"),
            (["protocol": "xml-rpc"], "notifyProcedure is missing"),
            (["url1": "https://elsewhere.example/rss"], "is not a document of this site"),
            (["url2": "https://elsewhere.example/rss"], "is not a document of this site"),
            (["domain": "a b"], "holds a space"), (["domain": "a@b"], "user"),
            (["port": "9"], "was not reached"),
        ]
        for (changes, text) in wrongs {
            let answer = try register(daemon, subscriber, changes)
            #expect(answer.status == 200)
            #expect(answer.text.contains("success=\"false\"") && answer.text.contains(text), "\(answer.text)")
        }
        #expect(try register(daemon, subscriber, headers: ["Accept": "image/png"]).status == 406)
        #expect(
            try register(daemon, subscriber, headers: ["Content-Type": "text/plain"]).text.contains("false")
        )
        #expect(try daemon.http.ask("GET", "/pleaseNotify").status == 405)
        #expect(try daemon.status().owed.subscriptions == 0)
    }

    @Test func `takes a ping, and looks at the feed`() throws {
        let daemon = try running()
        func scans() throws -> Int { try daemon.log.contents.matches(of: /folder scanned/).count }
        let before = try scans()
        let answer = try daemon.http.post([("url", "\(daemon.base)/news/rss.xml")], to: "/ping")
        #expect(answer.text.contains("<result success=\"true\" msg=\"Thanks for the ping.\"/>"))
        try eventually("it is looked at") { try scans() == before + 1 }
        #expect(try daemon.http.post([("url", "http://a.example/")], to: "/ping").text.contains("false"))
        #expect(try daemon.http.post([], to: "/ping").text.contains("url is missing"))
    }

    @Test func `is called by XML-RPC as well`() throws {
        let daemon = try running()
        let subscriber = try Subscriber()
        #expect(try call(daemon, "rssCloud.hello").contains("<boolean>1</boolean>"))
        #expect(
            try call(daemon, "rssCloud.ping", ["\(daemon.base)/news/rss.xml"]).contains(
                "<boolean>1</boolean>"
            )
        )
        let list = "<array><data><value>\(daemon.base)/news/rss.xml</value></data></array>"
        let params = ["", "<int>\(subscriber.port)</int>", "/callback", "http-post", list]
        #expect(try call(daemon, "rssCloud.pleaseNotify", params).contains("<boolean>1</boolean>"))
        #expect(try daemon.status().owed.subscriptions == 1)
        for (method, params) in [
            ("rssCloud.dance", []), ("rssCloud.pleaseNotify", ["x"]),
            ("rssCloud.ping", ["http://a.example/"]),
        ] as [(String, [String])] {
            #expect(try call(daemon, method, params).contains("<name>faultCode</name><value><int>4</int>"))
        }
    }

    @Test func `refuses at RPC2 what could grow`() throws {
        let daemon = try running()
        let entities = (0..<20).map { "<!ENTITY e\($0 + 1) \"&e\($0);&e\($0);&e\($0);\">" }.joined()
        let bodies = [
            "<!DOCTYPE a [<!ENTITY e0 \"ha\">\(entities)]><methodCall><methodName>&e20;</methodName></methodCall>",
            "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><methodCall/>",
            String(repeating: "<a>", count: 20_000), "x",
        ]
        for body in bodies {
            let answer = try daemon.http.ask("POST", "/RPC2", ["Content-Type": "text/xml"], body: body)
            #expect(answer.text.contains("faultCode"))
            #expect(answer.text.utf8.count < 1_000)
        }
        #expect(try daemon.http.ask("GET", "/readyz").status == 200)
    }

    private struct Expiry: Decodable {
        var expires: String
    }
}

extension String {
    /// As the daemon writes a form's value: what no URL has to escape stays.
    fileprivate var formEncodedStrictly: String {
        addingPercentEncoding(
            withAllowedCharacters: CharacterSet(
                charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
            )
        ) ?? self
    }
}
