import Foundation
import Testing

@testable import Articles

struct MarkdownEffortTests {
    /// What cmark-gfm 0.29.0.gfm.6 is at for seconds, or until memory ends.
    static let bombs: [(name: String, text: String, message: String)] = [
        ("wide table", table(columns: 5_000, rows: 11), "has a table of 5000 columns"),
        ("padded table", table(columns: 400, rows: 40_000), "has a table of 400 columns"),
        ("many tables", wave(table(columns: 300, rows: 300) + "\n", 20), "has a table of 300 columns"),
        ("instructions", wave("a <?", 50_000), "has too many \"<?\""),
        ("declarations", wave("a <!A ", 50_000), "has too many \"<?\""),
        ("CDATA", wave("a <![CDATA[", 20_000), "has too many \"<?\""),
        ("parentheses", "www.a" + wave(")", 50_000), "has a word with 50000 parentheses"),
        ("addresses", wave("a@", 200_000), "has too many \"@\""),
        (
            "reference", "[a]: /" + wave("b", 20_000) + "\n\n" + wave("[a] ", 20_000),
            "has a reference of 20007 bytes"
        ),
        ("quotations", wave(">", 20_000) + "a", "is nested more than 1000"),
        ("lists", wave("- ", 20_000) + "a", "is nested more than 1000"),
        ("brackets", wave("[", 2_000_000), "has too many marks"),
        ("lines", wave("a\n", 4_000_000), "has too many lines"),
    ]

    private static func wave(_ text: String, _ count: Int) -> String {
        String(repeating: text, count: count)
    }

    private static func table(columns: Int, rows: Int) -> String {
        wave("|a", columns) + "|\n" + wave("|-", columns) + "|\n" + wave("x\n", rows)
    }

    @Test(arguments: bombs.indices)
    func `a text that would take seconds is a problem with its line, and stays text`(index: Int) throws {
        let bomb = Self.bombs[index]
        let start = clock()
        let told = try #require(problem(of: "---\n---\n" + bomb.text))
        #expect(told.message.hasPrefix(bomb.message), "\(bomb.name): \(told)")
        let isOneLine = !bomb.text.dropLast().contains("\n") || bomb.name == "reference"
        #expect(isOneLine ? told.line == 3 : told.line ?? 0 > 3, "\(bomb.name): \(told)")
        #expect(Markdown.html(bomb.text).hasPrefix("<pre>"))
        #expect(Double(clock() - start) / Double(CLOCKS_PER_SEC) < 5)
    }

    @Test func `a large text that people write is taken`() throws {
        let row = "| one | two words | 3 | [four](/4/) | five |\n"
        let image = "[image1]: <data:image/png;base64,\(Self.wave("iVBORw0KGgo", 100_000))>\n"
        let code = "```\n" + Self.wave("let x = [1, 2]; print(x) // <? php ?>\n", 2_000) + "```\n"
        let texts = [
            "|a|b|c|d|e|\n|-|-|-|-|-|\n" + Self.wave(row, 10_000),
            Self.wave("![][image1] and *so* [on](https://example.org/on).\n\n", 20) + image,
            code,
            (0..<5_000).map { "- [\($0)] fixed\n" }.joined() + "\n"
                + (0..<5_000).map { "[\($0)]: https://example.org/\($0)\n" }.joined(),
            Self.wave("A \"sentence\" that is *written* (by people), at https://example.org/.\n\n", 50_000),
            Self.wave("-", 50_000) + "\n\n" + Self.wave("=", 50_000),
        ]
        for text in texts { #expect(problem(of: text) == nil) }
    }
}
