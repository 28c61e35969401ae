import Articles
import Feeds
import Foundation
import Store

/// Decides what the articles of a feed take over from an older one; values in, values out.
struct Adopter {
    private let request: AdoptionRequest
    private let composer: Composer
    private let articles: [CatalogueEntry]
    /// The ids under which articles are published here already.
    private let publishedIDs: Set<String>
    private let now: Date
    /// Each id once.
    private var entries: [OldFeed.Entry] = []
    private var dates: [Dates] = []
    private var pairing: Pairing
    private var problems: [Problem] = []
    private var keeps: [String: String] = [:]
    /// The articles that get the id which their link must have given them.
    private var olderPaths: Set<String> = []

    /// What articles take over, by path.
    private(set) var adopted: [String: Adopted] = [:]

    private struct Dates {
        var published: Date?
        var updated: Date?
    }

    /// `articles` is what a pass would make of the files as they are now.
    init(
        _ request: AdoptionRequest,
        composer: Composer,
        articles: [CatalogueEntry],
        publishedIDs: Set<String>,
        now: Date
    ) {
        self.request = request
        self.composer = composer
        self.articles = articles
        self.publishedIDs = publishedIDs
        self.now = now
        pairing = Pairing([], [])
        takeEntries()
        pairing = Pairing(
            entries.indices.map {
                Pairing.Entry(
                    link: entries[$0].link,
                    title: entries[$0].title,
                    published: dates[$0].published
                )
            },
            articles.map { article in
                Pairing.Article(
                    path: article.path,
                    links: [composer.link(of: article), composer.page(of: article)],
                    slugs: [article.slug, Slug.ofFile(article.path)],
                    title: article.title,
                    published: article.published
                )
            }
        )
        decide()
    }

    /// One id is one entry: what an archive repeats is passed, what only has the same id is named.
    private mutating func takeEntries() {
        var known: [String: String?] = [:]
        for entry in request.entries {
            let key = entry.link.flatMap(LinkKey.of)
            if let before = known[entry.id] {
                if before == key { continue }
                problems.append(
                    Problem(
                        file: request.feed,
                        message:
                            "the older feed gives the id \"\(entry.id)\" to two entries; "
                            + "\"\(entry.title)\" (\(entry.link ?? "no link")) is not paired",
                        severity: .warning
                    )
                )
                continue
            }
            known[entry.id] = key
            entries.append(entry)
            dates.append(Dates(published: date(entry.published), updated: date(entry.updated)))
        }
    }

    /// To the second, and not ahead of us.
    private func date(_ text: String?) -> Date? {
        let date = text.flatMap { Date(written: $0, in: composer.feed.timezone) }?.rounded
        return date.flatMap { $0 <= now ? $0 : nil }
    }

    private mutating func decide() {
        var taken = Set(articles.map(\.slug))
        var owners = Dictionary(articles.map { ($0.id, $0.path) }, uniquingKeysWith: { first, _ in first })
        for pair in pairing.pairs {
            let (entry, article) = (entries[pair.entry], articles[pair.article])
            if publishedIDs.contains(article.id), !request.isForced {
                if article.id != entry.id { keeps[article.path] = article.id }
                continue
            }
            if let owner = owners[entry.id], owner != article.path {
                problems.append(
                    Problem(
                        file: article.path,
                        message:
                            "the id \"\(entry.id)\", which the older feed gives this article, belongs to \(owner)",
                        severity: .warning
                    )
                )
                continue
            }
            owners[entry.id] = article.path
            var adopted = Adopted(id: entry.id)
            adopted.published = dates[pair.entry].published ?? dates[pair.entry].updated
            adopted.updated = dates[pair.entry].updated
            if let slug = slug(of: article, at: adopted.published, for: entry), taken.insert(slug).inserted {
                adopted.slug = slug
            }
            self.adopted[article.path] = adopted
        }
        adoptOlder(owners)
    }

    /// The last part of the older link, where the article has that link with it and only with it.
    private func slug(of article: CatalogueEntry, at published: Date?, for entry: OldFeed.Entry) -> String? {
        guard let link = entry.link?.legalInURL else { return nil }
        var trial = article
        trial.published = published ?? article.published
        if composer.link(of: trial).legalInURL == link { return nil }
        guard let slug = LinkKey.lastPart(of: link), slug.utf8.count <= 400, !slug.contains("/"),
            !Slug.reserved.contains(slug), slug != article.slug
        else { return nil }
        trial.slug = slug
        return composer.link(of: trial).legalInURL == link ? slug : nil
    }
}

extension Adopter {
    /// How an id is made of a link.
    private static let schemes: [@Sendable (String) -> String?] = [
        { $0 },
        { link in [".html", "/"].first(where: link.hasSuffix).map { String(link.dropLast($0.count)) } },
    ]

    /// Subscribers have seen articles that the older feed does not show any more: where all ids are made of the links in
    /// one way, those articles had theirs in that way too.
    private mutating func adoptOlder(_ owners: [String: String]) {
        let pairs = pairing.pairs.filter { adopted[articles[$0.article].path] != nil }
        let newest = pairs.compactMap { dates[$0.entry].published }.max()
        let scheme = Self.schemes.first { scheme in
            pairs.allSatisfy { pair in
                let entry = entries[pair.entry]
                // The link must be the one that we make, too.
                let article = articles[pair.article]
                return entry.link.flatMap(scheme) == entry.id && adopted[article.path]?.slug == nil
                    && composer.link(of: article).legalInURL == entry.link?.legalInURL
            }
        }
        guard pairs.count > 1, let newest, let scheme else { return }
        var owners = owners
        let paired = Set(pairing.pairs.map(\.article))
        let doubtful = pairing.candidates.values.reduce(into: Set<Int>()) { $0.formUnion($1) }
        let others = Set(articles.indices).subtracting(paired).subtracting(doubtful)
        for article in others.sorted().map({ articles[$0] }) {
            guard article.state == .live, article.published <= newest,
                request.isForced || !publishedIDs.contains(article.id),
                let id = scheme(composer.link(of: article).legalInURL), owners[id] == nil
            else { continue }
            owners[id] = article.path
            olderPaths.insert(article.path)
            adopted[article.path] = Adopted(id: id)
        }
    }

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
        Adoption.Leftover(title: entries[entry].title, link: entries[entry].link, candidates: candidates)
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

    /// The template that would make the links of all pairs, where the present one, or none, makes others.
    private func template() -> String? {
        var templates: Set<String> = []
        for pair in pairing.pairs {
            var article = articles[pair.article]
            guard article.link == nil, let link = entries[pair.entry].link?.legalInURL else { continue }
            let adopted = adopted[article.path]
            article.slug = adopted?.slug ?? article.slug
            article.published = adopted?.published ?? dates[pair.entry].published ?? article.published
            if composer.link(of: article).legalInURL == link { continue }
            let timezone = composer.feed.timezone
            guard let template = Permalink.template(of: link, at: article.published, in: timezone) else {
                return nil
            }
            templates.insert(template)
        }
        return templates.count == 1 ? templates.first : nil
    }
}

extension String {
    /// This text with each run of white space as one space.
    fileprivate var words: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
