import Articles
import Feeds
import Foundation

/// Which entries of an older feed are which articles: each at most once, and none by a guess.
struct Pairing {
    /// What gave a pair away, the surest first.
    enum Way: String, Codable, CaseIterable {
        case link
        case slug
        case title
        /// What it says, where it has no title.
        case text
    }

    /// What entries and articles have in common, the surest first.
    fileprivate enum Trait: CaseIterable {
        /// The link with its query, which alone tells a page from others on some sites.
        case address
        case link
        case slug
        case title
        case text

        var way: Way {
            switch self {
            case .address, .link: .link
            case .slug: .slug
            case .title: .title
            case .text: .text
            }
        }
    }

    /// An article, as far as it can be known again.
    struct Article {
        var path: String
        /// All addresses that it has, or would have.
        var links: [String]
        var slugs: Set<String>
        var title: String
        /// What may stand for its text, as ``Pairing/textKeys(title:html:)`` makes it.
        var texts: Set<String> = []
        var published: Date
    }

    /// An entry of the older feed.
    struct Entry {
        var link: String?
        var title: String
        /// As HTML; nil where the title is enough.
        var text: String?
        var published: Date?
    }

    struct Pair: Equatable {
        var entry: Int
        var article: Int
        var way: Way
    }

    private(set) var pairs: [Pair] = []
    /// The articles that an entry without a pair may be.
    private(set) var candidates: [Int: Set<Int>] = [:]

    private var freeEntries: Set<Int>
    private var freeArticles: Set<Int>

    init(_ entries: [Entry], _ articles: [Article]) {
        freeEntries = Set(entries.indices)
        freeArticles = Set(articles.indices)
        for trait in Trait.allCases {
            var keys: [String: Set<Int>] = [:]
            for number in freeArticles {
                for key in articles[number].keys(for: trait) { keys[key, default: []].insert(number) }
            }
            pair(by: trait.way) { entry in
                let found = entries[entry].keys(for: trait).reduce(into: Set<Int>()) {
                    $0.formUnion(keys[$1] ?? [])
                }
                switch trait {
                case .address, .slug: return found
                case .link: return found.filter { !articles[$0].isAtAnotherQuery(than: entries[entry]) }
                case .title, .text: return found.filter { articles[$0].isOfDay(of: entries[entry]) }
                }
            } isCertain: { entry, article in
                trait != .slug || articles[article].isOfDay(of: entries[entry])
                    || !articles[article].keys(for: .title).isDisjoint(with: entries[entry].keys(for: .title))
            }
        }
        candidates = candidates.filter { freeEntries.contains($0.key) }
            .mapValues { $0.intersection(freeArticles) }.filter { !$0.value.isEmpty }
        pairs.sort { $0.entry < $1.entry }
    }

    /// How an article's text may begin in a feed, without what is easily written otherwise: that of HTML, with its title above
    /// it or without.
    static func textKeys(title: String, html: String) -> Set<String> {
        let text = HTMLText.plain(html)
        return Set(
            [text, title + text].compactMap(\.titleKey).map { String($0.unicodeScalars.prefix(textLength)) }
        )
    }

    /// Enough to know a text by, where excerpts are cut sooner or later.
    private static let textLength = 120

    /// The entries that are no article, as far as anybody can tell.
    var unpaired: [Int] { freeEntries.filter { candidates[$0] == nil }.sorted() }

    private mutating func pair(
        by way: Way,
        among articles: (Int) -> Set<Int>,
        isCertain: (Int, Int) -> Bool
    ) {
        let found = Dictionary(uniqueKeysWithValues: freeEntries.map { ($0, articles($0)) })
        var claims: [Int: Int] = [:]
        for articles in found.values { for article in articles { claims[article, default: 0] += 1 } }
        for (entry, articles) in found where !articles.isEmpty {
            if articles.count == 1, let article = articles.first, claims[article] == 1,
                isCertain(entry, article)
            {
                pairs.append(Pair(entry: entry, article: article, way: way))
                freeEntries.remove(entry)
                freeArticles.remove(article)
            } else {
                candidates[entry, default: []].formUnion(articles)
            }
        }
    }
}

extension Pairing.Article {
    fileprivate func keys(for trait: Pairing.Trait) -> Set<String> {
        switch trait {
        case .address: Set(links.compactMap(LinkKey.withQuery))
        case .link: Set(links.compactMap(LinkKey.of))
        case .slug: slugs
        case .title: Set([title.titleKey].compactMap(\.self))
        case .text: texts
        }
    }

    /// Whether both have links that tell pages by their queries, and these are others.
    fileprivate func isAtAnotherQuery(than entry: Pairing.Entry) -> Bool {
        let (own, other) = (keys(for: .address), entry.keys(for: .address))
        return !own.isEmpty && !other.isEmpty && own.isDisjoint(with: other)
    }

    /// Whether the two appeared less than a day apart: zones are easily mistaken.
    fileprivate func isOfDay(of entry: Pairing.Entry) -> Bool {
        entry.published.map { abs($0.timeIntervalSince(published)) < 86_400 } ?? false
    }
}

extension Pairing.Entry {
    fileprivate func keys(for trait: Pairing.Trait) -> Set<String> {
        switch trait {
        case .address: Set([link.flatMap(LinkKey.withQuery)].compactMap(\.self))
        case .link: Set([link.flatMap(LinkKey.of)].compactMap(\.self))
        case .slug: Set([link.flatMap(LinkKey.lastPart).map(Slug.make)].compactMap(\.self))
        // Feeds do not say whether a title is text or HTML.
        case .title: Set([title.titleKey, title.ofHTML.titleKey].compactMap(\.self))
        case .text: text.map { Pairing.textKeys(title: "", html: Sanitizer.clean($0)) } ?? []
        }
    }
}

extension String {
    /// What this title says if it is HTML, with whatever names it has for letters.
    var ofHTML: String { contains("&") || contains("<") ? HTMLText.plain(Sanitizer.clean(self)) : self }

    /// A title without what is easily written otherwise: capitals, and all that is neither letter nor digit.
    fileprivate var titleKey: String? {
        let key = lowercased().precomposedStringWithCompatibilityMapping.unicodeScalars.filter {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
        }
        return key.isEmpty ? nil : String(String.UnicodeScalarView(key))
    }
}
