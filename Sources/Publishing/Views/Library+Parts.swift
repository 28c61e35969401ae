import Feeds
import Store

extension Library {
    /// What parts of a feed people may want alone: links to the views of its newest entries, the most used first.
    package struct Parts: Equatable, Sendable {
        package struct Link: Equatable, Sendable {
            package var name: String
            /// The absolute URL of the view's page.
            package var url: String
        }

        /// Nil where the feed has nothing but summaries.
        package var summaries: String?
        package var sections: [Link] = []
        package var tags: [Link] = []
        /// None where all are of one.
        package var authors: [Link] = []
        package var languages: [Link] = []

        package init() {}

        /// Of the newest entries, so that no catalogue is searched for a page.
        init(of entries: [CatalogueEntry], by composer: Composer) {
            let feed = composer.feed
            func links(_ names: [String], _ view: (String) -> View) -> [Link] {
                var found: [View: (name: String, count: Int)] = [:]
                for name in names {
                    let view = view(Slug.ofWord(name))
                    found[view] = (min(found[view]?.name ?? name, name), (found[view]?.count ?? 0) + 1)
                }
                let most = found.sorted { ($1.value.count, $0.value.name) < ($0.value.count, $1.value.name) }
                return most.prefix(20).map { Link(name: $0.value.name, url: composer.page(of: $0.key)) }
            }
            summaries = feed.content == .summary || entries.isEmpty ? nil : composer.page(of: .summary)
            sections = links(entries.compactMap(\.section), View.section)
            tags = links(entries.flatMap(\.tags), View.tag)
            let authors = entries.flatMap { $0.authors.isEmpty ? feed.authors : $0.authors.map(feed.known) }
            self.authors = links(authors.map(\.name), View.author)
            if self.authors.count == 1 { self.authors = [] }
            languages = links(entries.compactMap { $0.language ?? feed.language }, View.language)
            if languages.count == 1 { languages = [] }
        }
    }
}
