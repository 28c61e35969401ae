import Feeds
import Foundation
import Glibc
import NIOCore

/// The documents that one event loop serves, by path; each loop has a copy of its own.
final class DocumentTable {
    /// A second of the wall clock, and how HTTP writes it.
    final class Second {
        let number: Int
        let date: String

        init(_ number: Int) {
            self.number = number
            date = Date(timeIntervalSince1970: Double(number)).httpDate
        }
    }

    private var documents: [String: PreparedDocument] = [:]
    private var lane: [String: LaneDocument] = [:]
    /// The same as `lane`.
    private var prepared = PathTable<LaneDocument>()
    /// Paths that lead elsewhere for good.
    private var aliases: [String: String] = [:]
    private let room = LaidBody.Room()
    private var now = Second(0)
    /// What stands before each path behind a proxy that does not take it away.
    private(set) var basePath = ""

    func document(at path: String) -> PreparedDocument? { documents[path] }

    func prepared(_ path: UnsafeRawBufferPointer) -> LaneDocument? { prepared.value(at: path) }

    func alias(of path: String) -> String? { aliases[path] }

    func replace(_ documents: [String: PreparedDocument], aliases: [String: String], basePath: String) {
        let before = self.documents
        self.basePath = basePath
        self.documents = documents
        self.aliases = aliases
        let former = lane
        lane = documents.reduce(into: [:]) { lane, document in
            let isSame = before[document.key]?.isSame(as: document.value) ?? false
            let same = isSame ? former[document.key] : nil
            lane[document.key] = same ?? LaneDocument(document.value, in: room)
        }
        prepared = PathTable(lane)
    }

    /// The present second; its text is made once.
    var second: Second {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME_COARSE, &time)
        if now.number != time.tv_sec {
            now = Second(time.tv_sec)
        }
        return now
    }
}
