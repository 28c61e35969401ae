import Articles
import Foundation
import Store

/// The addresses that an article has and had.
extension Editor {
    /// The slugs that the article had, the last one last; who takes another's former slug has it for good.
    mutating func former(of article: Article, slug: String, before: CatalogueEntry?) -> [String] {
        if let owner = formerOwners[slug], owner != article.path, owner != before?.path {
            ledger.lines[owner]?.former.removeAll { $0 == slug }
            knownLines[owner]?.former.removeAll { $0 == slug }
        }
        var former = ledger.lines[article.path]?.former ?? []
        if let before, before.state == .live, before.slug != slug { former.append(before.slug) }
        if former.isEmpty { return [] }
        former = former.enumerated().filter { place, one in
            one != slug && !former[(place + 1)...].contains(one)
        }.map(\.element)
        ledger.lines[article.path, default: Ledger.Line()].former = former
        return former
    }

    /// The old addresses below the feed that its author names; those that others have are told of.
    mutating func aliases(of article: Article) -> [String] {
        if article.aliases.isEmpty { return [] }
        return article.aliases.compactMap { alias in
            guard let path = FormerAddress.path(of: alias, base: base) else { return nil }
            let holder = taken.holder(of: path)
            if let holder, holder.feed != feed.name || holder.use != .name {
                report([.taken(alias, of: article, by: holder)])
                return nil
            }
            return FormerAddress.below(feed.name, base: base, alias: alias)
        }
    }

    mutating func slug(
        of article: Article,
        before: CatalogueEntry?,
        existing: CatalogueEntry?,
        owners: Owners
    ) -> String {
        func isFree(_ slug: String) -> Bool {
            if let taker = slugs[slug] { return taker == article.path }
            if vacated[slug] != nil { return true }
            guard let owner = owners.slugs[slug] else { return true }
            // Who had the path and has left it keeps its address; who is written over has none any more.
            return owner == before?.path || owner == article.path && (before == nil || existing != nil)
        }
        // A number is nobody's wish: the address of an article that has gone, or has another now, is left to it.
        func isUnused(_ slug: String) -> Bool {
            [namedOwners[slug], formerOwners[slug]].allSatisfy {
                $0 == nil || $0 == article.path || $0 == before?.path
            }
        }
        let wished = wishedSlug(of: article, before: before)
        var slug = wished
        while !isFree(slug) || slug != wished && !isUnused(slug) {
            let number = (numbers[wished] ?? 1) + 1
            slug = "\(wished)-\(number)"
            numbers[wished] = number
        }
        if slug != wished, article.slug != nil {
            report([.contested(wished, by: article.path, having: slug)])
        } else if article.slug != nil {
            let own = Slug.own(article.slug, path: article.path)
            if Slug.isNumbered(slug, from: own) {
                numbered.append((article.path, own, slug, owners.slugs[own]))
            }
        }
        slugs[slug] = article.path
        return slug
    }

    /// Takes note of the slugs that articles give up for others, so that two may exchange theirs.
    mutating func vacate(_ article: Article, before: CatalogueEntry) {
        guard before.state == .live || before.state == .draft else { return }
        if wishedSlug(of: article, before: before) != before.slug { vacated[before.slug] = before.id }
    }

    /// Whether somebody has a slug that was to be given up, and was not: its article waits, or is held back.
    var hasSlugTwice: Bool {
        let taken = vacated.filter { slugs[$0.key] != nil }
        if taken.isEmpty { return false }
        let entries = Dictionary(edition.entries.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        return taken.contains { slug, id in
            guard let entry = entries[id] else { return true }
            return entry.state != .gone && entry.slug == slug && slugs[slug] != entry.path
        }
    }

    /// Warns of the articles that have a number from before because another one has their slug.
    mutating func reportContested() {
        for (path, own, slug, owner) in numbered where (slugs[own] ?? owner).map({ $0 != path }) ?? false {
            report([.contested(own, by: path, having: slug)])
        }
        numbered = []
    }

    /// The slug that the article has unless it belongs to another.
    func wishedSlug(of article: Article, before: CatalogueEntry?) -> String {
        let own = Slug.own(article.slug, path: article.path)
        let adopted = adopted[article.path]?.slug
        let remembered = adopted ?? ledger.lines[article.path]?.slug
        // A slug that its file's name gives is none that its author has written.
        if let remembered, article.slug != nil, own == Slug.own(nil, path: article.path) { return remembered }
        let kept = adopted ?? before?.slug ?? remembered
        // Who has a number keeps it when the other one has gone: an address is for good.
        let isNumbered = Slug.isNumbered(kept ?? "", from: own) && (before == nil || remembered == kept)
        guard let kept, article.slug == nil || isNumbered else { return own }
        return kept
    }
}

extension Problem {
    fileprivate static func contested(_ wished: String, by path: String, having slug: String) -> Problem {
        Problem(
            file: path,
            message: "the slug \"\(wished)\" already belongs to another article; this one has \"\(slug)\"",
            severity: .warning
        )
    }

    fileprivate static func taken(
        _ alias: String,
        of article: Article,
        by holder: TakenAddresses.Holder
    ) -> Problem {
        Problem(
            file: article.path,
            line: article.aliasLine,
            message: "the alias \"\(alias)\" is \(holder.words) and leads there; leave it out",
            severity: .warning
        )
    }
}
