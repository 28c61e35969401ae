import Testing

@testable import TOML

@Suite struct `A TOML table` {
    private func entries(_ text: String) throws -> [TOMLTable.Entry] { try TOMLTable(text).entries }

    @Test func `holds each kind of value, with the line of its key`() throws {
        let text = """
            text = "a \\"b\\" \\u00e9 🙂"
            raw = '''
            two
            lines'''

            integer = -9223372036854775808
            number = 1.5
            flag = true
            """
        let found = try entries(text)
        #expect(found.map(\.key) == ["text", "raw", "integer", "number", "flag"])
        #expect(found.map(\.line) == [1, 2, 6, 7, 8])
        #expect(
            found.map(\.value) == [
                .text("a \"b\" é 🙂"), .text("two\nlines"), .integer(.min), .number(1.5), .flag(true),
            ]
        )
    }

    @Test(arguments: [
        "2024-01-02", "03:04:05", "2024-01-02T03:04:05", "2024-01-02T03:04:05Z", "2024-01-02T03:04:05-03:30",
    ])
    func `keeps a moment as it is written`(_ moment: String) throws {
        #expect(try TOMLTable("at = \(moment)")["at"] == .moment(moment))
    }

    @Test func `keeps the order of the text, in tables as well`() throws {
        let text = """
            z = 1
            [push]
            hubs = ["b", "a"]
            allow = { y = 1, x = 2 }
            [[people]]
            name = "Ada"
            [[people]]
            name = "Bo"
            [a.b]
            c = 1
            """
        let table = try TOMLTable(text)
        #expect(table.entries.map(\.key) == ["z", "push", "people", "a"])
        #expect(table.entries.map(\.line) == [1, 2, 5, 9])
        #expect(table["push"]?.table?.entries.map(\.key) == ["hubs", "allow"])
        #expect(table["push"]?.table?["hubs"]?.list == [.text("b"), .text("a")])
        #expect(table["push"]?.table?["allow"]?.table?.entries.map(\.key) == ["y", "x"])
        #expect(table["people"]?.list?.map { $0.table?["name"] } == [.text("Ada"), .text("Bo")])
        #expect(table["a"]?.table?["b"]?.table?.entry("c")?.line == 10)
    }

    @Test func `is empty where the text is`() throws {
        #expect(try entries("").isEmpty)
        #expect(try entries("# only words\n").isEmpty)
        #expect(try TOMLTable("a = {}\nb = []\nc = \"\"").entries.map(\.key) == ["a", "b", "c"])
    }

    @Test(arguments: [
        ("a = 1\nb = \n", 2), ("a = 1\n\na = 2", 3), ("<<<<<<< HEAD", 1), ("a = \"open", 1),
        ("a = \"\u{0}\"", 1), (String(repeating: "[", count: 5_000), 1),
        ("a = " + String(repeating: "[", count: 100_000), 1),
    ])
    func `is none where the text is not, and says where`(_ text: String, line: Int) throws {
        let error = #expect(throws: TOMLError.self) { try TOMLTable(text) }
        #expect(error?.line == line)
        #expect(error?.message.isEmpty == false)
    }

    @Test(arguments: [
        ("a = 1\n[a]", "duplicate key \"a\", keep one of them"),
        ("[a]\n[a]", "duplicate key \"a\", keep one of them"),
        ("a = \"b", "a text is never closed, end it with the quote that it begins with"),
        ("a = 'b\nc'", "a text is not closed on its line, close its quote, or put it between three quotes"),
        ("a = [1, 2", "a list is never closed, end it with ]"),
        ("a = { b = 1", "a table is never closed, end it with }"),
        ("[a", "a table's name is never closed, end it with ]"),
        ("= 1", "a line begins with no key, write key = \"text\""),
        ("a = \"b\"c", "something follows a value on its line, put the whole value between quotes"),
        (
            "a = \"\\q\"",
            "a \\ means nothing before this letter, write \\\\, or put the text between single quotes"
        ),
        ("a = 01", "a number begins with 0, put it between quotes if it is a text"),
        ("a = 9999999999999999999", "a number is too large, put it between quotes if it is a text"),
        ("a = 2026-13-01", "a date's month is from 1 to 12, not 13, write it like 2026-03-02T07:30:00"),
        (
            "a = 2026-03-02 24:00:00",
            "a date's hour is from 0 to 23, not 24, write it like 2026-03-02T07:30:00"
        ),
        ("a = \u{1}", "there is a control character, remove it"),
    ])
    func `is refused with what would be right`(_ text: String, _ message: String) throws {
        let error = #expect(throws: TOMLError.self) { try TOMLTable(text) }
        #expect(error?.message == message)
    }

    @Test func `of dots without end is refused, and one of some dots is read`() throws {
        let dots = String(repeating: ".a", count: 30_000)
        #expect(throws: TOMLError(line: 2, message: "it is nested too deeply, flatten it", isTooDeep: true)) {
            try TOMLTable("b = 1\na\(dots) = 1")
        }
        let text = String(repeating: ". . . ", count: 20) + "\n" + String(repeating: ".", count: 200)
        #expect(try TOMLTable("a = \"\"\"\(text)\"\"\"")["a"] == .text(text))
    }

    @Test func `of many entries is read in one go`() throws {
        let text = (0..<50_000).map { "\"articles/\($0).md\" = { id = \"\($0)\" }" }.joined(separator: "\n")
        let table = try TOMLTable(text)
        #expect(table.entries.count == 50_000)
        #expect(table.entries[49_999].line == 50_000)
    }

    @Test func `is read or refused, whatever the text`() {
        let whole = Array(
            """
            title = "A" # words
            [a.b."c d"]
            list = [1, 2.5e3, true, 2024-01-02T03:04:05Z, [ { x = '\\' } ], \"\"\"x\"\"\", inf]
            [[people]]
            name = "\\u00e9"
            """.utf8
        )
        #expect(throws: Never.self) { try TOMLTable(String(decoding: whole, as: UTF8.self)) }
        let signs = Array("[]{}=.,\"'#\\\n -+:_0aeu\u{0}".utf8) + [0xC3, 0xFF]
        var generator = SystemRandomNumberGenerator()
        var refused = 0
        for _ in 0..<20_000 {
            var text = whole
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(in: 0..<text.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: text[place] = signs.randomElement(using: &generator) ?? 0
                case 1: text.insert(signs.randomElement(using: &generator) ?? 0, at: place)
                case 2: text.remove(at: place)
                default: text.removeSubrange(place...)
                }
                if text.isEmpty { text = whole }
            }
            do {
                _ = try TOMLTable(String(decoding: text, as: UTF8.self))
            } catch {
                refused += 1
                if error.line < 1 || error.message.isEmpty { Issue.record("no place or reason: \(text)") }
            }
        }
        #expect(refused > 1_000)
    }
}
