import Articles
import Foundation
import TestSupport
import Testing

@Suite struct `A folder of articles` {
    let temporary: TemporaryFolder
    let folder: ArticleFolder

    init() throws {
        temporary = try TemporaryFolder()
        folder = ArticleFolder(root: temporary.absolute("articles"))
        try temporary.makeFolder("articles/2024")
    }

    @Test func `knows which paths are its own`() {
        #expect(folder.relative(temporary.absolute("articles/2024/a.md")) == "2024/a.md")
        #expect(folder.relative(temporary.absolute("articles")) == "")
        #expect(folder.relative(temporary.absolute("articles2/a.md")) == nil)
        #expect(folder.absolute("2024/a.md") == temporary.absolute("articles/2024/a.md"))
    }

    @Test func `looks at a path as a scan does`() throws {
        for path in ["a.md", "2024/b.md"] { try temporary.write("hello", to: "articles/" + path) }
        try temporary.link("articles/linked.md", to: "2024/b.md")
        try temporary.link("articles/latest", to: "2024")
        let files = folder.scan().files
        #expect(files.count == 4)
        for file in files { #expect(folder.look(at: file.path) == .file(file)) }
    }

    @Test(arguments: [
        "photo.jpg", "2024", "", ".git/a.md", ".a.md", "2024/x.md~", "x.md/a.md", "../a.md", "2024//a.md",
    ])
    func `takes no other name for an article`(_ path: String) {
        #expect(folder.look(at: path) == .notAnArticle)
    }

    @Test func `does not reach an article through links that a scan does not follow`() throws {
        try temporary.write("hello", to: "articles/2024/a.md")
        try temporary.link("articles/2024/up", to: "..")
        try temporary.link("articles/out", to: temporary.path)
        #expect(folder.look(at: "2024/up/2024/a.md") == .notAnArticle)
        #expect(folder.look(at: "out/articles/2024/a.md") == .notAnArticle)
    }

    @Test func `says that a file is missing only while the folder is there`() throws {
        #expect(folder.look(at: "a.md") == .missing)
        #expect(folder.look(at: "2023/a.md") == .missing)
        try temporary.remove("articles")
        guard case .problem(let problem) = folder.look(at: "a.md") else {
            Issue.record("a missing folder is taken for a removed article")
            return
        }
        #expect(problem.message == "its folder \(folder.root) cannot be seen: no such file or directory")
    }

    @Test func `reads a file with what it was when it was read`() throws {
        try temporary.write("hello", to: "articles/2024/a.md")
        guard case .read(let file, let bytes) = folder.read("2024/a.md") else {
            Issue.record("not read")
            return
        }
        #expect(bytes == Array("hello".utf8))
        #expect(folder.look(at: "2024/a.md") == .file(file))
    }

    @Test func `reads files of all sizes through one buffer`() throws {
        let sizes = [0, 1, 70_000, 10, 65_535, 65_536, 8 << 20]
        var buffer = ArticleFolder.Buffer()
        for size in sizes {
            let text = String(repeating: "x", count: size)
            try temporary.write(text, to: "articles/a.md")
            guard
                case .read(_, let count) = folder.read("a.md", through: &buffer, { _, bytes in bytes.count })
            else {
                Issue.record("not read: \(size)")
                continue
            }
            #expect(count == size)
        }
    }

    @Test func `refuses a file that is too large without reading it`() throws {
        try temporary.shellAndWait("truncate -s 200M articles/big.md; truncate -s 8388609 articles/bit.md")
        let start = ContinuousClock.now
        #expect(problem("big.md") == "is 200 MiB large; an article may have 8 MiB")
        #expect(problem("bit.md") == "is 9 MiB large; an article may have 8 MiB")
        #expect(ContinuousClock.now - start < .seconds(1))
    }

    @Test func `never waits for a fifo`() throws {
        try temporary.shellAndWait("mkfifo articles/pipe.md")
        #expect(problem("pipe.md") == "is a fifo; an article is a plain file")
    }

    @Test func `reads through links that stay inside, and through no other`() throws {
        try temporary.write("hello", to: "articles/2024/a.md")
        try temporary.write("secret", to: "outside.md")
        try temporary.link("articles/in.md", to: "2024/a.md")
        try temporary.link("articles/latest", to: "2024")
        try temporary.link("articles/out.md", to: "../outside.md")
        try temporary.link("articles/out", to: temporary.path)
        for path in ["in.md", "latest/a.md"] {
            guard case .read(_, let bytes) = folder.read(path) else {
                Issue.record("not read: \(path)")
                continue
            }
            #expect(bytes == Array("hello".utf8))
        }
        #expect(problem("out.md")?.hasPrefix("links to ../outside.md, outside of the folder") == true)
        guard case .missing = folder.read("out/outside.md") else {
            Issue.record("read outside of the folder")
            return
        }
    }

    @Test func `says that a file is missing, or a folder`() throws {
        guard case .missing = folder.read("none.md") else {
            Issue.record("not missing")
            return
        }
        try temporary.makeFolder("articles/x.md")
        #expect(problem("x.md") == "is a folder; an article is a plain file")
    }

    @Test(arguments: ["", "conv=notrunc"])
    func `hands on no bytes of a file that grows or is overwritten meanwhile`(_ how: String) throws {
        try temporary.shellAndWait("head -c 7M /dev/zero > articles/a.md")
        let writing = Process()
        writing.executableURL = URL(fileURLWithPath: "/bin/sh")
        writing.currentDirectoryURL = URL(fileURLWithPath: folder.root)
        writing.arguments = [
            "-c", "for i in $(seq 8); do dd status=none if=/dev/zero of=a.md bs=1k count=7k \(how); done",
        ]
        try writing.run()
        var changed = 0
        var buffer = ArticleFolder.Buffer()
        while writing.isRunning {
            switch folder.read("a.md", through: &buffer, { file, bytes in file.size == bytes.count }) {
            case .read(_, let isWhole): #expect(isWhole)
            case .changedWhileRead: changed += 1
            case .missing, .problem, .hindered: Issue.record("the file is there")
            }
        }
        #expect(changed > 0)
    }

    @Test func `hands on the old bytes or the new ones of a file that is replaced meanwhile, never of both`()
        throws
    {
        try temporary.shellAndWait(
            "yes old | head -c 3M > old; yes new | head -c 5M > new; cp old articles/a.md"
        )
        let writing = Process()
        writing.executableURL = URL(fileURLWithPath: "/bin/sh")
        writing.currentDirectoryURL = URL(fileURLWithPath: temporary.path)
        let replacements = "for name in new old; do cp $name next; mv next articles/a.md; done"
        writing.arguments = ["-c", "for i in $(seq 30); do \(replacements); done"]
        try writing.run()
        var seen: Set<String> = []
        var buffer = ArticleFolder.Buffer()
        while writing.isRunning {
            let reading = folder.read("a.md", through: &buffer) { file, bytes in
                #expect(bytes.count == file.size)
                let first = String(decoding: bytes.prefix(4), as: UTF8.self)
                #expect(bytes.count == (first == "old\n" ? 3 : 5) << 20)
                let last = String(decoding: bytes.suffix(4), as: UTF8.self)
                #expect(last == first)
                return first
            }
            switch reading {
            case .read(_, let first): seen.insert(first)
            case .changedWhileRead: break
            case .missing, .problem, .hindered: Issue.record("the file is there")
            }
        }
        #expect(seen == ["old\n", "new\n"])
    }

    /// The system tells that a file was closed before it is: nobody is told again.
    @Test func `waits a moment for the end of a file that is being closed, and not for one that stays open`()
        async throws
    {
        try temporary.write("text", to: "articles/a.md")
        let place = temporary.absolute("articles/a.md")
        var buffer = ArticleFolder.Buffer()
        buffer.leavesOpen = true
        func isRead() -> Bool {
            let reading = folder.read("a.md", through: &buffer) { _, bytes in
                String(decoding: bytes, as: UTF8.self)
            }
            guard case .read(_, "texts") = reading else { return false }
            return true
        }
        let open = try FileHandle(forWritingTo: URL(filePath: place))
        try open.seekToEnd()
        try open.write(contentsOf: Data("s".utf8))
        #expect(!isRead())
        try open.close()
        #expect(isRead())
        // On a busy machine the closing may come too late now and then.
        var count = 0
        for _ in 0..<40 where count == 0 {
            let closing = try FileHandle(forWritingTo: URL(filePath: place))
            let closed = Task.detached {
                try await Task.sleep(for: .milliseconds(1))
                try closing.close()
            }
            if isRead() { count += 1 }
            try await closed.value
        }
        #expect(count > 0)
    }

    private func problem(_ path: String) -> String? {
        guard case .problem(let problem) = folder.read(path) else { return nil }
        return problem.message
    }
}
