import Articles
import Feeds
import Foundation
import Store
import TestSupport
import Testing

@testable import Publishing

@Suite(.timeLimit(.minutes(2))) struct `An article's identity` {
    /// Whether the publisher watches what happens, or finds it when it starts again, maybe with its ledger gone.
    enum Way: CaseIterable { case watched, found, foundWithoutLedger }

    struct Case: CustomTestStringConvertible {
        var testDescription: String
        var before: [String: String] = ["a.md": text("A"), "b.md": text("B")]
        /// In the articles folder; `$0` is a file of new text, dated as the others are.
        var change: String
        /// The path whose id each article has then; `new`: an id that nobody had.
        var after: [String: String]
        var ways = Way.allCases
        /// Whether the files say it all: a broken article's id is nowhere but in the ledger.
        var isReadable = true
    }

    static func text(_ title: String, _ head: String = "date: 2024-01-02") -> String {
        "---\ntitle: \(title)\n\(head)\n---\nThe body of \(title).\n"
    }

    static let cases = [
        Case(testDescription: "a rename", change: "mv a.md c.md", after: ["c.md": "a.md", "b.md": "b.md"]),
        Case(
            testDescription: "a move into a new subfolder",
            change: "mkdir -p x/y; mv a.md x/y/a.md",
            after: ["x/y/a.md": "a.md", "b.md": "b.md"]
        ),
        Case(
            testDescription: "a move with an edit at the same time",
            change: "mv a.md c.md; echo more >> c.md",
            after: ["c.md": "a.md", "b.md": "b.md"],
            ways: [.watched]
        ),
        Case(
            testDescription: "a copy",
            change: "cp -p a.md c.md",
            after: ["a.md": "a.md", "b.md": "b.md", "c.md": "new"]
        ),
        Case(testDescription: "a deletion", change: "rm a.md", after: ["b.md": "b.md"]),
        Case(
            testDescription: "a deletion and a restoration",
            change: "mv a.md ../a; sleep 0.2; mv ../a a.md",
            after: ["a.md": "a.md", "b.md": "b.md"]
        ),
        Case(
            testDescription: "a deletion that was published, and a restoration",
            change: "mv a.md ../a; sleep 1.6; mv ../a a.md",
            after: ["a.md": "a.md", "b.md": "b.md"],
            ways: [.watched]
        ),
        Case(
            testDescription: "a new file at a renamed article's old path",
            change: "mv a.md c.md; cp -p $NEW a.md",
            after: ["a.md": "new", "b.md": "b.md", "c.md": "a.md"]
        ),
        Case(
            testDescription: "a new file at the old path of an article that is renamed and edited",
            change: "mv a.md c.md; echo more >> c.md; cp -p $NEW a.md",
            after: ["a.md": "new", "b.md": "b.md", "c.md": "a.md"],
            ways: [.watched]
        ),
        Case(
            testDescription: "a rename of a folder",
            before: ["x/a.md": text("A"), "x/y/b.md": text("B"), "c.md": text("C")],
            change: "mv x z",
            after: ["z/a.md": "x/a.md", "z/y/b.md": "x/y/b.md", "c.md": "c.md"]
        ),
        Case(
            testDescription: "a rename of a folder whose articles are equal",
            before: ["x/a.md": text("A"), "x/b.md": text("A")],
            change: "mv x z",
            after: ["z/a.md": "x/a.md", "z/b.md": "x/b.md"]
        ),
        Case(
            testDescription: "a swap of two files",
            change: "mv a.md c.md; mv b.md a.md; mv c.md b.md",
            after: ["a.md": "b.md", "b.md": "a.md"]
        ),
        Case(
            testDescription: "a swap of two files through a place outside",
            change: "mv a.md $OUT; mv b.md a.md; mv $OUT b.md",
            after: ["a.md": "b.md", "b.md": "a.md"]
        ),
        Case(
            testDescription: "a slow swap of two files through a place outside",
            change: "mv a.md $OUT; sleep 0.3; mv b.md a.md; sleep 0.3; mv $OUT b.md",
            after: ["a.md": "b.md", "b.md": "a.md"]
        ),
        Case(
            testDescription: "a slow swap of two files through a temporary name",
            change: "mv a.md c.tmp; sleep 0.1; mv b.md a.md; sleep 0.1; mv c.tmp b.md",
            after: ["a.md": "b.md", "b.md": "a.md"]
        ),
        Case(
            testDescription: "a slow swap of two folders through a place outside",
            before: ["x/a.md": text("A"), "y/a.md": text("B")],
            change: "mv x $OUT; sleep 0.1; mv y x; sleep 0.1; mv $OUT y",
            after: ["x/a.md": "y/a.md", "y/a.md": "x/a.md"]
        ),
        Case(
            testDescription: "a slow swap of two files with an edit",
            change: "mv a.md $OUT; mv b.md a.md; sleep 0.1; echo more >> a.md; sleep 0.1; mv $OUT b.md",
            after: ["a.md": "b.md", "b.md": "a.md"],
            ways: [.watched]
        ),
        Case(
            testDescription: "a slow rotation of three files that comes back by copying",
            before: ["a.md": text("A"), "b.md": text("B"), "c.md": text("C")],
            change:
                "mv a.md $OUT; sleep 0.1; mv b.md a.md; sleep 0.1; mv c.md b.md; sleep 0.1; cp -p $OUT c.md",
            after: ["a.md": "b.md", "b.md": "c.md", "c.md": "a.md"],
            ways: [.watched]
        ),
        Case(
            testDescription: "a rename to the path of an article that was moved away for good",
            change: "mv a.md $OUT; mv b.md a.md",
            after: ["a.md": "b.md"],
            ways: [.watched]
        ),
        Case(
            testDescription: "renames to the paths of articles that were moved away for good, and a new one",
            before: ["a.md": text("A"), "b.md": text("B"), "c.md": text("C"), "d.md": text("D")],
            change: "mv a.md $OUT; mv b.md a.md; sleep 0.1; mv c.md b.md; cp -p $NEW c.md",
            after: ["a.md": "b.md", "b.md": "c.md", "c.md": "new", "d.md": "d.md"],
            ways: [.watched]
        ),
        Case(
            testDescription: "a rename over an article, of a version that was made beside it",
            change: "cp -p $NEW y.md; sleep 0.1; mv y.md a.md",
            after: ["a.md": "a.md", "b.md": "b.md"]
        ),
        Case(
            testDescription: "a rename to the path of a deleted article",
            change: "cp -p $NEW y.md; sleep 0.1; rm a.md; sleep 0.1; mv y.md a.md",
            after: ["a.md": "a.md", "b.md": "b.md"]
        ),
        Case(
            testDescription: "a chain of renames",
            change: "mv b.md c.md; mv a.md b.md",
            after: ["b.md": "a.md", "c.md": "b.md"]
        ),
        Case(
            testDescription: "an article renamed over another",
            change: "mv a.md b.md",
            after: ["b.md": "b.md"]
        ),
        Case(
            testDescription: "an editor's save through a backup beside it",
            change: "mv a.md a.md~; cp -p $NEW a.md; rm a.md~",
            after: ["a.md": "a.md", "b.md": "b.md"]
        ),
        Case(
            testDescription: "another extension",
            change: "mv a.md a.txt; mv a.txt a.markdown",
            after: ["a.markdown": "a.md", "b.md": "b.md"]
        ),
        Case(
            testDescription: "a rename of a broken article",
            change: "printf -- '---\\ndate: [\\n---\\n' > a.md; touch -d @1600000000 a.md; mv a.md c.md",
            after: ["c.md": "a.md", "b.md": "b.md"],
            ways: [.watched],
            isReadable: false
        ),
        Case(
            testDescription: "a move that only the text tells",
            change: "cp -p a.md ../x; rm a.md; cp -p ../x c.md",
            after: ["c.md": "a.md", "b.md": "b.md"],
            ways: [.watched, .foundWithoutLedger]
        ),
        Case(
            testDescription: "a move of one of two equal articles, that the inode tells",
            before: ["a.md": text("A"), "b.md": text("A")],
            change: "mv b.md c.md; rm a.md",
            after: ["c.md": "b.md"],
            ways: [.watched, .foundWithoutLedger]
        ),
        Case(
            testDescription: "a new file with the text of two that have vanished",
            // A third one stays: were all to vanish, they would be held. In a moment: of one after the other the first is it.
            before: ["x/a.md": text("A"), "x/b.md": text("A"), "d.md": text("D")],
            change: "cp -p x/a.md c.md; mv x $OUT",
            after: ["c.md": "new", "d.md": "d.md"],
            ways: [.watched, .foundWithoutLedger]
        ),
        Case(
            testDescription: "a restoration of the whole folder, file by file",
            before: ["a.md": text("A"), "x/b.md": text("B")],
            change: "cp -a . ../x; rm -r a.md x; cp -a ../x/. .",
            after: ["a.md": "a.md", "x/b.md": "x/b.md"],
            ways: [.watched, .foundWithoutLedger]
        ),
        Case(
            testDescription: "another spelling of the same name",
            before: ["caf\u{E9}.md": text("A"), "b.md": text("B")],
            change: "mv \"$(printf 'caf\\303\\251.md')\" \"$(printf 'cafe\\314\\201.md')\"",
            after: ["cafe\u{301}.md": "caf\u{E9}.md", "b.md": "b.md"],
            ways: [.watched, .foundWithoutLedger]
        ),
        Case(
            testDescription: "an explicit id that its author adds",
            change: "sed -i '2i id: tag:a' a.md; touch -d @1700000300 a.md",
            after: ["a.md": "new", "b.md": "b.md"],
            ways: [.watched, .foundWithoutLedger]
        ),
        Case(
            testDescription: "an explicit id that its author takes away",
            before: ["a.md": text("A", "id: tag:a\ndate: 2024-01-02"), "b.md": text("B")],
            change: "sed -i '/^id/d' a.md; touch -d @1700000300 a.md",
            after: ["a.md": "a.md", "b.md": "b.md"],
            ways: [.watched, .foundWithoutLedger]
        ),
        Case(
            testDescription: "a move of an article with an explicit id to where another was",
            before: ["a.md": text("A", "id: tag:a\ndate: 2024-01-02"), "b.md": text("B")],
            change: "rm b.md; mv a.md b.md",
            after: ["b.md": "a.md"],
            ways: [.watched, .foundWithoutLedger]
        ),
        Case(
            testDescription: "a move of an undated article with another time",
            before: ["a.md": "# A\n\nText.\n", "b.md": text("B")],
            change: "mv a.md x.md; touch -d @1710000000 x.md",
            after: ["x.md": "a.md", "b.md": "b.md"],
            ways: [.watched, .foundWithoutLedger]
        ),
        Case(
            testDescription: "a move with an edit, of an article with an explicit id",
            before: ["a.md": text("A", "id: tag:a\ndate: 2024-01-02"), "b.md": text("B")],
            change: "mv a.md x.md; echo more >> x.md; touch -d @1710000000 x.md",
            after: ["x.md": "a.md", "b.md": "b.md"],
            ways: [.watched, .foundWithoutLedger]
        ),
    ]

    @Test(arguments: Way.allCases)
    func `is kept or new as the file's fate says`(_ way: Way) async {
        await abreast(Self.cases.filter { $0.ways.contains(way) }) { try await self.expectFate($0, way) }
    }

    private func expectFate(_ one: Case, _ way: Way) async throws {
        let story: Comment = "\(one.testDescription), \(way)"
        let room = try Newsroom(one.before)
        try room.temporary.write(Self.text("N"), to: "new")
        try room.temporary.date("new", 1_650_000_000)
        if way == .watched { try await room.start() } else { try await room.publish() }
        let before = try await room.ids()
        let dates = try await room.dates()
        let named = Dictionary(uniqueKeysWithValues: before.map { ($1, $0) })
        func names() async throws -> [String: String] {
            try await room.ids().mapValues { named[$0] ?? "new" }
        }
        try await room.shell("NEW=../../../new; OUT=../../../out; " + one.change)
        switch way {
        case .watched: break
        case .found: try await room.start()
        case .foundWithoutLedger:
            try room.temporary.remove("feeds/news/ids.toml")
            try await room.publish()
        }
        do {
            // Two spellings are one name to us, and not to the file system.
            try await eventually(within: 8) {
                let paths = try await room.ids().keys
                guard paths.allSatisfy({ FileManager.default.fileExists(atPath: room.place($0)) }) else {
                    return false
                }
                return try await names() == one.after
            }
        } catch {
            Issue.record("\(story): has \(try await room.ids()), problems \(try await room.problems())")
        }
        if let publisher = room.publisher {
            await publisher.answer()
            try await Task.sleep(for: .seconds(0.3))
        }
        #expect(try await names() == one.after, story)
        #expect(try await room.dates().filter { dates[$0.key] ?? $0.value != $0.value } == [:], story)
        #expect(try await Set(room.shown()) == Set(room.ids().values), story)
        // What is remembered in the ledger alone says the same.
        await room.stop()
        let ledger = try #require(try room.ledger())
        for (path, id) in try await room.ids() {
            let text = try String(contentsOfFile: room.place(path), encoding: .utf8)
            let written = text.firstMatch(of: /(?m)^id: (.*)$/).map { String($0.output.1) }
            #expect(written ?? ledger.lines[path]?.id ?? room.derivedID(of: path) == id, story)
        }
        try await expectNoLossChanges(room, one, story)
    }

    /// Neither is anything lost with the ledger, nor with the store.
    private func expectNoLossChanges(_ room: Newsroom, _ one: Case, _ story: Comment) async throws {
        let (before, ids) = (try await room.identities(), try room.ledger()?.lines.compactMapValues(\.id))
        try room.temporary.remove("feeds/news/ids.toml")
        try await room.publish()
        #expect(try await room.identities() == before, story)
        let lines = try #require(try room.ledger()).lines
        #expect(ids?.filter { lines[$0.key]?.id != $0.value } == [:], story)
        let other = try Newsroom()
        try other.temporary.remove("feeds/news")
        try await room.shell("cp -a .. \(other.temporary.absolute("feeds/news"))")
        try await other.publish()
        if one.isReadable { #expect(try await other.identities() == before, story) }
    }
}

extension `An article's identity` {
    @Test(arguments: ["in one pass", "one after the other", "in a round of three"])
    func `goes with the id that two authors exchange`(_ way: String) async throws {
        let names = way == "in a round of three" ? ["a", "b", "c"] : ["a", "b"]
        func text(_ name: String, _ id: String) -> String {
            "---\ntitle: \(name)\nid: tag:\(id)\ndate: 2024-01-02\n---\nThe text of \(name).\n"
        }
        let room = try Newsroom(Dictionary(uniqueKeysWithValues: names.map { ("\($0).md", text($0, $0)) }))
        try await room.publish()
        let slugs = try await room.slugs()
        var report = Report()
        for (place, name) in names.enumerated() {
            try room.write(text(name, names[(place + 1) % names.count]), to: "\(name).md")
            if way == "one after the other" { report = try await room.publish("news/articles/\(name).md") }
        }
        if way != "one after the other" { report = try await room.publish() }
        #expect(report.problems == [])
        #expect(report.feeds.flatMap(\.changed).map(\.id).sorted() == names.map { "tag:\($0)" })
        #expect(report.feeds.flatMap(\.added).isEmpty && report.feeds.flatMap(\.removed).isEmpty)
        for (place, name) in names.enumerated() {
            let other = names[(place + 1) % names.count]
            let entry = try #require(try await room.entry("\(name).md"))
            #expect(entry.id == "tag:\(other)" && entry.title == name)
            // Its page stays where it was.
            #expect(entry.slug == slugs["\(other).md"])
        }
        #expect(try await room.problems() == [])
        #expect(try await room.publish().feeds.allSatisfy { $0.added.isEmpty && $0.changed.isEmpty })
    }

    @Test(arguments: [false, true], [false, true])
    func `is kept when the base URL changes`(_ isUp: Bool, _ isStoreLost: Bool) async throws {
        var room = try Newsroom(["a.md": Self.text("A"), "b.md": "# B\n\nText.\n"])
        room.baseURL = nil
        try room.define("base_url = \"https://news.example\"", "feedherald.toml")
        if isUp { try await room.start() } else { try await room.publish() }
        let before = try await room.identities()
        if isStoreLost {
            await room.stop()
            let other = try Newsroom()
            try await room.temporary.shell("cp -a feeds/. \(other.folder)/")
            room = other
            room.baseURL = nil
        }
        try room.define("base_url = \"https://other.example/feeds\"", "feedherald.toml")
        if isUp, !isStoreLost {
            try await eventually { try await room.text().contains("https://other.example/feeds/news/") }
        } else if isUp {
            try await room.start()
        } else {
            try await room.publish()
        }
        #expect(try await room.text().contains("https://other.example/feeds/news/"))
        #expect(try await room.identities() == before)
    }
}

extension `An article's identity` {
    /// How far a swap has come when a pass begins, and how much of that the file system has told by then, in renames.
    struct Moment: Hashable, CustomTestStringConvertible {
        var done: Int
        var told: Int
        var testDescription: String { "\(done) done, \(told) told" }
    }

    /// Every way in which two passes may fall among three renames.
    static let interleavings: [[Moment]] = (1...3).flatMap { told in
        (told...3).flatMap { done in
            (told...3).flatMap { nextTold in
                (max(done, nextTold)...3).map {
                    [Moment(done: done, told: told), Moment(done: $0, told: nextTold)]
                }
            }
        }
    }

    /// Through what a swap goes: an article's name, one that is not looked at, and a place where nobody watches.
    static let ways = ["c.md", "c.tmp", "../../../out"]

    @Test(arguments: interleavings, ways)
    func `is kept in a swap wherever passes fall`(_ moments: [Moment], _ way: String) async throws {
        let room = try Newsroom(["a.md": Self.text("A"), "b.md": Self.text("B")])
        try await room.publish()
        let ids = try await room.ids()
        let memory = try await room.swap(through: way, moments + [Moment(done: 3, told: 3)])
        _ = try await room.run(room.lastLook, memory: memory)
        #expect(try await room.ids() == ["a.md": ids["b.md"], "b.md": ids["a.md"]])
        #expect(try await Set(room.shown()) == Set(ids.values))
    }

    @Test(arguments: 0...2, ways)
    func `is kept in a swap that a start finds half done`(_ done: Int, _ way: String) async throws {
        let room = try Newsroom(["a.md": Self.text("A"), "b.md": Self.text("B")])
        try await room.publish()
        let ids = try await room.ids()
        // What was told and remembered is lost with the process.
        _ = try await room.swap(through: way, [Moment(done: done, told: done)])
        var memory = try await room.run(room.firstLook, memory: FeedPass.Memory())
        memory = try await room.swap(
            through: way,
            [Moment(done: 3, told: 3)],
            since: Moment(done: done, told: done),
            memory: memory
        )
        _ = try await room.run(room.lastLook, memory: memory)
        #expect(try await room.ids() == ["a.md": ids["b.md"], "b.md": ids["a.md"]])
    }

    @Test func `of an article whose path is taken stays as it was until it is found or believed gone`()
        async throws
    {
        let room = try Newsroom(["a.md": Self.text("A"), "b.md": Self.text("B"), "c.md": Self.text("C")])
        try await room.publish()
        let (ids, text, ledger) = (try await room.ids(), try await room.text(), try room.ledger())
        let memory = try await room.swap(through: "../../../out", [Moment(done: 2, told: 2)])
        #expect(try await room.ids() == ids)
        #expect(try await room.text() == text)
        #expect(try room.ledger() == ledger)
        #expect(memory.next == room.opened + FeedPass.patience)
        let rest = try await room.run(room.lastLook, memory: memory)
        #expect(try await room.ids() == ["a.md": ids["b.md"], "c.md": ids["c.md"]])
        let id = try #require(ids["a.md"])
        #expect(try await room.store.owners(of: [id], in: "news")[id]?.isGone == true)
        #expect(try room.ledger()?.lines["a.md"]?.id == ids["b.md"])
        #expect(rest.next == nil && rest.departed.isEmpty && rest.awaited.isEmpty)
    }
}

extension Newsroom {
    /// Swaps `a.md` and `b.md` through a third name, with a pass at each of the moments; what the last one remembers.
    func swap(
        through way: String,
        _ moments: [`An article's identity`.Moment],
        since before: `An article's identity`.Moment = .init(done: 0, told: 0),
        memory: FeedPass.Memory = FeedPass.Memory()
    ) async throws -> FeedPass.Memory {
        let renames = [("a.md", way), ("b.md", "a.md"), (way, "b.md")]
        var (done, told, memory) = (before.done, before.told, memory)
        for moment in moments {
            for rename in renames[done..<moment.done] { try await shell("mv \(rename.0) \(rename.1)") }
            let news = renames[told..<moment.told]
            (done, told) = (moment.done, moment.told)
            let names = Set(news.flatMap { [$0.0, $0.1] }.filter { $0.hasSuffix(".md") })
            var conditions = FeedPass.Conditions(scope: .paths(names), now: opened)
            conditions.departed = names.intersection(news.map { $0.0 })
            conditions.moves = news.filter { names.isSuperset(of: [$0.0, $0.1]) }
                .map { Changes.Move(from: place($0.0), to: place($0.1)) }
            memory = try await run(conditions, memory: memory)
        }
        return memory
    }

    /// What the first pass of a process looks at.
    var firstLook: FeedPass.Conditions {
        var conditions = FeedPass.Conditions(scope: .everything, now: opened)
        conditions.leavesYoung = true
        return conditions
    }

    /// A look at everything when all patience is over.
    var lastLook: FeedPass.Conditions {
        var conditions = firstLook
        conditions.now += 2 * FeedPass.patience
        return conditions
    }

    /// Runs and commits one pass as the publisher would; what it remembers.
    func run(_ conditions: FeedPass.Conditions, memory: FeedPass.Memory) async throws -> FeedPass.Memory {
        var pass = try pass(conditions, memory: memory)
        let result = try await pass.run(ledger: ledger())
        try define(result.ledger.text, "news/ids.toml")
        try await store.commit(result.edition, at: conditions.now)
        return result.memory
    }

    /// What must never change, by path.
    func identities() async throws -> [String: [String]] {
        let entries = try await store.entries(of: "news")
        return Dictionary(
            entries.map { ($0.path, [$0.id, $0.slug, $0.published.rfc3339]) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// When articles were published, by id.
    func dates() async throws -> [String: Date] {
        let entries = try await store.entries(of: "news")
        return Dictionary(entries.map { ($0.id, $0.published) }, uniquingKeysWith: { first, _ in first })
    }

    func ledger() throws -> Ledger? { try Ledger(parsing: read("news/ids.toml")) }

    func derivedID(of path: String) -> String {
        EntryID.derived(authority: "news.example", feed: "news", path: path.withoutExtension)
    }
}
