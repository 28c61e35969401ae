package import Feeds
package import Foundation
package import Push
package import Readership

/// The only meeting place: what must survive, behind calls that take and give values.
///
/// Every write is durable when its call returns, but for an edition: files and ledger would give it again, so it is
/// seen at once, and durable before anybody is told of it.
package protocol Store: Sendable {
    /// A stream that rings, without payload, after each commit that others may want to see.
    func commits() -> AsyncStream<Void>
    /// The same without those that change only who is subscribed, and what is owed.
    func editions() -> AsyncStream<Void>

    /// Rings `commits` for what another process wrote.
    func ring()

    // The catalogue.

    func feeds() async throws -> [FeedRecord]
    func feed(_ name: String) async throws -> FeedRecord?
    /// Every file that is not gone, sorted by path.
    func files(of feed: String) async throws -> [KnownFile]
    /// The articles, neither gone nor broken, whose files had these inodes when they were last read.
    func files(of feed: String, inodes: [UInt64]) async throws -> [KnownFile]
    /// What is kept of these paths: of several at one path the one that is not gone, else the last that went.
    func entries(of feed: String, at paths: [String]) async throws -> [CatalogueEntry]
    /// The articles that were at this path and have no file: that have gone, or were set aside; the last one first.
    func left(of feed: String, at path: String) async throws -> [CatalogueEntry]
    /// By the hashes of their files, the articles that have gone: of those with one hash the only one.
    func gone(of feed: String, hashes: [Fingerprint]) async throws -> [Fingerprint: CatalogueEntry]
    /// By the paths of `looks`, the path of the only published article that looks so; of undated ones a draft's, too.
    func paths(of feed: String, alike looks: [String: Likeness]) async throws -> [String: String]
    func entry(of feed: String, slug: String) async throws -> CatalogueEntry?
    func entry(of feed: String, id: String) async throws -> CatalogueEntry?
    /// Those with these ids, in their order; ids of none are left out.
    func entries(of feed: String, ids: [String]) async throws -> [CatalogueEntry]
    /// The id of the entry that this address below its feed led to before.
    func entryID(of feed: String, formerlyAt address: String) async throws -> String?
    /// Every address below the feed that led to an entry before, sorted.
    func formerAddresses(of feed: String) async throws -> [String]
    /// The slugs at which articles were that have gone, expired by `now`, or were taken back otherwise, sorted.
    func goneSlugs(of feed: String, at now: Date) async throws -> [String]
    /// The slugs that articles had before, by id.
    func formerSlugs(of feed: String) async throws -> [String: [String]]
    /// Every entry that is not gone, sorted by path.
    func entries(of feed: String) async throws -> [CatalogueEntry]
    /// Whose those of these ids are that some article of the feed has or had.
    func owners(of ids: [String], in feed: String) async throws -> [String: Owner]
    /// The paths of the articles that have these slugs, those that are gone left out; of a slug that is taken, also the
    /// paths of those that have it with a number (`hello-2`).
    func owners(ofSlugs slugs: [String], in feed: String) async throws -> [String: String]
    /// Whether a file is known in the folder at `path`.
    func hasFiles(of feed: String, below path: String) async throws -> Bool
    /// How many articles are neither gone nor broken.
    func liveCount(of feed: String) async throws -> Int
    /// Entries that are shown at `now`, newest first, those of `leavingOut` (paths) not among them.
    func newest(
        of feed: String,
        at now: Date,
        limit: Int,
        leavingOut: Set<Spelling>
    ) async throws -> [CatalogueEntry]
    /// The entries shown at `now` that are next to one in the order of ``newest(of:at:limit:leavingOut:)``.
    func neighbours(
        of entry: CatalogueEntry,
        in feed: String,
        at now: Date
    ) async throws -> (older: CatalogueEntry?, newer: CatalogueEntry?)
    /// The ids of live entries that were last updated in these seconds since 1970, each with that second.
    func updates(of feed: String, in range: ClosedRange<Int64>) async throws -> [(id: String, second: Int64)]
    /// How many entries are shown at `now`.
    func count(of feed: String, at now: Date) async throws -> Int
    /// The entries that appear or expire from `start` on, and by `end`.
    func entries(of feed: String, changingFrom start: Date, by end: Date) async throws -> [CatalogueEntry]
    /// Entries that are shown at `now` and filed so, newest first.
    func newest(of feed: String, filed filing: Filing, at now: Date, limit: Int) async throws
        -> [CatalogueEntry]
    /// The entries that were withdrawn by `now`, be it by their own date; the last ones first.
    func withdrawn(of feed: String, by now: Date, limit: Int) async throws -> [Tombstone]
    /// Where the pages of its history end that are full, the oldest first.
    func archiveEnds(of feed: String) async throws -> [ArchiveEnd]
    /// How many they are, which is the number of the newest.
    func archiveCount(of feed: String) async throws -> Int
    /// Where one of them ends.
    func archiveEnd(of feed: String, number: Int) async throws -> ArchiveEnd?
    /// How many entries are shown at `now` that are in none of so many pages, the oldest ones.
    func count(of feed: String, beyondArchive number: Int, at now: Date) async throws -> Int
    /// The entries shown at `now` of one page, newest first; nil where it is not full yet.
    func entries(of feed: String, inArchive number: Int, at now: Date) async throws -> [CatalogueEntry]?
    /// Entries that are shown at `now`, oldest first, from the one of this number on, counted from 0.
    func oldest(of feed: String, at now: Date, from first: Int, limit: Int) async throws -> [CatalogueEntry]
    /// The words of this kind that the live entries of the feed are filed under, each once.
    func shelfmarks(_ kind: Shelfmark, of feed: String) async throws -> Set<String>
    /// When what the feed shows changed last: by an edition, or by the clock; nil where it was never published.
    func lastChange(of feed: String, at now: Date) async throws -> LastChange?
    /// Kept bodies by entry id.
    func bodies(of ids: [String], in feed: String) async throws -> [String: KeptBody]
    func keep(_ bodies: [KeptBody], of feed: String) async throws
    /// The paths of live articles of which no body is kept.
    func bodiless(of feed: String) async throws -> [String]
    /// The published ids that went lately or are held back, sorted by id.
    func departures(of feed: String) async throws -> [Departure]
    /// The published ids that came with what is held back or was lately, sorted by id.
    func guests(of feed: String) async throws -> [Guest]
    /// Of the feed's ledger as we know it; nil where nobody has taken note of one.
    func ledgerMark(of feed: String) async throws -> Fingerprint?
    /// The quiet times that are not over, sorted by id.
    func quietTimes(of feed: String) async throws -> [QuietTime]
    func problems() async throws -> [(feed: String, problem: StoredProblem)]
    /// The moment of the feed's last edition; nil where there was none.
    func lastEdition(of feed: String) async throws -> Date?
    /// The next moment after `now` at which an entry of the feed appears or expires.
    func nextChange(of feed: String, after now: Date) async throws -> Date?

    // Media.

    /// What was found in these files of a feed when they were looked at; those never looked at are left out.
    func media(of feed: String, at paths: [String]) async throws -> [StoredMedia]
    /// What was found in the files that had these inodes when they were looked at.
    func media(of feed: String, inodes: [UInt64]) async throws -> [StoredMedia]
    /// What an entry of this id shows, sorted by address; the feed itself has an empty one.
    func mediaReferences(of feed: String, entry id: String) async throws -> [MediaReference]
    /// The same of several entries, by their ids; those that show nothing are left out.
    func mediaReferences(of feed: String, entries ids: [String]) async throws -> [String: [MediaReference]]
    /// The enclosures that an entry of this id went without when it was last made, by their references, sorted.
    func missingEnclosures(of feed: String, entry id: String) async throws -> [String]
    /// The path of the file that an address leads to, if an entry that is shown at `now` shows it, or the feed itself.
    func mediaPath(of feed: String, address: String, at now: Date) async throws -> String?
    /// The path that a file has now that was shown under this address.
    func mediaPath(of feed: String, formerlyAt address: String) async throws -> String?
    /// The ids of the entries that show one of these files.
    func entryIDs(of feed: String, showing paths: Set<String>) async throws -> Set<String>
    /// All that entries shown at `now` show, and the feed itself, sorted by address.
    func mediaReferences(of feed: String, at now: Date) async throws -> [MediaReference]
    /// The addresses under which files were shown that lie elsewhere now, with their present paths, sorted.
    func formerMedia(of feed: String) async throws -> [MediaReference]
    func keep(_ media: EditionMedia, of feed: String) async throws
    /// What is known of files elsewhere; those never asked for are left out.
    func remoteMedia(at urls: [String]) async throws -> [RemoteMedia]
    /// The files elsewhere that are to be asked for.
    func enquiries(at now: Date, limit: Int) async throws -> [RemoteMedia]
    /// When the next file elsewhere is to be asked for.
    func nextEnquiry() async throws -> Date?
    /// Writes down what came of asking; it is asked again at `due`, or never.
    func note(_ answer: RemoteMedia, again due: Date?) async throws

    // Readers.

    /// Adds what was counted since it was added last, readers and downloads, and of which time it is, in one transaction.
    func add(_ counted: [ReadershipDay], _ downloads: [DownloadDay], _ spans: [CountedSpan]) async throws
    /// Adds what was counted of logs, in one transaction; false, and nothing is added, where others of the same server
    /// have come since it was begun.
    func add(_ imported: ReadershipImport) async throws -> Bool
    /// Of which times the requests are counted of a server's logs, and by the daemon itself where the name is empty.
    func countedSpans(of source: String) async throws -> [CountedSpan]
    /// The days from `first` on, of one feed or of all, sorted by feed, day and agent.
    func readership(of feed: String?, from first: Int) async throws -> [ReadershipDay]
    /// The downloads of days from `first` on, of one feed or of all, sorted by feed, file and day.
    func downloads(of feed: String?, from first: Int) async throws -> [DownloadDay]

    // Editions.

    /// Commits a whole edition: catalogue, documents, and what is owed because of them.
    @discardableResult
    func commit(_ edition: Edition, at now: Date) async throws -> [FeedDocument]
    /// All documents of feeds themselves, without their bytes.
    func documentHeads() async throws -> [FeedDocument]
    func document(_ key: FeedDocument.Key) async throws -> FeedDocument?
    /// The document as it is now, but of its entries only those that are new or different since it had this version.
    func document(_ key: FeedDocument.Key, changedSince version: Int64) async throws -> FeedDocument?
    /// The entries of a feed that came, changed or went after this version of its JSON Feed.
    func changes(of key: FeedDocument.Key, since version: Int64) async throws -> [EntryChange]
    /// Ends a feed that has no folder any more: its documents are gone, its subscriptions end and are owed a denial each; its
    /// articles are gone, and their ids stay theirs.
    func withdraw(feed: String, at now: Date) async throws
    /// All such paths, sorted.
    func withdrawnPaths() async throws -> [String]
    /// Whether a path below the base URL was that of a document or a page of a feed that was withdrawn.
    func isWithdrawn(_ path: String) async throws -> Bool

    /// Lets go of what only makes the next read faster.
    func rest() async

    // Views that are documents, since somebody is subscribed to them.

    /// The views that have or had subscribers, or that somebody asks for.
    func views() async throws -> [StoredView]
    /// Of these views that are documents, those to which nobody is subscribed any more.
    func unwanted(of views: [FeedDocument.Key]) async throws -> [FeedDocument.Key]
    /// Of the document with this key; nil where there is none.
    func version(of key: FeedDocument.Key) async throws -> Int64?
    /// Commits what an edition changes of views, with what is owed because of it; a view that was no document is one now,
    /// and nobody is owed it but who asked for it when it was another.
    func commit(_ edition: ViewEdition, at now: Date) async throws
    /// Takes the documents of views away to which nobody is subscribed.
    func drop(_ views: [FeedDocument.Key]) async throws
    /// Forgets the requests for a view that is none.
    func refuse(_ view: FeedDocument.Key) async throws

    // Topics and subscriptions.

    /// What a topic URL means: a present document's own address, or one of a former base to which somebody is subscribed.
    func topic(_ url: String) async throws -> FeedDocument.Key?
    /// Writes a request down, in place of an earlier one for the same topic and callback; one for a view that is no
    /// document waits until it is.
    func request(_ verification: PendingVerification, at now: Date) async throws
    /// The same for a stranger's; what there would be too much of, and then nothing is written.
    func request(_ verification: PendingVerification, within caps: SubscriptionCaps, at now: Date)
        async throws
        -> SubscriptionCaps.Excess?
    func claimVerifications(at now: Date, limit: Int) async throws -> [PendingVerification]
    /// The callbacks have confirmed: subscribes or unsubscribes. The subscriptions' ids, where there was one.
    func confirm(_ verifications: [PendingVerification], at now: Date) async throws -> [Int64?]
    /// The callback has not confirmed: the state stays as it was; asked again at `due`, or never.
    func postpone(_ verification: PendingVerification, until due: Date?) async throws
    func subscription(callback: String, key: FeedDocument.Key) async throws -> Subscription?
    /// Some subscription that has a secret: whether the key is the right one shows on any.
    func sealedSubscription() async throws -> Subscription?

    // What definitions say.

    /// How subscribers of a feed are told; those of topics of all feeds where the name is empty.
    func policy(of feed: String) async throws -> PushPolicy
    /// Writes down what the definitions of these feeds say, in place of what they said before; and the receivers whom they
    /// name, all of them, of feeds that have documents. Without receivers those that were named before stay.
    func define(_ policies: [String: PushPolicy], receivers: [SubscriptionRecord]?, at now: Date) async throws

    // What operators see and do.

    /// Subscriptions with a greater id, in the order of their ids; all, or only those that are owed something.
    func subscriptions(after id: Int64, limit: Int, onlyOwed isOwed: Bool) async throws
        -> [SubscriptionRecord]
    /// Subscribes all of them without asking anybody, or none: what is wrong then.
    ///
    /// One takes the place of an earlier one by the same callback to the same topic; those that are over are left out.
    /// With caps, nothing is taken of which there would be too much.
    func take(
        _ records: [SubscriptionRecord],
        within caps: SubscriptionCaps?,
        at now: Date
    ) async throws -> [String]
    /// Ends subscriptions; by WebSub they are owed a denial. How many there were.
    func remove(_ ids: [Int64], reason: String, at now: Date) async throws -> Int
    func owedRanges() async throws -> [OwedRange]
    /// At most a thousand.
    func owedPings() async throws -> [OwedPing]
    /// Has what is owed to these subscriptions alone tried at once, or all there is, pings included; how much it is.
    ///
    /// With a moment, these are owed again what has changed since.
    func retry(_ ids: [Int64]?, since moment: Date?, at now: Date) async throws -> Int
    /// Forgets what is owed to these subscriptions alone, or all that is owed to anybody, and these pings; how much it was.
    func drop(_ ids: [Int64]?, pings: [Int64]) async throws -> Int

    // What is owed.

    func claimFanout(at now: Date) async throws -> FanoutClaim?
    /// Ends a range and writes its failures, in one transaction.
    func finish(
        _ claim: FanoutClaim,
        results: [Int64: DeliveryResult],
        at now: Date
    ) async throws
    /// Gives slow deliveries of a range rows of their own, still claimed, so that the range can finish.
    func detach(_ subscriptions: [Int64], of claim: FanoutClaim, at now: Date) async throws -> [RetryClaim]
    func claimRetries(at now: Date, limit: Int) async throws -> [RetryClaim]
    func finish(_ retry: RetryClaim, result: DeliveryResult, at now: Date) async throws
    func claimPings(at now: Date, limit: Int) async throws -> [PingClaim]
    /// Ends a ping, or owes it again at `due`.
    func finish(_ ping: PingClaim, again due: Date?) async throws
    func claimDenials(at now: Date, limit: Int) async throws -> [DenialClaim]
    /// Ends a denial, or owes it again at `due`.
    func finish(_ denial: DenialClaim, again due: Date?) async throws
    /// The next moments at which something is owed; now or earlier where it is already.
    func due() async throws -> DueMoments
    /// How many deliveries, pings and denials are owed that have not been attempted once.
    func unattempted() async throws -> Int
    /// Takes back every claim: whoever held one is no longer there.
    func releaseClaims() async throws
    /// Ends subscriptions whose lease is over.
    func endLeases(at now: Date) async throws
    func owed() async throws -> OwedFigures
    /// Whether a round through the store's writer works.
    func checkHealth() async throws
}
