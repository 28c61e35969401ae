import Articles
import Foundation
import Logging
import Store

/// What a pass leaves: in ledger and store, in memory, and in the log.
extension Publisher {
    func commit(
        _ result: FeedPass.Result,
        of feed: FeedDefinition,
        _ conditions: FeedPass.Conditions
    ) async throws {
        let now = conditions.now
        let edition = result.edition
        if result.isLedgerNew { try write(result.ledger, of: feed) }
        ledgers[feed.name]?.ledger = result.ledger
        ledgers[feed.name]?.isUnchecked = false
        ledgers[feed.name]?.isLost = result.isLedgerLost
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
        if !edition.isEmpty || result.isFeedNew || conditions.moment != nil {
            await followInViews(result, of: feed, conditions)
        }
    }

    /// The ledger, read again where its file is another one than before.
    func ledger(in file: LedgerFile, of feed: FeedDefinition) throws(Problem) -> Ledger? {
        let mark = file.mark
        if let known = ledgers[feed.name], known.mark == mark { return known.ledger }
        // One whose file is gone is known still.
        let written = try file.read()
        let ledger = written ?? ledgers[feed.name]?.ledger
        ledgers[feed.name] = (mark, ledger, written == nil, written != nil)
        return ledger
    }

    private func write(_ ledger: Ledger, of feed: FeedDefinition) throws(Problem) {
        let written = try LedgerFile(feed: feed, state: settings.state).write(ledger)
        if let mark = written.mark { ledgers[feed.name]?.mark = mark }
        guard let warning = written.warning else { return }
        logger.warning(
            "ledger written elsewhere",
            metadata: ["feed": "\(feed.name)", "problem": "\(warning)"]
        )
    }

    /// Whether somebody else has changed the ledger's file or taken it away, as the watcher tells.
    func isLedgerTouched(of feed: FeedDefinition, _ changes: Changes) -> Bool {
        let folder = ArticleFolder(root: feed.folder)
        guard
            changes.paths.contains(where: { $0.hasSuffix("/ids.toml") && folder.relative($0) == "ids.toml" })
        else { return false }
        return ledgers[feed.name]?.mark != LedgerFile(feed: feed, state: settings.state).mark
    }

    /// The next moment at which time alone changes the feed.
    func nextChange(
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
        guard lastShown.count > 4 else { return }
        let oldest = lastShown.removeFirst()
        memories[oldest]?.shown = ShownEntries(under: "")
        memories[oldest]?.newest = nil
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
            } else if problem.path == FeedDefinition.ownPath {
                logger.warning("definition taken with a doubt", metadata: text)
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
}
