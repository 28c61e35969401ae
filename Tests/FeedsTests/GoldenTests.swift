import Feeds
import Foundation
import Testing

struct GoldenTests {
    @Test(arguments: Sample.allCases, Format.allCases)
    func `a feed is written byte for byte as its golden file`(sample: Sample, format: Format) throws {
        try expect(sample.feed.document(format), in: "\(sample.rawValue)/feed.\(format.rawValue)")
    }

    @Test(arguments: Sample.allCases, Format.allCases)
    func `equal feeds have equal bytes`(sample: Sample, format: Format) {
        #expect(sample.feed.document(format) == sample.feed.document(format))
    }
}

/// Expects these bytes in a golden file, which `RECORD=1` writes anew.
func expect(_ written: [UInt8], in golden: String) throws {
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
        let url = Fixtures.url(golden)
        let folder = url.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(written).write(to: url)
    }
    let expected = try Fixtures.bytes(golden)
    #expect(String(decoding: written, as: UTF8.self) == String(decoding: expected, as: UTF8.self))
    #expect(written == expected)
}
