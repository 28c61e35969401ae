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

    /// After so many seconds without anybody who asks, nothing is kept.
    private static let idle: TimeInterval = 10

    private let library: Library
    private let most: Int
    /// In bytes, of all that is kept but for the last one.
    private let room: Int
    private var kept: [FeedDocument.Key: Kept] = [:]
    private var turn = 0
    private var resting: Alarm?
    /// How many documents were made, or read where the store has them.
    private(set) var made = 0

    /// A shelf for so many documents at most, of so many bytes altogether; one has some hundred kilobytes.
    init(library: Library, most: Int = 32, room: Int = 4 << 20) {
        self.library = library
        self.most = most
        self.room = room
    }

    /// How many documents are kept.
    var count: Int { kept.count }

    /// A document of a view as it is now; nil where there is no such view.
    func document(_ format: Format, of view: View, in feed: String) async throws -> PreparedDocument? {
        let key = FeedDocument.Key(feed: feed, view: view.path, format: format)
        guard let mark = try await library.mark(of: view, format, in: feed) else { return nil }
        turn += 1
        resting = Alarm(after: Self.idle, for: self) { shelf in Task { await shelf.rest() } }
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
        makeRoom()
        return prepared
    }

    private func makeRoom() {
        var size = kept.values.reduce(0) { $0 + $1.document.size }
        while kept.count > 1, kept.count > most || size > room,
            let oldest = kept.min(by: { $0.value.turn < $1.value.turn })
        {
            size -= oldest.value.document.size
            kept[oldest.key] = nil
        }
    }

    /// Lets go of everything, and has others do so.
    func rest() async {
        resting = nil
        kept = [:]
        await library.rest()
    }
}
