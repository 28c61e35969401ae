import Articles
import Feeds
import Foundation
import Testing

@testable import Media

@Suite struct `What a file holds` {
    struct Case: Sendable {
        var name: String
        var type: String
        var width: Int64?
        var height: Int64?
        var duration: Double?
        var colours: MediaFacts.Colours?
    }

    static let cases = [
        Case(name: "photo.jpg", type: "image/jpeg", width: 40, height: 30, colours: .rgb),
        Case(name: "grey.jpg", type: "image/jpeg", width: 40, height: 30, colours: .grey),
        Case(name: "cmyk.jpg", type: "image/jpeg", width: 40, height: 30, colours: .cmyk),
        Case(name: "ycck.jpg", type: "image/jpeg", width: 40, height: 30, colours: .cmyk),
        Case(name: "chart.png", type: "image/png", width: 40, height: 30, colours: .rgb),
        Case(name: "still.gif", type: "image/gif", width: 40, height: 30),
        Case(name: "lossy.webp", type: "image/webp", width: 40, height: 30),
        Case(name: "alpha.webp", type: "image/webp", width: 40, height: 30),
        // Encoders add silence, so that MP3 and AAC are a little longer than the 2.5 s that were put in.
        Case(name: "tone.mp3", type: "audio/mpeg", duration: 2.664),
        Case(name: "tone.m4a", type: "audio/mp4", duration: 2.5),
        Case(name: "tone.aac", type: "audio/aac", duration: 2.688),
        Case(name: "tone.ogg", type: "audio/ogg", duration: 2.5),
        Case(name: "tone.opus", type: "audio/ogg", duration: 2.507),
        // Without a picture the boxes of films hold a sound.
        Case(name: "tone.webm", type: "audio/webm", duration: 2.508),
        Case(name: "tone.mka", type: "audio/matroska", duration: 2.5),
        Case(name: "tone.flac", type: "audio/flac", duration: 2.5),
        Case(name: "tone.wav", type: "audio/wav", duration: 2.5),
        Case(name: "film.mp4", type: "video/mp4", width: 64, height: 48, duration: 2),
    ]

    /// The facts of these files, found out by a child as always.
    private func facts(_ files: [(String, Data)]) async throws -> [MediaFacts?] {
        let folder = try MediaFolder()
        let media = try files.map { try #require(try folder.open($0.1, as: $0.0)) }
        return await Inspector(program: Fixtures.program, limit: 30).inspect(media)
    }

    @Test func `is told by its content, whatever its name`() async throws {
        let files = try Self.cases.enumerated().map {
            ("unnamed\($0.offset)", try Fixtures.bytes($0.element.name))
        }
        for (one, facts) in zip(Self.cases, try await facts(files)) {
            let expected = MediaFacts(
                type: one.type,
                width: one.width,
                height: one.height,
                duration: one.duration,
                colours: one.colours
            )
            var rounded = facts
            rounded?.duration = facts?.duration.map { ($0 * 1_000).rounded() / 1_000 }
            #expect(rounded == expected, "\(one.name)")
        }
    }

    @Test func `is cut off where its end is missing`() async throws {
        let names = [
            "photo.jpg", "chart.png", "still.gif", "lossy.webp", "tone.m4a", "tone.wav", "film.mp4",
        ]
        let files = try names.map { name in
            let bytes = try Fixtures.bytes(name)
            return (name, Data(bytes.prefix(bytes.count * 6 / 10)))
        }
        let facts = try await facts(files)
        #expect(facts.map { $0?.flaw } == names.map { _ in .truncated })
    }

    @Test(arguments: ["tone.mp3", "tone.ogg", "tone.opus", "tone.flac"])
    func `is cut off where its container's own figures say so`(_ name: String) async throws {
        let bytes = try Fixtures.bytes(name)
        let lengths = [bytes.count / 2, bytes.count * 9 / 10, bytes.count - 1]
        // What a program appends, such as a tag, cuts nothing off.
        let tagged = name.hasSuffix("mp3") || name.hasSuffix("flac") ? bytes + Data(count: 128) : bytes
        let files =
            lengths.map { ("\($0)", Data(bytes.prefix($0))) } + [("whole", bytes), ("tagged", tagged)]
        #expect(
            try await facts(files).map { $0?.flaw } == [.truncated, .truncated, .truncated, nil, nil],
            "\(name)"
        )
    }

    @Test(arguments: ["tone.ogg", "tone.opus"])
    func `is cut off where whole pages are missing`(_ name: String) async throws {
        let bytes = try Fixtures.bytes(name)
        let last = try #require(bytes.range(of: Data("OggS".utf8), options: .backwards)).lowerBound
        #expect(try await facts([(name, bytes.prefix(last))]).map { $0?.flaw } == [.truncated])
    }

    @Test func `is a bomb where a few bytes claim to be very many pixels`() async throws {
        // Width and height stand behind the signature and the head of the first chunk (PNG, section 11.2.1): 60,000 by
        // 60,000, and 10,000 by 8,000, which would be none in a larger file.
        let sizes: [[UInt8]] = [[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60], [0, 0, 0x27, 0x10, 0, 0, 0x1F, 0x40]]
        let files = try sizes.enumerated().map { number, size in
            var bytes = try Fixtures.bytes("chart.png")
            bytes.replaceSubrange(16..<24, with: size)
            return ("bomb\(number).png", bytes)
        }
        let bomb = MediaFacts(type: "image/png", flaw: .bomb, colours: .rgb)
        #expect(try await facts(files) == [bomb, bomb])
    }

    @Test func `is a bomb where it is of too many pixels, however many bytes there are`() async throws {
        var bytes = try Fixtures.bytes("chart.png")
        // 20,000 by 15,000, less than 400 of them to a byte.
        bytes.replaceSubrange(16..<24, with: [0, 0, 0x4E, 0x20, 0, 0, 0x3A, 0x98])
        let facts = try await facts([("large.png", bytes + Data(count: 1 << 20))])
        #expect(facts == [MediaFacts(type: "image/png", flaw: .bomb, colours: .rgb)])
    }

    @Test func `is nothing where it is no medium`() async throws {
        let texts = ["", "This is a text, and no sound.\n", String(repeating: "\u{0}", count: 100_000)]
        let files = texts.enumerated().map { ("\($0.offset).mp3", Data($0.element.utf8)) }
        #expect(try await facts(files) == [MediaFacts(), MediaFacts(), MediaFacts()])
    }
}
