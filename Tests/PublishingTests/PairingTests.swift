import Foundation
import Testing

@testable import Publishing

@Suite struct `A pairing` {
    static let day = Date(timeIntervalSince1970: 1_700_000_000)

    static func article(
        _ path: String,
        _ link: String = "",
        title: String = "",
        published: Date = day
    ) -> Pairing.Article {
        Pairing.Article(
            path: path,
            links: [link],
            slugs: [Slug.ofFile(path)],
            title: title,
            published: published
        )
    }

    static func entry(_ link: String? = nil, title: String = "", published: Date? = day) -> Pairing.Entry {
        Pairing.Entry(link: link, title: title, published: published)
    }

    @Test(arguments: [
        "https://a.example/1/x/", "http://www.a.example/1/x", "HTTPS://A.example/1/x/index.html",
        "https://a.example/1/x?utm_source=rss#top", "https://a.example//1/x/index.php",
    ])
    func `is by the link, however that is written`(_ link: String) {
        let pairing = Pairing([Self.entry(link)], [Self.article("y.md", "https://a.example/1/x/")])
        #expect(pairing.pairs == [Pairing.Pair(entry: 0, article: 0, way: .link)])
    }

    @Test func `is by the link in another script, escaped or not`() {
        let pairing = Pairing(
            [Self.entry("https://a.example/%C3%A9te%CC%81/")],
            [Self.article("y.md", "https://a.example/été/")]
        )
        #expect(pairing.pairs.map(\.way) == [.link])
    }

    @Test func `is by the link whose title has a number sign, written as it is or escaped`() {
        let pairing = Pairing(
            [Self.entry("https://a.example/c-vs.-c#--a_b/"), Self.entry("https://a.example/c/#top")],
            [
                Self.article("y.md", "https://a.example/c-vs.-c%23--a_b/"),
                Self.article("c.md", "https://a.example/c/"),
            ]
        )
        #expect(pairing.pairs.map(\.article) == [0, 1])
        #expect(pairing.pairs.map(\.way) == [.link, .link])
    }

    @Test(arguments: ["https://b.example/blog/hello.html", "/2024/01/Hello/", "https://b.example/hello?x"])
    func `is by the slug where the links differ, and title or day agree`(_ link: String) {
        let articles = [Self.article("x/2024-01-02-hello.md", "https://a.example/", title: "Hello")]
        #expect(Pairing([Self.entry(link)], articles).pairs.map(\.way) == [.slug])
        let untitled = Pairing([Self.entry(link, title: "Hello!", published: nil)], articles)
        #expect(untitled.pairs.map(\.way) == [.slug])
        let other = Pairing([Self.entry(link, title: "Bye", published: Self.day + 1e6)], articles)
        #expect(other.pairs.isEmpty)
        #expect(other.candidates == [0: [0]])
    }

    @Test(arguments: ["&Uuml;berblick &#8217;s", "&Uuml;berblick &rsquo;s", "<b>Überblick</b> ’s"])
    func `is by a title whose letters are written as HTML's names for them`(_ title: String) {
        let articles = [Self.article("x.md", title: "Überblick ’s")]
        let pairing = Pairing([Self.entry("https://b.example/?p=7", title: title)], articles)
        #expect(pairing.pairs.map(\.way) == [.title])
    }

    @Test(arguments: ["The  Fish & chips", "the fish &amp; <b>chips</b>", "The fish, chips!"])
    func `is by title and date where neither link nor slug tells`(_ title: String) {
        let articles = [Self.article("x.md", title: "The fish & chips")]
        #expect(
            Pairing([Self.entry("https://b.example/?p=7", title: title)], articles).pairs.map(\.way) == [
                .title
            ]
        )
        #expect(Pairing([Self.entry(title: title, published: Self.day + 86_399)], articles).pairs.count == 1)
        #expect(Pairing([Self.entry(title: title, published: Self.day + 86_401)], articles).unpaired == [0])
        #expect(Pairing([Self.entry(title: title, published: nil)], articles).unpaired == [0])
    }

    @Test func `never guesses: what may be two is told with both`() {
        let articles = [Self.article("a.md", title: "Same"), Self.article("b.md", title: "Same")]
        let one = Pairing([Self.entry(title: "Same")], articles)
        #expect(one.pairs.isEmpty)
        #expect(one.candidates == [0: [0, 1]])
        #expect(one.unpaired.isEmpty)
        // Two that may each be one article.
        let two = Pairing([Self.entry(title: "Same"), Self.entry(title: "Same")], [articles[0]])
        #expect(two.pairs.isEmpty)
        #expect(two.candidates == [0: [0], 1: [0]])
    }

    @Test func `takes each article and entry at most once, the surest way first`() {
        let pairing = Pairing(
            [
                Self.entry("https://a.example/?p=1", title: "One"),
                Self.entry("https://a.example/two/", title: "One"),
                Self.entry("https://a.example/?p=3", title: "Three"),
            ],
            [
                Self.article("1.md", title: "One"),
                Self.article("2.md", "https://a.example/two/", title: "One"),
                Self.article("3.md", title: "Three"),
            ]
        )
        #expect(pairing.pairs.map(\.article) == [0, 1, 2])
        #expect(pairing.pairs.map(\.way) == [.title, .link, .title])
        #expect(pairing.candidates.isEmpty)
    }

    @Test func `of many is no slower than it must be`() {
        let count = 20_000
        let clock = ContinuousClock()
        let time = clock.measure {
            let pairing = Pairing(
                (0..<count).map { Self.entry("https://a.example/\($0)/", title: "Entry \($0)") },
                (0..<count).map { Self.article("\($0).md", "https://a.example/\($0)/", title: "Entry \($0)") }
            )
            #expect(pairing.pairs.count == count)
        }
        #expect(time < .seconds(30))
    }
}
