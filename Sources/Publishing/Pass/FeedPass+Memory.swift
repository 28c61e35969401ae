import Articles
import Feeds
import Foundation
import Store

/// What is remembered between passes.
extension FeedPass {
    /// What the publisher remembers of a feed between passes, because only time can tell.
    struct Memory: Equatable {
        /// Paths that have vanished, or are taken by others' files, and wait to be seen again as moves.
        var absent: Set<String> = []
        /// Those of the absent, and of the files to look at later, that were moved away.
        var departed: Set<String> = []
        /// What may be moves, new path to old: articles whose files stand at the paths of absent ones.
        var awaited: [String: String] = [:]
        /// What was read and is put off, by path.
        var waiting: [String: Waiting] = [:]
        /// When something was missed or put off that was not before; nil where nothing is.
        var lastUnrest: Date?
        /// Files to look at again, and when.
        var later: [String: Date] = [:]
        /// When a ledger whose file has gone may be written again; nil where nothing is to be done.
        var ledgerDue: Date?
        var shown = ShownEntries(under: "")
        /// The newest of the catalogue, as it is committed; nil where the store has to be asked.
        var newest: Newest?
        /// How many entries the feed has; nil where they have to be counted.
        var count: Int?
        var media = ShownMedia()
        /// That a document is too large.
        var overweight: Problem?
        /// The entity tags and paths of the documents as they are committed; nil where they have to be asked for.
        var documents: [FeedDocument.Key: Committed]?
        /// What the store says of the feed; nil where it has to be asked.
        var record: FeedRecord?
        /// The catalogue, as long as it is no more than what the feed shows first.
        var firstPage: [CatalogueEntry]?
        /// What went lately or is held back; nil where the store has to be asked.
        var departures: [Departure]?
        /// What came with that, and does not count when it goes; known when that is.
        var guests = Guests()
        /// When edits are told; nil where the store has to be asked.
        var quiet: QuietTimes?
        /// The definition that the fingerprint is of: to make one takes longer than to compare two definitions.
        private(set) var definition: FeedDefinition?
        private(set) var fingerprint = ""
        private(set) var readingMark = ""

        mutating func define(_ feed: FeedDefinition) {
            if definition == feed { return }
            definition = feed
            fingerprint = feed.fingerprint
            readingMark = feed.readingMark
        }

        /// Takes over what an edition says of the newest entries.
        mutating func follow(_ edition: Edition) {
            guard newest != nil else { return }
            let entries = Dictionary(
                edition.entries.lazy.filter { $0.state != .gone }.map { (Spelling($0.path), $0) },
                uniquingKeysWith: { $1 }
            )
            let marks = Dictionary(
                edition.touched.lazy.map { (Spelling($0.path), $0.mark) },
                uniquingKeysWith: { $1 }
            )
            if entries.isEmpty, marks.isEmpty { return }
            newest?.update { entry in
                let path = Spelling(entry.path)
                if let changed = entries[path] { entry = changed }
                if let mark = marks[path] { entry.file = mark }
            }
        }

        struct Committed: Equatable {
            var etag: String
            var path: String
            var formerPaths: [String]
            /// How often it is worth asking for: not all formats say so in their bytes.
            var rhythm: Rhythm
        }

        /// When what has vanished is believed to have gone, and what is put off is taken: not before all that has come is
        /// read, but for files that are never at rest.
        var patienceEnds: Date? {
            guard let lastUnrest, !absent.isEmpty || !waiting.isEmpty else { return nil }
            let lastRead = min(later.values.max() ?? lastUnrest, lastUnrest + 10)
            return max(lastUnrest + FeedPass.patience, lastRead)
        }

        /// When the first of all that waits is looked at.
        var waitEnds: Date? {
            [patienceEnds, waiting.values.map(\.longest).min()].compactMap(\.self).min()
        }

        /// The next moment at which this feed is looked at again.
        var next: Date? {
            [later.values.min(), waitEnds, ledgerDue, media.retry, quiet?.next].compactMap(\.self).min()
        }
    }
}

extension FeedPass.Memory.Committed {
    init(_ document: FeedDocument) {
        self.init(
            etag: document.etag,
            path: document.path,
            formerPaths: document.formerPaths,
            rhythm: document.rhythm
        )
    }
}
