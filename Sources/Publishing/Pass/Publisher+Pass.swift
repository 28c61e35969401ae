import Articles
import Foundation
import Logging
import Media
import Store

/// One pass over one feed.
extension Publisher {
    /// One pass over one feed, committed; an error is logged, and the feed is looked at again soon.
    func pass(
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
        if try await mayHaveLookalikes(paths, feed) {
            conditions.scope = .everything
            conditions.leavesYoung = true
            conditions.closed = paths
            return conditions
        }
        for path in paths {
            let look = folder.look(at: path)
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

    /// Whether there is, or was, another file beside one of these whose name looks the same.
    ///
    /// In a set of texts two such names are one: only a look at everything tells them apart.
    private func mayHaveLookalikes(_ paths: Set<String>, _ feed: FeedDefinition) async throws -> Bool {
        let paths = paths.filter(\.mayHaveLookalikes)
        if paths.isEmpty { return false }
        let folder = feed.articleFolder
        if ledgers[feed.name]?.ledger?.chosenPaths.isEmpty == false { return true }
        if paths.contains(where: { folder.lookalike(of: $0) != nil }) { return true }
        let known = Set(try await store.entries(of: feed.name, at: paths.sorted()).map { Spelling($0.path) })
        let new = paths.filter { !known.contains(Spelling($0)) }
        if new.isEmpty { return false }
        return try await store.files(of: feed.name).contains { new.contains($0.path) }
    }

    func plan(_ feed: FeedDefinition, _ conditions: FeedPass.Conditions) async throws
        -> FeedPass.Result
    {
        var conditions = conditions
        conditions.troubled = Set((troubles[feed.name] ?? []).map(\.path)).union(conditions.adopted.keys)
        let file = LedgerFile(feed: feed, state: settings.state)
        let ledger = try ledger(in: file, of: feed)
        conditions.isLedgerLost = ledgers[feed.name]?.isLost ?? false
        conditions.isLedgerUnchecked = ledgers[feed.name]?.isUnchecked ?? false
        var pass = feedPass(over: feed, conditions)
        return try await pass.run(ledger: ledger)
    }

    func feedPass(over feed: FeedDefinition, _ conditions: FeedPass.Conditions) -> FeedPass {
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
}
