import Foundation
import Readership
import Testing

@testable import Publishing

struct DoorkeeperTests {
    private let now = Date(timeIntervalSince1970: 1_800_000_000)

    @Test(arguments: [1, 3, 7, 120])
    func `as many may ask at once as are named, and the next one waits for a token`(size: Int) {
        var buckets = TokenBuckets<String>(size: size)
        for _ in 0..<size { #expect(buckets.take("a", at: now) == nil) }
        let wait = Int((60 / Double(size)).rounded(.up))
        #expect(buckets.take("a", at: now) == wait)
        #expect(buckets.take("b", at: now) == nil)
        #expect(buckets.take("a", at: now + 60 / Double(size) - 0.1) != nil)
        #expect(buckets.take("a", at: now + 60 / Double(size) + 0.1) == nil)
        #expect(buckets.take("a", at: now + 60 / Double(size) + 0.2) != nil)
    }

    @Test func `a clock that is set back locks nobody out`() {
        var buckets = TokenBuckets<String>(size: 2)
        for _ in 0..<2 { #expect(buckets.take("a", at: now + 86_400) == nil) }
        #expect(buckets.take("a", at: now) != nil)
        #expect(buckets.take("a", at: now + 61) == nil)
    }

    @Test func `a network of IPv6 is one caller, and its neighbour another`() async {
        var limits = PushLimits()
        limits.requestsPerCaller = 1
        let doorkeeper = Doorkeeper(limits: limits)
        #expect(await doorkeeper.wait(of: Client(high: 0x2001_0DB8_0000_0001, low: 1), at: now) == nil)
        #expect(await doorkeeper.wait(of: Client(high: 0x2001_0DB8_0000_0001, low: 2), at: now) == 60)
        #expect(await doorkeeper.wait(of: Client(high: 0x2001_0DB8_0000_0002, low: 1), at: now) == nil)
    }

    @Test func `this machine alone is spared, and only where it is tried out`() async {
        var limits = PushLimits()
        (limits.requestsPerCaller, limits.requestsPerHost) = (1, 1)
        let strict = Doorkeeper(limits: limits)
        let sparing = Doorkeeper(limits: limits, sparingThisMachine: true)
        let stranger = Client(v4: 0x0102_0304)
        for (doorkeeper, isSpared) in [(strict, false), (sparing, true)] {
            #expect(await doorkeeper.wait(of: .loopback, at: now) == nil)
            #expect(await (doorkeeper.wait(of: .loopback, at: now) == nil) == isSpared)
            #expect(await doorkeeper.wait(of: stranger, at: now) == nil)
            #expect(await doorkeeper.wait(of: stranger, at: now) == 60)
            for callback in ["http://localhost:1/", "http://127.1/", "http://[::1]/"] {
                _ = await doorkeeper.wait(ofCallback: callback, at: now)
                #expect(await (doorkeeper.wait(ofCallback: callback, at: now) == nil) == isSpared)
                #expect(doorkeeper.caps(callback: callback) != isSpared)
            }
            #expect(await doorkeeper.wait(ofCallback: "https://a.example/", at: now) == nil)
            #expect(await doorkeeper.wait(ofCallback: "https://a.example/other", at: now) == 60)
            #expect(doorkeeper.caps(callback: "https://a.example/"))
        }
    }
}
