import Articles
import Feeds
import Foundation
import Store
import TestSupport
import Testing

@testable import Publishing

@Suite(.timeLimit(.minutes(2))) struct `Trouble` {
    private func article(_ title: String) -> String {
        "---\ntitle: \(title)\ndate: 2024-01-02\n---\nThe body of \(title).\n"
    }

    private func room() async throws -> Newsroom {
        let room = try Newsroom(["a.md": article("A"), "b.md": article("B"), "c.md": article("C")])
        try await room.start()
        try await eventually { try await room.shown().count == 3 }
        return room
    }

    // The folder.

    @Test(arguments: [
        ("rm -r ../articles", "is missing"), ("mv ../articles ../elsewhere", "is missing"),
        ("rm *.md", "is suddenly empty"),
        ("mv ../articles ../elsewhere; touch ../articles", "cannot be read"),
    ])
    func `with the folder is a problem, never a removal`(_ change: String, _ problem: String) async throws {
        let room = try await room()
        try room.define("")
        let before = try await room.text()
        try await room.shell("true")
        try await room.shell(change)
        try await eventually { try await room.problems().contains { $0.contains(problem) } }
        // Longer than any disappearance is waited for.
        try await eventually { await room.publisher?.answer() != nil }
        try await Task.sleep(for: .seconds(1.5))
        #expect(try await room.text() == before)
        #expect(try await room.ids().count == 3)
        #expect(try await room.turns(within: 0.5) < 5)
    }

    @Test func `with a feed that has a definition alone is none: it is an empty feed`() async throws {
        let room = try Newsroom()
        try room.temporary.remove("feeds/news/articles")
        try room.define("")
        let report = try await room.publish()
        #expect(!report.hasFindings)
        #expect(
            report.problems.map(\.message) == [
                "there is no folder \(room.folder)/news/articles yet; articles go there"
            ]
        )
        #expect(try await room.text().contains("<title type=\"text\">news</title>"))
        try room.temporary.makeFolder("feeds/news/articles")
        try room.write("# First\n", to: "first.md")
        #expect(try await room.publish().feeds.map(\.added.count) == [1])
    }

    @Test func `with a feed that was published before its store and its articles were lost is told`()
        async throws
    {
        let room = try Newsroom()
        try room.temporary.remove("feeds/news/articles")
        try room.define("authority = \"news.example\"\n", "news/ids.toml")
        let report = try await room.publish()
        #expect(report.hasFindings)
        #expect(try await room.document(.atom) == nil)
    }

    @Test func `with an article that no reader could take gives its summary, and keeps the others`()
        async throws
    {
        // Ten million bytes of text end libxml2's patience, and with it the feed.
        let room = try Newsroom(["small.md": "# Small\n\nA few words.\n"])
        try room.write("# Large\n\n" + String(repeating: "& ", count: 1_655_000), to: "large.md")
        let report = try await room.publish()
        #expect(
            report.problems.map(\.message) == [
                "is too long for feed readers: the feed shows its summary; part it into several articles"
            ]
        )
        #expect(!report.hasFindings)
        let text = try await room.text()
        #expect(text.contains("A few words.") && text.contains("Large") && text.utf8.count < 10_000)
        // It is told as long as it is shown.
        #expect(try await room.publish().problems.count == 1)
    }

    @Test func `with the folder ends when it comes back`() async throws {
        let room = try await room()
        try room.define("")
        let (before, ids) = (try await room.text(), try await room.ids())
        try await room.temporary.shell("mv feeds/news/articles elsewhere")
        try await eventually { try await room.problems().contains { $0.contains("is missing") } }
        try await room.temporary.shell("mv elsewhere feeds/news/articles")
        try await eventually { try await room.problems().isEmpty }
        #expect(try await room.text() == before)
        #expect(try await room.ids() == ids)
    }

    @Test func `with an empty folder ends when its articles come back one by one`() async throws {
        let room = try await room()
        let (before, ids) = (try await room.text(), try await room.ids())
        try await room.temporary.shell("cp -a feeds/news/articles saved; rm feeds/news/articles/*")
        try await eventually { try await room.problems().contains { $0.contains("suddenly empty") } }
        for name in ["c", "a", "b"] {
            try await room.temporary.shell("cp -p saved/\(name).md feeds/news/articles/; sleep 0.3")
        }
        try await eventually { try await room.problems().isEmpty }
        try await Task.sleep(for: .seconds(1.5))
        #expect(try await room.text() == before)
        #expect(try await room.ids() == ids)
    }

    @Test func `with a folder missing at the start is told, and never published as an empty feed`()
        async throws
    {
        let room = try Newsroom()
        try room.define("articles = \"../../texts\"")
        try await room.start()
        #expect(await room.publisher?.site.problems.map(\.file) == ["news"])
        #expect(try await room.document(.atom) == nil)
        let report = try await room.publish()
        #expect(report.problems.first?.message.contains("is missing") == true)
        try room.temporary.makeFolder("texts")
        try room.temporary.write(article("A"), to: "texts/a.md")
        try await eventually { try await room.shown().count == 1 }
        try await eventually { await room.publisher?.site.problems.isEmpty == true }
    }

    @Test func `with a feed's folder that goes withdraws nothing and leaves no restless loop`() async throws {
        let room = try await room()
        let before = try await room.text()
        try room.temporary.remove("feeds/news")
        try await Task.sleep(for: .seconds(1.5))
        #expect(try await room.text() == before)
        #expect(try await room.ids().count == 3)
        #expect(try await room.turns(within: 0.5) < 5)
    }

    @Test func `with one feed is not another's`() async throws {
        let room = try await room()
        try room.define("<<<", "news/ids.toml")
        try room.define("titel = 1", "bad/feed.toml")
        try room.temporary.makeFolder("feeds/good/articles")
        try room.temporary.write(article("G"), to: "feeds/good/articles/g.md")
        try await eventually { try await room.text(of: "good").contains("The body of G") }
        try room.write(article("D"), to: "d.md")
        try await eventually {
            await Set(room.publisher?.site.problems.map(\.file) ?? []) == ["news/ids.toml", "bad/feed.toml"]
        }
        #expect(try await room.shown().count == 3)
    }

    // An article.

    @Test(arguments: [
        ("---\ntitle: A\n", 1), ("---\ntitle: A\ndate: yesterday\n---\nx", 3), ("---\ntitle: [\n---\nx", 3),
    ])
    func `with an article's head keeps its last good entry and tells file and line`(
        _ text: String,
        _ line: Int
    ) async throws {
        let room = try await room()
        let before = try await room.text()
        try room.write(text, to: "a.md")
        try await eventually { try await room.problems().contains { $0.hasPrefix("a.md:\(line) ") } }
        #expect(try await room.text() == before)
        // It is told until it is mended: after another look at everything, and after a start.
        let problems = try await room.problems()
        #expect(try await room.publish().problems.map(\.file) == ["news/articles/a.md"])
        #expect(try await room.problems() == problems)
        await room.stop()
        try await room.start()
        #expect(try await room.problems() == problems)
        try room.write(article("A2"), to: "a.md")
        try await eventually { try await room.text().contains("The body of A2") }
        #expect(try await room.problems().isEmpty)
    }

    @Test(arguments: [
        ("printf 'a\\303' > a.md", "half written"), ("truncate -s 200M a.md", "200 MiB"),
        ("rm a.md; mkdir a.md", "folder"), ("rm a.md; mkfifo a.md", "fifo"),
        ("rm a.md; ln -s ../../../state a.md", "outside"), ("rm a.md; ln -s nowhere a.md", "does not exist"),
    ])
    func `with what stands at an article's path keeps its last good entry`(
        _ change: String,
        _ problem: String
    ) async throws {
        let room = try await room()
        let before = try await room.text()
        try await room.shell(change)
        try await eventually { try await room.problems().contains { $0.contains(problem) } }
        try await Task.sleep(for: .seconds(1.3))
        #expect(try await room.text() == before)
        #expect(try await room.publish().problems.count == 1)
        try await room.shell("rm -r a.md")
        try room.write(article("A"), to: "a.md")
        try await eventually { try await room.problems().isEmpty }
        #expect(try await room.ids().count == 3)
    }

    @Test func `with an empty file keeps its last good entry, or is an article of nothing`() async throws {
        let room = try await room()
        try await room.shell(": > a.md")
        try await eventually { try await room.entry("a.md")?.file.size == 0 }
        #expect(try await room.ids().count == 3)
        #expect(try await room.shown().count == 3)
    }

    @Test func `with an article that was never shown leaves the others alone, and ends when it is mended`()
        async throws
    {
        let room = try await room()
        let before = try await room.text()
        try room.write("---\ntitle: D\n", to: "d.md")
        try await eventually { try await room.problems().contains { $0.hasPrefix("d.md:1 ") } }
        #expect(try await room.text() == before)
        try room.write(article("D"), to: "d.md")
        try await eventually { try await room.shown().count == 4 }
        #expect(try await room.problems().isEmpty)
        #expect(try await room.entry("d.md")?.id == room.derivedID(of: "d.md"))
    }

    @Test func `with an article that was never shown ends when it is deleted`() async throws {
        let room = try await room()
        try room.write("---\ntitle: D\n", to: "d.md")
        try await eventually { try await room.problems().count == 1 }
        try await room.shell("rm d.md")
        try await eventually { try await room.problems().isEmpty }
    }

    @Test func `with two articles of one id leaves it to the first and names the second`() async throws {
        let room = try Newsroom([
            "a.md": "---\nid: tag:x\n---\nfirst", "b.md": "---\nid: tag:x\n---\nsecond",
        ])
        let report = try await room.publish()
        #expect(report.problems.map(\.file) == ["news/articles/b.md"])
        #expect(try await room.ids() == ["a.md": "tag:x"])
        // Also when the second has been there before.
        try room.write("---\ntitle: B\n---\nsecond", to: "b.md")
        try await room.publish()
        let ids = try await room.ids()
        try room.write("---\nid: tag:x\n---\nsecond", to: "b.md")
        #expect(try await room.publish().problems.map(\.file) == ["news/articles/b.md"])
        #expect(try await room.ids() == ids)
        // And when it claims the id as it moves.
        try await room.shell("mv b.md c.md; sed -i 's/second/other/' c.md")
        try await room.publish()
        #expect(try await room.ids()["a.md"] == "tag:x")
    }

    @Test func `with two articles of one slug gives the second another and says so at each look`()
        async throws
    {
        let room = try Newsroom(["a.md": "---\nslug: s\n---\nfirst", "b.md": "---\nslug: s\n---\nsecond"])
        for _ in 0..<2 {
            #expect(try await room.publish().problems.map(\.severity) == [.warning])
            #expect(try await room.entry("a.md")?.slug == "s")
            #expect(try await room.entry("b.md")?.slug == "s-2")
        }
    }

    @Test func `with a file that rests while it is written leaves it until it is closed, whoever looks`()
        async throws
    {
        let room = try Newsroom(["a.md": "---\ntitle: A\ndate: 2024-01-02\n---\nOne, two.\n"])
        try await room.start()
        let (before, place) = (try await room.text(), room.place("a.md"))
        let file = try #require(FileHandle(forWritingAtPath: place))
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: Data("---\ntitle: A\ndate: 2024-01-02\n---\nHalf, ".utf8))
        try await room.publish("news/articles/a.md")
        #expect(try await room.text() == before)
        try file.write(contentsOf: Data("and whole.\n".utf8))
        try file.close()
        try await eventually { try await room.text().contains("Half, and whole.") }
    }

    // The store.

    @Test func `with the store leaves the old documents, and the pass is repeated`() async throws {
        let room = try await room()
        let before = try await room.text()
        try await room.sql(
            "CREATE TRIGGER full BEFORE INSERT ON document BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
        try room.write(article("D"), to: "d.md")
        try await eventually { try await room.turns(within: 0.2) == 0 }
        #expect(try await room.text() == before)
        #expect(try await room.entry("d.md") == nil)
        // What comes meanwhile does not make it forget what failed.
        try await room.sql("DROP TRIGGER full")
        try room.write(article("E"), to: "e.md")
        try await eventually { try await room.shown().count == 5 }
    }

    @Test func `with the store at an article's moment is no reason to try without rest`() async throws {
        let room = try await room()
        try await room.sql(
            "CREATE TRIGGER full BEFORE INSERT ON document BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
        let moment = Date() + 1.5
        try await room.sql("DROP TRIGGER full")
        try room.write("---\ntitle: D\ndate: \(moment.ISO8601Format())\n---\nx", to: "d.md")
        try await eventually { try await room.entry("d.md") != nil }
        try await room.sql(
            "CREATE TRIGGER full BEFORE INSERT ON document BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
        try await eventually { Date() > moment + 0.2 }
        #expect(try await room.turns(within: 1) < 5)
        try await room.sql("DROP TRIGGER full")
        try await eventually { try await room.shown().count == 4 }
    }

    @Test func `with a publisher that has stopped is answered`() async throws {
        let room = try await room()
        let publisher = try #require(room.publisher)
        await room.stop()
        await publisher.answer()
        #expect(await publisher.publish(PublishRequest()).problems.count == 1)
    }
}

extension Newsroom {
    /// Writes to the store's file as another program would.
    func sql(_ statement: String) async throws {
        try temporary.write(
            "import sqlite3, sys\nd = sqlite3.connect(sys.argv[1], timeout=10)\nd.execute(sys.argv[2])\nd.commit()\n",
            to: "state/sql.py"
        )
        try await temporary.shell("python3 state/sql.py state/feedherald.sqlite \"\(statement)\"")
    }

    /// How many orders the publisher takes in so many seconds.
    func turns(within seconds: Double) async throws -> Int {
        let before = await publisher?.turns ?? 0
        try await Task.sleep(for: .seconds(seconds))
        return await (publisher?.turns ?? 0) - before
    }
}
