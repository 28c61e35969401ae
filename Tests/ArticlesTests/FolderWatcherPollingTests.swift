import Articles
import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct `A folder watcher that polls` {
    let temporary: TemporaryFolder
    let watcher = FolderWatcher(polling: true, pollInterval: 0.05)
    let root: String

    init() async throws {
        temporary = try TemporaryFolder()
        root = temporary.absolute("root")
        try temporary.makeFolder("root/2024")
        try temporary.write("a", to: "root/2024/a.md")
        await watcher.watch([root])
    }

    @Test func `says so, and why`() async {
        #expect(await watcher.attention() == [root: .polling(reason: "the settings ask for it")])
    }

    @Test(arguments: [
        "echo longer > root/2024/a.md", "touch -d @1 root/2024/a.md", "mv root/2024/a.md root/2024/b.md",
        "rm root/2024/a.md",
        "mkdir root/2025", "mv root/2024 root/2025", "mv root away", "echo b > root/2024/b.md",
    ])
    func `says everything after any change`(_ command: String) async throws {
        try temporary.shellAndWait(command)
        #expect(await hasRung(within: .seconds(2)))
        #expect(await !hasRung(within: .milliseconds(200)))
    }

    @Test(arguments: [
        "true", "echo b > root/.a.md.swp", "mkdir root/.git; echo b > root/.git/a.md", "cat root/2024/a.md",
    ])
    func `says nothing while nothing changes`(_ command: String) async throws {
        try temporary.shellAndWait(command)
        #expect(await !hasRung(within: .milliseconds(300)))
    }

    @Test func `sees a root come back`() async throws {
        try temporary.shellAndWait("mv root away")
        #expect(await hasRung(within: .seconds(2)))
        try temporary.shellAndWait("mv away root")
        #expect(await hasRung(within: .seconds(2)))
    }

    private func hasRung(within limit: Duration) async -> Bool {
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            if await watcher.takeChanges().everything { return true }
            try? await Task.sleep(for: .milliseconds(5))
        }
        return false
    }
}
