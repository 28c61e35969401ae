import Articles
import Feeds
import Glibc

/// How long a document of fifty entries takes, beside what libxml2's writer alone needs for the same elements.
///
/// swift run -c release documents-benchmark: see Benchmarks/README.md.
@main
enum Documents {
    private static let rounds = 500

    static func main() {
        let feed = Sample.feed
        if CommandLine.arguments.contains("--profile") { return profile(feed) }
        print("ms of CPU time, median (least to most) of \(rounds); the ratios are of one round each\n")
        for format in Format.allCases { measure(feed, format) }
        let edited = feed.entries[7]
        let anew = (0..<rounds).map { _ in
            time { for format in Format.allCases { consume(Piece(edited.piece(format)).bytes.count) } }
        }
        print("one entry of them anew, in all formats: \(spread(anew))")
    }

    private static func measure(_ feed: Feed, _ format: Format) {
        let bytes = document(feed, format)
        // JSON is compared with the same entries as Atom.
        let yardstick = Yardstick(format == .json ? document(feed, .atom) : bytes)
        var copy = [UInt8](repeating: 0, count: bytes.count)
        var (ours, writer, copied, hashed): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
        for _ in 0..<rounds {
            writer.append(time { consume(yardstick.write()) })
            ours.append(time { consume(document(feed, format).count) })
            copied.append(
                time {
                    copy.withUnsafeMutableBytes { copy in bytes.withUnsafeBytes { copy.copyMemory(from: $0) }
                    }
                    consume(Int(copy[bytes.count - 1]) + 1)
                }
            )
            hashed.append(time { consume(Int(Piece(bytes).hash.low % 1_000) + 1) })
        }
        let name = format == .json ? "libxml2's writer, Atom" : "libxml2's writer"
        print("\(format), \(bytes.count / 1_000) KB")
        print("  made, hashed, joined     \(spread(ours))")
        let ratio = spread(zip(ours, writer).map { $0 / $1 })
        print("  \(padded(name))   \(spread(writer)), \(yardstick.write() / 1_000) KB; ratio \(ratio)")
        print("  copied (memcpy)          \(spread(copied))")
        print("  hashed (XXH3)            \(spread(hashed))\n")
    }

    /// Ours alone, for a profiler to look at.
    private static func profile(_ feed: Feed) {
        for format in Format.allCases {
            for _ in 0..<rounds { consume(document(feed, format).count) }
        }
    }

    /// All that the program does of nothing: each piece is made and hashed, and all are joined.
    private static func document(_ feed: Feed, _ format: Format) -> [UInt8] {
        let (head, tail) = feed.frame(format)
        let entries = feed.entries.map { Piece($0.piece(format)) }
        return FeedDocument(
            key: FeedDocument.Key(feed: "news", format: format),
            path: "/news/\(format.fileName)",
            selfLink: feed.selfLink,
            hubs: feed.hubs,
            version: 1,
            pieces: [Piece(head)] + entries + [Piece(tail)],
            etag: "",
            lastModified: feed.updated
        ).bytes
    }

    /// In milliseconds.
    private static func time(_ work: () -> Void) -> Double {
        let start = processorTime()
        work()
        return (processorTime() - start) * 1e3
    }

    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func spread(_ values: [Double]) -> String {
        let sorted = values.sorted()
        let texts = [sorted[sorted.count / 2], sorted[0], sorted[sorted.count - 1]].map(rounded)
        return "\(texts[0]) (\(texts[1]) to \(texts[2]))"
    }

    private static func rounded(_ value: Double) -> String {
        "\((value * 1_000).rounded() / 1_000)"
    }

    private static func padded(_ text: String) -> String {
        text + String(repeating: " ", count: max(0, 22 - text.count))
    }

    @inline(never)
    private static func consume(_ count: Int) {
        precondition(count > 0, "nothing is left out")
    }
}

extension Piece {
    fileprivate init(_ bytes: [UInt8]) {
        let hash = bytes.withUnsafeBytes { ContentHash(of: $0) }
        self.init(hash: Fingerprint(high: hash.high, low: hash.low), bytes: bytes)
    }
}
