import Articles
import Foundation
import TestSupport
import Testing

@Suite struct `A scan` {
    let temporary: TemporaryFolder
    let folder: ArticleFolder

    init() throws {
        temporary = try TemporaryFolder()
        folder = ArticleFolder(root: temporary.absolute("articles/"))
        try temporary.makeFolder("articles/2024/03")
    }

    @Test func `finds articles in all folders, sorted by the bytes of their paths`() throws {
        for path in [
            "b.md", "2024/03/x.txt", "2024/a.md", "2024.md", "Z.md", "é.md", "photo.jpg", "2024/notes.odt",
        ] {
            try temporary.write("hello", to: "articles/" + path)
        }
        let scan = folder.scan()
        #expect(scan.files.map(\.path) == ["2024.md", "2024/03/x.txt", "2024/a.md", "Z.md", "b.md", "é.md"])
        #expect(scan.problems == [])
        #expect(scan.state == .present)
    }

    @Test func `tells size, date and identity of a file`() throws {
        try temporary.write("hello", to: "articles/a.md")
        try temporary.date("articles/a.md", 1_700_000_000)
        try FileManager.default.linkItem(
            atPath: temporary.absolute("articles/a.md"),
            toPath: temporary.absolute("articles/b.md")
        )
        let files = folder.scan().files
        #expect(files.map(\.size) == [5, 5])
        #expect(files.map(\.modified) == [1_700_000_000_000_000_000, 1_700_000_000_000_000_000])
        #expect(files.first?.inode == files.last?.inode)
        #expect(files.first?.device == files.last?.device)
    }

    @Test func `never sees hidden folders and temporary names`() throws {
        for name in [".git", ".obsidian", "2024/.stversions"] { try temporary.makeFolder("articles/" + name) }
        for path in [
            ".git/a.md", ".obsidian/a.md", "2024/.stversions/a.md", ".x.md.AbC123", "x.md~", "#x.md#",
        ] {
            try temporary.write("hello", to: "articles/" + path)
        }
        #expect(folder.scan().files == [])
        #expect(folder.scan().problems == [])
    }

    @Test func `reports a folder, a fifo and a socket that are named like articles`() throws {
        try temporary.makeFolder("articles/folder.md/below")
        try temporary.write("hello", to: "articles/folder.md/below/x.md")
        try temporary.shellAndWait("mkfifo articles/pipe.md")
        let problems = folder.scan().problems
        #expect(
            problems.map(\.description) == [
                "folder.md: is a folder; an article is a plain file",
                "pipe.md: is a fifo; an article is a plain file",
            ]
        )
        #expect(folder.scan().files == [])
    }

    @Test func `follows links that stay inside, to files and to folders`() throws {
        try temporary.makeFolder("articles/.data")
        try temporary.write("hello", to: "articles/.data/real.md")
        try temporary.write("hello", to: "articles/2024/a.md")
        try temporary.link("articles/linked.md", to: ".data/real.md")
        try temporary.link("articles/latest", to: "2024")
        #expect(folder.scan().files.map(\.path) == ["2024/a.md", "latest/a.md", "linked.md"])
        #expect(folder.scan().problems == [])
    }

    @Test func `reports links that lead out of the folder, or nowhere`() throws {
        try temporary.write("secret", to: "outside.md")
        try temporary.makeFolder("elsewhere")
        try temporary.link("articles/out.md", to: "../outside.md")
        try temporary.link("articles/far", to: temporary.absolute("elsewhere"))
        try temporary.link("articles/gone.md", to: "nothing.md")
        try temporary.link("articles/self.md", to: "self.md")
        try temporary.link("articles/picture.jpg", to: "../photo.jpg")
        #expect(
            folder.scan().problems.map(\.description) == [
                "far: links to \(temporary.absolute("elsewhere")), outside of the folder; copy the articles into the folder",
                "gone.md: links to nothing.md, which does not exist",
                "out.md: links to ../outside.md, outside of the folder; copy the articles into the folder",
                "self.md: links to self.md, which does not exist",
            ]
        )
        #expect(folder.scan().files == [])
    }

    @Test func `comes to an end where links lead round`() throws {
        try temporary.makeFolder("articles/2025")
        try temporary.write("hello", to: "articles/2024/a.md")
        try temporary.link("articles/2024/up", to: "..")
        try temporary.link("articles/2024/self", to: ".")
        try temporary.link("articles/2024/across", to: "../2025")
        try temporary.link("articles/2025/back", to: "../2024")
        #expect(folder.scan().files.map(\.path) == ["2024/a.md", "2025/back/a.md"])
    }

    @Test func `follows a root that is itself a link`() throws {
        try temporary.write("hello", to: "articles/2024/a.md")
        try temporary.link("articles/new.md", to: "2024/a.md")
        try temporary.link("here", to: "articles")
        let scan = ArticleFolder(root: temporary.absolute("here")).scan()
        #expect(scan.files.map(\.path) == ["2024/a.md", "new.md"])
    }

    @Test func `says that a folder is missing, or is none`() throws {
        #expect(ArticleFolder(root: temporary.absolute("nowhere")).scan().state == .missing)
        try temporary.write("hello", to: "file")
        let state = ArticleFolder(root: temporary.absolute("file")).scan().state
        #expect(state == .unreadable(reason: "not a directory"))
    }

    @Test func `looks through one folder only, with paths from the root`() throws {
        try temporary.write("hello", to: "articles/a.md")
        try temporary.write("hello", to: "articles/2024/03/b.md")
        #expect(folder.scan(below: "2024").files.map(\.path) == ["2024/03/b.md"])
        #expect(folder.scan(below: "2023").state == .missing)
    }

    @Test func `reports names that are not UTF-8`() throws {
        try temporary.shellAndWait("printf hello > \"articles/$(printf 'caf\\351').md\"")
        let problems = folder.scan().problems
        #expect(problems.map(\.message) == ["has a name that is not UTF-8; give it another one"])
        #expect(folder.scan().files == [])
    }

    @Test func `is blind to what lies in a folder that it may not read`() async throws {
        await #expect(processExitsWith: .success) {
            let temporary = try TemporaryFolder()
            try temporary.makeFolder("2023")
            try temporary.makeFolder("2024")
            try temporary.write("hello", to: "2023/a.md")
            try temporary.write("hello", to: "2024/a.md")
            try temporary.shellAndWait("chmod 755 . && chmod 700 2024")
            // The system lets its administrator read everything.
            try #require(seteuid(65_534) == 0)
            if geteuid() == 0 { exit(EXIT_FAILURE) }
            let folder = ArticleFolder(root: temporary.path)
            let scan = folder.scan()
            seteuid(0)
            guard scan.files.map(\.path) == ["2023/a.md"], scan.unreadable == ["2024"],
                scan.isBlind(to: "2024/a.md"),
                !scan.isBlind(to: "2023/a.md"), !scan.isBlind(to: "2024.md"),
                scan.problems.map(\.description) == ["2024: cannot be read: permission denied"]
            else { exit(EXIT_FAILURE) }
        }
    }
}
