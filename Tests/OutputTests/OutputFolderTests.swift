import Articles
import Foundation
import Glibc
import TestSupport
import Testing

@testable import Output

@Suite struct `A folder that is written into` {
    private let temporary: TemporaryFolder
    private let long = Array(String(repeating: "The ferry sails again. ", count: 200).utf8)

    init() throws { temporary = try TemporaryFolder() }

    private var path: String { temporary.absolute("public") }

    private func mark(_ text: String) -> ContentHash { ContentHash(of: text) }

    private func open() throws -> OutputFolder { try OutputFolder(path) }

    @discardableResult
    private func put(_ text: String, at file: String, in folder: OutputFolder, mark: String? = nil) throws
        -> Bool
    {
        try folder.put(Array(text.utf8), at: file, mark: self.mark(mark ?? text), modified: nil, codes: true)
    }

    private func contents(_ file: String) throws -> String {
        try String(contentsOfFile: path + "/" + file, encoding: .utf8)
    }

    private func look(_ file: String) -> stat? { OutputFolder.status(of: path + "/" + file) }

    private var names: [String] {
        get throws {
            try FileManager.default.subpathsOfDirectory(atPath: path).filter { $0 != Manifest.name }.sorted()
        }
    }

    @Test func `has each file with its codings, of one time, and for everybody to read`() throws {
        let before = umask(0o077)
        defer { umask(before) }
        let folder = try open()
        let moment = Date(timeIntervalSince1970: 1_700_000_000)
        #expect(
            try folder.put(long, at: "news/atom.xml", mark: mark("a"), modified: moment, codes: true)
        )
        try folder.flush()
        #expect(try names == ["news", "news/atom.xml", "news/atom.xml.br", "news/atom.xml.gz"])
        for name in ["news/atom.xml", "news/atom.xml.br", "news/atom.xml.gz"] {
            let status = try #require(look(name))
            #expect(status.st_mode & 0o777 == 0o644)
            #expect(status.st_mtim.tv_sec == 1_700_000_000)
        }
        #expect(try #require(look("news")).st_mode & 0o777 == 0o755)
        #expect(try #require(look(Manifest.name)).st_mode & 0o077 == 0, "that is for nobody else")
        try temporary.shellAndWait(
            "gzip -dc public/news/atom.xml.gz | cmp - public/news/atom.xml; brotli -dc public/news/atom.xml.br | cmp - public/news/atom.xml"
        )
    }

    @Test func `keeps what has the right bytes as it is, also over a restart`() throws {
        do {
            let folder = try open()
            try put("one", at: "index.html", in: folder)
            try folder.flush()
        }
        let before = try #require(look("index.html"))
        let folder = try open()
        folder.verify()
        #expect(folder.isCurrent("index.html", mark("one")))
        #expect(try !put("one", at: "index.html", in: folder, mark: "another mark"))
        try folder.flush()
        let after = try #require(look("index.html"))
        #expect(before.st_ino == after.st_ino && before.st_ctim.tv_nsec == after.st_ctim.tv_nsec)
        #expect(folder.isCurrent("index.html", mark("another mark")))
    }

    @Test func `takes a coding away that a shorter text has no more`() throws {
        let folder = try open()
        _ = try folder.put(long, at: "a.xml", mark: mark("a"), modified: nil, codes: true)
        try folder.flush()
        try put("short", at: "a.xml", in: folder)
        try folder.flush()
        #expect(try names == ["a.xml"])
    }

    @Test(arguments: ["index.html", "news", "index.html.gz"])
    func `writes over nothing of a stranger's, and says what would be right`(stranger: String) throws {
        try temporary.makeFolder("public")
        try temporary.write("mine", to: "public/" + stranger)
        let folder = try open()
        _ = try folder.put(long, at: "index.html", mark: mark("a"), modified: nil, codes: true)
        try put("page", at: "news/index.html", in: folder)
        try folder.flush()
        #expect(try contents(stranger) == "mine")
        #expect(folder.problems.map(\.file) == [path + "/" + stranger])
        #expect(folder.problems.first?.message.contains("move it away, or choose another folder") == true)
        #expect(folder.written == 1, "all else is written")
        _ = try folder.removeAll { _ in false }
        #expect(try contents(stranger) == "mine")
        #expect(try names == [stranger])
    }

    @Test func `follows no link out of it`() throws {
        try temporary.makeFolder("public")
        try temporary.makeFolder("elsewhere")
        try temporary.link("public/news", to: temporary.absolute("elsewhere"))
        let folder = try open()
        try put("page", at: "news/index.html", in: folder)
        try folder.flush()
        #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.absolute("elsewhere")).isEmpty)
        #expect(folder.problems.count == 1)
    }

    @Test func `takes a file for its own that has the very bytes`() throws {
        try temporary.makeFolder("public")
        try temporary.write("page", to: "public/index.html")
        let folder = try open()
        try put("page", at: "index.html", in: folder)
        try folder.flush()
        #expect(folder.problems.isEmpty)
        #expect(try folder.removeAll { _ in false } == 1)
        #expect(try names.isEmpty)
    }

    @Test func `loses what is gone with codings and empty folders, and nothing else`() throws {
        let folder = try open()
        for file in ["news/old/index.html", "news/index.html", "index.html"] {
            _ = try folder.put(long, at: file, mark: mark(file), modified: nil, codes: true)
        }
        try folder.flush()
        try temporary.write("mine", to: "public/robots-mine.txt")
        #expect(try folder.removeAll { $0 != "news/old/index.html" } == 1)
        #expect(
            try names == [
                "index.html", "index.html.br", "index.html.gz", "news", "news/index.html",
                "news/index.html.br", "news/index.html.gz", "robots-mine.txt",
            ]
        )
    }

    @Test func `leaves what is gone where somebody has changed it, and tells that`() throws {
        let folder = try open()
        try put("page", at: "index.html", in: folder)
        try folder.flush()
        try temporary.write("mine now", to: "public/index.html")
        folder.verify()
        _ = try folder.removeAll { _ in false }
        #expect(try contents("index.html") == "mine now")
        #expect(folder.problems.map(\.severity) == [.warning])
    }

    @Test(arguments: [
        "rm public/a.xml", "echo x >public/a.xml", "rm public/a.xml.gz", "touch public/a.xml.br",
    ])
    func `doubts what somebody has removed or changed, and writes it again`(damage: String) throws {
        let folder = try open()
        _ = try folder.put(long, at: "a.xml", mark: mark("a"), modified: nil, codes: true)
        try folder.flush()
        let whole = try names
        try temporary.shellAndWait("sleep 0.01; " + damage)
        folder.verify()
        #expect(!folder.isCurrent("a.xml", mark("a")))
        #expect(try folder.put(long, at: "a.xml", mark: mark("a"), modified: nil, codes: true))
        try folder.flush()
        #expect(try names == whole)
        #expect(try contents("a.xml") == String(decoding: long, as: UTF8.self))
    }

    @Test func `knows what it was writing when it was killed for its own`() throws {
        do {
            let folder = try open()
            folder.manifest.announce("news/atom.xml")
            folder.manifest.announce("index.html")
            try folder.manifest.save()
            try temporary.makeFolder("public/news")
            // One was in its place already with a coding, the other half written beside.
            try temporary.write("half", to: "public/news/atom.xml")
            try temporary.write("half", to: "public/news/atom.xml.gz")
            try "half".write(toFile: folder.beside("index.html"), atomically: false, encoding: .utf8)
        }
        let folder = try open()
        #expect(try names == ["news", "news/atom.xml", "news/atom.xml.gz"])
        try put("whole", at: "news/atom.xml", in: folder)
        try put("page", at: "index.html", in: folder)
        try folder.flush()
        #expect(folder.problems.isEmpty)
        #expect(try names == ["index.html", "news", "news/atom.xml"])
        #expect(try contents("news/atom.xml") == "whole")
    }

    @Test func `is written by one at a time`() throws {
        let folder = try open()
        let problem = #expect(throws: Problem.self) { try open() }
        #expect(problem?.message.contains("is being written by another Feedherald") == true)
        withExtendedLifetime(folder) {}
    }

    @Test func `is refused where it is a file`() throws {
        try temporary.write("x", to: "public")
        let problem = #expect(throws: Problem.self) { try open() }
        #expect(problem?.message.contains("a file and a folder want one name") == true)
    }
}
