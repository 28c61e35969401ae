import Foundation
import Testing

@testable import Articles

struct PlainTextTests {
    @Test(arguments: Fixtures.names(in: "clippings", ending: ".txt"))
    func `a clipping becomes the parts that its shape shows`(name: String) throws {
        let clipping = PlainText(try Fixtures.text("clippings/\(name).txt"))
        try Fixtures.expect(Self.description(of: clipping), equals: "clippings/\(name).golden")
    }

    @Test(arguments: Fixtures.names(in: "notes", ending: ".txt"))
    func `a text that is no clipping comes out whole`(name: String) throws {
        let text = try Fixtures.text("notes/\(name).txt")
        let note = PlainText(text)
        #expect(note.authors.isEmpty && note.slug == nil && note.summary == nil)
        #expect(Self.letters(of: note) == Self.letters(text))
        try Fixtures.expect(Self.description(of: note), equals: "notes/\(name).golden")
    }

    @Test(arguments: Fixtures.names(in: "clippings", ending: ".txt"))
    func `a clipping with Windows line ends and a byte order mark is the same clipping`(name: String) throws {
        let text = try Fixtures.text("clippings/\(name).txt").unixLineEnds
        #expect(PlainText("\u{FEFF}" + text.replacing("\n", with: "\r\n")) == PlainText(text))
    }

    @Test(arguments: [UInt64(1), 2, 3, 4])
    func `every word of a plain note survives, in its order`(seed: UInt64) {
        var notes = RandomNote(seed: seed)
        for _ in 0..<250 {
            let text = notes.next()
            let note = PlainText(text)
            if note.slug != nil || !note.authors.isEmpty { continue }
            #expect(Self.letters(of: note) == Self.letters(text), "\(text.debugDescription)")
        }
    }

    @Test(arguments: [UInt64(5), 6, 7, 8])
    func `no sentence of a clipping is lost, whatever stands around it`(seed: UInt64) {
        var notes = RandomNote(seed: seed)
        var clippings = 0
        for _ in 0..<250 {
            let text = notes.next(isClipping: true)
            let clipping = PlainText(text)
            if clipping.slug != nil { clippings += 1 }
            let kept = Self.letters(of: clipping) + Self.letters(clipping.summary ?? "")
            let sentences = text.split(whereSeparator: \.isNewline).filter {
                $0.hasSuffix(".") || $0.hasSuffix("。")
            }
            for sentence in sentences.map({ Self.letters(String($0)) }) {
                #expect(kept.contains(sentence), "\(sentence) of \(text.debugDescription)")
            }
        }
        #expect(clippings > 50)
    }

    @Test(arguments: [
        "- a\n\n", "- a\nb\n", "b\n", "A\n=\n", "Ab\nAb\n\n", "Ab Cd\nAb Cd\n\nAb Cd says so to us.\n\n",
        "1. a\n\n", "a-b-c\n\n", "http://a", ")", "http://a)", "www.", "    a\n", "a   b\n", "\u{301}",
    ])
    func `a text of one shape all through takes no longer than others`(shape: String) {
        let text = "Title\n\n" + String(repeating: shape, count: 60_000 / shape.utf8.count)
        let start = ContinuousClock.now
        _ = PlainText(text).html
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    private static func description(of clipping: PlainText) -> String {
        var lines: [String] = []
        for (name, value) in [
            ("title", clipping.title), ("subtitle", clipping.subtitle), ("summary", clipping.summary),
            ("slug", clipping.slug),
        ] {
            if let value { lines.append("\(name): \(value)") }
        }
        for author in clipping.authors {
            lines.append("author: \(author.name)")
            if let biography = author.biography { lines.append("biography: \(biography)") }
        }
        return lines.joined(separator: "\n") + "\n\n" + clipping.html + "\n"
    }

    /// The letters of the title and of the body as a reader shows it, in their order.
    private static func letters(of text: PlainText) -> String {
        letters((text.title ?? "") + "\n" + HTMLText.plain(text.html))
    }

    private static func letters(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter(\.properties.isAlphabetic)))
    }
}
