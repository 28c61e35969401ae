import Outbound
import Testing

/// In turn: each test has a server process of its own, and some measure time.
@Suite(.serialized) struct `A client` {
    private let open = AddressGuard(allowsEverything: true)

    private func reason(_ answer: HTTPAnswer) -> String {
        switch answer {
        case .answered(let status, _): "\(status)"
        case .unreachable(let reason): reason
        }
    }

    @Test func `has those that hang wait by themselves, also where all are on one host`() async throws {
        let farEnd = try FarEnd()
        let client = HTTPClient(addressGuard: open, inFlight: 4, perHost: 4, youngPerHost: 64)
        // Every third hangs: with four places to a host the others would wait for ten time-outs.
        let calls = (0..<120).map { number in
            HTTPCall(url: farEnd.url(number % 3 == 0 ? "/hang" : "/ok"), timeout: 4)
        }
        let start = ContinuousClock.now
        var prompt = 0
        for await batch in await client.send(calls).finished {
            for one in batch where one.index % 3 != 0 {
                #expect(one.answer == .answered(status: 204, body: []))
                prompt += 1
            }
            // Nobody waits for those who hang.
            if prompt == 80 { break }
        }
        #expect(prompt == 80)
        #expect(ContinuousClock.now - start < .seconds(2))
    }

    /// Somebody waits all the time, so that it does not matter who of these is looked at first.
    @Test func `gives up on who is slowest where too many are slow and others wait`() async throws {
        let farEnd = try FarEnd()
        let client = HTTPClient(addressGuard: open, inFlight: 8, perHost: 8, youngPerHost: 5, mostSlow: 1)
        func slow(_ timeout: Double) -> HTTPCall {
            var call = HTTPCall(url: farEnd.url("/hang"), timeout: timeout)
            call.isKnownToBeSlow = true
            return call
        }
        let first = await client.send([slow(4)])
        let last = await client.send([slow(0.5)])
        var calls = Array(repeating: HTTPCall(url: farEnd.url("/hang"), timeout: 4), count: 5)
        calls.append(HTTPCall(url: farEnd.url("/ok")))
        let others = await client.send(calls)
        func reasons(_ batch: Sending) async -> [String] {
            var reasons: [String] = []
            for await answers in batch.finished { reasons += answers.map { reason($0.answer) } }
            return reasons
        }
        let given = await reasons(first) + reasons(others)
        #expect(given.count == 7)
        #expect(given.count { $0.hasPrefix("no answer within ") } == 5, "\(given)")
        #expect(given.count { $0 == "204" } == 1)
        #expect(given.count { $0.contains("timed out") } == 1, "\(given)")
        // Who waited for so long is asked then.
        #expect(await reasons(last).allSatisfy { $0.contains("timed out") })
    }

    @Test func `has those that are known to be slow wait for each other, and nobody for them`() async throws {
        let farEnd = try FarEnd()
        let client = HTTPClient(addressGuard: open, inFlight: 1, perHost: 1, mostSlow: 1)
        var slow = HTTPCall(url: farEnd.url("/hang"), timeout: 0.5)
        slow.isKnownToBeSlow = true
        let start = ContinuousClock.now
        let hanging = await client.send([slow, slow])
        #expect(reason(await client.send(HTTPCall(url: farEnd.url("/ok")))) == "204")
        #expect(ContinuousClock.now - start < .milliseconds(450))
        var count = 0
        for await batch in hanging.finished { count += batch.count }
        #expect(count == 2)
        #expect(ContinuousClock.now - start > .milliseconds(950))
    }

    @Test func `does not call a server again at once that refuses connections, but another on its host`()
        async throws
    {
        let farEnd = try FarEnd()
        var other: FarEnd? = try FarEnd()
        let closed = try #require(other?.url("/"))
        other = nil
        let client = HTTPClient(addressGuard: open)
        for _ in 0..<3 {
            #expect(reason(await client.send(HTTPCall(url: closed))).hasPrefix("Failed to connect"))
        }
        #expect(reason(await client.send(HTTPCall(url: closed))).hasSuffix("; not tried again within 30 s"))
        #expect(reason(await client.send(HTTPCall(url: farEnd.url("/ok")))) == "204")
    }

    @Test func `does not call a server again at once whose name leads nowhere, or with whom TLS fails`()
        async throws
    {
        let farEnd = try FarEnd()
        let client = HTTPClient(addressGuard: open)
        // A part of a name has 63 letters at most, so no name server is asked.
        let nowhere = "http://\(String(repeating: "a", count: 64)).example/"
        let insecure = farEnd.url("/ok").replacing("http://", with: "https://")
        for (url, text) in [(nowhere, "resolve"), (insecure, "SSL")] {
            for number in 1...4 {
                let why = reason(await client.send(HTTPCall(url: url)))
                #expect(why.contains(text), "\(why)")
                #expect(why.hasSuffix("; not tried again within 30 s") == (number == 4), "\(why)")
            }
        }
        // Two are not enough, and one that is answered begins anew; the same port without TLS is another server.
        for _ in 0..<3 { #expect(reason(await client.send(HTTPCall(url: farEnd.url("/ok")))) == "204") }
    }

    @Test func `calls a server again whose callbacks time out, refuse or break off`() async throws {
        let farEnd = try FarEnd()
        let client = HTTPClient(addressGuard: open)
        for path in ["/hang", "/status/500", "/hangup", "/garbage"] {
            for _ in 0..<4 { _ = await client.send(HTTPCall(url: farEnd.url(path), timeout: 0.1)) }
        }
        #expect(reason(await client.send(HTTPCall(url: farEnd.url("/ok")))) == "204")
    }

    @Test func `makes each call when its turn has come`() async throws {
        let farEnd = try FarEnd()
        let client = HTTPClient(addressGuard: open, inFlight: 1, perHost: 1, most: 1)
        let url = farEnd.url("/brief")
        let (made, make) = AsyncStream.makeStream(of: Int.self)
        let sending = await client.send(to: [url, url, url]) { index in
            make.yield(index)
            return HTTPCall(url: url)
        }
        await sending.cancel(1)
        for await _ in sending.finished {}
        make.finish()
        var order: [Int] = []
        for await index in made { order.append(index) }
        #expect(order == [0, 2])
    }
}
