import Foundation
import Testing
import Validation

struct GoldenTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "Fixtures/judged"
    )

    private func verdict(of file: String) throws -> Verdict {
        let bytes = try Data(contentsOf: Self.folder.appending(path: file))
        return Validator.judge([UInt8](bytes), now: Template.now)
    }

    @Test func `a verdict reads for people as its golden file, with the worst first`() throws {
        try expect(
            try verdict(of: "wordpress.xml").text(of: "wordpress.xml", isColoured: false),
            in: "wordpress.txt"
        )
    }

    @Test func `a verdict for programs is as its golden file`() throws {
        try expect(try verdict(of: "wordpress.xml").jsonText(of: "wordpress.xml"), in: "wordpress.json")
    }

    @Test func `only a terminal is sent colours`() throws {
        let verdict = try verdict(of: "wordpress.xml")
        #expect(!verdict.text(of: "x", isColoured: false).contains("\u{1B}"))
        #expect(verdict.text(of: "x", isColoured: true).contains("\u{1B}[1;31merror\u{1B}[0m"))
    }

    /// Expects this text in a golden file, which `RECORD=1` writes anew.
    private func expect(_ written: String, in golden: String) throws {
        let file = Self.folder.appending(path: golden)
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try Data((written + "\n").utf8).write(to: file)
        }
        #expect(try String(decoding: Data(contentsOf: file), as: UTF8.self) == written + "\n")
    }
}
