import Articles
import Foundation
import Logging
import Store

/// How a feed goes on where an older one ends.
extension Publisher {
    func carryOut(_ request: AdoptionRequest) async -> Adoption {
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

    func adopt(_ request: AdoptionRequest, for feed: FeedDefinition) async throws -> Adoption {
        let file = LedgerFile(feed: feed, state: settings.state)
        let record = try await store.feed(feed.name)
        let isPublished = record != nil
        var ledger = try ledger(in: file, of: feed) ?? Ledger(authority: "")
        if ledger == Ledger(authority: ""), let record { ledger.inheritance = record.inheritance }
        var conditions = FeedPass.Conditions(scope: .everything, now: Date())
        conditions.inheritance = request.inheritance(after: ledger.inheritance, isPublished: isPublished)
        let known = isPublished ? try await store.entries(of: feed.name) : []
        var reader = Reader(feed)
        let adopter = Adopter(
            request,
            composer: Composer(feed: feed, base: definitions.base, authority: ""),
            articles: try await plan(feed, conditions).edition.catalogue(over: known),
            publishedIDs: Set(known.filter { $0.isShown(at: conditions.now) }.map(\.id)),
            now: conditions.now,
            html: { reader.render($0.path)?.html }
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
            if let warning = try file.write(ledger).warning { adoption.problems.append(warning) }
        }
        logger.notice(
            "older feed adopted",
            metadata: ["feed": "\(feed.name)", "entries": "\(adoption.pairs.count)"]
        )
        return adoption
    }
}
