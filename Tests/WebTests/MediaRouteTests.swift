import Foundation
import Glibc
import Media
import Testing
import Web

@Suite struct `The address of a file` {
    private static let text = "0123456789"
    private static let article = """
        ---
        title: Hello
        slug: hello
        date: 2026-03-02
        enclosure: sound.mp3
        ---
        ![A picture](picture.png), [hidden](.secret.png), [out](out.png), [up](../../../other.png),
        [source](draft.md), [definition](../feed.toml)
        """

    /// Beside these tests: its children look at files.
    private static var program: String {
        ProcessInfo.processInfo.environment["FEEDHERALD_BINARY"]
            ?? URL(filePath: #filePath).appending(path: "../../../.build/debug/feedherald").standardized.path
    }

    private func serving(
        _ files: [String: String] = [:],
        idle: TimeInterval = 75,
        isMeasured: Bool = false,
        _ body: (TestSite) async throws -> Void
    ) async throws {
        var all = [
            "news/feed.toml": "title = \"News\"\n",
            "news/articles/hello/index.md": Self.article,
            "news/articles/hello/sound.mp3": Self.text,
            "news/articles/hello/picture.png": "no picture",
            "news/articles/hello/.secret.png": "secret",
            "news/articles/hello/draft.md": "---\ntitle: D\ndraft: true\n---\nsecret",
            "news/articles/hello/unmentioned.png": "nobody's",
            "other.png": "another's",
        ]
        all.merge(files) { $1 }
        try await TestSite.serving(
            all,
            idle: idle,
            inspector: isMeasured ? Inspector(program: Self.program, limit: 20) : nil
        ) {
            site in
            symlink("/etc/passwd", site.folder + "/news/articles/hello/out.png")
            _ = try await site.get("/news/hello/")
            try await body(site)
        }
    }

    private let sound = "/news/media/articles/hello/sound.mp3"

    @Test func `answers with it, its type and its length, and to HEAD without it`() async throws {
        try await serving { site in
            let answer = try await site.get(sound)
            #expect(answer.status == 200)
            #expect(answer.text == Self.text)
            #expect(answer["Content-Type"] == "audio/mpeg")
            #expect(answer["Content-Length"] == "10")
            #expect(answer["Accept-Ranges"] == "bytes")
            #expect(answer["X-Content-Type-Options"] == "nosniff")
            let head = try await site.ask("HEAD", sound)
            #expect(head.status == 200)
            #expect(head.body.isEmpty)
            for name in ["Content-Length", "Content-Type", "ETag", "Last-Modified"] {
                #expect(head[name] != nil)
                #expect(head[name] == answer[name])
            }
            let post = try await site.ask("POST", sound)
            #expect(post.status == 405)
        }
    }

    @Test func `answers 304 to one who has it`() async throws {
        try await serving { site in
            let answer = try await site.get(sound)
            let etag = try #require(answer["ETag"])
            let date = try #require(answer["Last-Modified"])
            let unchanged = try await site.get(sound, "If-None-Match: \(etag)")
            #expect(unchanged.status == 304)
            #expect(unchanged["ETag"] == etag)
            #expect(unchanged.body.isEmpty)
            #expect(try await site.get(sound, "If-Modified-Since: \(date)").status == 304)
            // The tag wins (RFC 9110, section 13.2.2).
            let both = try await site.get(sound, "If-None-Match: \"other\"", "If-Modified-Since: \(date)")
            #expect(both.status == 200)
            #expect(try await site.get(sound, "If-None-Match: \(etag)", "Range: bytes=0-1").status == 304)
        }
    }

    @Test func `answers with the part that is asked for`() async throws {
        try await serving { site in
            let part = try await site.get(sound, "Range: bytes=2-4")
            #expect(part.status == 206)
            #expect(part.text == "234")
            #expect(part["Content-Range"] == "bytes 2-4/10")
            #expect(part["Content-Length"] == "3")
            #expect(try await site.get(sound, "Range: bytes=-3").text == "789")
            #expect(try await site.get(sound, "Range: bytes=7-").text == "789")
            let beyond = try await site.get(sound, "Range: bytes=10-")
            #expect(beyond.status == 416)
            #expect(beyond["Content-Range"] == "bytes */10")
            #expect(try await site.get(sound, "Range: bytes=0-1,3-4").text == Self.text)
            let head = try await site.ask("HEAD", sound, ["Range: bytes=2-4"])
            #expect(head.status == 200)
            #expect(head["Content-Length"] == "10")
        }
    }

    @Test func `answers with a part of no other version than the one that is meant`() async throws {
        try await serving { site in
            let answer = try await site.get(sound)
            let etag = try #require(answer["ETag"])
            let date = try #require(answer["Last-Modified"])
            func part(_ condition: String) async throws -> Int {
                try await site.get(sound, "Range: bytes=0-1", "If-Range: \(condition)").status
            }
            #expect(try await part(etag) == 206)
            #expect(try await part(date) == 206)
            #expect(try await part("\"other\"") == 200)
            #expect(try await part("W/" + etag) == 200)
            #expect(try await part("Mon, 02 Mar 2020 00:00:00 GMT") == 200)
        }
    }

    @Test(arguments: [
        "/news/media/articles/hello/unmentioned.png", "/news/media/articles/hello/.secret.png",
        "/news/media/articles/hello/out.png", "/news/media/articles/hello/draft.md",
        "/news/media/articles/hello/index.md", "/news/media/articles/hello/", "/news/media/articles/hello",
        "/news/media/feed.toml", "/news/media/../feed.toml", "/news/media/%2e%2e/feed.toml",
        "/news/media/..%2ffeed.toml", "/news/media/articles/../../feed.toml", "/news/media//etc/passwd",
        "/news/media/%2fetc%2fpasswd", "/news/media/articles/hello/sound.mp3%00.png", "/news/media/",
        "/other/media/articles/hello/sound.mp3", "/media/articles/hello/sound.mp3",
    ])
    func `leads to nothing that no entry shows, nor out of the folder`(_ path: String) async throws {
        try await serving { site in
            let status = try await site.get(path).status
            #expect(status == 404 || status == 400)
            #expect(try await site.get("/news/media/articles/hello/picture.png").status == 200)
        }
    }

    @Test func `leads to nothing where the folder of media is a link to elsewhere`() async throws {
        try await serving(["news/articles/a.md": "---\nenclosure: x.mp3\n---\nA", "x.mp3": "x"]) { site in
            symlink("..", site.folder + "/news/media")
            try await site.publish([:])
            #expect(try await site.get("/news/media/x.mp3").status == 404)
            #expect(
                !(try await site.get("/news/feed.json").text.contains(
                    "attachments\":[{\"url\":\"http://feeds.example/news/media/x.mp3"
                ))
            )
        }
    }

    @Test func `answers 404 when its file has vanished, and when its entry is withdrawn`() async throws {
        try await serving { site in
            unlink(site.folder + "/news/articles/hello/sound.mp3")
            #expect(try await site.get(sound).status == 404)
            let picture = "/news/media/articles/hello/picture.png"
            #expect(try await site.get(picture).status == 200)
            try await site.publish([
                "news/articles/hello/index.md": Self.article.replacing("title: Hello", with: "draft: true")
            ])
            #expect(try await site.get(picture).status == 404)
        }
    }

    @Test(arguments: [
        "Grüße aus Köln.mp3", "a b.mp3", "100% sicher.mp3", "🚢.mp3", "שלום.mp3", "what?.mp3", "a#b.mp3",
        "x+y.mp3",
    ])
    func `is ASCII, and the original name leads there`(_ name: String) async throws {
        try await serving([
            "news/articles/a.md": "---\ntitle: A\nenclosure: \"\(name)\"\n---\nA",
            "news/media/\(name)": "sound",
        ]) { site in
            let feed = try await site.get("/news/feed.json").text
            let url = try #require(
                feed.firstMatch(of: /"url":"http:\/\/feeds\.example(\/news\/media\/[A-Za-z0-9._~-]+\.mp3)"/)
            ).output.1
            #expect(try await site.get(String(url)).text == "sound")
            let original = try #require(name.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
            let answer = try await site.get("/news/media/" + original)
            #expect(answer.status == 301)
            #expect(answer["Location"] == "http://feeds.example\(url)")
        }
    }

    @Test func `leads on to the file's present address when it has moved, however often`() async throws {
        try await serving(isMeasured: true) { site in
            let folder = site.folder + "/news/articles/hello/"
            func move(_ old: String, to new: String) async throws {
                #expect(rename(folder + old, folder + new) == 0)
                let text = Self.article.replacing("sound.mp3", with: new)
                try await site.publish(["news/articles/hello/index.md": text])
                _ = try await site.get("/news/hello/")
            }
            try await move("sound.mp3", to: "first.mp3")
            let answer = try await site.get(sound)
            #expect(answer.status == 308)
            #expect(answer["Location"] == "http://feeds.example/news/media/articles/hello/first.mp3")
            try await move("first.mp3", to: "second.mp3")
            for old in ["sound.mp3", "first.mp3"] {
                let answer = try await site.get("/news/media/articles/hello/" + old)
                #expect(answer["Location"] == "http://feeds.example/news/media/articles/hello/second.mp3")
            }
            try await move("second.mp3", to: "sound.mp3")
            #expect(try await site.get(sound).text == Self.text)
        }
    }

    @Test func `leads nowhere when another file has taken its place in the article`() async throws {
        try await serving { site in
            unlink(site.folder + "/news/articles/hello/sound.mp3")
            try await site.publish([
                "news/articles/hello/other.mp3": "another sound",
                "news/articles/hello/index.md": Self.article.replacing("sound.mp3", with: "other.mp3"),
            ])
            #expect(try await site.get("/news/media/articles/hello/other.mp3").status == 200)
            #expect(try await site.get(sound).status == 404)
        }
    }

    @Test func `of a picture is shown by the page of an article that no document shows`() async throws {
        try await serving([
            "news/feed.toml": "limit = 1", "news/articles/new.md": "---\ndate: 2026-03-09\n---\nNew",
        ]) { site in
            #expect(try await !site.get("/news/atom.xml").text.contains("hello"))
            let page = try await site.get("/news/hello/").text
            #expect(page.contains("src=\"http://feeds.example/news/media/articles/hello/picture.png\""))
            #expect(try await site.get("/news/media/articles/hello/picture.png").text == "no picture")
        }
    }

    @Test func `is left where nobody takes what it sends`() async throws {
        let large = String(repeating: "0123456789abcdef", count: 1 << 20)
        try await serving(["news/articles/hello/sound.mp3": large], idle: 1) { site in
            let whole = try await site.get(sound)
            #expect(whole.body.count == large.utf8.count)
            let caller = try Caller(port: site.port)
            try await caller.say("GET \(sound) HTTP/1.1\r\nHost: x\r\n\r\n")
            try await Task.sleep(for: .seconds(2.5))
            // What the kernel holds can still be read; the rest does not come.
            #expect(await (try? caller.answer()) == nil)
        }
    }
}
