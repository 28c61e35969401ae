import Articles
import Feeds
import Foundation
import Store

/// What is put off, so that all of it is seen together: what would take something from subscribers, and what may be a move.
extension FeedPass {
    /// A file that was read, and whose article is not taken yet.
    struct Waiting: Equatable {
        /// Nobody waits longer than so many seconds, though there is no rest.
        static let limit: TimeInterval = 10

        /// Of the file as it was read last.
        var hash: Fingerprint
        var since: Date
        /// Where the article was until now, if it has moved.
        var from: String?
        /// The path of a published article that says the same, while no article was here.
        var twin: String?
        /// Whether it says an article at all.
        var isArticle: Bool

        var longest: Date { since + Self.limit }
    }

    /// Not at a first pass, nor by hand: an older feed is adopted as the folder is.
    var isPatient: Bool { !isFirst && !conditions.isImmediate && conditions.inheritance == nil }

    /// The paths of what is put off no longer.
    var duePaths: Set<String> {
        if memory.waiting.isEmpty { return [] }
        let isOver = isPatienceOver
        return Set(memory.waiting.filter { isOver || $0.value.longest <= now }.keys)
    }

    /// The paths of those that may turn out to be moves: what they say the same as has just vanished.
    func copies(ofVanished paths: [String]) -> Set<String> {
        if paths.isEmpty || memory.waiting.isEmpty { return [] }
        return Set(memory.waiting.filter { $0.value.twin.map(paths.contains) ?? false }.keys)
    }

    /// What was looked at and need not be read is as it was before, or is nowhere.
    mutating func forgetWaiting(notIn survey: Survey) {
        if memory.waiting.isEmpty || survey.blindness != nil { return }
        let (lookedAt, toRead) = (survey.lookedAt.map(Set.init), Set(survey.toRead))
        for path in memory.waiting.keys where lookedAt?.contains(path) ?? true && !toRead.contains(path) {
            memory.waiting[path] = nil
        }
    }

    /// How a published entry would go under what its file says now; nil where it stays.
    func fate(
        of entry: CatalogueEntry?,
        in reading: Reading,
        editor: Editor,
        owners: Editor.Owners
    ) -> Departure.Fate? {
        guard isPatient, let entry, entry.isShown(at: now), !editor.gate.holds(entry.id) else { return nil }
        switch reading.result {
        case .problem: return nil
        case .noArticle: return .withdrawn
        case .article(let article):
            // What claims an id that another has may have changed places with it: that one is seen soon.
            guard let id = editor.id(of: article, before: entry, owners: owners) else {
                return article.isAnother(than: entry) ? .replaced : nil
            }
            return editor.fate(of: entry, as: article, id: id)
        }
    }

    /// Whether a published entry's file says something else: its article may have another path, which is seen soon.
    func isDoubtful(_ reading: Reading, _ entry: CatalogueEntry?) -> Bool {
        guard let entry, entry.isShown(at: now), case .article(let article) = reading.result else {
            return false
        }
        return article.saysOther(than: entry)
    }

    /// Whether what was read is put off: it would take something from subscribers, or may be the move of an article whose old
    /// file is still there.
    ///
    /// It waits until nothing of the kind has come for a second; one that comes meanwhile has the others wait with it.
    mutating func postpones(
        _ reading: Reading,
        fate: Departure.Fate?,
        moved: CatalogueEntry?,
        twin: String?,
        isDoubtful: Bool,
        _ moves: Moves
    ) -> Bool {
        let path = reading.path
        guard isPatient, fate != nil || twin != nil || isDoubtful, !moves.goals.contains(path) else {
            memory.waiting[path] = nil
            return false
        }
        let known = memory.waiting[path]
        let isSame = known?.hash == reading.mark.hash
        if let known, known.longest <= now || isSame && isPatienceOver {
            memory.waiting[path] = nil
            return false
        }
        if !isSame {
            memory.lastUnrest = now
            isDisturbed = true
        }
        memory.waiting[path] = Waiting(
            hash: reading.mark.hash,
            since: known?.since ?? now,
            from: moved?.path,
            twin: twin,
            isArticle: reading.isArticle
        )
        return true
    }

    /// Of new files that say what a published article says whose file is there as well: the paths of those articles.
    func twins(of readings: [Reading], existing: [String: CatalogueEntry]) async throws -> [String: String] {
        guard isPatient else { return [:] }
        var looks: [String: Likeness] = [:]
        for reading in readings {
            let isUnknown = existing[reading.path].map { $0.state == .broken } ?? true
            guard isUnknown, case .article(let article) = reading.result else { continue }
            looks[reading.path] = Likeness(of: article)
        }
        if looks.isEmpty { return [:] }
        return try await store.paths(of: feed.name, alike: looks).filter { !memory.absent.contains($0.value) }
    }
}

extension Likeness {
    fileprivate init(of article: Article) {
        let text = Fingerprint(article.bodyHash)
        self.init(
            text: text == .ofNothing ? nil : text,
            title: article.title.flatMap { $0.isEmpty ? nil : $0 },
            published: article.published?.rounded
        )
    }
}

extension Fingerprint {
    /// Of an empty text.
    fileprivate static let ofNothing = Fingerprint(ContentHash(of: ""))
}
