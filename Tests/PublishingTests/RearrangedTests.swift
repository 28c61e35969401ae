import Articles
import Feeds
import Foundation
import Store
import TestSupport
import Testing

@testable import Publishing

/// Files that change places as git and rsync do it, which write them anew, and as `mv -f` does.
@Suite(.timeLimit(.minutes(2))) struct `Articles that change places` {
    /// What happens to a folder in which a1 to a9 are, and where each article is then; `new` is one that was not there.
    enum Change: String, CaseIterable, CustomTestStringConvertible {
        case renamedWithAnotherInItsPlace
        case movedOverAnother
        case swappedByCopies
        case rotatedByCopies

        var testDescription: String { rawValue }

        var script: String {
            switch self {
            case .renamedWithAnotherInItsPlace:
                "cp a4.md ../b; rm a4.md; mv ../b b4.md; printf -- '\(Self.new)' > a4.md"
            case .movedOverAnother: "mv -f a4.md a5.md"
            case .swappedByCopies: "cp a4.md ../b; cp a5.md ../c; cp ../b a5.md; cp ../c a4.md"
            case .rotatedByCopies:
                "cp a4.md ../b; cp a5.md ../c; cp a6.md ../d; cp ../b a5.md; cp ../c a6.md; cp ../d a4.md"
            }
        }

        /// The same, where names have dates.
        func script(_ dates: Dates) -> String {
            if dates != .ofNames { return script }
            return script.replacing(/\b([ab])(\d)\.md/) { "2024-01-0\($0.output.2)-\($0.output.0)" }
                .replacing("date: 2024-03-01\\n", with: "")
        }

        static let new = "---\\ntitle: New\\ndate: 2024-03-01\\n---\\nThe text of the new one.\\n"

        /// New path to old.
        var moves: [String: String] {
            switch self {
            case .renamedWithAnotherInItsPlace: ["b4.md": "a4.md"]
            case .movedOverAnother: ["a5.md": "a4.md"]
            case .swappedByCopies: ["a5.md": "a4.md", "a4.md": "a5.md"]
            case .rotatedByCopies: ["a5.md": "a4.md", "a6.md": "a5.md", "a4.md": "a6.md"]
            }
        }

        /// How many articles more there are than before.
        var growth: Int { self == .renamedWithAnotherInItsPlace ? 1 : -left.count }

        /// The paths that no known article has.
        var left: Set<String> {
            switch self {
            case .renamedWithAnotherInItsPlace, .movedOverAnother: ["a4.md"]
            case .swappedByCopies, .rotatedByCopies: []
            }
        }
    }

    /// Whence the articles have their dates.
    enum Dates: String, CaseIterable {
        case ofTheirOwn, ofOneDay, ofNames
    }

    private static func room(_ dates: Dates = .ofTheirOwn) throws -> Newsroom {
        let room = try Newsroom()
        for number in 1...9 {
            let date =
                switch dates {
                case .ofTheirOwn: "date: 2024-01-0\(number)\n"
                case .ofOneDay: "date: 2024-03-01\n"
                case .ofNames: ""
                }
            let head = "title: Art \(number)\n\(date)"
            try room.write("---\n\(head)---\nThe text of \(number).\n", to: name("a\(number).md", dates))
        }
        return room
    }

    private static func name(_ path: String, _ dates: Dates) -> String {
        guard dates == .ofNames, let number = path.first(where: \.isNumber) else { return path }
        return "2024-01-0\(number)-\(path)"
    }

    private static func check(_ ids: [String: String], before: [String: String], _ change: Change) {
        #expect(Set(ids.values).count == ids.count)
        for (path, id) in before where change.moves[path] == nil && !change.left.contains(path) {
            #expect(ids[path] == id, "\(path)")
        }
        for (path, old) in change.moves { #expect(ids[path] == before[old], "\(path) was \(old)") }
        if change == .renamedWithAnotherInItsPlace {
            #expect(ids["a4.md"].map { !before.values.contains($0) } == true)
        } else {
            #expect(ids.count == before.count - change.left.count)
        }
    }

    private struct Case: CustomTestStringConvertible {
        var change: Change
        var daemon: String
        var dates: Dates

        var testDescription: String { "\(change), \(daemon), dates \(dates)" }
    }

    private static let cases = Change.allCases.flatMap { change in
        // What comes over an article of the same day is taken for an edit of that.
        (change == .movedOverAnother ? [.ofTheirOwn] : Dates.allCases).flatMap { dates in
            ["by hand", "down", "up"].map { Case(change: change, daemon: $0, dates: dates) }
        }
    }

    @Test(arguments: cases)
    private func `keep their ids`(_ one: Case) async throws {
        let (change, daemon, dates) = (one.change, one.daemon, one.dates)
        let room = try Self.room(dates)
        func ids() async throws -> [String: String] {
            let ids = try await room.ids()
            return Dictionary(
                uniqueKeysWithValues: ids.map {
                    ($0.key.suffix(5) == $0.key ? $0.key : String($0.key.suffix(5)), $0.value)
                }
            )
        }
        if daemon == "up" { try await room.start() } else { try await room.publish() }
        let before = try await ids()
        try await room.shell(change.script(dates))
        switch daemon {
        case "by hand": try await room.publish()
        case "down":
            // What was just written is left alone by a scan for a while.
            try await room.shell("touch -d @1700000900 *.md")
            try await room.start()
            fallthrough
        default:
            try await eventually {
                // What is new comes with its own event, which may be later.
                let ids = try await ids()
                return ids.count == before.count + change.growth
                    && change.moves.allSatisfy { ids[$0.key] == before[$0.value] }
            }
            await room.publisher?.answer()
        }
        Self.check(try await ids(), before: before, change)
        #expect(try await room.problems().isEmpty)
        let slugs = try await room.store.entries(of: "news").filter { $0.state == .live }.map(\.slug)
        #expect(Set(slugs).count == slugs.count)
        // Nothing waits without end: what goes now goes.
        try await room.shell("rm \(Self.name("a9.md", dates))")
        if daemon == "by hand" { try await room.publish() }
        try await eventually { try await ids()["a9.md"] == nil }
        await room.stop()
    }

    @Test func `are not waited for without end where what has come is a draft`() async throws {
        let room = try Self.room()
        try room.write("---\ntitle: Art 5\ndraft: true\n---\nAnew.\n", to: "b.md")
        try await room.publish()
        let before = try await room.ids()
        try await room.shell("mv -f b.md a5.md")
        try await room.start()
        try await eventually { try await !room.text(.atom).contains(before["a5.md"] ?? "") }
        try await room.shell("rm a9.md")
        try await eventually { try await room.ids()["a9.md"] == nil }
        await room.stop()
    }

    /// More than are taken together, and each with one far away: in whichever order they are read.
    @Test(arguments: ["", "id: tag:"])
    func `keep their ids however many they are`(id: String) async throws {
        func text(_ number: Int) -> String {
            let day = Date(timeIntervalSince1970: Double(1_600_000_000 + number * 3_600)).rfc3339
            let head = "title: Art \(number)\ndate: \(day)\n" + (id.isEmpty ? "" : "\(id)\(number)\n")
            return "---\n\(head)---\nThe text of \(number).\n"
        }
        let room = try Newsroom()
        for number in 0..<1_200 { try room.write(text(number), to: "a\(number).md") }
        try await room.publish()
        let before = try await room.ids()
        for number in 0..<1_200 { try room.write(text((number + 600) % 1_200), to: "a\(number).md") }
        let report = try await room.publish()
        let after = try await room.ids()
        #expect(after.count == 1_200)
        for number in 0..<1_200 where after["a\(number).md"] != before["a\((number + 600) % 1_200).md"] {
            Issue.record("a\(number).md is another article")
            break
        }
        let changes = try #require(report.feeds.first)
        #expect(changes.added.isEmpty && changes.changed.isEmpty && changes.removed.isEmpty)
        #expect(try await room.problems().isEmpty)
    }

    /// One of the two has an id that its author wrote: until both are seen, one file claims an id that the other's article has.
    @Test(arguments: [0, 20, 300], [false, true])
    func `keep their ids where one of them was written by its author`(gap: Int, isReversed: Bool) async throws
    {
        let plain = "---\ntitle: A\ndate: 2026-01-01\n---\nThe text of A.\n"
        let named = "---\ntitle: B\ndate: 2026-01-02\nid: tag:x,2026:b\n---\nThe text of B.\n"
        let room = try Newsroom(["z.md": "---\ntitle: Z\n---\nZ.\n", "a.md": plain, "b.md": named])
        try await room.start()
        let before = try await room.ids()
        let writes = [(plain, "b.md"), (named, "a.md")]
        for (text, path) in isReversed ? writes.reversed() : writes {
            try room.write(text, to: path)
            try await Task.sleep(for: .milliseconds(gap))
        }
        try await eventually {
            let ids = try await room.ids()
            return ids["a.md"] == before["b.md"] && ids["b.md"] == before["a.md"]
        }
        try await eventually { try await room.problems().isEmpty }
        #expect(Set(try await room.shown()) == Set(before.values))
        await room.stop()
        let other = try room.withAnotherStore()
        try await other.publish()
        let ids = try await other.ids()
        #expect(ids["a.md"] == before["b.md"] && ids["b.md"] == before["a.md"])
    }

    /// As one who swaps two files and edits one, by copies or by renaming.
    @Test(arguments: [
        "cat ../a > b.md; cat ../b > a.md", "cat ../a > a.md; mv a.md ../t; mv b.md a.md; mv ../t b.md",
    ])
    func `keep their ids where one of them is edited at once`(script: String) async throws {
        for daemon in ["up", "down", "by hand"] {
            let room = try Self.room()
            if daemon == "up" { try await room.start() } else { try await room.publish() }
            let before = try await room.ids()
            try await room.shell(
                "cp a4.md ../a; echo 'And more.' >> ../a; cp a5.md ../b; "
                    + script.replacing("a.md", with: "a4.md").replacing("b.md", with: "a5.md")
            )
            if daemon == "by hand" { try await room.publish() }
            if daemon == "down" {
                try await room.shell("touch -d @1700000900 *.md")
                try await room.start()
            }
            try await eventually {
                let ids = try await room.ids()
                let text = try await room.text(.json)
                return ids["a5.md"] == before["a4.md"] && ids["a4.md"] == before["a5.md"]
                    && text.contains("And more.")
            }
            #expect(try await room.ids().count == before.count, "\(daemon)")
            await room.stop()
        }
    }

    /// What the file system tells of moves is of files that were written anew before anybody looked.
    @Test(arguments: [
        "mv a4.md ../t; mv a5.md a4.md; mv ../t a5.md",
        "mv a5.md zz.md; mv a6.md a5.md; mv a7.md a6.md; mv zz.md a7.md",
    ])
    func `keep their ids where they are moved after they changed places`(script: String) async throws {
        for rewriting in [
            "cp ../a a5.md; cp ../b a4.md; ", "cp ../a x~; mv x~ a5.md; cp ../b x~; mv x~ a4.md; ",
        ] {
            let room = try Self.room()
            try await room.start()
            let before = try await room.titles()
            try await room.shell("cp a4.md ../a; cp a5.md ../b; " + rewriting + script)
            try await Task.sleep(for: .seconds(2.5))
            #expect(try await room.titles() == before)
            #expect(try await room.problems().isEmpty)
            await room.stop()
        }
    }

    @Test func `are not where a copy of what they said before lies`() async throws {
        let room = try Self.room()
        try await room.start()
        let before = try await room.ids()
        try await room.shell(
            "cp a4.md x4.md; mv a4.md b4.md; echo 'And more.' >> b4.md; printf -- '\(Change.new)' > a4.md"
        )
        try await eventually { try await room.ids().count == before.count + 2 }
        let ids = try await room.ids()
        #expect(ids["b4.md"] == before["a4.md"])
        #expect(
            ["x4.md", "a4.md"].allSatisfy { path in ids[path].map { !before.values.contains($0) } == true }
        )
        await room.stop()
    }
}

extension Newsroom {
    /// Ids by title.
    fileprivate func titles() async throws -> [String: String] {
        let live = try await store.entries(of: "news").filter { $0.state == .live }
        return Dictionary(live.map { ($0.title, $0.id) }, uniquingKeysWith: { first, _ in first })
    }
}
