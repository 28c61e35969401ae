import Articles
import Foundation
import Store

/// What a large feed shows first: its newest articles, found by their heads alone.
///
/// Readers of a feed that was never published need not wait until all of its articles are read, hashed and written
/// down. What is shown is what will be shown then; where a head leaves a doubt, there is no first page.
struct FirstPage {
    /// Feeds of fewer articles are read as fast.
    static let leastArticles = 2_000

    /// Of the articles that may be shown, and of none that matters to those; newest first.
    let paths: [String]
    /// The seconds that the articles of all have, where those are not their files' (``SecondsApart``), by ids.
    let seconds: [String: Int64]

    /// What decides whether an article is among the newest.
    private struct Candidate {
        var path: String
        var published: Date
        /// When it was updated, as far as it tells.
        var dates: Editor.Undecided
        var isShown: Bool
        var size: Int64
        var slug: String
        var id: String?
    }

    /// Nil where the feed is not large, or where what is shown depends on more than the heads.
    ///
    /// `editor` knows what the ledger says, and is none that anything is written down by.
    static func find(
        of leastArticles: Int,
        reader: inout Reader,
        editor: Editor,
        now: Date,
        youth: TimeInterval
    ) async throws -> FirstPage? {
        var editor = editor
        let ledger = editor.ledger
        let paths = reader.folder.names()
        let foreign = paths.filter { !$0.isASCII }
        guard paths.count >= leastArticles, Set(foreign).count == foreign.count, ledger.namedPaths.isEmpty
        else { return nil }
        var claims = Claims()
        var candidates: [Candidate] = []
        for (number, path) in paths.enumerated() {
            // Whoever asks the publisher something meanwhile need not wait for the whole folder.
            if number % 512 == 0 { await Task.yield() }
            switch reader.readHead(path) {
            case .head(let article, let mark) where mark.time <= now - youth:
                let slug = Slug.own(article.slug, path: path)
                let id = article.id ?? ledger.lines[path]?.id
                claims.add(slug: slug, id: id)
                if article.isDraft { continue }
                let published = editor.published(article, before: nil, mark: mark)
                // What an older feed told is taken to be of the text as it is, which a head does not tell.
                let told = ledger.lines[path]?.update.map { max(min($0.date, now.rounded), published) }
                let updated =
                    told ?? editor.updated(article, before: nil, mark: mark, published: published)
                candidates.append(
                    Candidate(
                        path: path,
                        published: published,
                        dates: editor.undecided(article, published: published, updated: updated),
                        isShown: published <= now && article.expires.map { now < $0 } ?? true,
                        size: mark.size,
                        slug: slug,
                        id: id
                    )
                )
            // Somebody may be writing it; or it cannot be read, and will be reported.
            case .head, .unreadable: continue
            case .doubtful: return nil
            }
        }
        let seconds = try await seconds(of: &candidates, editor)
        if !seconds.isEmpty, claims.hasContestedID { return nil }
        candidates.removeAll { !$0.isShown }
        candidates.sort { $0.published > $1.published }
        let newest = newest(of: candidates, editor.feed)
        guard newest.allSatisfy({ claims.isSole(slug: $0.slug, id: $0.id) }) else { return nil }
        return FirstPage(paths: newest.map(\.path), seconds: seconds)
    }

    /// The seconds of those that share theirs with others; what nobody dated is published in it as well.
    private static func seconds(of candidates: inout [Candidate], _ editor: Editor) async throws
        -> [String: Int64]
    {
        var seen: Set<Int64> = []
        if candidates.allSatisfy({ seen.insert($0.dates.moment.second).inserted }) { return [:] }
        for place in candidates.indices {
            candidates[place].dates.moment.id =
                candidates[place].id ?? editor.derivedID(of: candidates[place].path)
        }
        var apart = SecondsApart()
        let seconds = try await apart.moves(of: candidates.map(\.dates.moment))
        for (place, candidate) in candidates.enumerated() where candidate.dates.isFirstDated {
            guard let second = seconds[candidate.dates.moment.id] else { continue }
            candidates[place].published = min(candidate.published, Date(second: second))
        }
        return seconds
    }

    /// Those that may be shown: among equally old ones the ids will decide.
    private static func newest(of candidates: [Candidate], _ feed: FeedDefinition) -> ArraySlice<Candidate> {
        let limit =
            feed.limit ?? Composer.shownCount(of: candidates.lazy.map { ($0.published, $0.size) }) + 1
        guard limit < candidates.count, limit > 0 else { return candidates[...] }
        let oldest = candidates[limit - 1].published
        return candidates.prefix { $0.published >= oldest }
    }
}

/// The slugs and ids that articles claim: those that several claim are decided by the order of all.
private struct Claims {
    private var slugs: Set<Int> = []
    private var ids: Set<Int> = []
    private var contested: Set<Int> = []
    private(set) var hasContestedID = false

    mutating func add(slug: String, id: String?) {
        if !slugs.insert(slug.hashValue).inserted { contested.insert(slug.hashValue) }
        guard let id, !ids.insert(id.hashValue).inserted else { return }
        contested.insert(id.hashValue)
        hasContestedID = true
    }

    func isSole(slug: String, id: String?) -> Bool {
        !contested.contains(slug.hashValue) && !(id.map { contested.contains($0.hashValue) } ?? false)
    }
}
