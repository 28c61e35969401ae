import Feeds
import Testing

@testable import Web

@Suite struct `A coding` {
    @Test(arguments: [
        ("gzip", Coding.gzip), ("GZIP", .gzip), ("x-gzip", .gzip), ("deflate, gzip;q=1.0, *;q=0.5", .gzip),
        ("*", .gzip), ("*;q=0.1", .gzip), ("gzip ; q=0.5", .gzip), ("gzip;Q=0.5", .gzip),
        ("br", .brotli), ("BR", .brotli), ("zstd", .zstd), ("gzip, deflate, br, zstd", .brotli),
        ("gzip, zstd", .zstd), ("zstd, gzip, br;q=0", .zstd), ("br;q=1, gzip;q=0.8", .brotli),
        ("br;q=0.8, gzip;q=1", .gzip), ("br;q=0.999, zstd;q=1.000", .zstd), ("br;q=0.5, *", .gzip),
        ("br;q=0, *", .gzip), ("gzip;q=0, br;q=0.001", .brotli), ("identity, br", .brotli),
        ("gzip;q=0", .identity), ("gzip;q=0.000, *", .identity), ("*;q=0", .identity),
        ("identity", .identity), ("", .identity), ("identity;q=1, gzip;q=0.5", .identity),
        ("identity;q=0.5, gzip;q=0.5", .gzip), ("identity;q=0, gzip;q=0.1", .gzip), ("gzip;q=x", .identity),
        ("gzipped", .identity), ("b", .identity), ("brotli", .identity), (",,gzip,", .gzip),
        ("gzip;q=0.0.5", .identity), ("gzip;q=-1", .identity), ("gzip;q=", .identity),
        ("gzip;level=9;q=0.2", .gzip), ("gzip;q=7", .gzip), (";q=1", .identity), ("gzip;;q=0", .identity),
        ("identity;q=0", .identity), ("*;q=0, identity;q=0", .identity), ("\u{1}zip", .identity),
        ("gzip\t;\tq=0.1\t,\tbr;q=0.05", .gzip), ("\n\u{12}", .identity),
    ])
    func `is the one that is liked best`(accepted: String, coding: Coding) {
        #expect(AcceptedCodings([accepted]).best { _ in true } == coding)
    }

    @Test func `is the document as it is where nothing is said`() {
        #expect(AcceptedCodings().best { _ in true } == .identity)
    }

    @Test func `may be named in several headers`() {
        #expect(AcceptedCodings(["br", "gzip"]).best { _ in true } == .brotli)
        #expect(AcceptedCodings(["br;q=0.5", "gzip"]).best { _ in true } == .gzip)
    }

    @Test(arguments: [("br, gzip", Coding.gzip), ("br, zstd;q=0.1", .identity), ("gzip;q=0.1, br", .gzip)])
    func `is one that is made`(accepted: String, coding: Coding) {
        #expect(AcceptedCodings([accepted]).best { $0 == .gzip } == coding)
    }
}

@Suite struct `The bench` {
    private let now = ContinuousClock.now

    @Test func `gives gzip to all before it gives anything else to those that have settled`() {
        var bench = CodingBench(settling: 2)
        let keys = ["a", "b"].map { FeedDocument.Key(feed: $0, format: .atom) }
        for key in keys { bench.lay(key, at: now) }
        #expect([bench.next(at: now)?.1, bench.next(at: now)?.1] == [.gzip, .gzip])
        #expect(bench.next(at: now + .seconds(1)) == nil)
        #expect(bench.wait(at: now + .seconds(1)) == 1)
        let rest = (0..<4).map { _ in bench.next(at: now + .seconds(2))?.1 }
        #expect(rest == [.zstd, .zstd, .brotli, .brotli])
        #expect(bench.next(at: now + .seconds(2)) == nil)
        #expect(bench.wait(at: now + .seconds(2)) == nil)
    }

    @Test func `begins again with what is superseded`() {
        var bench = CodingBench(settling: 2)
        let key = FeedDocument.Key(feed: "a", format: .atom)
        bench.lay(key, at: now)
        #expect(bench.next(at: now)?.1 == .gzip)
        #expect(bench.next(at: now + .seconds(2))?.1 == .zstd)
        bench.lay(key, at: now + .seconds(2))
        #expect(bench.next(at: now + .seconds(2))?.1 == .gzip)
        #expect(bench.next(at: now + .seconds(3)) == nil)
        #expect(bench.next(at: now + .seconds(4))?.1 == .zstd)
    }
}
