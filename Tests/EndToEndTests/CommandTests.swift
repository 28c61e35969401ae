import Foundation
import Glibc
import Testing

/// The commands, with and without a daemon, and what they end with.
struct CommandTests {
    private func site() throws -> SiteFolder {
        let site = try SiteFolder()
        try site.lay(SiteFolder.article("First"), at: "news/articles/first.md")
        try site.lay(SiteFolder.article("Second"), at: "news/articles/deep/second.md")
        return site
    }

    private func publish(_ site: SiteFolder, _ arguments: [String] = []) throws -> Command {
        try Command(
            ["publish", "--dir", site.path, "--store", site.beside("state/store.sqlite")] + arguments
        )
    }

    private func report(_ command: Command) throws -> PublishReport.Feed {
        try #require(try command.json(as: PublishReport.self).feeds.first)
    }

    @Test func `publish without a daemon does the work, and a daemon serves it then`() throws {
        let site = try site()
        let first = try publish(site, ["--json"])
        #expect(first.code == 0, "\(first.errors)")
        #expect(try Set(report(first).added.map(\.title)) == ["First", "Second"])
        #expect(try report(first).documents.count == 3)
        #expect(try report(publish(site, ["--json"])).added.isEmpty)
    }

    @Test func `publish in words says what it did`() throws {
        let site = try site()
        let output = try publish(site).output
        #expect(output.contains("news: 2 added"))
        #expect(output.contains("+ first.md  First"))
        #expect(output.contains("/news/atom.xml"))
    }

    @Test func `publish with a daemon is done by the daemon, also from an environment unlike its own`() throws
    {
        let site = try site()
        let daemon = try Daemon(site, arguments: ["--base-url", "https://daemon.example.org"])
        // Settles for long, so that only the command can be what publishes it.
        try site.write("settle = \"1h\"\n", to: "news/feed.toml")
        #expect(try daemon.command("publish", ["--now"]).code == 0)
        try site.write(SiteFolder.article("Third"), to: "news/articles/third.md")
        let command = try daemon.command(
            "publish",
            ["--now", "--json"],
            environment: [
                "FEEDHERALD_BASE_URL": "https://shell.example.org", "FEEDHERALD_LISTEN": "127.0.0.1:1",
            ]
        )
        #expect(command.code == 0, "\(command.errors)")
        #expect(try report(command).added.map(\.title) == ["Third"])
        #expect(
            try report(command).documents.allSatisfy { $0.hasPrefix("https://daemon.example.org/") }
        )
        try eventually("it is served") { try daemon.titles().contains("Third") }
    }

    @Test func `a daemon is found by its folder alone, wherever its store is`() throws {
        let site = try site()
        let daemon = try Daemon(site)
        let command = try Command(["status", "--json", "--dir", site.path])
        #expect(command.code == 0, "\(command.errors)")
        let status = try command.json(as: StatusReport.self)
        #expect(status.process == daemon.id)
        #expect(status.store == daemon.store)
        #expect(!FileManager.default.fileExists(atPath: site.absolute(".feedherald/store.sqlite")))
    }

    @Test func `publish of one feed leaves the others`() throws {
        let site = try site()
        try site.lay(SiteFolder.article("Other"), at: "sport/articles/other.md")
        let command = try publish(site, ["--json", "sport"])
        #expect(try command.json(as: PublishReport.self).feeds.map(\.feed) == ["sport"])
    }

    @Test(arguments: ["news/articles/deep/second.md", "deep/second.md"])
    func `publish of one article leaves the others`(name: String) throws {
        let site = try site()
        let command = try publish(site, ["--json", name == "deep/second.md" ? name : site.absolute(name)])
        #expect(try report(command).added.map(\.path) == ["deep/second.md"])
    }

    @Test func `publish of what is not there says what may be meant`() throws {
        let site = try site()
        for targets in [["newz"], ["news", "newz"]] {
            let command = try publish(site, targets)
            #expect(command.code == 64)
            #expect(
                command.errors.contains("newz: is neither a feed nor an article, did you mean \"news\"?")
            )
            #expect(command.output == "", "nothing is published")
        }
        let command = try publish(site, ["news/"])
        #expect(command.code == 0 && command.output.contains("added"), "\(command.output)\(command.errors)")
    }

    @Test(arguments: [false, true])
    func `a plan says what would be done, and changes nothing`(isDaemonUp: Bool) throws {
        let site = try site()
        let daemon = isDaemonUp ? try Daemon(site) : nil
        if isDaemonUp { try site.write("settle = \"1h\"\n", to: "news/feed.toml") }
        if isDaemonUp { #expect(try publish(site, ["--now"]).code == 0) }
        try site.write(SiteFolder.article("Third"), to: "news/articles/third.md")
        let plan = try publish(site, ["--now", "--dry-run", "--json"])
        #expect(plan.code == 0, "\(plan.errors)")
        #expect(try plan.json(as: PublishReport.self).isPlan)
        #expect(try report(plan).added.map(\.title).contains("Third"))
        if let daemon {
            #expect(try !daemon.titles().contains("Third"))
        } else {
            #expect(!FileManager.default.fileExists(atPath: site.beside("state")))
            #expect(!FileManager.default.fileExists(atPath: site.absolute("news/ids.toml")))
        }
        let act = try publish(site, ["--now", "--json"])
        #expect(try report(act).added == report(plan).added)
    }

    @Test(arguments: [false, true])
    func `publish --now of an article whose date lies ahead publishes it for good`(isDaemonUp: Bool) throws {
        let site = try site()
        try site.lay(
            SiteFolder.article("Early", date: "2099-01-01T00:00:00Z"),
            at: "news/articles/early.md"
        )
        let port = try freePort()
        let daemon = isDaemonUp ? try Daemon(site, port: port) : nil
        let act = try publish(site, ["--now", "--json", site.absolute("news/articles/early.md")])
        #expect(try report(act).added.map(\.title) == ["Early"])
        _ = try daemon?.stop()
        let later = try Daemon(site, port: port)
        #expect(try later.titles().contains("Early"))
        try later.site.write(
            SiteFolder.article("Early", date: "2099-01-01T00:00:00Z", body: "Edited."),
            to: "news/articles/early.md"
        )
        try eventually("the edit is served") {
            try later.feed().items.contains { $0.content_html?.contains("Edited.") == true }
        }
    }

    @Test func `publish --now returns when each delivery has been attempted`() throws {
        let site = try site()
        let daemon = try Daemon(site)
        let subscriber = try Subscriber()
        try daemon.subscribe(subscriber, "/good", to: "rss.xml")
        try site.write(SiteFolder.article("Third"), to: "news/articles/third.md")
        let command = try daemon.command("publish", ["--now", "--json"])
        #expect(command.code == 0)
        #expect(subscriber.deliveries(to: "/good").count == 1)
    }

    @Test func `status ends with 2 while a ledger cannot be read, with a daemon and without`() throws {
        let site = try site()
        let daemon = try Daemon(site)
        let ledger = try String(contentsOfFile: site.absolute("news/ids.toml"), encoding: .utf8)
        try site.write("<<<", to: "news/ids.toml")
        try eventually("it is told") { try daemon.command("status").code == 2 }
        let told = try daemon.command("status").output
        #expect(told.contains("2 entries, not published"))
        #expect(told.contains("  news/ids.toml: is not valid TOML"))
        #expect(try daemon.stop() == 0)
        #expect(try daemon.command("status").code == 2)
        #expect(try daemon.command("status").output.contains("2 entries, not published"))
        try site.write(ledger, to: "news/ids.toml")
        #expect(try daemon.command("status").code == 0)
    }

    @Test func `status with a daemon and without one shows the same feeds`() throws {
        let site = try site()
        let daemon = try Daemon(site)
        let up = try daemon.status()
        #expect(up.process == daemon.id)
        #expect(up.feeds.map(\.entries) == [2])
        #expect(up.feeds.map(\.attention) == ["events"])
        try daemon.stop()
        let down = try daemon.status()
        #expect(down.process == nil)
        #expect(down.feeds.map(\.entries) == [2])
        #expect(down.feeds.map(\.documents) == up.feeds.map(\.documents))
        #expect(try daemon.command("status").output.contains("news: news, 2 entries"))
    }

    @Test func `status where there is neither a daemon nor a store ends with 69`() throws {
        let site = try site()
        let command = try Command(["status", "--dir", site.path])
        #expect(command.code == 69)
        #expect(command.errors.contains("no daemon serves \(site.path), and there is no store at"))
    }

    @Test(arguments: ["status", "publish"])
    func `a daemon that holds the store and does not answer ends a command with 69`(name: String) throws {
        let daemon = try Daemon(site())
        kill(daemon.id, SIGSTOP)
        defer { kill(daemon.id, SIGCONT) }
        let command = try daemon.command(name)
        #expect(command.code == 69)
        #expect(command.errors.contains("a daemon holds the store \(daemon.store) but does not answer"))
    }

    @Test func `a second daemon on one store ends with 75, and the first goes on`() throws {
        let site = try site()
        let daemon = try Daemon(site)
        let second = try Command([
            "serve", site.path, "--store", daemon.store, "--listen", "127.0.0.1:\(try freePort())",
        ])
        #expect(second.code == 75)
        #expect(second.errors.contains("another daemon has the store"))
        #expect(try daemon.status().process == daemon.id)
    }

    @Test
    func `a second daemon on one folder ends with 75 though its store is another, and the first goes on`()
        throws
    {
        let site = try site()
        let daemon = try Daemon(site)
        let other = site.beside("other/store.sqlite")
        let second = try Command(["serve", site.path, "--listen", "127.0.0.1:0", "--store", other])
        #expect(second.code == 75, "\(second.output)\(second.errors)")
        #expect(second.errors.contains("publishes \(site.path), with another store"))
        #expect(!FileManager.default.fileExists(atPath: other))
        #expect(try daemon.status().process == daemon.id)
        // A command finds the daemon of the folder, whatever store it is given.
        try site.write(SiteFolder.article("Third"), to: "news/articles/third.md")
        #expect(try Command(["publish", "--now", "--dir", site.path, "--store", other]).code == 0)
        #expect(try daemon.titles().contains("Third"))
    }

    @Test(arguments: [["publish", "--now"], ["publish", "--dry-run"], ["status"]])
    func `a command for one folder on the store of a daemon that serves another ends with 75`(
        arguments: [String]
    ) throws {
        let daemon = try Daemon(site())
        let other = try site()
        let command = try Command(arguments + ["--dir", other.path, "--store", daemon.store])
        #expect(command.code == 75)
        #expect(command.errors.contains("a daemon serves \(daemon.site.path) with the store \(daemon.store)"))
        #expect(try daemon.titles().count == 2)
        #expect(!FileManager.default.fileExists(atPath: other.absolute("news/ids.toml")))
    }

    @Test func `a command on a store that another command works on ends with 75`() throws {
        let site = try site()
        let store = site.beside("state/store.sqlite")
        #expect(try publish(site).code == 0)
        let holder = try Child([
            "flock", store + ".lock", "sh", "-c",
            "printf 'command 1\\n' >\(store).lock; touch \(site.beside("held")); exec sleep 60",
        ])
        try eventually("the lock is held") { FileManager.default.fileExists(atPath: site.beside("held")) }
        let command = try publish(site)
        #expect(command.code == 75)
        #expect(command.errors.contains("another command works on the store"))
        let daemon = try Command(["serve", site.path, "--store", store, "--listen", "127.0.0.1:0"])
        #expect(daemon.code == 75)
        #expect(daemon.errors.contains("a command works on the store"))
        #expect(holder.isRunning)
    }

    @Test func `check without a finding ends with 0, and touches nothing`() throws {
        let site = try site()
        let before = try FileManager.default.subpathsOfDirectory(atPath: site.path).sorted()
        let command = try Command(["check", site.path, "--base-url", "https://example.org"])
        #expect(command.code == 0)
        #expect(command.output == "0 problems, 0 warnings\n")
        #expect(try FileManager.default.subpathsOfDirectory(atPath: site.path).sorted() == before)
    }

    @Test func `check warns of a missing base URL`() throws {
        let site = try site()
        let command = try Command(["check", site.path])
        #expect(command.output.contains("warning: feedherald.toml: no base_url"))
        #expect(command.code == 0)
    }

    @Test func `check wants a language with a country, and none where none is stated`() throws {
        let site = try site()
        for (language, isTold) in [("fr", true), ("fr-FR", false), ("zh-Hant", true), ("es-419", false)] {
            try site.lay("title = \"N\"\nlanguage = \"\(language)\"\n", at: "news/feed.toml")
            let command = try Command(["check", site.path, "--base-url", "https://example.org"])
            let warning = "warning: news/feed.toml:2: the language \"\(language)\" names no country"
            #expect(command.output.contains(warning) == isTold, "\(command.output)")
            #expect(command.code == 0)
        }
    }

    @Test func `check names two articles with one slug each time, before and after they are published`()
        throws
    {
        let site = try site()
        for name in ["a", "b"] {
            try site.lay("---\ntitle: T\nslug: same\n---\n\nText\n", at: "news/articles/\(name).md")
        }
        let warning =
            "warning: news/articles/b.md: the slug \"same\" already belongs to another article; this one has \"same-2\""
        for _ in 0..<2 {
            #expect(try Command(["check", site.path]).output.contains(warning))
            #expect(try publish(site).code == 0)
        }
        try site.remove("news/articles/a.md")
        #expect(try !Command(["check", site.path]).output.contains(warning))
    }

    @Test func `check names each problem with file and line, and ends with 2`() throws {
        let site = try site()
        try site.lay("titel = \"News\"\n", at: "sport/feed.toml")
        try site.lay("---\ntitle: Bad\ndate: not today\n---\n\nText\n", at: "news/articles/bad.md")
        let command = try Command(["check", site.path, "--base-url", "https://example.org"])
        #expect(command.code == 2)
        #expect(
            command.output.contains("sport/feed.toml:1: unknown key \"titel\", did you mean \"title\"?")
        )
        #expect(command.output.contains("news/articles/bad.md:3: "))
        #expect(command.output.hasSuffix("2 problems, 0 warnings\n"))
    }

    @Test func `service prints the drop-in that another folder needs`() throws {
        let site = try site()
        let command = try Command(["service", "--dir", site.path])
        #expect(command.code == 0)
        #expect(command.output.contains("Environment=\"FEEDHERALD_DIR=\(site.path)\""))
        #expect(command.output.contains("ReadWritePaths=\"-\(site.path)\""))
        #expect(try Command(["service", "--dir", site.path + "/nowhere"]).code == 1)
    }

    @Test func `service lets the daemon write into the output too, wherever it lies`() throws {
        let site = try site()
        let writable = { (line: String) in
            try site.lay("output = \"\(line)\"\n", at: "feedherald.toml")
            let lines = try Command(["service", "--dir", site.path]).output.split(separator: "\n").map(
                String.init
            )
            return lines.filter { $0.hasPrefix("ReadWritePaths=") || $0.hasPrefix("ProtectHome=") }
        }
        let folder = "ReadWritePaths=\"-\(site.path)\""
        let output = site.beside("public")
        #expect(try writable("../public") == ["ReadWritePaths=", folder, "ReadWritePaths=\"-\(output)\""])
        #expect(try writable("public") == ["ReadWritePaths=", folder], "that lies in the folder of feeds")
        #expect(
            try writable("/home/100% mine") == [
                "ReadWritePaths=", folder, "ReadWritePaths=\"-/home/100%% mine\"", "ProtectHome=read-only",
            ]
        )
        #expect(try writable("news") == ["ReadWritePaths=", folder], "nothing is written there")
        try site.lay("outptu = \"../public\"\n", at: "feedherald.toml")
        let command = try Command(["service", "--dir", site.path])
        #expect(command.code == 78 && command.errors.contains("did you mean \"output\"?"))
    }

    @Test(
        arguments: [
            (["serve", "/nowhere"], Int32(1)), (["publish", "--dir", "/nowhere"], 1),
            (["check", "/nowhere"], 1),
            (["publish", "--frobnicate"], 64), (["frobnicate"], 64), (["service"], 64),
        ] as [([String], Int32)]
    )
    func `what is asked wrongly ends with its code`(arguments: [String], code: Int32) throws {
        let command = try Command(arguments)
        #expect(command.code == code, "\(command.errors)")
        #expect(!command.errors.isEmpty)
    }

    @Test(arguments: [
        ["--store", "postgres://db/feeds"], ["--store", "sqlite://"], ["--store", "mysql://db"],
        ["--base-url", "example.org"],
    ])
    func `a store or base URL that is none ends with 64`(options: [String]) throws {
        let site = try site()
        for name in ["publish", "status"] {
            let command = try Command([name, "--dir", site.path] + options)
            #expect(command.code == 64, "\(command.errors)")
            #expect(command.errors.contains("right would be"))
        }
    }

    @Test func `an article that is in two feeds is not guessed, and a feed's folder is the feed`() throws {
        let site = try site()
        for feed in ["news", "other"] {
            try site.lay(SiteFolder.article("Twice", date: "2999-01-01"), at: "\(feed)/articles/twice.md")
        }
        let store = ["--store", site.beside("state/store.sqlite")]
        let command = try Command(["publish", "--now", "twice.md", "--dir", site.path] + store)
        #expect(command.code == 64)
        #expect(
            command.errors.contains(
                "twice.md: is in several feeds: name one of \(site.absolute("news/articles/twice.md")), "
                    + site.absolute("other/articles/twice.md")
            ),
            "\(command.errors)"
        )
        let report = try Command(
            ["publish", ".", "--json", "--dir", site.path] + store,
            folder: site.absolute("other")
        ).json(as: PublishReport.self)
        #expect(report.feeds.map(\.feed) == ["other"])
        #expect(report.feeds.flatMap(\.added).isEmpty)
    }

    @Test func `a store in the site's definition that is none ends with 78, and names the file`() throws {
        let site = try site()
        try site.write("store = \"postgres://db/feeds\"\n", to: "feedherald.toml")
        let command = try Command(["publish", "--dir", site.path])
        #expect(command.code == 78)
        #expect(command.errors.contains("feedherald.toml: \"store\": a store in PostgreSQL is not there yet"))
    }

    @Test func `an environment name that is neither yes nor no ends with 64`() throws {
        let site = try site()
        let command = try Command(
            ["serve", site.path],
            environment: ["FEEDHERALD_ALLOW_PRIVATE_CALLBACKS": "maybe"]
        )
        #expect(command.code == 64)
        #expect(command.errors.contains("right would be 1 or 0"))
    }

    @Test(arguments: ["nonsense", "127.0.0.1", "127.0.0.1:99999", "[::1]", "unix:relative"])
    func `an address to listen on that is none ends with 64`(address: String) throws {
        let site = try site()
        let command = try Command(["serve", site.path, "--listen", address])
        #expect(command.code == 64)
        #expect(command.errors.contains("\"\(address)\" is no address to listen on; right would be"))
    }

    @Test(arguments: ["sqlite://", "sqlite:///", "sqlite:////", ""])
    func `a store is named by a path, or as a URL with any number of slashes`(prefix: String) throws {
        let site = try site()
        let place = site.beside("elsewhere/store.db")
        let name = prefix.isEmpty ? place : prefix + place.dropFirst()
        let command = try Command(["publish", "--dir", site.path, "--store", name])
        #expect(command.code == 0, "\(command.errors)")
        #expect(FileManager.default.fileExists(atPath: place))
    }
}
