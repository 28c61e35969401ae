/// RSS 2.0: <https://www.rssboard.org/rss-specification>
extension Feed {
    var rssFrame: (head: [UInt8], tail: [UInt8]) {
        var xml = XMLWriter()
        xml.rss(self)
        return xml.finishInTwo()
    }
}

extension Entry {
    var rssPiece: [UInt8] {
        XMLWriter.piece(below: ["rss", "channel"], capacity: likelySize) { $0.item(self) }
    }
}

extension XMLWriter {
    fileprivate mutating func rss(_ feed: Feed) {
        element(
            "rss",
            [
                "version": "2.0",
                "xmlns:atom": "http://www.w3.org/2005/Atom",
                "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
                "xmlns:dc": "http://purl.org/dc/elements/1.1/",
                "xmlns:media": "http://search.yahoo.com/mrss/",
                "xmlns:podcast": feed.podcastGUID.map { _ in "https://podcastindex.org/namespace/1.0" },
            ]
        ) { xml in
            xml.channel(feed)
        }
    }

    private mutating func channel(_ feed: Feed) {
        element("channel") { xml in
            xml.element("title", references: feed.title)
            xml.element("link", text: feed.link)
            xml.element("description", references: feed.description?.nonEmpty ?? feed.title)
            if let language = feed.language { xml.element("language", text: language) }
            for author in feed.authors { xml.element("dc:creator", references: author.name) }
            xml.element("lastBuildDate", text: feed.updated.rfc822)
            for tag in feed.tags { xml.element("category", references: tag) }
            xml.element("generator", text: "Feedherald")
            if let image = feed.image { xml.image(image, of: feed) }
            if let guid = feed.podcastGUID { xml.element("podcast:guid", text: guid) }
            xml.element("atom:link", ["rel": "self", "type": Format.rss.mediaType, "href": feed.selfLink])
            for hub in feed.hubs { xml.element("atom:link", ["rel": "hub", "href": hub]) }
            xml.cut()
        }
    }

    private mutating func image(_ url: String, of feed: Feed) {
        element("image") { xml in
            xml.element("url", text: url)
            xml.element("title", references: feed.title)
            xml.element("link", text: feed.link)
        }
    }

    fileprivate mutating func item(_ entry: Entry) {
        element("item") { xml in
            if let title = entry.title.nonEmpty { xml.element("title", references: title) }
            xml.element("link", text: entry.link)
            xml.descriptionAndContent(of: entry)
            for author in entry.authors { xml.element("dc:creator", references: author.name) }
            for tag in entry.tags { xml.element("category", references: tag) }
            if let enclosure = entry.rssEnclosure { xml.enclosure(enclosure, of: entry) }
            xml.element("guid", ["isPermaLink": entry.hasLinkAsID ? "true" : "false"], text: entry.id)
            xml.element("pubDate", text: entry.published.rfc822)
            if entry.updated != entry.published {
                xml.element("atom:updated", text: entry.updated.rfc3339)
            }
            if let image = entry.image {
                xml.element("media:content", ["url": image, "medium": "image"])
                xml.element("media:thumbnail", ["url": image])
            }
        }
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
    fileprivate var rssEnclosure: Enclosure? {
        enclosures.first { $0.length != nil } ?? enclosures.first
    }

    fileprivate var hasLinkAsID: Bool {
        id == link && (id.hasPrefix("http://") || id.hasPrefix("https://"))
    }
}
