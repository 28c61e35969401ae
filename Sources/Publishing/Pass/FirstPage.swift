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

    /// What decides whether an article is among the newest.
    private struct Candidate {
        var path: String
        var published: Date
        var size: Int64
        var slug: String
        var id: String?
    }

    /// Nil where the feed is not large, or where what is shown depends on more than the heads.
    static func find(
        in feed: FeedDefinition,
        of leastArticles: Int,
        reader: inout Reader,
        ledger: Ledger,
        now: Date,
        youth: TimeInterval
    ) async -> FirstPage? {
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
                claims.add(slug: slug, id: article.id ?? ledger.lines[path]?.id)
                guard !article.isDraft, article.expires.map({ now < $0 }) ?? true else { continue }
                let remembered = ledger.lines[path]?.published(written: article.published?.rounded)
                let published = (remembered ?? article.published ?? min(mark.time, now)).rounded
                guard published <= now else { continue }
                candidates.append(
                    Candidate(path: path, published: published, size: mark.size, slug: slug, id: article.id)
                )
            // Somebody may be writing it; or it cannot be read, and will be reported.
            case .head, .unreadable: continue
            case .doubtful: return nil
            }
        }
        candidates.sort { $0.published > $1.published }
        let newest = newest(of: candidates, feed)
        guard newest.allSatisfy({ claims.isSole(slug: $0.slug, id: $0.id) }) else { return nil }
        return FirstPage(paths: newest.map(\.path))
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

    mutating func add(slug: String, id: String?) {
        if !slugs.insert(slug.hashValue).inserted { contested.insert(slug.hashValue) }
        guard let id, !ids.insert(id.hashValue).inserted else { return }
        contested.insert(id.hashValue)
    }

    func isSole(slug: String, id: String?) -> Bool {
        !contested.contains(slug.hashValue) && !(id.map { contested.contains($0.hashValue) } ?? false)
    }
}
