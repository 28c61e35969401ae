import Articles
import Foundation
import TestSupport
import Testing

@testable import Output

@Suite struct `A manifest` {
    private let temporary: TemporaryFolder

    init() throws { temporary = try TemporaryFolder() }

    private func record(_ number: UInt64) -> Record {
        Record(
            mark: ContentHash(high: number, low: 7),
            content: ContentHash(high: 1, low: number),
            size: 42,
            modified: 1_700_000_000_123_000_000,
            codings: [.gzip],
            dependencies: ["aother article.md", "ftab\tand %09 line\n"]
        )
    }

    private var text: String {
        get throws { try String(contentsOfFile: temporary.absolute(Manifest.name), encoding: .utf8) }
    }

    @Test func `remembers what it was told`() throws {
        let names = ["news/index.html", "a\tb", "50%.txt", "größe/index.html"]
        do {
            let manifest = try Manifest(in: temporary.path)
            for (number, name) in names.enumerated() { manifest.note(record(UInt64(number)), of: name) }
            manifest.note(record(9), of: "gone")
            manifest.forget("gone")
            try manifest.save()
        }
        let manifest = try Manifest(in: temporary.path)
        #expect(manifest.records.keys.sorted() == names.sorted())
        for (number, name) in names.enumerated() {
            #expect(manifest.records[name] == record(UInt64(number)))
        }
    }

    @Test func `that was cut off in a line has all that stood before`() throws {
        do {
            let manifest = try Manifest(in: temporary.path)
            manifest.note(record(1), of: "a")
            manifest.note(record(2), of: "b")
            try manifest.save()
        }
        try temporary.write(String(text.dropLast(60)), to: Manifest.name)
        do {
            let manifest = try Manifest(in: temporary.path)
            #expect(manifest.records["a"] == record(1))
            manifest.note(record(3), of: "c")
            try manifest.save()
        }
        #expect(
            try Manifest(in: temporary.path).records["c"] == record(3),
            "what comes then is no part of that line"
        )
    }

    @Test func `is written anew where it has grown long`() throws {
        do {
            let manifest = try Manifest(in: temporary.path)
            for number in 0..<2_000 { manifest.note(record(UInt64(number)), of: "a") }
            try manifest.save()
        }
        let manifest = try Manifest(in: temporary.path)
        #expect(manifest.records == ["a": record(1_999)])
        #expect(try text.split(separator: "\n").count == 2)
    }

    @Test func `of another kind is left alone`() throws {
        try temporary.write("feedherald-output 2\n", to: Manifest.name)
        #expect(throws: Problem.self) { try Manifest(in: temporary.path) }
        #expect(try text == "feedherald-output 2\n")
    }
}
