import Foundation
import Glibc
import Testing

/// The access log of a running daemon.
struct AccessLogTests {
    private func site(_ http: String) throws -> SiteFolder {
        let site = try SiteFolder()
        try site.write("[http]\n\(http)\n", to: "feedherald.toml")
        try site.lay(SiteFolder.article("First"), at: "news/articles/first.md")
        return site
    }

    private static let fields = [
        "User-Agent": "newsboat/2 \"quoted\" \\", "Referer": "https://a.example/",
        "X-Forwarded-For": "192.0.2.7",
    ]

    private func lines(_ path: String, with word: String, count: Int) throws -> [String] {
        var lines: [String] = []
        try eventually("\(count) lines are in the log") {
            lines = try path.contents.split(separator: "\n").map(String.init).filter { $0.contains(word) }
            return lines.count >= count
        }
        return lines
    }

    @Test func `combined lines tell of lane, routes, pages and refusals as nginx writes them`() throws {
        let site = try site("access_log = \"../access.log\"")
        let daemon = try Daemon(site)
        let (path, fields) = (site.beside("access.log"), Self.fields)
        let answer = try daemon.http.ask("GET", "/news/atom.xml", fields)
        _ = try daemon.http.ask("GET", "/news/atom.xml", fields.merging(["If-None-Match": "*"]) { $1 })
        _ = try daemon.http.ask("GET", "/news/atom.xml", fields.merging(["TE": "trailers"]) { $1 })
        let page = try daemon.http.ask("GET", "/news/?a=%22", fields)
        _ = try daemon.http.ask("HEAD", "/none", fields)
        let written = try lines(path, with: "192.0.2.7", count: 5)
        let agent = #""https://a.example/" "newsboat/2 \x22quoted\x22 \x5C""#
        let size = answer.body.count
        let expected = [
            "\"GET /news/atom.xml HTTP/1.1\" 200 \(size)", "\"GET /news/atom.xml HTTP/1.1\" 304 0",
            "\"GET /news/atom.xml HTTP/1.1\" 200 \(size)",
            "\"GET /news/?a=%22 HTTP/1.1\" 200 \(page.body.count)",
            "\"HEAD /none HTTP/1.1\" 404 0",
        ]
        // Each connection may have another loop, and each loop hands its lines over together.
        let time = #/^192\.0\.2\.7 - - \[[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:[0-9:]{8} \+0000\] /#
        #expect(written.allSatisfy { $0.firstMatch(of: time) != nil }, "\(written)")
        #expect(
            written.map { $0.replacing(time, with: "") }.sorted()
                == expected.map { "\($0) \(agent)" }.sorted()
        )
        try daemon.stop()
    }

    @Test func `JSON lines are JSON, and common ones are short`() throws {
        struct Line: Decodable {
            var remote_addr: String
            var request: String
            var status: Int
            var body_bytes_sent: Int
            var http_user_agent: String
        }
        let daemon = try Daemon(try site("access_log = \"../access.log\"\naccess_log_format = \"json\""))
        _ = try daemon.http.ask(
            "GET",
            "/news/atom.xml",
            ["User-Agent": "a\"b\\c\td\u{E9}", "X-Forwarded-For": "2001:db8::1"]
        )
        let text = try lines(daemon.site.beside("access.log"), with: "2001:db8::1", count: 1)
        let line = try JSONDecoder().decode(Line.self, from: Data(text[0].utf8))
        #expect(line.request == "GET /news/atom.xml HTTP/1.1")
        #expect(line.status == 200)
        #expect(line.http_user_agent == "a\"b\\c\td\u{E9}")
        try daemon.stop()
        let common = try Daemon(try site("access_log = \"../access.log\"\naccess_log_format = \"common\""))
        _ = try common.http.ask("GET", "/news/atom.xml", Self.fields)
        let short = try lines(common.site.beside("access.log"), with: "192.0.2.7", count: 1)
        #expect(short[0].firstMatch(of: #/"GET /news/atom.xml HTTP/1.1" 200 [0-9]+$/#) != nil)
        try common.stop()
    }

    @Test func `SIGHUP opens a new file, and a stop writes what is left`() throws {
        let daemon = try Daemon(try site("access_log = \"../access.log\""))
        let path = daemon.site.beside("access.log")
        _ = try daemon.http.ask("GET", "/news/atom.xml", ["User-Agent": "before"])
        _ = try lines(path, with: "before", count: 1)
        try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
        kill(daemon.id, SIGHUP)
        try eventually("the log is opened anew") { FileManager.default.fileExists(atPath: path) }
        _ = try daemon.http.ask("GET", "/news/atom.xml", ["User-Agent": "after"])
        try daemon.stop()
        #expect(try path.contents.contains("after"))
        #expect(try !(path + ".1").contents.contains("after"))
    }

    @Test func `nobody waits for a log that takes nothing, and what was dropped is told`() throws {
        let site = try site("access_log = \"../access.log\"")
        let path = site.beside("access.log")
        #expect(mkfifo(path, 0o600) == 0)
        let reader = open(path, O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        let daemon = try Daemon(site)
        let agent = String(repeating: "a", count: 3_000)
        let request =
            "GET /news/atom.xml HTTP/1.1\r\nHost: a\r\nIf-None-Match: *\r\nUser-Agent: \(agent)\r\n\r\n"
        let connection = try Connection(port: daemon.port)
        for _ in 0..<60 {
            try connection.send(String(repeating: request, count: 10))
            for _ in 0..<10 { #expect(try connection.message()?.status == 304) }
        }
        #expect(try daemon.http.ask("GET", "/news/atom.xml").status == 200)
        // Who reads at last gets whole lines.
        var (text, buffer) = (Data(), [UInt8](repeating: 0, count: 65_536))
        try eventually("what was dropped is told") {
            let count = read(reader, &buffer, buffer.count)
            if count > 0 { text += buffer.prefix(count) }
            return try daemon.log.contents.contains("access log lines dropped")
        }
        let lines = text.split(separator: UInt8(ascii: "\n"))
        #expect(lines.count < 600)
        try daemon.stop()
    }

    @Test func `a pipe that nobody reads holds neither a reload nor a stop`() throws {
        let site = try site("access_log = \"../access.log\"")
        let path = site.beside("access.log")
        #expect(mkfifo(path, 0o600) == 0)
        let reader = open(path, O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        let daemon = try Daemon(site)
        let agent = String(repeating: "a", count: 3_000)
        let request = "GET /news/atom.xml HTTP/1.1\r\nHost: a\r\nUser-Agent: \(agent)\r\n\r\n"
        let connection = try Connection(port: daemon.port)
        for _ in 0..<60 {
            try connection.send(request)
            #expect(try connection.message()?.status == 200)
        }
        // A pipe takes 64 KiB, and the rest of 180 KB waits.
        var waiting: CInt = 0
        try eventually("the pipe is full") {
            ioctl(reader, UInt(FIONREAD), &waiting) == 0 && waiting > 60_000
        }
        kill(daemon.id, SIGHUP)
        #expect(try daemon.http.ask("GET", "/healthz").status == 200)
        let start = ContinuousClock.now
        #expect(try daemon.stop() == 0)
        #expect(ContinuousClock.now - start < .seconds(1))
    }

    @Test func `a log that cannot be opened is told at the start`() throws {
        let site = try site("access_log = \"../none/access.log\"")
        let command = try Command([
            "serve", site.path, "--listen", "127.0.0.1:0", "--store", site.beside("s/store.sqlite"),
        ])
        #expect(command.code == 1)
        #expect(command.errors.contains("the access log"))
        let wrong = try self.site("access_log = \"a\"\naccess_log_format = \"apache\"")
        let check = try Command(["check", wrong.path])
        #expect(check.output.contains("feedherald.toml:3: \"access_log_format\" must be"), "\(check.output)")
    }
}
