import Foundation
import Glibc
import Testing

/// What strangers do to a hub, against the built daemon.
struct HubAttackTests {
    private func running(
        _ definition: String = "[push]\nallow_callbacks_to = [\"127.0.0.0/8\"]\n",
        environment: [String: String] = [:],
        arguments: [String] = []
    ) throws -> Daemon {
        let site = try SiteFolder()
        try site.lay(definition, at: "feedherald.toml")
        try site.lay(SiteFolder.article("First"), at: "news/articles/first.md")
        return try Daemon(site, arguments: arguments, environment: environment, allowsPrivate: false)
    }

    /// Sends without end; how many bytes were taken.
    private static func flood(_ connection: Connection) -> Int {
        let bytes = Data(repeating: 0x78, count: 65_536)
        var count = 0
        while count < 1 << 30, (try? connection.send(bytes)) != nil { count += bytes.count }
        return count
    }

    @Test func `whatever a callback answers but its challenge, it is not subscribed`() throws {
        let daemon = try running()
        let honest = try Subscriber()
        let elsewhere = honest.callback("/elsewhere")
        let manners: [Stranger.Manner] = [
            { try $0.answer(200, ($1.challenge ?? "") + "\n") },
            { try $0.answer(200, "\n" + ($1.challenge ?? "")) },
            { try $0.answer(200, $1.challenge ?? "", length: 31) },
            { connection, message in
                try connection.answer(200, message.challenge ?? "", length: 33)
                throw POSIXError(.EPIPE)
            },
            { try $0.answer(200, String(($1.challenge ?? "").dropLast())) },
            { try $0.answer(404, $1.challenge ?? "") },
            { try $0.answer(302, $1.challenge ?? "", head: "Location: \(elsewhere)\r\n") },
            { try $0.answer(302, $1.challenge ?? "", head: "Location: file:///etc/passwd\r\n") },
            { connection, message in
                let target = message.start.split(separator: " ")[1]
                try connection.answer(302, message.challenge ?? "", head: "Location: \(target)\r\n")
            },
            { connection, message in
                try connection.send("HTTP/1.1 200 X\r\n\r\n\(message.challenge ?? "")")
                // A gigabyte is not read.
                if Self.flood(connection) > 64 << 20 { Issue.record("all of it was read") }
            },
            { connection, message in
                try connection.send("HTTP/1.1 200 X\r\nContent-Length: 32\r\n\r\n")
                for character in message.challenge ?? "" {
                    try connection.send(String(character))
                    Thread.sleep(forTimeInterval: 1)
                }
            },
        ]
        let strangers = try manners.map { try Stranger($0) }
        for stranger in strangers {
            #expect(try daemon.request("subscribe", stranger.callback(), "atom.xml").status == 202)
        }
        try daemon.subscribe(honest, to: "atom.xml")
        let told = strangers.map { "callback=\($0.callback()) " }
        try eventually("each is refused", within: 30) {
            let refused = try daemon.log.contents.split(separator: "\n").filter {
                $0.contains("subscription not confirmed")
            }
            return told.allSatisfy { told in refused.contains { "\($0) ".contains(told) } }
        }
        #expect(try daemon.status().owed.subscriptions == 1)
        #expect(honest.questions.count == 1)
    }

    @Test func `an answer without end to a delivery is cut, and counts by its status`()
        throws
    {
        let daemon = try running()
        let flooding = try Stranger { connection, message in
            if let challenge = message.challenge { return try connection.answer(200, challenge) }
            try connection.send("HTTP/1.1 200 X\r\n\r\n")
            if Self.flood(connection) > 64 << 20 { Issue.record("all of it was read") }
        }
        let other = try Subscriber()
        #expect(try daemon.request("subscribe", flooding.callback(), "atom.xml").status == 202)
        try daemon.subscribe(other, to: "atom.xml")
        try eventually("both are confirmed") { try daemon.status().owed.subscriptions == 2 }
        try daemon.site.write(SiteFolder.article("Second"), to: "news/articles/second.md")
        try eventually("nothing is owed") {
            let owed = try daemon.status().owed
            return !other.deliveries().isEmpty && owed.ranges + owed.retries == 0
        }
        #expect(flooding.requests("POST").count == 1)
    }

    @Test(arguments: ["itself", "http://localhost:1/", "http://127.0.0.1:1/", "file:///etc/passwd"])
    func `a delivery follows no redirect, wherever it leads`(_ place: String) throws {
        let daemon = try running()
        let stranger = try Stranger { connection, message in
            if let challenge = message.challenge { return try connection.answer(200, challenge) }
            try connection.answer(307, head: "Location: \(place == "itself" ? "/" : place)\r\n")
        }
        #expect(try daemon.request("subscribe", stranger.callback(), "atom.xml").status == 202)
        try eventually("it is confirmed") { try daemon.status().owed.subscriptions == 1 }
        try daemon.site.write(SiteFolder.article("Second"), to: "news/articles/second.md")
        try eventually("it is owed again") {
            let owed = try daemon.status().owed
            return owed.retries == 1 && owed.failing.contains { $0.contains("307") }
        }
        #expect(stranger.requests("POST").count == 1)
        #expect(stranger.requests("GET").count == 1)
    }

    @Test func `a callback that spells out a private address is refused at once`() throws {
        let daemon = try running("[push.limits]\nrequests_per_caller = 1000\n")
        for host in [
            "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.0.0.1.", "[::1]",
            "[::ffff:127.0.0.1]", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1",
            "[fc00::1]", "[fe80::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::1]", "[2001::1]", "224.0.0.1",
            "0.0.0.0",
        ] {
            let answer = try daemon.request("subscribe", "http://\(host):8080/", "atom.xml")
            #expect(answer.status == 403, "\(host)")
            #expect(answer.text.contains("hub.callback leads into a private network"), "\(host)")
        }
    }

    @Test func `a name that leads to this machine is not called`() throws {
        let daemon = try running("")
        let subscriber = try Subscriber()
        let callback = "http://localhost:\(subscriber.port)/"
        #expect(try daemon.request("subscribe", callback, "atom.xml").status == 202)
        try eventually("it is refused") { try daemon.log.contents.contains("is not allowed") }
        #expect(subscriber.questions.isEmpty)
    }

    @Test(.enabled(if: SmallDisk.isPossible, SmallDisk.reason))
    func `a name that leads to a public address first and to a private one later is called at neither twice`()
        throws
    {
        // 127.0.0.2 is public here: it is the only one that is allowed.
        let port = try freePort()
        let open = try Stranger(address: "127.0.0.2", port: port) { connection, message in
            try connection.answer(200, message.challenge ?? "", head: "Connection: close\r\n")
            throw POSIXError(.EPIPE)
        }
        let hidden = try Stranger(address: "127.0.0.1", port: port) { connection, _ in
            try connection.answer(204)
        }
        let site = try SiteFolder()
        let web = try freePort()
        try site.lay(
            "listen = \"127.0.0.1:\(web)\"\n[push]\nallow_callbacks_to = [\"127.0.0.2\"]\n",
            at: "feedherald.toml"
        )
        try site.lay(SiteFolder.article("First"), at: "news/articles/first.md")
        let hosts = site.beside("hosts")
        func lead(to address: String) throws {
            let file = try FileHandle(forWritingTo: URL(filePath: hosts))
            try file.truncate(atOffset: 0)
            try file.write(contentsOf: Data("\(address) rebound.example\n".utf8))
            try file.close()
        }
        try Data().write(to: URL(filePath: hosts))
        try lead(to: "127.0.0.2")
        let words = "mount --bind \"$0\" /etc/hosts && exec \"$@\""
        let daemon = try Daemon(
            site,
            port: web,
            launcher: ["unshare", "--map-root-user", "--mount", "sh", "-c", words, hosts],
            allowsPrivate: false
        )
        #expect(try daemon.request("subscribe", "http://rebound.example:\(port)/", "atom.xml").status == 202)
        try eventually("it is confirmed") { try daemon.status().owed.subscriptions == 1 }
        try lead(to: "127.0.0.1")
        try site.write(SiteFolder.article("Second"), to: "news/articles/second.md")
        try eventually("it is refused") {
            try daemon.status().owed.failing.contains { $0.contains("127.0.0.1 is not allowed") }
        }
        #expect(open.requests("POST").isEmpty)
        #expect(hidden.requests("POST").isEmpty && hidden.requests("GET").isEmpty)
    }

    @Test func `no proxy of the environment is between the hub and its callbacks`() throws {
        let proxy = try Stranger { connection, _ in try connection.answer(502) }
        let names = ["http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"]
        let daemon = try running(
            environment: Dictionary(uniqueKeysWithValues: names.map { ($0, proxy.callback()) })
        )
        try daemon.subscribe(try Subscriber(), to: "atom.xml")
        #expect(proxy.requests("GET").isEmpty)
    }

    @Test func `no secret and no query of a callback is in the log, and none lies open in the store`() throws
    {
        let daemon = try running(arguments: ["--log-level", "trace"])
        let subscriber = try Subscriber()
        let (secret, token) = ("s3cret-9f8e7d", "t0ken-1a2b3c")
        let callback = subscriber.callback("?token=\(token)")
        #expect(try daemon.request("subscribe", callback, "atom.xml", secret: secret).status == 202)
        try eventually("it is confirmed") { try daemon.status().owed.subscriptions == 1 }
        subscriber.behave(.answers(500))
        try daemon.site.write(SiteFolder.article("Second"), to: "news/articles/second.md")
        try eventually("it is owed again") { try daemon.status().owed.retries == 1 }
        #expect(try !daemon.command("status").output.contains(token))
        for suffix in ["", "-wal"] {
            let bytes = try Data(contentsOf: URL(filePath: daemon.store + suffix))
            #expect(bytes.range(of: Data(secret.utf8)) == nil)
        }
        subscriber.behave(.answers(410))
        try daemon.stop()
        let log = try daemon.log.contents
        #expect(log.contains(subscriber.callback()))
        #expect(!log.contains(secret) && !log.contains(token))
    }

    @Test func `the key of secrets is a credential where systemd gives one, and then no file`() throws {
        let site = try SiteFolder()
        try site.lay(SiteFolder.article("First"), at: "news/articles/first.md")
        let folder = site.beside("credentials")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let file = URL(filePath: folder + "/feedherald.key")
        let environment = ["CREDENTIALS_DIRECTORY": folder]
        try Data(repeating: 7, count: 31).write(to: file)
        let refused = try Daemon(site, environment: environment, awaitingReadiness: false)
        #expect(try refused.ending() == 1)
        #expect(try refused.log.contents.contains("is no key: it holds 31 bytes, and right would be 32"))
        try Data(repeating: 7, count: 32).write(to: file)
        let daemon = try Daemon(site, environment: environment)
        let subscriber = try Subscriber()
        try daemon.subscribe(subscriber, to: "atom.xml", secret: "hush")
        try daemon.stop()
        let later = try Daemon(site, port: daemon.port, environment: environment)
        try site.write(SiteFolder.article("Second"), to: "news/articles/second.md")
        try eventually("it is told") { subscriber.deliveries.count == 1 }
        #expect(subscriber.deliveries.first?.message["X-Hub-Signature"]?.hasPrefix("sha256=") == true)
        #expect(!FileManager.default.fileExists(atPath: site.beside("state/secret.key")))
        // It was that key that sealed: without it the secret is not opened.
        try later.stop()
        let other = try Daemon(site, port: daemon.port)
        try eventually("that is said") {
            try other.log.contents.contains("subscribers' secrets cannot be opened")
        }
    }

    @Test func `the key of secrets is its owner's alone, and one that others may read is refused`() throws {
        let daemon = try running()
        let path = (daemon.store as NSString).deletingLastPathComponent + "/secret.key"
        var mark = stat()
        #expect(stat(path, &mark) == 0 && mark.st_mode & 0o777 == 0o600)
        try daemon.stop()
        chmod(path, 0o640)
        let refused = try Daemon(daemon.site, allowsPrivate: false, awaitingReadiness: false)
        #expect(try refused.ending() == 1)
        #expect(try refused.log.contents.contains("right would be: chmod 600 \(path)"))
        chmod(path, 0o600)
        _ = try Daemon(daemon.site, allowsPrivate: false)
    }
}
