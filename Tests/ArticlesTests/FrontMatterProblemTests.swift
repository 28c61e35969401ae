import Testing

@testable import Articles

struct FrontMatterProblemTests {
    private static let broken: [(String, Int?, String)] = [
        ("---\ntitle: A\n", 1, "front matter is never closed, add a line --- below the front matter"),
        ("\n\n---\ntitle: A\n", 3, "front matter is never closed, add a line --- below the front matter"),
        ("+++\ntitle = 'A'\n---\n", 1, "front matter is never closed, add a line +++ below the front matter"),
        ("{\n\"title\": \"A\",\n", 1, "front matter is never closed, add a line } below the front matter"),
        ("{\"title\": \"A", 1, "front matter is never closed, add a line } below the front matter"),
        ("", nil, "is empty, write an article into it or remove it"),
        (" \r\n\t\n", nil, "is empty, write an article into it or remove it"),
        ("\u{FEFF}", nil, "is empty, write an article into it or remove it"),
        ("a\n\u{0}\n", 2, "has a NUL byte, save it as UTF-8"),
        (
            "---\ntitle: A\ndate: soon\n---\n", 3,
            "\"soon\" is no date, write it like date: 2026-03-02 07:30"
        ),
        (
            "---\nlastmod: 2026-02-30\n---\n", 2,
            "\"2026-02-30\" is no date: 2026-02 has 28 days, write it like lastmod: 2026-03-02 07:30"
        ),
        (
            "---\ndate: 0000-01-01\n---\n", 2,
            "\"0000-01-01\" is no date: its year must be one from 1 to 9998, write it like date: 2026-03-02 07:30"
        ),
        (
            "---\ndate: 9999-12-31\n---\n", 2,
            "\"9999-12-31\" is no date: its year must be one from 1 to 9998, write it like date: 2026-03-02 07:30"
        ),
        (
            "---\nlastmod: 9999-01-01\n---\n", 2,
            "\"9999-01-01\" is no date: its year must be one from 1 to 9998, write it like lastmod: 2026-03-02 07:30"
        ),
        (
            "---\nexpires: 0000-01-01\n---\n", 2,
            "\"0000-01-01\" is no date: its year must be one from 1 to 9999, write it like expires: 2026-03-02 07:30"
        ),
        (
            "+++\ndate = 0000-01-01\n+++\n", 2,
            "\"0000-01-01\" is no date: its year must be one from 1 to 9998, write it like date: 2026-03-02 07:30"
        ),
        (
            "{\n\"date\": \"10000-01-01\"}\n", 2,
            "\"10000-01-01\" is no date: its year must be one from 1 to 9998, write it like date: 2026-03-02 07:30"
        ),
        (
            "---\n\ndate: 2026-13-01\n---\n", 3,
            "\"2026-13-01\" is no date: there is no month 13, write it like date: 2026-03-02 07:30"
        ),
        (
            "+++\na = 1\ndate = 07:30:00\n+++\n", 3,
            "\"07:30:00\" is no date, write it like date: 2026-03-02 07:30"
        ),
        (
            "{\n\"a\": 1,\n\"date\": 1772436600\n}\n", 3,
            "\"1772436600\" is no date, write it like date: 2026-03-02 07:30"
        ),
        ("---\ndate: [2026-03-02]\n---\n", 2, "\"date\" holds a list, write a text like date: Hello"),
        ("---\na: b\ntitle: [a, b]\n---\n", 3, "\"title\" holds a list, write a text like title: Hello"),
        ("---\ntitle:\n  a: b\n---\n", 2, "\"title\" holds a map, write a text like title: Hello"),
        ("---\ntags:\n  - a\n  - [b]\n---\n", 4, "\"tags\" holds a list, write a text like tags: Hello"),
        ("+++\n\n[slug]\na = 1\n+++\n", 3, "\"slug\" holds a map, write a text like slug: Hello"),
        ("---\ndraft: yes\n---\n", 2, "\"draft\" is neither true nor false, write draft: true"),
        ("---\nsilent: yes\n---\n", 2, "\"silent\" is neither true nor false, write silent: true"),
        ("---\nauthor:\n  url: /a\n---\n", 2, "an author has no name, add name: to it"),
        ("---\nenclosure:\n  type: a/b\n---\n", 2, "an enclosure has no url, add url: to it"),
        (
            "---\nenclosure:\n  url: /a\n  length: 1 MB\n---\n", 4,
            "\"1 MB\" is no size in bytes, write it like length: 1048576"
        ),
        (
            "---\nenclosure:\n  url: /a\n  duration: long\n---\n", 4,
            "\"long\" is no duration, write seconds or HH:MM:SS"
        ),
        (
            "---\nenclosure:\n  url: /a\n  duration: 1:2:3:4\n---\n", 4,
            "\"1:2:3:4\" is no duration, write seconds or HH:MM:SS"
        ),
        (
            "---\ntimezone: Mars/Base\n---\n", 2,
            "\"Mars/Base\" is no time zone, write it like timezone: Europe/Paris"
        ),
        ("---\na: &x 1\ntitle: *x\n---\n", 2, "YAML anchors and aliases are not taken, write the value out"),
        (
            "---\na: b\nc: [&x 1]\n---\n", 3, "YAML anchors and aliases are not taken, write the value out"
        ),
        ("---\ntitle: a\nlang: en\ntitle: b\n---\n", 4, "duplicate key \"title\", keep one of them"),
        ("---\ntitle: a\nTitle: b\n---\n", 3, "duplicate key \"Title\", keep one of them"),
        ("---\na:\n  b: 1\n  b: 2\n---\n", 4, "duplicate key \"b\", keep one of them"),
        ("{\"a\": 1,\n\"a\": 2}\n", 2, "duplicate key \"a\", keep one of them"),
        ("---\n- a\n---\n", 2, "front matter has no keys, write lines such as title: Hello"),
        ("---\njust text\n---\n", 2, "front matter has no keys, write lines such as title: Hello"),
        ("---\n? [a]\n: b\n---\n", 2, "a key of front matter is a text, write key: value"),
        (
            "---\nlang: en\ntitle: a: b\n---\n", 3,
            """
            front matter is no YAML: mapping values are not allowed in this context, \
            put a value with a colon between quotes
            """
        ),
        (
            "---\ntitle: @a\n---\n", 2,
            """
            front matter is no YAML: found character that cannot start any token, \
            indent by spaces, and put a value that starts with @ or ` between quotes
            """
        ),
        (
            "---\ntitle: *a\n---\n", 2,
            "front matter is no YAML: found undefined alias, put a value that starts with * between quotes"
        ),
        ("{\"a\": 1\n\"b\": 2}\n", 2, "front matter is no JSON: } is missing here"),
        (
            "{\"a\": yes}\n", 1,
            "front matter is no JSON: a value, a text between double quotes, is missing here"
        ),
        (
            "{\"a\":\n\"b\nc\"}\n", 2,
            "front matter is no JSON: the closing double quote of a text is missing here"
        ),
        ("{\"a\": \"\\ud800\"}", 1, "front matter is no JSON: the other half of a character is missing here"),
        ("{\"a\": 1,\n}\n", 2, "front matter is no JSON: a key between double quotes is missing here"),
        ("{\"a\": 01}", 1, "front matter is no JSON: a value, a text between double quotes, is missing here"),
    ]

    @Test(arguments: broken)
    func `what an author can mend is told with its line, and what would be right`(
        text: String,
        line: Int?,
        message: String
    ) {
        #expect(problem(of: text) == Problem(file: "hello.md", line: line, message: message))
        let lines = text.replacing("\n", with: "\r\n")
        #expect(problem(of: lines) == Problem(file: "hello.md", line: line, message: message))
    }

    @Test(arguments: [
        ("a = 1\na = 2", 3, "duplicate key \"a\", keep one of them"),
        ("title = A", 2, "a value has no quotes around it, or is missing; write key = \"text\""),
        ("\na", 3, "there is no = behind a key, write key = \"text\""),
        ("title: A", 2, "there is no = behind a key, write key = \"text\""),
        (
            "\ndate = 2026-02-30", 3,
            "a date's day is from 1 to 28, not 30, write it like 2026-03-02T07:30:00"
        ),
        (
            "date = 2026-3-2", 2,
            "a date is not written as TOML has it, write it like 2026-03-02T07:30:00"
        ),
    ])
    func `malformed TOML is told with its line, and what would be right`(
        head: String,
        line: Int,
        message: String
    ) {
        let expected = Problem(file: "hello.md", line: line, message: "front matter is no TOML: " + message)
        #expect(problem(of: "+++\n\(head)\n+++\n") == expected)
    }

    @Test(arguments: [
        ("\ntitle: \"A\nb: c", 3, "close the quote that is open here"),
        ("title: \"\\q\"", 2, "or put the value between single quotes"),
        ("tags: [a, b", 3, "close the list with ]"), ("author: {name: a", 3, "close the map with }"),
        ("tags: - a", 2, "begin the list on the line below its key"), ("title: %a", 2, "between quotes"),
        ("title: !<a", 2, "put a value that starts with ! between quotes"),
        ("title: 'A' and 'B'", 2, "put a value with quotes in it between others"),
        ("a: b\n c\n  d: e", 4, "put a value with a colon between quotes"),
        ("title: &", 2, "put a value that starts with & or * between quotes"),
        ("a: b\nc", 4, "write key: value, and indent the lines of a long text"),
    ])
    func `malformed YAML is told with what would be right`(head: String, line: Int, advice: String) {
        let problem = problem(of: "---\n\(head)\n---\n")
        #expect(problem?.message.hasPrefix("front matter is no YAML: ") == true)
        #expect(problem?.message.hasSuffix(advice) == true, "\(problem?.description ?? "taken")")
        #expect(problem?.line == line)
    }

    private static let deep: [(String, Int)] = {
        func times(_ text: String) -> String { String(repeating: text, count: 10_000) }
        return [
            ("---\na: \(times("["))\n---\n", 2), ("---\na: \(times("{b: "))\n---\n", 2),
            ("---\na:\n  \(times("- "))b\n---\n", 3), ("---\n\(times("? "))b\n---\n", 2),
            ("---\na: \(times("["))\(times("]"))\n---\n", 2),
            ("+++\nb = 1\na = \(times("["))\n+++\n", 3), ("+++\na = \(times("{b="))\n+++\n", 2),
            ("+++\na = \(times("["))\(times("]"))\n+++\n", 2), ("+++\n\na\(times(".a")) = 1\n+++\n", 3),
            ("+++\n[a\(times(".a"))]\n+++\n", 2), ("+++\n[[a\(times(" . \"b\""))]]\n+++\n", 2),
            ("{\n\"a\": \(times("["))", 2), ("{\n\"a\": \(times("["))\(times("]"))}", 2),
            ("{\"a\":\n\(times("{\"a\": "))", 2), ("{\"a\":\n\(times("{\"a\": "))1\(times("}"))}", 2),
        ]
    }()

    @Test(arguments: deep)
    func `a head that is nested 10,000 deep is refused at once, with its line`(text: String, line: Int) {
        let start = ContinuousClock.now
        let message = "front matter is nested more than 64 levels deep, flatten it"
        #expect(problem(of: text) == Problem(file: "hello.md", line: line, message: message))
        #expect(ContinuousClock.now - start < .seconds(1))
    }

    @Test(arguments: ["---\n%\n---\n", "+++\n%\n+++\n", "{%}\n"])
    func `a head over 64 KiB is refused, and one just below is taken`(form: String) {
        let isTOML = form.hasPrefix("+")
        let isJSON = form.hasPrefix("{")
        func text(_ count: Int) -> String {
            let value = "\"" + String(repeating: "x", count: count) + "\""
            let field = isTOML ? "a = \(value)" : isJSON ? "\"a\": \(value)" : "a: \(value)"
            return form.replacing("%", with: field)
        }
        #expect(
            problem(of: text(65_536))?.message
                == "front matter is larger than 64 KiB, move its text into the body"
        )
        #expect(problem(of: text(65_536))?.line == 1)
        #expect(problem(of: text(65_500)) == nil)
    }

    @Test(arguments: [
        "---\na: %\n---\n", "+++\na = %\n+++\n", "{\"a\": %}\n",
    ])
    func `64 levels of nesting are enough, and depth costs no stack`(form: String) {
        func text(_ depth: Int) -> String {
            form.replacing(
                "%",
                with: String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            )
        }
        let message = "front matter is nested more than 64 levels deep, flatten it"
        #expect(problem(of: text(60)) == nil)
        let line = form.hasPrefix("{") ? 1 : 2
        #expect(problem(of: text(70)) == Problem(file: "hello.md", line: line, message: message))
        #expect(problem(of: text(30_000)) != nil)
        #expect(
            problem(of: "---\n" + String(repeating: "- ", count: 30_000) + "a\n---\n")?.message == message
        )
        #expect(
            problem(of: "---\n" + String(repeating: "? ", count: 30_000) + "a\n---\n")?.message == message
        )
    }

    @Test func `a bomb of aliases costs nothing`() {
        var head = "---\na0: &a0 [x]\n"
        for level in 1...30 {
            let alias = "*a\(level - 1)"
            head += "a\(level): &a\(level) {? [\(alias), \(alias), \(alias)] : 1}\n"
        }
        let message = "YAML anchors and aliases are not taken, write the value out"
        #expect(problem(of: head + "---\n") == Problem(file: "hello.md", line: 2, message: message))
    }

    @Test(arguments: ["hello.odt", "hello", "a.md/hello", "hello.md.bak"])
    func `a file of another kind is no article`(path: String) {
        #expect(problem(of: "text", path: path)?.message == "is no article, name it .md, .txt or .html")
    }
}
