import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Publishing
import Synchronization
import Testing

@testable import Web

@Suite struct `A connection` {
    private let question = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"

    @Test func `is kept for more`() async throws {
        try await TestSite.serving { site in
            let caller = try Caller(port: site.port)
            for _ in 0..<3 { #expect(try await caller.ask(question).status == 200) }
        }
    }

    @Test func `answers questions in the order in which they came at once`() async throws {
        try await TestSite.serving { site in
            let caller = try Caller(port: site.port)
            try await caller.say(
                "GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n" + question
            )
            var statuses: [Int] = []
            for _ in 0..<3 { statuses.append(try await caller.answer().status) }
            #expect(statuses == [200, 404, 200])
        }
    }

    @Test func `is open beside as many as may be, and one more closes the first that rests`() async throws {
        try await TestSite.serving(mostConnections: 3) { site in
            let callers = try (0..<3).map { _ in try Caller(port: site.port) }
            for caller in callers { #expect(try await caller.ask(question).status == 200) }
            for caller in callers { #expect(try await caller.ask(question).status == 200) }
            // Half a question is none: who says no more of it could keep all others out.
            try await callers[0].say("GET /healthz HT")
            let next = try Caller(port: site.port)
            #expect(try await next.ask(question).status == 200)
            #expect(try await callers[0].isLeft())
            for caller in [callers[1], callers[2], next] {
                #expect(try await caller.ask(question).status == 200)
            }
        }
    }

    @Test func `is not closed for another's sake while it is answered`() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let routes = SlowRoutes()
        let server = Server(group: group, shelf: nil, routes: routes, idle: 75, mostConnections: 1)
        let socket = try ListeningSocket(.tcp(host: "127.0.0.1", port: 0))
        let port = try #require(socket.port)
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await server.run(on: [socket]) }
            let busy = try Caller(port: port)
            try await busy.say(question)
            for await _ in routes.begun { break }
            #expect(try await Caller(port: port).isLeft())
            #expect(try await busy.answer().status == 200)
            tasks.cancelAll()
        }
        try await group.shutdownGracefully()
    }

    @Test func `is closed when that is asked for`() async throws {
        try await TestSite.serving { site in
            let caller = try Caller(port: site.port)
            let answer = try await caller.ask("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            #expect(answer["Connection"] == "close")
            #expect(try await caller.isLeft())
        }
    }

    @Test func `of HTTP 1.0 is closed after an answer, and needs no host`() async throws {
        try await TestSite.serving { site in
            let caller = try Caller(port: site.port)
            let answer = try await caller.ask("GET /healthz HTTP/1.0\r\n\r\n")
            #expect(answer.status == 200)
            #expect(try await caller.isLeft())
        }
    }

    @Test func `of HTTP 1.0 is kept where that is asked for`() async throws {
        try await TestSite.serving { site in
            let caller = try Caller(port: site.port)
            let old = "GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
            #expect(try await caller.ask(old)["Connection"]?.lowercased() == "keep-alive")
            #expect(try await caller.ask(old).status == 200)
        }
    }

    @Test func `that has gone is waited for as long as its answer is being made`() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let routes = SlowRoutes()
        let server = Server(group: group, shelf: nil, routes: routes, idle: 75)
        let socket = try ListeningSocket(.tcp(host: "127.0.0.1", port: 0))
        let port = try #require(socket.port)
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await server.run(on: [socket]) }
            var caller: Caller? = try Caller(port: port)
            await caller?.endAbruptly()
            try await caller?.say(question)
            for await _ in routes.begun { break }
            caller = nil
            try await Task.sleep(for: .milliseconds(50))
            tasks.cancelAll()
            try await tasks.waitForAll()
            // What comes back to a loop that has ended is lost, with a complaint of NIO's.
            #expect(routes.hasAnswered.withLock { $0 })
        }
        try await group.shutdownGracefully()
    }

    @Test func `is answered though its other side says no more`() async throws {
        try await TestSite.serving { site in
            let caller = try Caller(port: site.port)
            try await caller.say("GET /news/hello/ HTTP/1.1\r\nHost: x\r\n\r\n")
            await caller.hush()
            #expect(try await caller.answer().status == 200)
            #expect(try await caller.isLeft())
        }
    }

    @Test(arguments: [
        "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "nonsense\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nNo colon\r\n\r\n",
        "POST /hub HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST /hub HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /hub HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    ])
    func `is closed after a question that is not well formed`(question: String) async throws {
        try await TestSite.serving { site in
            let caller = try Caller(port: site.port)
            #expect(try await caller.ask(question).status == 400)
            #expect(try await caller.isLeft())
        }
    }

    @Test func `takes an absolute address`() async throws {
        try await TestSite.serving { site in
            let caller = try Caller(port: site.port)
            let answer = try await caller.ask(
                "GET http://feeds.example/news/hello/?a=b HTTP/1.1\r\nHost: x\r\n\r\n"
            )
            #expect(answer.status == 200)
            #expect(
                try await caller.ask("GET http://feeds.example HTTP/1.1\r\nHost: x\r\n\r\n").status == 200
            )
        }
    }

    @Test(arguments: ["Content-Length: 70000", "Content-Length: 99999999999999999999"])
    func `refuses too large a body before it comes`(length: String) async throws {
        try await TestSite.serving { site in
            let caller = try Caller(port: site.port)
            let answer = try await caller.ask(
                "POST /hub HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n\(length)\r\n\r\n"
            )
            #expect(answer.status == 413 || answer.status == 400)
            #expect(try await caller.isLeft())
        }
    }

    @Test func `refuses too large a body while it comes`() async throws {
        try await TestSite.serving { site in
            let caller = try Caller(port: site.port)
            try await caller.say("POST /hub HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
            let chunk = "4000\r\n" + String(repeating: "a", count: 0x4000) + "\r\n"
            for _ in 0..<8 { try await caller.say(chunk) }
            #expect(try await caller.answer().status == 413)
        }
    }

    @Test func `is told to go on with a body that may come`() async throws {
        try await TestSite.serving { site in
            let caller = try Caller(port: site.port)
            let invitation = try await caller.ask(
                "POST /hub HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + "Expect: 100-continue\r\nContent-Length: 10\r\n\r\n"
            )
            #expect(invitation.status == 100)
            #expect(try await caller.ask("hub.mode=x").status == 400)
        }
    }

    @Test func `that rests too long is closed`() async throws {
        try await TestSite.serving(idle: 0.2) { site in
            let caller = try Caller(port: site.port)
            #expect(try await caller.ask(question).status == 200)
            #expect(try await caller.isLeft())
        }
    }

    @Test func `whose question never ends is closed, with 408`() async throws {
        try await TestSite.serving(idle: 0.2) { site in
            let caller = try Caller(port: site.port)
            try await caller.say("POST /hub HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nab")
            #expect(try await caller.answer().status == 408)
            #expect(try await caller.isLeft())
            let silent = try Caller(port: site.port)
            try await silent.say("GET /news/atom.xml HT")
            let refusal = try await silent.answer()
            #expect(refusal.status == 408)
            #expect(refusal["Connection"] == "close")
            #expect(try await silent.isLeft())
        }
    }
}

/// Says something again and again until it is answered.
private func trickle(_ caller: Caller, _ beginning: String, _ drop: String) async throws -> Answer {
    try await caller.say(beginning)
    for _ in 0..<40 {
        try await Task.sleep(for: .milliseconds(40))
        // Who has been refused may hear of it by a reset.
        do { try await caller.say(drop) } catch { break }
        if await caller.hasHeard { break }
    }
    return try await caller.answer()
}

@Suite struct `A question that comes in drops` {
    @Test(arguments: [
        ("a body", "POST /hub HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n", "a"),
        (
            "a body in chunks", "POST /hub HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
            "1\r\na\r\n"
        ),
        ("a head", "GET /news/atom.xml HTTP/1.1\r\nHost: x\r\n", "X: y\r\n"),
    ])
    func `has no more time than one that does not go on`(kind: String, beginning: String, drop: String)
        async throws
    {
        let question = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
        try await TestSite.serving(idle: 0.3) { site in
            let caller = try Caller(port: site.port)
            let start = ContinuousClock.now
            let answer = try await trickle(caller, beginning, drop)
            #expect(answer.status == 408)
            #expect(answer["Connection"] == "close")
            #expect(ContinuousClock.now - start < .seconds(1.5))
            #expect(try await Caller(port: site.port).ask(question).status == 200)
        }
    }

    @Test func `is left where it is a head behind an answer of the routes`() async throws {
        let question = "GET /healthz HTTP/1.1\r\nHost: x\r\n"
        try await TestSite.serving(idle: 0.3) { site in
            let caller = try Caller(port: site.port)
            #expect(try await caller.ask(question + "\r\n").status == 200)
            let start = ContinuousClock.now
            await #expect(throws: POSIXError.self) { try await trickle(caller, question, "X: y\r\n") }
            #expect(ContinuousClock.now - start < .seconds(1.5))
        }
    }
}

/// Answers when it is let.
private struct PatientRoutes: Routes {
    let asked: AsyncStream<Void>.Continuation
    let gate: AsyncStream<Void>

    func answer(_ request: Request) async -> Response {
        asked.yield()
        for await _ in gate { break }
        return Response(.ok, headers: ["Content-Type": "text/plain"])
    }
}

@Suite struct `A server` {
    @Test func `lets the answer that is under way finish before it stops, and nothing else`() async throws {
        let (questions, asked) = AsyncStream.makeStream(of: Void.self)
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let routes = PatientRoutes(asked: asked, gate: gate)
        let server = Server(group: group, shelf: nil, routes: routes, idle: 75)
        let socket = try ListeningSocket(.tcp(host: "127.0.0.1", port: 0))
        let port = try #require(socket.port)
        let running = Task { try await server.run(on: [socket]) }
        let resting = try Caller(port: port)
        let busy = try Caller(port: port)
        try await busy.say("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        for await _ in questions { break }
        running.cancel()
        #expect(try await resting.isLeft())
        open.yield()
        let answer = try await busy.answer()
        #expect(answer.status == 200)
        #expect(answer["Connection"] == "close")
        #expect(try await busy.isLeft())
        try await running.value
        #expect(throws: POSIXError.self) { try Caller(port: port) }
        try await group.shutdownGracefully()
    }

    @Test func `listens on a Unix socket, also in place of one that was left behind`() async throws {
        let path = "/tmp/feedherald-web-\(UUID().uuidString.prefix(8)).sock"
        defer { _ = try? FileManager.default.removeItem(atPath: path) }
        try ListeningSocket(.unix(path: path)).close()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let (_, asked) = AsyncStream.makeStream(of: Void.self)
        open.finish()
        let server = Server(
            group: group,
            shelf: nil,
            routes: PatientRoutes(asked: asked, gate: gate),
            idle: 75
        )
        let socket = try ListeningSocket(.unix(path: path))
        let running = Task { try await server.run(on: [socket]) }
        let answer = try await Caller(unixSocket: path).ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(answer.status == 200)
        #expect(throws: ListeningSocket.Failure.self) { try ListeningSocket(.unix(path: path)) }
        running.cancel()
        try await running.value
        try await group.shutdownGracefully()
    }

    @Test func `says which port is in use`() throws {
        let socket = try ListeningSocket(.tcp(host: "127.0.0.1", port: 0))
        defer { socket.close() }
        let port = try #require(socket.port)
        let failure = #expect(throws: ListeningSocket.Failure.self) {
            try ListeningSocket(.tcp(host: "127.0.0.1", port: port))
        }
        #expect(failure?.description.contains("127.0.0.1:\(port): the port is in use") == true)
    }
}

/// Answers after half a second.
private final class SlowRoutes: Routes {
    let begun: AsyncStream<Void>
    let hasAnswered = Mutex(false)
    private let begin: AsyncStream<Void>.Continuation

    init() {
        (begun, begin) = AsyncStream.makeStream()
    }

    func answer(_ request: Request) async -> Response {
        begin.yield()
        // Not cancelled with the server: a pass that is under way is not either.
        await Task { try? await Task.sleep(for: .milliseconds(500)) }.value
        hasAnswered.withLock { $0 = true }
        return .text(.ok, "at last")
    }
}
