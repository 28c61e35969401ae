import Foundation
import Glibc
import TestSupport
import Testing

/// `feedherald readers import`, of logs that servers have written.
struct LogImportTests {
    private struct Figures: Decodable, Equatable {
        var lines: Int
        var requests: Int
        var fetches: Int
        var countedBefore: Int
        var others: Int
        var unreadable: Int
        var firstUnreadable: Int?
    }

    private struct File: Decodable {
        var figures: Figures
    }

    private struct Report: Decodable {
        struct Agent: Decodable {
            var agent: String
            var readers: Int
            var requests: Int
        }

        struct Day: Decodable {
            var day: String
            var readers: Int
            var requests: Int
            var unchanged: Int
            var agents: [Agent]
        }

        struct Episode: Decodable {
            var file: String
            var downloads: Int
        }

        struct Feed: Decodable {
            var feed: String
            var days: [Day]
            var episodes: [Episode]
        }

        var feeds: [Feed]
    }

    private func site(_ definition: String = "") throws -> SiteFolder {
        let site = try SiteFolder()
        try site.write(definition, to: "feedherald.toml")
        let fixtures = URL(filePath: #filePath).appending(path: "../../MediaTests/Fixtures").standardized
        try site.write(Data(contentsOf: fixtures.appending(path: "tone.mp3")), to: "news/media/tone.mp3")
        try site.lay(
            "---\ntitle: Episode\ndate: 2025-03-04\nenclosure: tone.mp3\n---\nText.",
            at: "news/articles/episode.md"
        )
        return site
    }

    private func imported(_ daemon: Daemon, _ arguments: [String]) throws -> Figures {
        let command = try daemon.command("readers", ["import"] + arguments + ["--json"])
        guard command.code == 0 else { throw Waited(description: command.errors) }
        return try #require(command.json(as: [File].self).last).figures
    }

    private func report(_ daemon: Daemon) throws -> Report.Feed? {
        try daemon.command("readers", ["news", "--days", "3000", "--json"]).json(as: Report.self).feeds.first
    }

    private func requests(_ daemon: Daemon) throws -> Int {
        try report(daemon)?.days.reduce(0) { $0 + $1.requests } ?? 0
    }

    /// A log of a day long ago, in the combined format.
    private static func log(_ count: Int, from start: Int = 0, agent: String = "newsboat/2") -> String {
        (start..<start + count).map { number in
            let time = "10:\(10 + number / 60):\(number % 60 < 10 ? "0" : "")\(number % 60)"
            return
                "192.0.2.\(number % 200) - - [02/Mar/2026:\(time) +0000] \"GET /news/atom.xml HTTP/1.1\" 200 500 \"-\" \"\(agent)\"\n"
        }.joined()
    }

    @Test func `what nginx logs of the folder that it serves is counted, while the daemon runs, and once`()
        throws
    {
        let site = try site("output = \"../public\"\n")
        let (port, hub) = (try freePort(), try freePort())
        let daemon = try Daemon(site, port: hub)
        try eventually("the folder is written") {
            FileManager.default.fileExists(atPath: site.beside("public/news/media/tone.mp3"))
        }
        let log = site.beside("nginx.log")
        let nginx = try Nginx(serving: site.beside("public"), port: port, hub: hub, log: log)
        func ask(_ path: String, _ fields: [String]) throws {
            let curl = try Command(
                program: "curl",
                ["--silent", "--show-error", "--output", "/dev/null", "http://127.0.0.1:\(port)\(path)"]
                    + fields
            )
            #expect(curl.code == 0, "\(curl.errors)")
        }
        try ask("/news/atom.xml", ["-A", "newsboat/2"])
        try ask(
            "/news/rss.xml",
            ["-A", "newsboat/2", "-H", "If-Modified-Since: Fri, 31 Dec 2199 00:00:00 GMT"]
        )
        try ask("/news/rss.xml", ["-A", "Feedly/1.0 (7 subscribers)", "--compressed"])
        try ask("/news/tag/none/rss.xml", ["-A", "newsboat/2"])
        try ask("/news/media/tone.mp3", ["-A", "AntennaPod/3", "-r", "0-1"])
        try ask("/news/media/tone.mp3", ["-A", "AntennaPod/3"])
        try ask("/news/media/tone.mp3", ["-A", "AntennaPod/3"])
        try ask("/news/media/tone.mp3", [])
        try eventually("nginx has written its log") { try log.contents.split(separator: "\n").count >= 9 }
        _ = nginx
        // Lines of this second are left for the next import: the daemon could still count some.
        sleep(1)
        let first = try imported(daemon, [log])
        #expect(first.fetches == 4)
        #expect(first.requests == 3)
        #expect(first.unreadable == 0)
        let feed = try #require(try report(daemon))
        let day = try #require(feed.days.last)
        #expect(day.readers == 1 + 7)
        #expect(day.requests == 3)
        #expect(feed.episodes.map(\.downloads) == [1])
        let second = try imported(daemon, [log])
        #expect(second.countedBefore == 7)
        #expect(second.requests + second.fetches == 0)
        #expect(try requests(daemon) == 3)
        try daemon.stop()
        #expect(try imported(daemon, [log]).countedBefore == 7)
    }

    @Test func `gzipped, grown, joined and piped logs count what is new, also without a daemon`() throws {
        let daemon = try Daemon(try site())
        try daemon.stop()
        let site = daemon.site
        try Self.log(40).write(toFile: site.beside("a.log"), atomically: true, encoding: .utf8)
        let gzip = try Command(program: "gzip", ["-k", site.beside("a.log")])
        #expect(gzip.code == 0)
        #expect(try imported(daemon, [site.beside("a.log.gz")]).requests == 40)
        #expect(try imported(daemon, [site.beside("a.log")]).countedBefore == 40)
        try (Self.log(45) + "what is this\n" + Self.log(5, from: 45))
            .write(toFile: site.beside("a.log"), atomically: true, encoding: .utf8)
        let grown = try imported(daemon, [site.beside("a.log")])
        #expect(grown.requests == 10)
        #expect(grown.countedBefore == 40)
        #expect(grown.unreadable == 1)
        #expect(grown.firstUnreadable == 46)
        let text = try daemon.command("readers", ["import", site.beside("a.log")]).output
        #expect(text.contains("1 lines are no requests, the first of them is line 46"), "\(text)")
        // Two gzipped files in one, as `cat a.gz b.gz` makes, on standard input.
        try Self.log(50, from: 30).write(toFile: site.beside("b.log"), atomically: true, encoding: .utf8)
        let joined = try Command(
            program: "/bin/sh",
            [
                "-c",
                "(gzip -c a.log; gzip -c b.log) | '\(Program.feedherald)' readers import - --dir '\(site.path)' --store '\(daemon.store)' --json",
            ],
            folder: site.beside("")
        )
        let figures = try #require(joined.json(as: [File].self).first).figures
        #expect(figures.lines == 51 + 50)
        #expect(figures.requests == 30)
        #expect(try requests(daemon) == 80)
    }

    @Test func `a log that is cut off or is none counts nothing, and is told`() throws {
        let daemon = try Daemon(try site())
        try daemon.stop()
        let site = daemon.site
        try Self.log(2_000).write(toFile: site.beside("a.log"), atomically: true, encoding: .utf8)
        _ = try Command(
            program: "/bin/sh",
            ["-c", "gzip -c a.log | head -c 900 >cut.gz"],
            folder: site.beside("")
        )
        let cut = try daemon.command("readers", ["import", site.beside("cut.gz")])
        #expect(cut.code == 1)
        #expect(
            cut.errors.contains("cut.gz is gzipped, and ends in the middle; nothing is counted"),
            "\(cut.errors)"
        )
        let none = try daemon.command("readers", ["import", site.path + "/news/articles/episode.md"])
        #expect(none.code == 1)
        #expect(none.output.contains("the first of them is line 1"))
        #expect(try daemon.command("readers", ["import", "/nowhere"]).errors.contains("cannot be read"))
        try Data([0x1F, 0x8B, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]).write(
            to: URL(filePath: site.beside("bad.gz"))
        )
        #expect(try daemon.command("readers", ["import", site.beside("bad.gz")]).code == 1)
        #expect(try requests(daemon) == 0)
    }

    @Test func `what the daemon counts its own access log does not count again`() throws {
        let daemon = try Daemon(try site("[http]\naccess_log = \"../access.log\"\n"))
        let log = daemon.site.beside("access.log")
        for number in 0..<5 {
            let fields = ["User-Agent": "newsboat/2", "X-Forwarded-For": "192.0.2.\(number)"]
            #expect(try daemon.http.ask("GET", "/news/atom.xml", fields).status == 200)
        }
        _ = try daemon.http.ask("GET", "/news/media/tone.mp3", ["User-Agent": "AntennaPod/3"])
        try eventually("the log is written") { try log.contents.contains("AntennaPod") }
        let live = try requests(daemon)
        #expect(live == 5)
        let figures = try imported(daemon, [log])
        #expect(figures.requests + figures.fetches == 0)
        #expect(figures.countedBefore == 6)
        #expect(try daemon.stop(SIGKILL) != 0)
        #expect(try imported(daemon, [log]).countedBefore == 6)
        #expect(try requests(daemon) == 5)
        #expect(try report(daemon)?.episodes.map(\.downloads) == [1])
    }
}
