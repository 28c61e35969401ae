import Articles
import Feeds
import Foundation
import Store
import TestSupport
import Testing

@testable import Publishing

@Suite(.timeLimit(.minutes(2))) struct `The guard` {
    private static func departures(_ count: Int, shown: Int = 0) -> [Departure] {
        (0..<count).map {
            Departure(
                id: "\($0)",
                path: "\($0).md",
                fate: .withdrawn,
                moment: Date(timeIntervalSince1970: 0),
                isShown: $0 < shown,
                isHeld: false
            )
        }
    }

    // The caps: the most that may go.

    @Test(arguments: [
        (1_000, 50, 20), (101, 50, 20), (100, 50, 20), (99, 50, 19), (50, 50, 10), (30, 30, 6), (25, 25, 5),
        (10, 10, 5), (8, 8, 5), (6, 6, 5),
    ])
    func `trips above 20 or a fifth of the catalogue, but at no fewer than 6`(
        _ published: Int,
        _ shown: Int,
        _ cap: Int
    ) {
        let watch = Guard(recent: [], published: published, shown: shown)
        #expect(!watch.trips(on: Self.departures(cap)))
        #expect(watch.trips(on: Self.departures(cap + 1)))
    }

    @Test(arguments: [(10, 5), (11, 5), (12, 6), (30, 15)])
    func `trips above half of what the documents show`(_ shown: Int, _ cap: Int) {
        let watch = Guard(recent: [], published: 1_000, shown: shown)
        #expect(!watch.trips(on: Self.departures(cap + 2, shown: cap)))
        #expect(watch.trips(on: Self.departures(cap + 2, shown: cap + 1)))
        #expect(!Guard(recent: [], published: 1_000, shown: 9).trips(on: Self.departures(9, shown: 9)))
    }

    @Test func `counts what went before, of the catalogue as it was then`() {
        let recent = Self.departures(8)
        let others = Self.departures(20).dropFirst(8)
        let watch = Guard(recent: recent, published: 42, shown: 42)
        #expect(!watch.trips(on: Array(others.prefix(2))))
        #expect(watch.trips(on: Array(others.prefix(3))))
    }

    // Against the real publisher.

    static func text(_ number: Int, _ body: String = "The body") -> String {
        String(
            format: "---\ntitle: Article %d\ndate: 2024-01-02 %02d:%02d\n---\n%@ of %d.\n",
            number,
            number / 60,
            number % 60,
            body,
            number
        )
    }

    static func room(_ count: Int = 30, in folder: String = "") throws -> Newsroom {
        try Newsroom(
            Dictionary(uniqueKeysWithValues: (0..<count).map { ("\(folder)a\($0).md", text($0)) })
        )
    }

    struct Disaster: CustomTestStringConvertible {
        var testDescription: String
        /// In the articles folder, before anything is published.
        var before = "true"
        var change: String
        var cure: String
        /// How many are held back; what comes besides.
        var held = 12
        var added: Set<String> = []
        var isWatched = true
    }

    static let git = "git -c user.name=A -c user.email=a@example.org -c init.defaultBranch=main"

    static let disasters = [
        Disaster(
            testDescription: "rm -rf",
            before: "cp -a . ../saved",
            change: "rm -rf *",
            cure: "cp -a ../saved/. ."
        ),
        Disaster(
            testDescription: "rm -rf of a part",
            before: "mkdir old; mv a[1-4]* old; cp -a . ../saved",
            change: "rm -rf old",
            cure: "cp -a ../saved/old .",
            held: 6
        ),
        Disaster(
            testDescription: "rsync --delete from an empty folder",
            before: "mkdir ../empty; cp -a . ../saved",
            change: "rsync -a --delete ../empty/ ./",
            cure: "rsync -a --delete ../saved/ ./"
        ),
        Disaster(
            testDescription: "rsync --delete from another folder",
            before: "mkdir ../other; cp -a . ../saved; "
                + "for n in x y; do printf 'Text of %s' $n > ../other/$n.md; touch -d @1600000000 ../other/$n.md; done",
            change: "rsync -a --delete ../other/ ./",
            cure: "rsync -a ../saved/ ./",
            added: ["x.md", "y.md"]
        ),
        Disaster(
            testDescription: "git checkout of another branch",
            before: "\(git) init -q .; printf 'Readme' > z.md; touch -d @1600000000 z.md; "
                + "\(git) add z.md; \(git) commit -qm 1; "
                + "\(git) branch other; \(git) add .; \(git) commit -qm 2",
            change: "\(git) checkout -q other",
            cure: "\(git) checkout -q main"
        ),
        Disaster(
            testDescription: "a folder that is not mounted any more",
            change: "cd ..; mv articles disk; mkdir articles",
            cure: "cd ..; rmdir articles; mv disk articles"
        ),
        Disaster(
            testDescription: "another folder in the definition",
            before: "mkdir ../wrong; printf 'Text' > ../wrong/w.md; touch -d @1600000000 ../wrong/w.md",
            change: "echo 'articles = \"wrong\"' > ../feed.toml",
            cure: "rm ../feed.toml",
            added: ["w.md"]
        ),
        Disaster(
            testDescription: "another id in every head",
            before: "cp -a . ../saved",
            change: "for f in *.md; do sed -i \"2iid: new-$f\" $f; done; touch -d @1700000500 *.md",
            cure: "cp -a ../saved/. .",
            isWatched: false
        ),
        Disaster(
            testDescription: "draft in every head",
            before: "cp -a . ../saved",
            change: "sed -i '2idraft: true' *.md; touch -d @1700000500 *.md",
            cure: "cp -a ../saved/. .",
            isWatched: false
        ),
        Disaster(
            testDescription: "other articles under the same names",
            before: "cp -a . ../saved",
            change:
                "for f in *.md; do printf -- '---\\ntitle: X %s\\ndate: 2020-01-01\\n---\\nOther %s' $f $f > $f; done; "
                + "touch -d @1700000500 *.md",
            cure: "cp -a ../saved/. .",
            isWatched: false
        ),
    ]

    @Test(arguments: [true, false])
    func `holds back what a disaster would take, and ends with it`(_ isUp: Bool) async {
        await abreast(Self.disasters.filter { $0.isWatched || !isUp }) { one in
            try await self.expectHold(one, isUp)
        }
    }

    private func expectHold(_ one: Disaster, _ isUp: Bool) async throws {
        let story: Comment = "\(one.testDescription)"
        let room = try Self.room(12)
        try await room.shell(one.before)
        if isUp { try await room.start() } else { try await room.publish() }
        let ids = try await room.ids()
        let ledger = try room.ledger()
        try await room.shell(one.change)
        if !isUp { try await room.start() }
        try await eventually { try await room.held().count == one.held }
        await room.publisher?.answer()
        // Nothing of it has come through: not to readers, nor into the catalogue or the ledger.
        let kept = try await room.ids().filter { !one.added.contains($0.key) }
        #expect(kept == ids, story)
        #expect(Set(ids.values).isSubset(of: try await room.shown()), story)
        #expect(try room.ledger()?.lines.filter { !one.added.contains($0.key) } == ledger?.lines, story)
        #expect(try await Set(room.ids().keys).subtracting(ids.keys) == one.added, story)
        // Nor by hand, but for a plan that says so; nor by a start.
        let plan = try await room.publish(isPlan: true)
        #expect(plan.feeds.first?.held.count == one.held, story)
        #expect(plan.hasFindings, story)
        #expect(try await room.publish(isNow: true).feeds.first?.held.count == one.held, story)
        await room.stop()
        try await room.start()
        #expect(try await room.held().count == one.held, story)
        try await room.shell(one.cure)
        await room.publisher?.reload()
        try await eventually { try await room.held().isEmpty }
        await room.publisher?.answer()
        #expect(try await room.ids().filter { !one.added.contains($0.key) } == ids, story)
        #expect(try await room.problems().isEmpty, story)
    }

    /// What a slow script does to one file after the other.
    struct Script: CustomTestStringConvertible {
        var testDescription: String
        var before = "true"
        var change: String
        var fate: Departure.Fate
    }

    static let other = "printf -- '---\\ntitle: X %s\\ndate: 2020-01-01\\n---\\nOther %s'"

    static let scripts = [
        Script(testDescription: "other ids", change: "sed -i \"2iid: new-$n\" a$n.md", fate: .reidentified),
        Script(testDescription: "other articles", change: "\(other) $n $n > a$n.md", fate: .replaced),
        Script(testDescription: "rm", change: "rm a$n.md", fate: .removed),
        Script(
            testDescription: "git checkout of another branch's files",
            before: "\(git) init -q .; \(git) add .; \(git) commit -qm 1; \(git) checkout -qb other; "
                + "for f in *.md; do \(other) $f $f > $f; done; \(git) commit -qam 2; \(git) checkout -q main; "
                + "touch -d @1700000000 *.md",
            change: "git checkout -q other -- a$n.md",
            fate: .replaced
        ),
    ]

    @Test(arguments: [true, false])
    func `holds back what comes file by file, though no pass sees much of it`(_ isUp: Bool) async {
        await abreast(Self.scripts) { try await self.expectHold($0, isUp) }
    }

    private func expectHold(_ one: Script, _ isUp: Bool) async throws {
        let story: Comment = "\(one.testDescription)"
        let count = 30
        let room = try Self.room(count)
        try await room.shell(one.before)
        if isUp { try await room.start() } else { try await room.publish() }
        let ids = try await room.ids()
        for begin in stride(from: 0, to: count, by: 3) {
            let numbers = (begin..<begin + 3).map(String.init).joined(separator: " ")
            try await room.shell("for n in \(numbers); do \(one.change); sleep 0.03; done")
            // With the daemon down a pass by hand comes after every few files.
            if !isUp { try await room.publish() }
        }
        try await eventually { try await room.store.departures(of: "news").count == count }
        await room.publisher?.answer()
        let held = try await room.held()
        #expect(held.count >= count - Guard.cap(of: count), story)
        #expect(held.allSatisfy { $0.fate == one.fate }, story)
        let kept = try await room.ids()
        #expect(held.allSatisfy { kept[$0.path] == $0.id && ids[$0.path] == $0.id }, story)
        #expect(Set(held.map(\.id)).isSubset(of: try await room.shown()), story)
    }

    @Test func `has nothing to say of a wrong base URL: no id changes, and nobody is told`() async throws {
        let room = try Self.room()
        try room.define("hubs = [\"http://127.0.0.1:1/\"]")
        try await room.publish()
        let (ids, shown) = (try await room.ids(), try await room.shown())
        room.baseURL = "http://localhost:1313/wrong"
        let report = try await room.publish()
        #expect(report.feeds.first?.held.isEmpty == true)
        #expect(report.feeds.first?.changed.isEmpty == true)
        #expect(try await room.ids() == ids)
        #expect(try await room.shown() == shown)
        #expect(try await room.isTold() == false)
    }

    @Test func `lets new articles and edits pass while it holds`() async throws {
        let room = try Self.room()
        try await room.publish()
        try await room.shell("rm a1*.md")
        try room.write(Self.text(2, "Edited"), to: "a2.md")
        for number in 100..<150 { try room.write(Self.text(number), to: "new\(number).md") }
        let changes = try #require(try await room.publish().feeds.first)
        #expect(changes.held.count == 11)
        #expect(changes.held.allSatisfy { $0.fate == .removed })
        #expect(changes.added.count == 50)
        #expect(changes.changed.map(\.path) == ["a2.md"])
        #expect(changes.changed.map(\.differences) == [["text"]])
        #expect(try await room.ids().count == 80)
    }

    @Test func `never counts what was never seen`() async throws {
        let room = try Self.room()
        try await room.publish()
        try await room.shell(
            "seq 300 | awk '{ f = \"n\" $1 \".md\"; print \"# N \" $1 > f; close(f) }'; touch -d @1700000500 n*"
        )
        let report = try await room.publish()
        #expect(report.feeds.first?.added.count == 300)
        #expect(report.feeds.first?.held.isEmpty == true)
        #expect(!report.hasFindings)
    }

    @Test func `lets everything go by force, of that feed alone, and begins anew`() async throws {
        let room = try Self.room()
        try await room.publish()
        try await room.shell("rm a1*.md")
        try await room.publish()
        #expect(try await room.held().count == 11)
        let request = PublishRequest(targets: ["news"], isNow: true, isForced: true)
        var plan = request
        plan.isPlan = true
        #expect(try await room.publish(plan).feeds.first?.removed.count == 11)
        #expect(try await room.held().count == 11)
        let changes = try #require(try await room.publish(request).feeds.first)
        #expect(changes.removed.count == 11)
        #expect(changes.held.isEmpty && changes.reasons.isEmpty)
        #expect(try await room.ids().count == 19)
        #expect(try await room.store.departures(of: "news").isEmpty)
        #expect(try await room.problems().isEmpty)
        try await room.shell("rm a2.md")
        #expect(try await room.publish().feeds.first?.removed.map(\.path) == ["a2.md"])
    }

    @Test func `does not hold what an article alone is forced to`() async throws {
        let room = try Self.room()
        try await room.publish()
        let request = PublishRequest(targets: ["a1.md"], isNow: true, isForced: true)
        let problems = try await room.publish(request).unknown
        #expect(problems.map(\.message) == ["is an article; --force takes feeds"])
    }

    @Test func `holds what has not come back, and lets the rest`() async throws {
        let room = try Self.room()
        try await room.shell("cp -a . ../saved")
        try await room.publish()
        let ids = try await room.ids()
        try await room.shell("rm a1*.md")
        try await room.publish()
        // Three return: one as it was, one edited, one under another name.
        try await room.shell("cp -a ../saved/a1.md .; cp -a ../saved/a12.md b.md")
        try room.write(Self.text(11, "Edited"), to: "a11.md")
        let changes = try #require(try await room.publish().feeds.first)
        #expect(changes.held.count == 8)
        #expect(changes.changed.map(\.path) == ["a11.md"])
        #expect(changes.removed.isEmpty)
        #expect(try await room.ids()["b.md"] == ids["a12.md"])
        #expect(try await room.ids().count == 30)
    }

    /// A pass at a moment, by a publisher that has just started.
    private func pass(_ room: Newsroom, _ now: Date) async throws -> Report.Changes {
        var conditions = FeedPass.Conditions(scope: .everything, now: now)
        conditions.isImmediate = true
        var pass = try room.pass(conditions)
        let result = try await pass.run(ledger: room.ledger())
        try room.define(result.ledger.text, "news/ids.toml")
        try await room.store.commit(result.edition, at: now)
        return result.changes
    }

    @Test func `judges over ten minutes, whatever passes and starts lie between`() async throws {
        let room = try Self.room(100)
        try await room.publish()
        let now = Date()
        try await room.shell("rm a1?.md")
        #expect(try await pass(room, now).removed.count == 10)
        try await room.shell("rm a2?.md")
        #expect(try await pass(room, now + 500).removed.count == 10)
        try await room.shell("rm a30.md")
        #expect(try await pass(room, now + 599).held.map(\.path) == ["a30.md"])
        // It stays held; but after a while another is let go.
        try await room.shell("rm a31.md")
        let changes = try await pass(room, now + 601)
        #expect(changes.held.map(\.path) == ["a30.md"])
        #expect(changes.removed.map(\.path) == ["a31.md"])
        #expect(try await room.store.departures(of: "news").count == 12)
    }

    @Test func `does not count what has come back`() async throws {
        let room = try Self.room(100)
        try await room.shell("cp -a . ../saved")
        try await room.publish()
        for turn in 1..<4 {
            try await room.shell("rm a\(turn)?.md")
            #expect(try await room.publish().feeds.first?.removed.count == 10)
            try await room.shell("cp -a ../saved/a\(turn)?.md .")
            try await room.publish()
            #expect(try await room.store.departures(of: "news").isEmpty)
        }
    }

    @Test func `neither holds nor tells a first pass`() async throws {
        let room = try Self.room()
        try room.define("hubs = [\"http://127.0.0.1:1/\"]")
        try await room.publish()
        try await room.shell("rm a1*.md")
        let again = try Newsroom()
        try await again.temporary.shell("rm -r feeds; cp -a \(room.folder) feeds")
        let report = try await again.publish()
        #expect(report.feeds.first?.added.count == 19)
        #expect(!report.hasFindings)
        #expect(try await again.isTold() == false)
    }

    @Test func `shows nothing of what is held, not even where its body was never asked for`() async throws {
        let room = try Self.room(40)
        try room.define("limit = 1")
        try await room.publish()
        try await room.shell(
            "for f in a1*.md; do printf -- '---\\ntitle: Secret\\ndraft: true\\n---\\nSecret' > $f; done"
        )
        try await room.publish()
        #expect(try await room.held().count == 11)
        let library = try room.library()
        guard case .unknown = try await library.article("a1", in: "news") else {
            Issue.record("a page is made of what is held")
            return
        }
        #expect(try await room.entry("a1.md")?.title == "Article 1")
        // Shown before, it is shown as it was.
        guard case .page(_, let entry) = try await library.article("a39", in: "news") else {
            Issue.record("the page is gone")
            return
        }
        #expect(entry.content?.contains("The body of 39") == true)
    }

    @Test func `takes an article whose author has written its id for that one, whatever else is different`()
        async throws
    {
        let room = try Newsroom(["a.md": "---\nid: tag:x\ntitle: A\n---\nA", "b.md": Self.text(1)])
        try await room.publish()
        try await room.shell("rm a.md")
        try room.write("---\nid: tag:x\ntitle: B\n---\nB", to: "c.md")
        let changes = try #require(try await room.publish().feeds.first)
        #expect(changes.removed.isEmpty)
        #expect(try await room.entry("c.md")?.id == "tag:x")
        #expect(try await room.problems().isEmpty)
    }

    @Test func `knows an article with another id for a removal and an addition, and gives its id to nobody`()
        async throws
    {
        let room = try Newsroom(["a.md": Self.text(0), "b.md": Self.text(1)])
        try await room.publish()
        let old = try #require(try await room.ids()["a.md"])
        try room.write("---\nid: new\ntitle: A\n---\nA", to: "a.md")
        let changes = try #require(try await room.publish().feeds.first)
        #expect(changes.removed.map(\.id) == [old])
        #expect(changes.added.map(\.id) == ["new"])
        try await room.shell("mv a.md c.md")
        try await room.publish()
        try room.write(Self.text(2), to: "a.md")
        try await room.publish()
        let ids = try await room.ids()
        #expect(ids["c.md"] == "new")
        #expect(ids["a.md"] != nil && ids["a.md"] != old)
    }
}

extension Newsroom {
    func held() async throws -> [Departure] {
        try await store.departures(of: "news").filter(\.isHeld)
    }

    @discardableResult
    func publish(_ request: PublishRequest) async throws -> Report {
        if let publisher { return await publisher.publish(request) }
        let publisher = try Publisher(settings: settings, store: store, watcher: nil, logger: Self.logger)
        let work = Task { await publisher.run() }
        defer { work.cancel() }
        return await publisher.publish(request)
    }

    /// Whether anything was told since this was last asked, by the pings that a hub of others is owed.
    func isTold() async throws -> Bool {
        var isTold = false
        // One at a time of each hub.
        while let ping = try await store.claimPings(at: Date() + 1e6, limit: 1).first {
            try await store.finish(ping, again: nil)
            isTold = true
        }
        return isTold
    }
}
