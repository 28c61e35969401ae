import Foundation
import Testing

@testable import Articles

@Suite("The text of a file") struct FileTextTests {
    private static let markdown = "---\ntitle: Café\n---\nÜber “Straßen” – 5 €\n"

    private static func bytes(_ text: String, _ encoding: String.Encoding) -> [UInt8] {
        text.data(using: encoding).map { [UInt8]($0) } ?? []
    }

    @Test(
        arguments: [true, false],
        ["# Été\n\nText of a note.", "---\ntitle: Été\n---\n\nПривет, мир, это текст.\n"]
    )
    func `is the same in UTF-16 without a mark, and its author is told`(isBigEndian: Bool, text: String)
        throws
    {
        let bytes = Array(Self.utf16(text, isBigEndian: isBigEndian).dropFirst(2))
        let article = try read(bytes)
        #expect(article.title == "Été")
        #expect(article.body == (try read(Array(text.utf8))).body)
        let warning = "has no byte order mark and is read as UTF-16, save the file as UTF-8"
        #expect(article.warnings.map(\.message) == [warning])
    }

    private static func utf16(_ text: String, isBigEndian: Bool) -> [UInt8] {
        ("\u{FEFF}" + text).utf16.flatMap { unit -> [UInt8] in
            let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return isBigEndian ? bytes : bytes.reversed()
        }
    }

    @Test(arguments: [
        Array(markdown.utf8), [0xEF, 0xBB, 0xBF] + Array(markdown.utf8),
        utf16(markdown, isBigEndian: true), utf16(markdown, isBigEndian: false),
    ])
    func `is the same in UTF-8 and UTF-16, with their marks`(bytes: [UInt8]) throws {
        let article = try read(bytes)
        #expect(article.title == "Café")
        #expect(article.html() == "<p>Über “Straßen” – 5 €</p>\n")
        #expect(article.warnings.isEmpty)
        #expect(article.bodyHash == (try read(Self.markdown)).bodyHash)
    }

    @Test(arguments: ["hello.md", "hello.txt", "hello.html"])
    func `that is no UTF-8 is read as Windows-1252, with a warning at its first such byte`(path: String)
        throws
    {
        let article = try read(Self.bytes("Plain\n\nÜber “Straßen” – 5 €\n", .windowsCP1252), path: path)
        #expect(article.html().contains("Über “Straßen” – 5 €"))
        let warning = Problem(
            file: path,
            line: 3,
            message: "is not UTF-8 and is read as Windows-1252, save the file as UTF-8",
            severity: .warning
        )
        #expect(article.warnings == [warning])
    }

    @Test(arguments: [
        "---\ntitle: é\n---\ntext\n", "+++\ntitle = \"é\"\n+++\ntext\n", "{\"title\":\n\"é\"}\ntext",
    ])
    func `in Windows-1252 may have such bytes in any head`(text: String) throws {
        let bytes = Self.bytes(text, .windowsCP1252)
        #expect(try read(bytes).title == "é")
        let head = try bytes.withUnsafeBytes {
            try ArticleReader(timezone: .gmt).readHead($0, path: "a.md")
        }
        #expect(head?.title == "é")
    }

    @Test(
        arguments: [
            (
                Array("Over\n5 €".utf8.dropLast()), 2,
                "ends within a character, as if half written; save it whole, as UTF-8"
            ),
            (
                Array("Caf".utf8) + [0xC3], 1,
                "ends within a character, as if half written; save it whole, as UTF-8"
            ),
            (Array("é é\né ".utf8) + [0xFF, 0x0A], 2, "is not valid UTF-8, save the file as UTF-8"),
            (
                Array("a\n".utf8) + [0x81, 0x8D, 0x0A], 2,
                "is neither UTF-8 nor Windows-1252, save the file as UTF-8"
            ),
            ([0xFF, 0xFE, 0x61], nil, "is UTF-16 with half a character, save the file as UTF-8"),
            ([0xFE, 0xFF, 0xD8, 0x3D], nil, "is UTF-16 with half a character, save the file as UTF-8"),
            ([0x61, 0x0A, 0xE9, 0x00, 0x62], 2, "has a NUL byte, save it as UTF-8"),
            ([0xFF, 0xFE, 0x00, 0x00, 0x61, 0x00], 1, "has a NUL byte, save it as UTF-8"),
            // Zeros in both bytes of two, or in hardly any, make no UTF-16.
            ([0x61, 0x00, 0x00, 0x62, 0x63, 0x00, 0x64, 0x00], 1, "has a NUL byte, save it as UTF-8"),
            ([0x61, 0x00] + Array(repeating: 0x61, count: 40), 1, "has a NUL byte, save it as UTF-8"),
            ([0xFF, 0xFE], nil, "is empty, write an article into it or remove it"),
        ] as [([UInt8], Int?, String)]
    )
    func `that is broken or none is refused with its line`(bytes: [UInt8], line: Int?, message: String) {
        for path in ["hello.md", "hello.txt", "hello.html"] {
            #expect(problem(of: bytes, path: path) == Problem(file: path, line: line, message: message))
        }
    }

    @Test(
        arguments: [
            ("<meta charset=\"ISO-8859-1\">", String.Encoding.windowsCP1252),
            ("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=windows-1252'>", .windowsCP1252),
            ("<!-- <meta charset=koi8-r> --><meta charset='utf-8'>", .utf8),
            ("<meta charset=utf-16le>", .utf8),
            ("", .utf8), ("", .utf16),
        ]
    )
    func `of a page is in the encoding that it says`(meta: String, encoding: String.Encoding) throws {
        let page = "<html><head>\(meta)<title>Café</title></head><body><p>“Über”</p></body></html>"
        let article = try read(Self.bytes(page, encoding), path: "a.html")
        #expect(article.title == "Café")
        #expect(article.html() == "<p>“Über”</p>")
        #expect(article.warnings.isEmpty)
    }

    @Test func `of a page may be in any encoding that the system knows`() throws {
        let head = Array("<html><head><meta charset=Shift_JIS><title>".utf8)
        let body = Array("</title></head><body><p>x</p></body></html>".utf8)
        // 日本 in Shift_JIS.
        #expect(try read(head + [0x93, 0xFA, 0x96, 0x7B] + body, path: "a.html").title == "日本")
        let xml = Array("<?xml version=\"1.0\" encoding=\"koi8-r\"?><html><head><title>".utf8)
        #expect(try read(xml + [0xED, 0xC9, 0xD2] + body, path: "a.xhtml").title == "Мир")
    }

    @Test func `of a page is not what its bytes contradict`() throws {
        func page(_ charset: String, _ text: [UInt8]) -> [UInt8] {
            Array("<html><head><meta charset=\(charset)><title>".utf8) + text
                + Array("</title></head><body><p>x</p></body></html>".utf8)
        }
        let article = try read(page("iso-8859-1", Array("Café".utf8)), path: "a.html")
        #expect(article.title == "Café")
        #expect(
            article.warnings.map(\.message) == ["says that it is iso-8859-1, but is UTF-8; mend its charset"]
        )
        #expect(try read(page("utf-8", [0x43, 0xE9]), path: "a.html").title == "Cé")
        for charset in ["utf-7", "klingon", "euc-jp"] {
            #expect(
                problem(of: page(charset, [0x41, 0xFF]), path: "a.html")?.message
                    == "says that it is \(charset), which it is not, or which is unknown; save it as UTF-8"
            )
        }
    }

    @Test func `in another encoding keeps its own file's hash, and is no update when it is saved as UTF-8`()
        throws
    {
        let bytes = Self.bytes("Café\n", .windowsCP1252)
        let (before, after) = (try read(bytes), try read("Café\n"))
        #expect(before.fileHash == bytes.withUnsafeBytes { ContentHash(of: $0) })
        #expect(before.fileHash != after.fileHash)
        #expect(before.bodyHash == after.bodyHash)
        #expect(before.headHash == after.headHash)
    }
}
