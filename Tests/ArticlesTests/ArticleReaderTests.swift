import Foundation
import Testing

@testable import Articles

struct ArticleReaderTests {
    private static let forms = [
        "---\ntitle: 'Hello'\ntags: [a, b]\n---\nText\n",
        "---\ntags:\n  - a\n  - b\ntitle: Hello\n...\nText\n",
        "--- \ntitle: >-\n  Hello\ntags: a, b\n---\t\nText\n",
        "+++\ntitle = \"Hello\"\n[taxonomies]\ntags = ['a', 'b']\n+++\nText\n",
        "{\"title\": \"Hel\\u006co\", \"tags\": [\"a\", \"b\"]}\nText\n",
        "{\n  \"tags\": [\"a\", \"b\"],\n  \"title\": \"Hello\"\n}\nText\n",
        "\n\n---\ntitle: Hello # the title\ntags: [a, b]\n---\nText\n",
    ]

    @Test(arguments: forms)
    func `one head in any format and order is one article and one hash`(text: String) throws {
        let first = try read(Self.forms[0])
        for form in [text, text.replacing("\n", with: "\r\n"), "\u{FEFF}" + text] {
            let article = try read(form)
            #expect(article.title == "Hello")
            #expect(article.tags == ["a", "b"])
            #expect(article.headHash == first.headHash)
            #expect(article.bodyHash == first.bodyHash)
        }
    }

    @Test(arguments: [
        "title: B", "slug: b", "date: 2026-03-02", "updated: 2026-03-02", "expires: 2026-03-02",
        "draft: true",
        "author: B", "tags: b", "lang: fr", "image: /b", "id: b", "link: https://b/", "enclosure: /b",
        "summary: b",
    ])
    func `each value of a head changes its hash, and an unknown key does not`(field: String) throws {
        let none = try read("---\nlayout: a\n---\nText")
        let one = try read("---\n\(field)\n---\nText")
        #expect(one.headHash != none.headHash)
        #expect(one.bodyHash == none.bodyHash)
        #expect(try read("---\nlayout: b\n---\nText").headHash == none.headHash)
    }

    @Test func `values that lie side by side are not taken for each other`() throws {
        let one = try read("---\ntags: [ab, c]\n---\n")
        let other = try read("---\ntags: [a, bc]\n---\n")
        #expect(one.headHash != other.headHash)
        #expect(
            try read("---\nimage: a\n---\n").headHash != read("---\nlang: a\n---\n").headHash
        )
    }

    @Test(arguments: [
        ("One two\nthree", "One  two\r\n\r\n\tthree\n", true), ("One", "\n\n One \n\n", true),
        ("One", "Ono", false),
        ("One two", "Onetwo", false), ("", " \n", true), ("a\u{A0}b", "a b", false), ("ab", "a b", false),
        ("caf\u{E9} \u{65E5}", "caf\u{E9}\n\u{65E5}", true), ("\u{89}\u{A0}", "\u{89}", false),
    ])
    func `a body's hash is blind to the width of its white space alone`(
        one: String,
        other: String,
        isEqual: Bool
    ) {
        #expect((hash(of: one) == hash(of: other)) == isEqual)
    }

    @Test func `a body's hash is that of its words with one space between them, wherever they lie`() {
        let spaces = ["", " ", "  ", "\n", "\r\n", "\t", "\u{B}\u{C}"]
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            let parts = (0..<Int.random(in: 0...30, using: &random)).map { _ in
                (["a", "bc", "日本", "ééé", "long-word-here", "\u{1}", "\u{7F}"].randomElement() ?? "")
                    + (spaces.randomElement() ?? "")
            }
            let text = parts.joined()
            let words = text.utf8.split(whereSeparator: \.isSpaceOrLineBreak)
            let single = words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
            #expect(hash(of: text) == ContentHash(of: single), "\(text.debugDescription)")
        }
    }

    private func hash(of text: String) -> ContentHash {
        var text = text
        return text.withUTF8 { BodyHash.of(UnsafeRawBufferPointer($0)) }
    }

    @Test func `the file's hash is that of its bytes as they are`() throws {
        let text = "\u{FEFF}---\r\ntitle: A\r\n---\r\nText\r\n"
        #expect(try read(text).fileHash == ContentHash(of: text))
    }

    @Test(arguments: [
        ("# Hello\n\nText\n", "Hello", "Text\n"), ("\n\n  # Hello #\nText", "Hello", "Text"),
        ("# Hello\r\n\r\nText\r\n", "Hello", "Text\r\n"), ("#\tC# and F#\n", "C# and F#", ""),
        ("## Hello\n", nil, "## Hello\n"), ("#Hello\n", nil, "#Hello\n"),
        ("    # code\n", nil, "    # code\n"),
        ("Text\n# Hello\n", nil, "Text\n# Hello\n"), ("# #\nText", nil, "# #\nText"),
        ("---\nlang: en\n---\n\n# Hello\nText", "Hello", "Text"),
        ("---\ntitle: A\n---\n# Hello\n", "A", "# Hello\n"),
        ("Hello\n=====\nText", "Hello", "Text"), ("Hello \r\n  = \r\n\r\nText", "Hello", "Text"),
        ("Hello\n\n=====\nText", nil, "Hello\n\n=====\nText"), ("Hello\n---\nText", nil, "Hello\n---\nText"),
        ("- Hello\n===\n", nil, "- Hello\n===\n"), ("Hello\nyou\n===\n", nil, "Hello\nyou\n===\n"),
        ("* * *\n===\n", nil, "* * *\n===\n"), ("1. a\n===\n", nil, "1. a\n===\n"),
        ("[a]: /b\n===\n", nil, "[a]: /b\n===\n"),
        ("Hello\n== =\n", nil, "Hello\n== =\n"), ("Hello\n    ===\n", nil, "Hello\n    ===\n"),
    ])
    func `a heading that starts the body is the title where the head has none`(
        text: String,
        title: String?,
        body: String
    ) throws {
        let article = try read(text)
        #expect(article.title == title)
        #expect(article.body == .markdown(body))
        #expect(article.bodyHash == hash(of: body))
    }

    @Test(arguments: [
        ("# Using *emphasis*, `code` & **bold**", "Using emphasis, code & bold"),
        ("# AT&amp;T [link](https://a.b) <b>x</b>", "AT&T link x"), ("# 1. a \\* b_c ~~d~~", "1. a * b_c d"),
        ("# a < b && c", "a < b && c"), ("`x` \n===", "x"), ("*Hello* you\n===", "Hello you"),
        ("2026 was\n===", "2026 was"), ("# ![alt](a.png) it", "it"),
    ])
    func `a title says what its heading says, without the Markdown`(text: String, title: String) throws {
        let article = try read(text + "\nText")
        #expect(article.title == title)
        #expect(article.body == .markdown("Text"))
    }

    @Test(arguments: [
        ("title: T", "# T\n\nText", "Text"), ("title: T", "\n# T #\nText", "Text"),
        ("title: T", "T\n=\nText", "Text"),
        ("title: A B", "# *A* B\nText", "Text"), ("title: T", "# T\n", ""),
        ("title: T", "# t\nText", "# t\nText"),
        ("title: T", "Text\n\n# T", "Text\n\n# T"), ("title: T", "## T\nText", "## T\nText"),
        ("title: T", "# T\n# T\nText", "# T\nText"),
    ])
    func `a heading that starts the body and says the head's title stands there no more`(
        head: String,
        text: String,
        body: String
    ) throws {
        let article = try read("---\n\(head)\n---\n\(text)")
        #expect(article.title == String(head.dropFirst(7)))
        #expect(article.body == .markdown(body))
        #expect(article.bodyHash == hash(of: text))
    }

    @Test func `a heading without words is no title`() throws {
        let article = try read("# ![](a.png)\nText")
        #expect(article.title == nil)
        #expect(article.body == .markdown("# ![](a.png)\nText"))
    }

    @Test(arguments: ["{% include a %}\n", "{{< a >}}\n", "{: .class}\n", "----\na\n", "-- -\n", "+ a\n"])
    func `what only looks like a head is body`(text: String) throws {
        let article = try read(text)
        #expect(article.title == nil)
        #expect(article.body == .markdown(text))
    }

    @Test(arguments: ["a.md", "a.MD", "a.markdown", "a.mdown", "a.mkd", "b.c/a.md"])
    func `Markdown is known by its extension`(path: String) throws {
        #expect(try read("Text", path: path).body == .markdown("Text"))
        #expect(try read("Text", path: path).path == path)
    }

    @Test func `a text with a head is what its head says, and one without is what its shape says`() throws {
        let told = try read("---\ntitle: A\n---\nFirst line\n\nText\n", path: "a.txt")
        #expect(told.title == "A")
        #expect(told.body == .plainText("First line\n\nText\n"))
        #expect(told.html() == "<p>First line</p>\n<p>Text</p>")
        let text = "First line\n\nText\n"
        let shape = PlainText(text)
        let found = try read(text, path: "2026-03-02-a.txt")
        #expect(found.title == shape.title)
        #expect(found.summary == shape.summary)
        #expect(found.authors == shape.authors)
        #expect(found.slug == shape.slug ?? "a")
        #expect(found.body == .plainText(text))
    }

    @Test func `every prefix of an article is read, or refused with a Problem, and never crashes`() {
        for text in Self.forms + ["{\"a\": [\"\\ud83d\\ude00\", 1.5e3, {\"b\": null}]}\né"] {
            let bytes = Array(text.utf8)
            for count in 0...bytes.count {
                let half = Array(bytes[..<count])
                let found = problem(of: half)
                #expect(found?.file ?? "hello.md" == "hello.md")
            }
        }
    }

    @Test func `bytes at random are read, or refused with a Problem, and never crash`() {
        var random = SystemRandomNumberGenerator()
        let alphabet =
            Array("---\n+++\n{}[]\"':,&*?|>#ab \t\r\\=\n".utf8) + [0, 0xC3, 0xA9, 0xE2, 0x80, 0xA8, 0xFF]
        for opening in ["---\n", "+++\n", "{\"", ""] {
            for _ in 0..<1_000 {
                let bytes = (0..<40).map { _ in alphabet.randomElement(using: &random) ?? 0 }
                let closing = opening == "{\"" ? "\": 1}\n" : opening
                let file = Array(opening.utf8) + bytes + Array(("\n" + closing).utf8)
                #expect(problem(of: file)?.file ?? "hello.md" == "hello.md")
            }
        }
    }
}
