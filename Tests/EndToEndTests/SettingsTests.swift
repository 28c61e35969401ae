import Foundation
import Glibc
import Testing

/// Flag over environment over file, and what a reload takes.
struct SettingsTests {
    private func site(_ definition: String = "") throws -> SiteFolder {
        let site = try SiteFolder()
        try site.lay(definition, at: "feedherald.toml")
        try site.lay(SiteFolder.article("First"), at: "news/articles/first.md")
        return site
    }

    /// The status that a daemon started in an environment tells; it listens where it is told to, or on `port`.
    private func serving(
        _ site: SiteFolder,
        port: Int,
        _ arguments: [String] = [],
        environment: [String: String] = [:],
        _ use: (HTTP) throws -> Void
    ) throws {
        let daemon = try Child(
            [Program.feedherald, "serve"] + arguments,
            environment: environment,
            output: site.beside("log"),
            folder: (site.path as NSString).deletingLastPathComponent
        )
        let http = HTTP(port: port)
        try eventually("it is ready") { try http.ask("GET", "/readyz").status == 200 }
        try use(http)
        #expect(daemon.isRunning)
    }

    @Test func `the folder is the argument, else the environment's, else feeds`() throws {
        let site = try site()
        let port = try freePort()
        let listen = ["--listen", "127.0.0.1:\(port)"]
        for (arguments, environment) in [
            ([site.path], ["FEEDHERALD_DIR": "/nowhere"]), ([], ["FEEDHERALD_DIR": site.path]), ([], [:]),
        ] {
            try serving(site, port: port, arguments + listen, environment: environment) { http in
                let answer = try http.ask("GET", "/news/rss.xml")
                #expect(answer.status == 200)
            }
        }
    }

    @Test func `a flag wins over the environment, and it over the file, in where to listen`() throws {
        let ports = try (0..<3).map { _ in try freePort() }
        let site = try site("listen = \"127.0.0.1:\(ports[0])\"\n")
        let environment = ["FEEDHERALD_LISTEN": "127.0.0.1:\(ports[1])"]
        try serving(site, port: ports[0], [site.path]) { _ in }
        try serving(site, port: ports[1], [site.path], environment: environment) { _ in }
        try serving(
            site,
            port: ports[2],
            [site.path, "--listen", "127.0.0.1:\(ports[2])"],
            environment: environment
        ) { _ in
            #expect(throws: POSIXError.self) { try HTTP(port: ports[1]).ask("GET", "/healthz") }
            #expect(throws: POSIXError.self) { try HTTP(port: ports[0]).ask("GET", "/healthz") }
        }
    }

    @Test func `a flag wins over the environment, and it over the file, in the base URL`() throws {
        let site = try site("base_url = \"https://file.example.org\"\n")
        let port = try freePort()
        let listen = ["--listen", "127.0.0.1:\(port)"]
        let environment = ["FEEDHERALD_BASE_URL": "https://environment.example.org"]
        for (arguments, environment, host) in [
            ([], [:], "file"), ([], environment, "environment"),
            (["--base-url", "https://flag.example.org"], environment, "flag"),
        ] {
            try serving(site, port: port, [site.path] + listen + arguments, environment: environment) {
                http in
                let answer = try http.ask("GET", "/news/rss.xml")
                #expect(answer.text.contains("<link>https://\(host).example.org/news/</link>"))
            }
        }
    }

    @Test func `a flag wins over the environment, and it over the file, in the store`() throws {
        let site = try site("store = \"file.sqlite\"\n")
        let port = try freePort()
        let listen = ["--listen", "127.0.0.1:\(port)"]
        let environment = ["FEEDHERALD_STORE": "sqlite://" + site.beside("environment.sqlite")]
        for (arguments, environment, place) in [
            ([], [:], site.absolute("file.sqlite")), ([], environment, site.beside("environment.sqlite")),
            (["--store", site.beside("flag.sqlite")], environment, site.beside("flag.sqlite")),
        ] {
            try serving(site, port: port, [site.path] + listen + arguments, environment: environment) { _ in
                #expect(FileManager.default.fileExists(atPath: place))
            }
        }
        #expect(!FileManager.default.fileExists(atPath: site.absolute(".feedherald/store.sqlite")))
    }

    @Test func `it listens at several places, a Unix socket among them`() throws {
        let site = try site()
        let ports = try (0..<2).map { _ in try freePort() }
        let socket = site.beside("web.sock")
        try serving(
            site,
            port: ports[0],
            [
                site.path, "--listen", "127.0.0.1:\(ports[0])", "--listen", "127.0.0.1:\(ports[1])",
                "--listen", "unix:\(socket)",
            ]
        ) { _ in
            #expect(try HTTP(port: ports[1]).ask("GET", "/news/rss.xml").status == 200)
            let curl = try Command(
                program: "curl",
                ["--silent", "--unix-socket", socket, "http://daemon/news/rss.xml"]
            )
            #expect(curl.output.contains("<rss version=\"2.0\""))
        }
    }

    @Test func `callbacks into private networks are refused, unless the file names theirs`() throws {
        let fields = { (port: Int) in
            [
                ("hub.mode", "subscribe"), ("hub.topic", "http://127.0.0.1:\(port)/news/rss.xml"),
                ("hub.callback", "http://127.0.0.1:9/"),
            ]
        }
        for (definition, status) in [
            ("", 403), ("[push]\nallow_callbacks_to = [\"127.0.0.0/8\"]\n", 202),
            ("[push]\nallow_callbacks_to = [\"10.20.0.0/16\"]\n", 403),
        ] {
            let site = try site(definition)
            let port = try freePort()
            try serving(site, port: port, [site.path, "--listen", "127.0.0.1:\(port)"]) { http in
                let answer = try http.post(fields(port), to: "/hub")
                #expect(answer.status == status, "\(definition)")
            }
        }
    }

    @Test func `logs are JSON where that is asked for`() throws {
        let daemon = try Daemon(try site(), arguments: ["--log-format", "json"])
        for line in try daemon.log.contents.split(separator: "\n") {
            let object = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
            #expect(object["message"] != nil && object["level"] != nil && object["time"] != nil)
        }
    }

    @Test func `SIGHUP takes new definitions, and a bad one never replaces a good one`() throws {
        let daemon = try Daemon(try site())
        try daemon.site.write("title = \"The News\"\naliases = [\"/old\"]\n", to: "news/feed.toml")
        kill(daemon.id, SIGHUP)
        try eventually("the title is served") { try daemon.feed().title == "The News" }
        try eventually("the alias leads there") { try daemon.http.ask("GET", "/old").status == 301 }
        try daemon.site.write("titel = \"Nothing\"\n", to: "news/feed.toml")
        kill(daemon.id, SIGHUP)
        try eventually("the problem is told") {
            try daemon.status().problems.contains { $0.file == "news/feed.toml" && $0.line == 1 }
        }
        #expect(try daemon.feed().title == "The News")
        try daemon.site.write("title = \"Mended\"\n", to: "news/feed.toml")
        try eventually("the mended one is taken") { try daemon.feed().title == "Mended" }
        #expect(try daemon.status().problems.isEmpty)
    }

    @Test func `an alias alone, added to a definition, leads to the document`() throws {
        let daemon = try Daemon(try site())
        try daemon.site.write("aliases = [\"/old\"]\n", to: "news/feed.toml")
        try eventually("the alias leads there") { try daemon.http.ask("GET", "/old").status == 301 }
    }

    @Test func `a bad site definition never replaces a good one`() throws {
        let daemon = try Daemon(try site("title = \"Ours\"\n"))
        try daemon.site.write("title = \"Ours\"\nlissten = \"127.0.0.1:1\"\n", to: "feedherald.toml")
        kill(daemon.id, SIGHUP)
        let problem = "feedherald.toml:2: unknown key \"lissten\", did you mean \"listen\"?"
        try eventually("the problem is told") { try daemon.log.contents.contains(problem) }
        // The daemon knows a good definition: the commands ask it all the same.
        let status = try daemon.command("status")
        #expect(status.code == 0)
        #expect(status.output.contains(problem))
        try daemon.site.write(SiteFolder.article("Goal"), to: "news/articles/goal.md")
        let publication = try daemon.command("publish")
        #expect(publication.code == 78)
        #expect(publication.output.contains(problem))
        #expect(try daemon.titles().contains("Goal"))
        #expect(try daemon.http.ask("GET", "/").text.contains("<title>Ours</title>"))
    }

    @Test func `a feed that comes while it runs is served, and one that goes is not lost`() throws {
        let daemon = try Daemon(try site())
        try daemon.site.write(SiteFolder.article("Goal"), to: "sport/articles/goal.md")
        try eventually("the new feed is served") { try daemon.titles(of: "sport") == ["Goal"] }
        try daemon.site.move("sport", to: ".sport-away")
        try eventually("its absence is told") {
            try daemon.status().problems.contains { $0.file == "sport" }
        }
        #expect(try daemon.titles(of: "sport") == ["Goal"])
    }
}
