import Feeds
import Foundation
import TestSupport
import Testing
import Validation

/// Whatever bytes come in, a verdict comes out.
struct AnyBytesTests {
    private static let pieces: [[UInt8]] =
        [
            "<", ">", "</", "/>", "&", ";", "\"", "'", "<![CDATA[", "]]>", "<!--", "-->", "<?xml", "?>",
            "<!DOCTYPE rss [", "<!ENTITY a \"b\">",
            "<item>", "</item>", "<entry>", "xmlns:x=\"y\"", "&#x", "&nbsp;", "{", "}", "[", "]", "\\u", "\\",
            ",", ":", "\u{0}", "é", "🚢",
        ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xFE, 0xFF]]

    /// A document with some of its bytes taken out, doubled, changed or put in.
    private static func damaged(_ bytes: [UInt8], by random: inout SplitMix) -> [UInt8] {
        var bytes = bytes
        for _ in 0...Int.random(in: 0...4, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            let end = min(bytes.count, place + Int.random(in: 0...12, using: &random))
            switch Int.random(in: 0...3, using: &random) {
            case 0: bytes.removeSubrange(place..<end)
            case 1: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 2: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
            default: if place < bytes.count { bytes[place] = UInt8.random(in: .min ... .max, using: &random) }
            }
        }
        return bytes
    }

    @Test(arguments: Template.allCases)
    func `a damaged feed is judged, and its findings lie within it`(template: Template) {
        var random = SplitMix(state: 5)
        for _ in 0..<40 {
            let bytes = Self.damaged(Array(template.document.utf8), by: &random)
            let verdict = Validator.judge(bytes, at: "https://example.org/feed", now: Template.now)
            let lines = bytes.count { $0 == 0x0A } + 1
            for finding in verdict.findings {
                guard let place = finding.place else { continue }
                #expect(1...lines ~= place.line && place.column >= 1)
                #expect(place.caret >= 1 && place.caret <= place.excerpt.unicodeScalars.count + 1)
            }
        }
    }

    @Test(arguments: [Template.rss, .atom, .podcast])
    func `what libxml2 refuses is never called well-formed`(template: Template) {
        var random = SplitMix(state: 7)
        for _ in 0..<40 {
            let bytes = Self.damaged(Array(template.document.utf8), by: &random)
            let verdict = Validator.judge(bytes, now: Template.now)
            if XMLFault.first(in: bytes) != nil {
                #expect(
                    verdict.findings.contains { $0.severity == .error },
                    "\(String(decoding: bytes, as: UTF8.self))"
                )
            }
        }
    }

    @Test func `an encoding is found in a declaration at the document's start alone`() {
        let xml = "<?xml version='1.0' encoding='x-fake'?><rss/>"
        func column(_ start: String) -> Int? {
            let findings = Validator.judge(Array((start + xml).utf8), now: Template.now).findings
            return findings.first { $0.rule == "unknown-encoding" }?.place?.column
        }
        #expect(column("") == 31)
        #expect(column(" \t") == 33)
        #expect(column("{\"version\"> ") == nil)
        #expect(column(">") == nil)
    }

    @Test func `time and memory grow with the document alone`() {
        let clock = ContinuousClock()
        func time(_ document: String) -> Double {
            let bytes = Array(document.utf8)
            let elapsed = clock.measure { _ = Validator.judge(bytes, now: Template.now) }
            return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        }
        // What costs the square of its length would take minutes.
        for piece in [
            "<a", "<a b='", "&", "&x;", "<b>", "]]", "--", "<!--", "</a>", "<item/>", "<!ENTITY a ", "\u{1}",
            "é", "<?a>", "]<b/>", "<a b='1' c>",
        ] {
            let body = String(repeating: piece, count: 3_000)
            #expect(time(Template.rss.document.replacing("<!--item-->", with: body)) < 2)
            #expect(time("{\"version\": \"jsonfeed.org\", \"items\": [" + body) < 2)
        }
        #expect(time(String(repeating: "[", count: 20_000)) < 2)
    }
}
