import Foundation
import Glibc
import Testing

/// Bad input: a clear message, and nothing lost.
struct BadInputTests {
    private func site() throws -> SiteFolder {
        let site = try SiteFolder()
        try site.lay(SiteFolder.article("Good"), at: "news/articles/good.md")
        try site.lay(SiteFolder.article("Other"), at: "news/articles/other.md")
        return site
    }

    private func publish(_ site: SiteFolder) throws -> Command {
        try Command(["publish", "--dir", site.path, "--store", site.beside("state/store.sqlite")])
    }

    /// What is written over an article, and what is said then.
    enum Spoiling: String, CaseIterable {
        case headNeverClosed, dateThatIsNone, halfCharacter, binary, emptyFile, hugeFile, folder, fifo
        case linkOutside, linkNowhere

        var words: String {
            switch self {
            case .headNeverClosed: "news/articles/good.md:1: front matter is never closed, add a line --- "
            case .dateThatIsNone:
                "news/articles/good.md:3: \"yesterday-ish\" is no date, write it like date: "
            case .halfCharacter: "news/articles/good.md:4: ends within a character, as if half written"
            case .binary: "news/articles/good.md:2: has a NUL byte, save it as UTF-8"
            case .emptyFile: "news/articles/good.md: is empty"
            case .hugeFile: "news/articles/good.md: is 200 MiB large; an article may have "
            case .folder: "news/articles/good.md: is a folder; an article is a plain file"
            case .fifo: "news/articles/good.md: is a fifo; an article is a plain file"
            case .linkOutside: "news/articles/good.md: links to /etc/passwd, outside of the folder"
            case .linkNowhere: "news/articles/good.md: links to "
            }
        }

        func spoil(_ site: SiteFolder) throws {
            let name = "news/articles/good.md"
            let place = site.absolute(name)
            switch self {
            case .headNeverClosed: try site.write("---\ntitle: Open\n\nAnd on and on.\n", to: name)
            case .dateThatIsNone:
                try site.write("---\ntitle: Open\ndate: yesterday-ish\n---\n\nText\n", to: name)
            case .halfCharacter:
                try site.write(Data("---\ntitle: A\n---\n".utf8) + Data([0x61, 0xE2, 0x82]), to: name)
            case .binary:
                try site.write(Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x00, 0x00, 0x0D]), to: name)
            case .emptyFile: try site.write("", to: name)
            case .hugeFile:
                // Written beside and moved, as an upload ends; it has no blocks, and its size all the same.
                let beside = site.beside("huge")
                _ = FileManager.default.createFile(atPath: beside, contents: nil)
                truncate(beside, 200 << 20)
                rename(beside, place)
            case .folder:
                try FileManager.default.removeItem(atPath: place)
                try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
            case .fifo:
                try FileManager.default.removeItem(atPath: place)
                mkfifo(place, 0o644)
            case .linkOutside:
                try FileManager.default.removeItem(atPath: place)
                symlink("/etc/passwd", place)
            case .linkNowhere:
                try FileManager.default.removeItem(atPath: place)
                symlink(site.beside("nothing"), place)
            }
        }
    }

    @Test(arguments: Spoiling.allCases)
    func `a spoiled article keeps its last good entry, and is named with file and line`(spoiling: Spoiling)
        throws
    {
        let daemon = try Daemon(site())
        let before = try daemon.feed().items.map(\.id)
        try spoiling.spoil(daemon.site)
        try eventually("the problem is told") { !(try daemon.status().problems.isEmpty) }
        let told = try daemon.command("status").output
        #expect(told.contains(spoiling.words), "\(told)")
        // One more edition, and what a second's patience would have taken away.
        try daemon.site.write(SiteFolder.article("Third"), to: "news/articles/third.md")
        try eventually("the feed goes on") { try daemon.titles().contains("Third") }
        usleep(1_500_000)
        #expect(try before.allSatisfy { try daemon.feed().items.map(\.id).contains($0) })
        #expect(try daemon.titles().contains("Good"))
        let check = try daemon.command("check")
        #expect(check.code == 2)
        #expect(check.output.contains(spoiling.words), "\(check.output)")
        try FileManager.default.removeItem(atPath: daemon.site.absolute("news/articles/good.md"))
        try daemon.site.write(SiteFolder.article("Good again"), to: "news/articles/good.md")
        try eventually("the mended one is taken") { try daemon.titles().contains("Good again") }
        #expect(try daemon.status().problems.isEmpty)
        #expect(try before.allSatisfy { try daemon.feed().items.map(\.id).contains($0) })
    }

    @Test(arguments: Spoiling.allCases)
    func `an article that was never good is left out, and publish ends with 2`(spoiling: Spoiling) throws {
        let site = try site()
        try spoiling.spoil(site)
        let command = try publish(site)
        #expect(command.code == 2)
        #expect(command.output.contains(spoiling.words), "\(command.output)")
        #expect(command.output.contains("news: 1 added"))
    }

    @Test func `an article in Windows-1252 is published, with a warning until it is saved as UTF-8`() throws {
        let site = try site()
        let text =
            Data("---\ntitle: Caf".utf8) + [0xE9] + Data("\n---\n\n".utf8) + [0x80] + Data("uro\n".utf8)
        try site.write(text, to: "news/articles/old.md")
        let words = "warning: news/articles/old.md:2: is not UTF-8 and is read as Windows-1252"
        let command = try publish(site)
        #expect(command.code == 0)
        #expect(command.output.contains(words), "\(command.output)")
        let daemon = try Daemon(site)
        #expect(try daemon.titles().contains("Café"))
        #expect(try daemon.http.ask("GET", "/news/old/").text.contains("€uro"))
        try site.write("---\ntitle: Café\n---\n\n€uro\n", to: "news/articles/old.md")
        try eventually("the warning goes") { try daemon.status().problems.isEmpty }
    }

    @Test(arguments: [
        ("<p>x</p>", 1_300_000, "is 10 MiB large; an article may have 8 MiB"),
        ("<div>", 100_000, "is nested more than 1000 elements deep"),
        ("<script>x</script>", 1, "has no text that could be an article"),
    ])
    func `a bad page is named, and every other article is published`(part: String, count: Int, words: String)
        throws
    {
        let body = String(repeating: part, count: count)
        let site = try site()
        try site.lay("<!DOCTYPE html><html><body><article>" + body, at: "news/articles/page.html")
        let command = try publish(site)
        #expect(command.code == 2)
        #expect(command.output.contains("news/articles/page.html: "), "\(command.output)")
        #expect(command.output.contains(words))
        #expect(command.output.contains("news: 2 added"))
    }

    @Test(arguments: [
        (
            "feedherald.toml", "titel = \"x\"\n",
            "feedherald.toml:1: unknown key \"titel\", did you mean \"title\"?"
        ),
        (
            "feedherald.toml", "\n[push]\nhups = []\n",
            "feedherald.toml:3: unknown key \"hups\", did you mean \"hubs\"?"
        ),
        ("feedherald.toml", "base_url = \"example.org\"\n", "feedherald.toml:1: \"base_url\" must be a URL"),
        ("feedherald.toml", "title = \n", "feedherald.toml:1: "),
        ("news/feed.toml", "limit = \"ten\"\n", "news/feed.toml:1: \"limit\" must be a whole number"),
        (
            "news/feed.toml", "titel = \"x\"\n",
            "news/feed.toml:1: unknown key \"titel\", did you mean \"title\"?"
        ),
    ])
    func `a bad definition ends with 78, named with file and line`(file: String, text: String, words: String)
        throws
    {
        let site = try site()
        try site.lay(text, at: file)
        for arguments in [["serve", site.path, "--listen", "127.0.0.1:0"], ["publish", "--dir", site.path]] {
            let command = try Command(arguments)
            #expect(command.code == 78, "\(arguments)")
            #expect((command.output + command.errors).contains(words), "\(command.output)\(command.errors)")
        }
        let check = try Command(["check", site.path])
        #expect(check.code == 2)
        #expect(check.output.contains(words))
    }

    @Test func `of two feeds of one name the first is served, and the other is named`() throws {
        let site = try site()
        try site.lay(SiteFolder.article("Twin"), at: "News/articles/twin.md")
        let command = try publish(site)
        #expect(command.output.contains("two feeds of one name: \"News\" and \"news\""))
        #expect(command.code == 78)
    }

    @Test(arguments: ["serve", "publish", "check", "service"])
    func `a folder of feeds that may not be read is a clear error`(name: String) throws {
        let site = try site()
        let arguments = [name] + (["serve", "check"].contains(name) ? [site.path] : ["--dir", site.path])
        #expect(chmod(site.path, 0) == 0)
        defer { chmod(site.path, 0o700) }
        // The system lets its administrator read everything, unless he does without that right.
        let renouncing = ["--bounding-set=-dac_override,-dac_read_search", Program.feedherald]
        let command =
            geteuid() == 0
            ? try Command(program: "setpriv", renouncing + arguments) : try Command(arguments)
        #expect(command.code == 1)
        #expect(command.errors.contains("\(site.path) cannot be read by the user "))
    }

    @Test(arguments: ["hub", "media", "healthz", "index.xml"])
    func `a feed with the name of an address of ours is refused`(name: String) throws {
        let site = try site()
        try site.lay(SiteFolder.article("Lost"), at: "\(name)/articles/lost.md")
        let daemon = try Daemon(site)
        #expect(
            try daemon.status().problems.map(\.message).contains {
                $0.contains("a feed cannot be named \"\(name)\"") && $0.contains("rename the folder")
            }
        )
        #expect(try daemon.titles().count == 2)
        #expect(try daemon.http.ask("GET", "/healthz").text.hasPrefix("alive"))
    }

    /// How an articles folder is lost.
    enum Loss: String, CaseIterable {
        case missing, empty, unreadable

        var words: String {
            switch self {
            case .missing: "is missing; what was published stays as it is"
            case .empty:
                "is suddenly empty, or holds others; the 2 articles that were published stay as they are"
            case .unreadable: "cannot be read: "
            }
        }

        func lose(_ site: SiteFolder) throws {
            let folder = site.absolute("news/articles")
            switch self {
            case .missing: rename(folder, site.beside("away"))
            case .empty:
                for name in ["good.md", "other.md"] { try site.remove("news/articles/\(name)") }
            case .unreadable:
                // Permissions do not stop root; a link that leads to itself stops everybody.
                rename(folder, site.beside("away"))
                symlink("articles", folder)
            }
        }
    }

    @Test(arguments: Loss.allCases)
    func `an articles folder that is lost while it runs takes no article with it`(loss: Loss) throws {
        let daemon = try Daemon(site())
        try loss.lose(daemon.site)
        try eventually("the problem is told") {
            try daemon.status().problems.contains { $0.message.contains(loss.words) }
        }
        usleep(2_000_000)
        #expect(try daemon.titles().count == 2)
        #expect(try daemon.http.ask("GET", "/news/good/").status == 200)
    }

    @Test(arguments: Loss.allCases)
    func `an articles folder that is lost while it is down takes no article with it`(loss: Loss) throws {
        let site = try site()
        #expect(try publish(site).code == 0)
        try loss.lose(site)
        let command = try publish(site)
        #expect(command.code == 2)
        #expect(command.output.contains(loss.words), "\(command.output)")
        let daemon = try Daemon(site)
        #expect(try daemon.titles().count == 2)
    }

    @Test func `a port in use is said so, with what to do`() throws {
        let subscriber = try Subscriber()
        let site = try site()
        let command = try Command(["serve", site.path, "--listen", "127.0.0.1:\(subscriber.port)"])
        #expect(command.code == 1)
        #expect(command.errors.contains("cannot listen on 127.0.0.1:\(subscriber.port): the port is in use"))
    }

    @Test func `a file where a socket shall be is refused, and stays`() throws {
        let site = try site()
        let place = site.beside("precious")
        try Data("words".utf8).write(to: URL(filePath: place))
        let command = try Command(["serve", site.path, "--listen", "unix:\(place)"])
        #expect(command.code == 1)
        #expect(command.errors.contains("cannot listen on \(place): it is no socket"))
        #expect(try place.contents == "words")
    }

    @Test func `an article that comes while no descriptor is left is published when there is one again`()
        throws
    {
        let site = try site()
        let daemon = try Daemon(site)
        let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(daemon.id)/fd")
        let free = (0...open.count).first { !open.contains("\($0)") }
        try daemon.limitDescriptors(to: try #require(free))
        try site.write(SiteFolder.article("Late"), to: "news/articles/late.md")
        try eventually("it is said") { try daemon.log.contents.contains("cannot be read") }
        // Nor can a folder be looked into.
        try site.lay(SiteFolder.article("Deep"), at: "news/articles/sub/deep.md")
        usleep(200_000)
        try daemon.limitDescriptors(to: 4_096)
        try eventually("it is published", within: 10) { try daemon.titles().contains("Late") }
        try eventually("so is what the folder holds", within: 12) { try daemon.titles().contains("Deep") }
    }

    @Test func `callers without end take no descriptor from articles and from each other`() throws {
        let site = try site()
        let port = try freePort()
        let daemon = try Daemon(
            site,
            port: port,
            arguments: ["--listen", "127.0.0.1:\(port)"],
            launcher: ["prlimit", "--nofile=128:128"]
        )
        var callers: [Connection] = []
        for _ in 0..<300 {
            callers.append(try Connection(port: port))
            // Where all others are being answered, it is the one that comes that is closed.
            try? callers.last?.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        }
        try site.write(SiteFolder.article("Late"), to: "news/articles/late.md")
        try eventually("it is published") { (try? daemon.titles().contains("Late")) ?? false }
        // Dispatch looks at its threads each second, and ends a process that has no descriptor for it.
        sleep(2)
        #expect(daemon.isRunning)
        #expect(try daemon.http.ask("GET", "/news/atom.xml").status == 200)
        #expect(try !daemon.log.contents.contains("cannot be read"))
        callers = []
    }

    @Test(arguments: ["publish", "status", "serve"])
    func `a damaged store is never touched, and how to rescue it is said`(name: String) throws {
        let site = try site()
        #expect(try publish(site).code == 0)
        let store = site.beside("state/store.sqlite")
        let rubbish = Data(repeating: 0x41, count: 40_000)
        try rubbish.write(to: URL(filePath: store))
        let place = name == "serve" ? [site.path, "--listen", "127.0.0.1:0"] : ["--dir", site.path]
        let command = try Command([name] + place + ["--store", store])
        #expect(command.code == 1)
        #expect(command.errors.contains("the store is damaged"))
        #expect(command.errors.contains("sqlite3 \(store) .recover"))
        #expect(try Data(contentsOf: URL(filePath: store)) == rubbish)
    }

    @Test(arguments: ["publish", "serve"])
    func `a store of a newer version ends with 78, and is left as it is`(name: String) throws {
        let site = try site()
        #expect(try publish(site).code == 0)
        let store = site.beside("state/store.sqlite")
        try sqlite(store, "INSERT INTO grdb_migrations VALUES ('of the year 3000')")
        let place = name == "serve" ? [site.path, "--listen", "127.0.0.1:0"] : ["--dir", site.path]
        let command = try Command([name] + place + ["--store", store])
        #expect(command.code == 78)
        #expect(command.errors.contains("was written by a newer version of feedherald"))
    }

    @Test(arguments: ["publish", "serve"])
    func `a store that was cut to nothing is not taken for a new one`(name: String) throws {
        let site = try site()
        #expect(try publish(site).code == 0)
        let store = site.beside("state/store.sqlite")
        try Data().write(to: URL(filePath: store))
        let place = name == "serve" ? [site.path, "--listen", "127.0.0.1:0"] : ["--dir", site.path]
        let command = try Command([name] + place + ["--store", store])
        #expect(command.code == 1)
        #expect(command.errors.contains("\(store): the store is empty, though there has been one"))
        #expect(try Data(contentsOf: URL(filePath: store)).isEmpty)
        // An empty file where there was no store is none.
        try FileManager.default.removeItem(atPath: site.beside("state/secret.key"))
        #expect(try publish(site).code == 0)
    }

    @Test func `a store that another program has locked is waited for, and nothing is lost`() throws {
        let site = try site()
        let daemon = try Daemon(site)
        let locker = try locker(of: daemon.store, for: 8, telling: site.beside("locked"))
        try eventually("it is locked") { FileManager.default.fileExists(atPath: site.beside("locked")) }
        try site.write(SiteFolder.article("Third"), to: "news/articles/third.md")
        #expect(try daemon.titles().count == 2)
        try eventually("it is published in the end", within: 40) { try daemon.titles().contains("Third") }
        #expect(!locker.isRunning)
    }

    @Test func `a store that stays locked ends a command with 75`() throws {
        let site = try site()
        #expect(try publish(site).code == 0)
        let store = site.beside("state/store.sqlite")
        let locker = try locker(of: store, for: 60, telling: site.beside("locked"))
        try eventually("it is locked") { FileManager.default.fileExists(atPath: site.beside("locked")) }
        try site.write(SiteFolder.article("Third"), to: "news/articles/third.md")
        let command = try publish(site)
        #expect(command.code == 75, "\(command.output)\(command.errors)")
        #expect((command.output + command.errors).contains("another program has locked the store"))
        #expect(locker.isRunning)
    }

    @Test(.enabled(if: SmallDisk.isPossible, SmallDisk.reason))
    func `on a full disk the old documents are served, and the pass is repeated when there is room`() throws {
        let site = try site()
        let disk = try SmallDisk(at: site.beside("state"), bytes: 2 << 20)
        let port = try freePort()
        let arguments = ["--listen", "127.0.0.1:\(port)"]
        let daemon = try Daemon(site, port: port, arguments: arguments, launcher: disk.launcher)
        try disk.fill()
        let words = (0..<20_000).map { String($0 * 7_919, radix: 36) }.joined(separator: " ")
        try site.write(SiteFolder.article("Third", body: words), to: "news/articles/third.md")
        try eventually("the trouble is told") {
            try daemon.log.contents.contains("pass failed, and is repeated")
        }
        #expect(try daemon.titles().count == 2)
        let refused = try daemon.request("subscribe", "http://127.0.0.1:9/", "rss.xml")
        #expect(refused.status == 503 || refused.status == 202)
        try disk.relieve()
        try eventually("it is published when there is room") { try daemon.titles().contains("Third") }
        #expect(try daemon.stop() == 0)
    }

    @Test(
        arguments: [
            ([], 400, "hub.mode"), ([("hub.mode", "subscribe")], 400, "hub."),
            (
                [("hub.mode", "dance"), ("hub.topic", "TOPIC"), ("hub.callback", "http://a.example/")], 400,
                "hub.mode"
            ),
            ([("hub.mode", "subscribe"), ("hub.topic", "TOPIC")], 400, "hub.callback"),
            (
                [("hub.mode", "subscribe"), ("hub.topic", "TOPIC"), ("hub.callback", "gopher://a")], 400,
                "hub.callback"
            ),
            (
                [("hub.mode", "subscribe"), ("hub.topic", "TOPIC"), ("hub.callback", "http://a.example/#b")],
                400,
                "hub.callback"
            ),
            (
                [
                    ("hub.mode", "subscribe"), ("hub.topic", "TOPIC"), ("hub.callback", "http://a.example/"),
                    ("hub.lease_seconds", "soon"),
                ], 400, "hub.lease_seconds"
            ),
            (
                [
                    ("hub.mode", "subscribe"), ("hub.topic", "TOPIC"), ("hub.callback", "http://a.example/"),
                    ("hub.secret", String(repeating: "s", count: 200)),
                ], 400, "hub.secret"
            ),
            (
                [
                    ("hub.mode", "subscribe"), ("hub.topic", "http://other.example/rss"),
                    ("hub.callback", "http://a.example/"),
                ], 404, "hub.topic"
            ),
        ] as [([(String, String)], Int, String)]
    )
    func `a malformed subscription request is answered with what is wrong`(
        fields: [(String, String)],
        status: Int,
        word: String
    ) throws {
        let daemon = try Daemon(site())
        let answer = try daemon.http.post(
            fields.map { ($0.0, $0.1 == "TOPIC" ? "\(daemon.base)/news/rss.xml" : $0.1) },
            to: "/hub"
        )
        #expect(answer.status == status)
        #expect(answer.text.contains(word), "\(answer.text)")
        #expect(try daemon.status().owed.verifications == 0)
    }

    @Test func `a request that is no form, or too large, is refused`() throws {
        let daemon = try Daemon(site())
        #expect(
            try daemon.http.ask("POST", "/hub", ["Content-Type": "application/json"], body: "{}").status
                == 415
        )
        #expect(
            try daemon.http.post([("a", String(repeating: "b", count: 100_000))], to: "/hub").status == 413
        )
    }

    /// Holds the right to write to a store for so many seconds.
    private func locker(of store: String, for seconds: Int, telling file: String) throws -> Child {
        let script = """
            import sqlite3, sys, time
            store = sqlite3.connect(sys.argv[1], isolation_level=None)
            store.execute("BEGIN IMMEDIATE")
            open(sys.argv[2], "w").close()
            time.sleep(int(sys.argv[3]))
            """
        return try Child(["python3", "-c", script, store, file, String(seconds)])
    }

    private func sqlite(_ store: String, _ statement: String) throws {
        let command = try Command(
            program: "python3",
            [
                "-c",
                "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()",
                store, statement,
            ]
        )
        try #require(command.code == 0, "\(command.errors)")
    }
}
