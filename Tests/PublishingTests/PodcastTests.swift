import Articles
import Feeds
import Foundation
import TestSupport
import Testing

@testable import Publishing

@Suite(.timeLimit(.minutes(2))) struct `A podcast` {
    private static let definition = """
        title = "Talk"
        image = "https://a.example/cover.jpg"
        moved_to = "https://new.example/rss.xml"
        source_markdown = true
        authors = ["Ann Ash"]
        rights = "Harbour & Co"

        [podcast]
        categories = ["News > Daily News", "Arts"]
        owner = { name = "Harbour", email = "talk@a.example" }
        locked = true
        funding = ["https://a.example/give"]
        people = [{ name = "Ann Ash", role = "Host" }]

        """

    private func room(_ definition: String = Self.definition) async throws -> Newsroom {
        let room = try Newsroom([
            "one.md": """
            ---
            title: One
            date: 2025-03-01
            enclosure: { url: "https://a.example/1.mp3", length: 9, duration: 61 }
            season: 1
            episode: 2
            transcript: /t/one.vtt
            location: 48.2, 16.4
            license: CC0
            section: Harbour
            tags: [ships]
            ---
            A *sound* one.
            """
        ])
        try room.define(definition)
        try await room.publish()
        return room
    }

    @Test func `has what directories ask for`() async throws {
        let rss = try await room().text(.rss)
        for element in [
            "<itunes:category text=\"News\">", "<itunes:category text=\"Daily News\"/>",
            "<itunes:explicit>false</itunes:explicit>", "<itunes:author>Ann Ash</itunes:author>",
            "<itunes:image href=\"https://a.example/cover.jpg\"/>",
            "<itunes:email>talk@a.example</itunes:email>",
            "<itunes:new-feed-url>https://new.example/rss.xml</itunes:new-feed-url>",
            "<podcast:locked owner=\"talk@a.example\">yes</podcast:locked>",
            "<podcast:medium>podcast</podcast:medium>",
            "<podcast:funding url=\"https://a.example/give\">https://a.example/give</podcast:funding>",
            "<podcast:person role=\"host\">Ann Ash</podcast:person>", "<itunes:season>1</itunes:season>",
            "<itunes:episode>2</itunes:episode>", "<itunes:duration>61</itunes:duration>",
            "<podcast:transcript url=\"https://news.example/t/one.vtt\" type=\"text/vtt\"/>",
            "<georss:point>48.2 16.4</georss:point>", "<dc:rights>CC0</dc:rights>",
            "<copyright>Harbour &#x26; Co</copyright>",
            "<category domain=\"https://news.example/news/section/\">Harbour</category>",
            "<category domain=\"https://news.example/news/tag/\">ships</category>",
            "<source:markdown><![CDATA[A *sound* one.]]></source:markdown>",
        ] {
            #expect(rss.contains(element), "\(element)")
        }
    }

    @Test func `keeps its guid when the base URL changes`() async throws {
        let room = try await room("[podcast]\n")
        func guid() async throws -> Substring? {
            try await room.text(.rss).firstMatch(of: /<podcast:guid>([0-9a-f-]{36})</)?.output.1
        }
        let before = try #require(try await guid())
        // Version 5 of the first URL of the feed, without its scheme.
        #expect(before == "0aa35327-f7c2-51cb-9036-c87cd69652c0")
        room.baseURL = "https://other.example/feeds"
        try await room.publish()
        #expect(try await guid() == before)
    }

    @Test func `shows all of its episodes`() async throws {
        let room = try await room("[podcast]\n")
        for number in 0..<60 {
            try room.write("---\ntitle: E\(number)\ndate: 2025-01-01\n---\nText.\n", to: "e\(number).md")
        }
        try await room.publish()
        #expect(try await room.shown().count == 61)
    }

    @Test func `is none where nothing says so`() async throws {
        let rss = try await room("title = \"News\"\n").text(.rss)
        #expect(!rss.contains("itunes") && !rss.contains("podcast") && !rss.contains("source:"))
    }

    @Test(arguments: [
        ("guid = \"x\"", "must be a UUID"), ("type = \"loud\"", "must be \"episodic\" or \"serial\""),
        ("medium = \"radio\"", "\"medium\" must be one of"), ("explict = true", "did you mean \"explicit\"?"),
        ("funding = [\"ftp://x\"]", "must hold URLs that begin with http"),
        ("people = [{ role = \"host\" }]", "must be a list of names"),
        ("locked = \"yes\"", "must be true or false"),
    ])
    func `whose definition is wrong is refused with its line`(line: String, message: String) async throws {
        let site = SiteDefinition()
        let read = FeedDefinition.read(
            "title = \"T\"\n[podcast]\n\(line)\n",
            name: "n",
            folder: "/n",
            site: site
        )
        guard case .failure(let problems) = read else {
            Issue.record("it is taken")
            return
        }
        #expect(problems.all.map(\.line) == [3])
        #expect(problems.all.allSatisfy { $0.message.contains(message) }, "\(problems)")
    }
}
