import Articles
import Feeds
import Foundation
import Store

/// What a pass is run for.
extension FeedPass {
    /// What is looked at.
    enum Scope: Equatable {
        case everything
        /// Relative to the articles folder.
        case paths(Set<String>)
    }

    struct Conditions {
        var scope: Scope
        var moves: [Changes.Move] = []
        /// Paths that files or folders were moved away from.
        var departed: Set<String> = []
        /// Whether what happens to files is told at once, and this is all that has happened so far.
        var isWatched = false
        /// Whether vanished articles and young files are taken as they are now.
        var isImmediate = false
        /// Whether this is a scan by the daemon, which leaves young files alone.
        var leavesYoung = false
        /// Paths that a scan reads however young they are: their closing was heard.
        var closed: Set<String> = []
        /// Paths that had a problem when they were last read: they are read again whenever they are looked at.
        var troubled: Set<String> = []
        /// Paths that are released though their date lies ahead.
        var released: Set<String> = []
        /// Whether files are looked for that only articles refer to which the documents do not show.
        var looksAtAllMedia = false
        /// Files that are no articles and have come, changed or gone, as `MediaFolders` knows them.
        var files: Set<String> = []
        /// Whether lengths of files elsewhere are known that were not.
        var hasAnswers = false
        /// What articles take over from an older feed, by path, and what the feed does.
        var adopted: [String: Adopted] = [:]
        var inheritance: Inheritance?
        /// Whether there is no file of the ledger.
        var isLedgerLost = false
        /// Whether the ledger was read from a file that nobody has compared with what is known.
        var isLedgerUnchecked = false
        /// Paths whose edits are told nobody, by hand.
        var silenced: Set<String> = []
        /// Whether what is held back is let go, by hand.
        var isForced = false
        /// Whether edits that wait for a quiet time's end are told now.
        var endsQuiet = false
        /// The moment that has come since the last pass, at which an entry appears or expires; nil where none has.
        var moment: Date?
        var isUrgent = false
        var now: Date
    }
}
