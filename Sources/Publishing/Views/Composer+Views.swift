import Feeds
import Store

extension Composer {
    /// The URL of a view's document.
    func url(of view: View, _ format: Format) -> String {
        base.url(of: view.path(of: format, in: feed.name))
    }

    /// The URL of a view's page for people.
    func page(of view: View) -> String {
        let path = view.path.split(separator: "/").map { String($0).percentEncoded }.joined(separator: "/")
        return base.url(of: "/\(feed.name)/\(path)/")
    }

    /// A document of a view, of the entries that it shows; the archives of a feed are parts of it, and have its id.
    func document(
        _ format: Format,
        of view: View,
        titled title: String,
        entries: [Entry],
        pictures: EntryMedia,
        paging: Paging? = nil
    ) -> FeedDocument {
        var feed = feed(of: entries, pictures, hubs: [])
        feed.title = title
        feed.link = page(of: view)
        feed.selfLink = url(of: view, format)
        feed.paging = paging
        if case .archive = view { feed.rhythm = nil } else { feed.id = id(of: view) }
        return document(
            FeedDocument.Key(feed: self.feed.name, view: view.path, format: format),
            of: feed,
            pieces: entries.map { Piece($0.piece(format)) },
            at: view.path(of: format, in: self.feed.name)
        )
    }

    /// No path of an article begins with a slash.
    private func id(of view: View) -> String {
        EntryID.derived(authority: authority, feed: feed.name, path: "/" + view.path)
    }
}
