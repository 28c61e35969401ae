import Articles
import Foundation
import Glibc

/// How fast HTML is read and sanitised, beside what libxml2 alone needs for the same bytes.
///
/// swift run -c release markup-benchmark [FILE...]: see Benchmarks/README.md.
@main
enum Markup {
    private static let rounds = 15

    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        let files = arguments.filter { !$0.hasPrefix("--") }
        let corpora = files.isEmpty ? Corpus.all : try files.map(Corpus.init(file:))
        if arguments.contains("--profile") { return profile(corpora) }
        print("MB/s of CPU time, median (min to max) of \(rounds); the ratios are of one round each")
        for corpus in corpora { measure(corpus) }
    }

    private static func measure(_ corpus: Corpus) {
        let bytes = Array(corpus.html.utf8)
        let marked = [0xEF, 0xBB, 0xBF] + bytes
        var ours: [Double] = []
        var events: [Double] = []
        var trees: [Double] = []
        for _ in 0..<rounds {
            events.append(speed(of: bytes) { Yardstick.readEvents(marked) })
            ours.append(speed(of: bytes) { sanitise(corpus, bytes) })
            trees.append(speed(of: bytes) { Yardstick.readTree(bytes) })
        }
        print("\n\(corpus.name) (\(bytes.count / 1_000) KB)")
        print("  read and sanitised   \(spread(ours))")
        print("  libxml2's events     \(spread(events))   ratio \(spread(ratios(ours, events), digits: 2))")
        print("  libxml2's tree       \(spread(trees))   ratio \(spread(ratios(ours, trees), digits: 2))")
    }

    /// Ours alone, for a profiler to look at.
    private static func profile(_ corpora: [Corpus]) {
        for corpus in corpora {
            let bytes = Array(corpus.html.utf8)
            for _ in 0..<rounds { print(corpus.name, speed(of: bytes) { sanitise(corpus, bytes) }) }
        }
    }

    /// A page is an article with all that its head says; a fragment is a body.
    private static func sanitise(_ corpus: Corpus, _ bytes: [UInt8]) {
        guard corpus.isPage else { return blackHole(Sanitizer.clean(corpus.html).utf8.count) }
        bytes.withUnsafeBytes { bytes in
            do {
                let article = try ArticleReader(timezone: .gmt).read(bytes, path: "ferry/index.html")
                blackHole(article.html().utf8.count)
            } catch {
                fatalError("the page is an article: \(error)")
            }
        }
    }

    private static func speed(of bytes: [UInt8], _ work: () -> Void) -> Double {
        let repeats = max(1, 2_000_000 / bytes.count)
        let start = clock()
        for _ in 0..<repeats { work() }
        let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
        return Double(bytes.count * repeats) / 1e6 / seconds
    }

    private static func ratios(_ ours: [Double], _ theirs: [Double]) -> [Double] {
        zip(ours, theirs).map { $0 / $1 }
    }

    private static func spread(_ values: [Double], digits: Int = 0) -> String {
        let sorted = values.sorted()
        let texts = [sorted[sorted.count / 2], sorted[0], sorted[sorted.count - 1]].map {
            String(format: "%.\(digits)f", $0)
        }
        return "\(texts[0]) (\(texts[1]) to \(texts[2]))"
    }

    @inline(never)
    private static func blackHole(_ count: Int) {
        precondition(count > 0, "something is left of each page")
    }
}
