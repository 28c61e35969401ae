import Feeds
import Foundation
import Logging
import Media
import NIOCore
import NIOPosix
import Outbound
import Publishing
import Push
import Store
import Testing
import Web

/// A real site on the loopback: its own folder of feeds, store, publisher and server, gone after the test.
struct TestSite {
    let folder: String
    let port: Int
    let publisher: Publisher
    let library: Library

    /// Publishes `files` (by their paths in the folder of feeds), serves them, and lets `body` look.
    static func serving(
        _ files: [String: String] = [
            "news/feed.toml": "title = \"News\"\nlanguage = \"en\"\n",
            "news/articles/hello.md": "---\ntitle: Hello\ndate: 2026-03-02\n---\nThe first article.\n",
        ],
        base: String = "http://feeds.example",
        idle: TimeInterval = 75,
        inspector: Inspector? = nil,
        mostConnections: Int = 1_000,
        _ body: (TestSite) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/feedherald-web-\(UUID().uuidString)"
        defer { _ = try? FileManager.default.removeItem(atPath: folder) }
        try write(files, in: folder)
        let logger = Logger(label: "web.tests") { _ in SwiftLogNoOpLogHandler() }
        let store = try SQLiteStore()
        let settings = Settings(
            folder: folder,
            baseURL: base,
            listeningURL: "http://localhost",
            state: folder + "/.feedherald"
        )
        let publisher = try Publisher(
            settings: settings,
            store: store,
            watcher: nil,
            inspector: inspector,
            logger: logger
        )
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let shelf = Shelf(
            store: store,
            publisher: publisher,
            loops: Array(group.makeIterator()),
            settling: 0.05,
            logger: logger
        )
        let library = Library(store: store, publisher: publisher)
        let routes = SiteRoutes(
            library: library,
            hub: Hub(
                store: store,
                key: try #require(SecretKey(bytes: SecretKey.randomBytes())),
                addressGuard: AddressGuard(allowing: [], allowsEverything: false),
                library: library
            ),
            shelf: shelf,
            isReady: { await publisher.isReady }
        )
        let server = Server(
            group: group,
            shelf: shelf,
            routes: routes,
            idle: idle,
            mostConnections: mostConnections
        )
        let socket = try ListeningSocket(.tcp(host: "127.0.0.1", port: 0))
        let site = TestSite(
            folder: folder,
            port: try #require(socket.port),
            publisher: publisher,
            library: library
        )
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { await publisher.run() }
            tasks.addTask { await shelf.run() }
            tasks.addTask { try await server.run(on: [socket]) }
            _ = await publisher.publish(PublishRequest(isNow: true))
            // What is committed lies on the loops a moment later: until then a feed is answered 503.
            for _ in 0..<2_000 where try await !shelf.catchesUp() {
                try await Task.sleep(for: .milliseconds(5))
            }
            try await body(site)
            tasks.cancelAll()
        }
        try await group.shutdownGracefully()
    }

    /// One question on a connection of its own.
    func ask(_ method: String, _ path: String, _ headers: [String] = [], body: String = "") async throws
        -> Answer
    {
        let length = method == "POST" ? ["Content-Length: \(body.utf8.count)"] : []
        let lines = ["\(method) \(path) HTTP/1.1", "Host: feeds.example"] + headers + length
        return try await Caller(port: port).ask(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
    }

    func get(_ path: String, _ headers: String...) async throws -> Answer {
        try await ask("GET", path, headers)
    }

    /// Asks the hub.
    func subscribe(_ form: String, type: String = "application/x-www-form-urlencoded") async throws -> Answer
    {
        try await ask("POST", "/hub", ["Content-Type: \(type)"], body: form)
    }

    /// The answer to a GET once it is as wanted, or the last one after ten seconds.
    func get(
        _ path: String,
        _ headers: String...,
        until isWanted: (Answer) -> Bool
    ) async throws -> Answer {
        let deadline = ContinuousClock.now + .seconds(10)
        while true {
            let answer = try await ask("GET", path, headers)
            if isWanted(answer) || ContinuousClock.now > deadline { return answer }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Writes files, and publishes what is different.
    func publish(_ files: [String: String]) async throws {
        try Self.write(files, in: folder)
        _ = await publisher.publish(PublishRequest(isNow: true))
    }

    /// Removes a file, and publishes what is different.
    func remove(_ path: String) async throws {
        try FileManager.default.removeItem(atPath: folder + "/" + path)
        _ = await publisher.publish(PublishRequest(isNow: true))
    }

    func write(_ text: String, to path: String) async throws {
        try Self.write([path: text], in: folder)
        _ = await publisher.publish(PublishRequest(isNow: true))
    }

    private static func write(_ files: [String: String], in folder: String) throws {
        for (path, text) in files {
            let file = URL(fileURLWithPath: folder + "/" + path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: file)
        }
    }
}

extension ListeningSocket {
    /// The port that was given where port 0 was asked for.
    var port: Int? {
        guard case .tcp(_, let port) = address else { return nil }
        return port
    }
}
