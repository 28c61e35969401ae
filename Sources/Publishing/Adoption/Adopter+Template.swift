import Articles
import Feeds
import Foundation
import Store

extension Adopter {
    /// The template that would make the links of all pairs, where the present one, or none, makes others.
    func template() -> String? {
        var templates: [String: [Pairing.Pair]] = [:]
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
            templates[template, default: []].append(pair)
        }
        guard templates.count == 1, let (template, pairs) = templates.first else { return nil }
        // Where several have all but its parts in common, what stands around these is of no single one.
        return pairs.count > 1 || isCertain(template, of: pairs[0]) ? template : nil
    }

    /// Whether a link of which there is no second ends in a name of its article, and has none elsewhere.
    private func isCertain(_ template: String, of pair: Pairing.Pair) -> Bool {
        let article = articles[pair.article]
        let names = Set([article.slug, Slug.ofFile(article.path), Slug.make(article.title)])
        guard let last = entries[pair.entry].link.flatMap(LinkKey.lastPart), names.contains(Slug.make(last))
        else {
            return false
        }
        let others = template.split(whereSeparator: { "/?#=&".contains($0) }).map { Slug.make(String($0)) }
        return !template.contains("?") && !template.contains("#") && names.isDisjoint(with: others)
    }
}
