import Foundation

/// A folder of its own for one test, gone with it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = "/tmp/feedherald-test-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}

/// A file among the fixtures.
enum Fixtures {
    static func url(_ name: String) -> URL {
        Bundle.module.bundleURL.appending(path: "Fixtures/\(name)")
    }
}

extension String {
    /// The text of the file at this path.
    var contents: String {
        get throws { String(decoding: try Data(contentsOf: URL(filePath: self)), as: UTF8.self) }
    }
}
