package import Articles
import Foundation
import Glibc
package import Logging
package import Media
package import Reactor
package import Store

/// Runs one pass after the other: looks, edits and commits, feed by feed.
package actor Publisher: QueueActor {
    /// What somebody asks of the publisher; turns are taken in this order and never overlap.
    private enum Order: Sendable {
        case wake
        case reload
        case publish(PublishRequest, CheckedContinuation<Report, Never>)
        case adopt(AdoptionRequest, CheckedContinuation<Adoption, Never>)
        case answer(CheckedContinuation<Void, Never>)
    }

    /// Under all alarms lies a slow sweep, for what no event tells; in seconds.
    private static let sweep: TimeInterval = 900
    /// A pass over so many changed paths is one of a burst.
    private static let burst = 16
    /// How long a burst is gathered between two passes at most, in seconds.
    private static let longestRest: TimeInterval = 0.5
    /// How long after an error a feed is looked at again, in seconds.
    private static let recovery: TimeInterval = 5

    package nonisolated let executor = QueueExecutor("publishing.publisher")

    private let settings: Settings
    private let store: any Store
    private let watcher: FolderWatcher?
    private let inspector: Inspector?
    private let logger: Logger
    private let orders: AsyncStream<Order>
    private let order: AsyncStream<Order>.Continuation
    private var isAwake = false
    private var isPassing = false
    /// Whether lengths of files elsewhere are known that no pass has seen yet.
    private var hasAnswers = false
    /// How many orders were taken: a loop that finds no rest shows here.
    private(set) var turns = 0
    private var alarm: Alarm?
    private var gathering: Alarm?

    private var definitions: Site
    private var memories: [String: FeedPass.Memory] = [:]
    private var nextChanges: [String: Date] = [:]
    /// When feeds are looked at again as a whole: those of which a pass failed, and those newly defined.
    private var recoveries: [String: Date] = [:]
    /// What is known to be wrong with feeds' articles.
    private var troubles: [String: [StoredProblem]] = [:]
    /// Since when feeds miss the `feed.toml` that they had: an editor may be putting a new one there.
    private var undefined: [String: Date] = [:]
    /// Why feeds cannot be published at all.
    private var refusals: [String: Problem] = [:]
    private var nextSweep = Date.distantPast
    /// When definitions are read again of which one could not be read for want of descriptors.
    private var rereading: Date?
    /// The feeds whose shown entries are at hand, the last one last.
    private var lastShown: [String] = []
    /// Whether a pass has been so large that its memory should go back.
    private var isHeapLarge = true
    private var ledgers: [String: (mark: LedgerFile.Mark, ledger: Ledger?)] = [:]
    /// Whether the first pass is over.
    package private(set) var isReady = false

    /// A publisher of the folder that `settings` names; without a watcher it acts when it is asked to.
    ///
    /// - Throws: ``Problems`` where the site's definition is bad.
    package init(
        settings: Settings,
        store: any Store,
        watcher: FolderWatcher?,
        inspector: Inspector? = nil,
        logger: Logger
    ) throws(Problems) {
        self.settings = settings
        self.store = store
        self.watcher = watcher
        self.inspector = inspector
        self.logger = logger
        let definition = try Site.definition(in: settings.folder)
        definitions = Site.load(
            folder: settings.folder,
            definition: definition,
            base: settings.base(under: definition)
        )
        (orders, order) = AsyncStream.makeStream(of: Order.self)
    }

    /// The definitions that hold now, and what is wrong with feeds as a whole.
    package var site: Site {
        var site = definitions
        site.problems += refusals.sorted { $0.key < $1.key }.map(\.value)
        return site
    }

    /// Works until the task is cancelled.
    package func run() async {
        if let watcher { await watcher.watch(roots, files: configuration) }
        do {
            for (feed, problem) in try await store.problems() { troubles[feed, default: []].append(problem) }
        } catch {
            logger.error("known problems not read", metadata: ["error": "\(error)"])
        }
        await withTaskGroup { group in
            group.addTask { await self.work() }
            if let watcher {
                group.addTask {
                    for await _ in watcher.bell { await self.wake() }
                }
            }
            await group.waitForAll()
        }
    }

    /// Runs a pass at once, after those that were asked for before.
    package func publish(_ request: PublishRequest) async -> Report {
        await withCheckedContinuation { continuation in
            guard case .terminated = order.yield(.publish(request, continuation)) else { return }
            var report = Report()
            report.problems = [Problem(file: settings.folder, message: "not published: we are stopping")]
            continuation.resume(returning: report)
        }
    }

    /// Has a feed go on where an older one ends, after what was asked for before.
    package func adopt(_ request: AdoptionRequest) async -> Adoption {
        await withCheckedContinuation { continuation in
            guard case .terminated = order.yield(.adopt(request, continuation)) else { return }
            var adoption = Adoption(feed: request.feed)
            adoption.problems = [Problem(file: settings.folder, message: "not adopted: we are stopping")]
            continuation.resume(returning: adoption)
        }
    }

    /// Reads the definitions again.
    package func reload() { order.yield(.reload) }

    /// Looks at the store again for what is known of files elsewhere.
    package func takeAnswers() {
        hasAnswers = true
        wake()
    }

    /// Returns when the loop has shown that it lives: it takes its turn, or is in the midst of a pass that goes on.
    package func answer() async {
        if isPassing { return }
        await withCheckedContinuation { continuation in
            if case .terminated = order.yield(.answer(continuation)) { continuation.resume() }
        }
    }

    private func wake() {
        if isAwake { return }
        isAwake = true
        order.yield(.wake)
    }

    private func work() async {
        if watcher != nil { wake() }
        for await order in orders {
            turns += 1
            switch order {
            case .wake:
                isAwake = false
                isPassing = true
                let began = Date()
                let isBurst = await pass() >= Self.burst
                if isBurst { await gather(since: began) }
                isPassing = false
            case .reload: await reloadDefinitions()
            case .publish(let request, let continuation):
                isPassing = true
                continuation.resume(returning: await carryOut(request))
                isPassing = false
            case .adopt(let request, let continuation):
                isPassing = true
                continuation.resume(returning: await carryOut(request))
                isPassing = false
            case .answer(let continuation): continuation.resume()
            }
        }
    }

    /// Lets a burst grow for as long as the last pass took: half of the work then goes into passes, however fast files come.
    private func gather(since began: Date) async {
        let rest = min(max(Date().timeIntervalSince(began), 0), Self.longestRest)
        await withCheckedContinuation { continuation in
            gathering = Alarm(after: rest, for: self) { _ in continuation.resume() }
        }
    }

    /// What the watcher and the clock ask for; how many paths the watcher told.
    private func pass() async -> Int {
        let changes = await watcher?.takeChanges() ?? Changes()
        let now = Date()
        let isSweep = now >= nextSweep
        if isSweep { nextSweep = now + Self.sweep }
        let isOverdue = undefined.values.contains { $0 + FeedPass.patience <= now }
        let isRereading = rereading.map { $0 <= now } ?? false
        if isSweep || isOverdue || isRereading || touchesDefinitions(changes) { await reloadDefinitions() }
        if !isReady { await publishFirstPages(at: now) }
        let haveAnswersCome = hasAnswers
        hasAnswers = false
        for feed in definitions.feeds {
            guard
                var conditions = conditions(
                    for: feed,
                    changes: changes,
                    isSweep: isSweep,
                    haveAnswersCome: haveAnswersCome,
                    now: now
                )
            else { continue }
            if conditions.scope == .everything, !isSweep {
                logger.debug("folder scanned", metadata: ["feed": "\(feed.name)"])
            }
            settle(feed, &conditions)
            _ = await pass(over: feed, conditions)
        }
        isReady = true
        if isHeapLarge {
            isHeapLarge = false
            Memory.giveBack()
        }
        setAlarm()
        return changes.paths.count
    }

    /// Publishes what large feeds show first, before any is read whole.
    private func publishFirstPages(at now: Date) async {
        for feed in definitions.feeds {
            var conditions = FeedPass.Conditions(scope: .everything, now: now)
            conditions.leavesYoung = true
            do {
                var pass = feedPass(over: feed, conditions)
                let ledger = try ledger(in: LedgerFile(feed: feed, state: settings.state), of: feed)
                guard let result = try await pass.runFirstPage(ledger: ledger) else { continue }
                try await commit(result, of: feed, conditions)
            } catch {
                // The pass over everything meets it again, and says so.
                logger.debug("no first page", metadata: ["feed": "\(feed.name)", "error": "\(error)"])
            }
        }
    }

    /// What there is to do for a feed; nil where there is nothing.
    private func conditions(
        for feed: FeedDefinition,
        changes: Changes,
        isSweep: Bool,
        haveAnswersCome: Bool,
        now: Date
    ) -> FeedPass.Conditions? {
        let folder = feed.articleFolder
        var paths = Set(changes.paths.compactMap { folder.relative($0) })
        let memory = memories[feed.name] ?? FeedPass.Memory()
        paths.formUnion(memory.later.filter { $0.value <= now }.keys)
        let isMoment = nextChanges[feed.name].map { $0 <= now } ?? false
        let isAbsenceOver = memory.patienceEnds.map { $0 <= now } ?? false
        let isQuietOver = memory.quiet?.next.map { $0 <= now } ?? false
        let recovery = recoveries[feed.name]
        let isRecovery = recovery.map { $0 <= now || !paths.isEmpty || isMoment || isAbsenceOver } ?? false
        var conditions = FeedPass.Conditions(scope: .paths(paths), now: now)
        conditions.moves = changes.moves
        conditions.departed = Set(changes.departed.compactMap { folder.relative($0) })
        conditions.files = files(of: feed, in: changes, memory.media)
        conditions.hasAnswers = haveAnswersCome && !memory.media.isEmpty
        let isMediaDue =
            !conditions.files.isEmpty || conditions.hasAnswers
            || memory.media.retry.map { $0 <= now } ?? false
        if changes.everything || isSweep || isRecovery || paths.contains("") {
            conditions.scope = .everything
            conditions.leavesYoung = true
            conditions.closed = paths
        } else if paths.isEmpty && !isMoment && !isAbsenceOver && !isQuietOver && !isMediaDue {
            return nil
        }
        return conditions
    }

    /// The changed files to which shown entries refer, or may refer; none where no entry refers to any.
    private func files(of feed: FeedDefinition, in changes: Changes, _ media: ShownMedia) -> Set<String> {
        if media.isEmpty || changes.paths.isEmpty { return [] }
        let files = Set(
            changes.paths.flatMap {
                MediaFolders.paths(ofAbsolute: $0, articles: feed.articles, feed: feed.folder)
            }
        )
        return media.concerns(files) ? files : []
    }

    /// Puts files of a feed that wants them to settle off until they have.
    private func settle(_ feed: FeedDefinition, _ conditions: inout FeedPass.Conditions) {
        guard feed.settle > 0, case .paths(let paths) = conditions.scope else { return }
        let now = conditions.now
        let folder = feed.articleFolder
        let restless = paths.filter { path in
            guard case .file(let file) = folder.look(at: path) else { return false }
            // A date in the future says nothing about when the file was written.
            let age = now.timeIntervalSince1970 - Double(file.modified) / 1e9
            return age >= 0 && age < feed.settle
        }
        for path in restless {
            memories[feed.name, default: FeedPass.Memory()].later[path] = now + feed.settle
        }
        conditions.scope = .paths(paths.subtracting(restless))
    }

    /// One pass over one feed, committed; an error is logged, and the feed is looked at again soon.
    private func pass(
        over feed: FeedDefinition,
        _ wanted: FeedPass.Conditions,
        isPlan: Bool = false
    ) async -> (changes: Report.Changes, problems: [Problem]) {
        do {
            let conditions = try await timed(widened(wanted, feed), feed)
            let result = try await plan(feed, conditions)
            if !isPlan {
                try await commit(result, of: feed, conditions)
                // What a failed pass has missed nobody knows: a look at some paths does not make up for it.
                if conditions.scope == .everything {
                    recoveries[feed.name] = result.isHindered ? Date() + Self.recovery : nil
                }
            }
            let problems = result.edition.problems.map { feed.problem($0) }
            return (result.changes, problems)
        } catch let problem as Problem {
            let problem = problem.file.isEmpty ? feed.problem(StoredProblem(problem)) : problem
            if refusals[feed.name] != problem {
                logger.error(
                    "feed not published",
                    metadata: ["feed": "\(feed.name)", "problem": "\(problem)"]
                )
            }
            refusals[feed.name] = problem
            recoveries[feed.name] = Date() + Self.recovery
            return (Report.Changes(feed: feed.name), [problem])
        } catch {
            logger.error(
                "pass failed, and is repeated",
                metadata: ["feed": "\(feed.name)", "error": "\(error)"]
            )
            recoveries[feed.name] = Date() + Self.recovery
            return (
                Report.Changes(feed: feed.name),
                [Problem(file: feed.name, message: "not published: \(error)")]
            )
        }
    }

    /// The same with the moment that has come, whatever the pass is run for; a feed that is looked at for the first time
    /// may have had it while nobody worked, and makes up for it.
    private func timed(
        _ conditions: FeedPass.Conditions,
        _ feed: FeedDefinition
    ) async throws -> FeedPass.Conditions {
        var next = nextChanges[feed.name]
        if memories[feed.name] == nil, let last = try await store.lastEdition(of: feed.name) {
            next = try await store.nextChange(of: feed.name, after: last)
        }
        guard let next, next <= conditions.now else { return conditions }
        var conditions = conditions
        conditions.moment = next
        conditions.isUrgent = true
        return conditions
    }

    /// Paths that were or are folders say nothing of the files below them: then everything is looked at.
    private func widened(_ conditions: FeedPass.Conditions, _ feed: FeedDefinition) async throws
        -> FeedPass.Conditions
    {
        guard case .paths(let paths) = conditions.scope else { return conditions }
        let folder = feed.articleFolder
        var conditions = conditions
        for path in paths {
            let look = folder.look(at: path)
            // Two spellings of a name are one in a set of texts: the file may have got the other one.
            if look == .missing, folder.hasFile(spelledUnlike: path) {
                conditions.scope = .everything
                conditions.leavesYoung = true
                conditions.closed = paths
                break
            }
            guard look == .notAnArticle else { continue }
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: folder.absolute(path), isDirectory: &isFolder)
            let isOfArticles =
                exists ? isFolder.boolValue : try await store.hasFiles(of: feed.name, below: path)
            if isOfArticles {
                conditions.scope = .everything
                conditions.leavesYoung = true
                conditions.closed = paths
                break
            }
        }
        return conditions
    }

    private func plan(_ feed: FeedDefinition, _ conditions: FeedPass.Conditions) async throws
        -> FeedPass.Result
    {
        var conditions = conditions
        conditions.troubled = Set((troubles[feed.name] ?? []).map(\.path)).union(conditions.adopted.keys)
        var pass = feedPass(over: feed, conditions)
        let ledger = try ledger(in: LedgerFile(feed: feed, state: settings.state), of: feed)
        return try await pass.run(ledger: ledger)
    }

    private func feedPass(over feed: FeedDefinition, _ conditions: FeedPass.Conditions) -> FeedPass {
        FeedPass(
            feed,
            base: definitions.base,
            taken: definitions.addresses,
            store: store,
            inspector: inspector,
            memory: memories[feed.name] ?? FeedPass.Memory(),
            conditions: conditions
        )
    }

    private func commit(
        _ result: FeedPass.Result,
        of feed: FeedDefinition,
        _ conditions: FeedPass.Conditions
    ) async throws {
        let now = conditions.now
        let edition = result.edition
        if result.isLedgerNew,
            let warning = try LedgerFile(feed: feed, state: settings.state).write(result.ledger)
        {
            logger.warning(
                "ledger written elsewhere",
                metadata: ["feed": "\(feed.name)", "problem": "\(warning)"]
            )
        }
        let known = troubles[feed.name] ?? []
        let standing = edition.lookedAt.map { paths in known.filter { !paths.contains($0.path) } } ?? []
        let isTroubleNew = known != standing + edition.problems
        if !edition.isEmpty || isTroubleNew || result.isFeedNew {
            try await store.commit(edition, at: now)
            troubles[feed.name] = standing + edition.problems
            log(result.changes, edition.problems.filter { !known.contains($0) }, held: result.holdReason)
            isHeapLarge = isHeapLarge || edition.entries.count > 1_000
        }
        logHold(result, of: feed.name, isFirst: memories[feed.name]?.departures == nil)
        refusals[feed.name] = nil
        memories[feed.name] = result.memory
        forgetOldEntries(besides: feed.name)
        nextChanges[feed.name] = try await nextChange(of: feed, after: edition, conditions)
    }

    /// The ledger, read again where its file is another one than before.
    private func ledger(in file: LedgerFile, of feed: FeedDefinition) throws(Problem) -> Ledger? {
        let mark = file.mark
        if let known = ledgers[feed.name], known.mark == mark { return known.ledger }
        let ledger = try file.read()
        ledgers[feed.name] = (mark, ledger)
        return ledger
    }

    /// The next moment at which time alone changes the feed.
    private func nextChange(
        of feed: FeedDefinition,
        after edition: Edition,
        _ conditions: FeedPass.Conditions
    ) async throws -> Date? {
        let now = conditions.now
        if conditions.scope == .everything || conditions.moment != nil {
            return try await store.nextChange(of: feed.name, after: now)
        }
        // A moment that no longer matters costs a pass that finds nothing.
        let moments =
            edition.entries.flatMap { [$0.published, $0.expires].compactMap(\.self) }
            + [nextChanges[feed.name]]
            .compactMap(\.self)
        return moments.filter { $0 > now }.min()
    }

    /// Keeps the shown entries of the feeds that were edited last, and of no others.
    private func forgetOldEntries(besides feed: String) {
        lastShown.removeAll { $0 == feed }
        lastShown.append(feed)
        if lastShown.count > 4 { memories[lastShown.removeFirst()]?.shown = ShownEntries(under: "") }
    }

    /// Says that something is held back: when it begins, when it grows, and at a start; and that nothing is any more.
    private func logHold(_ result: FeedPass.Result, of feed: String, isFirst: Bool) {
        if let reason = result.holdReason, result.newlyHeld > 0 || isFirst {
            logger.error("articles held back", metadata: ["feed": "\(feed)", "problem": "\(reason)"])
        }
        if result.hasHoldEnded { logger.notice("hold ended", metadata: ["feed": "\(feed)"]) }
    }

    private func log(_ changes: Report.Changes, _ problems: [StoredProblem], held reason: String?) {
        for problem in problems where problem.message != reason {
            let text: Logger.Metadata = [
                "feed": "\(changes.feed)", "file": "\(problem.path)",
                "line": "\(problem.line.map(String.init) ?? "")",
                "problem": "\(problem.message)",
            ]
            if problem.path.isEmpty {
                logger.error("folder not understood", metadata: text)
            } else if problem.isWarning {
                logger.notice("article deserves a look", metadata: text)
            } else {
                logger.warning("article not understood", metadata: text)
            }
        }
        if changes.isEmpty { return }
        logger.notice(
            "edition published",
            metadata: [
                "feed": "\(changes.feed)", "added": "\(changes.added.count)",
                "changed": "\(changes.changed.count)",
                "removed": "\(changes.removed.count)", "documents": "\(changes.documents.count)",
            ]
        )
    }

    private func carryOut(_ request: PublishRequest) async -> Report {
        let began = Date()
        if watcher == nil || request.isNow { await reloadDefinitions() }
        var report = Report()
        report.isPlan = request.isPlan
        report.problems = definitions.problems
        let (scopes, unknown) = request.scopes(in: definitions)
        // A feed whose definition is not taken is told of by that.
        report.unknown = unknown.filter { target in
            !definitions.problems.contains { $0.file.hasPrefix(target.file + "/") }
        }
        if request.isForced { await withdraw(what: &report) }
        guard report.unknown.isEmpty else { return report }
        for feed in definitions.feeds {
            guard let wanted = scopes[feed.name] else { continue }
            var conditions = FeedPass.Conditions(
                scope: wanted.paths.map { .paths($0) } ?? .everything,
                now: Date()
            )
            // A plan tells what comes of it all in the end.
            conditions.isImmediate = request.isNow || request.isPlan
            conditions.isUrgent = request.isNow
            conditions.endsQuiet = request.isNow
            conditions.isForced = request.isForced
            if request.isNow { conditions.released = wanted.paths ?? [] }
            if request.isSilent { conditions.silenced = wanted.paths ?? [] }
            var outcome = await pass(over: feed, conditions, isPlan: request.isPlan)
            if !request.isPlan, !request.isNow, watcher == nil, memories[feed.name]?.lastAbsence != nil {
                outcome = merged(outcome, with: await secondLook(at: feed))
            }
            report.feeds.append(outcome.changes)
            report.problems += outcome.problems
        }
        report.seconds = Date().timeIntervalSince(began)
        if watcher != nil { setAlarm() }
        return report
    }

    /// Ends the feeds that are named and whose folders are gone: by force that is meant; nothing, where a target is no such feed.
    private func withdraw(what report: inout Report) async {
        let now = Date()
        do {
            let served = Set(try await store.documentHeads().map(\.key.feed))
            let names = report.unknown.map { $0.file.replacing(settings.folder + "/", with: "") }
            guard names.allSatisfy({ served.contains($0) && isGone($0) }) else { return }
            for name in names {
                var changes = Report.Changes(feed: name)
                changes.isWithdrawn = true
                changes.removed = try await store.newest(of: name, at: now, limit: .max, leavingOut: [])
                    .map { Report.Item($0) }
                report.feeds.append(changes)
                if report.isPlan { continue }
                try await store.withdraw(feed: name, at: now)
                (troubles[name], ledgers[name]) = (nil, nil)
                logger.notice("feed withdrawn", metadata: ["feed": "\(name)"])
            }
            report.unknown = []
        } catch {
            report.problems.append(Problem(file: settings.folder, message: "not withdrawn: \(error)"))
        }
    }

    /// Whether nothing is where the folder of a feed was.
    private func isGone(_ name: String) -> Bool {
        !definitions.feeds.contains { $0.name == name }
            && access("\(settings.folder)/\(name)", F_OK) != 0 && errno == ENOENT
    }

    private func carryOut(_ request: AdoptionRequest) async -> Adoption {
        var adoption = Adoption(feed: request.feed)
        adoption.isPlan = request.isPlan
        await reloadDefinitions()
        guard let feed = definitions.feeds.first(where: { $0.name == request.feed }) else {
            let known = definitions.feeds.map(\.name)
            let meant = Suggestion.nearest(to: request.feed, among: known)
            let unknown = Problem(
                file: request.feed,
                message: "is no feed of this folder" + (meant.map { ", did you mean \"\($0)\"?" } ?? "")
            )
            adoption.problems = definitions.problems.filter { $0.file.hasPrefix(request.feed) } + [unknown]
            return adoption
        }
        do {
            adoption = try await adopt(request, for: feed)
        } catch let problem as Problem {
            adoption.problems = [problem.file.isEmpty ? feed.problem(StoredProblem(problem)) : problem]
        } catch {
            adoption.problems = [Problem(file: feed.name, message: "not adopted: \(error)")]
        }
        if watcher != nil { setAlarm() }
        return adoption
    }

    private func adopt(_ request: AdoptionRequest, for feed: FeedDefinition) async throws -> Adoption {
        let file = LedgerFile(feed: feed, state: settings.state)
        let record = try await store.feed(feed.name)
        let isPublished = record != nil
        var ledger = try ledger(in: file, of: feed) ?? Ledger(authority: "")
        if ledger == Ledger(authority: ""), let record { ledger.inheritance = record.inheritance }
        var conditions = FeedPass.Conditions(scope: .everything, now: Date())
        conditions.inheritance = request.inheritance(after: ledger.inheritance, isPublished: isPublished)
        let known = isPublished ? try await store.entries(of: feed.name) : []
        let adopter = Adopter(
            request,
            composer: Composer(feed: feed, base: definitions.base, authority: ""),
            articles: try await plan(feed, conditions).edition.catalogue(over: known),
            publishedIDs: Set(known.filter { $0.isShown(at: conditions.now) }.map(\.id)),
            now: conditions.now
        )
        conditions.adopted = adopter.adopted
        let result = try await plan(feed, conditions)
        let articles = result.edition.catalogue(over: known)
        let shown = Composer.shown(articles.filter { $0.isShown(at: conditions.now) }, limit: feed.limit)
        var adoption = adopter.report(on: articles, shown: shown)
        adoption.problems += result.edition.problems.filter { $0.path.isEmpty }.map { feed.problem($0) }
        if !request.entries.isEmpty, adoption.pairs.isEmpty {
            adoption.problems.append(
                Problem(
                    file: feed.name,
                    message:
                        "no entry of the older feed is an article of this one: nothing is adopted; is it another feed's?"
                )
            )
        }
        // Where nothing can be said of the articles, nothing is adopted either.
        if request.isPlan || adoption.problems.contains(where: { $0.severity == .error }) { return adoption }
        if isPublished {
            try await commit(result, of: feed, conditions)
        } else {
            // What is first published, and when, is still open.
            ledger.inheritance = result.ledger.inheritance
            for path in adopter.adopted.keys { ledger.lines[path] = result.ledger.lines[path] }
            if let warning = try file.write(ledger) { adoption.problems.append(warning) }
        }
        logger.notice(
            "older feed adopted",
            metadata: ["feed": "\(feed.name)", "entries": "\(adoption.pairs.count)"]
        )
        return adoption
    }

    /// Without a daemon nobody comes back to what has vanished: it is looked at again when it has been gone for a second.
    private func secondLook(at feed: FeedDefinition) async -> (changes: Report.Changes, problems: [Problem]) {
        await withCheckedContinuation { continuation in
            alarm = Alarm(after: FeedPass.patience, for: self) { _ in continuation.resume() }
        }
        return await pass(over: feed, FeedPass.Conditions(scope: .paths([]), now: Date()))
    }

    private func merged(
        _ first: (changes: Report.Changes, problems: [Problem]),
        with second: (changes: Report.Changes, problems: [Problem])
    ) -> (changes: Report.Changes, problems: [Problem]) {
        var changes = first.changes
        changes.added += second.changes.added
        changes.changed += second.changes.changed
        changes.removed += second.changes.removed
        changes.held += second.changes.held.filter { held in !changes.held.contains { $0.id == held.id } }
        changes.reasons = second.changes.reasons
        changes.documents += second.changes.documents.filter { !changes.documents.contains($0) }
        let standing = first.problems.filter { !first.changes.reasons.contains($0.message) }
        return (changes, standing + second.problems.filter { !standing.contains($0) })
    }

    private var roots: Set<String> {
        var roots: Set<String> = [settings.folder]
        let folder = ArticleFolder(root: settings.folder.withoutLinks)
        // The watcher follows no link out of a root: a folder that is elsewhere is a root of its own.
        for feed in definitions.feeds {
            for place in [feed.folder, feed.articles] where folder.relative(place.withoutLinks) == nil {
                roots.insert(place)
            }
        }
        return roots
    }

    /// The files outside of all roots that decide how articles are read.
    private var configuration: Set<String> {
        var files = definitions.feeds.reduce(into: Set<String>()) { $0.formUnion($1.dialect.configuration) }
        if files.isEmpty { return files }
        for root in roots {
            let folder = ArticleFolder(root: root.withoutLinks)
            // What is hidden is not seen as part of a root.
            files = files.filter { file in
                folder.relative(file).map { $0.hasPrefix(".") || $0.contains("/.") } ?? true
            }
        }
        return files
    }

    /// Whether a definition may have changed: one of its files, or a folder that is or was a feed's.
    private func touchesDefinitions(_ changes: Changes) -> Bool {
        if changes.everything { return true }
        let folder = ArticleFolder(root: settings.folder)
        return changes.paths.contains { path in
            if definitions.feeds.contains(where: { $0.dialect.isDecided(at: path) }) { return true }
            guard let relative = folder.relative(path) else { return false }
            let parts = relative.split(separator: "/")
            guard parts.count == 2 else { return parts.count < 2 }
            return parts[1] == "feed.toml" || parts[1] == "articles"
                || Dialect.isConfiguration(String(parts[1]))
        }
    }

    private func reloadDefinitions() async {
        var problems: [Problem] = []
        do throws(Problems) {
            definitions.definition = try Site.definition(in: settings.folder)
        } catch {
            problems = error.all
        }
        let before = definitions
        definitions = Site.load(
            folder: settings.folder,
            definition: before.definition,
            base: settings.base(under: before.definition),
            keeping: before.feeds
        )
        let now = Date()
        rereading = definitions.isHindered ? now + Self.recovery : nil
        keepUndefined(of: before.feeds, at: now)
        definitions.problems = problems + definitions.problems
        for problem in definitions.problems where !before.problems.contains(problem) {
            if problem.severity == .warning {
                logger.warning("definition taken with a doubt", metadata: ["problem": "\(problem)"])
            } else {
                logger.error("definition not taken", metadata: ["problem": "\(problem)"])
            }
        }
        for feed in definitions.feeds
        where !before.feeds.contains(feed) || before.base != definitions.base {
            recoveries[feed.name] = now
        }
        forgetOthers(than: Set(definitions.feeds.map(\.name)))
        if let watcher { await watcher.watch(roots, files: configuration) }
        if watcher != nil, !recoveries.isEmpty { wake() }
    }

    /// A feed whose definition has just vanished keeps it for a second.
    private func keepUndefined(of feeds: [FeedDefinition], at now: Date) {
        let since = undefined
        undefined = [:]
        for feed in feeds where feed.isWritten {
            guard let index = definitions.feeds.firstIndex(where: { $0.name == feed.name }),
                !definitions.feeds[index].isWritten
            else { continue }
            let beginning = since[feed.name] ?? now
            if now.timeIntervalSince(beginning) >= FeedPass.patience { continue }
            undefined[feed.name] = beginning
            definitions.feeds[index] = feed
        }
    }

    /// What is not defined any more has no moments to come.
    private func forgetOthers(than names: Set<String>) {
        memories = memories.filter { names.contains($0.key) }
        nextChanges = nextChanges.filter { names.contains($0.key) }
        recoveries = recoveries.filter { names.contains($0.key) }
        refusals = refusals.filter { names.contains($0.key) }
    }

    private func setAlarm() {
        var moments = definitions.feeds.compactMap { feed -> Date? in
            // A feed whose pass failed has missed its moments: looked at again, it makes up for them.
            if let recovery = recoveries[feed.name] { return recovery }
            return [nextChanges[feed.name], memories[feed.name]?.next].compactMap(\.self).min()
        }
        moments += undefined.values.map { $0 + FeedPass.patience }
        if let rereading { moments.append(rereading) }
        let next = moments.min().map { min($0, nextSweep) } ?? nextSweep
        alarm = Alarm(at: max(next, Date() + 0.001), for: self) { $0.wake() }
    }
}

extension String {
    /// This path as the file system resolves it, or as it is where nothing is there.
    fileprivate var withoutLinks: String {
        guard let real = realpath(self, nil) else { return self }
        defer { free(real) }
        return String(cString: real)
    }
}

extension ArticleFolder {
    /// Whether there is an article whose path is this one in another spelling (Unicode, section 3.7).
    fileprivate func hasFile(spelledUnlike path: String) -> Bool {
        if path.isASCII { return false }
        return [path.precomposedStringWithCanonicalMapping, path.decomposedStringWithCanonicalMapping]
            .contains { other in
                guard !other.isSpelled(as: path), case .file = look(at: other) else { return false }
                return true
            }
    }
}

extension StoredProblem {
    fileprivate init(_ problem: Problem) {
        self.init(
            path: problem.file,
            line: problem.line,
            message: problem.message,
            isWarning: problem.severity == .warning
        )
    }
}

extension FeedDefinition {
    /// A problem of an article, with its file's name relative to the folder of feeds.
    package func problem(_ stored: StoredProblem) -> Problem {
        let isInside = articles == folder || articles.hasPrefix(folder + "/")
        let root = isInside ? name + articles.dropFirst(folder.count) : articles
        return Problem(
            file: stored.path.isEmpty ? name : "\(root)/\(stored.path)",
            line: stored.line,
            message: stored.message,
            severity: stored.isWarning ? .warning : .error
        )
    }
}
