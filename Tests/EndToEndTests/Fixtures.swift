import Foundation

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
