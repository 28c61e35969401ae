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
