import Articles
import Feeds
import Foundation
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
        /// Paths that have vanished, and wait to be seen again as moves.
        var absent: Set<String> = []
        var lastAbsence: Date?
        /// Files to look at again, and when.
        var later: [String: Date] = [:]

        /// When what has vanished is believed to be gone: no more has vanished for a second, and no file waits to be
        /// read that may be one of the vanished under another name; a file that is never at rest is not waited for.
        var belief: Date? {
            guard let lastAbsence, !absent.isEmpty else { return nil }
            let last = min(later.values.max() ?? lastAbsence, lastAbsence + 10)
            return max(lastAbsence + FeedPass.patience, last)
        }
    }

    struct Conditions {
        var scope: Scope
        var moves: [Changes.Move] = []
        /// Whether vanished articles and young files are taken as they are now.
        var isImmediate = false
        /// Whether this is a scan by the daemon, which leaves young files alone.
        var leavesYoung = false
        /// Paths that are released though their date lies ahead.
        var released: Set<String> = []
        /// Whether the clock alone is the reason: an entry appears or expires.
        var isMoment = false
        var isUrgent = false
        var now: Date
    }

    /// What came of it.
    struct Result {
        var edition: Edition
        var changes: Report.Changes
        var ledger: Ledger
        var isLedgerNew: Bool
        var memory: Memory
    }

    /// A disappearance is believed when none has come for so many seconds.
    static let patience: TimeInterval = 1

    let feed: FeedDefinition
    let base: Base
    let store: any Store
    let conditions: Conditions
    private var memory: Memory
    private var reader: Reader
    private var now: Date { conditions.now }

    init(_ feed: FeedDefinition, base: Base, store: any Store, memory: Memory, conditions: Conditions) {
        self.feed = feed
        self.base = base
        self.store = store
        self.conditions = conditions
        self.memory = memory
        reader = Reader(feed)
    }

    /// Runs the pass.
    ///
    /// - Throws: a ``Problem`` where nothing can be said about a feed that was never published.
    mutating func run(ledger known: Ledger?) async throws -> Result {
        let record = try await store.feed(feed.name)
        let survey = try await survey()
        if let blindness = survey.blindness, record == nil { throw blindness }
        let authority = known?.authority ?? record?.authority ?? base.host
        var ledger = known ?? Ledger(authority: authority)
        if ledger.authority.isEmpty { ledger.authority = authority }
        var editor = Editor(
            feed,
            record: FeedRecord(
                name: feed.name,
                authority: ledger.authority,
                base: base.url,
                definition: feed.fingerprint
            ),
            ledger: ledger,
            now: now
        )
        if known == nil, record != nil { try await editor.recall(store.entries(of: feed.name)) }
        for path in conditions.released { editor.release(path) }
        editor.lookedAt(survey.lookedAt)
        editor.report(survey.problems)
        if let blindness = survey.blindness { editor.hold(blindness.message, problem: blindness) }
        let absent = try await vanished(survey)
        let moved = try await take(survey.toRead, absent: absent, isNew: record == nil, editor: &editor)
        memory.later.merge(survey.young.map { ($0, now + Survey.youth) }) { $1 }
        try await remove(absent.filter { !moved.contains($0.path) }, editor: &editor)
        try await compose(record: record, editor: &editor)
        return Result(
            edition: editor.edition,
            changes: editor.changes,
            ledger: editor.ledger,
            isLedgerNew: editor.ledger != known,
            memory: memory
        )
    }

    private mutating func survey() async throws -> Survey {
        let folder = ArticleFolder(root: feed.articles)
        switch conditions.scope {
        case .everything:
            memory.later = [:]
            return Survey.everything(
                of: folder,
                known: try await store.files(of: feed.name),
                at: now,
                leavingYoung: conditions.leavesYoung
            )
        case .paths(let paths):
            let all = paths.union(memory.absent).union(conditions.released)
            for path in paths { memory.later[path] = nil }
            let known = try await store.entries(of: feed.name, at: Array(all))
            var survey = Survey.some(
                Array(all),
                of: folder,
                known: Dictionary(known.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
            )
            // A release changes no file: it is read all the same.
            survey.toRead = Set(survey.toRead).union(conditions.released).sorted()
            return survey
        }
    }

    /// What the catalogue knows of the paths that have vanished.
    private mutating func vanished(_ survey: Survey) async throws -> [CatalogueEntry] {
        let vanished = Set(survey.vanished)
        if !vanished.subtracting(memory.absent).isEmpty { memory.lastAbsence = now }
        memory.absent = vanished
        return vanished.isEmpty ? [] : try await store.entries(of: feed.name, at: survey.vanished)
    }

    /// Reads and decides; the vanished paths that were found again under others.
    private mutating func take(
        _ paths: [String],
        absent: [CatalogueEntry],
        isNew: Bool,
        editor: inout Editor
    ) async throws -> Set<String> {
        var moves = Moves(absent: absent, folder: reader.folder, pairs: conditions.moves)
        var rest = paths[...]
        while !rest.isEmpty {
            let slice = rest.prefix(512)
            rest = rest.dropFirst(512)
            let existing =
                isNew
                ? [:]
                : Dictionary(
                    try await store.entries(of: feed.name, at: Array(slice)).map { ($0.path, $0) },
                    uniquingKeysWith: { first, _ in first }
                )
            let readings = slice.compactMap { read($0) }
            let owners =
                isNew ? Editor.Owners() : try await owners(of: readings, existing: existing, editor: editor)
            for reading in readings {
                let before = existing[reading.path]
                switch reading.result {
                case .problem(let problem):
                    editor.keep(problem, at: reading.path, mark: reading.mark, existing: before)
                case .article(let article):
                    let isUnknown = before.map { $0.state == .gone || $0.state == .broken } ?? true
                    let moved = isUnknown ? moves.origin(of: reading) : nil
                    editor.take(article, mark: reading.mark, existing: before, moved: moved, owners: owners)
                }
            }
        }
        memory.absent.subtract(moves.found)
        return moves.found
    }

    private mutating func read(_ path: String) -> Reading? {
        let reading = reader.read(path)
        if reading == nil { memory.later[path] = now + Survey.youth }
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
            let slug = article.slug.map(Slug.make) ?? before?.slug ?? Slug.ofFile(article.path)
            slugs.append(slug)
            if slug != before?.slug { slugs += (2...9).map { "\(slug)-\($0)" } }
        }
        return Editor.Owners(
            ids: try await store.owners(of: ids, in: feed.name),
            slugs: try await store.owners(ofSlugs: slugs, in: feed.name)
        )
    }

    /// Takes vanished articles out, once they are believed to be gone; never all of several at once.
    private mutating func remove(_ absent: [CatalogueEntry], editor: inout Editor) async throws {
        if absent.isEmpty { return }
        guard conditions.isImmediate || memory.belief.map({ $0 <= now }) ?? true else { return }
        let living = absent.count { $0.state == .live || $0.state == .draft }
        if living > 1, editor.hasNoArticle, try await store.liveCount(of: feed.name) == living {
            let reason =
                "the articles folder \(feed.articles) is suddenly empty; the \(living) articles that were published stay as they are"
            editor.hold(reason, problem: Problem(file: "", message: reason))
            return
        }
        for entry in absent { editor.remove(entry) }
        memory.absent = []
        memory.lastAbsence = nil
    }

    /// Makes the documents anew where something that they show may be different.
    private mutating func compose(record: FeedRecord?, editor: inout Editor) async throws {
        guard isComposingNeeded(record, editor) else { return editor.tell(false, isUrgent: false) }
        let heads = try await store.documentHeads().filter { $0.key.feed == feed.name }
        let composer = Composer(feed: feed, base: base, authority: editor.ledger.authority)
        let touched = Set(editor.edition.entries.map(\.path) + editor.edition.renamings.map(\.from))
        let changed = editor.edition.entries.filter { $0.isShown(at: now) }
        var bodies = Bodies(feed: feed, store: store)
        let entries = try await bodies.fill(
            candidates(with: changed, leavingOut: touched),
            reader: &reader,
            problems: { editor.report($0) }
        )
        let links = try await links(in: entries, composer: composer, edition: editor.edition)
        let documents = composer.documents(
            of: entries.map { composer.entry($0.entry, html: $0.html, articles: links) },
            hub: base.url(of: "/hub")
        )
        let before = Dictionary(uniqueKeysWithValues: heads.map { ($0.key, $0) })
        let isOnlyElsewhere = record.map { $0.base != base.url && $0.definition == feed.fingerprint } ?? false
        editor.show(
            documents.filter { before[$0.key]?.etag != $0.etag || before[$0.key]?.path != $0.path },
            bodies: bodies.made
        )
        let isTold = record != nil && !(isOnlyElsewhere && editor.edition.entries.isEmpty)
        editor.tell(isTold, isUrgent: conditions.isUrgent)
    }

    private func isComposingNeeded(_ record: FeedRecord?, _ editor: Editor) -> Bool {
        let edition = editor.edition
        return conditions.scope == .everything || conditions.isMoment || record != edition.feed
            || !edition.entries.isEmpty || !edition.renamings.isEmpty
    }

    /// The entries that the documents show, newest first: of the catalogue and of what this pass has changed.
    private func candidates(
        with changed: [CatalogueEntry],
        leavingOut touched: Set<String>
    ) async throws -> [CatalogueEntry] {
        func sorted(_ limit: Int) async throws -> [CatalogueEntry] {
            let known = try await store.newest(of: feed.name, at: now, limit: limit, leavingOut: touched)
            return (known + changed).sorted { ($1.published, $0.id) < ($0.published, $1.id) }
        }
        if let limit = feed.limit { return Array(try await sorted(limit).prefix(limit)) }
        let few = try await sorted(Composer.usualLimit + 1)
        let shown = Composer.shown(few)
        return shown.count <= Composer.usualLimit
            ? shown : Composer.shown(try await sorted(Composer.longestDay))
    }

    /// The addresses of the articles that bodies refer to by their files.
    private func links(
        in entries: [(entry: CatalogueEntry, html: String)],
        composer: Composer,
        edition: Edition
    ) async throws -> [String: String] {
        let paths = Set(entries.flatMap { composer.articlesNamed(in: $0.html, of: $0.entry) })
        if paths.isEmpty { return [:] }
        let known = try await store.entries(of: feed.name, at: paths.sorted())
        var links: [String: String] = [:]
        for entry in known + edition.entries where paths.contains(entry.path) {
            links[entry.path] = entry.isShown(at: now) ? composer.link(of: entry) : nil
        }
        return links
    }
}
