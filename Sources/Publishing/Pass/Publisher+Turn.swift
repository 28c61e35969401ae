import Articles
import Foundation
import Logging
import Reactor
import Store

/// What the watcher and the clock ask for.
extension Publisher {
    /// What the watcher and the clock ask for; how many paths the watcher told.
    func pass() async -> Int {
        let changes = await watcher?.takeChanges() ?? Changes()
        let now = Date()
        let isSweep = now >= nextSweep
        if isSweep { nextSweep = now + Self.sweep }
        let isOverdue = undefined.values.contains { $0 + FeedPass.patience <= now }
        let isRereading = rereading.map { $0 <= now } ?? false
        if isSweep || isOverdue || isRereading || touchesDefinitions(changes) { await reloadDefinitions() }
        await definePush(at: now)
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
        await definePush(at: now)
        let areViewsDue = !isReady || isSweep || hasWishes || viewsAreDue.map { $0 <= now } ?? false
        isReady = true
        if areViewsDue {
            viewsAreDue = nil
            await tendViews(at: now)
        }
        if isHeapLarge {
            isHeapLarge = false
            restsSoon = true
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
    func conditions(
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
        let isAbsenceOver = memory.waitEnds.map { $0 <= now } ?? false
        let isQuietOver = memory.quiet?.next.map { $0 <= now } ?? false
        let recovery = recoveries[feed.name]
        let isLedgerTouched = isLedgerTouched(of: feed, changes)
        let isCaused = !paths.isEmpty || isMoment || isAbsenceOver || isLedgerTouched
        let isRecovery = recovery.map { $0 <= now || isCaused } ?? false
        var conditions = FeedPass.Conditions(scope: .paths(paths), now: now)
        conditions.moves = changes.moves
        conditions.isWatched = !changes.everything
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
        } else if !isCaused, !isQuietOver, !isMediaDue, !(memory.ledgerDue.map { $0 <= now } ?? false) {
            return nil
        }
        return conditions
    }

    /// The changed files to which shown entries refer, or may refer; none where no entry refers to any.
    func files(of feed: FeedDefinition, in changes: Changes, _ media: ShownMedia) -> Set<String> {
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

    func setAlarm() {
        var moments = definitions.feeds.compactMap { feed -> Date? in
            // A feed whose pass failed has missed its moments: looked at again, it makes up for them.
            if let recovery = recoveries[feed.name] { return recovery }
            return [nextChanges[feed.name], memories[feed.name]?.next].compactMap(\.self).min()
        }
        moments += undefined.values.map { $0 + FeedPass.patience }
        if let rereading { moments.append(rereading) }
        if let viewsAreDue { moments.append(viewsAreDue) }
        let next = moments.min().map { min($0, nextSweep) } ?? nextSweep
        alarm = Alarm(at: max(next, Date() + 0.001), for: self) { $0.wake() }
    }
}
