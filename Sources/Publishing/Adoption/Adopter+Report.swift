import Articles
import Feeds
import Foundation
import Store

extension Adopter {
    /// Compares what the older feed shows with `articles` as they are with what they have taken over, and with those
    /// of them that the documents show.
    func report(on articles: [CatalogueEntry], shown: [CatalogueEntry]) -> Adoption {
        var adoption = Adoption(feed: request.feed)
        adoption.isPlan = request.isPlan
        adoption.entries = entries.count
        adoption.problems = problems
        let after = Dictionary(articles.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        let shownPaths = Set(shown.map(\.path))
        for pair in pairing.pairs {
            guard let article = after[self.articles[pair.article].path] else { continue }
            var found = Adoption.Pair(
                path: article.path,
                title: article.title,
                id: entries[pair.entry].id,
                by: pair.way.rawValue
            )
            found.keeps = article.id == found.id ? nil : article.id
            if let id = found.keeps, request.isForced || !publishedIDs.contains(id) { found.isWritten = true }
            if found.keeps == nil, shownPaths.contains(article.path) {
                found.changes = changes(from: pair.entry, to: article)
            }
            adoption.pairs.append(found)
        }
        adoption.ambiguous = pairing.candidates.sorted { $0.key < $1.key }.map { entry, candidates in
            leftover(entry, candidates.map { self.articles[$0].path }.sorted())
        }
        adoption.unpaired = pairing.unpaired.map { leftover($0, []) }
        let known = Set(entries.map(\.id))
        adoption.older = articles.filter { olderPaths.contains($0.path) }.map(Report.Item.init)
        // Where there was no older feed, everybody knows that all is new.
        adoption.new =
            known.isEmpty
            ? []
            : shown.filter { !known.contains($0.id) && !olderPaths.contains($0.path) }.map(
                Report.Item.init
            )
        adoption.permalink = template()
        return adoption
    }

    private func leftover(_ entry: Int, _ candidates: [String]) -> Adoption.Leftover {
        let entry = entries[entry]
        return Adoption.Leftover(
            id: entry.id,
            title: entry.heading,
            link: entry.link,
            published: entry.published,
            candidates: candidates
        )
    }

    private func changes(from number: Int, to article: CatalogueEntry) -> [String] {
        let entry = entries[number]
        var changes: [String] = []
        let titles = [entry.title.words, entry.title.ofHTML.words]
        if !titles.contains(article.title.words) {
            changes.append("title \"\(article.title)\" was \"\(entry.title)\"")
        }
        let link = composer.link(of: article)
        if let before = entry.link, before.legalInURL != link.legalInURL {
            changes.append("link \(link) was \(before)")
        }
        if let before = dates[number].published, before != article.published {
            changes.append("date \(article.published.rfc3339) was \(before.rfc3339)")
        }
        if let before = dates[number].updated, before != article.updated {
            changes.append("update \(article.updated.rfc3339) was \(before.rfc3339)")
        }
        return changes
    }
}

extension OldFeed.Entry {
    /// Its title, or else how its text begins.
    var heading: String {
        guard title.isEmpty, let text else { return title }
        return HTMLText.excerpt(Sanitizer.clean(text), limit: 60)
    }
}

extension String {
    /// This text with each run of white space as one space.
    fileprivate var words: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
