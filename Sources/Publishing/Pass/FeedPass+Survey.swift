import Articles
import Foundation
import Store

/// What is looked at, and who is absent.
extension FeedPass {
    /// Looks whether files are still as they were to which shown entries refer: all of them, or those that are told of.
    mutating func findStale() {
        stale = [:]
        isFeedStale = false
        if memory.media.isEmpty { return memory.media.retry = nil }
        var occasion = ShownMedia.Occasion(
            files: conditions.files,
            hasAnswers: conditions.hasAnswers,
            now: now
        )
        if conditions.scope == .everything { occasion.files = nil }
        let folders = MediaFolders(articles: feed.articles, feed: feed.folder)
        stale = memory.media.stale(occasion) { folders.look(at: $0) }
        isFeedStale = memory.media.isFeedStale(occasion) { folders.look(at: $0) }
        if let retry = memory.media.retry, retry <= now { memory.media.retry = nil }
    }

    func moves(in survey: Survey) async throws -> Moves {
        let vanished = survey.vanished
        return Moves(
            absent: vanished.isEmpty ? [] : try await store.entries(of: feed.name, at: vanished),
            folder: reader.folder,
            pairs: conditions.moves,
            departed: conditions.departed.union(memory.departed),
            isWatched: conditions.isWatched,
            awaited: memory.awaited,
            postponed: memory.waiting.compactMapValues(\.from)
        )
    }

    /// Of a feed that was never published young files are read too: it would be served empty else, to nobody's good.
    mutating func survey(isNew: Bool, ledger: Ledger?) async throws -> Survey {
        let folder = feed.articleFolder
        switch conditions.scope {
        case .everything:
            memory.later = [:]
            var survey = Survey.everything(
                of: folder,
                known: try await store.files(of: feed.name).filter { isExpected($0.mark) },
                youngest: conditions.leavesYoung && !(isNew && feed.settle == 0)
                    ? now - youth : .distantFuture,
                closed: conditions.closed.union(memory.awaited.keys).union(memory.waiting.keys),
                troubled: conditions.troubled,
                preferred: ledger?.chosenPaths ?? [],
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
            var all = paths.union(memory.absent).union(forced).union(duePaths)
            var survey = try await self.survey(all, of: folder)
            var others = try await origins(of: survey.arrived)
            // What is held back may come back under another path.
            if !survey.arrived.isEmpty { others.formUnion(memory.heldPaths) }
            others.formUnion(copies(ofVanished: survey.vanished))
            if !others.isSubset(of: all) {
                all.formUnion(others)
                survey = try await self.survey(all, of: folder)
            }
            // A release changes no file, nor does silence: it is read all the same.
            survey.toRead = Set(survey.toRead).union(forced).sorted()
            return survey
        }
    }

    /// Whether a file that is known should be there: in an inbox it may have been taken away.
    func isExpected(_ mark: FileMark) -> Bool { mark.hasFile || feed.onDelete == .remove }

    mutating func survey(_ paths: Set<String>, of folder: ArticleFolder) async throws -> Survey {
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

    /// Where the catalogue has these very files, or others of their numbers: the disk may be ahead of what the file system
    /// has told, which need not say yet that they have left, and they may have been written to since.
    private func origins(of files: [ArticleFile]) async throws -> Set<String> {
        Set(try await store.files(of: feed.name, inodes: files.map(\.inode)).map(\.path))
    }

    /// Keeps in mind who is absent, and since when nothing about that has changed; what is held back is waited for no longer.
    mutating func remember(_ survey: Survey, _ moves: Moves, gate: Gate) {
        let held = moves.vanished.filter { gate.holds($0.id) }.map(\.path)
        let absent = moves.missing.union(survey.vanished).subtracting(held)
        let awaited = moves.awaited
        forgetWaiting(notIn: survey)
        if absent.isEmpty, memory.waiting.isEmpty {
            memory.lastUnrest = nil
        } else if memory.lastUnrest == nil || !absent.isSubset(of: memory.absent)
            || !awaited.isEmpty && awaited != memory.awaited
        {
            memory.lastUnrest = now
        }
        memory.absent = absent
        memory.awaited = awaited
    }

    /// Whether what is absent is believed to have gone, and what is put off is taken.
    ///
    /// A file that is not read yet may be one of those that have vanished.
    var isPatienceOver: Bool {
        conditions.isImmediate || !isDisturbed && memory.patienceEnds.map { $0 <= now } ?? true
    }
}
