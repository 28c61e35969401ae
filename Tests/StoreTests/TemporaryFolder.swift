import Foundation

/// A real folder for one test, gone after it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "/feedherald-store-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            preconditionFailure("a test's folder stays behind: \(error)")
        }
    }

    /// Where the folder's store lies.
    var store: String { path + "/store.sqlite" }
}
