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

    @Test(arguments: [
        "d'Almeida", "Jeanne d’Arc", "Yusuf al-Rahman", "al-Rahman", "Ursula von der Leyen", "van Gogh",
        "Piero della Francesca", "Gerard ’t Hooft", "Flann O'Brien", "Iain mac an tSaoir", "J.R.R. Tolkien",
        "Martin Luther King, Jr.", "bell hooks", "e. e. cummings", "Иван д’Артаньян", "Иван фон Берг",
        "يوسف الرحمن", "林晓梅", "欧阳·娜娜", "김민수", "राम शर्मा", "สมชาย ใจดี", "ნინო ბერიძე",
    ])
    func `an author is found, however the name is spelt and whatever is said of it`(name: String) {
        let summary = "A year late, the wall in the harbour is finished. It has held since then."
        let body = """
            The wall was finished in spring, a year later than the council had promised, and it has held.

            What it took

            Nine boats carried the stone across the bay, and the divers worked by night when the tide was low.
            """
        let signpost = "\n\nMore →\n\nElsewhere"
        let others = ["Reports on harbours, and has for years. Lives there.", "Rows."]
        for biography in ["\(name) writes of walls."] + others {
            for debris in [signpost, ""] {
                let head = "Wall\n\n\(summary)\nwall-holds-storm\n\n"
                let text = head + "\(body)\n\n\(name)\n\(name)\n\n"
                let clipping = PlainText(text + biography + debris)
                #expect(clipping.authors == [Article.Author(name: name, biography: biography)], "\(debris)")
                #expect(clipping.blocks.count == 3)
            }
        }
        let clipping = PlainText("Wall\n\n\(body)\n\n\(name)\n\(name)\n\n\(name) writes of walls.")
        #expect(clipping.authors == [Article.Author(name: name, biography: "\(name) writes of walls.")])
    }

    @Test func `an author is found though there is no slug and the biography does not say the name`() {
        let sentence = "The wall was finished in spring, and it has held against every storm. "
        let body = String(repeating: sentence, count: 2)
        let tail = "\n\nAna Lee\nAna Lee\n\n"
        let clipping = PlainText("Wall\n\n\(body)\(tail)Writes of harbours.\n")
        #expect(clipping.authors == [Article.Author(name: "Ana Lee", biography: "Writes of harbours.")])
        #expect(PlainText("Wall\n\n\(body)\(tail)").authors.map(\.name) == ["Ana Lee"])
        // The same below short lines is a song.
        let song = "Wall\n\nThe tide is out,\nthe lamps are low.\(tail)Carry me home.\n"
        #expect(PlainText(song).authors.isEmpty)
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
        "— a\n", "— a\n\n", "a\n— a\n\n", "１．a\n\n", "a\na\n\n",
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
