import Foundation
import TestSupport
import Testing

@testable import Articles

struct SanitizerJudgeTests {
    /// Of the OWASP XSS filter evasion cheat sheet, and others.
    ///
    /// <https://cheatsheetseries.owasp.org/cheatsheets/XSS_Filter_Evasion_Cheat_Sheet.html>
    private static func vectors() throws -> [String] {
        try Fixtures.text("xss.txt").split(separator: "\n%%\n").map(String.init)
    }

    @Test func `what evades filters leaves nothing that a browser's parser would not show`() throws {
        let vectors = try Self.vectors()
        #expect(vectors.count > 100)
        var cleaned: [String] = []
        for vector in vectors {
            for text in [
                vector, "<p>\(vector)</p>", "<a href=x title=\"\(vector)\">y</a>", "<b>\(vector)</b>",
            ] {
                cleaned.append(Sanitizer.clean(text))
            }
            cleaned.append(Sanitizer.clean(Markdown.html(vector)))
            let page =
                "<html><head><title>t</title>\(vector)</head><body><article>\(vector)<p>x</p></article></body>"
            // A vector may take all of the page with it.
            for text in [page, "---\ntitle: t\n---\n" + vector] {
                do { cleaned.append(try read(text, path: "a.html").html()) } catch is Problem {}
            }
        }
        #expect(try Self.judge(cleaned) == "")
    }

    @Test func `the judge is no friend`() throws {
        let faults = try Self.judge([
            "<p onclick=x>a</p>", "<a href='java\tscript:x'>b</a>", "<svg></svg>",
            "<img src=data:text/html,x>",
            "<a href=\"https://a.example/\">fine</a>",
        ])
        #expect(faults.split(separator: "\n").map { $0.prefix(2) } == ["0:", "1:", "2:", "3:"])
    }

    private static func judge(_ html: [String]) throws -> String {
        try Python(script: Fixtures.folder.appending(path: "judge_html.py")).output(
            [],
            input: [UInt8](try JSONEncoder().encode(html))
        )
    }
}
