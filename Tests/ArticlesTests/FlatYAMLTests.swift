import Foundation
import TestSupport
import Testing

@testable import Articles

struct FlatYAMLTests {
    private typealias Field = FrontMatter.Field

    /// What both readers make of a head: the quick one's fields, where it is sure, and the full one's, where it is YAML.
    private func both(_ head: String) -> (flat: [Field]?, full: [Field]?) {
        Array(head.utf8).withUnsafeBytes { bytes in
            let source = FrontMatter.Source(bytes: bytes, path: "hello.md")
            let flat = FrontMatter.FlatYAML.fields(of: source)
            do {
                return (flat, try FrontMatter.YAML.fullFields(of: source))
            } catch {
                return (flat, nil)
            }
        }
    }

    @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8])
    func `on a random head the flat reader says what the full one says, or declines`(seed: UInt64) {
        var heads = RandomHead(seed: seed)
        var sure = 0
        for _ in 0..<2_500 {
            let head = heads.next()
            let (flat, full) = both(head)
            guard let flat else { continue }
            sure += 1
            #expect(flat == full, "\(head.debugDescription)")
        }
        #expect(sure > 100)
    }

    @Test(arguments: [
        "title: \"A \\\"b\\\" c\"", "title: 'it''s'", "date: 2026-03-02T07:30:00+01:00",
        "tags: [a, \"b\", 'c']",
        "tags: []", "tags:\n  - a\n  - \"b\"", "tags:\n- a\n- b\ntitle: c",
        "enclosure:\n  url: http://a/b\n  length: 1",
        "a:\nb: c", "# x\n\na: b # c", "url: https://example.org/a?x=1&y=2#z", "a: 日本語 🎉",
        "a: b\r\nc:\r\n  - d\r\n",
        "a: don't", "a: b: c", "a: \"b: c\"", "",
    ])
    func `the plain flat form needs no full reader`(head: String) {
        let (flat, full) = both(head)
        #expect(flat == full)
        #expect(flat != nil || full == nil)
    }

    @Test(arguments: [
        "a: |\n  b\n", "a: >-\n  b\n", "a: b\n  c\n", "a: &x b", "a: *x", "a: !!str 1", "\"a\": b",
        "? a\n: b", "a:\tb",
        "a: [b,\n c]", "a: {b: c}", "a: @b", "a: `b", "a: %b", "a: \"b\nc\"", "a: \"\\u00e9\"", "a: [b, ]",
        "a: [,]",
        "a: b\na: c", "- a", "a", "a: [b]c", "a: \"b\"c", "a: - b", "a: ? b", " a: b", "a:\n  b:\n    c: d",
        "a:\n -\n",
        "a: b\u{85}c", "a: b\u{2028}c", "a: b\u{FEFF}c", "a: b\rc: d", "a:\n  - b: c", "...", "--- a",
    ])
    func `whatever is not plain and flat is left to the full reader`(head: String) {
        #expect(both(head).flat == nil)
    }
}

/// Heads of pieces that YAML gives a meaning, mostly well put together and sometimes not.
private struct RandomHead {
    private var random: SplitMix

    init(seed: UInt64) {
        random = SplitMix(state: seed)
    }

    private static let pieces = [
        "a", "b1", "title", "true", "null", "~", "2026-03-02", "07:30", "1.5", "-5", "é", "日本", "🎉", " ",
        "  ", ":", ": ", ",",
        ", ", "#", " #", "[", "]", "{", "}", "\"", "'", "''", "\\", "\\\"", "\\n", "\\t", "\\x41", "-", "- ",
        "?", "!", "&",
        "*", "|", ">", "%", "@", "`", "=", "<<", ".", "...", "/", "http://x/y?z=1&w#v", "don't", "\t",
        "\u{A0}", "\u{85}",
        "\u{2028}", "c++", "$", "+", "(", ")", "_", "^", ";",
    ]
    private static let names = [
        "title", "date", "tags", "a", "b-c", "d_e", "F", "x1", "-y", "on", "\"q\"", "k k", "é",
    ]

    mutating func next() -> String {
        let lineBreak = chance(10) ? "\r\n" : "\n"
        var lines: [String] = []
        for _ in 0..<Int.random(in: 0...5, using: &random) { lines += field() }
        return lines.joined(separator: lineBreak) + (chance(3) ? "" : lineBreak)
    }

    private mutating func field() -> [String] {
        let name = pick(Self.names) + (chance(30) ? " :" : ":")
        switch Int.random(in: 0..<12, using: &random) {
        case 0: return [name]
        case 1:
            let items = (0..<Int.random(in: 0...3, using: &random)).map { _ in value() }
            return [name + " [" + items.joined(separator: pick([", ", ",", " , "])) + "]"]
        case 2, 3:
            let indent = pick(["", "  ", "  ", " "])
            return [name] + (0..<Int.random(in: 1...3, using: &random)).map { _ in indent + "- " + value() }
        case 4, 5:
            let indent = pick(["  ", "  ", "    ", " "])
            return [name]
                + (0..<Int.random(in: 1...3, using: &random)).map { _ in
                    indent + pick(Self.names) + ": " + value()
                }
        case 6: return [pick(["", "# x", "  # x", "   ", "  y", "y", "- y", "a:", "  a: b"])]
        default: return [name + pick([" ", "  ", " ", ""]) + value() + pick(["", "", " ", " # x", "#x"])]
        }
    }

    private mutating func value() -> String {
        let text = (0..<Int.random(in: 0...4, using: &random)).map { _ in pick(Self.pieces) }.joined()
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return "\"\(text)\""
        case 1: return "'\(text)'"
        case 2: return pick(["plain", "two words", "3", "x y: z", "", "é à"])
        default: return text
        }
    }

    private mutating func chance(_ one: Int) -> Bool {
        Int.random(in: 0..<one, using: &random) == 0
    }

    private mutating func pick(_ choices: [String]) -> String {
        choices[Int.random(in: 0..<choices.count, using: &random)]
    }
}
