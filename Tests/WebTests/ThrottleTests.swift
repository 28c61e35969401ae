import Feeds
import NIOCore
import NIOHTTP1
import Readership
import Testing

@testable import Web

@Suite struct `Who asks far too often` {
    private let subject = Subject(FeedDocument.Key(feed: "news", format: .atom), size: 100, maxAge: 300)
    private let peer = Client(v4: 0xC000_0201)

    private func head(_ headers: HTTPHeaders = [:]) -> HTTPRequestHead {
        HTTPRequestHead(version: .http1_1, method: .GET, uri: "/news/atom.xml", headers: headers)
    }

    @Test func `is counted once for all event loops`() async {
        let throttle = Throttle(trusting: TrustedProxies())
        let allowed = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<200)
                        .filter { _ in
                            throttle.wait(of: head(), from: peer, for: subject, at: 1_000) == nil
                        }
                        .count
                }
            }
            return await group.reduce(0, +)
        }
        #expect(allowed == Throttle.most)
    }

    @Test func `may ask again when the time is over, and is another with another agent or address`() {
        let throttle = Throttle(trusting: TrustedProxies())
        for _ in 0..<Throttle.most {
            #expect(throttle.wait(of: head(), from: peer, for: subject, at: 1_000) == nil)
        }
        #expect(throttle.wait(of: head(), from: peer, for: subject, at: 1_060) == 240)
        let other = head(["User-Agent": "other/1"])
        #expect(throttle.wait(of: other, from: peer, for: subject, at: 1_060) == nil)
        #expect(throttle.wait(of: head(), from: Client(v4: 1), for: subject, at: 1_060) == nil)
        let polite = head(["If-None-Match": "\"x\""])
        #expect(throttle.wait(of: polite, from: peer, for: subject, at: 1_060) == nil)
        let aggregator = head(["User-Agent": "Feedly/1.0 (12 subscribers)"])
        for _ in 0..<20 {
            #expect(throttle.wait(of: aggregator, from: peer, for: subject, at: 1_060) == nil)
        }
        #expect(throttle.wait(of: head(), from: peer, for: subject, at: 1_300) == nil)
    }

    @Test func `is found among thousands, and where nothing more is known nobody is refused`() {
        let throttle = Throttle(trusting: TrustedProxies())
        for round in 0..<Throttle.most {
            for number in 0..<1_000 {
                let client = Client(v4: UInt32(number))
                #expect(throttle.wait(of: head(), from: client, for: subject, at: 1_000 + round) == nil)
            }
        }
        for number in 0..<1_000 {
            let client = Client(v4: UInt32(number))
            #expect(throttle.wait(of: head(), from: client, for: subject, at: 1_020) != nil)
        }
        for number in 10_000..<15_000 {
            let client = Client(v4: UInt32(number))
            #expect(throttle.wait(of: head(), from: client, for: subject, at: 1_030) == nil)
        }
    }
}
