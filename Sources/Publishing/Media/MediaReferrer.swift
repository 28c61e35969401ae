import Articles
import Feeds
import Store

/// Who refers to files: an entry, or the feed itself in its definition.
struct MediaReferrer {
    /// The entry's id; empty for the feed.
    var id: String
    /// The article's path, or the definition's.
    var file: String
    /// What a relative reference that means no file of ours begins at.
    var link: String
    var uses: [MediaUse]
    /// The references whose lengths are written down.
    var measured: Set<String> = []

    init(_ entry: CatalogueEntry, html: String, composer: Composer) {
        id = entry.id
        file = entry.path
        link = composer.link(of: entry)
        uses = composer.mediaUses(in: html, of: entry)
        measured = Set(entry.enclosures.filter { $0.length != nil }.map(\.url))
    }

    init(_ feed: FeedDefinition, base: Base) {
        id = ""
        file = FeedDefinition.ownPath
        link = base.url + "/"
        uses = [("image", feed.image), ("icon", feed.icon)].compactMap { key, reference in
            reference.map { MediaUse(reference: $0, place: .feed, line: feed.lines[key]) }
        }
    }
}
