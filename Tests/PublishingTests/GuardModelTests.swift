import Articles
import Foundation
import Store
import Testing

@testable import Publishing

/// Random deletions, edits, returns, starts and force: whatever comes, subscribers lose no more than the caps allow.
@Suite(.timeLimit(.minutes(2))) struct `The guard's model` {
    /// SplitMix64: each seed is one story.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
            return word ^ word >> 31
        }
    }

    private struct Story {
        let room: Newsroom
        var dice: Dice
        var now = Date()
        var memory = FeedPass.Memory()
        /// When ids went that readers had.
        var losses: [String: Date] = [:]
        var published: [String: String] = [:]
        var paths: [String] = []
        /// Which article a path is.
        var numbers: [String: Int] = [:]
    }

    private static let secret = "---\ntitle: Secret\ndraft: true\n---\nSecret"

    @Test(arguments: 1...3) func `holds in every story`(_ seed: UInt64) async throws {
        let room = try `The guard`.room(24)
        try room.define("limit = 12")
        try await room.publish()
        var story = Story(room: room, dice: Dice(state: seed))
        story.published = try await published(room, story.now)
        story.paths = story.published.keys.sorted()
        for number in 0..<24 { story.numbers["a\(number).md"] = number }
        let ids = story.published
        for _ in 0..<16 {
            try disturb(&story)
            try await pass(&story, isForced: Int.random(in: 0..<12, using: &story.dice) == 0)
        }
        // In the end everything is back, and everything is what it was.
        for path in story.paths {
            try room.write(`The guard`.text(story.numbers[path] ?? 0, "The end"), to: path)
        }
        try await pass(&story, isForced: false)
        #expect(try await room.held().isEmpty)
        #expect(try await published(room, story.now).filter { ids[$0.key] != nil } == ids)
    }

    private func published(_ room: Newsroom, _ now: Date) async throws -> [String: String] {
        let entries = try await room.store.entries(of: "news").filter { $0.isShown(at: now) }
        return Dictionary(entries.map { ($0.path, $0.id) }, uniquingKeysWith: { first, _ in first })
    }

    private func disturb(_ story: inout Story) throws {
        let room = story.room
        let some = story.paths.shuffled(using: &story.dice).prefix(.random(in: 1...9, using: &story.dice))
        switch Int.random(in: 0..<6, using: &story.dice) {
        case 0, 1:
            for path in some { try? FileManager.default.removeItem(atPath: room.place(path)) }
        case 2:
            for path in some { try room.write(Self.secret, to: path) }
        case 3:
            for path in some {
                try room.write(`The guard`.text(story.numbers[path] ?? 0, "Back"), to: path)
            }
        case 4:
            let path = "new\(story.paths.count).md"
            story.numbers[path] = story.paths.count
            try room.write(`The guard`.text(story.paths.count), to: path)
            story.paths.append(path)
        default: story.memory = FeedPass.Memory()
        }
        story.now += .random(in: 1...250, using: &story.dice)
    }

    private func pass(_ story: inout Story, isForced: Bool) async throws {
        let room = story.room
        var conditions = FeedPass.Conditions(scope: .everything, now: story.now)
        conditions.isImmediate = true
        conditions.isForced = isForced
        let held = Set(try await room.held().map(\.id))
        story.memory = try await room.run(conditions, memory: story.memory)
        let after = try await published(room, story.now)
        let (before, left) = (Set(story.published.values), Set(after.values))
        for id in left { story.losses[id] = nil }
        for id in before.subtracting(left) { story.losses[id] = isForced ? nil : story.now }
        story.losses = story.losses.filter { $0.value > story.now - Guard.window }
        if isForced { story.losses = [:] }
        #expect(story.losses.count <= Guard.cap(of: before.count + story.losses.count))
        // What was held goes by force alone.
        if !isForced { #expect(held.subtracting(left).isEmpty) }
        let shown = try await room.shown()
        // What was never shown, and says something else now, has no body.
        let leftOut = try await room.problems().count { $0.contains("was never shown") }
        #expect(shown.count >= min(12, left.count) - leftOut && Set(shown).isSubset(of: left))
        #expect(try await !room.text().contains("Secret"))
        #expect(try await room.held().allSatisfy { left.contains($0.id) })
        story.published = after
    }
}
