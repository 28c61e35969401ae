import Articles
import CLibXML2
import Foundation
import Glibc

/// How fast HTML is read and sanitised, beside libxml2's `htmlReadMemory` over the same bytes.
///
/// swift run -c release markup-benchmark [--profile]: with it, ours alone, for a profiler to look at.
@main
enum Markup {
    static func main() {
        xmlInitParser()
        let isProfiled = CommandLine.arguments.contains("--profile")
        print("MB/s of CPU time, min / median / max of 15; the ratio is that to libxml2 alone, run by run")
        for corpus in Corpus.all {
            let bytes = Array(corpus.html.utf8)
            let repeats = max(1, 2_000_000 / bytes.count)
            var ours: [Double] = []
            var theirs: [Double] = []
            for _ in 0..<15 {
                theirs.append(isProfiled ? 1 : speed(of: bytes, repeats) { parse(bytes) })
                ours.append(speed(of: bytes, repeats) { corpus.isPage ? read(bytes) : clean(corpus.html) })
            }
            let ratios = zip(ours, theirs).map { $0 / $1 }
            print("\(corpus.name) (\(bytes.count / 1_000) KB):")
            print(
                "  sanitised \(spread(ours)), libxml2 \(spread(theirs)), ratio \(spread(ratios, digits: 2))"
            )
        }
    }

    private static func clean(_ html: String) {
        blackHole(Sanitizer.clean(html).utf8.count)
    }

    private static func read(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { bytes in
            do {
                let article = try ArticleReader(timezone: .gmt).read(bytes, path: "ferry/index.html")
                blackHole(article.html().utf8.count)
            } catch {
                fatalError("the page is an article: \(error)")
            }
        }
    }

    private static func parse(_ bytes: [UInt8]) {
        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
        bytes.withUnsafeBytes { bytes in
            let memory = bytes.assumingMemoryBound(to: CChar.self)
            guard
                let document = htmlReadMemory(
                    memory.baseAddress,
                    Int32(bytes.count),
                    nil,
                    "UTF-8",
                    Int32(options)
                )
            else { fatalError("libxml2 reads every page") }
            xmlFreeDoc(document)
        }
    }

    private static func speed(of bytes: [UInt8], _ repeats: Int, _ work: () -> Void) -> Double {
        let start = clock()
        for _ in 0..<repeats { work() }
        let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
        return Double(bytes.count * repeats) / 1e6 / seconds
    }

    private static func spread(_ values: [Double], digits: Int = 0) -> String {
        let sorted = values.sorted()
        let chosen = [sorted[0], sorted[sorted.count / 2], sorted[sorted.count - 1]]
        return chosen.map { String(format: "%.\(digits)f", $0) }.joined(separator: " / ")
    }

    @inline(never)
    private static func blackHole(_ count: Int) {
        precondition(count > 0, "something is left of each page")
    }
}
