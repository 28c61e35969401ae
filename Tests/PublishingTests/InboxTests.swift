import Articles
import Feeds
import Foundation
import Store
import TestSupport
import Testing

@testable import Publishing

@Suite(.timeLimit(.minutes(2))) struct `An inbox that is purged` {
    private func room(_ count: Int = 4, _ definition: String = "on_delete = \"keep\"") async throws
        -> Newsroom
    {
        let room = try `The guard`.room(count)
        try room.define(definition)
        try await room.publish()
        return room
    }

    private func page(_ slug: String, _ room: Newsroom) async throws -> String? {
        let library = try room.library()
        guard case .page(_, let entry) = try await library.article(slug, in: "news") else { return nil }
        return entry.content
    }

    @Test func `keeps its entries and their pages, beyond the limit and after a start`() async throws {
        let room = try await room(40, "on_delete = \"keep\"\nlimit = 3")
        let (before, ids) = (try await room.text(), try await room.ids())
        try await room.start()
        try await room.shell("rm *.md")
        try await eventually { try await room.store.files(of: "news").allSatisfy { $0.mark.inode == 0 } }
        await room.publisher?.answer()
        #expect(try await room.text() == before)
        #expect(try await room.problems().isEmpty)
        await room.stop()
        // What is shown next has a body too, though no document ever showed it.
        try room.define("on_delete = \"keep\"\nlimit = 40")
        try await room.start()
        #expect(try await room.ids() == ids)
        #expect(try await room.shown().count == 40)
        #expect(try await room.text().contains("The body of 0."))
        #expect(try await page("a1", room)?.contains("The body of 1.") == true)
        #expect(try await room.publish().hasFindings == false)
    }

    @Test func `takes a file at a former path for the same article, and takes it back where its author does`()
        async throws
    {
        let room = try await room()
        let ids = try await room.ids()
        try await room.shell("rm *.md")
        try await room.publish()
        try room.write(`The guard`.text(1, "Edited"), to: "a1.md")
        let changes = try #require(try await room.publish().feeds.first)
        #expect(changes.changed.map(\.path) == ["a1.md"])
        #expect(try await room.ids() == ids)
        try room.write("---\ntitle: X\ndraft: true\n---\nx", to: "a2.md")
        #expect(try await room.publish().feeds.first?.removed.map(\.path) == ["a2.md"])
        try await room.shell("rm *.md")
        try await room.publish()
        #expect(try await room.shown().count == 3)
        #expect(try await page("a1", room)?.contains("Edited of 1.") == true)
    }

    @Test(arguments: [true, false])
    func `that always gets files of one name keeps each as an article of its own`(_ isUp: Bool) async throws {
        let room = try await room(1)
        if isUp { try await room.start() }
        var known = try await room.ids().mapValues { [$0] }.values.flatMap(\.self)
        for turn in 1...3 {
            try await room.shell("rm a0.md")
            if isUp { try await Task.sleep(for: .seconds(1.3)) } else { try await room.publish() }
            try room.write(
                "---\ntitle: Turn \(turn)\ndate: 2024-05-0\(turn)\n---\nText \(turn)\n",
                to: "a0.md"
            )
            if !isUp { try await room.publish() }
            try await eventually { try await room.shown().count == turn + 1 }
            let id = try #require(try await room.ids()["a0.md"])
            #expect(!known.contains(id))
            known.append(id)
            #expect(try await Set(room.shown()) == Set(known))
        }
        let slugs = try await room.slugs().values.sorted()
        #expect(slugs == ["a0", "a0-2", "a0-3", "a0-4"])
        // Also where one is written over.
        if !isUp {
            try room.write("---\ntitle: Over\ndate: 2024-06-01\n---\nWritten over.\n", to: "a0.md")
            try await room.publish()
            known.append(try #require(try await room.ids()["a0.md"]))
            #expect(try await Set(room.shown()) == Set(known) && known.count == 5)
        }
        // Who comes back is who it was, and the one before stays.
        try await room.shell("rm a0.md")
        if isUp { try await Task.sleep(for: .seconds(1.3)) } else { try await room.publish() }
        try room.write("---\ntitle: Turn 2\ndate: 2024-05-02\n---\nText 2\n", to: "a0.md")
        if !isUp { try await room.publish() }
        try await eventually { try await room.ids()["a0.md"] == known[2] }
        #expect(try await Set(room.shown()) == Set(known))
        #expect(try await room.shown().count == known.count)
        #expect(try await page("a0", room)?.contains("The body of 0.") == true)
        #expect(try await room.problems().isEmpty)
    }

    @Test(arguments: [true, false])
    func `takes a file of which half was saved first for one article`(_ isInbox: Bool) async throws {
        let half = "The counc"
        let whole = "The council has voted\n\nA long text of what was said, and by whom.\n"
        let room = try await room(8, isInbox ? "on_delete = \"keep\"" : "")
        try room.write(half, to: "b.txt")
        try await room.publish()
        let (ids, shown) = (try await room.ids(), try await room.shown().count)
        #expect(shown == 9)
        try room.write(whole, to: "b.txt")
        let changes = try #require(try await room.publish(isPlan: true).feeds.first)
        #expect(changes.changed.map(\.path) == ["b.txt"] && changes.added.isEmpty)
        try await room.publish()
        #expect(try await room.ids() == ids)
        #expect(try await room.shown().count == shown)
        #expect(try await room.text().contains("The council has voted"))
        // Another text is another article, however long it is.
        try room.write(
            "Somebody else's\n\nWords, and more of them than there were in the one before it.\n",
            to: "b.txt"
        )
        try await room.publish()
        #expect(try await room.shown().count == (isInbox ? shown + 1 : shown))
    }

    @Test func `keeps the second of an update when another article comes to its path and to its second`()
        async throws
    {
        let room = try Newsroom(["a.md": "---\ntitle: A\ndate: 2024-01-02\n---\nThe text of A.\n"])
        try room.define("on_delete = \"keep\"")
        try await room.publish()
        let before = try #require(try await room.entry("a.md"))
        let other = "---\ntitle: B\ndate: 2024-01-03\n---\nAltogether other words.\n"
        try room.write(other, to: "a.md")
        try room.temporary.date("feeds/news/articles/a.md", Int(before.updated.timeIntervalSince1970))
        try await room.publish()
        let entries = try await room.store.entries(of: "news")
        #expect(entries.count == 2)
        #expect(entries.first { $0.id == before.id }?.updated == before.updated)
    }

    @Test func `keeps what was published before it was one`() async throws {
        let room = try await room(30, "limit = 2")
        try room.define("limit = 2\non_delete = \"keep\"")
        try await room.publish()
        try await room.shell("rm *.md")
        try await room.publish()
        #expect(try await room.held().isEmpty)
        #expect(try await page("a0", room)?.contains("The body of 0.") == true)
    }

    @Test func `is a folder as others are when its definition says so again, and the guard holds it`()
        async throws
    {
        let room = try await room(30)
        try await room.shell("rm *.md")
        try await room.publish()
        try room.define("")
        #expect(try await room.publish().feeds.first?.held.count == 30)
        #expect(try await room.shown().count == 30)
        try room.define("on_delete = \"keep\"")
        try await room.publish()
        #expect(try await room.held().isEmpty)
        #expect(try await room.shown().count == 30)
    }

    @Test func `that is renamed in has moves as ever, and is missed where it is missing`() async throws {
        let room = try await room()
        let ids = try await room.ids()
        try await room.shell("mv a1.md b.md; rm a2.md")
        try await room.publish()
        #expect(try await room.ids()["b.md"] == ids["a1.md"])
        #expect(try await room.ids().count == 4)
        try await room.shell("cd ..; rm -r articles")
        #expect(try await room.publish().problems.first?.message.contains("is missing") == true)
        #expect(try await room.shown().count == 4)
    }
}
