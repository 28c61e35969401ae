import Articles
import Feeds
import Foundation
import Testing

@testable import Media

@Suite struct `An inspector` {
    private let folder: MediaFolder

    init() throws { folder = try MediaFolder() }

    private func media(_ count: Int) throws -> [OpenMedia] {
        try (0..<count).compactMap { try folder.open(Data("\($0)".utf8), as: "\($0)") }
    }

    @Test func `has more files looked at than a child is given at once`() async throws {
        let bytes = try Fixtures.bytes("chart.png")
        let media = try (0..<(Inspector.largestBatch + 2)).compactMap {
            try folder.open(bytes, as: "\($0).png")
        }
        let facts = await Inspector(program: Fixtures.program, limit: 30).inspect(media)
        let one = MediaFacts(type: "image/png", width: 40, height: 30, colours: .rgb)
        #expect(facts == Array(repeating: one, count: media.count))
    }

    @Test func `has no more files open than one child is given`() async throws {
        // Each child says how many files its parent has open: in vain, if it is given all of them at once.
        let count = Inspector.largestBatch + 10
        for number in 0..<count { _ = try folder.open(Data("x".utf8), as: "\(number)") }
        let places = folder.path + "/places"
        let program = try folder.program(
            "ls -l /proc/$PPID/fd | grep -c '\(folder.path)/media/' >> '\(places)'; for i in $(seq $2); do echo '{}'; done"
        )
        let folders = MediaFolders(articles: folder.path + "/articles", feed: folder.path)
        let paths = (0..<count).map { "media/\($0)" } + ["media/none"]
        let findings = await Inspector(program: program, limit: 30).inspect(paths, in: folders)
        #expect(findings.known.map(\.file.path) == paths.dropLast())
        #expect(!findings.isShortOfTime)
        let counts = try String(contentsOfFile: places, encoding: .utf8).split(separator: "\n").compactMap {
            Int($0)
        }
        #expect(counts.count == 2)
        #expect(counts.allSatisfy { $0 <= 2 * Inspector.largestBatch })
    }

    @Test func `outlives a child that a file kills, and has the others looked at`() async throws {
        let program = try folder.program("echo '{\"type\":\"image/png\"}'; kill -9 $$")
        let facts = await Inspector(program: program, limit: 20).inspect(try media(3))
        let one = MediaFacts(type: "image/png")
        #expect(facts == [one, MediaFacts(flaw: .unfathomable), one])
    }

    @Test func `waits no longer than it may for a child that comes to no end`() async throws {
        let program = try folder.program("echo '{\"type\":\"image/png\"}'; exec sleep 60")
        let began = ContinuousClock.now
        let facts = await Inspector(program: program, limit: 0.3).inspect(try media(3))
        #expect(facts == [MediaFacts(type: "image/png"), nil, nil])
        #expect(ContinuousClock.now - began < .seconds(50))
    }

    @Test func `gives a file up that has taken all of a long time`() async throws {
        let program = try folder.program("exec sleep 60")
        let facts = await Inspector(program: program, limit: 2.2).inspect(try media(2))
        #expect(facts == [MediaFacts(flaw: .unfathomable), nil])
    }

    @Test func `says what is missing where a library is`() async throws {
        let inspector = Inspector(program: try folder.program("echo libmediainfo.so.0; exit 69"), limit: 20)
        #expect(await inspector.inspect(try media(1)) == [nil])
        #expect(
            await inspector.inability
                == "libmediainfo.so.0 is missing: install libmediainfo0v5 and libwebp7"
        )
        #expect(await Inspector(program: "/nowhere").inspect(try media(1)) == [nil])
    }

    @Test func `lets a child open nothing more, write to no file, and live not long`() async throws {
        // Frames are counted one by one, so that the child lives long enough to be looked at.
        let sound = try Fixtures.bytes("tone.aac")
        var long = Data()
        for _ in 0..<8_000 { long.append(sound) }
        let media = try #require(try folder.open(long, as: "long.aac"))
        let limits = folder.path + "/limits"
        let program = try folder.program(
            """
            '\(Fixtures.program)' "$@" &
            until grep -q 'Max file size  *0 ' /proc/$!/limits; do sleep 0.01; done
            cat /proc/$!/limits > '\(limits)'
            wait
            """
        )
        let facts = await Inspector(program: program, limit: 30).inspect([media])
        #expect(facts.first??.duration?.rounded() == 8_000 * 2.688)
        let lines = try String(contentsOfFile: limits, encoding: .utf8)
        #expect(lines.contains(#/Max cpu time +10 +10 /#))
        #expect(lines.contains(#/Max open files +4 +4 /#))
        #expect(lines.contains(#/Max core file size +0 +0 /#))
        #expect(lines.contains(#/Max address space +[0-9]+ +[0-9]+ /#))
    }
}
