import Articles
import Feeds
import Foundation
import Store
import TestSupport
import Testing

@testable import Publishing

@Suite(.timeLimit(.minutes(1))) struct `A ledger` {
    private let paths = [
        "b.md", "a.md", "x/ü \"quoted\" \\ back.md", "tab\there.md", "dots.and.more.md", "日本.txt",
        "a\u{7F}b.md",
        "[section].md", "# hash.md", "emoji 🙂.md", "'single'.md", "=.md",
    ]

    @Test func `comes back as it was written, whatever its paths`() throws {
        var ledger = Ledger(authority: "news.example")
        ledger.inheritance = Inheritance(
            feedID: "tag:\"x\"",
            podcastGUID: "\u{7F}",
            sources: ["a\n", "\"b\""]
        )
        for (number, path) in paths.enumerated() {
            ledger.lines[path] = Ledger.Line(
                id: number % 2 == 0 ? "tag:\"\(number)\"" : nil,
                slug: number % 5 == 0 ? "ü-\(number)" : nil,
                date: Date(timeIntervalSince1970: Double(number) * 86_400),
                written: number % 4 == 0 ? Date(timeIntervalSince1970: 1_600_000_000) : nil,
                update: number % 3 == 1
                    ? Ledger.Update(date: Date(timeIntervalSince1970: 0), mark: "m") : nil,
                released: number % 3 == 0 ? Date(timeIntervalSince1970: 1_700_000_000) : nil,
                former: number % 2 == 1 ? ["ü", "\"old\""] : []
            )
        }
        #expect(try Ledger(parsing: ledger.text) == ledger)
    }

    @Test func `has the same text in whatever order it grew`() {
        func text(_ paths: [String]) -> String {
            var ledger = Ledger(authority: "x")
            for path in paths { ledger.lines[path] = Ledger.Line(id: path) }
            return ledger.text
        }
        #expect(text(paths) == text(paths.reversed()))
        let lines = text(["b.md", "a.md"]).split(separator: "\n").suffix(2)
        #expect(lines == ["\"a.md\" = { id = \"a.md\" }", "\"b.md\" = { id = \"b.md\" }"])
    }

    @Test(arguments: [
        "authority = \"news.example", "<<<<<<< HEAD", "articles = 5", "[articles]\n\"a.md\" = \"x\"",
        "[articles]\n\"a.md\" = { id = 5 }", "[articles]\n\"a.md\" = { date = \"yesterday\" }",
    ])
    func `that is broken refuses the pass and is never overwritten`(_ text: String) async throws {
        let room = try Newsroom(["a.md": "# A\n\nx"])
        try await room.publish()
        let before = try await room.text()
        try room.define(text, "news/ids.toml")
        try room.write("# B\n\nx", to: "b.md")
        let report = try await room.publish()
        #expect(report.problems.map(\.file) == ["news/ids.toml"])
        #expect(report.hasFindings)
        #expect(try room.read("news/ids.toml") == text)
        #expect(try await room.text() == before)
    }

    @Test func `that cannot be read is never overwritten`() async throws {
        let room = try Newsroom(["a.md": "# A\n\nx"])
        try room.temporary.makeFolder("feeds/news/ids.toml")
        let report = try await room.publish()
        #expect(
            report.problems.map(\.description) == [
                "news/ids.toml: cannot be read, and ids depend on it: move the folder of this name away, "
                    + "and restore the file from version control (is a directory)"
            ]
        )
        #expect(try await room.document(.atom) == nil)
    }

    @Test func `that is broken is told by status, and the feed goes on when it is mended`() async throws {
        let room = try Newsroom(["a.md": "# A\n\nx"])
        try room.define("<<<", "news/ids.toml")
        try await room.start()
        try await eventually { await room.publisher?.site.problems.map(\.file) == ["news/ids.toml"] }
        try room.temporary.remove("feeds/news/ids.toml")
        try await eventually { try await room.shown().count == 1 }
        try await eventually { await room.publisher?.site.problems.isEmpty == true }
    }

    @Test func `that breaks under a daemon is told at once, and so is its mending`() async throws {
        let room = try Newsroom(["a.md": "---\nid: tag:a\n---\nx"])
        try await room.start()
        let text = try room.read("news/ids.toml")
        try room.define("<<<", "news/ids.toml")
        // Failed passes are repeated after five seconds: this is sooner.
        try await eventually(within: 2) { await room.publisher?.site.refused == ["news"] }
        try room.define(text, "news/ids.toml")
        try await eventually(within: 2) { await room.publisher?.site.problems.isEmpty == true }
        #expect(await room.publisher?.site.refused == [])
    }

    @Test func `is empty only when it was cut off, and then the store knows it`() async throws {
        let room = try Newsroom(["a.md": "# A\n\nx"])
        try await room.publish()
        try await room.shell("mv a.md b.md")
        try await room.publish()
        let text = try room.read("news/ids.toml")
        try room.define("", "news/ids.toml")
        try await room.publish()
        #expect(try room.read("news/ids.toml") == text)
    }

    @Test func `that is deleted is written again from the store`() async throws {
        let room = try Newsroom(["a.md": "# A\n\nx", "c.md": "---\nid: tag:c\n---\nx"])
        try await room.publish()
        try await room.shell("mv a.md b.md")
        try await room.publish()
        let text = try room.read("news/ids.toml")
        try room.temporary.remove("feeds/news/ids.toml")
        try await room.publish()
        let line = try #require(try room.ledger()?.lines["b.md"])
        #expect(try Ledger(parsing: text).lines["b.md"] == line)
    }

    @Test func `keeps every id when the store is lost`() async throws {
        let room = try Newsroom(["a.md": "# A\n\nx", "c.md": "---\nid: tag:c\n---\nx", "d.md": "# D\n\nx"])
        try await room.publish()
        try await room.shell("mv a.md z.md; mv d.md y.md")
        try await room.publish()
        // One who loses an explicit id, and new ones at the old paths, sorted before and after their former owners.
        try room.write("# New\n\ny", to: "a.md")
        try room.write("---\ntitle: C\n---\nx", to: "c.md")
        try await room.publish()
        let (ids, entry) = (try await room.ids(), try await room.entry("z.md"))
        let other = try Newsroom()
        try other.temporary.remove("feeds/news")
        try await room.shell("cp -a .. \(other.temporary.absolute("feeds/news"))")
        try other.write("# Newer\n\nz", to: "d.md")
        try await other.publish()
        var found = try await other.ids()
        let new = found.removeValue(forKey: "d.md")
        #expect(found == ids)
        #expect(!ids.values.contains(new ?? ""))
        #expect(try await other.entry("z.md")?.published == entry?.published)
    }

    @Test func `keeps every address when the store is lost`() async throws {
        let wished = "---\nslug: wished\n---\nx"
        let room = try Newsroom([
            "a.md": "# A\n\nx", "x/d.md": "# D\n\nx", "w.md": wished, "tag.md": "# T\n\nx",
        ])
        try await room.publish()
        // Each comes to a slug that is taken, and is read before its owner when all are read anew.
        try await room.shell("mv a.md z.md")
        try await room.publish()
        try room.write("# New\n\ny", to: "a.md")
        try room.write("# D\n\ny", to: "d.md")
        try room.write(wished + "y", to: "b.md")
        try await room.publish()
        let slugs = try await room.slugs()
        #expect(
            slugs == [
                "a.md": "a-2", "z.md": "a", "d.md": "d-2", "x/d.md": "d", "b.md": "wished-2",
                "w.md": "wished",
                "tag.md": "tag-2",
            ]
        )
        let other = try Newsroom()
        try other.temporary.remove("feeds/news")
        try await room.shell("cp -a .. \(other.temporary.absolute("feeds/news"))")
        try other.write("# New at the free old path\n\ny", to: "z/z.md")
        try await other.publish()
        var found = try await other.slugs()
        #expect(found.removeValue(forKey: "z/z.md") == "z")
        #expect(found == slugs)
        // Only what the files do not tell is remembered.
        let lines = try #require(try room.ledger()).lines
        #expect(
            lines.compactMapValues(\.slug)
                == slugs.filter { ["a.md", "z.md", "d.md", "b.md"].contains($0.key) }
        )
    }

    @Test func `lets go of an address that its article's head takes back`() async throws {
        let room = try Newsroom(["a.md": "# A\n\nx"])
        try await room.publish()
        try await room.shell("mv a.md z.md")
        try await room.publish()
        #expect(try #require(try room.ledger()).lines["z.md"]?.slug == "a")
        try room.write("---\nslug: new\n---\nx", to: "z.md")
        try await room.publish()
        #expect(try await room.slugs() == ["z.md": "new"])
        #expect(try #require(try room.ledger()).lines["z.md"]?.slug == nil)
    }

    @Test func `numbers of slugs have no end`() async throws {
        let room = try Newsroom()
        for number in 0..<13 {
            try room.write("# One\n\nx", to: "\(number)/one.md")
            try await room.publish()
        }
        let slugs = try await room.slugs().values.sorted()
        #expect(slugs == (["one"] + (2...13).map { "one-\($0)" }).sorted())
    }

    @Test func `lies in the state folder where the feed's cannot be written, and is merged when it can`()
        async throws
    {
        let room = try Newsroom(["a.md": "# A\n\nx", "b.md": "# B\n\nx"])
        try await room.publish()
        let home = try room.read("news/ids.toml")
        // A folder where the new text would be written: not even root can write there.
        try room.temporary.makeFolder("feeds/news/ids.toml.tmp")
        try await room.shell("mv a.md c.md")
        try await room.publish()
        let refuge = room.temporary.absolute("state/ids/news.toml")
        #expect(try room.read("news/ids.toml") == home)
        #expect(FileManager.default.fileExists(atPath: refuge))
        // What stands there alone survives the next edition.
        try await room.shell("mv b.md d.md")
        try await room.publish()
        try room.temporary.remove("feeds/news/ids.toml.tmp")
        try await room.shell("mv c.md e.md")
        try await room.publish()
        let ledger = try #require(try room.ledger())
        #expect(ledger.lines["d.md"]?.id == room.derivedID(of: "b.md"))
        #expect(ledger.lines["e.md"]?.id == room.derivedID(of: "a.md"))
        #expect(!FileManager.default.fileExists(atPath: refuge))
    }

    @Test(arguments: [true, false])
    func `of an earlier day that is put in its place is completed by the store`(_ isUp: Bool) async throws {
        let room = try Newsroom()
        for number in 0..<6 {
            try room.write(
                "---\ntitle: A\(number)\ndate: 2026-01-0\(number + 1)\n---\nText \(number)\n",
                to: "a\(number).md"
            )
        }
        try await room.publish()
        let early = try room.read("news/ids.toml")
        try await room.shell("mv a0.md b0.md; mv a1.md b1.md")
        try await room.publish()
        let (whole, ids) = (try room.read("news/ids.toml"), try await room.ids())
        #expect(whole != early && whole.contains("b0.md"))
        if isUp { try await room.start() }
        try room.define(early, "news/ids.toml")
        if isUp {
            try await eventually { try room.read("news/ids.toml") == whole }
            await room.stop()
        } else {
            try await room.publish()
        }
        #expect(try room.read("news/ids.toml") == whole)
        // Then the store may be lost, too.
        let other = try Newsroom()
        try await room.shell("cp -p *.md \(other.place("")); cp ../ids.toml \(other.place("../"))")
        try await other.publish()
        #expect(try await other.ids() == ids)
    }

    @Test func `that its author has only commented is left as it is`() async throws {
        let room = try Newsroom(["a.md": "---\nslug: other\nid: tag:x,2026:1\n---\nText"])
        try await room.publish()
        try await room.shell("mv a.md b.md")
        try await room.publish()
        let text = "# Mine.\n" + (try room.read("news/ids.toml"))
        try room.define(text, "news/ids.toml")
        try await room.publish()
        #expect(try room.read("news/ids.toml") == text)
    }
}
