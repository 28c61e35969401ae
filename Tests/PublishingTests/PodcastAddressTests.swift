import Articles
import Feeds
import Store
import Testing

@testable import Publishing

@Suite(.timeLimit(.minutes(2))) struct `An address that no reader may open` {
    private static let article = """
        ---
        title: One
        date: 2025-03-01
        enclosure: { url: "https://a.example/1.mp3", length: 9 }
        transcript: "javascript:1"
        chapters: file:///etc/passwd
        people: [{ name: Ann, url: "javascript:1", picture: "javascript:1" }]
        comments: data:text/html,x
        in_reply_to: javascript:2
        author: { name: Bo, url: "javascript:3" }
        link: javascript:4
        ---
        A sound.
        """

    @Test func `of an article is in no document, and told with its line`() async throws {
        let room = try Newsroom(["one.md": Self.article])
        try room.define("title = \"T\"\nimage = \"https://a.example/c.jpg\"\n[podcast]\n")
        try await room.publish()
        for format in Format.allCases {
            let text = try await room.text(format)
            #expect(!text.contains("javascript:") && !text.contains("file:") && !text.contains("data:"))
        }
        let lines = try await room.store.problems().map(\.problem).compactMap(\.line)
        #expect(Set(lines).isSuperset(of: [5, 6, 7, 8, 9, 10, 11]))
    }

    @Test func `that an earlier version took for one is in no document either`() {
        let discussion = Discussion(page: "javascript:1", inReplyTo: ["javascript:2", "https://a.example/"])
        #expect(discussion.withSafeURLs == Discussion(inReplyTo: ["https://a.example/"]))
        #expect(Discussion(page: "data:x").withSafeURLs == nil)
        let episode = Episode(
            transcripts: [Episode.Transcript(url: "data:x", type: "text/vtt")],
            chapters: "file:///x",
            persons: [Person(name: "A", picture: "javascript:1", url: "javascript:1")]
        )
        #expect(episode.withSafeURLs == Episode(persons: [Person(name: "A")]))
    }

    @Test(arguments: [
        ("image = \"javascript:1\"", 1), ("icon = \"data:image/png;base64,x\"", 1),
        ("title = \"T\"\nauthors = [{ name = \"A\", url = \"javascript:1\" }]", 2),
        ("authors = [{ name = \"A\", url = \"a.example\" }]", 1), ("image = \"file:///x.png\"", 1),
        ("image = \"https://x/%zz\"", 1),
    ])
    func `of a definition is told with its line, and the feed goes without it`(line: String, number: Int)
        throws
    {
        let read = FeedDefinition.read(line, name: "n", folder: "/n", site: SiteDefinition())
        let feed = try read.get()
        #expect(feed.image == nil && feed.icon == nil)
        #expect(feed.authors.allSatisfy { $0.url == nil })
        #expect(feed.warnings.map(\.line) == [number])
        #expect(
            feed.warnings.allSatisfy {
                $0.file == "n/feed.toml" && $0.severity == .warning && $0.message.contains("http")
            }
        )
    }

    @Test func `is none for a space in it`() async throws {
        let room = try Newsroom(["a.md": "---\ntitle: A\ndate: 2024-01-02\n---\nThe body.\n"])
        try room.define("image = \"http://x.example/a b.jpg\"\n")
        try await room.publish()
        #expect(try await room.text(.atom).contains("<logo>http://x.example/a%20b.jpg</logo>"))
        #expect(try await room.problems().isEmpty)
    }
}
