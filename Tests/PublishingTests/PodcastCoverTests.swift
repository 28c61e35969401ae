import Foundation
import Store
import Testing

@testable import Publishing

/// What is told of a podcast's cover, and of documents that are too large.
@Suite(.timeLimit(.minutes(2))) struct `A podcast that directories would refuse` {
    private static let right = "; right would be a square JPEG or PNG of 1400 to 3000 pixels in RGB as image"

    private func room(_ definition: String) throws -> Newsroom {
        let room = try Newsroom(["one.md": "---\ntitle: One\ndate: 2025-03-01\n---\nA sound.\n"])
        try room.define(definition)
        return room
    }

    /// The head and the end of a picture of this size: nobody looks at what is between.
    private static func png(_ width: UInt32, _ height: UInt32) -> Data {
        func chunk(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
            var sum: UInt32 = .max
            for byte in name.utf8 + bytes {
                sum ^= UInt32(byte)
                for _ in 0..<8 { sum = sum & 1 == 1 ? 0xEDB8_8320 ^ sum >> 1 : sum >> 1 }
            }
            return word(UInt32(bytes.count)) + name.utf8 + bytes + word(~sum)
        }
        func word(_ number: UInt32) -> [UInt8] { withUnsafeBytes(of: number.bigEndian) { Array($0) } }
        // So long that the picture does not claim more than its bytes can hold.
        let filling = [UInt8](repeating: 0, count: Int(width * height / 200))
        return Data(
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
                + chunk("IHDR", word(width) + word(height) + [8, 2, 0, 0, 0]) + chunk("IDAT", filling)
                + chunk("IEND", [])
        )
    }

    @Test func `for want of a cover is told so, with the line of its table`() async throws {
        let room = try room("title = \"Talk\"\n\n[podcast]\n")
        try await room.publish()
        #expect(
            try await room.problems() == [
                "/feed.toml:3 a podcast without a cover is taken by no directory" + Self.right
            ]
        )
        // An edit of an article says nothing about it.
        try room.write("---\ntitle: Two\ndate: 2025-03-01\n---\nA sound.\n", to: "one.md")
        try await room.publish("one.md", isNow: false)
        #expect(try await room.problems().count == 1)
        try room.define("title = \"Talk\"\nimage = \"https://a.example/cover.jpg\"\n\n[podcast]\n")
        try await room.publish()
        #expect(try await room.problems().isEmpty, "what lies elsewhere is not known")
        try room.define("title = \"Talk\"\n")
        try await room.publish()
        #expect(try await room.problems().isEmpty, "a feed that is no podcast needs none")
    }

    @Test(
        arguments: [
            (1_399, 1_399, "has 1399 × 1399 pixels"), (3_001, 3_001, "has 3001 × 3001 pixels"),
            (1_400, 1_500, "has 1400 × 1500 pixels"), (1_400, 1_400, nil), (3_000, 3_000, nil),
        ] as [(UInt32, UInt32, String?)]
    )
    func `for the size of its cover is told so`(width: UInt32, height: UInt32, words: String?) async throws {
        let room = try room("title = \"Talk\"\nimage = \"cover.png\"\n\n[podcast]\n")
        try room.lay(Self.png(width, height), at: "media/cover.png")
        try await room.publish()
        let told = words.map {
            "/feed.toml:2 the cover \"cover.png\" \($0), which directories refuse" + Self.right
        }
        #expect(try await room.problems() == [told].compactMap(\.self))
    }

    @Test(
        arguments: [
            ("cmyk.jpg", "has the colours of a press (CMYK)"), ("grey.jpg", "is grey, without colours"),
            ("photo.jpg", nil),
        ] as [(String, String?)]
    )
    func `for the colours of its cover is told so`(name: String, words: String?) async throws {
        let room = try room("title = \"Talk\"\nimage = \"cover.jpg\"\n\n[podcast]\n")
        try room.lay(Self.enlarged(name), at: "media/cover.jpg")
        try await room.publish()
        let told = words.map {
            "/feed.toml:2 the cover \"cover.jpg\" \($0), which directories refuse" + Self.right
        }
        #expect(try await room.problems() == [told].compactMap(\.self))
    }

    /// A real picture of 40 × 30 pixels whose head says 1400 × 1400 (ITU-T T.81, B.2.2).
    private static func enlarged(_ name: String) throws -> Data {
        let file = URL(filePath: #filePath).appending(path: "../../MediaTests/Fixtures/\(name)").standardized
        var bytes = try Data(contentsOf: file)
        let head = try #require(bytes.range(of: Data([0xFF, 0xC0, 0x00]))).lowerBound
        bytes.replaceSubrange(head + 5..<head + 9, with: [0x05, 0x78, 0x05, 0x78])
        return bytes
    }

    @Test func `for the kind of its cover is told so`() async throws {
        let room = try room("title = \"Talk\"\nimage = \"still.gif\"\n\n[podcast]\n")
        try room.lay("still.gif", at: "media/still.gif")
        try await room.publish()
        #expect(
            try await room.problems() == [
                "/feed.toml:2 the cover \"still.gif\" is image/gif, which directories refuse" + Self.right
            ]
        )
    }

    @Test func `or a feed whose document is larger than 3 MiB is told so, until it is not`() async throws {
        let room = try room("title = \"Talk\"\nlimit = 100\n")
        for number in 0..<4 {
            let text = String(repeating: "word\(number) ", count: 150_000)
            try room.write("---\ntitle: T\ndate: 2025-03-0\(number + 1)\n---\n\(text)\n", to: "\(number).md")
        }
        try await room.publish()
        let told = try await room.problems()
        #expect(told.count == 1)
        #expect(told.first?.hasPrefix("/feed.toml:0 /news/") == true)
        #expect(
            told.first?.contains(" MiB, and readers fetch all of it after each change; right would be")
                == true
        )
        try room.define("title = \"Talk\"\nlimit = 2\n")
        try await room.publish()
        #expect(try await room.problems().isEmpty)
    }
}
