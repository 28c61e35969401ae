import Articles
import Feeds
import Foundation
import Store

/// What the edition says beside its entries.
extension Editor {
    mutating func keep(_ body: KeptBody) { edition.bodies.append(body) }

    mutating func hold(_ reason: String) {
        changes.reasons.append(reason)
        report([Problem(file: "", message: reason)])
    }

    /// Says what the guard is to remember.
    mutating func remember(_ departures: [Departure], returned: [String]) {
        edition.departures = departures
        edition.returned = returned
    }

    mutating func report(_ problems: [Problem]) {
        edition.problems += problems.map {
            StoredProblem(
                path: $0.file,
                line: $0.line,
                message: $0.message,
                isWarning: $0.severity == .warning
            )
        }
    }

    /// Says whose problems are replaced, those of the feed as a whole among them; nil: all.
    mutating func lookedAt(_ paths: [String]?) {
        edition.lookedAt = paths.map { $0 + ["", FeedDefinition.ownPath] }
    }

    /// Says that the problems of one more path are replaced.
    mutating func lookedAlso(at path: String) { edition.lookedAt?.append(path) }

    /// Counts the articles that were read, be they taken now or put off; a page without one is none.
    mutating func count(read readings: [Reading]) {
        changes.read += readings.count { $0.isArticle }
    }

    /// Has a file that is as it was read again by the next look: what another definition makes of it is not taken yet.
    ///
    /// The catalogue gives it a time that no file has, so that this outlives the process.
    mutating func readAgain(_ entry: CatalogueEntry?, _ mark: FileMark) {
        guard let entry, entry.file == mark, entry.state == .live || entry.state == .draft else { return }
        var unread = mark
        unread.modified = 0
        edition.touched.append(KnownFile(path: entry.path, mark: unread, state: entry.state))
    }

    /// Reports what is wrong with an article that this pass did not look at for its own sake.
    mutating func report(_ problem: Problem) {
        edition.lookedAt?.append(problem.file)
        report([problem])
    }

    /// Releases an article for good, if its date turns out to lie ahead.
    mutating func release(_ path: String) { releases.insert(path) }

    /// Has edits of an article told nobody, from now on for a while.
    mutating func silence(_ path: String) { silenced.insert(path) }

    mutating func show(_ documents: [FeedDocument], bodies: [KeptBody]) {
        edition.documents = documents
        edition.bodies += bodies
        changes.documents = documents.map(\.selfLink)
    }

    mutating func setFormerPaths(_ paths: [String], of format: Format) {
        ledger.formerPaths[format] = paths.isEmpty ? nil : paths
    }

    mutating func keep(_ media: EditionMedia) { edition.media.add(media) }

    /// Says whether subscribers are told of what is new, and also of what was served before without being told.
    mutating func tell(_ isTold: Bool, untold: Bool, isUrgent: Bool) {
        edition.isTold = isTold || untold
        edition.tellsUntold = untold
        edition.isUrgent = isUrgent
        edition.pingedHubs = feed.hubs + feed.services
        if untold || isTold && !edition.documents.isEmpty { quiet.told() }
        quiet.expire(at: now)
        edition.quietTimes = quiet.changes
    }

    /// Whether this pass has read the entry's file anew.
    func changes(bodyOf entry: CatalogueEntry) -> Bool { edition.entries.contains { $0.id == entry.id } }

    /// Takes back into an empty ledger what the store still knows.
    mutating func recall(_ entries: [CatalogueEntry], formerSlugs: [String: [String]]) {
        for entry in entries where entry.state != .broken {
            ledger.recall(entry, former: formerSlugs[entry.id] ?? [], named: names(of: entry.path))
            if let slug = ledger.lines[entry.path]?.slug { namedOwners[slug] = entry.path }
        }
        knownLines = ledger.lines
    }
}
