import Foundation
import Glibc
import Synchronization
import Testing

/// What systemd and the daemon tell each other, as sd_notify(3) and sd_listen_fds(3) describe it.
struct ServiceTests {
    /// The manager's end: a datagram socket, and what came over it.
    private final class Manager: Sendable {
        let path: String
        private let descriptor: CInt
        private let told = Mutex<[String]>([])

        init(at path: String) throws {
            self.path = path
            descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
            guard descriptor >= 0 else { throw POSIXError.last }
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            let isBound = withUnsafePointer(to: address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
                }
            }
            guard isBound else { throw POSIXError.last }
        }

        deinit {
            close(descriptor)
        }

        /// The datagrams that have come until now.
        var datagrams: [String] {
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while true {
                let count = recv(descriptor, &buffer, buffer.count, CInt(MSG_DONTWAIT))
                if count <= 0 { break }
                told.withLock { $0.append(String(decoding: buffer.prefix(count), as: UTF8.self)) }
            }
            return told.withLock { $0 }
        }

        /// The lines that have come until now, in order.
        var lines: [String] { datagrams.flatMap { $0.split(separator: "\n").map(String.init) } }
    }

    private func site() throws -> SiteFolder {
        let site = try SiteFolder()
        try site.lay(SiteFolder.article("First"), at: "news/articles/first.md")
        return site
    }

    @Test func `the manager is told of readiness, reloading and stopping, in this order`() throws {
        let site = try site()
        let manager = try Manager(at: site.beside("notify"))
        let daemon = try Daemon(site, environment: ["NOTIFY_SOCKET": manager.path])
        try eventually("it is ready") { manager.lines.contains("READY=1") }
        kill(daemon.id, SIGHUP)
        try eventually("it has reloaded") { manager.lines.filter { $0 == "READY=1" }.count == 2 }
        #expect(try daemon.stop() == 0)
        let states = manager.lines.filter { !$0.hasPrefix("STATUS=") && !$0.hasPrefix("MONOTONIC_USEC=") }
        #expect(states == ["READY=1", "RELOADING=1", "READY=1", "STOPPING=1"])
    }

    @Test func `a reload is told with the time of the monotonic clock`() throws {
        let site = try site()
        let manager = try Manager(at: site.beside("notify"))
        let daemon = try Daemon(site, environment: ["NOTIFY_SOCKET": manager.path])
        var before = timespec()
        clock_gettime(CLOCK_MONOTONIC, &before)
        kill(daemon.id, SIGHUP)
        try eventually("it reloads") { manager.lines.contains("RELOADING=1") }
        var after = timespec()
        clock_gettime(CLOCK_MONOTONIC, &after)
        let reload = try #require(manager.datagrams.first { $0.contains("RELOADING=1") })
        let told = try #require(reload.firstMatch(of: /MONOTONIC_USEC=([0-9]+)/).flatMap { Int($0.output.1) })
        #expect(told >= before.tv_sec * 1_000_000 + before.tv_nsec / 1_000)
        #expect(told <= after.tv_sec * 1_000_000 + after.tv_nsec / 1_000)
    }

    @Test func `definitions are taken when a reload is told to be over`() throws {
        let site = try site()
        let manager = try Manager(at: site.beside("notify"))
        // Polled rarely: nothing but the signal can make it look.
        try site.lay("[watch]\nalways_poll = true\npoll = \"1h\"\n", at: "feedherald.toml")
        let daemon = try Daemon(site, environment: ["NOTIFY_SOCKET": manager.path])
        try site.write("title = \"The News\"\n", to: "news/feed.toml")
        kill(daemon.id, SIGHUP)
        try eventually("it has reloaded") { manager.lines.filter { $0 == "READY=1" }.count == 2 }
        #expect(try daemon.http.ask("GET", "/news/").text.contains("<title>The News</title>"))
    }

    @Test func `readiness is told when connections are accepted`() throws {
        let site = try site()
        let manager = try Manager(at: site.beside("notify"))
        let daemon = try Daemon(
            site,
            environment: ["NOTIFY_SOCKET": manager.path],
            awaitingReadiness: false
        )
        try eventually("it is ready") { manager.lines.contains("READY=1") }
        #expect(try daemon.http.ask("GET", "/healthz").status == 200)
    }

    @Test func `an abstract socket is told as well`() throws {
        let site = try site()
        let name = "feedherald-test-\(UUID().uuidString)"
        let listener = try Child(
            [
                "python3", "-c",
                """
                import socket, sys
                manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
                manager.bind("\\0" + sys.argv[1])
                open(sys.argv[2], "w").close()
                print(manager.recv(4096).decode(), flush=True)
                """, name, site.beside("bound"),
            ],
            output: site.beside("told")
        )
        try eventually("it listens") { FileManager.default.fileExists(atPath: site.beside("bound")) }
        let daemon = try Daemon(site, environment: ["NOTIFY_SOCKET": "@" + name])
        try eventually("it is told") { !listener.isRunning }
        #expect(try site.beside("told").contents.hasPrefix("READY=1"))
        #expect(daemon.isRunning)
    }

    @Test func `the watchdog is fed at half of its interval, and not when the daemon hangs`() throws {
        let site = try site()
        let manager = try Manager(at: site.beside("notify"))
        let daemon = try Daemon(
            site,
            environment: ["NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "400000"]
        )
        let began = Date()
        try eventually("it is fed five times") {
            manager.lines.filter { $0 == "WATCHDOG=1" }.count >= 5
        }
        #expect(Date().timeIntervalSince(began) > 0.5)
        kill(daemon.id, SIGSTOP)
        usleep(100_000)
        let count = manager.lines.filter { $0 == "WATCHDOG=1" }.count
        usleep(600_000)
        #expect(manager.lines.filter { $0 == "WATCHDOG=1" }.count == count)
        kill(daemon.id, SIGCONT)
        try eventually("it is fed again") { manager.lines.filter { $0 == "WATCHDOG=1" }.count > count }
    }

    @Test func `a watchdog that is meant for another process is not fed`() throws {
        let site = try site()
        let manager = try Manager(at: site.beside("notify"))
        let daemon = try Daemon(
            site,
            environment: [
                "NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "200000", "WATCHDOG_PID": "1",
            ]
        )
        usleep(500_000)
        #expect(!manager.lines.contains("WATCHDOG=1"))
        #expect(daemon.isRunning)
    }

    @Test func `a socket that systemd has opened is served`() throws {
        let site = try site()
        let port = try freePort()
        let daemon = try Daemon(
            site,
            port: port,
            arguments: ["--base-url", "http://127.0.0.1:\(port)"],
            launcher: ["python3", Fixtures.url("activate.py").path, String(port)]
        )
        #expect(try daemon.titles() == ["First"])
        #expect(try daemon.stop() == 0)
    }

    @Test func `without a base URL links lead to the socket that systemd has opened`() throws {
        let site = try site()
        let port = try freePort()
        let daemon = try Daemon(
            site,
            port: port,
            launcher: ["python3", Fixtures.url("activate.py").path, String(port)]
        )
        #expect(try daemon.feed().feed_url == "http://127.0.0.1:\(port)/news/feed.json")
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func `a stop lets an answer under way finish, and ends with 0`(signal: Int32) throws {
        let site = try site()
        let words = String(repeating: "Words that fill the socket's buffers. ", count: 60_000)
        for number in 0..<5 {
            try site.lay(SiteFolder.article("Long \(number)", body: words), at: "news/articles/\(number).md")
        }
        let manager = try Manager(at: site.beside("notify"))
        let daemon = try Daemon(site, environment: ["NOTIFY_SOCKET": manager.path])
        let size = try daemon.document("rss.xml").body.count
        #expect(size > 8 << 20)
        let connection = try Connection(port: daemon.port)
        try connection.send("GET /news/rss.xml HTTP/1.1\r\nHost: a\r\n\r\n")
        // The first bytes are on their way; the rest waits for us to read.
        usleep(200_000)
        kill(daemon.id, signal)
        usleep(500_000)
        #expect(daemon.isRunning)
        #expect(manager.lines.contains("STOPPING=1"))
        #expect(throws: POSIXError.self) { try daemon.http.ask("GET", "/healthz") }
        let answer = try #require(try connection.message())
        #expect(answer.body.count == size)
        #expect(try daemon.ending() == 0)
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func `a stop in its first moment ends it with 0 when it has begun, and a reload does no harm`(
        signal: Int32
    ) throws {
        let site = try site()
        var isEarly = false
        for _ in 0..<10 where !isEarly {
            let daemon = try Daemon(site, awaitingReadiness: false)
            try eventually("it catches signals") {
                try Self.caught(by: daemon.id).isSuperset(of: [SIGHUP, SIGTERM, SIGINT])
            }
            kill(daemon.id, SIGSTOP)
            isEarly = try !daemon.log.contents.contains("serving")
            for number in [SIGHUP, signal, SIGCONT] { kill(daemon.id, number) }
            #expect(try daemon.ending() == 0)
            #expect(try daemon.log.contents.contains("stopped"))
        }
        #expect(isEarly)
    }

    /// The signals that a process catches.
    private static func caught(by process: pid_t) throws -> Set<Int32> {
        let status = try "/proc/\(process)/status".contents
        let mask =
            status.firstMatch(of: /SigCgt:\s*([0-9a-f]+)/).flatMap { UInt64($0.output.1, radix: 16) } ?? 0
        return Set((1...31).filter { mask & 1 << UInt64($0 - 1) != 0 }.map(Int32.init))
    }

    @Test
    func `a stop does not wait long for a reader that is slow, nor for one who asks by the control socket`()
        throws
    {
        let site = try site()
        let words = String(repeating: "Words that fill the socket's buffers. ", count: 60_000)
        for number in 0..<5 {
            try site.lay(SiteFolder.article("Long \(number)", body: words), at: "news/articles/\(number).md")
        }
        let daemon = try Daemon(site)
        let subscriber = try Subscriber()
        try daemon.subscribe(subscriber, to: "rss.xml")
        subscriber.behave(.hangs)
        try site.write(SiteFolder.article("News"), to: "news/articles/news.md")
        let command = try Child([
            Program.feedherald, "publish", "--now", "--dir", site.path, "--store", daemon.store,
        ])
        try eventually("the command waits for its subscriber") { subscriber.deliveries().count >= 1 }
        let connection = try Connection(port: daemon.port)
        try connection.send("GET /news/rss.xml HTTP/1.1\r\nHost: a\r\n\r\n")
        usleep(200_000)
        let began = Date()
        kill(daemon.id, SIGTERM)
        while daemon.isRunning, Date().timeIntervalSince(began) < 30 {
            var bytes = [UInt8](repeating: 0, count: 4_096)
            _ = recv(connection.descriptor, &bytes, bytes.count, CInt(MSG_DONTWAIT))
            usleep(50_000)
        }
        #expect(try daemon.ending() == 0)
        #expect(Date().timeIntervalSince(began) < 12)
        #expect(command.id > 0)
    }

    @Test func `a stop does not wait for connections that rest`() throws {
        let daemon = try Daemon(site())
        let connection = try Connection(port: daemon.port)
        try connection.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try connection.message()?.status == 200)
        let began = Date()
        #expect(try daemon.stop() == 0)
        #expect(Date().timeIntervalSince(began) < 5)
    }

    @Test func `a stop does not wait for a subscriber that hangs, who is told after the start`() throws {
        let site = try site()
        let daemon = try Daemon(site)
        let subscriber = try Subscriber()
        try daemon.subscribe(subscriber, to: "rss.xml")
        subscriber.behave(.hangs)
        try site.write(SiteFolder.article("Second"), to: "news/articles/second.md")
        try eventually("it is being told") { subscriber.deliveries().count == 1 }
        let began = Date()
        #expect(try daemon.stop() == 0)
        #expect(Date().timeIntervalSince(began) < 5)
        subscriber.behave(.answers(200))
        let next = try Daemon(site, port: daemon.port)
        try eventually("it is told again") { subscriber.deliveries().count == 2 }
        try eventually("nothing is owed") { try next.status().owed.retries == 0 }
    }
}
