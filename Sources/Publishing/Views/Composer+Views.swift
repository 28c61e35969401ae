import Feeds
import Store

extension Composer {
    /// The URL of a view's document.
    func url(of view: View, _ format: Format) -> String {
        base.url(of: view.path(of: format, in: feed.name))
    }

    /// The URL of a view's page for people.
    func page(of view: View) -> String { base.url(of: view.path(in: feed.name)) }

    /// The feeds that a document of the feed itself leads to: its summaries, and what the whole site publishes.
    func related(to format: Format) -> [String] {
        (feed.content == .summary ? [] : [url(of: .summary, format)]) + [url(of: .everything, format)]
    }

    /// A document of a view, of what it shows; the archives of a feed are parts of it, and have its id.
    func document(_ format: Format, of view: View, showing shown: ShownView) -> FeedDocument {
        var hubs = [base.hub].compactMap(\.self)
        // What changes only where an old entry does is not worth a subscription.
        if case .archive = view { hubs = [] }
        var feed = feed(of: shown.entries, shown.pictures, hubs: hubs)
        feed.title = shown.title
        feed.link = page(of: view)
        feed.selfLink = url(of: view, format)
        switch view {
        case .archive(let number):
            feed.rhythm = nil
            feed.paging = paging(ofArchive: number, format)
        case .everything:
            feed.link = base.url(of: "/")
            feed.podcast = nil
            feed.id = id(of: view)
        case .summary, .tag, .section, .author, .language: feed.id = id(of: view)
        }
        return document(
            view.key(format, in: view == .everything ? "" : self.feed.name),
            of: feed,
            pieces: shown.entries.map { Piece($0.piece(format)) },
            at: view.path(of: format, in: self.feed.name)
        )
    }

    /// What follows an archive is known beforehand: so it need not change when that is full, until when its address leads
    /// to the feed itself.
    private func paging(ofArchive number: Int, _ format: Format) -> Paging {
        Paging(
            current: base.url(of: feed.path(of: format)),
            previousArchive: number > 1 ? url(of: .archive(number - 1), format) : nil,
            nextArchive: url(of: .archive(number + 1), format),
            isArchive: true
        )
    }

    /// No path of an article begins with a slash.
    private func id(of view: View) -> String {
        EntryID.derived(authority: authority, feed: feed.name, path: "/" + view.path)
    }
}
