package import Feeds

/// What the store knows of a feed beside its articles.
package struct FeedRecord: Equatable, Sendable {
    package var name: String
    /// The host of the base URL when the feed was first published: it is part of every derived id.
    package var authority: String
    /// The base URL that the documents were made with.
    package var base: String
    /// Of everything but the articles that decides the documents' bytes.
    package var definition: String
    package var inheritance: Inheritance

    package init(
        name: String,
        authority: String,
        base: String,
        definition: String,
        inheritance: Inheritance = Inheritance()
    ) {
        self.name = name
        self.authority = authority
        self.base = base
        self.definition = definition
        self.inheritance = inheritance
    }
}

/// An article that has another path now.
package struct Renaming: Equatable, Sendable {
    package var from: String
    package var to: String

    package init(from: String, to: String) {
        self.from = from
        self.to = to
    }
}

/// What one pass commits for one feed, in one transaction.
package struct Edition: Sendable {
    package var feed: FeedRecord
    /// Applied first: rows keep everything but their path.
    package var renamings: [Renaming] = []
    /// Written whole, by path.
    package var entries: [CatalogueEntry] = []
    /// Files whose time or inode changed, but nothing that a reader can see.
    package var touched: [KnownFile] = []
    /// Paths of broken articles that went before they could ever be read.
    package var forgotten: [String] = []
    package var bodies: [KeptBody] = []
    package var media = EditionMedia()
    /// Written in place of those that the same entries had.
    package var former: [FormerAddresses] = []
    /// The documents whose bytes changed; `version` and `lastModified` are given by the store.
    package var documents: [FeedDocument] = []
    /// The paths whose problems are replaced; nil: all of the feed's.
    package var lookedAt: [String]?
    package var problems: [StoredProblem] = []
    /// Published ids that go with this edition or are held back; each takes the place of what was known of its id.
    package var departures: [Departure] = []
    /// Ids that are back, or of which it need not be known any more that they went.
    package var returned: [String] = []
    /// Those that came with what is held back, in place of all that were known; nil where they are the same.
    package var guests: [Guest]?
    /// Of the ledger as it was written with this edition, or was found; nil where nothing of that is new.
    package var ledger: Fingerprint?
    /// Quiet times that are new or different; those that are over are forgotten.
    package var quietTimes: [QuietTime] = []
    /// When pages of the feed's history are full, where others are now than were before.
    package var archives: ArchiveRule?
    /// What is different of the feed's entries, for those who are told of it entry by entry.
    package var changes: [EntryChange] = []
    /// Whether subscribers are owed what was served until now without being told.
    package var tellsUntold = false
    /// Whether subscribers are owed the new documents: not at a first pass, nor when only the base URL changed.
    package var isTold = true
    /// Whether subscribers are told without waiting for a second since the last push.
    package var isUrgent = false
    /// Hubs of others that are pinged for each changed document.
    package var pingedHubs: [String] = []

    package init(feed: FeedRecord) {
        self.feed = feed
    }

    /// Whether a commit would write anything.
    package var isEmpty: Bool {
        renamings.isEmpty && entries.isEmpty && touched.isEmpty && forgotten.isEmpty && bodies.isEmpty
            && documents.isEmpty && media.isEmpty && former.isEmpty && departures.isEmpty && returned.isEmpty
            && guests == nil && ledger == nil && quietTimes.isEmpty && !tellsUntold
    }
}
