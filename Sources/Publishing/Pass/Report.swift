package import Articles
import Foundation
package import Store

/// What a pass did, or would do.
package struct Report: Codable, Equatable, Sendable {
    /// An entry as its author may recognise it.
    package struct Item: Codable, Equatable, Sendable {
        package var id: String
        package var title: String
        /// Relative to the articles folder.
        package var path: String
        /// What of a changed entry is different.
        package var differences: [String] = []
        /// How it was and how it is, where readers know an entry by it: its id, its link or address, its date.
        package var values: [Value] = []
        /// Whether subscribers are told of it at once.
        package var isTold = true
    }

    /// Something of an entry, before and after.
    package struct Value: Codable, Equatable, Sendable {
        /// As among the item's differences, unless the definition alone makes it another.
        package var name: String
        package var before: String
        package var after: String

        /// Nil where nothing has changed.
        init?(_ name: String, _ before: String, _ after: String) {
            if before == after { return nil }
            self.name = name
            self.before = before
            self.after = after
        }
    }

    /// A published entry that is held back, and what would become of it.
    package struct Held: Codable, Equatable, Sendable {
        package var id: String
        package var title: String
        package var path: String
        package var fate: Departure.Fate
    }

    /// What subscribers of one feed see.
    package struct Changes: Codable, Equatable, Sendable {
        package var feed: String
        package var added: [Item] = []
        package var changed: [Item] = []
        package var removed: [Item] = []
        /// Articles whose date lies ahead.
        package var scheduled: [Item] = []
        /// What is held back of what this pass has looked at.
        package var held: [Held] = []
        /// Why something is held back, or why nothing can be said of the folder.
        package var reasons: [String] = []
        /// Articles whose edits are told nobody for a while (paths).
        package var silenced: [String] = []
        /// Pages that were read and hold no article, by their paths.
        package var leftOut: [String] = []
        /// The addresses of documents that are new.
        package var documents: [String] = []
        /// Whether the feed has ended: its folder is gone, and it was withdrawn by hand.
        package var isWithdrawn = false
        /// How many articles were read, whatever came of it.
        package var read = 0

        package init(feed: String) {
            self.feed = feed
        }

        /// Whether nothing was published, though something may be held back.
        package var isEmpty: Bool {
            added.isEmpty && changed.isEmpty && removed.isEmpty && documents.isEmpty
        }
    }

    package var feeds: [Changes] = []
    package var problems: [Problem] = []
    /// The targets that are neither feeds nor articles; for these nothing is done at all.
    package var unknown: [Problem] = []
    /// Deliveries that were attempted, by `publish --now`.
    package var attempted = 0
    /// Callbacks that fail, with their reason.
    package var failing: [String] = []
    /// From the beginning of the pass, in seconds.
    package var seconds: Double = 0
    package var isPlan = false
    /// What writing the site into a folder came to; nil where nobody asked for it.
    package var printed: Printed?

    package init() {}

    package var hasFindings: Bool {
        (problems + (printed?.problems ?? [])).contains { $0.severity == .error }
            || feeds.contains { !$0.held.isEmpty || !$0.reasons.isEmpty }
    }
}
