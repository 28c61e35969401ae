import Articles
import Feeds
import Foundation
import Media
import Store

/// One pass over one feed: look, read, decide, compose; what it would commit is its result.
struct FeedPass {
    /// What is looked at.
    enum Scope: Equatable {
        case everything
        /// Relative to the articles folder.
        case paths(Set<String>)
    }

    /// What the publisher remembers of a feed between passes, because only time can tell.
    struct Memory: Equatable {
        /// Paths that have vanished, or are taken by others' files, and wait to be seen again as moves.
        var absent: Set<String> = []
        /// Those of the absent, and of the files to look at later, that were moved away.
        var departed: Set<String> = []
        /// What may be moves, new path to old: articles whose files stand at the paths of absent ones.
        var awaited: [String: String] = [:]
        var lastAbsence: Date?
        /// Files to look at again, and when.
        var later: [String: Date] = [:]
        var shown = ShownEntries(under: "")
        var media = ShownMedia()
        /// The entity tags and paths of the documents as they are committed; nil where they have to be asked for.
        var documents: [FeedDocument.Key: Committed]?
        /// What the store says of the feed; nil where it has to be asked.
        var record: FeedRecord?
        /// The catalogue, as long as it is no more than what the feed shows first.
        var firstPage: [CatalogueEntry]?
        /// What went lately or is held back; nil where the store has to be asked.
        var departures: [Departure]?
        /// When edits are told; nil where the store has to be asked.
        var quiet: QuietTimes?
        /// The definition that the fingerprint is of: to make one takes longer than to compare two definitions.
        private(set) var definition: FeedDefinition?
        private(set) var fingerprint = ""

        mutating func define(_ feed: FeedDefinition) {
            if definition == feed { return }
            definition = feed
            fingerprint = feed.fingerprint
        }

        struct Committed: Equatable {
            var etag: String
            var path: String
            var formerPaths: [String]
        }

        /// When what has vanished is believed to have gone: not before all that has come is read, but for files that are
        /// never at rest.
        var patienceEnds: Date? {
            guard let lastAbsence, !absent.isEmpty else { return nil }
            let lastRead = min(later.values.max() ?? lastAbsence, lastAbsence + 10)
            return max(lastAbsence + FeedPass.patience, lastRead)
        }

        /// The next moment at which this feed is looked at again.
        var next: Date? {
            [later.values.min(), patienceEnds, media.retry, quiet?.next].compactMap(\.self).min()
        }
    }

    struct Conditions {
        var scope: Scope
        var moves: [Changes.Move] = []
        /// Paths that files or folders were moved away from.
        var departed: Set<String> = []
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
        /// Files that are no articles and have come, changed or gone, as `MediaFolders` knows them.
        var files: Set<String> = []
        /// Whether lengths of files elsewhere are known that were not.
        var hasAnswers = false
        /// What articles take over from an older feed, by path, and what the feed does.
        var adopted: [String: Adopted] = [:]
        var inheritance: Inheritance?
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

    /// What came of it.
    struct Result {
        var edition: Edition
        var changes: Report.Changes
        var ledger: Ledger
        var isLedgerNew: Bool
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
    private let taken: TakenAddresses
    let store: any Store
    private let inspector: Inspector?
    private(set) var conditions: Conditions
    var memory: Memory
    private(set) var reader: Reader
    /// Whether the catalogue says what was read under another definition.
    private var isStale = false
    /// Ids that the guard holds back as it has judged in this pass.
    var judged: Set<String> = []
    /// What the guard has said at last.
    var verdict = Verdict()
    /// What the catalogue has said of paths so far.
    private var known = KnownEntries()
    /// What the texts of this pass call by names.
    private var named: NamedLinks?
    /// The shown entries whose media are others than they were, with their articles' paths.
    private var stale: [String: String] = [:]
    /// Whether an entry shows an enclosure that it went without before.
    private var hasArrival = false
    /// Whether an entry refers to a file that may be an article which is not known yet.
    private var hasOpenLinks = false
    private var fingerprint: String { memory.fingerprint }
    var now: Date { conditions.now }
    /// Everything that has just been read is new to the catalogue, and no news to a reader.
    private var isFirst = false
    /// For how long a scan leaves a file alone, in seconds.
    private var youth: TimeInterval { max(Survey.youth, feed.settle) }

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
            (self.memory, self.conditions, self.known) = (memory, conditions, KnownEntries())
            named = nil
        }
        throw Restless()
    }

    /// What one look finds; nil where files were renamed while it looked, so that it shows the folder of no moment.
    private mutating func look(ledger known: Ledger?) async throws -> Result? {
        let record = if let known = memory.record { known } else { try await store.feed(feed.name) }
        isFirst = record == nil || memory.firstPage != nil
        // Then all that there is is at hand, and nothing need be asked for article by article.
        if record == nil { self.known = KnownEntries(all: []) }
        if let entries = memory.firstPage { self.known = KnownEntries(all: entries) }
        memory.firstPage = nil
        // Another definition may say other dates, addresses and texts of the same files.
        isStale = record.map { !$0.definition.hasPrefix(feed.readingMark) } ?? false
        if isStale, case .paths(let paths) = conditions.scope {
            conditions.scope = .everything
            conditions.leavesYoung = true
            conditions.closed.formUnion(paths)
        }
        var survey = try await survey(isNew: record == nil)
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
            survey = try await self.survey(isNew: record == nil)
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
        for path in conditions.released { editor.release(path) }
        for path in conditions.silenced { editor.silence(path) }
        editor.lookedAt(survey.lookedAt)
        editor.report(survey.problems)
        if let blindness = survey.blindness { editor.hold(blindness.message) }
        memory.later.merge(survey.young.map { ($0, now + youth) }) { $1 }
        if !displaced.isEmpty {
            let paths = Set(displaced.keys).union(displaced.values)
            let entries = try await store.entries(of: feed.name, at: paths.sorted())
            moves.displace(displaced, in: survey, entries: entries)
        }
        remember(survey, moves, gate: editor.gate)
        if isPatienceOver {
            memory.absent.subtract(moves.missing)
            memory.awaited = [:]
            moves.stopWaiting()
        } else {
            survey.leave(Set(moves.awaited.keys).union(moves.awaited.values))
        }
        survey.read(first: moves.goals)
        // Who had an address before the store was lost has it before all who come.
        if record == nil { survey.read(first: editor.ledger.namedPaths) }
        guard let moved = try await take(survey.toRead, moves: moves, editor: &editor) else { return nil }
        editor.reportContested()
        if feed.onDelete == .keep { try await keepBodies(editor: &editor) }
        for entry in moves.gone where !moved.contains(entry.path) { editor.remove(entry) }
        try await remove(moves.vanished.filter { !moved.contains($0.path) }, editor: &editor)
        try await countMoment(in: &editor)
        guard try await agrees(to: &editor, survey) else { return nil }
        memory.departed = memory.absent.union(memory.later.keys).filter(moves.hasDeparted)
        try await compose(record: record, editor: &editor)
        var result = result(of: editor, ledger: known, record: record)
        result.isHindered = survey.isHindered
        return result
    }

    /// Runs a pass over what a large feed shows first; nil where the feed is not large, not new, or leaves a doubt.
    mutating func runFirstPage(
        ledger known: Ledger?,
        leastArticles: Int = FirstPage.leastArticles
    ) async throws -> Result? {
        guard try await store.feed(feed.name) == nil else { return nil }
        var editor = try await editor(ledger: known, record: nil)
        let page = await FirstPage.find(
            in: feed,
            of: leastArticles,
            reader: &reader,
            ledger: editor.ledger,
            now: now,
            youth: feed.settle
        )
        guard let page else { return nil }
        editor.lookedAt(page.paths)
        self.known = KnownEntries(all: [])
        isFirst = true
        let moves = Moves(absent: [], folder: reader.folder, pairs: [])
        _ = try await take(page.paths, moves: moves, editor: &editor)
        try await compose(record: nil, editor: &editor)
        // Another article might be shown for one that cannot be, and a link may lead to one that is not known yet.
        let ofMedia = Set(memory.media.problems(of: nil).map(\.message))
        let isDoubtful =
            hasOpenLinks
            || editor.edition.problems.contains { !$0.isWarning && !ofMedia.contains($0.message) }
        if isDoubtful { return nil }
        memory.later = [:]
        memory.firstPage = editor.edition.entries
        return result(of: editor, ledger: known, record: nil)
    }

    /// Looks whether files are still as they were to which shown entries refer: all of them, or those that are told of.
    private mutating func findStale() {
        stale = [:]
        if memory.media.isEmpty { return memory.media.retry = nil }
        var occasion = ShownMedia.Occasion(
            files: conditions.files,
            hasAnswers: conditions.hasAnswers,
            now: now
        )
        if conditions.scope == .everything { occasion.files = nil }
        let folders = MediaFolders(articles: feed.articles, feed: feed.folder)
        stale = memory.media.stale(occasion) { folders.look(at: $0) }
        if let retry = memory.media.retry, retry <= now { memory.media.retry = nil }
    }

    private mutating func editor(ledger known: Ledger?, record: FeedRecord?) async throws -> Editor {
        var ledger = known ?? Ledger(authority: "")
        if ledger.authority.isEmpty { ledger.authority = record?.authority ?? base.host }
        if known == nil, let record { ledger.inheritance = record.inheritance }
        if let inheritance = conditions.inheritance { ledger.inheritance = inheritance }
        let quiet =
            if let known = memory.quiet { known } else {
                QuietTimes(try await store.quietTimes(of: feed.name))
            }
        var editor = Editor(
            feed,
            record: FeedRecord(
                name: feed.name,
                authority: ledger.authority,
                base: base.url,
                definition: fingerprint,
                inheritance: ledger.inheritance
            ),
            ledger: ledger,
            adopted: conditions.adopted,
            taken: taken,
            gate: try await gate(),
            quiet: quiet,
            now: now
        )
        editor.quietFor = isFirst ? 0 : feed.quietFor
        editor.letsEditsWait = !conditions.endsQuiet
        if let moment = conditions.moment { editor.seen = moment - 0.001 }
        return editor
    }

    private mutating func result(of editor: Editor, ledger: Ledger?, record: FeedRecord?) -> Result {
        memory.record = editor.edition.feed
        memory.quiet = editor.quiet.saved
        memory.departures = verdict.remembered
        return Result(
            edition: editor.edition,
            changes: editor.changes,
            ledger: editor.ledger,
            isLedgerNew: editor.ledger != ledger,
            isFeedNew: record != editor.edition.feed,
            memory: memory,
            holdReason: verdict.reason,
            newlyHeld: verdict.newlyHeld,
            hasHoldEnded: verdict.hasHoldEnded
        )
    }

    private func moves(in survey: Survey) async throws -> Moves {
        let vanished = survey.vanished
        return Moves(
            absent: vanished.isEmpty ? [] : try await store.entries(of: feed.name, at: vanished),
            folder: reader.folder,
            pairs: conditions.moves,
            departed: conditions.departed.union(memory.departed),
            awaited: memory.awaited
        )
    }

    /// Of a feed that was never published young files are read too: it would be served empty else, to nobody's good.
    private mutating func survey(isNew: Bool) async throws -> Survey {
        let folder = feed.articleFolder
        switch conditions.scope {
        case .everything:
            memory.later = [:]
            var survey = Survey.everything(
                of: folder,
                known: try await store.files(of: feed.name).filter { isExpected($0.mark) },
                youngest: conditions.leavesYoung && !(isNew && feed.settle == 0)
                    ? now - youth : .distantFuture,
                closed: conditions.closed.union(memory.awaited.keys),
                troubled: conditions.troubled,
                isStale: isStale
            )
            // A scan takes its time: a file that is renamed meanwhile may have been seen at both paths.
            for path in try await origins(of: survey.arrived).subtracting(survey.vanished) {
                if case .missing = folder.look(at: path) { survey.lose(path) }
            }
            return survey
        case .paths(let paths):
            for path in paths { memory.later[path] = nil }
            let forced = conditions.released.union(conditions.silenced)
            var all = paths.union(memory.absent).union(forced)
            var survey = try await self.survey(all, of: folder)
            let origins = try await origins(of: survey.arrived)
            // What is held back may come back under another path.
            let held = survey.arrived.isEmpty ? [] : memory.heldPaths
            if !origins.union(held).isSubset(of: all) {
                all.formUnion(origins)
                all.formUnion(held)
                survey = try await self.survey(all, of: folder)
            }
            // A release changes no file, nor does silence: it is read all the same.
            survey.toRead = Set(survey.toRead).union(forced).sorted()
            return survey
        }
    }

    /// Whether a file that is known should be there: in an inbox it may have been taken away.
    func isExpected(_ mark: FileMark) -> Bool { mark.hasFile || feed.onDelete == .remove }

    private mutating func survey(_ paths: Set<String>, of folder: ArticleFolder) async throws -> Survey {
        let spellings = paths.filter { !$0.isASCII }.flatMap {
            [$0.precomposedStringWithCanonicalMapping, $0.decomposedStringWithCanonicalMapping]
        }
        let entries = try await known.entries(at: paths + spellings, of: feed.name, in: store)
        return Survey.some(
            Array(paths),
            of: folder,
            known: entries.filter { $0.value.state != .gone && isExpected($0.value.file) },
            troubled: conditions.troubled
        )
    }

    /// Where the catalogue has these very files: the disk may be ahead of what the file system has told, which need not
    /// say yet that they have left.
    private func origins(of files: [ArticleFile]) async throws -> Set<String> {
        let known = try await store.files(of: feed.name, inodes: files.map(\.inode))
        let byInode = Dictionary(files.map { ($0.inode, $0) }, uniquingKeysWith: { first, _ in first })
        return Set(known.filter { file in byInode[file.mark.inode].map(file.mark.isOf) ?? false }.map(\.path))
    }

    /// Keeps in mind who is absent, and since when nothing about that has changed; what is held back is waited for no longer.
    private mutating func remember(_ survey: Survey, _ moves: Moves, gate: Gate) {
        let held = moves.vanished.filter { gate.holds($0.id) }.map(\.path)
        let absent = moves.missing.union(survey.vanished).subtracting(held)
        let awaited = moves.awaited
        if absent.isEmpty {
            memory.lastAbsence = nil
        } else if memory.lastAbsence == nil || !absent.isSubset(of: memory.absent)
            || !awaited.isEmpty && awaited != memory.awaited
        {
            memory.lastAbsence = now
        }
        memory.absent = absent
        memory.awaited = awaited
    }

    /// Whether what is absent is believed to have gone.
    ///
    /// A file that is not read yet may be one of those that have vanished.
    private var isPatienceOver: Bool {
        conditions.isImmediate || memory.patienceEnds.map { $0 <= now } ?? true
    }

    /// Reads and decides; the vanished paths that were found again under others.
    ///
    /// Nil where an article that has left its path to another is not where it was found any more: it would be lost.
    private mutating func take(
        _ paths: [String],
        moves: Moves,
        editor: inout Editor
    ) async throws -> Set<String>? {
        var moves = moves
        var rest = paths[...]
        while !rest.isEmpty {
            let slice = rest.prefix(512)
            rest = rest.dropFirst(512)
            // Whoever asks the publisher something meanwhile need not wait for the whole folder.
            await Task.yield()
            var existing = try await known.entries(at: slice, of: feed.name, in: store)
                .filter { !moves.hasLeft($0.key) }
            var readings = slice.compactMap { read($0) }
            guard moves.goals.intersection(slice).isSubset(of: readings.map(\.path)) else { return nil }
            for path in try await rivals(of: readings, existing: existing).subtracting(paths).sorted() {
                guard let reading = read(path) else { continue }
                readings.append(reading)
                existing[path] = try await store.entries(of: feed.name, at: [path]).first
                editor.lookedAlso(at: path)
            }
            moves.exchange(readings, existing: existing)
            existing = existing.filter { !moves.hasLeft($0.key) }
            let owners =
                if let owners = known.owners { owners } else {
                    try await owners(of: readings, existing: existing, editor: editor)
                }
            for reading in readings {
                let before = existing[reading.path]
                let isUnknown = before.map { $0.state == .gone || $0.state == .broken } ?? true
                var moved = isUnknown ? moves.origin(of: reading) : nil
                if moved == nil, case .article(let article) = reading.result, article.id != before?.id {
                    moved = moves.origin(ofID: article.id)
                }
                switch reading.result {
                case .problem(let problem):
                    editor.keep(
                        problem,
                        at: reading.path,
                        mark: reading.mark,
                        existing: before,
                        moved: moved
                    )
                case .noArticle:
                    editor.leaveOut(reading.path, mark: reading.mark, existing: before, moved: moved)
                case .article(var article):
                    article.warnings += dangling(in: article)
                    editor.take(article, mark: reading.mark, existing: before, moved: moved, owners: owners)
                    if feed.onDelete == .keep {
                        editor.keepBody(
                            article.html(),
                            from: reader.source(of: reading.mark.hash),
                            at: reading.path
                        )
                    }
                }
            }
        }
        memory.absent.subtract(moves.found)
        return moves.found
    }

    /// The articles that could not be taken when they were last read, and whose ids others of these claim now: they may
    /// have given them up.
    private func rivals(
        of readings: [Reading],
        existing: [String: CatalogueEntry]
    ) async throws -> Set<String> {
        if known.owners != nil || conditions.troubled.isEmpty { return [] }
        let claims = readings.compactMap { reading -> String? in
            guard case .article(let article) = reading.result, let before = existing[reading.path],
                article.id != before.id
            else { return nil }
            return article.id
        }
        if claims.isEmpty { return [] }
        let owners = try await store.owners(of: claims, in: feed.name).values.filter { !$0.isGone }
        return Set(owners.map(\.path)).intersection(conditions.troubled)
    }

    /// What an article refers to that is nowhere.
    private mutating func dangling(in article: Article) -> [Problem] {
        if article.references.isEmpty { return [] }
        var links = named ?? NamedLinks(reader)
        defer { named = links }
        return links.dangling(in: article)
    }

    private mutating func read(_ path: String) -> Reading? {
        // An inbox may be purged before a body is wanted.
        let reading = reader.read(path, withBody: feed.onDelete == .keep)
        if reading.map(\.isHindered) ?? true { memory.later[path] = now + Survey.youth }
        return reading
    }

    private func owners(
        of readings: [Reading],
        existing: [String: CatalogueEntry],
        editor: Editor
    ) async throws -> Editor.Owners {
        var ids: [String] = []
        var slugs: [String] = []
        for reading in readings {
            guard case .article(let article) = reading.result else { continue }
            let before = existing[reading.path]
            if let id = article.id { ids.append(id) }
            if before == nil || before?.state == .broken {
                ids.append(editor.derivedID(of: article.path))
                if let id = editor.ledger.lines[article.path]?.id { ids.append(id) }
            }
            let slug = editor.wishedSlug(of: article, before: before)
            // What an article has already is nobody else's.
            if let before, before.state == .live || before.state == .draft, slug == before.slug { continue }
            slugs.append(slug)
        }
        return Editor.Owners(
            ids: ids.isEmpty ? [:] : try await store.owners(of: ids, in: feed.name),
            slugs: slugs.isEmpty ? [:] : try await store.owners(ofSlugs: slugs, in: feed.name)
        )
    }

    /// Takes vanished articles out, once they are believed to be gone; of an inbox what was published stays.
    private mutating func remove(_ absent: [CatalogueEntry], editor: inout Editor) async throws {
        let isOver = isPatienceOver
        let going = absent.filter { isOver || editor.gate.holds($0.id) }
        let kept =
            feed.onDelete == .keep && !going.isEmpty
            ? try await store.bodies(of: going.map(\.id), in: feed.name) : [:]
        for entry in going {
            if entry.state == .live, kept[entry.id] != nil {
                editor.keepWithoutFile(entry)
            } else {
                editor.remove(entry)
            }
        }
        guard isOver else { return }
        memory.absent = []
        memory.lastAbsence = nil
    }

    /// Keeps the bodies of what was read before the folder became an inbox.
    private mutating func keepBodies(editor: inout Editor) async throws {
        guard conditions.scope == .everything else { return }
        let paths = try await store.bodiless(of: feed.name)
        let read = Set(editor.edition.entries.map(\.path))
        for entry in try await store.entries(of: feed.name, at: paths) where !read.contains(entry.path) {
            guard entry.file.hasFile, let body = reader.render(entry.path),
                body.source == reader.source(of: entry.file.hash)
            else { continue }
            editor.keep(KeptBody(id: entry.id, source: body.source, html: body.html))
        }
    }

    /// Makes the documents anew where something that they show may be different.
    private mutating func compose(record: FeedRecord?, editor: inout Editor) async throws {
        let isDue = editor.quiet.next.map { $0 <= now || conditions.endsQuiet } ?? false
        guard isComposingNeeded(record, editor) else {
            return editor.tell(false, untold: isDue, isUrgent: false)
        }
        let before = try await committed()
        var composer = Composer(feed: feed, base: base, authority: editor.ledger.authority)
        composer.inheritance = editor.ledger.inheritance
        editor.rememberPaths(of: before)
        composer.formerPaths = editor.ledger.formerPaths
        let touched =
            record == nil
            ? [] : Set(editor.edition.entries.map(\.path) + editor.edition.renamings.map(\.from))
        let sources = try await candidates(
            with: editor.edition.entries,
            leavingOut: touched
        )
        let (entries, bodies) = try await entries(of: sources, composer: composer, editor: &editor)
        for problem in memory.media.problems(of: editor.edition.lookedAt) { editor.report([problem]) }
        let documents = composer.documents(of: entries, hub: base.url(of: "/hub"))
        memory.documents = Dictionary(uniqueKeysWithValues: documents.map { ($0.key, Memory.Committed($0)) })
        editor.show(documents.filter { before[$0.key] != Memory.Committed($0) }, bodies: bodies)
        editor.tell(isTold(record, editor), untold: isDue, isUrgent: conditions.isUrgent)
    }

    /// Whether subscribers should hear of it: not of a first pass, a new base URL alone, mere white space, or what is silent.
    private func isTold(_ record: FeedRecord?, _ editor: Editor) -> Bool {
        // Who moves in is not announced.
        guard let record, conditions.inheritance == nil else { return false }
        return editor.hasNews || hasArrival || conditions.moment != nil || record.definition != fingerprint
    }

    /// The entries as readers see them: as they were shown before, or made now; and the bodies that were made for them.
    private mutating func entries(
        of sources: [CatalogueEntry],
        composer: Composer,
        editor: inout Editor
    ) async throws -> (entries: [ShownEntry], bodies: [KeptBody]) {
        var shown = memory.shown.valid(under: fingerprint + base.url)
        var bodies = Bodies(feed: feed, store: store, atHand: editor.edition.bodies)
        let missing = sources.filter {
            shown.entry(for: $0) == nil || editor.changes(bodyOf: $0) || stale[$0.id] != nil
        }
        let filled = try await bodies.fill(missing, reader: &reader, problems: { editor.report($0) })
        var named = NamedLinks(reader)
        for (source, html) in filled { named.look(for: html, of: source.path) }
        let links = try await links(in: filled, named.articles, composer: composer, edition: editor.edition)
        let written = filled.map { ($0.entry, named.written($0.html, of: $0.entry.path, articles: links)) }
        let media = try await media(of: written, composer: composer, editor: &editor)
        var made: [String: ShownEntry] = [:]
        for ((source, html), (_, plain)) in zip(filled, written) {
            let media = media[source.id] ?? EntryMedia()
            let entry = ShownEntry(composer.entry(source, html: plain, articles: links, media: media))
            made[source.id] = entry
            // A body that leads to other articles is made anew each time: they may have moved.
            if plain == html, composer.articlesNamed(in: html, of: source).isEmpty {
                shown.remember(entry, for: source)
            }
        }
        let entries = sources.compactMap { made[$0.id] ?? shown.entry(for: $0) }
        for source in sources {
            guard let entry = made[source.id] ?? shown.entry(for: source), composer.isCut(entry.entry) else {
                continue
            }
            editor.report(.tooLong(source.path))
        }
        shown.keep(sources)
        memory.shown = shown
        memory.media.keep(Set(sources.map(\.id)))
        return (entries, bodies.made)
    }

    /// What these entries refer to: files are found, and looked at where they are new.
    private mutating func media(
        of entries: [(entry: CatalogueEntry, html: String)],
        composer: Composer,
        editor: inout Editor
    ) async throws -> [String: EntryMedia] {
        var desk = MediaDesk(feed: feed, base: base, store: store, inspector: inspector)
        let media = try await desk.media(of: entries, composer: composer)
        for (entry, _) in entries {
            guard let media = media[entry.id] else { continue }
            let hasArrived = memory.media.note(media, of: entry.id, at: entry.path)
            if hasArrived, editor.tells(ofArrivalIn: entry) { hasArrival = true }
        }
        if desk.hasLooked { memory.media.inability = desk.inability }
        if let seconds = desk.retry { memory.media.retry = now + seconds }
        editor.keep(desk.news)
        return media
    }

    /// The documents as they are now.
    private func committed() async throws -> [FeedDocument.Key: Memory.Committed] {
        if let documents = memory.documents { return documents }
        let heads = try await store.documentHeads().filter { $0.key.feed == feed.name }
        return Dictionary(uniqueKeysWithValues: heads.map { ($0.key, Memory.Committed($0)) })
    }

    private func isComposingNeeded(_ record: FeedRecord?, _ editor: Editor) -> Bool {
        let edition = editor.edition
        return conditions.scope == .everything || conditions.moment != nil || record != edition.feed
            || !edition.entries.isEmpty || !edition.renamings.isEmpty || !stale.isEmpty
    }

    /// The entries that the documents show, newest first: of the catalogue and of what this pass has changed.
    func candidates(
        with changed: [CatalogueEntry],
        leavingOut touched: Set<String>
    ) async throws -> [CatalogueEntry] {
        func sorted(_ limit: Int) async throws -> [CatalogueEntry] {
            var newest = Newest(limit: limit)
            for entry in try await store.newest(of: feed.name, at: now, limit: limit, leavingOut: touched) {
                newest.insert(entry)
            }
            for entry in changed where entry.isShown(at: now) { newest.insert(entry) }
            return newest.entries
        }
        if let limit = feed.limit { return try await sorted(limit) }
        let few = try await sorted(Composer.usualLimit + 1)
        let shown = Composer.shown(few)
        return shown.count <= Composer.usualLimit
            ? shown : Composer.shown(try await sorted(Composer.longestDay))
    }

    /// The addresses of the articles that bodies refer to by their files.
    private mutating func links(
        in entries: [(entry: CatalogueEntry, html: String)],
        _ named: [String],
        composer: Composer,
        edition: Edition
    ) async throws -> [String: String] {
        let paths = Set(entries.flatMap { composer.articlesNamed(in: $0.html, of: $0.entry) }).union(named)
        if paths.isEmpty { return [:] }
        let known = try await store.entries(of: feed.name, at: paths.sorted())
        var links: [String: String] = [:]
        // Where an article has gone, another may have come.
        let gone = edition.entries.filter { $0.state == .gone }
        let others = edition.entries.filter { $0.state != .gone }
        for entry in known + gone + others where paths.contains(entry.path) {
            links[entry.path] = entry.isShown(at: now) ? composer.link(of: entry) : nil
        }
        hasOpenLinks = paths.contains { path in
            if links[path] != nil { return false }
            guard case .file = reader.folder.look(at: path) else { return false }
            return true
        }
        return links
    }
}

extension Problem {
    fileprivate static func tooLong(_ path: String) -> Problem {
        Problem(
            file: path,
            message:
                "is too long for feed readers: the feed shows its summary; part it into several articles",
            severity: .warning
        )
    }
}

extension FeedPass.Memory.Committed {
    init(_ document: FeedDocument) {
        self.init(etag: document.etag, path: document.path, formerPaths: document.formerPaths)
    }
}
