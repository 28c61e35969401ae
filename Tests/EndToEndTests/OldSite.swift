import Foundation
import TestSupport

/// The site that somebody moves from, served by `Fixtures/old_site.py` until this value goes.
final class OldSite {
    let port: Int
    private let folder: TemporaryFolder
    private let process: Child

    init(_ files: [String: String]) throws {
        folder = try TemporaryFolder()
        for (name, text) in files { try Data(text.utf8).write(to: URL(filePath: folder.path + "/" + name)) }
        let output = folder.path + "/port"
        process = try Child(["python3", Fixtures.url("old_site.py").path, folder.path], output: output)
        try eventually("the old site listens") { try output.contents.hasSuffix("\n") }
        port = Int(try output.contents.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
    }

    func url(_ path: String) -> String { "http://127.0.0.1:\(port)/\(path)" }

    /// A file of the site.
    func file(_ name: String) -> String { folder.path + "/" + name }
}
