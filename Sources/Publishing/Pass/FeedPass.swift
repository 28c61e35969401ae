import Articles
import Feeds
import Foundation
import Media
import Store

/// One pass over one feed: look, read, decide, compose; what it would commit is its result.
struct FeedPass {
    /// What came of it.
    struct Result {
        var edition: Edition
        var changes: Report.Changes
        /// The views to which changed entries belonged before, where they are filed otherwise now.
        var leftViews: Set<View> = []
        var ledger: Ledger
        var isLedgerNew: Bool
        /// Whether the ledger's file does not say all that it should, and will be written again.
        var isLedgerLost = false
        var isFeedNew: Bool
        /// Whether a folder could not be read now, and is to be looked at again soon.
        var isHindered = false
        var memory: Memory
        /// Why something is held back by the guard; nil where nothing is.
        var holdReason: String?
        /// How many entries are held back that were not before.
        var newlyHeld = 0
        /// Whether something was held back before, and nothing is now.
        var hasHoldEnded = false
    }

    /// Files that are renamed faster than they can be looked at.
    struct Restless: Error, CustomStringConvertible {
        var description: String { "files are renamed faster than they can be read" }
    }

    private static let mostLooks = 5

    /// A disappearance is believed when none has come for so many seconds, nor a file to the path of one that is awaited.
    static let patience: TimeInterval = 1

    let feed: FeedDefinition
    let base: Base
    let taken: TakenAddresses
    let store: any Store
    let inspector: Inspector?
    var conditions: Conditions
    var memory: Memory
    var reader: Reader
    /// Whether the catalogue says what was read under another definition.
    var isStale = false
    /// Whether another version of this program has made what is published.
    var isUpgrade = false
    /// Ids that the guard holds back as it has judged in this pass.
    var judged: Set<String> = []
    /// Whether articles may have the slugs that others give up in the same pass.
    var exchangesSlugs = true
    /// Whether something was put off in this pass that was not before: then all that waits goes on waiting.
    var isDisturbed = false
    /// What the guard has said at last.
    var verdict = Verdict()
    /// What the catalogue has said of paths so far.
    var known = KnownEntries()
    /// The shown entries whose media are others than they were, with their articles' paths.
    var stale: [String: String] = [:]
    /// What the texts of this pass call by names.
    var named: NamedLinks?
    /// Whether the feed's own pictures are others than they were.
    var isFeedStale = false
    /// Whether an entry refers to a file that may be an article which is not known yet.
    var hasOpenLinks = false
    var fingerprint: String { memory.fingerprint }
    var now: Date { conditions.now }
    /// Whether what was found last waits with what was waited for: the next look must not forget it.
    private var hasCompany = false
    /// Everything that has just been read is new to the catalogue, and no news to a reader.
    var isFirst = false
    /// For how long a scan leaves a file alone, in seconds.
    var youth: TimeInterval { max(Survey.youth, feed.settle) }

    init(
        _ feed: FeedDefinition,
        base: Base,
        taken: TakenAddresses = TakenAddresses(),
        store: any Store,
        inspector: Inspector? = nil,
        memory: Memory,
        conditions: Conditions
    ) {
        self.feed = feed
        self.base = base
        self.taken = taken
        self.store = store
        self.inspector = inspector
        self.conditions = conditions
        self.memory = memory
        reader = Reader(feed)
        self.memory.define(feed)
    }

    /// Runs the pass.
    ///
    /// - Throws: a ``Problem`` where nothing can be said about a feed that was never published; ``Restless``.
    mutating func run(ledger known: Ledger?) async throws -> Result {
        let (memory, conditions) = (memory, conditions)
        for _ in 0..<Self.mostLooks {
            if let result = try await look(ledger: known) { return result }
            let (waiting, lastUnrest) = (self.memory.waiting, self.memory.lastUnrest)
            (self.memory, self.conditions, self.known) = (memory, conditions, KnownEntries())
            if hasCompany { (self.memory.waiting, self.memory.lastUnrest) = (waiting, lastUnrest) }
            hasCompany = false
            named = nil
        }
        throw Restless()
    }

    /// What one look finds; nil where files were renamed while it looked, so that it shows the folder of no moment.
    mutating func look(ledger known: Ledger?) async throws -> Result? {
        let record = if let known = memory.record { known } else { try await store.feed(feed.name) }
        isFirst = record == nil || memory.firstPage != nil
        // Then all that there is is at hand, and nothing need be asked for article by article.
        if record == nil { self.known = KnownEntries(all: []) }
        if let entries = memory.firstPage { self.known = KnownEntries(all: entries) }
        memory.firstPage = nil
        // Another definition may say other dates, addresses and texts of the same files.
        isStale = record.map { !$0.definition.hasPrefix(memory.readingMark) } ?? false
        isUpgrade = record.map { !$0.definition.hasSuffix(FeedDefinition.program) } ?? false
        if isStale, case .paths(let paths) = conditions.scope {
            conditions.scope = .everything
            conditions.leavesYoung = true
            conditions.closed.formUnion(paths)
        }
        var survey = try await survey(isNew: record == nil, ledger: known)
        if survey.isMissing, record == nil, known == nil, feed.articles == feed.folder + "/articles" {
            survey = .nothingYet(in: reader.folder)
        }
        var moves = try await moves(in: survey)
        var displaced = moves.displacements(in: survey)
        if !displaced.isEmpty, case .paths(let paths) = conditions.scope {
            // More may have moved than is told so far: only a look at everything shows who has come to which path.
            conditions.scope = .everything
            conditions.leavesYoung = true
            conditions.closed.formUnion(paths)
            survey = try await self.survey(isNew: record == nil, ledger: known)
            moves = try await self.moves(in: survey)
            displaced = moves.displacements(in: survey)
        }
        if let blindness = survey.blindness, record == nil { throw blindness }
        findStale()
        survey.reread(stale.values, in: reader.folder)
        var editor = try await editor(ledger: known, record: record)
        if known == nil, record != nil {
            try await editor.recall(
                store.entries(of: feed.name),
                formerSlugs: store.formerSlugs(of: feed.name)
            )
        }
        let found = try await check(known, record: record, editor: &editor)
        let ledger = known == nil ? (record == nil ? nil : editor.ledger) : found.ledger
        for path in conditions.released { editor.release(path) }
        for path in conditions.silenced { editor.silence(path) }
        editor.lookedAt(survey.lookedAt)
        editor.report(survey.problems)
        for path in survey.chosen { editor.ledger.choose(path) }
        if let blindness = survey.blindness { editor.hold(blindness.message) }
        memory.later.merge(survey.young.map { ($0, now + youth) }) { $1 }
        if !displaced.isEmpty {
            let paths = Set(displaced.keys).union(displaced.values)
            let entries = try await store.entries(of: feed.name, at: paths.sorted())
            moves.displace(displaced, in: survey, entries: entries)
        }
        remember(survey, moves, gate: editor.gate)
        let isSomethingDue = isPatienceOver && !(memory.absent.isEmpty && memory.waiting.isEmpty)
        if isPatienceOver {
            memory.absent.subtract(moves.missing)
            memory.awaited = [:]
            moves.stopWaiting { editor.gate.holds($0) }
        } else {
            survey.leave(Set(moves.awaited.keys).union(moves.awaited.values))
        }
        survey.read(first: moves.goals)
        // Who had an address before the store was lost has it before all who come.
        if isFirst {
            survey.read(first: editor.ledger.namedPaths)
            survey.read(last: editor.ledger.deniedPaths)
        }
        guard let moved = try await take(survey.toRead, moves: &moves, editor: &editor) else { return nil }
        // What was let go has more company than it was judged in: it is looked at again, and waits on.
        if isDisturbed, isSomethingDue {
            hasCompany = true
            return nil
        }
        editor.reportContested()
        if feed.onDelete == .keep { try await keepBodies(editor: &editor) }
        for entry in moves.gone where !moved.contains(entry.path) { editor.remove(entry) }
        try await remove(moves.vanished.filter { !moved.contains($0.path) }, editor: &editor)
        if exchangesSlugs, editor.hasSlugTwice {
            exchangesSlugs = false
            return nil
        }
        try await countMoment(in: &editor)
        guard try await agrees(to: &editor, survey) else { return nil }
        memory.departed = memory.absent.union(memory.later.keys).filter(moves.hasDeparted)
        try await compose(record: record, editor: &editor)
        let restoresLedger = restoresLedger(isBlind: survey.blindness != nil)
        var result = result(of: editor, ledger: ledger, record: record)
        result.isLedgerNew = result.isLedgerNew || restoresLedger
        result.isLedgerLost = conditions.isLedgerLost && !result.isLedgerNew
        result.edition.ledger = result.isLedgerNew ? result.ledger.mark : found.mark
        result.isHindered = survey.isHindered
        return result
    }
}
