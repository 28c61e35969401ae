import Feeds
import Foundation
import Store
import TestSupport
import Testing

@testable import Publishing

@Suite struct `A file that can be served to nobody` {
    struct Reference: Sendable, CustomTestStringConvertible {
        var written: String
        var words: String

        var testDescription: String { written }
    }

    private static let references = [
        Reference(written: ".hidden.mp3", words: "is hidden"),
        Reference(written: ".dot/a.mp3", words: "is hidden"),
        Reference(written: "../../etc/x.mp3", words: "leads out of the folders of articles and media"),
        Reference(written: "link.mp3", words: "leads out of the folders of articles and media"),
        Reference(written: "sub/link.mp3", words: "leads out of the folders of articles and media"),
        Reference(written: "gone.mp3", words: "is not there"),
        Reference(written: "sub/", words: "is a folder"),
        Reference(written: "a.mp3.part", words: "has the name of an unfinished file"),
        Reference(written: "file:///etc/passwd", words: "is no address that readers may open"),
        Reference(written: "ftp://x.example/a.mp3", words: "is no address that readers may open"),
    ]

    private func room(_ head: String, body: String = "Text.") async throws -> Newsroom {
        let room = try Newsroom(["a.md": "---\ntitle: A\ndate: 2024-01-02\n\(head)\n---\n\(body)\n"])
        try await room.shell(
            "mkdir sub .dot; echo x > .hidden.mp3; echo x > .dot/a.mp3; echo x > ../../../outside.mp3; "
                + "ln -s ../../../outside.mp3 link.mp3; ln -s ../../../../outside.mp3 sub/link.mp3; echo x > a.mp3.part"
        )
        try await room.publish()
        return room
    }

    @Test func `as an enclosure is an error with its line, and its entry goes without it`() async throws {
        await abreast(Self.references) { reference in
            let room = try await room("enclosures:\n- https://other.example/b.mp3\n- \(reference.written)")
            let problems = try await room.store.problems().map(\.problem).filter { !$0.isWarning }
            #expect(problems.count == 1)
            #expect(problems.first?.line == 6)
            let words = "the enclosure \"\(reference.written)\" \(reference.words)"
            #expect(problems.first?.message.contains(words) == true, "\(problems)")
            #expect(problems.first?.message.hasSuffix("until then the entry goes without it") == true)
            let text = try await room.text(.json)
            #expect(text.contains("https://other.example/b.mp3"))
            #expect(text.components(separatedBy: "\"mime_type\"").count == 2)
            #expect(text.contains("<p>Text.</p>"))
        }
    }

    @Test func `as a picture is a warning with its line, and its entry goes without it`() async throws {
        await abreast(Self.references) { reference in
            let room = try await room("image: \(reference.written)")
            let problems = try await room.store.problems().map(\.problem)
            #expect(problems.map(\.line) == [4])
            let words = "the picture \"\(reference.written)\" \(reference.words)"
            #expect(problems.first?.message.contains(words) == true, "\(problems)")
            #expect(try await !room.text(.json).contains("\"image\""))
        }
    }

    @Test func `in the text is told with its line, but no page and no part of one is`() async throws {
        let body = "[a](../b/) [c](#d) [e](?f)\n\n![g h](<../../g h.png>)\n\n[i](.i.pdf)"
        let room = try await room("tags: a", body: body)
        let problems = try await room.problems()
        #expect(problems.count == 2)
        #expect(problems.contains { $0.hasPrefix("a.md:8 the file \"../../g%20h.png\", ") })
        #expect(problems.contains { $0.hasPrefix("a.md:10 the file \".i.pdf\", ") })
    }

    @Test func `is somebody else's business where the articles live on another site`() async throws {
        let room = try Newsroom([
            "a.md": "---\ntitle: A\ndate: 2024-01-02\nenclosure: ../../audio/x.mp3\n---\nText.\n"
        ])
        try room.define("permalink = \"https://blog.example/a/:slug/\"\n")
        try await room.publish()
        #expect(try await room.problems().allSatisfy { !$0.contains("enclosure") })
        #expect(try await room.text(.rss).contains("https://blog.example/audio/x.mp3"))
    }

    @Test func `as the picture of a feed is an error with its line`() async throws {
        let room = try Newsroom(["a.md": "Text."])
        try room.define("image = \".cover.png\"\nicon = \"../cover.png\"\n")
        try await room.publish()
        let problems = try await room.problems().filter { $0.contains("the picture") }
        #expect(problems.count == 2)
        #expect(problems.first?.contains("is hidden") == true)
        #expect(problems.last?.contains("leads out") == true)
    }
}
