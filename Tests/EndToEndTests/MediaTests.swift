import Foundation
import Testing

/// Pictures and sounds, from the folder to one who fetches them.
struct MediaTests {
    private static func fixture(_ name: String) throws -> Data {
        let fixtures = URL(filePath: #filePath).appending(path: "../../MediaTests/Fixtures").standardized
        return try Data(contentsOf: fixtures.appending(path: name))
    }

    private static let article = """
        ---
        title: Episode
        date: 2025-03-04T05:06:07Z
        enclosure: tone.mp3
        ---

        ![The quay](<Kai mit Möwen.jpg>)
        """

    private struct Attachments: Decodable {
        struct Item: Decodable {
            var content_html: String
            var attachments: [Attachment]?
        }

        struct Attachment: Decodable, Equatable {
            var url: String
            var mime_type: String
            var size_in_bytes: Int?
            var duration_in_seconds: Int?
        }

        var items: [Item]
    }

    private func item(_ daemon: Daemon) throws -> Attachments.Item {
        let feed = try JSONDecoder().decode(Attachments.self, from: daemon.document("feed.json").body)
        return try #require(feed.items.first)
    }

    @Test func `An episode is measured by a child, served in parts, and followed as its files come`() throws {
        let site = try SiteFolder()
        try site.lay(Self.article, at: "news/articles/episode/index.md")
        try site.write(Self.fixture("tone.mp3"), to: "news/articles/episode/tone.mp3")
        let daemon = try Daemon(site)
        let address = "/news/media/articles/episode/tone.mp3"
        let attachment = Attachments.Attachment(
            url: daemon.base + address,
            mime_type: "audio/mpeg",
            size_in_bytes: 2_925,
            duration_in_seconds: 3
        )
        // A child that is slow to start is waited for by the next pass.
        try eventually("the sound is measured") { try item(daemon).attachments == [attachment] }
        let head = try daemon.http.ask("HEAD", address)
        #expect(head.status == 200)
        #expect(head["Content-Length"] == "2925")
        #expect(head["Content-Type"] == "audio/mpeg")
        let part = try daemon.http.ask("GET", address, ["Range": "bytes=100-199"])
        #expect(part.status == 206)
        #expect(try part.body == Self.fixture("tone.mp3")[100..<200])

        // The picture comes after its article, under a name of its own spelling.
        try site.write(Self.fixture("photo.jpg"), to: "news/articles/episode/Kai mit Möwen.jpg")
        try eventually("the picture is shown") {
            try item(daemon).content_html.contains("width=\"40\" height=\"30\"")
        }
        let html = try item(daemon).content_html
        let picture = try #require(html.firstMatch(of: /src="([^"]*)"/)).output.1
        #expect(picture.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "%") })
        let path = String(picture.dropFirst(daemon.base.count))
        #expect(try daemon.http.ask("GET", path).body == Self.fixture("photo.jpg"))
        let original = "/news/media/articles/episode/Kai%20mit%20M%C3%B6wen.jpg"
        #expect(try daemon.http.ask("GET", original)["Location"] == String(picture))

        // The daemon itself never has the libraries in its memory.
        let maps = try String(contentsOfFile: "/proc/\(daemon.id)/maps", encoding: .utf8)
        #expect(!maps.contains("mediainfo"))

        try site.write(Self.fixture("tone.wav"), to: "news/articles/episode/tone.mp3")
        try eventually("the new length is told") {
            try item(daemon).attachments?.first?.size_in_bytes == 5_078
        }
        try eventually("the new type is told") {
            try daemon.http.ask("HEAD", address)["Content-Type"] == "audio/wav"
        }
        try daemon.stop()
    }

    @Test func `a file in a private network is asked for its length where the definition lets it be`() throws
    {
        let far = try Stranger { connection, _ in
            try connection.answer(200, length: 4_321, head: "Content-Type: audio/mpeg\r\n")
        }
        let article =
            "---\ntitle: Far\ndate: 2025-03-04\nenclosure: \(far.callback("/far.mp3"))\n---\n\nText.\n"
        for isAllowed in [false, true] {
            let site = try SiteFolder()
            try site.lay(article, at: "news/articles/far.md")
            // What is allowed to callbacks, and by the flag that tries them out, is not allowed to files.
            let allowance =
                isAllowed
                ? "[fetch]\nallow_from = [\"127.0.0.0/8\"]" : "[push]\nallow_callbacks_to = [\"127.0.0.0/8\"]"
            try site.lay(allowance + "\n", at: "feedherald.toml")
            let daemon = try Daemon(site)
            if isAllowed {
                try eventually("its length is known") {
                    try item(daemon).attachments?.first?.size_in_bytes == 4_321
                }
                #expect(!far.requests("HEAD").isEmpty)
            } else {
                try eventually("it is known to be private") {
                    try daemon.log.contents.contains("address 127.0.0.1 is not allowed")
                }
                #expect(far.requests("HEAD").isEmpty)
            }
        }
    }

    @Test func `check names an enclosure that is not there, however old its article`() throws {
        let site = try SiteFolder()
        try site.lay(Self.article, at: "news/articles/episode.md")
        try site.lay("limit = 1\nimage = \"media/cover.jpg\"\n", at: "news/feed.toml")
        try site.lay("---\ndate: 2025-09-09\n---\nNewer.", at: "news/articles/newer.md")
        let check = try Command(["check", site.path])
        #expect(check.code == 2)
        #expect(check.output.contains("news/articles/episode.md:4: the enclosure \"tone.mp3\" is not there"))
        let picture = "warning: news/articles/episode.md:7: the file \"Kai%20mit%20M%C3%B6wen.jpg\""
        #expect(check.output.contains(picture))
        let cover =
            "news/feed.toml:2: the picture \"media/cover.jpg\" is not there: put it into the feed's folder"
        #expect(check.output.contains(cover))
    }
}
