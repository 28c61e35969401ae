import Foundation
import Testing

@testable import Articles

/// Lines as they ended on a Macintosh before 2001, and as some programs still end them.
@Suite struct `A file whose lines end with a carriage return alone` {
    private static let texts = [
        ("a.md", "---\ntitle: T\ntags: [a, b]\n---\n# Part\n\n- one\n- two\n\n```\ncode\n```\n"),
        ("a.md", "+++\ntitle = \"T\"\n+++\nBody.\n"), ("a.md", "Title: T\nDate: 2024-01-02\n\nBody.\n"),
        ("a.md", "{\n\"title\": \"T\"\n}\nBody.\n"), ("a.md", "# Heading\n\nBody *of* it.\n"),
        (
            "a.txt",
            "The ferry sails again\n\nAfter the storm the harbour is open.\n\nthe-ferry-sails-again\n\nThe first ferry leaves at seven.\n\nIt is full.\n"
        ),
        ("a.html", "---\ntitle: T\n---\n<p>One.</p>\n<pre>a\nb</pre>\n"),
    ]

    private static func utf16(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        return bytes
    }

    @Test(arguments: texts.indices)
    func `is the same article as with line feeds`(index: Int) throws {
        let (path, text) = Self.texts[index]
        let classic = text.replacing("\n", with: "\r")
        let expected = try read(text, path: path)
        var article = try read(classic, path: path)
        #expect(article.fileHash != expected.fileHash)
        article.fileHash = expected.fileHash
        #expect(article == expected)
        #expect(article.html() == expected.html())
    }

    @Test(arguments: [0, 1]) func `may be in another encoding`(index: Int) throws {
        let text = "---\rtitle: Été\r---\rÀ la plage.\r"
        let latin = text.unicodeScalars.map { UInt8($0.value) }
        let article = try read(index == 0 ? Self.utf16(text) : latin)
        #expect(article.title == "Été")
        #expect(article.html() == "<p>À la plage.</p>\n")
    }

    @Test func `has its problems on their lines`() {
        #expect(problem(of: "---\rtitle: T\rdate: never\r---\rx\r")?.line == 3)
        #expect(problem(of: "---\ntitle: T\ndate: never\n---\nx\r")?.line == 3)
    }

    @Test func `is read by its head alone as well`() throws {
        let head = try Array("---\rtitle: T\r---\rx".utf8).withUnsafeBytes {
            try ArticleReader(timezone: .gmt).readHead($0, path: "a.md")
        }
        #expect(head?.title == "T")
    }

    @Test func `is no file with other line ends`() throws {
        #expect(try read("---\r\ntitle: T\r\n---\r\na\rb\r\n").html() == (try read("a\rb\r\n").html()))
        let utf16 = Self.utf16("---\r\ntitle: T\r\n---\r\nx")
        #expect(try read(utf16).title == "T")
    }
}
