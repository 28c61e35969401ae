import Foundation
import NIOHTTP1
import Testing

@testable import Web

private let day = Date(timeIntervalSince1970: 1_772_436_600)  // 2026-03-02T07:30:00Z

@Suite struct `A conditional request` {
    @Test(arguments: [
        ("\"a\"", true), ("W/\"a\"", true), ("\"b\"", false), ("*", true), ("\"b\", \"a\"", true),
        ("\"b\",W/\"a\" ,\"c\"", true), ("a", false), ("\"A\"", false), ("w/\"a\"", false), ("", false),
        ("\"b\", \"c\"", false),
    ])
    func `compares its entity tags weakly`(list: String, isKnown: Bool) {
        let headers: HTTPHeaders = ["If-None-Match": list]
        #expect(
            ConditionalRequest.isNotModified(headers, etag: "\"a\"", lastModified: day) == isKnown
        )
    }

    @Test func `may name its entity tags in several headers`() {
        let headers = HTTPHeaders([("If-None-Match", "\"b\""), ("If-None-Match", "\"a\"")])
        #expect(ConditionalRequest.isNotModified(headers, etag: "\"a\"", lastModified: nil))
    }

    @Test(arguments: [
        ("Mon, 02 Mar 2026 07:30:00 GMT", true), ("Mon, 02 Mar 2026 07:30:01 GMT", true),
        ("Mon, 02 Mar 2026 07:29:59 GMT", false), ("Monday, 02-Mar-26 07:30:00 GMT", true),
        ("Mon Mar  2 07:30:00 2026", true), ("yesterday", false), ("", false),
    ])
    func `may tell the date of what it has, in any form of HTTP`(text: String, isKnown: Bool) {
        let headers: HTTPHeaders = ["If-Modified-Since": text]
        #expect(ConditionalRequest.isNotModified(headers, etag: "\"a\"", lastModified: day) == isKnown)
    }

    @Test func `is decided by its entity tags alone where it has any`() {
        let headers: HTTPHeaders = [
            "If-None-Match": "\"b\"", "If-Modified-Since": "Mon, 02 Mar 2026 07:30:00 GMT",
        ]
        #expect(!ConditionalRequest.isNotModified(headers, etag: "\"a\"", lastModified: day))
    }

    @Test func `without conditions is answered in full`() {
        #expect(!ConditionalRequest.isNotModified([:], etag: "\"a\"", lastModified: day))
    }
}

@Suite struct `A coding` {
    @Test(arguments: [
        ("gzip", Coding.gzip), ("GZIP", .gzip), ("x-gzip", .gzip), ("deflate, gzip;q=1.0, *;q=0.5", .gzip),
        ("br;q=1, gzip;q=0.8", .gzip), ("*", .gzip), ("*;q=0.1", .gzip), ("gzip ; q=0.5", .gzip),
        ("gzip;q=0", .identity), ("gzip;q=0.000, *", .identity), ("*;q=0", .identity), ("br", .identity),
        ("identity", .identity), ("", .identity), ("identity;q=1, gzip;q=0.5", .identity),
        ("identity;q=0.5, gzip;q=0.5", .gzip), ("identity;q=0, gzip;q=0.1", .gzip), ("gzip;q=x", .identity),
        ("gzipped", .identity), (",,gzip,", .gzip),
    ])
    func `is the one that is liked best`(accepted: String, coding: Coding) {
        #expect(Coding.accepted(by: [accepted]) == coding)
    }

    @Test func `is the document as it is where nothing is said`() {
        #expect(Coding.accepted(by: []) == .identity)
    }

    @Test func `may be named in several headers`() {
        #expect(Coding.accepted(by: ["br", "gzip"]) == .gzip)
    }
}
