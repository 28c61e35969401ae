import Foundation
import Outbound
import Testing

/// In turn: each test has a server process of its own, and some measure time.
@Suite(.serialized)
struct HTTPClientTests {
    private let open = AddressGuard(allowsEverything: true)

    private func text(_ answer: HTTPAnswer) -> String {
        switch answer {
        case .answered(let status, let body): "\(status) \(String(decoding: body, as: UTF8.self))"
        case .unreachable(let reason): "unreachable: \(reason)"
        }
    }

    @Test func `a POST carries its headers and its body as they were given`() async throws {
        let farEnd = try FarEnd()
        let client = HTTPClient(addressGuard: open, userAgent: "test/1")
        let body = (0..<20_480).map { UInt8(truncatingIfNeeded: $0) }
        let call = HTTPCall(
            .post,
            url: farEnd.url("/echo?a=%20b"),
            headers: [("Content-Type", "application/atom+xml"), ("X-Empty", "")],
            body: Payload(body)
        )
        guard case .answered(200, let echo) = await client.send(call) else {
            Issue.record("no answer")
            return
        }
        let head = """
            POST /echo?a=%20b
            accept: */*
            content-length: 20480
            content-type: application/atom+xml
            host: 127.0.0.1:\(farEnd.port)
            user-agent: test/1
            x-empty:\(" ")


            """
        #expect(String(decoding: echo.prefix(head.utf8.count), as: UTF8.self) == head)
        #expect(Array(echo.dropFirst(head.utf8.count)) == body)
    }

    @Test func `a GET after a POST on the same handle has no body`() async throws {
        let farEnd = try FarEnd()
        let client = HTTPClient(addressGuard: open, inFlight: 1)
        _ = await client.send(HTTPCall(.post, url: farEnd.url("/echo"), body: Payload([1, 2, 3])))
        let bodiless = text(await client.send(HTTPCall(.post, url: farEnd.url("/echo"))))
        #expect(bodiless.hasPrefix("200 POST /echo") && bodiless.contains("content-length: 0\n"))
        let got = text(await client.send(HTTPCall(url: farEnd.url("/echo/../echo"))))
        #expect(got == "204 ")
        let plain = text(await client.send(HTTPCall(url: farEnd.url("/echo"))))
        #expect(plain.hasPrefix("200 GET /echo") && !plain.contains("content-"))
        // As subscribers are asked one after the other, after another has been told.
        _ = await client.send(HTTPCall(.post, url: farEnd.url("/echo"), body: Payload([1, 2, 3])))
        for _ in 0..<3 {
            let next = text(await client.send(HTTPCall(url: farEnd.url("/echo"))))
            #expect(next.hasPrefix("200 GET /echo") && !next.contains("content-"))
        }
    }

    @Test func `a connection is kept and used again`() async throws {
        let farEnd = try FarEnd()
        let client = HTTPClient(addressGuard: open)
        for _ in 0..<20 {
            #expect(text(await client.send(HTTPCall(url: farEnd.url("/connection")))) == "200 1")
        }
    }

    @Test(arguments: [200, 204, 301, 404, 410, 500, 503])
    func `any status is an answer`(status: Int) async throws {
        let farEnd = try FarEnd()
        let answer = await HTTPClient(addressGuard: open).send(HTTPCall(url: farEnd.url("/status/\(status)")))
        guard case .answered(status, _) = answer else {
            Issue.record("\(answer)")
            return
        }
    }

    @Test func `a redirect is an answer and is not followed`() async throws {
        let farEnd = try FarEnd()
        let client = HTTPClient(addressGuard: open)
        #expect(text(await client.send(HTTPCall(.post, url: farEnd.url("/redirect")))) == "307 ")
    }

    @Test func `a far end that hangs after accepting is given up in time`() async throws {
        let farEnd = try FarEnd()
        let client = HTTPClient(addressGuard: open)
        let start = ContinuousClock.now
        let answer = await client.send(HTTPCall(.post, url: farEnd.url("/hang"), timeout: 0.5))
        let waited = ContinuousClock.now - start
        #expect(text(answer).contains("timed out"))
        #expect(waited > .milliseconds(450) && waited < .seconds(2), "\(waited)")
    }

    @Test func `one that hangs does not hold up the others`() async throws {
        let farEnd = try FarEnd()
        let client = HTTPClient(addressGuard: open, inFlight: 4)
        let hangingCall = HTTPCall(url: farEnd.url("/hang"), timeout: 1.5)
        async let hanging = client.send(hangingCall)
        let start = ContinuousClock.now
        for _ in 0..<50 { #expect(text(await client.send(HTTPCall(url: farEnd.url("/ok")))) == "204 ") }
        #expect(ContinuousClock.now - start < .seconds(1))
        #expect(text(await hanging).contains("timed out"))
    }

    @Test func `one that drips is given up although time is left`() async throws {
        let farEnd = try FarEnd()
        let call = HTTPCall(
            url: farEnd.url("/drip"),
            timeout: 30,
            patience: HTTPCall.Patience(bytesPerSecond: 100, duration: 1)
        )
        let start = ContinuousClock.now
        #expect(text(await HTTPClient(addressGuard: open).send(call)).contains("too slow"))
        #expect(ContinuousClock.now - start < .seconds(6))
    }

    @Test func `an endless body is not read to its end`() async throws {
        let farEnd = try FarEnd()
        let client = HTTPClient(addressGuard: open)
        var call = HTTPCall(url: farEnd.url("/endless"), maximumAnswer: 100_000)
        #expect(text(await client.send(call)) == "unreachable: answer longer than 100000 bytes")
        call.excess = .isCut
        #expect(text(await client.send(call)) == "200 " + String(repeating: "x", count: 100_000))
        call.maximumAnswer = 0
        #expect(text(await client.send(call)) == "200 ")
    }

    @Test func `an answer of exactly the greatest length is taken`() async throws {
        let farEnd = try FarEnd()
        let client = HTTPClient(addressGuard: open)
        let call = HTTPCall(url: farEnd.url("/status/200"), maximumAnswer: 8)
        #expect(text(await client.send(call)) == "200 so be it")
    }

    @Test(arguments: ["/garbage", "/hangup"])
    func `what is no HTTP is no answer`(path: String) async throws {
        let farEnd = try FarEnd()
        let answer = await HTTPClient(addressGuard: open).send(HTTPCall(url: farEnd.url(path)))
        #expect(text(answer).hasPrefix("unreachable: "))
    }

    @Test func `a closed port and an unknown name are unreachable, each with its reason`() async throws {
        var farEnd: FarEnd? = try FarEnd()
        let url = try #require(farEnd?.url("/"))
        farEnd = nil
        let client = HTTPClient(addressGuard: open)
        #expect(text(await client.send(HTTPCall(url: url))).hasPrefix("unreachable: Failed to connect"))
        let unknown = await client.send(HTTPCall(url: "http://name.invalid/"))
        #expect(text(unknown).hasPrefix("unreachable: Could not resolve host"))
    }

    @Test(arguments: [
        "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "017700000001", "localhost",
        "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0", "0.0.0.0", "[::]", "%31%32%37.1",
    ])
    func `no spelling of loopback gets past the guard`(host: String) async throws {
        let farEnd = try FarEnd()
        let guarded = HTTPClient()
        let answer = text(await guarded.send(HTTPCall(.post, url: farEnd.url("/ok", host: host), timeout: 5)))
        #expect(answer.hasPrefix("unreachable: address "), "\(answer)")
        #expect(answer.hasSuffix(" is not allowed"), "\(answer)")
        #expect(
            text(await HTTPClient(addressGuard: open).send(HTTPCall(url: farEnd.url("/count")))) == "200 1"
        )
    }

    /// Whether such names lead anywhere is up to the resolver, which differs from machine to machine.
    @Test(arguments: ["localhost.", "127.0.0.1.", "127.1."])
    func `no trailing dot gets past the guard`(host: String) async throws {
        let farEnd = try FarEnd()
        let answer = text(await HTTPClient().send(HTTPCall(url: farEnd.url("/ok", host: host), timeout: 5)))
        #expect(answer.hasPrefix("unreachable: "), "\(answer)")
        #expect(
            text(await HTTPClient(addressGuard: open).send(HTTPCall(url: farEnd.url("/count")))) == "200 1"
        )
    }

    @Test func `a network that is named is reached`() async throws {
        let farEnd = try FarEnd()
        let loopback = try #require(Network("127.0.0.0/8"))
        let client = HTTPClient(addressGuard: AddressGuard(allowing: [loopback]))
        #expect(text(await client.send(HTTPCall(url: farEnd.url("/ok", host: "127.1")))) == "204 ")
    }

    @Test(arguments: [
        "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "", "http://", "nonsense:",
    ])
    func `nothing but HTTP is spoken`(url: String) async {
        let answer = await HTTPClient(addressGuard: open).send(HTTPCall(url: url, timeout: 2))
        #expect(text(answer).hasPrefix("unreachable: "))
    }

    @Test func `a line break or a zero byte never reaches the wire`() async throws {
        let farEnd = try FarEnd()
        let client = HTTPClient(addressGuard: open)
        for call in [
            HTTPCall(url: farEnd.url("/ok\r\nX: y")),
            HTTPCall(url: farEnd.url("/ok\u{0}")),
            HTTPCall(url: farEnd.url("/ok"), headers: [("A", "b\r\nX: y")]),
            HTTPCall(url: farEnd.url("/ok"), headers: [("A", "b\u{0}")]),
            HTTPCall(url: farEnd.url("/ok"), headers: [("A:\n", "b")]),
        ] {
            #expect(text(await client.send(call)).hasPrefix("unreachable: the "))
        }
        #expect(text(await client.send(HTTPCall(url: farEnd.url("/count")))) == "200 1")
    }

    @Test func `ten thousand calls are all answered once over as many connections as are in flight`()
        async throws
    {
        let farEnd = try FarEnd()
        let client = HTTPClient(addressGuard: open, inFlight: 64, perHost: 64, most: 64)
        let payload = Payload(Array(repeating: 0x78, count: 1_000))
        let calls = (0..<10_000).map { HTTPCall(.post, url: farEnd.url("/ok/\($0)"), body: payload) }
        var seen = Set<Int>()
        for await batch in await client.send(calls).finished {
            for one in batch {
                #expect(one.answer == .answered(status: 204, body: []))
                #expect(seen.insert(one.index).inserted)
            }
        }
        #expect(seen.count == 10_000)
        #expect(text(await client.send(HTTPCall(url: farEnd.url("/count")))) == "200 64")
    }

    @Test func `no host gets more calls at a time than its share, however it is spelled`() async throws {
        let farEnd = try FarEnd()
        let client = HTTPClient(addressGuard: open, inFlight: 64, perHost: 5, youngPerHost: 5)
        let hosts = ["localhost", "LOCALHOST", "LocalHost"]
        let calls = (0..<60).map { HTTPCall(url: farEnd.url("/brief", host: hosts[$0 % 3])) }
        var count = 0
        for await batch in await client.send(calls).finished { count += batch.count }
        #expect(count == 60)
        #expect(text(await client.send(HTTPCall(url: farEnd.url("/most")))) == "200 5")
    }

    @Test func `a busy host does not hold up another one`() async throws {
        let farEnd = try FarEnd()
        let client = HTTPClient(addressGuard: open, inFlight: 8, perHost: 4)
        let calls =
            (0..<20).map { _ in HTTPCall(url: farEnd.url("/hang"), timeout: 1) }
            + (0..<20).map { _ in HTTPCall(url: farEnd.url("/ok", host: "localhost")) }
        var order: [Int] = []
        for await batch in await client.send(calls).finished { order += batch.map(\.index) }
        #expect(order.count == 40)
        #expect(order.prefix(20).allSatisfy { $0 >= 20 })
    }

    @Test func `a call that is cancelled in the queue never leaves, and is not reported`() async throws {
        let farEnd = try FarEnd()
        let client = HTTPClient(addressGuard: open, inFlight: 1)
        let sending = await client.send([
            HTTPCall(url: farEnd.url("/brief")), HTTPCall(url: farEnd.url("/hang")),
            HTTPCall(url: farEnd.url("/ok")),
        ])
        await sending.cancel(1)
        await sending.cancel(1)
        await sending.cancel(99)
        var seen: [Int] = []
        for await batch in sending.finished { seen += batch.map(\.index) }
        #expect(seen == [0, 2])
    }

    @Test func `a call that is cancelled under way makes room for the next`() async throws {
        let farEnd = try FarEnd()
        let client = HTTPClient(addressGuard: open, inFlight: 1)
        let sending = await client.send([
            HTTPCall(url: farEnd.url("/hang")), HTTPCall(url: farEnd.url("/ok")),
        ])
        try await Task.sleep(for: .milliseconds(100))
        let start = ContinuousClock.now
        await sending.cancel(0)
        var seen: [Int] = []
        for await batch in sending.finished { seen += batch.map(\.index) }
        #expect(seen == [1])
        #expect(ContinuousClock.now - start < .seconds(2))
    }

    @Test func `letting go of the answers cancels what is left`() async throws {
        let farEnd = try FarEnd()
        let client = HTTPClient(addressGuard: open, inFlight: 1)
        do {
            let hanging = Array(repeating: HTTPCall(url: farEnd.url("/hang"), timeout: 4), count: 2)
            _ = await client.send(hanging)
        }
        let start = ContinuousClock.now
        #expect(text(await client.send(HTTPCall(url: farEnd.url("/ok")))) == "204 ")
        #expect(ContinuousClock.now - start < .seconds(2))
    }

    @Test func `cancelling a task cancels its call`() async throws {
        let farEnd = try FarEnd()
        let client = HTTPClient(addressGuard: open, inFlight: 1)
        let url = farEnd.url("/hang")
        let task = Task { await client.send(HTTPCall(url: url)) }
        try await Task.sleep(for: .milliseconds(100))
        let start = ContinuousClock.now
        task.cancel()
        #expect(text(await task.value) == "unreachable: cancelled")
        #expect(ContinuousClock.now - start < .seconds(2))
    }

    @Test func `nothing to send ends at once`() async {
        for await _ in await HTTPClient().send([]).finished { Issue.record("nothing was sent") }
    }

    @Test func `a client that is let go of finishes its work first, and then leaves`() async throws {
        let farEnd = try FarEnd()
        var client: HTTPClient? = HTTPClient(addressGuard: open, inFlight: 1)
        weak let observed = client
        let calls = Array(repeating: HTTPCall(url: farEnd.url("/brief")), count: 5)
        var finished = await client?.send(calls).finished
        client = nil
        var count = 0
        if let finished { for await batch in finished { count += batch.count } }
        #expect(count == 5)
        finished = nil
        for _ in 0..<100 where observed != nil { try await Task.sleep(for: .milliseconds(10)) }
        #expect(observed == nil)
    }

    @Test func `a Unix socket is reached in spite of the guard, by its own path only`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "control.sock").path
        let farEnd = try FarEnd(unixSocket: path)
        let client = HTTPClient()
        let call = HTTPCall(
            .post,
            url: "http://localhost/echo",
            body: Payload([0x68, 0x69]),
            unixSocket: path
        )
        let answer = text(await client.send(call))
        #expect(answer.hasPrefix("200 POST /echo") && answer.hasSuffix("\n\nhi"), "\(answer)")
        let guarded = text(await client.send(HTTPCall(url: "http://localhost/echo")))
        #expect(guarded.hasSuffix("is not allowed"))
        withExtendedLifetime(farEnd) {}
    }

    @Test func `a streamed body arrives in parts, as it is sent`() async throws {
        let farEnd = try FarEnd()
        let client = HTTPClient(addressGuard: open)
        var arrivals: [ContinuousClock.Instant] = []
        var whole: [UInt8] = []
        for try await bytes in await client.stream(HTTPCall(url: farEnd.url("/lines"), maximumAnswer: 1)) {
            arrivals.append(.now)
            whole += bytes
        }
        #expect(String(decoding: whole, as: UTF8.self) == "one\ntwo\nthree\n")
        let first = try #require(arrivals.first)
        let last = try #require(arrivals.last)
        #expect(last - first > .milliseconds(100))
    }

    @Test func `a stream ends with what went wrong`() async throws {
        let farEnd = try FarEnd()
        let client = HTTPClient(addressGuard: open)
        await #expect(throws: HTTPFailure.refused(status: 503, body: Array("so be it".utf8))) {
            for try await _ in await client.stream(HTTPCall(url: farEnd.url("/status/503"))) {}
        }
        await #expect(throws: HTTPFailure.unreachable(reason: "address 127.0.0.1 is not allowed")) {
            for try await _ in await HTTPClient().stream(HTTPCall(url: farEnd.url("/lines"))) {}
        }
    }

    @Test func `letting go of a stream cancels it`() async throws {
        let farEnd = try FarEnd()
        let client = HTTPClient(addressGuard: open, inFlight: 1)
        for try await _ in await client.stream(HTTPCall(url: farEnd.url("/drip"), timeout: 4)) { break }
        let start = ContinuousClock.now
        #expect(text(await client.send(HTTPCall(url: farEnd.url("/ok")))) == "204 ")
        #expect(ContinuousClock.now - start < .seconds(2))
    }
}
