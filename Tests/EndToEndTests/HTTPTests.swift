import Foundation
import Testing

/// What readers and browsers are answered.
struct HTTPTests {
    private func running(
        _ definition: String = "",
        arguments: [String] = []
    ) throws -> Daemon {
        let site = try SiteFolder()
        try site.lay(definition, at: "news/feed.toml")
        try site.lay(SiteFolder.article("First & <last>"), at: "news/articles/first.md")
        return try Daemon(site, arguments: arguments)
    }

    @Test(arguments: [
        ("rss.xml", "application/rss+xml; charset=utf-8"),
        ("atom.xml", "application/atom+xml; charset=utf-8"),
        ("feed.json", "application/feed+json; charset=utf-8"),
    ])
    func `a document has its media type, validators and links`(document: String, type: String) throws {
        let daemon = try running()
        let answer = try daemon.document(document)
        #expect(answer["Content-Type"] == type)
        #expect(answer["ETag"]?.wholeMatch(of: /"[0-9a-f]{32}"/) != nil)
        #expect(answer["Last-Modified"]?.hasSuffix(" GMT") == true)
        #expect(answer["Link"]?.contains("rel=\"hub\"") == true)
        #expect(answer["Link"]?.contains("<\(daemon.base)/news/\(document)>; rel=\"self\"") == true)
    }

    @Test func `who has the document already is answered 304 by tag and by date`() throws {
        let daemon = try running()
        let answer = try daemon.document("rss.xml")
        let etag = try #require(answer["ETag"])
        let date = try #require(answer["Last-Modified"])
        for fields in [
            ["If-None-Match": etag], ["If-None-Match": "\"other\", W/\(etag)"], ["If-None-Match": "*"],
            ["If-Modified-Since": date],
        ] {
            let second = try daemon.http.ask("GET", "/news/rss.xml", fields)
            #expect(second.status == 304, "\(fields)")
            #expect(second["ETag"] == etag)
            #expect(second.body.isEmpty)
        }
        for fields in [
            ["If-None-Match": "\"other\""], ["If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"],
            ["If-None-Match": "\"other\"", "If-Modified-Since": date],
        ] {
            #expect(try daemon.http.ask("GET", "/news/rss.xml", fields).status == 200, "\(fields)")
        }
    }

    @Test func `gzip is a coding with a tag of its own, and says what it varies by`() throws {
        let daemon = try running()
        let plain = try daemon.document("rss.xml")
        try eventually("the coding is there") {
            try daemon.http.ask("GET", "/news/rss.xml", ["Accept-Encoding": "gzip"])["Content-Encoding"]
                == "gzip"
        }
        let coded = try daemon.http.ask("GET", "/news/rss.xml", ["Accept-Encoding": "br, gzip;q=0.5"])
        #expect(coded["ETag"] != plain["ETag"])
        #expect(coded["Vary"]?.contains("Accept-Encoding") == true)
        #expect(plain["Vary"]?.contains("Accept-Encoding") == true)
        let file = daemon.site.beside("coded")
        try coded.body.write(to: URL(filePath: file))
        let text = try Command(program: "gzip", ["--decompress", "--stdout"], input: file)
        #expect(text.output == plain.text)
        let etag = try #require(coded["ETag"])
        let second = try daemon.http.ask(
            "GET",
            "/news/rss.xml",
            ["Accept-Encoding": "gzip", "If-None-Match": etag]
        )
        #expect(second.status == 304)
        let refused = try daemon.http.ask("GET", "/news/rss.xml", ["Accept-Encoding": "gzip;q=0"])
        #expect(refused["Content-Encoding"] == nil)
    }

    @Test(arguments: ["/news/rss.xml", "/news/", "/", "/feeds.opml", "/news/first/", "/nothing"])
    func `HEAD is answered as GET is, without the body`(target: String) throws {
        let daemon = try running()
        let whole = try daemon.http.ask("GET", target)
        let head = try daemon.http.ask("HEAD", target)
        #expect(head.status == whole.status)
        #expect(head.body.isEmpty)
        #expect(head["Content-Length"] == String(whole.body.count))
        #expect(head["ETag"] == whole["ETag"])
        #expect(head["Content-Type"] == whole["Content-Type"])
    }

    @Test(arguments: [
        ("POST", "/news/rss.xml", "GET, HEAD"), ("DELETE", "/news/", "GET, HEAD"),
        ("PUT", "/feeds.opml", "GET, HEAD"), ("GET", "/hub", "POST"),
    ])
    func `a method that an address does not know is answered 405`(
        method: String,
        target: String,
        allowed: String
    ) throws {
        let daemon = try running()
        let answer = try daemon.http.ask(method, target)
        #expect(answer.status == 405)
        #expect(answer["Allow"] == allowed)
    }

    @Test(arguments: [
        "/nothing", "/news/nothing/", "/news/nothing.xml", "/news/articles/first.md", "/news/ids.toml",
        "/news/feed.toml", "/.feedherald/store.sqlite",
    ])
    func `what is not there is answered 404`(target: String) throws {
        let daemon = try running()
        #expect(try daemon.http.ask("GET", target).status == 404)
    }

    @Test(arguments: ["/news/%zz", "/%00", "/../etc/passwd", "/news/%2e%2e/%2e%2e/etc/passwd"])
    func `an address that is none is answered 400`(target: String) throws {
        let daemon = try running()
        #expect(try daemon.http.ask("GET", target).status == 400)
    }

    @Test func `before the first pass is over a feed is answered 503, and then 200`() throws {
        let site = try SiteFolder()
        for number in 0..<3_000 {
            try site.lay(SiteFolder.article("Number \(number)"), at: "news/articles/\(number).md")
        }
        let daemon = try Daemon(site, awaitingReadiness: false)
        try eventually("it answers") { try daemon.http.ask("GET", "/healthz").status == 200 }
        let ready = try daemon.http.ask("GET", "/readyz")
        let early = try daemon.http.ask("GET", "/news/rss.xml")
        #expect(ready.status == 503)
        #expect(early.status == 503)
        #expect(early["Retry-After"] != nil)
        try daemon.awaitReadiness()
        try eventually("it serves") { try daemon.http.ask("GET", "/news/rss.xml").status == 200 }
    }

    @Test(arguments: ["/", "/news/", "/news/first/"])
    func `a page lets readers discover the feeds`(target: String) throws {
        let daemon = try running()
        let page = try daemon.http.ask("GET", target)
        #expect(page["Content-Type"] == "text/html; charset=utf-8")
        for (document, type) in [
            ("rss.xml", "application/rss+xml"), ("atom.xml", "application/atom+xml"),
            ("feed.json", "application/feed+json"),
        ] {
            #expect(page.text.contains("<link rel=\"alternate\" type=\"\(type)\""), "\(document)")
            #expect(page.text.contains("href=\"\(daemon.base)/news/\(document)\""), "\(document)")
        }
    }

    @Test func `a title's markup is text on pages`() throws {
        let daemon = try running()
        let page = try daemon.http.ask("GET", "/news/")
        #expect(page.text.contains("First &amp; &lt;last&gt;"))
    }

    @Test func `the list of feeds is OPML`() throws {
        let daemon = try running("title = \"The News\"\n")
        let answer = try daemon.http.ask("GET", "/feeds.opml")
        #expect(answer["Content-Type"]?.hasPrefix("text/x-opml") == true)
        #expect(answer.text.contains("text=\"The News\""))
        #expect(answer.text.contains("xmlUrl=\"\(daemon.base)/news/atom.xml\""))
    }

    @Test func `a browser that opens a document sees the feed's page`() throws {
        let daemon = try running()
        let page = try daemon.http.ask("GET", "/news/rss.xml", ["Sec-Fetch-Dest": "document"])
        #expect(page["Content-Type"] == "text/html; charset=utf-8")
        #expect(page["Vary"]?.contains("Sec-Fetch-Dest") == true)
    }

    @Test func `an old path leads to the document for good, and a document may have any path`() throws {
        let daemon = try running(
            """
            aliases = ["/blog/feed", "/old/atom.xml"]
            [paths]
            rss = "/index.xml"

            """
        )
        for (old, new) in [
            ("/blog/feed", "/index.xml"), ("/old/atom.xml", "/news/atom.xml"),
            ("/news/rss.xml", "/index.xml"),
        ] {
            let answer = try daemon.http.ask("GET", old)
            #expect(answer.status == 301, "\(old)")
            #expect(answer["Location"] == daemon.base + new, "\(old)")
        }
        let document = try daemon.http.ask("GET", "/index.xml")
        #expect(document.status == 200)
        #expect(document["Link"]?.contains("<\(daemon.base)/index.xml>; rel=\"self\"") == true)
        #expect(
            document.text.contains(
                "rel=\"self\" type=\"application/rss+xml\" href=\"\(daemon.base)/index.xml\""
            )
        )
    }

    @Test func `a path that a document had before leads to it, and its subscriber is told by that name`()
        throws
    {
        let daemon = try running("[paths]\nrss = \"/index.xml\"\n")
        let subscriber = try Subscriber()
        let answer = try daemon.http.post(
            [
                ("hub.mode", "subscribe"), ("hub.topic", daemon.base + "/index.xml"),
                ("hub.callback", subscriber.callback()),
            ],
            to: "/hub"
        )
        #expect(answer.status == 202)
        try eventually("it is subscribed") { try daemon.status().owed.subscriptions == 1 }
        try daemon.site.write("[paths]\nrss = \"/feed.xml\"\n", to: "news/feed.toml")
        try eventually("the document has its new path") {
            try daemon.http.ask("GET", "/feed.xml").status == 200
        }
        let moved = try daemon.http.ask("GET", "/index.xml")
        #expect(moved.status == 301)
        #expect(moved["Location"] == daemon.base + "/feed.xml")
        try daemon.site.write(SiteFolder.article("Third"), to: "news/articles/third.md")
        try eventually("it is told") {
            subscriber.deliveries().contains { $0.message.text.contains("Third") }
        }
        let delivery = try #require(subscriber.deliveries().last?.message)
        #expect(delivery["Link"]?.contains("<\(daemon.base)/index.xml>; rel=\"self\"") == true)
    }

    @Test func `an article that lives on its own site is linked there, and our page leads there`() throws {
        let daemon = try running("permalink = \"https://example.org/:year/:month/:slug/\"\n")
        let link = "https://example.org/2025/03/first/"
        #expect(try daemon.feed().items.map(\.url) == [link])
        let page = try daemon.http.ask("GET", "/news/first/")
        #expect(page.status == 302)
        #expect(page["Location"] == link)
    }

    @Test(arguments: [("/news", "/news/"), ("/news/first", "/news/first/")])
    func `an address without its last slash leads to the one with it`(from: String, to: String) throws {
        let daemon = try running()
        let answer = try daemon.http.ask("GET", from)
        #expect(answer.status == 301)
        #expect(answer["Location"] == daemon.base + to)
    }

    @Test func `below a base URL with a path everything is found with and without it`() throws {
        let daemon = try running(arguments: ["--base-url", "https://example.org/feeds/"])
        for target in ["/news/rss.xml", "/feeds/news/rss.xml", "/feeds/", "/feeds/news/first/"] {
            #expect(try daemon.http.ask("GET", target).status == 200, "\(target)")
        }
        #expect(try daemon.feed().feed_url == "https://example.org/feeds/news/feed.json")
    }

    @Test func `several questions may share a connection, one behind the other`() throws {
        let daemon = try running()
        let connection = try Connection(port: daemon.port)
        let question = "GET /news/rss.xml HTTP/1.1\r\nHost: a\r\n\r\n"
        try connection.send(question + question + "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n" + question)
        let answers = try (0..<4).map { _ in try #require(try connection.message()).status }
        #expect(answers == [200, 200, 404, 200])
    }

    @Test func `nonsense instead of HTTP is answered or cut off, and the next one is served`() throws {
        let daemon = try running()
        for nonsense in ["\u{16}\u{3}\u{1}\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/1.1\r\n\r\n"] {
            let connection = try Connection(port: daemon.port)
            try connection.send(nonsense)
            let answer = try connection.message()
            #expect(answer == nil || answer?.status == 400, "\(nonsense)")
        }
        #expect(try daemon.http.ask("GET", "/healthz").status == 200)
    }
}
