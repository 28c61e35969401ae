import Articles
import Foundation
import Glibc
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(1))) struct `A folder watcher` {
    let temporary: TemporaryFolder
    let watcher = FolderWatcher(polling: false, pollInterval: 0.1)
    let root: String

    init() async throws {
        temporary = try TemporaryFolder()
        root = temporary.absolute("root")
        try temporary.makeFolder("root/2024")
        await watcher.watch([root])
    }

    @Test func `reports files written, changed and deleted, below any folder`() async throws {
        try temporary.shellAndWait("echo a > root/a.md; echo b > root/2024/b.md; echo c > root/feed.toml")
        #expect(await watcher.takeChanges() == changes("a.md", "2024/b.md", "feed.toml"))
        try temporary.shellAndWait("echo more >> root/2024/b.md; rm root/a.md")
        #expect(await watcher.takeChanges() == changes("2024/b.md", "a.md"))
        #expect(await watcher.takeChanges().isEmpty)
    }

    @Test func `says nothing of what lay in a root before`() async throws {
        try temporary.makeFolder("other/below")
        try temporary.write("a", to: "other/below/a.md")
        await watcher.watch([root, temporary.absolute("other")])
        #expect(await watcher.takeChanges().isEmpty)
    }

    @Test func `hears of single files outside of its roots, however they change, and of nothing beside them`()
        async throws
    {
        try temporary.shellAndWait("mkdir site; echo a > site/a.toml; echo a > site/other.toml")
        let files = Set(["a.toml", "b.toml"].map { temporary.absolute("site/" + $0) })
        await watcher.watch([root], files: files)
        #expect(await watcher.takeChanges().isEmpty)
        try temporary.shellAndWait("echo b >> site/a.toml; echo b >> site/other.toml; mkdir site/c.toml")
        #expect(await watcher.takeChanges().paths == [temporary.absolute("site/a.toml")])
        try temporary.shellAndWait("echo b > site/x; mv site/x site/b.toml; rm site/a.toml; echo > root/a.md")
        #expect(await watcher.takeChanges().paths == files.union([temporary.absolute("root/a.md")]))
        await watcher.watch([root])
        try temporary.shellAndWait("echo c > site/a.toml")
        #expect(await watcher.takeChanges().isEmpty)
    }

    @Test func `looks at single files where it may trust no event`() async throws {
        let watcher = FolderWatcher(polling: true, pollInterval: 0.05)
        try temporary.shellAndWait("mkdir site; echo a > site/a.toml")
        let file = temporary.absolute("site/a.toml")
        await watcher.watch([root], files: [file])
        var bell = watcher.bell.makeAsyncIterator()
        try temporary.shellAndWait("echo bb > site/a.toml")
        await bell.next()
        #expect(await watcher.takeChanges().paths == [file])
    }

    @Test func `rings its bell within milliseconds of a write`() async throws {
        var bell = watcher.bell.makeAsyncIterator()
        var waits: [Duration] = []
        for turn in 0..<50 {
            let start = ContinuousClock.now
            try Data("a".utf8).write(to: URL(fileURLWithPath: temporary.absolute("root/\(turn).md")))
            await bell.next()
            waits.append(ContinuousClock.now - start)
            #expect(await watcher.takeChanges() == changes("\(turn).md"))
        }
        waits.sort()
        // How fast it is, benchmarks say; here it is told apart from polling.
        #expect(waits[25] < .seconds(1))
    }

    @Test func `does not look at hidden and temporary names, nor into hidden folders`() async throws {
        try temporary.shellAndWait(
            "mkdir root/.git; echo a > root/.git/a.md; echo a > root/.a.md.swp; echo a > root/a.md~; echo a > root/4913"
        )
        #expect(await watcher.takeChanges().isEmpty)
    }

    @Test func `sees vim write a new file over the old`() async throws {
        try temporary.write("a", to: "root/a.md")
        _ = await watcher.takeChanges()
        try temporary.shellAndWait(
            "cd root; echo b > 4913; rm 4913; mv a.md a.md~; echo b > .a.md.swp; echo b > a.md; rm a.md~ .a.md.swp"
        )
        #expect(await watcher.takeChanges() == changes("a.md", departed: "a.md"))
    }

    @Test func `sees rsync rename its dot file`() async throws {
        try temporary.shellAndWait("cd root; echo b > .a.md.AbC123; mv .a.md.AbC123 a.md")
        #expect(await watcher.takeChanges() == changes("a.md"))
    }

    @Test func `reports links, which are never closed after writing`() async throws {
        try temporary.shellAndWait(
            "echo a > outside; cd root; ln -s ../outside soft.md; ln ../outside hard.md; mkfifo pipe.md"
        )
        #expect(await watcher.takeChanges() == changes("soft.md", "hard.md", "pipe.md"))
    }

    @Test func `hears at once of a file that came with its folder, unless somebody writes it still`()
        async throws
    {
        try temporary.shellAndWait("mkdir new; echo a > new/a.md; echo b > new/b.md; : > new/empty.md")
        let writer = Glibc.open(temporary.absolute("new/b.md"), O_WRONLY | O_APPEND | O_CLOEXEC)
        try #require(writer >= 0)
        try temporary.move("new", to: "root/new")
        #expect(await watcher.takeChanges().paths == Set(["new", "new/a.md"].map { "\(root)/\($0)" }))
        Glibc.close(writer)
        #expect(await watcher.takeChanges().paths == ["\(root)/new/b.md"])
    }

    @Test func `waits for the close of a file that is still being written`() async throws {
        let file = try open("root/a.md")
        try file.write(contentsOf: Data("half".utf8))
        #expect(await watcher.takeChanges().isEmpty)
        try file.close()
        #expect(await watcher.takeChanges() == changes("a.md"))
    }

    @Test func `takes a file for finished that nobody writes to though it is open`() async throws {
        let file = try open("root/a.md")
        try file.write(contentsOf: Data("whole".utf8))
        #expect(await nextChanges(within: .seconds(20)) == changes("a.md"))
        try file.close()
    }

    @Test func `pairs the two names of a move`() async throws {
        try temporary.shellAndWait("echo a > root/a.md; echo b > root/b.md")
        _ = await watcher.takeChanges()
        try temporary.move("root/a.md", to: "root/2024/c.md")
        try temporary.move("root/b.md", to: "root/a.md")
        var wanted = changes("a.md", "2024/c.md", "b.md")
        wanted.moves = [move("a.md", "2024/c.md"), move("b.md", "a.md")]
        wanted.departed = [root + "/a.md", root + "/b.md"]
        #expect(await watcher.takeChanges() == wanted)
    }

    @Test func `pairs moves from one root to another`() async throws {
        try temporary.makeFolder("other")
        await watcher.watch([root, temporary.absolute("other")])
        try temporary.write("a", to: "root/a.md")
        _ = await watcher.takeChanges()
        try temporary.move("root/a.md", to: "other/a.md")
        let moves = await watcher.takeChanges().moves
        #expect(moves == [.init(from: root + "/a.md", to: temporary.absolute("other/a.md"))])
    }

    @Test func `reports what was moved out as vanished a little later`() async throws {
        try temporary.write("a", to: "root/a.md")
        _ = await watcher.takeChanges()
        try temporary.move("root/a.md", to: "a.md")
        #expect(await nextChanges() == changes("a.md", departed: "a.md"))
    }

    @Test func `tells what was moved away apart from what was deleted`() async throws {
        try temporary.shellAndWait("echo a > root/a.md; echo b > root/b.md; echo c > root/c.md")
        _ = await watcher.takeChanges()
        try temporary.shellAndWait(
            "mv root/a.md a.md; mv root/b.md root/a.md; rm root/c.md; mv root/a.md root/c.md"
        )
        let changes = await watcher.takeChanges()
        #expect(changes.departed == [root + "/a.md", root + "/b.md"])
        #expect(changes.paths == [root + "/a.md", root + "/b.md", root + "/c.md"])
    }

    @Test func `reports what is hidden as vanished at once, and what is shown as new`() async throws {
        try temporary.write("a", to: "root/a.md")
        _ = await watcher.takeChanges()
        try temporary.move("root/a.md", to: "root/.a.md")
        #expect(await watcher.takeChanges() == changes("a.md", departed: "a.md"))
        try temporary.move("root/.a.md", to: "root/b.md")
        #expect(await watcher.takeChanges() == changes("b.md"))
    }

    @Test func `loses nothing of what is made in folders that are new themselves`() async throws {
        try temporary.shellAndWait(
            "for i in $(seq 50); do mkdir -p root/n$i/m; echo a > root/n$i/m/a.md; done"
        )
        let wanted = Set(
            (1...50).flatMap { ["\(root)/n\($0)", "\(root)/n\($0)/m", "\(root)/n\($0)/m/a.md"] }
        )
        #expect(await gather(until: wanted, within: .seconds(5)) == wanted)
        try temporary.write("b", to: "root/n7/m/b.md")
        #expect(await watcher.takeChanges() == changes("n7/m/b.md"))
    }

    @Test func `reports all files of a tree that is moved in, and watches it`() async throws {
        try temporary.shellAndWait(
            "mkdir -p tree/a/b tree/.git; for f in tree/1.md tree/a/2.md tree/a/b/3.md tree/.git/4.md; do echo a > $f; touch -d @1 $f; done"
        )
        try temporary.move("tree", to: "root/tree")
        #expect(
            await watcher.takeChanges()
                == changes("tree", "tree/1.md", "tree/a", "tree/a/2.md", "tree/a/b", "tree/a/b/3.md")
        )
        try temporary.write("b", to: "root/tree/a/b/5.md")
        #expect(await watcher.takeChanges() == changes("tree/a/b/5.md"))
    }

    @Test func `follows a folder that is renamed`() async throws {
        try temporary.shellAndWait("mkdir -p root/2024/03; echo a > root/2024/03/a.md")
        _ = await watcher.takeChanges()
        try temporary.move("root/2024", to: "root/2025")
        var wanted = changes("2024", "2025")
        wanted.moves = [move("2024", "2025")]
        wanted.departed = [root + "/2024"]
        #expect(await watcher.takeChanges() == wanted)
        try temporary.write("b", to: "root/2025/03/a.md")
        #expect(await watcher.takeChanges() == changes("2025/03/a.md"))
        try temporary.makeFolder("root/2024")
        #expect(await watcher.takeChanges() == changes("2024"))
        try temporary.write("b", to: "root/2024/b.md")
        #expect(await watcher.takeChanges() == changes("2024/b.md"))
    }

    @Test func `is not misled by a folder renamed before it could be watched`() async throws {
        for turn in 0..<20 {
            try temporary.shellAndWait(
                "cd root; mkdir d; mv d e\(turn); mkdir d; echo a > e\(turn)/a.md; mv d f\(turn)"
            )
            _ = await gather(until: [root + "/e\(turn)/a.md"], within: .seconds(5))
            try temporary.shellAndWait("cd root; echo b > e\(turn)/b.md; echo b > f\(turn)/b.md")
            let paths = await watcher.takeChanges().paths
            #expect(paths.isSuperset(of: [root + "/e\(turn)/b.md", root + "/f\(turn)/b.md"]))
        }
    }

    @Test func `stops listening in a folder that was moved out`() async throws {
        try temporary.move("root/2024", to: "away")
        #expect(await nextChanges() == changes("2024", departed: "2024"))
        try temporary.write("a", to: "away/a.md")
        #expect(await watcher.takeChanges().isEmpty)
    }

    @Test func `reports a folder that is deleted, and one made in its place`() async throws {
        try temporary.write("a", to: "root/2024/a.md")
        _ = await watcher.takeChanges()
        try temporary.shellAndWait("rm -r root/2024")
        #expect(await watcher.takeChanges() == changes("2024/a.md", "2024"))
        try temporary.shellAndWait("mkdir root/2024; sleep 0.1; echo a > root/2024/b.md")
        #expect(await watcher.takeChanges() == changes("2024", "2024/b.md"))
    }

    @Test func `reports a change under every path that links give it`() async throws {
        try temporary.link("root/latest", to: "2024")
        #expect(await watcher.takeChanges() == changes("latest"))
        try temporary.write("a", to: "root/2024/a.md")
        #expect(await watcher.takeChanges() == changes("2024/a.md", "latest/a.md"))
        try temporary.remove("root/latest")
        try temporary.write("b", to: "root/2024/a.md")
        #expect(await watcher.takeChanges() == changes("latest", "2024/a.md"))
    }

    @Test func `loses none of 10,000 files copied in at once`() async throws {
        try temporary.shellAndWait("mkdir many; cd many; for i in $(seq 10000); do echo a > $i.md; done")
        async let gathered = gather(until: Set((1...10_000).map { "\(root)/\($0).md" }), within: .seconds(30))
        try temporary.shellAndWait("cp many/* root/")
        #expect(await gathered.count == 10_000)
    }

    @Test func `says everything for more paths than it keeps`() async throws {
        try temporary.shellAndWait(
            "mkdir many; cd many; for i in $(seq 10001); do echo a > $i.md; done; touch -d @1 *"
        )
        try temporary.move("many", to: "root/many")
        var wanted = Changes()
        wanted.everything = true
        #expect(await watcher.takeChanges() == wanted)
    }

    @Test func `says everything after an overflow, and hears well afterwards`() async throws {
        let stalled = temporary
        await watcher.stall {
            try? stalled.shellAndWait(
                "mkdir root/new; for i in $(seq 9000); do echo a > root/2024/$i.md; done"
            )
        }
        #expect(await watcher.takeChanges().everything)
        try temporary.shellAndWait("echo a > root/new/a.md")
        #expect(await watcher.takeChanges() == changes("new/a.md"))
    }

    @Test func `hears of a root that is removed and made again`() async throws {
        try temporary.write("a", to: "root/a.md")
        _ = await watcher.takeChanges()
        try temporary.remove("root")
        #expect(await watcher.takeChanges().paths.contains(root))
        try temporary.shellAndWait("mkdir root; sleep 0.1; echo a > root/b.md")
        #expect(await gather(until: [root, root + "/b.md"], within: .seconds(5)) == [root, root + "/b.md"])
        try temporary.write("c", to: "root/c.md")
        #expect(await watcher.takeChanges() == changes("c.md"))
    }

    @Test func `hears of a root that is replaced by another folder`() async throws {
        try temporary.shellAndWait(
            "mkdir next; echo a > next/a.md; touch -d @1 next/a.md; mv root old; mv next root"
        )
        #expect(await watcher.takeChanges().paths.isSuperset(of: [root, root + "/a.md"]))
        try temporary.write("b", to: "root/b.md")
        try temporary.write("b", to: "old/b.md")
        #expect(await watcher.takeChanges() == changes("b.md"))
    }

    @Test func `waits for a root of which not even the parent exists`() async throws {
        let late = temporary.absolute("one/two/late")
        await watcher.watch([late])
        #expect(await watcher.attention() == [late: .events])
        try temporary.shellAndWait(
            "mkdir -p one/two; sleep 0.1; mkdir one/two/late; sleep 0.1; echo a > one/two/late/a.md"
        )
        #expect(await gather(until: [late, late + "/a.md"], within: .seconds(5)) == [late, late + "/a.md"])
    }

    @Test func `follows a root that is a link to elsewhere`() async throws {
        try temporary.shellAndWait("mkdir v1 v2; ln -s v1 current")
        let current = temporary.absolute("current")
        await watcher.watch([current])
        try temporary.shellAndWait("echo a > v1/a.md")
        #expect(await watcher.takeChanges().paths == [current + "/a.md"])
        try temporary.shellAndWait("ln -s v2 next; mv -T next current")
        #expect(await watcher.takeChanges().paths == [current])
        try temporary.shellAndWait("echo a > v2/b.md; echo a > v1/c.md")
        #expect(await watcher.takeChanges().paths == [current + "/b.md"])
    }

    @Test func `stops watching roots that are no longer wanted, but not those below them`() async throws {
        await watcher.watch([root, root + "/2024"])
        await watcher.watch([root + "/2024"])
        try temporary.shellAndWait("echo a > root/a.md; echo a > root/2024/b.md")
        #expect(await watcher.takeChanges() == changes("2024/b.md"))
        await watcher.watch([])
        try temporary.shellAndWait("echo a > root/2024/c.md")
        #expect(await watcher.takeChanges().isEmpty)
    }

    private func changes(_ paths: String..., departed: String...) -> Changes {
        var changes = Changes()
        changes.paths = Set(paths.map { root + "/" + $0 })
        changes.departed = Set(departed.map { root + "/" + $0 })
        return changes
    }

    private func move(_ from: String, _ to: String) -> Changes.Move {
        Changes.Move(from: root + "/" + from, to: root + "/" + to)
    }

    private func open(_ path: String) throws -> FileHandle {
        let path = temporary.absolute(path)
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT, 0o644)
        try #require(descriptor >= 0)
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    /// The changes that the next bell announces; empty ones if it does not ring.
    private func nextChanges(within limit: Duration = .seconds(1)) async -> Changes {
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            let changes = await watcher.takeChanges()
            if !changes.isEmpty { return changes }
            try? await Task.sleep(for: .milliseconds(2))
        }
        return Changes()
    }

    /// All paths that are reported until the wanted ones are among them.
    private func gather(until wanted: Set<String>, within limit: Duration) async -> Set<String> {
        var gathered: Set<String> = []
        let end = ContinuousClock.now + limit
        while !gathered.isSuperset(of: wanted), ContinuousClock.now < end {
            gathered.formUnion(await nextChanges(within: .milliseconds(50)).paths)
        }
        return gathered
    }
}

extension FolderWatcher {
    /// Keeps the watcher from listening while something happens.
    fileprivate func stall(while something: () -> Void) {
        something()
    }
}
