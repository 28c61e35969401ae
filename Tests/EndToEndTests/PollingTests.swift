import Foundation
import Glibc
import Testing

/// How often readers are asked to come, and what becomes of those who come far too often.
struct PollingTests {
    private func site(_ definition: String) throws -> SiteFolder {
        let site = try SiteFolder()
        try site.write(definition, to: "feedherald.toml")
        // One in six hours: three hours are its rhythm.
        for hour in ["00", "06", "12", "18"] {
            let article = SiteFolder.article("At \(hour)", date: "2025-01-02T\(hour):00:00Z")
            try site.lay(article, at: "news/articles/\(hour).md")
        }
        return site
    }

    /// What each document says of how often it is worth asking for, in minutes.
    private func said(_ daemon: Daemon, _ name: String, of feed: String = "news") throws -> [Int?] {
        let answer = try daemon.document(name, of: feed)
        let control = answer["Cache-Control"]?.firstMatch(of: /max-age=([0-9]+)/)
        let ttl = answer.text.firstMatch(of: /<ttl>([0-9]+)</)
        let period = answer.text.firstMatch(of: /<sy:updatePeriod>(hourly|daily)</)
        let times = answer.text.firstMatch(of: /<sy:updateFrequency>([0-9]+)</)
        let whole = period?.output.1 == "daily" ? 1_440 : 60
        let minutes = [
            control.flatMap { Int($0.output.1) }.map { $0 / 60 }, ttl.flatMap { Int($0.output.1) },
            times.flatMap { Int($0.output.1) }.map { whole / $0 },
        ]
        return minutes
    }

    @Test func `max-age, ttl and sy say the same, within the bounds of the feed, else the site's`() throws {
        let site = try site("[polling]\nmost = \"30m\"\n")
        let daemon = try Daemon(site)
        #expect(try said(daemon, "rss.xml") == [30, 30, 30])
        #expect(try said(daemon, "atom.xml") == [30, nil, nil])
        let (atom, changed) = (try daemon.document("atom.xml"), try daemon.document("rss.xml"))
        try site.write("[polling]\nleast = \"8h\"\nmost = \"12h\"\n", to: "news/feed.toml")
        kill(daemon.id, SIGHUP)
        try eventually("the feed's own bounds hold") { try said(daemon, "rss.xml") == [480, 480, 480] }
        for name in ["atom.xml", "feed.json"] {
            #expect(try said(daemon, name)[0] == 480, "\(name)")
        }
        // Atom says nothing of it: who has it keeps it, and is told the new time with 304.
        let same = try daemon.http.ask("GET", "/news/atom.xml", ["If-None-Match": atom["ETag"] ?? ""])
        #expect(same.status == 304)
        #expect(same["Cache-Control"]?.contains("max-age=28800") == true)
        #expect(try daemon.document("rss.xml")["ETag"] != changed["ETag"])
        #expect(try said(daemon, "rss.xml", of: "news/summary")[0] == 480)
        try daemon.stop()
    }

    private func status(
        _ daemon: Daemon,
        _ path: String = "/news/atom.xml",
        _ agent: String = "hasty/1",
        from client: String = "192.0.2.1",
        _ more: [String: String] = [:]
    ) throws -> Int {
        let fields = ["User-Agent": agent, "X-Forwarded-For": client].merging(more) { $1 }
        return try daemon.http.ask("GET", path, fields).status
    }

    /// The answers to one who asks so often on one connection, with further headers each time: status, and when to come again.
    private func answers(
        _ daemon: Daemon,
        _ path: String,
        _ requests: [[String: String]],
        from client: String = "192.0.2.1"
    ) throws -> [String] {
        var arguments: [String] = []
        for request in requests {
            if !arguments.isEmpty { arguments.append("--next") }
            arguments += [
                "-s", "-o", "/dev/null", "-w", "%{http_code} %header{retry-after} %header{cache-control}\n",
            ]
            let fields = ["User-Agent": "hasty/1", "X-Forwarded-For": client].merging(request) { $1 }
            for (name, value) in fields { arguments += ["-H", "\(name): \(value)"] }
            arguments.append("http://127.0.0.1:\(daemon.http.port)\(path)")
        }
        let curl = try Command(program: "curl", arguments)
        return curl.output.split(separator: "\n").map(String.init)
    }

    @Test func `who asks far too often without a condition waits, and nobody else`() throws {
        let daemon = try Daemon(try site("[http]\nthrottle = true\naccess_log = \"../access.log\"\n"))
        let etag = try #require(try daemon.document("atom.xml")["ETag"])
        // The lane and the routes count together.
        let asked = (0..<10).map { $0 < 5 ? [:] : ["TE": "trailers"] }
        let refused: [[String: String]] = [
            [:], ["TE": "trailers"], ["Accept-Encoding": "gzip"], ["X-Forwarded-For": "6.6.6.6, 192.0.2.1"],
        ]
        let held = [["If-None-Match": etag], ["If-None-Match": "\"older\""], ["User-Agent": "other/1"]]
        let answers = try answers(daemon, "/news/atom.xml", asked + refused + held)
        #expect(answers.prefix(10).allSatisfy { $0.hasPrefix("200 ") }, "\(answers)")
        for answer in answers.dropFirst(10).prefix(4) {
            let parts = answer.split(separator: " ")
            #expect(parts.count == 3 && parts[0] == "429" && parts[2] == "no-store", "\(answer)")
            #expect((10_700...10_800).contains(Int(parts[1]) ?? 0), "\(answer)")
        }
        #expect(answers.suffix(3).map { $0.prefix(3) } == ["304", "200", "200"])
        // One who begins with what is coded for it: the lane alone has counted until then.
        let lane = try self.answers(
            daemon,
            "/news/atom.xml",
            Array(repeating: [:], count: 11),
            from: "192.0.2.7"
        )
        #expect(lane.map { $0.prefix(3) } == Array(repeating: "200", count: 10) + ["429"])
        // A condition is enough, also one that does not hold.
        #expect(try status(daemon, "/news/atom.xml", "hasty/1", ["If-None-Match": etag]) == 304)
        #expect(try status(daemon, "/news/atom.xml", "hasty/1", ["If-None-Match": "\"older\""]) == 200)
        let date = ["If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"]
        #expect(try status(daemon, "/news/atom.xml", "hasty/1", date) == 200)
        #expect(try status(daemon, "/news/atom.xml", "other/1") == 200)
        #expect(try status(daemon, "/news/atom.xml", "hasty/1", from: "192.0.2.2") == 200)
        #expect(try status(daemon, "/news/rss.xml", "hasty/1") == 200)
        #expect(try status(daemon, "/news/", "hasty/1") == 200)
        for _ in 0..<12 {
            #expect(try status(daemon, "/news/atom.xml", "Feedly/1.0 (12 subscribers)") == 200)
            let head = try daemon.http.ask("HEAD", "/news/atom.xml", ["User-Agent": "hasty/1"])
            #expect(head.status == 200)
        }
        // Views too.
        let view = try self.answers(daemon, "/news/summary/rss.xml", Array(repeating: [:], count: 11))
        #expect(view.map { $0.prefix(3) } == Array(repeating: "200", count: 10) + ["429"])
        try daemon.stop()
        #expect(try daemon.site.beside("access.log").contents.contains(" 429 "))
    }

    @Test func `where nobody asked for it nobody waits`() throws {
        let daemon = try Daemon(try site(""))
        for _ in 0..<25 { #expect(try status(daemon) == 200) }
        try daemon.stop()
    }
}
