/// RSS 2.0: <https://www.rssboard.org/rss-specification>
extension Feed {
    var rssFrame: (head: [UInt8], tail: [UInt8]) {
        var xml = XMLWriter()
        xml.element("rss", ["version": "2.0"]) { xml in
            xml.declare(namespacesOfRSS)
            xml.element("channel") { $0.channel(self) }
        }
        return xml.finishInTwo()
    }
}

extension Entry {
    var rssPiece: [UInt8] {
        XMLWriter.piece(depth: 2) { xml in
            xml.element("item") { $0.item(self) }
        }
    }
}

extension XMLWriter {
    fileprivate mutating func channel(_ feed: Feed) {
        element("title", references: feed.title)
        element("link", text: feed.link)
        element("description", references: feed.description?.nonEmpty ?? feed.title)
        if let language = feed.language { element("language", text: language) }
        if let rights = feed.rights?.nonEmpty { element("copyright", references: rights) }
        for author in feed.authors { element("dc:creator", references: author.name) }
        element("lastBuildDate", text: feed.updated.rfc822)
        for category in feed.categories { rss(category) }
        element("generator", text: "Feedherald")
        if let cloud = feed.cloud {
            element(
                "cloud",
                [
                    "domain": cloud.domain, "port": String(cloud.port), "path": cloud.path,
                    "registerProcedure": "", "protocol": "http-post",
                ]
            )
        }
        if let rhythm = feed.rhythm { self.rhythm(rhythm) }
        if let image = feed.image { self.image(image, of: feed) }
        if let podcast = feed.podcast { self.podcast(podcast, of: feed) }
        links(of: feed)
        cut()
    }

    /// RSS's own word for it in minutes, and that of <http://web.resource.org/rss/1.0/modules/syndication/>.
    private mutating func rhythm(_ rhythm: Rhythm) {
        let (period, times) = rhythm.frequency
        element("ttl", text: String(rhythm.minutes))
        element("sy:updatePeriod", text: period.rawValue)
        element("sy:updateFrequency", text: String(times))
    }

    private mutating func image(_ url: String, of feed: Feed) {
        element("image") { xml in
            xml.element("url", text: url)
            xml.element("title", references: feed.title)
            xml.element("link", text: feed.link)
        }
    }

    private mutating func links(of feed: Feed) {
        element("atom:link", ["rel": "self", "type": Format.rss.mediaType, "href": feed.selfLink])
        for hub in feed.hubs { element("atom:link", ["rel": "hub", "href": hub]) }
        for url in feed.related {
            element("atom:link", ["rel": "related", "type": Format.rss.mediaType, "href": url])
        }
        guard let paging = feed.paging else { return }
        for (relation, url) in paging.links {
            element("atom:link", ["rel": relation, "type": Format.rss.mediaType, "href": url])
        }
        if paging.isArchive { element("fh:archive") }
    }

    private mutating func rss(_ category: Category) {
        element("category", ["domain": category.scheme], references: category.term)
    }

    fileprivate mutating func item(_ entry: Entry) {
        if let title = entry.title.nonEmpty { element("title", references: title) }
        element("link", text: entry.link)
        descriptionAndContent(of: entry)
        for author in entry.authors { element("dc:creator", references: author.name) }
        for category in entry.categories { rss(category) }
        if let page = entry.discussion?.page { element("comments", text: page) }
        if let enclosure = entry.rssEnclosure { self.enclosure(enclosure, of: entry) }
        element("guid", ["isPermaLink": entry.hasLinkAsID ? "true" : "false"], text: entry.id)
        element("pubDate", text: entry.published.rfc822)
        if let source = entry.source { element("source", ["url": source.rss], references: source.title) }
        if entry.updated != entry.published { element("atom:updated", text: entry.updated.rfc3339) }
        if let language = entry.language { element("dc:language", text: language) }
        if let rights = entry.rights?.nonEmpty { element("dc:rights", references: rights) }
        picture(of: entry)
        if let count = entry.discussion?.count { element("slash:comments", text: String(count)) }
        thread(of: entry)
        place(of: entry)
        if let episode = entry.episode { self.episode(episode, of: entry) }
        if let markdown = entry.markdown { element("source:markdown", cdata: markdown) }
    }

    /// The summary and then the content; without a summary the content is the description, as the specification
    /// says of an item that is "complete in itself", and validators warn of `content:encoded` alone.
    private mutating func descriptionAndContent(of entry: Entry) {
        if let summary = entry.summary?.nonEmpty {
            element("description", text: summary.asHTML)
            if let content = entry.content?.nonEmpty { element("content:encoded", cdata: content) }
        } else if let content = entry.content?.nonEmpty {
            element("description", cdata: content)
        } else if entry.title.isEmpty {
            // An item must have a title or a description.
            element("description", text: entry.link.asHTML)
        }
    }

    private mutating func enclosure(_ enclosure: Enclosure, of entry: Entry) {
        element(
            "enclosure",
            [
                "url": entry.absolute(enclosure.url),
                "length": String(enclosure.length ?? 0),
                "type": enclosure.type,
            ]
        )
    }
}

extension Entry {
    /// The one enclosure that an item may have: the first whose length is known, for RSS asks for it.
    var rssEnclosure: Enclosure? {
        enclosures.first { $0.length != nil } ?? enclosures.first
    }

    fileprivate var hasLinkAsID: Bool {
        id == link && (id.hasPrefix("http://") || id.hasPrefix("https://"))
    }
}
