import Articles
import Feeds
import Foundation
import Store
import TestSupport
import Testing

@testable import Publishing

/// Articles whose files are moved and edited at once, as reorganisations and rsync do.
@Suite(.timeLimit(.minutes(2))) struct `An article that is moved and edited` {
    private static func text(_ number: Int, tags: String = "", body: String? = nil) -> String {
        "---\ntitle: Article \(number)\(tags)\ndate: 2025-01-0\(number)\n---\n\(body ?? "The body of \(number).")\n"
    }

    private func room() async throws -> Newsroom {
        let files = (1...8).map { ("a\($0).md", Self.text($0)) }
        let room = try Newsroom(Dictionary(uniqueKeysWithValues: files))
        try await room.publish()
        return room
    }

    private func reorganise(_ room: Newsroom, _ text: (Int) -> String) async throws {
        for number in 1...8 {
            // Who writes the new file first has made a copy, as long as both are there.
            try room.temporary.remove("feeds/news/articles/a\(number).md")
            try room.write(text(number), to: "2025/a\(number).md")
        }
    }

    @Test(arguments: [true, false])
    func `keeps its id where its text is the same`(isUp: Bool) async throws {
        let room = try await room()
        let ids = Set(try await room.ids().values)
        if isUp { try await room.start() }
        try await reorganise(room) { Self.text($0, tags: "\ntags: [new]") }
        if isUp {
            try await eventually {
                let paths = try await room.ids().keys
                return paths.count == 8 && paths.allSatisfy { $0.hasPrefix("2025/") }
            }
        } else {
            try await room.publish()
        }
        #expect(Set(try await room.ids().values) == ids)
        #expect(try await room.ids().keys.allSatisfy { $0.hasPrefix("2025/") })
        #expect(Set(try await room.shown()) == ids)
    }

    @Test func `keeps its id where its title and its date are the same`() async throws {
        let room = try await room()
        let ids = Set(try await room.ids().values)
        try await reorganise(room) { Self.text($0, body: "Another text of \($0).") }
        let report = try await room.publish()
        #expect(Set(try await room.ids().values) == ids)
        #expect(report.feeds.first?.added.isEmpty == true && report.feeds.first?.removed.isEmpty == true)
    }

    @Test func `keeps its id when it is a draft that gets its date with that`() async throws {
        let room = try await room()
        let id = try #require(try await room.ids()["a1.md"])
        try await room.shell("rm a1.md")
        try room.write("---\ntitle: Article 1\ndraft: true\n---\nThe body of 1.\n", to: "drafts/one.md")
        try await room.publish()
        #expect(try await room.ids()["drafts/one.md"] == id)
        try await room.shell("rm drafts/one.md")
        try room.write(
            Self.text(1, body: "The body of 1, and more.").replacing("2025", with: "2026"),
            to: "p/1.md"
        )
        let report = try await room.publish()
        #expect(try await room.ids()["p/1.md"] == id)
        #expect(report.feeds.first?.added.map(\.id) == [id])
    }

    @Test(arguments: [true, false], [true, false])
    func `keeps its id without a date, where the file is the same`(isUp: Bool, isOfNow: Bool) async throws {
        let names = (1...6).map { "a\($0)" }
        let room = try Newsroom(
            Dictionary(uniqueKeysWithValues: names.map { ("\($0).md", "# Title \($0)\n\nBody \($0).\n") })
        )
        // Of a file that is older than it was read, only a move that was told of can be told from another's.
        try await room.shell(isOfNow ? "touch *.md" : "touch -d @1600000000 *.md")
        try await room.publish()
        let ids = Set(try await room.ids().values)
        if isUp { try await room.start() }
        if isUp, !isOfNow { try await Task.sleep(for: .seconds(16)) }
        try await room.shell(
            """
            mkdir new
            for n in 1 2 3 4 5 6; do
                mv a$n.md new/b$n.md; printf '# Title a%s\\n\\nAnother body.\\n' $n > new/b$n.md
            done
            """
        )
        if isUp {
            try await eventually {
                let paths = try await room.ids().keys
                return paths.count == 6 && paths.allSatisfy { $0.hasPrefix("new/") }
            }
        } else {
            try await room.publish()
        }
        let now = Set(try await room.ids().values)
        // Where nobody can tell, six have gone at once, which the guard holds.
        #expect(isUp || isOfNow ? now == ids : now.count == 12 && now.isSuperset(of: ids))
    }

    @Test func `is another where nobody can tell which one it is`() async throws {
        let room = try Newsroom([
            "a.md": "---\ntitle: Same\ndate: 2025-01-01\n---\nOne text.\n",
            "b.md": "---\ntitle: Same\ndate: 2025-01-01\n---\nOne text.\n",
            "c.md": "---\ntitle: Other\n---\nStays.\n",
        ])
        try await room.publish()
        let ids = try await room.ids()
        try room.write("---\ntitle: Same\ndate: 2025-01-01\ntags: x\n---\nOne text.\n", to: "d.md")
        try await room.shell("rm a.md b.md")
        try await room.publish()
        let id = try #require(try await room.ids()["d.md"])
        #expect(id != ids["a.md"] && id != ids["b.md"])
    }

    @Test func `is not taken for one whose author wrote another id`() async throws {
        let room = try Newsroom(["a.md": "---\ntitle: T\ndate: 2025-01-01\nid: X1\n---\nText.\n"])
        try await room.publish()
        try room.write("---\ntitle: T\ndate: 2025-01-01\nid: X2\n---\nText.\n", to: "b.md")
        try await room.shell("rm a.md")
        try await room.publish()
        #expect(try await room.ids()["b.md"] == "X2")
    }

    @Test func `takes the id that it waits for as soon as that is free`() async throws {
        let room = try Newsroom(["k1.md": "---\ntitle: K\ndate: 2025-01-01\nid: tag:K1\n---\nText.\n"])
        try await room.publish()
        try await room.start()
        try await room.shell("cp k1.md k1new.md")
        try await eventually { try await !room.problems().isEmpty }
        try await room.shell("rm k1.md")
        try await eventually { try await room.ids() == ["k1new.md": "tag:K1"] }
        #expect(try await room.problems().isEmpty)
        #expect(try await room.shown() == ["tag:K1"])
    }
}

@Suite struct `The addresses of a head` {
    @Test(arguments: ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "vbscript:x"])
    func `go out only where any reader may open them`(url: String) async throws {
        let room = try Newsroom([
            "a.md": """
            ---
            title: T
            author: { name: N, url: "\(url)" }
            image: "\(url)"
            enclosure: { url: "\(url)", length: 5 }
            ---
            Text.
            """
        ])
        try room.define("image = \"\(url)\"\nauthors = [{ name = \"A\", url = \"\(url)\" }]\n")
        try await room.publish()
        for format in Format.allCases {
            let text = try await room.text(format)
            #expect(text.contains(">N<") || text.contains("\"N\""))
            #expect(!text.contains(url) && !text.contains(String(url.prefix(6))))
        }
    }

    @Test func `are legal to the letter`() async throws {
        let room = try Newsroom(["a.md": "---\ntitle: T\nlink: 'https://e.example/a b\"<>&c'\n---\nText.\n"])
        try await room.publish()
        #expect(try await room.text().contains("href=\"https://e.example/a%20b%22%3C%3E&amp;c\""))
    }

    @Test(arguments: ["https://e.example/blog/", "https://e.example/blog"])
    func `continue the feed's own site where the template says so`(site: String) async throws {
        let room = try Newsroom(["hello.md": "# Hello\n\nText.\n"])
        try room.define("link = \"\(site)\"\npermalink = \"/:slug/\"\n")
        try await room.publish()
        #expect(try await room.text().contains("href=\"https://e.example/blog/hello/\""))
    }
}
