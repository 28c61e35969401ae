import Feeds
import Store

extension CatalogueEntry {
    /// What of an entry a reader sees that was otherwise before, in words.
    func differences(from before: CatalogueEntry) -> [String] {
        let all: [(name: String, isOther: Bool)] = [
            ("id", id != before.id),
            ("title", title != before.title),
            ("text", bodyHash != before.bodyHash),
            ("summary", summary != before.summary),
            ("date", published != before.published),
            ("updated", updated != before.updated),
            ("expires", expires != before.expires),
            ("address", slug != before.slug),
            ("link", link != before.link),
            ("authors", authors != before.authors),
            ("tags", tags != before.tags),
            ("language", language != before.language),
            ("image", image != before.image),
            ("enclosures", enclosures != before.enclosures),
            ("details", details != before.details),
        ]
        return all.filter(\.isOther).map(\.name)
    }

    /// What readers know the entry by, where it was otherwise before: dates, and addresses as far as the catalogue has them.
    func values(from before: CatalogueEntry, in feed: String) -> [Report.Value] {
        let page = "/\(feed)/"
        let link: Report.Value? =
            if let old = before.link, let new = self.link { Report.Value("link", old, new) } else { nil }
        return [
            Report.Value("id", before.id, id),
            Report.Value("date", before.published.rfc3339, published.rfc3339),
            Report.Value("address", page + before.slug + "/", page + slug + "/"),
            link,
        ].compactMap(\.self)
    }
}
