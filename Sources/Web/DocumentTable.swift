import Feeds
import NIOCore

/// The documents that one event loop serves, by path; each loop has a copy of its own.
final class DocumentTable {
    private var documents: [String: PreparedDocument] = [:]
    /// Paths that lead elsewhere for good.
    private var aliases: [String: String] = [:]
    /// What stands before each path behind a proxy that does not take it away.
    private(set) var basePath = ""

    func document(at path: String) -> PreparedDocument? { documents[path] }

    func alias(of path: String) -> String? { aliases[path] }

    func replace(_ documents: [String: PreparedDocument], aliases: [String: String], basePath: String) {
        self.basePath = basePath
        self.documents = documents
        self.aliases = aliases
    }
}
