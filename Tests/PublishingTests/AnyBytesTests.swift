import Feeds
import Foundation
import Store
import TestSupport
import Testing

@testable import Publishing

@Suite(.timeLimit(.minutes(2))) struct `Whatever bytes an article holds` {
    @Test(arguments: [UInt64(1), 2])
    func `every document stays well-formed, and every other entry in it stays as it was`(seed: UInt64)
        async throws
    {
        let room = try Newsroom([
            "a.md": "---\nid: tag:a\nslug: a\ndate: 2024-01-02\n---\nThe body of [B](b.md).\n",
            "b.md": "---\ndate: 2024-01-03\n---\nThe body of *B*.\n",
            "c.txt": "The body of C.\n",
        ])
        try await room.start()
        try await eventually { try await room.shown().count == 3 }
        let before = try await room.pieces()
        var articles = RandomArticle(seed: seed)
        var taken = 0
        for _ in 0..<30 {
            let (name, bytes) = articles.next()
            try room.write(bytes, to: name)
            _ = await room.publisher?.publish(PublishRequest(targets: ["news"]))
            let after = try await room.pieces()
            for format in Format.allCases {
                let (old, new) = (before[format] ?? [], after[format] ?? [])
                let text = try await room.document(format)?.bytes ?? []
                let isSo =
                    old.dropFirst().dropLast().allSatisfy(new.contains) && Self.isWellFormed(text, format)
                #expect(isSo, "\(format) with \(name): \(Data(bytes).base64EncodedString())")
                if new.count > old.count { taken += 1 }
            }
        }
        #expect(taken > 10)
    }

    private static func isWellFormed(_ bytes: [UInt8], _ format: Format) -> Bool {
        switch format {
        case .json: (try? JSONSerialization.jsonObject(with: Data(bytes))) != nil
        case .rss, .atom: WellFormed.isXML(bytes)
        }
    }
}

extension Newsroom {
    /// The parts of each document, of which all but the first and the last are entries.
    fileprivate func pieces() async throws -> [Format: [Piece]] {
        var pieces: [Format: [Piece]] = [:]
        for format in Format.allCases { pieces[format] = try await document(format)?.pieces }
        return pieces
    }

    fileprivate func write(_ bytes: [UInt8], to path: String) throws {
        let beside = temporary.absolute("state/beside")
        try Data(bytes).write(to: URL(fileURLWithPath: beside))
        try temporary.date("state/beside", 1_700_100_000 + bytes.count)
        try temporary.move("state/beside", to: "feeds/news/articles/\(path)")
    }
}
