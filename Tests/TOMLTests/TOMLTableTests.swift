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
