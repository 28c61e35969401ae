import Foundation
import TestSupport
import Testing

/// Real files in, golden files out; `RECORD=1` writes the golden ones anew, to be read in the diff.
enum Fixtures {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    static func names(in folder: String, ending: String) -> [String] {
        let files =
            (try? FileManager.default.contentsOfDirectory(atPath: self.folder.appending(path: folder).path))
            ?? []
        return files.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }.sorted()
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    }

    /// Compares with the golden file, or writes it.
    static func expect(_ actual: String, equals path: String) throws {
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try actual.write(to: folder.appending(path: path), atomically: true, encoding: .utf8)
        }
        let golden = try text(path)
        #expect(actual == golden, "\(path)")
    }
}
