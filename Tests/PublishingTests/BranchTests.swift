import Articles
import Feeds
import Foundation
import Store
import TestSupport
import Testing

@testable import Publishing

/// Another branch of the author's repository comes and goes, while the daemon watches and while it does not.
@Suite(.timeLimit(.minutes(2))) struct `Another branch` {
    private static let git = "git -c user.name=A -c user.email=a@example.org -c init.defaultBranch=main"
    private static let other =
        "printf -- '---\\ntitle: Foreign %s\\ndate: 2020-01-01\\n---\\nForeign %s' $f $f > $f"

    /// What the other branch has in place of an article.
    enum Change: String, CaseIterable, CustomTestStringConvertible {
        case others
        case drafts
        case all

        var testDescription: String { rawValue }

        var script: String {
            let replace = "for f in $FILES; do \(`Another branch`.other); done"
            let draft = "sed -i '2idraft: true' $FILES; sed -i 's/The body/Foreign/' $FILES"
            return switch self {
            case .others: "FILES=$(ls *.md); \(replace)"
            case .drafts: "FILES=$(ls *.md); \(draft)"
            case .all:
                "FILES=$(ls a1*.md); \(replace); FILES=$(ls a2*.md); \(draft); rm a3*.md; "
                    + "for f in a4*.md; do sed -i \"2iid: foreign-$f\" $f; done"
            }
        }
    }

    private static func room(_ change: Change) async throws -> Newsroom {
        let room = try `The guard`.room(50)
        try await room.shell(
            "rm a?.md; \(git) init -q .; \(git) add .; \(git) commit -qm 1; \(git) checkout -qb other; "
                + "\(change.script); \(git) commit -qam 2; \(git) checkout -q main; touch -d @1700000000 *.md"
        )
        return room
    }

    /// Everything that anybody is shown of a feed, and what is known of it.
    private struct Sight: Equatable {
        var documents: [String] = []
        var identities: [String: String] = [:]
        var held = 0
        var problems: [String] = []

        init(_ room: Newsroom) async throws {
            for format in Format.allCases { documents.append(try await room.text(format)) }
            identities = try await room.ids()
            held = try await room.held().count
            problems = try await room.problems()
        }
    }

    @Test func `is seen by nobody, and leaves nothing behind when the first one is back`() async {
        await abreast(Change.allCases) { try await self.expectNothing(of: $0) }
    }

    private func expectNothing(of change: Change) async throws {
        let room = try await Self.room(change)
        try room.define("hubs = [\"http://127.0.0.1:1/\"]")
        try await room.start()
        let before = try await Sight(room)
        let store = room.store
        let watch = Task { try await Self.watch(store) }
        for round in 1...3 {
            let story: Comment = "\(change), round \(round)"
            try await room.shell("\(Self.git) checkout -q other")
            try await eventually { try await room.held().count == 40 }
            try await Self.rest(room)
            #expect(try await Sight(room).documents == before.documents, story)
            try await room.shell("\(Self.git) checkout -q main")
            try await eventually { try await room.held().isEmpty }
            try await Self.rest(room)
            #expect(try await Sight(room) == before, story)
            // There and back before anybody is missed.
            try await room.shell("\(Self.git) checkout -q other; sleep 0.2; \(Self.git) checkout -q main")
            try await Self.rest(room)
            #expect(try await Sight(room) == before, story)
        }
        watch.cancel()
        #expect(try await watch.value == [])
        #expect(try await room.isTold() == false)
        #expect(try await room.store.departures(of: "news").isEmpty)
    }

    @Test func `takes what it brought with it when it goes, also the second time`() async throws {
        let room = try await Self.room(.others)
        try await room.shell(
            "\(Self.git) checkout -q other; for n in $(seq 15); do "
                + "printf -- '---\\ntitle: Own %s\\ndate: 2020-02-01\\n---\\nOwn %s' $n $n > own$n.md; done; "
                + "\(Self.git) add .; \(Self.git) commit -qm 3; \(Self.git) checkout -q main"
        )
        try await room.start()
        let before = try await Sight(room)
        for _ in 1...2 {
            try await room.shell("\(Self.git) checkout -q other")
            try await eventually { try await room.held().count == 40 }
            try await eventually { try await room.shown().count == 50 }
            try await Self.rest(room)
            #expect(try await room.text().contains("Own 15"))
            try await room.shell("\(Self.git) checkout -q main")
            try await eventually { try await room.held().isEmpty }
            try await eventually { try await room.shown().count == 40 }
            try await Self.rest(room)
            #expect(try await Sight(room).documents == before.documents)
            #expect(try await room.held().isEmpty)
        }
        // What comes when nothing is held is nobody's guest; all of one day are shown, beyond the limit.
        try await room.shell("for n in $(seq 15); do cp a10.md more$n.md; echo $n >> more$n.md; done")
        try await eventually { try await room.shown().count == 55 }
        try await Self.rest(room)
        try await room.shell("rm more*.md")
        try await eventually { try await room.held().count == 15 }
    }

    @Test(arguments: [true, false])
    func `takes what it brought with it when it goes, also after a start`(_ isByHand: Bool) async throws {
        let room = try await Self.room(.others)
        try await room.shell(
            "\(Self.git) checkout -q other; for n in $(seq 15); do "
                + "printf -- '---\\ntitle: Own %s\\ndate: 2020-02-01\\n---\\nOwn %s' $n $n > own$n.md; done; "
                + "\(Self.git) add .; \(Self.git) commit -qm 3; \(Self.git) checkout -q main; touch -d @1700000000 *.md"
        )
        func pass() async throws {
            if isByHand {
                try await room.publishByHand()
                return
            }
            try await room.start()
            try await Self.rest(room)
            await room.stop()
        }
        try await pass()
        let before = try await Sight(room)
        try await room.shell("\(Self.git) checkout -q other; touch -d @1700000100 *.md")
        try await pass()
        #expect(try await room.held().count == 40)
        #expect(try await room.shown().count == 50)
        try await room.shell("\(Self.git) checkout -q main; touch -d @1700000200 *.md")
        try await pass()
        #expect(try await room.held().isEmpty)
        #expect(try await Sight(room).documents == before.documents)
    }

    @Test(arguments: [true, false])
    func `exempts nobody from the guard, be it there no more or all files gone`(_ isBack: Bool) async throws {
        let room = try `The guard`.room(20)
        try await room.publishByHand()
        try await room.shell("mkdir ../aside; mv a1?.md ../aside")
        try await room.publishByHand()
        #expect(try await room.held().count == 10)
        for number in 0..<15 {
            try room.write(
                "---\ntitle: New \(number)\ndate: 2020-03-01\n---\nNew \(number)\n",
                to: "new\(number).md"
            )
        }
        try await room.publishByHand()
        #expect(try await room.shown().count == 35)
        if isBack {
            try await room.shell("mv ../aside/* .")
            try await room.publishByHand()
            #expect(try await room.held().isEmpty)
            // The moment is in the store no more, as long as nothing is held.
            try await room.shell("rm new*.md")
        } else {
            try await room.shell("rm *.md")
        }
        try await room.publishByHand()
        #expect(try await room.held().count == (isBack ? 15 : 35))
        #expect(try await room.shown().count == 35)
    }

    @Test func `takes along what came with it, and nothing when it has gone`() {
        let start = Date(timeIntervalSince1970: 1_700_000_000)
        var guests = Guests()
        func areGuests(_ ids: String..., at seconds: TimeInterval) -> [Bool] {
            ids.map { guests.contains($0, at: start + seconds) }
        }
        guests.note(["long before"], isHolding: false, at: start)
        guests.note(["just before"], isHolding: false, at: start + 15)
        #expect(areGuests("just before", at: 16) == [false])
        guests.note(["with it"], isHolding: true, at: start + 20)
        guests.note(["while it stands"], isHolding: true, at: start + 60)
        #expect(areGuests("just before", "with it", "while it stands", at: 65) == [true, true, true])
        guests.note([], isHolding: false, at: start + 70)
        guests.note(["after"], isHolding: false, at: start + 71)
        #expect(areGuests("just before", "with it", "while it stands", at: 81) == [true, true, true])
        #expect(areGuests("long before", "after", "unknown", at: 75) == [false, false, false])
        // What was held is back: they stay, and are articles as others are.
        #expect(areGuests("just before", "with it", "while it stands", at: 82) == [false, false, false])
        #expect(guests.news(at: start + 82)?.isEmpty ?? true)
    }

    @Test func `that is there at a start is held, and leaves nothing behind`() async {
        await abreast(Change.allCases) { change in
            let room = try await Self.room(change)
            try await room.publish()
            let before = try await Sight(room)
            try await room.shell("\(Self.git) checkout -q other; touch -d @1700000100 *.md")
            try await room.start()
            try await eventually { try await room.held().count == 40 }
            try await Self.rest(room)
            #expect(try await Sight(room).documents == before.documents)
            await room.stop()
            try await room.shell("\(Self.git) checkout -q main; touch -d @1700000200 *.md")
            try await room.start()
            try await eventually { try await room.held().isEmpty }
            try await Self.rest(room)
            #expect(try await Sight(room) == before)
        }
    }

    /// What of the other branch is to be seen in the documents, as long as somebody looks.
    private static func watch(_ store: SQLiteStore) async throws -> [String] {
        var seen: Set<String> = []
        while !Task.isCancelled {
            let document: FeedDocument?
            do {
                document = try await store.document(FeedDocument.Key(feed: "news", format: .json))
            } catch is CancellationError {
                // In the midst of a read.
                break
            }
            let text = String(decoding: document?.bytes ?? [], as: UTF8.self)
            for match in text.matches(of: /[Ff]oreign[^"<]*/) { seen.insert(String(match.output)) }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return seen.sorted()
    }

    /// Waits until the publisher waits for nothing.
    private static func rest(_ room: Newsroom) async throws {
        let publisher = try #require(room.publisher)
        try await Task.sleep(for: .milliseconds(100))
        try await eventually {
            await publisher.answer()
            return await publisher.memories["news"]?.next == nil
        }
    }

    // What waits, and what does not.

    private func look(
        _ room: Newsroom,
        at paths: Set<String>,
        _ memory: FeedPass.Memory = FeedPass.Memory(),
        after seconds: TimeInterval = 0
    ) async throws -> FeedPass.Result {
        let now = room.opened + seconds
        var pass = try room.pass(FeedPass.Conditions(scope: .paths(paths), now: now), memory: memory)
        let result = try await pass.run(ledger: room.ledger())
        try await room.store.commit(result.edition, at: now)
        return result
    }

    @Test(arguments: [("Article 3", "The body of 3."), ("Other", "The body of 3."), ("Article 3", "Other")])
    func `is no edit of an article: that does not wait`(_ title: String, _ body: String) async throws {
        let room = try `The guard`.room(6)
        try await room.publish()
        try room.write("---\ntitle: \(title)\ndate: 2024-01-02 00:03\n---\n\(body)\n", to: "a3.md")
        let result = try await look(room, at: ["a3.md"])
        #expect(result.memory.waiting.isEmpty && result.memory.next == nil)
        #expect(result.changes.changed.count == (title == "Other" || body == "Other" ? 1 : 0))
    }

    /// Many articles are of one day: only the place of its former text tells whose file it is.
    @Test func `may be an edit of title and text: that waits for a second, and is one`() async throws {
        let room = try `The guard`.room(6)
        try await room.publish()
        let id = try await room.ids()["a3.md"]
        try room.write("---\ntitle: Other\ndate: 2024-01-02 00:03\n---\nOther\n", to: "a3.md")
        let result = try await look(room, at: ["a3.md"])
        #expect(Array(result.memory.waiting.keys) == ["a3.md"])
        let rest = try await look(room, at: [], result.memory, after: 1.1)
        #expect(rest.changes.changed.map(\.id) == [id])
        #expect(rest.changes.held.isEmpty)
        #expect(try await room.ids()["a3.md"] == id)
    }

    @Test func `is seen as a whole: one that becomes another waits for a second of rest`() async throws {
        let room = try `The guard`.room(30)
        try await room.publish()
        let ids = try await room.ids()
        var memory = FeedPass.Memory()
        for number in 0..<8 {
            try await room.shell("f=a\(number).md; \(Self.other)")
            let result = try await look(room, at: ["a\(number).md"], memory, after: Double(number) * 0.9)
            memory = result.memory
            #expect(result.edition.entries.isEmpty && result.edition.departures.isEmpty)
        }
        let result = try await look(room, at: [], memory, after: 7.3)
        #expect(result.changes.held.count == 8)
        #expect(result.memory.waiting.isEmpty && result.memory.next == nil)
        #expect(try await room.ids() == ids)
    }

    @Test func `that never rests is taken after ten seconds`() async throws {
        let room = try `The guard`.room(30)
        try await room.publish()
        var memory = FeedPass.Memory()
        for second in 0...10 {
            let text = "---\ntitle: Draft \(second)\ndate: 2020-01-\(second + 10)\n---\nTry \(second)"
            try room.write(text, to: "a3.md")
            let result = try await look(room, at: ["a3.md"], memory, after: Double(second))
            memory = result.memory
            #expect(result.changes.changed.count == (second == 10 ? 1 : 0))
        }
        #expect(try await room.entry("a3.md")?.title == "Draft 10")
    }

    @Test func `has no page either, though nobody has asked for it before`() async throws {
        let room = try `The guard`.room(40)
        try room.define("limit = 1")
        try await room.publish()
        try await room.shell("for f in a1*.md; do \(Self.other); done")
        let library = try room.library()
        // No pass has seen it yet.
        guard case .unknown = try await library.article("a1", in: "news") else {
            Issue.record("a page is made of another article")
            return
        }
        try await room.shell("\(Self.git) init -q . && sed -i 's/The body/An edit/' a2.md")
        guard case .page(_, let entry) = try await library.article("a2", in: "news") else {
            Issue.record("an edited article has no page")
            return
        }
        #expect(entry.content?.contains("An edit") == true)
    }
}
