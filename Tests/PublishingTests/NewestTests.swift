import Feeds
import Foundation
import Store
import Testing

@testable import Publishing

@Suite(.timeLimit(.minutes(2))) struct `The newest entries` {
    private func entry(_ number: Int, at second: Int) -> CatalogueEntry {
        let moment = Date(timeIntervalSince1970: Double(second))
        return CatalogueEntry(
            path: "\(number).md",
            file: FileMark(inode: 0, size: 1, modified: 0, hash: .init(high: 0, low: 0)),
            state: .live,
            id: "id \(number)",
            published: moment,
            updated: moment
        )
    }

    private func newest(_ entries: some Collection<CatalogueEntry>, limit: Int) -> Newest {
        var newest = Newest(limit: limit)
        for entry in entries { newest.insert(entry) }
        return newest
    }

    @Test func `are known after a change, or known to be unknown`() throws {
        var known = 0
        for limit in [0, 1, 4, 10] {
            for _ in 0..<400 {
                var all: [String: CatalogueEntry] = [:]
                for number in 0..<Int.random(in: 0...12) {
                    all["\(number).md"] = entry(number, at: .random(in: 0...8))
                }
                let before = newest(all.values, limit: limit)
                let left = Set(all.keys.filter { _ in Int.random(in: 0..<6) == 0 })
                let come = (0..<Int.random(in: 0...2)).map { entry(100 + $0, at: .random(in: 0...8)) }
                let back = left.filter { _ in Bool.random() }.compactMap { path in
                    path.split(separator: ".").first.flatMap { Int($0) }.map {
                        entry($0, at: .random(in: 0...8))
                    }
                }
                let after = before.changed(by: come + back) { left.contains($0.path) }
                for path in left { all[path] = nil }
                for entry in come + back { all[entry.path] = entry }
                guard let after else { continue }
                known += 1
                #expect(after.entries == newest(all.values, limit: limit).entries)
            }
        }
        // Where nothing leaves, nothing is ever asked for.
        #expect(known > 800)
    }

    /// Whatever happens to files, what is remembered of the newest is what the store would say.
    @Test func `are remembered as the store has them`() async throws {
        func text(_ number: Int, day: Int, _ head: String = "") -> String {
            "---\ntitle: T\(number)\ndate: 2024-01-\(10 + day)\n\(head)---\n\(UUID())\n"
        }
        var files: [String: String] = [:]
        for number in 0..<12 { files["a\(number).md"] = text(number, day: number) }
        let room = try Newsroom(files)
        try room.define("limit = 5")
        try await room.publish()
        var now = Date()
        func run(_ scope: FeedPass.Scope, _ memory: FeedPass.Memory) async throws -> FeedPass.Memory {
            var conditions = FeedPass.Conditions(scope: scope, now: now)
            conditions.isImmediate = true
            let memory = try await room.run(conditions, memory: memory)
            let stored = try await room.store.newest(of: "news", at: now, limit: 5, leavingOut: [])
            #expect(memory.newest?.entries == stored)
            return memory
        }
        var memory = try await run(.everything, FeedPass.Memory())
        for turn in 0..<40 {
            now += 1
            let number = Int.random(in: 0..<12)
            let path = "a\(number).md"
            var paths: Set<String> = [path]
            switch turn % 8 {
            case 0, 1: try room.write(text(number, day: .random(in: 0...15)), to: path)
            case 2: try? FileManager.default.removeItem(atPath: room.place(path))
            case 3: try room.write(text(number, day: 15, "draft: true\n"), to: path)
            case 4: try room.write(text(turn, day: 15), to: "new\(turn).md"); paths = ["new\(turn).md"]
            case 5:
                try room.write(text(number, day: number), to: path)
                memory = try await run(.paths([path]), memory)
                try FileManager.default.moveItem(atPath: room.place(path), toPath: room.place("to\(turn).md"))
                paths.insert("to\(turn).md")
            case 6:
                try? FileManager.default.setAttributes(
                    [.modificationDate: now],
                    ofItemAtPath: room.place(path)
                )
            default: try room.write(text(number, day: 12, "expires: 2024-02-01\n"), to: path)
            }
            memory = try await run(.paths(paths), memory)
        }
    }
}
