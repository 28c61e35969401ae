import Feeds
import Foundation
import Store
import Testing

@testable import Publishing

@Suite(.timeLimit(.minutes(2))) struct `A rendered site` {
    private static func page(_ title: String, _ body: String = "", navigation: String = "<a href=/>Home</a>")
        -> String
    {
        """
        <!DOCTYPE html><html lang="en"><head><title>\(title) | Site</title>
        <meta property="article:published_time" content="2024-01-02T00:00:00Z"></head>
        <body><nav>\(navigation)</nav><article><h1>\(title)</h1><p>The body of \(title).\(body)</p></article></body></html>
        """
    }

    private static let list = """
        <!DOCTYPE html><html><head><title>Site</title></head><body><main><h2><a href=/posts/a/>A</a></h2><p>The body</p>
        <h2><a href=/posts/b/>B</a></h2><p>The body</p><h2><a href=/posts/c/>C</a></h2></main></body></html>
        """

    private func room() throws -> Newsroom {
        try Newsroom([
            "posts/a/index.html": Self.page("A"), "posts/b/index.html": Self.page("B"),
            "index.html": Self.list, "posts/index.html": Self.list, "404.html": Self.page("Not found"),
            "tags/a/index.html": Self.page("A"),
        ])
    }

    @Test func `is published by its articles, and its other pages are looked at once`() async throws {
        let room = try room()
        let report = try await room.publish()
        #expect(
            report.feeds.first?.added.map(\.path).sorted() == ["posts/a/index.html", "posts/b/index.html"]
        )
        #expect(
            report.feeds.first?.leftOut.sorted()
                == ["404.html", "index.html", "posts/index.html", "tags/a/index.html"]
        )
        #expect(report.problems.isEmpty)
        let slugs = try await room.slugs()
        #expect(slugs["posts/a/index.html"] == "a")
        #expect(slugs["posts/b/index.html"] == "b")
        #expect(
            try await room.text().contains(
                "<p>The body of A.</p>".replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            )
        )
        let again = try await room.publish()
        #expect(again.feeds.first?.read == 0)
        #expect(again.feeds.first?.leftOut == [])
    }

    @Test func `that changes its navigation alone tells nobody anything`() async throws {
        let room = try room()
        try await room.publish()
        let before = try await (room.document(.atom)?.etag, room.entry("posts/a/index.html")?.updated)
        try room.write(
            Self.page("A", navigation: "<a href=/b/>B, which is new</a>"),
            to: "posts/a/index.html"
        )
        let report = try await room.publish()
        #expect(report.feeds.first?.changed.isEmpty == true)
        #expect(report.feeds.first?.documents == [])
        #expect(try await room.document(.atom)?.etag == before.0)
        #expect(try await room.entry("posts/a/index.html")?.updated == before.1)
        try room.write(Self.page("A", " More."), to: "posts/a/index.html")
        #expect(try await room.publish().feeds.first?.changed.map(\.path) == ["posts/a/index.html"])
    }

    @Test func `whose article becomes a list for a while shows it again under its id`() async throws {
        let room = try room()
        try await room.publish()
        let id = try await room.entry("posts/a/index.html")?.id
        try room.write(Self.list, to: "posts/a/index.html")
        let report = try await room.publish()
        #expect(report.feeds.first?.removed.map(\.path) == ["posts/a/index.html"])
        #expect(try await room.publish().feeds.first?.read == 0)
        try room.write(Self.page("A"), to: "posts/a/index.html")
        #expect(try await room.publish().feeds.first?.added.first?.id == id)
        #expect(try await room.entry("posts/a/index.html")?.slug == "a")
    }

    @Test func `has an article in place of a list as soon as it is written`() async throws {
        let room = try room()
        try await room.publish()
        try room.write(Self.page("Posts, at last"), to: "posts/index.html")
        #expect(try await room.publish().feeds.first?.added.map(\.title) == ["Posts, at last"])
        #expect(try await room.slugs()["posts/index.html"] == "posts")
    }
}
