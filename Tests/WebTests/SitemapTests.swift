import Foundation
import Testing

@Suite struct `A map for search engines` {
    private static let now = Date().formatted(.iso8601)
    private static let files = [
        "news/feed.toml": "title = \"The News & More\"\nlanguage = \"fr-FR\"\n",
        "news/articles/old.md": "---\ntitle: Old\ndate: 2025-03-02\n---\nText.\n",
        "news/articles/new.md": "---\ntitle: \"<New> & bright\"\ndate: \(now)\n---\nText.\n",
        "news/articles/soon.md": "---\ntitle: Soon\ndate: 2999-03-02\n---\nText.\n",
        "news/articles/untitled.md": "---\ndate: \(now)\n---\nText.\n",
        "notes/feed.toml": "permalink = \"https://notes.example/:slug/\"\n",
        "notes/articles/note.md": "---\ntitle: Note\ndate: \(now)\n---\nText.\n",
    ]

    @Test func `lists the maps of each feed, and robots are led there`() async throws {
        try await TestSite.serving(Self.files) { site in
            let robots = try await site.get("/robots.txt")
            #expect(robots.text.contains("Sitemap: http://feeds.example/sitemap.xml\n"))
            let index = try await site.get("/sitemap.xml")
            #expect(index["Content-Type"] == "application/xml; charset=utf-8")
            let places = index.text.matches(of: /<loc>(.*?)<\/loc>/).map { String($0.output.1) }
            #expect(
                places == [
                    "http://feeds.example/sitemap-news-1.xml", "http://feeds.example/sitemap-notes-1.xml",
                    "http://feeds.example/news-sitemap.xml",
                ]
            )
            let again = try await site.get("/sitemap.xml", "If-None-Match: \(index["ETag"] ?? "")")
            #expect(again.status == 304)
        }
    }

    @Test func `has each article's own address, from the oldest on, and none that is to come`() async throws {
        try await TestSite.serving(Self.files) { site in
            let news = try await site.get("/sitemap-news-1.xml").text
            let places = news.matches(of: /<loc>(.*?)<\/loc>/).map { String($0.output.1) }
            #expect(places.first == "http://feeds.example/news/old/")
            #expect(
                Set(places.dropFirst()) == [
                    "http://feeds.example/news/new/", "http://feeds.example/news/untitled/",
                ]
            )
            #expect(news.contains("<lastmod>"))
            #expect(
                try await site.get("/sitemap-notes-1.xml").text.contains(
                    "<loc>https://notes.example/note/</loc>"
                )
            )
            for none in [
                "/sitemap-news-2.xml", "/sitemap-news-0.xml", "/sitemap-x-1.xml", "/sitemap-news-.xml",
            ] {
                let answer = try await site.get(none)
                #expect(answer.status == 404, "\(none)")
            }
        }
    }

    @Test func `of news has what was published in the last two days, where its language is known`()
        async throws
    {
        try await TestSite.serving(Self.files) { site in
            let news = try await site.get("/news-sitemap.xml").text
            #expect(news.contains("<news:title>&lt;New&gt; &amp; bright</news:title>"))
            #expect(news.contains("<news:name>The News &amp; More</news:name>"))
            #expect(news.contains("<news:language>fr</news:language>"))
            #expect(news.contains("xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\""))
            #expect(news.matches(of: /<url>/).count == 1)
        }
    }

    @Test func `of news has an article as soon as it is published`() async throws {
        try await TestSite.serving(Self.files) { site in
            try await site.write(
                "---\ntitle: Now\ndate: \(Self.now)\n---\nText.\n",
                to: "news/articles/now.md"
            )
            let news = try await site.get("/news-sitemap.xml").text
            #expect(news.contains("<news:title>Now</news:title>"))
        }
    }
}
