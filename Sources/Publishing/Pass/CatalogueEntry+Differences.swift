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
}
