import Articles
import Foundation
import Reactor
import Store

/// What is published by hand.
extension Publisher {
    func carryOut(_ request: PublishRequest) async -> Report {
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
        await definePush(at: began)
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
            conditions.looksAtAllMedia = request.isThorough
            if request.isNow { conditions.released = wanted.paths ?? [] }
            if request.isSilent { conditions.silenced = wanted.paths ?? [] }
            var outcome = await pass(over: feed, conditions, isPlan: request.isPlan)
            if !request.isPlan, !request.isNow, watcher == nil, memories[feed.name]?.waitEnds != nil {
                let putOff = memories[feed.name]?.waiting.values.count { $0.isArticle } ?? 0
                outcome = merged(outcome, with: await secondLook(at: feed), readBefore: putOff)
            }
            report.feeds.append(outcome.changes)
            report.problems += outcome.problems
        }
        await definePush(at: Date())
        report.seconds = Date().timeIntervalSince(began)
        if watcher != nil { setAlarm() }
        return report
    }

    /// Without a daemon nobody comes back to what has vanished: it is looked at again when it has been gone for a second.
    private func secondLook(at feed: FeedDefinition) async -> (changes: Report.Changes, problems: [Problem]) {
        await withCheckedContinuation { continuation in
            alarm = Alarm(after: FeedPass.patience, for: self) { _ in continuation.resume() }
        }
        return await pass(over: feed, FeedPass.Conditions(scope: .paths([]), now: Date()))
    }

    /// Both as one, where the second look has read so many articles again.
    private func merged(
        _ first: (changes: Report.Changes, problems: [Problem]),
        with second: (changes: Report.Changes, problems: [Problem]),
        readBefore: Int
    ) -> (changes: Report.Changes, problems: [Problem]) {
        var changes = first.changes
        changes.added += second.changes.added
        changes.changed += second.changes.changed
        changes.removed += second.changes.removed
        changes.held += second.changes.held.filter { held in !changes.held.contains { $0.id == held.id } }
        changes.scheduled += second.changes.scheduled
        changes.leftOut += second.changes.leftOut.filter { !changes.leftOut.contains($0) }
        changes.read += max(0, second.changes.read - readBefore)
        changes.reasons = second.changes.reasons
        changes.documents += second.changes.documents.filter { !changes.documents.contains($0) }
        let standing = first.problems.filter { !first.changes.reasons.contains($0.message) }
        let problems = standing + second.problems.filter { !standing.contains($0) }
        return (
            changes,
            problems.sorted { ($0.file, $0.line ?? 0, $0.message) < ($1.file, $1.line ?? 0, $1.message) }
        )
    }
}
