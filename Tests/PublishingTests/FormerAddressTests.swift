import Articles
import Feeds
import Foundation
import Store
import TestSupport
import Testing

@testable import Publishing

@Suite(.timeLimit(.minutes(1))) struct `A former address` {
    private func text(_ slug: String, _ head: String = "") -> String {
        "---\ntitle: T\nslug: \(slug)\ndate: 2024-01-02\(head)\n---\nText.\n"
    }

    /// Where an address of the feed leads: to itself, elsewhere, to what is gone, or nowhere.
    private func target(_ address: String, in room: Newsroom) async throws -> String {
        let library = try room.library()
        let parts = address.split(separator: "/").map(String.init)
        let page =
            parts.count == 1
            ? try await library.article(parts[0], in: "news")
            : try await library.article(formerlyAt: parts, in: "news")
        return switch page {
        case .page: "here"
        case .elsewhere(let url): url
        case .moved(let url): url.replacing("https://news.example/news/", with: "")
        case .gone: "gone"
        case .unknown: "unknown"
        }
    }

    @Test func `stays with a number when the article without one goes`() async throws {
        func text(_ name: String) -> String {
            "---\ntitle: \(name)\nslug: same\ndate: 2024-01-02\n---\nText of \(name).\n"
        }
        let room = try Newsroom(["a.md": text("A"), "b.md": text("B"), "c.md": text("C")])
        try await room.publish()
        let slugs = ["a.md": "same", "b.md": "same-2", "c.md": "same-3"]
        #expect(try await room.slugs() == slugs)
        try await room.shell("rm a.md")
        try await room.publish()
        #expect(try await room.slugs() == slugs.filter { $0.key != "a.md" })
        guard case .gone = try await room.library().article("same", in: "news") else {
            Issue.record("the page of the deleted article is another's")
            return
        }
        try room.write(text("A"), to: "a.md")
        try await room.publish()
        #expect(try await room.slugs() == slugs)
        // Another word of its author's is another address.
        try room.write(text("C").replacing("same", with: "other"), to: "c.md")
        try await room.publish()
        #expect(try await room.slugs()["c.md"] == "other")
    }

    @Test(arguments: ["nothing", "the store"])
    func `with a number is nobody else's when its article goes, and its own when that is back`(lost: String)
        async throws
    {
        func text(_ name: String) -> String {
            "---\ntitle: \(name)\ndate: 2024-01-02\n---\nText of \(name).\n"
        }
        var room = try Newsroom(["a/hello.md": text("A"), "b/hello.md": text("B")])
        try await room.publish()
        #expect(try await room.slugs() == ["a/hello.md": "hello", "b/hello.md": "hello-2"])
        try await room.shell("rm b/hello.md")
        try await room.publish()
        if lost == "the store" {
            let other = try Newsroom(["a/hello.md": text("A")])
            try other.define(try room.read("news/ids.toml"), "news/ids.toml")
            room = other
        }
        try room.write(text("C"), to: "c/hello.md")
        try room.write(text("D"), to: "d/hello.md")
        try await room.publish()
        #expect(
            try await room.slugs().filter { $0.key != "b/hello.md" }
                == ["a/hello.md": "hello", "c/hello.md": "hello-3", "d/hello.md": "hello-4"]
        )
        let answer = try await target("hello-2", in: room)
        #expect(answer == (lost == "the store" ? "unknown" : "gone"))
        try room.write(text("B"), to: "b/hello.md")
        try await room.publish()
        #expect(try await room.slugs()["b/hello.md"] == "hello-2")
    }

    @Test func `of an article that has another now is given to no number`() async throws {
        func text(_ name: String, slug: String = "same") -> String {
            "---\ntitle: \(name)\nslug: \(slug)\ndate: 2024-01-02\n---\nText of \(name).\n"
        }
        let room = try Newsroom(["a.md": text("A"), "b.md": text("B")])
        try await room.publish()
        try room.write(text("B", slug: "mine"), to: "b.md")
        try await room.publish()
        try room.write(text("C"), to: "c.md")
        try await room.publish()
        #expect(try await room.slugs() == ["a.md": "same", "b.md": "mine", "c.md": "same-3"])
        #expect(try await target("same-2", in: room) == "mine/")
    }

    @Test(arguments: ["slug", "name", "dated name"])
    func `leads to the present one, however the slug changed, and whatever is lost`(_ way: String)
        async throws
    {
        let files = ["slug": "a.md", "name": "a.txt", "dated name": "2024-01-02-one.md"]
        let path = try #require(files[way])
        let note =
            "A note\n\na-note-of-one\n\nThis is what the note has to say, in a sentence that is long enough.\n"
        let room = try Newsroom([path: way == "slug" ? text("one") : way == "name" ? note : "# T\n\nText.\n"])
        try await room.publish()
        let one = try #require(try await room.slugs().values.first)
        switch way {
        case "slug": try room.write(text("two"), to: path)
        case "name": try room.write(note.replacing("a-note-of-one", with: "a-note-of-two"), to: path)
        default: try await room.shell("mv 2024-01-02-one.md 2024-01-02-two.md")
        }
        try await room.publish()
        let two = try #require(try await room.slugs().values.first)
        #expect(one != two)
        for loss in ["nothing", "ledger", "store"] {
            var room = room
            switch loss {
            case "ledger": try room.temporary.remove("feeds/news/ids.toml")
            case "store":
                let other = try Newsroom()
                try await room.temporary.shell("cp -a feeds/. \(other.folder)/")
                room = other
            default: break
            }
            try await room.publish()
            #expect(try await target(one, in: room) == two + "/", "\(loss) lost")
            #expect(try await target(two, in: room) == "here")
            #expect(try room.ledger()?.lines.values.map(\.former) == [[one]])
        }
    }

    @Test func `of several leads to the last one, and is none any more where the article comes back`()
        async throws
    {
        let room = try Newsroom(["a.md": text("one")])
        for slug in ["one", "two", "three", "one"] {
            try room.write(text(slug), to: "a.md")
            try await room.publish()
        }
        #expect(try await target("one", in: room) == "here")
        #expect(try await target("two", in: room) == "one/")
        #expect(try await target("three", in: room) == "one/")
        #expect(try room.ledger()?.lines["a.md"]?.former == ["two", "three"])
    }

    @Test func `that is given to another article is that article's`() async throws {
        let room = try Newsroom(["a.md": text("one")])
        try await room.publish()
        try room.write(text("two"), to: "a.md")
        try await room.publish()
        try room.write(text("one"), to: "b.md")
        try await room.publish()
        #expect(try await target("one", in: room) == "here")
        #expect(try room.ledger()?.lines["a.md"] == nil)
        // Also when that one leaves it in turn, or is gone.
        try room.write(text("three"), to: "b.md")
        try await room.publish()
        #expect(try await target("one", in: room) == "three/")
        try await room.shell("rm b.md")
        try await room.publish()
        #expect(try await target("one", in: room) == "gone")
        #expect(try await target("two", in: room) == "here")
    }

    @Test func `moves with its article, and goes with it`() async throws {
        let room = try Newsroom(["a.md": text("one")])
        try await room.publish()
        try room.write(text("two"), to: "a.md")
        try await room.publish()
        try await room.shell("mkdir x; mv a.md x/b.md")
        try await room.publish()
        #expect(try await target("one", in: room) == "two/")
        #expect(try room.ledger()?.lines["x/b.md"]?.former == ["one"])
        try await room.shell("rm x/b.md")
        try await room.publish()
        #expect(try await target("one", in: room) == "gone")
        #expect(try await target("two", in: room) == "gone")
    }

    @Test func `leads to no draft: it is gone where it was shown, and else unknown`() async throws {
        let room = try Newsroom([
            "a.md": text("one"), "b.md": text("b", "\naliases: [/news/old/]\ndraft: true"),
        ])
        try await room.publish()
        try room.write(text("two", "\ndraft: true"), to: "a.md")
        try await room.publish()
        #expect(try await target("one", in: room) == "gone")
        #expect(try await target("old", in: room) == "unknown")
    }

    @Test func `that is another's is told with its line, and what would be right`() async throws {
        let head = "\naliases: [/other/rss.xml, /other/hello/, /index.xml, /news/rss.xml, /news/old/, /b/]"
        let room = try Newsroom(["a.md": text("one", head)])
        try room.define("[paths]\njson = \"/index.xml\"", "other/feed.toml")
        let told = [
            ("/index.xml", "that of a document of \"other\""),
            ("/news/rss.xml", "that of a document of \"news\""),
            ("/other/hello/", "an address of the feed \"other\""),
            ("/other/rss.xml", "that of a document of \"other\""),
        ].map { alias, whose in
            Problem(
                file: "news/articles/a.md",
                line: 5,
                message: "the alias \"\(alias)\" is \(whose) and leads there; leave it out",
                severity: .warning
            )
        }
        let problems = try await room.publish().problems
        #expect(problems.filter { $0.file.hasPrefix("news/articles/a.md") } == told)
        #expect(try await target("old", in: room) == "one/")
    }

    @Test(arguments: ["aliases", "redirect_from"])
    func `may be named by the author, as Hugo and Jekyll do`(_ key: String) async throws {
        let head = """
            \n\(key): [/news/old/, "/news/2019/05/old.html", /news/deep/index.html, "https://news.example/news/url/",
              /elsewhere/old/, A name, /news/, "/news/tag/x/", "https://other.example/news/no/", "/news/caf%C3%A9/"]
            """
        let room = try Newsroom(["a.md": text("one", head), "b.md": text("two")])
        try await room.publish()
        for address in ["old", "2019/05/old.html", "deep", "deep/index.html", "url", "café"] {
            #expect(try await target(address, in: room) == "one/", "\(address)")
        }
        for address in ["no", "tag/x", "A name", "elsewhere/old", ""] where !address.isEmpty {
            #expect(try await target(address, in: room) == "unknown", "\(address)")
        }
        // The file tells it again: the ledger need not.
        #expect(try room.ledger()?.lines["a.md"] == nil)
        try room.write(text("one"), to: "a.md")
        try await room.publish()
        #expect(try await target("old", in: room) == "unknown")
        // An address that an article has is not another's to give away.
        try room.write(text("one", "\n\(key): /news/two/"), to: "a.md")
        try await room.publish()
        #expect(try await target("two", in: room) == "here")
    }

    @Test func `below a base URL with a path may be written with it or without`() async throws {
        let room = try Newsroom()
        room.baseURL = "https://news.example/feeds"
        try room.write(
            text("one", "\naliases: [/feeds/news/a/, /news/b/, 'https://news.example/feeds/news/c']"),
            to: "a.md"
        )
        try await room.publish()
        for address in ["a", "b", "c"] {
            #expect(try await target(address, in: room) == "https://news.example/feeds/news/one/")
        }
    }
}
