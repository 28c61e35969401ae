import Foundation
import Glibc
import Testing

/// Output folders that cannot be: each with what would be right, and nothing of anybody's lost.
struct OutputProblemTests {
    private func site(output: String? = nil) throws -> SiteFolder {
        let site = try SiteFolder()
        try site.lay(SiteFolder.article("First"), at: "news/articles/first.md")
        let line = output.map { "output = \"\($0)\"\n" } ?? ""
        try site.lay("base_url = \"https://example.org\"\n" + line, at: "feedherald.toml")
        return site
    }

    private func run(_ name: String, _ site: SiteFolder, _ arguments: [String] = []) throws -> Command {
        let place = name == "check" ? [site.path] : ["--dir", site.path]
        return try Command(
            [name] + place + ["--store", site.beside("state/store.sqlite")] + arguments,
            folder: site.path
        )
    }

    @Test(
        arguments: [
            ("news/articles/public", "would be read as articles; right would be a folder beside it"),
            ("news", "lies in the folder of the feed \"news\""), ("..", "holds the folder of feeds"),
            (".", "holds the folder of feeds"), ("templates/x", "lies in templates/"),
            ("feedherald.toml", "is a file; right would be a folder"),
        ]
    )
    func `an output in the way of feeds is refused, with the line that names it`(
        output: String,
        words: String
    ) throws {
        let site = try site(output: output)
        let check = try run("check", site)
        #expect(check.code == 2)
        #expect(check.output.contains("feedherald.toml:2: \"output\": "), "\(check.output)")
        #expect(check.output.contains(words), "\(check.output)")
        let publish = try run("publish", site)
        #expect(publish.output.contains(words) && publish.output.contains("1 added"), "the feed is published")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: site.path).sorted() == [
                "feedherald.toml", "news",
            ]
        )
        let byHand = try run("publish", try self.site(), ["--output", output])
        #expect(byHand.code == 2)
        #expect(byHand.output.contains(words), "\(byHand.output)")
    }

    @Test func `an output in the folder of feeds is no feed, and nobody watches it`() throws {
        let site = try site(output: "public/feeds")
        // Its pages lie in a folder that feeds have too.
        try site.lay(SiteFolder.article("Else"), at: "articles/articles/else.md")
        let daemon = try Daemon(site)
        try eventually("the site is written") {
            FileManager.default.fileExists(atPath: site.absolute("public/feeds/articles/else/index.html"))
        }
        #expect(try daemon.status().feeds.map(\.name) == ["articles", "news"])
        try site.write(SiteFolder.article("Second"), to: "news/articles/second.md")
        try eventually("what comes is written") {
            FileManager.default.fileExists(atPath: site.absolute("public/feeds/news/second/index.html"))
        }
        // Of an edit there is one pass, and none for what was written because of it.
        try site.write(SiteFolder.article("Else"), to: "public/feeds/news/articles/fake.md")
        #expect(try daemon.command("publish", []).code == 0)
        #expect(try daemon.status().feeds.map(\.entries) == [1, 2])
    }

    @Test func `a stranger's file is left, told of by status and the log, and all else is written`() throws {
        let site = try site(output: "../public")
        try site.write("mine", to: "../public/news/index.html")
        let daemon = try Daemon(site)
        let words = "public/news/index.html: is in the way, and was not written by Feedherald: move it away"
        try eventually("it is told") { try daemon.command("status").output.contains(words) }
        #expect(try daemon.log.contents.contains("output not written"))
        #expect(try String(contentsOfFile: site.beside("public/news/index.html"), encoding: .utf8) == "mine")
        #expect(FileManager.default.fileExists(atPath: site.beside("public/news/first/index.html")))
        try site.remove("../public/news/index.html")
        #expect(try daemon.command("publish", ["--output", site.beside("public")]).code == 0)
        #expect(FileManager.default.fileExists(atPath: site.beside("public/news/index.html")))
    }

    @Test func `an output that may not be written is a clear error`() throws {
        let site = try site()
        try FileManager.default.createDirectory(
            atPath: site.beside("public"),
            withIntermediateDirectories: true
        )
        #expect(chmod(site.beside("public"), 0o555) == 0)
        let arguments = [
            Program.feedherald, "publish", "--dir", site.path, "--store", site.beside("state/store.sqlite"),
            "--output", site.beside("public"),
        ]
        // The system lets its administrator write everywhere, unless he does without that right.
        let command =
            geteuid() == 0
            ? try Command(program: "setpriv", ["--bounding-set=-dac_override,-dac_read_search"] + arguments)
            : try Command(Array(arguments.dropFirst()))
        #expect(command.code == 2)
        #expect(
            command.output.contains("may not write here: let that user write into the folder"),
            "\(command.output)"
        )
        #expect(command.output.contains("1 added"), "the feed is published all the same")
    }

    /// A site with a sound of six megabytes, once its small beginnings are written into an output.
    private func growing() throws -> SiteFolder {
        let site = try site()
        #expect(try publish(site).code == 0)
        try site.lay("---\nenclosure: long.mp3\n---\nIt grew.\n", at: "news/articles/first.md")
        try site.write(Data(repeating: 7, count: 6 << 20), to: "news/articles/long.mp3")
        try site.age("news/articles/long.mp3")
        return site
    }

    private func publish(_ site: SiteFolder, launcher: [String] = []) throws -> Command {
        let words =
            launcher + [
                Program.feedherald, "publish", "--dir", site.path, "--store",
                site.beside("state/store.sqlite"),
                "--output", site.beside("public"),
            ]
        return try Command(program: words[0], Array(words.dropFirst()))
    }

    /// Expects the files of before, and nothing half written.
    private func expectOld(in folder: String) throws {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
        #expect(!names.contains { $0.hasSuffix(".tmp") || $0.hasSuffix("long.mp3") }, "\(names)")
        #expect(try (folder + "/news/first/index.html").contents.contains("About First."))
        #expect(try (folder + "/news/atom.xml").contents.hasSuffix("</feed>\n"))
    }

    @Test func `a file that may not grow so large leaves the output whole, and is told`() throws {
        let site = try growing()
        let refused = try publish(site, launcher: ["prlimit", "--fsize=\(4 << 20)"])
        #expect(refused.code == 2, "\(refused.output)\(refused.errors)")
        #expect(refused.output.contains("raise its limit (ulimit -f, LimitFSIZE)"), "\(refused.output)")
        try expectOld(in: site.beside("public"))
        #expect(try publish(site).code == 0)
        #expect(try site.beside("public/news/first/index.html").contents.contains("It grew."))
    }

    @Test(.enabled(if: SmallDisk.isPossible, SmallDisk.reason))
    func `an output on a full disk stays whole, and is completed when there is room`() throws {
        let site = try site()
        let disk = try SmallDisk(at: site.beside("public"), bytes: 8 << 20)
        #expect(try publish(site, launcher: disk.launcher).code == 0)
        try site.write(SiteFolder.article("First", body: "It grew."), to: "news/articles/first.md")
        try disk.fill()
        let refused = try publish(site, launcher: disk.launcher)
        #expect(refused.code == 2, "\(refused.output)\(refused.errors)")
        #expect(refused.output.contains("the disk is full: make room"), "\(refused.output)")
        try expectOld(in: disk.path)
        try disk.relieve()
        #expect(try publish(site, launcher: disk.launcher).code == 0)
        #expect(try (disk.path + "/news/first/index.html").contents.contains("It grew."))
    }

    @Test func `an output that another daemon writes is left to it`() throws {
        let site = try site(output: "../public")
        let daemon = try Daemon(site)
        try eventually("the site is written") {
            FileManager.default.fileExists(atPath: site.beside("public/404.html"))
        }
        let other = try run("publish", try self.site(), ["--output", site.beside("public")])
        #expect(other.code == 2)
        #expect(other.output.contains("is being written by another Feedherald; choose another folder"))
        #expect(daemon.isRunning)
    }

    @Test func `a plan writes no files`() throws {
        let command = try run("publish", try site(), ["--dry-run", "--output", "x"])
        #expect(command.code == 64)
        #expect(command.errors.contains("--dry-run changes nothing, and --output writes"))
        let site = try site(output: "../public")
        #expect(try run("publish", site, ["--dry-run"]).code == 0)
        #expect(!FileManager.default.fileExists(atPath: site.beside("public")))
    }
}
