import Articles
import Feeds
import Foundation
import Store

/// Decides what the articles of a feed take over from an older one; values in, values out.
struct Adopter {
    let request: AdoptionRequest
    let composer: Composer
    let articles: [CatalogueEntry]
    /// The ids under which articles are published here already.
    let publishedIDs: Set<String>
    let now: Date
    /// Each id once.
    private(set) var entries: [OldFeed.Entry] = []
    private(set) var dates: [Dates] = []
    private(set) var pairing: Pairing
    private(set) var problems: [Problem] = []
    /// The articles that get the id which their link must have given them.
    private(set) var olderPaths: Set<String> = []

    /// What articles take over, by path.
    private(set) var adopted: [String: Adopted] = [:]

    struct Dates {
        var published: Date?
        var updated: Date?
    }

    /// `articles` is what a pass would make of the files as they are now, `html` what one of them says.
    init(
        _ request: AdoptionRequest,
        composer: Composer,
        articles: [CatalogueEntry],
        publishedIDs: Set<String>,
        now: Date,
        html: (CatalogueEntry) -> String? = { _ in nil }
    ) {
        self.request = request
        self.composer = composer
        self.articles = articles
        self.publishedIDs = publishedIDs
        self.now = now
        pairing = Pairing([], [])
        takeEntries()
        let untitled = Self.days(
            of: entries.indices.filter { entries[$0].text != nil }.map { dates[$0].published }
        )
        pairing = Pairing(
            entries.indices.map {
                Pairing.Entry(
                    link: entries[$0].link,
                    title: entries[$0].title,
                    text: entries[$0].text,
                    published: dates[$0].published
                )
            },
            articles.map { article in
                // Its file is read only where an entry of about that day has no title to be known by.
                let isWanted = !untitled.isDisjoint(with: Self.days(of: [article.published]))
                let text = isWanted ? html(article) : nil
                return Pairing.Article(
                    path: article.path,
                    links: [composer.link(of: article), composer.page(of: article)],
                    slugs: [article.slug, Slug.ofFile(article.path)],
                    title: article.title,
                    texts: text.map { Pairing.textKeys(title: article.title, html: $0) } ?? [],
                    published: article.published
                )
            }
        )
        decide()
    }

    /// These days, and those before.
    private static func days(of dates: [Date?]) -> Set<Int> {
        dates.compactMap(\.self).reduce(into: []) { days, date in
            let day = Int((date.timeIntervalSince1970 / 86_400).rounded(.down))
            days.formUnion([day, day - 1])
        }
    }

    /// One id is one entry: what an archive repeats is passed, what only has the same id is named.
    private mutating func takeEntries() {
        var known: [String: String?] = [:]
        var sources: [String: Int] = [:]
        var others: [Int: Int] = [:]
        for (place, entry) in request.entries.enumerated() {
            let key = entry.link.flatMap { LinkKey.withQuery(of: $0) ?? LinkKey.of($0) }
            let source = request.origins.indices.contains(place) ? request.origins[place] : 0
            if let before = known[entry.id] {
                if before == key { continue }
                problems.append(.givenTwice(entry, in: request.feed))
                continue
            }
            known[entry.id] = key
            if let key {
                // Two feeds of one site may tell of one article under two ids: it can have one.
                if let first = sources[key], first != source {
                    others[source, default: 0] += 1
                    continue
                }
                sources[key] = source
            }
            entries.append(entry)
            dates.append(Dates(published: date(entry.published), updated: date(entry.updated)))
        }
        for (source, count) in others.sorted(by: { $0.key < $1.key }) {
            problems.append(.otherIDs(count, of: request.sources[source], in: request.feed))
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
            if publishedIDs.contains(article.id), !request.isForced { continue }
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
        spaceOut()
        adoptOlder(owners)
    }

    /// Keeps the order of the older feed among entries that it gave no dates: files that were copied together share a second.
    private mutating func spaceOut() {
        // The older of two stands below the newer one.
        let undated = pairing.pairs.reversed().compactMap { pair -> CatalogueEntry? in
            let article = articles[pair.article]
            guard let taken = adopted[article.path], taken.published == nil, article.published <= now else {
                return nil
            }
            return article
        }
        let ordered = undated.enumerated().sorted {
            (second(of: $0.element), $0.offset) < (second(of: $1.element), $1.offset)
        }.map(\.element)
        var seconds: [Int64] = []
        for article in ordered { seconds.append(max(second(of: article), (seconds.last ?? .min) + 1)) }
        // None of them may lie ahead of us.
        var latest = now.wholeSeconds
        for place in seconds.indices.reversed() {
            seconds[place] = min(seconds[place], latest)
            latest = seconds[place] - 1
        }
        for (article, second) in zip(ordered, seconds) where article.published.wholeSeconds != second {
            adopted[article.path]?.published = Date(timeIntervalSince1970: Double(second))
        }
    }

    /// When an article that the older feed does not date appeared: as its author says, or else its file.
    private func second(of article: CatalogueEntry) -> Int64 {
        (article.isDated ? article.published : min(article.file.time, now)).wholeSeconds
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
}

extension Problem {
    fileprivate static func givenTwice(_ entry: OldFeed.Entry, in feed: String) -> Problem {
        Problem(
            file: feed,
            message: "the older feed gives the id \"\(entry.id)\" to two entries; "
                + "\"\(entry.heading)\" (\(entry.link ?? "no link")) is not paired",
            severity: .warning
        )
    }

    fileprivate static func otherIDs(_ count: Int, of source: String, in feed: String) -> Problem {
        Problem(
            file: feed,
            message:
                "\(source) has other ids for \(count) entries than the feed named before it, whose are taken: "
                + "who reads \(source) sees them as new; name first what most people read",
            severity: .warning
        )
    }
}
