import Foundation
import Testing

/// Who reads, counted of real requests.
struct ReadershipTests {
    private struct Report: Decodable {
        struct Agent: Decodable, Equatable {
            var agent: String
            var kind: String
            var readers: Int
            var requests: Int
        }

        struct Day: Decodable {
            var day: String
            var readers: Int
            var requests: Int
            var requestsOfBots: Int
            var unchanged: Int
            var sent: Int
            var saved: Int
            var agents: [Agent]
        }

        struct Episode: Decodable, Equatable {
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
        let body = String(repeating: "A long text. ", count: 400)
        try site.lay(SiteFolder.article("First", body: body), at: "news/articles/first.md")
        return site
    }

    private func today(_ daemon: Daemon, _ arguments: [String] = ["news"]) throws -> Report.Day {
        let report = try daemon.command("readers", arguments + ["--json"]).json(as: Report.self)
        return try #require(report.feeds.first?.days.last)
    }

    private static let requests: [(agent: String, from: String)] = [
        (
            "Feedly/1.0 (+http://www.feedly.com/fetcher.html; 812 subscribers; like FeedFetcher-Google)",
            "192.0.2.1"
        ),
        (
            "Feedly/1.0 (+http://www.feedly.com/fetcher.html; 810 subscribers; like FeedFetcher-Google)",
            "192.0.2.2"
        ),
        ("newsboat/2.21.0 (Linux x86_64)", "198.51.100.1"),
        ("newsboat/2.21.0 (Linux x86_64)", "198.51.100.1"),
        ("newsboat/2.30.0 (Linux x86_64)", "198.51.100.2"), ("NetNewsWire (RSS Reader)", "198.51.100.1"),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "66.249.66.1"),
        ("curl/7.88.1", "198.51.100.9"),
    ]

    @Test func `readers are counted by agent and day, with 304, codings and bots, and outlive the daemon`()
        throws
    {
        let daemon = try Daemon(try site())
        let plain = try daemon.document("atom.xml")
        let (etag, size) = (try #require(plain["ETag"]), plain.body.count)
        for request in Self.requests {
            let fields = ["User-Agent": request.agent, "X-Forwarded-For": "6.6.6.6, \(request.from)"]
            #expect(try daemon.http.ask("GET", "/news/atom.xml", fields).status == 200)
        }
        // One of the lane and one of the routes, which are asked with what the lane does not answer.
        for more in [[:], ["TE": "trailers"]] as [[String: String]] {
            let fields = ["User-Agent": "Miniflux/2.0.51", "If-None-Match": etag].merging(more) { $1 }
            #expect(try daemon.http.ask("GET", "/news/atom.xml", fields).status == 304)
        }
        var coded = Message(start: "", fields: [], body: Data())
        try eventually("the coding is there") {
            let fields = ["User-Agent": "FreshRSS/1.21.0", "Accept-Encoding": "gzip"]
            coded = try daemon.http.ask("GET", "/news/atom.xml", fields)
            return coded["Content-Encoding"] == "gzip"
        }
        let head = try daemon.http.ask("HEAD", "/news/atom.xml", ["User-Agent": "Vienna/3.8"])
        #expect(head.status == 200)

        let day = try today(daemon)
        let readers = Dictionary(day.agents.map { ($0.agent, $0.readers) }) { $1 }
        #expect(readers["Feedly"] == 812)
        #expect(readers["newsboat"] == 2)
        for agent in ["NetNewsWire", "Miniflux", "FreshRSS", "Vienna"] {
            #expect(readers[agent] == 1, "\(agent)")
        }
        #expect(readers["Googlebot"] == 0)
        #expect(readers["curl"] == 0)
        #expect(day.requestsOfBots == 2)
        #expect(day.unchanged == 2)
        let saved = 2 * size + size - coded.body.count
        #expect(day.saved == saved)
        // Who says no User-Agent reads as well: the first one, above.
        #expect(readers["others"] == 1)
        #expect(day.readers == 812 + 2 + 4 + 1)

        let text = try daemon.command("readers").output
        #expect(text.contains("Feedly (aggregator): 812, 2 requests"))
        #expect(text.contains("\u{2588}"))
        #expect(try daemon.command("readers", ["nonsense"]).code == 1)

        // What was counted is in the store when the daemon has ended, and what comes after a restart is added.
        #expect(try daemon.http.ask("GET", "/news/rss.xml", ["User-Agent": "Akregator/5"]).status == 200)
        #expect(try daemon.stop() == 0)
        let stopped = try today(daemon)
        #expect(stopped.requests == day.requests + 1)
        #expect(stopped.agents.contains { $0.agent == "Akregator" && $0.readers == 1 })
        let next = try Daemon(daemon.site)
        #expect(try next.http.ask("GET", "/news/rss.xml", ["User-Agent": "Akregator/5"]).status == 200)
        let added = try today(next)
        #expect(added.agents.contains { $0.agent == "Akregator" && $0.readers == 1 && $0.requests == 2 })

        // No address is in the store, nor anything of it.
        try next.stop()
        for suffix in ["", "-wal"] {
            guard let bytes = FileManager.default.contents(atPath: next.store + suffix) else { continue }
            for address in ["198.51.100.1", "192.0.2.1", "66.249.66.1"] {
                #expect(bytes.range(of: Data(address.utf8)) == nil)
            }
            let raw = Data([198, 51, 100, 1])
            #expect(bytes.range(of: raw) == nil)
            #expect(bytes.range(of: Data(raw.reversed())) == nil)
        }
    }

    @Test func `views count for their feed, and pages and refusals for nobody`() throws {
        let site = try site()
        try site.lay(
            "---\ntitle: Tagged\ndate: 2025-03-04\ntags: [quay]\n---\nText.",
            at: "news/articles/tagged.md"
        )
        let daemon = try Daemon(site)
        let fields = ["User-Agent": "newsboat/2"]
        for path in ["/news/tag/quay/atom.xml", "/news/summary/rss.xml"] {
            #expect(try daemon.http.ask("GET", path, fields).status == 200, "\(path)")
        }
        for path in ["/news/", "/news/tagged/", "/none/atom.xml"] {
            _ = try daemon.http.ask("GET", path, fields)
        }
        _ = try daemon.http.ask("POST", "/news/atom.xml", fields)
        let day = try today(daemon)
        #expect(day.agents == [Report.Agent(agent: "newsboat", kind: "direct", readers: 1, requests: 2)])
        try daemon.stop()
    }

    @Test func `a download is a minute's worth or the whole, in however many parts, once for each listener`()
        throws
    {
        let site = try SiteFolder()
        let fixtures = URL(filePath: #filePath).appending(path: "../../MediaTests/Fixtures").standardized
        let sound = try Data(contentsOf: fixtures.appending(path: "tone.mp3"))
        try site.write(sound, to: "news/media/tone.mp3")
        try site.lay(
            "---\ntitle: Episode\ndate: 2025-03-04\nenclosure: tone.mp3\n---\n![A](photo.jpg)",
            at: "news/articles/episode.md"
        )
        try site.write(Data(contentsOf: fixtures.appending(path: "photo.jpg")), to: "news/media/photo.jpg")
        let daemon = try Daemon(site)
        let path = "/news/media/tone.mp3"
        try eventually("the sound is served") { try daemon.http.ask("HEAD", path).status == 200 }
        func fetch(_ range: String?, _ agent: String, from client: String) throws -> Int {
            var fields = ["User-Agent": agent, "X-Forwarded-For": client]
            fields["Range"] = range.map { "bytes=\($0)" }
            return try daemon.http.ask("GET", path, fields).status
        }
        func downloads() throws -> [Report.Episode] {
            try daemon.command("readers", ["news", "--json"]).json(as: Report.self).feeds.first?.episodes
                ?? []
        }
        // A probe, half of it, and what bots and tools fetch.
        #expect(try fetch("0-1", "AntennaPod/3", from: "192.0.2.1") == 206)
        #expect(try fetch("0-1999", "AntennaPod/3", from: "192.0.2.1") == 206)
        #expect(try fetch(nil, "Googlebot/2.1", from: "192.0.2.2") == 200)
        #expect(try fetch(nil, "curl/8", from: "192.0.2.3") == 200)
        _ = try daemon.http.ask("GET", "/news/media/photo.jpg", ["User-Agent": "AntennaPod/3"])
        #expect(try downloads().isEmpty)
        // The other half, all of it again, and somebody else.
        #expect(try fetch("1500-", "AntennaPod/3", from: "192.0.2.1") == 206)
        #expect(try downloads().map(\.downloads) == [1])
        #expect(try fetch(nil, "AntennaPod/3", from: "192.0.2.1") == 200)
        #expect(try fetch(nil, "Overcast/3", from: "192.0.2.4") == 200)
        #expect(try downloads() == [Report.Episode(file: "media/tone.mp3", downloads: 2)])
        #expect(try daemon.command("readers").output.contains("media/tone.mp3: 2"))
        try daemon.stop()
        #expect(try downloads() == [Report.Episode(file: "media/tone.mp3", downloads: 2)])
    }

    @Test func `what was shown is there after a kill, and nothing twice`() throws {
        let port = try freePort()
        var daemon = try Daemon(try site(), port: port)
        var asked = 0
        for round in 1...3 {
            for client in 1...4 {
                let fields = ["User-Agent": "newsboat/2", "X-Forwarded-For": "192.0.2.\(client)"]
                #expect(try daemon.http.ask("GET", "/news/atom.xml", fields).status == 200)
                asked += 1
            }
            let before = try today(daemon)
            #expect(before.requests == asked, "round \(round)")
            // What comes now and is killed before the minute is over may be lost, and is not counted twice.
            if round == 2 { _ = try daemon.http.ask("GET", "/news/atom.xml", ["User-Agent": "Vienna/3"]) }
            try daemon.stop(SIGKILL)
            daemon = try Daemon(daemon.site, port: port)
            let after = try today(daemon)
            #expect(after.requests == asked)
            #expect(after.readers == 4)
        }
        try daemon.stop()
    }

    @Test func `check and status warn where a proxy hides who asks`() throws {
        let daemon = try Daemon(try site())
        func ask(_ count: Int, _ more: [String: String] = [:]) throws {
            for number in 0..<count {
                let fields = [
                    "User-Agent": ["newsboat/2", "Miniflux/2", "Vienna/3", "FreshRSS/1"][number % 4]
                ]
                _ = try daemon.http.ask("GET", "/news/atom.xml", fields.merging(more) { $1 })
            }
            _ = try daemon.command("readers")
        }
        try ask(49)
        #expect(try !daemon.command("check").output.contains("one address"))
        try ask(1)
        for command in ["check", "status"] {
            let output = try daemon.command(command).output
            #expect(
                output.contains(
                    "warning: feedherald.toml: all 50 requests since the start come from one address"
                ),
                "\(output)"
            )
        }
        try ask(1, ["X-Forwarded-For": "192.0.2.1"])
        #expect(try !daemon.command("check").output.contains("one address"))
        try daemon.stop()
    }

    @Test func `nobody is counted where the operator does not want it`() throws {
        let daemon = try Daemon(try site("[http]\ncount_readers = false\n"))
        _ = try daemon.document("atom.xml")
        let report = try daemon.command("readers", ["--json"]).json(as: Report.self)
        #expect(report.feeds.isEmpty)
        #expect(try daemon.command("readers").output.contains("nobody has asked for a feed yet"))
        try daemon.stop()
    }
}
