import Foundation
import TestSupport

/// The files beside these tests.
enum Fixtures {
    /// The folder in the sources, which is the one that is read in a diff and written by `RECORD=1`.
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "Fixtures"
    )

    static func url(_ path: String) -> URL { folder.appending(path: path) }

    static func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url(path))) }
}
