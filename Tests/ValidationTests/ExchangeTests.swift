import Foundation
import Testing
import Validation

struct ExchangeTests {
    private static let url = "https://example.org/rss.xml"

    private static let good = [
        ("content-type", "application/rss+xml; charset=utf-8"), ("etag", "\"1\""),
        ("last-modified", "Mon, 02 Mar 2026 07:30:00 GMT"), ("cache-control", "max-age=300"),
        ("content-encoding", "gzip"), ("link", "<https://hub.example.org/>; rel=\"hub\""),
    ]

    private func rules(
        without name: String? = nil,
        adding fields: [(String, String)] = [],
        redirects: [Exchange.Answer] = [],
        tag: Int? = 304,
        date: Int? = 304,
        url: String = url,
        template: Template = .rss
    ) -> [String] {
        var all = Self.good.filter { $0.0 != name } + fields
        if template == .atom { all[0].1 = "application/atom+xml" }
        let answer = Exchange.Answer(url: url, status: 200, fields: all)
        let exchange = Exchange(
            redirects: redirects,
            answer: answer,
            statusWithTag: tag,
            statusWithDate: date
        )
        let verdict = Validator.judge(Array(template.document.utf8), exchange, now: Template.now)
        return verdict.findings.filter { $0.place == nil }.map(\.rule)
    }

    private static func redirect(_ url: String, _ status: Int) -> Exchange.Answer {
        Exchange.Answer(url: url, status: status, fields: [])
    }

    @Test func `of a good answer nothing is said`() {
        #expect(rules() == [])
    }

    @Test func `redirects are told apart`() {
        #expect(
            rules(redirects: [Self.redirect("http://example.org/rss.xml", 301)]) == ["permanent-redirect"]
        )
        #expect(rules(redirects: [Self.redirect("https://example.org/feed", 302)]) == ["temporary-redirect"])
        let many = (1...4).map { Self.redirect("https://example.org/\($0)", 308) }
        #expect(rules(redirects: many) == ["permanent-redirect", "many-redirects"])
        let insecure = rules(
            redirects: [Self.redirect("https://example.org/rss.xml", 301)],
            url: "http://example.org/rss.xml"
        )
        #expect(insecure.contains("redirect-to-http"))
    }

    @Test(arguments: [
        ("application/rss+xml", [String]()), ("text/xml", ["vague-content-type"]),
        ("application/xml", ["vague-content-type"]),
        ("text/html", ["wrong-content-type"]), ("application/atom+xml", ["wrong-content-type"]),
        ("", ["missing-content-type"]),
    ])
    func `the media type is that of the format`(type: String, expected: [String]) {
        #expect(rules(without: "content-type", adding: [("content-type", type)]) == expected)
    }

    @Test func `who has the feed already is answered 304`() {
        #expect(rules(tag: 200) == ["no-304"])
        #expect(rules(date: 200) == ["no-304"])
        #expect(rules(without: "etag", tag: nil) == [])
    }

    @Test func `an answer without validators is told`() {
        let answer = Exchange.Answer(
            url: Self.url,
            status: 200,
            fields: [("content-type", "application/rss+xml")]
        )
        let verdict = Validator.judge(
            Array(Template.rss.document.utf8),
            Exchange(redirects: [], answer: answer),
            now: Template.now
        )
        #expect(verdict.findings.map(\.rule) == ["no-validators", "no-hub"])
    }

    @Test func `long caching, cookies and hubs are told`() {
        #expect(
            rules(without: "cache-control", adding: [("cache-control", "public, max-age=604800")]) == [
                "long-max-age"
            ]
        )
        #expect(rules(without: "cache-control", adding: [("cache-control", "no-store")]) == ["no-store"])
        #expect(rules(adding: [("set-cookie", "a=1")]) == ["cookie"])
        #expect(rules(without: "link") == ["no-hub"])
    }

    @Test func `a large feed is best compressed`() {
        let answer = Exchange.Answer(
            url: Self.url,
            status: 200,
            fields: Self.good.filter { $0.0 != "content-encoding" }
        )
        let document = Template.rss.document.replacing(
            "<!--item-->",
            with: "<!--" + String(repeating: "x", count: 5_000) + "-->"
        )
        let verdict = Validator.judge(
            Array(document.utf8),
            Exchange(redirects: [], answer: answer),
            now: Template.now
        )
        #expect(verdict.findings.map(\.rule) == ["uncompressed"])
    }

    @Test func `a hub in the document belongs into the head of the answer too`() {
        let answer = Exchange.Answer(url: Self.url, status: 200, fields: Self.good.filter { $0.0 != "link" })
        let document = Template.rss.document.replacing(
            "<!--channel-->",
            with: "<atom:link rel=\"hub\" href=\"https://hub.example.org/\"/>"
        )
        let verdict = Validator.judge(
            Array(document.utf8),
            Exchange(redirects: [], answer: answer),
            now: Template.now
        )
        #expect(verdict.findings.map(\.rule) == ["hub-not-in-head"])
    }
}
