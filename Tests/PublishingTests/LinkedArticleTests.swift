import Feeds
import Store
import TestSupport
import Testing

@testable import Publishing

@Suite struct `A link from one article to another` {
    private static func article(_ title: String, _ text: String = "Text.") -> String {
        "---\ntitle: \(title)\ndate: 2024-01-02\n---\n\(text)\n"
    }

    private func room() async throws -> Newsroom {
        try Newsroom([
            "a.md": Self.article("A", "Go [on](b.md)."), "b.md": Self.article("B"),
        ])
    }

    /// What the documents are when they are made from nothing of the files as they are.
    private func anew(_ room: Newsroom) async throws -> String {
        let other = try Newsroom()
        try await room.shell("cp -p *.md \(other.place(""))")
        try await other.publish()
        return try await other.text(.json)
    }

    private func content(_ text: String) -> [Substring] {
        text.matches(of: /"content_html": ?"(.*?)",/).map(\.output.1).sorted()
    }

    @Test(arguments: [true, false])
    func `is at once as it would be made anew, when the other is renamed`(isUp: Bool) async throws {
        let room = try await room()
        if isUp { try await room.start() } else { try await room.publish() }
        #expect(try await room.text(.json).contains("https://news.example/news/b/"))
        try await room.shell("mv b.md c.md")
        if isUp {
            try await eventually { try await room.entry("c.md") != nil }
        } else {
            try await room.publish()
        }
        let renamed = try await room.text(.json)
        let anew = try await anew(room)
        #expect(content(renamed) == content(anew), "\(renamed)\n\(anew)")
        #expect(!renamed.contains("/news/b/\\\">on"))
        await room.stop()
        try await room.publish()
        #expect(try await room.text(.json) == renamed)
    }

    @Test func `leads to who has come to the other's path`() async throws {
        let room = try await room()
        try await room.publish()
        try await room.shell("mv b.md c.md")
        try room.write(Self.article("New"), to: "b.md")
        try await room.publish()
        let slug = try #require(try await room.entry("b.md")).slug
        #expect(slug != "b")
        #expect(try await room.text(.json).contains("https://news.example/news/\(slug)/\\\">on"))
    }

    @Test func `is told of by check with its line where it leads nowhere`() async throws {
        let room = try await room()
        try await room.publish()
        try await room.shell("mv b.md c.md")
        try room.write(
            Self.article("Page", "\n[x](missing.html) [y](https://news.example/c.md) [z](c.md)"),
            to: "d.md"
        )
        var conditions = FeedPass.Conditions(scope: .everything, now: room.opened)
        conditions.isImmediate = true
        conditions.looksAtAllMedia = true
        var pass = try room.pass(conditions)
        let edition = try await pass.run(ledger: nil).edition
        let told = edition.problems.map { "\($0.path):\($0.line ?? 0) \($0.message)" }
        #expect(
            told == [
                "a.md:5 links to \"b.md\", which is no article here, so that the link leads nowhere; mend its name"
            ]
        )
    }
}
