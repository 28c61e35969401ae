import Foundation
import Glibc
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import Publishing
import Reactor
import Testing

@testable import Web

/// All that is asked is answered at once.
private struct PlainRoutes: Routes {
    func answer(_ request: Request) async -> Response { .text(.ok, "alive") }
}

@Suite struct `An access log that hangs` {
    @Test func `holds no stop for longer than a moment`() async throws {
        let path = FileManager.default.temporaryDirectory.path + "/feedherald-log-\(UUID().uuidString)"
        defer { unlink(path) }
        let logger = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
        let log = try AccessLog(path: path, format: .common, logger: logger)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = Server(group: group, shelf: nil, routes: PlainRoutes(), log: log, idle: 75)
        let socket = try ListeningSocket(.tcp(host: "127.0.0.1", port: 0))
        let port = try #require(socket.port)
        // As a disk would that takes its time in `write`.
        log.executor.queue.async { usleep(2_500_000) }
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await server.run(on: [socket]) }
            let answer = try await Caller(port: port).ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(answer.status == 200)
            let start = ContinuousClock.now
            tasks.cancelAll()
            try await tasks.waitForAll()
            #expect(ContinuousClock.now - start < .seconds(1))
        }
        // What it had in hand it still writes.
        await log.reopen()
        #expect(try String(contentsOfFile: path, encoding: .utf8).contains("\"GET / HTTP/1.1\" 200"))
        try await group.shutdownGracefully()
    }
}
