import Feeds
import Foundation
import Publishing
import Reactor

/// Keeps the documents of views that were asked for lately, so that who polls one costs no making of it.
actor ViewShelf: QueueActor {
    nonisolated let executor = QueueExecutor("web.views")

    private struct Kept {
        var mark: Library.ViewMark
        var document: PreparedDocument
        /// The greater, the later it was asked for.
        var turn: Int
    }

    private let library: Library
    private let most: Int
    private var kept: [FeedDocument.Key: Kept] = [:]
    private var turn = 0
    /// How many documents were made, or read where the store has them.
    private(set) var made = 0

    /// A shelf for so many documents at most, which have some hundred kilobytes each.
    init(library: Library, most: Int = 32) {
        self.library = library
        self.most = most
    }

    /// How many documents are kept.
    var count: Int { kept.count }

    /// A document of a view as it is now; nil where there is no such view.
    func document(_ format: Format, of view: View, in feed: String) async throws -> PreparedDocument? {
        let key = FeedDocument.Key(feed: feed, view: view.path, format: format)
        guard let mark = try await library.mark(of: view, format, in: feed) else { return nil }
        turn += 1
        if let known = kept[key], known.mark == mark {
            kept[key]?.turn = turn
            return known.document
        }
        guard let document = try await library.document(format, of: view, in: feed) else {
            kept[key] = nil
            return nil
        }
        made += 1
        let plain = PreparedDocument(document)
        let prepared = plain.with(.gzip, Gzip.compress(plain.bytes))
        kept[key] = Kept(mark: mark, document: prepared, turn: turn)
        if kept.count > most, let oldest = kept.min(by: { $0.value.turn < $1.value.turn }) {
            kept[oldest.key] = nil
        }
        return prepared
    }
}
