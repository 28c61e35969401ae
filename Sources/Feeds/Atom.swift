/// Atom 1.0: <https://www.rfc-editor.org/rfc/rfc4287>
extension Feed {
    var atomFrame: (head: [UInt8], tail: [UInt8]) {
        var xml = XMLWriter()
        xml.atom(self)
        return xml.finishInTwo()
    }

    /// Those who wrote what no entry claims: each entry needs an author, its own or this one (section 4.1.1).
    fileprivate var atomAuthors: [Author] {
        // Of a feed without entries that is true of each, but not to every reader.
        let areAllClaimed = !entries.isEmpty && entries.allSatisfy { !$0.authors.isEmpty }
        if !authors.isEmpty || areAllClaimed { return authors }
        return [Author(name: title)]
    }
}

extension Entry {
    var atomPiece: [UInt8] {
        XMLWriter.piece(depth: 1) { $0.atom(self) }
    }
}

/// The order within an element means nothing, and is that of the examples in section 1.1: a summary after its
/// content is taken by some readers for more content.
extension XMLWriter {
    /// Section 4.1.1, without the entries.
    fileprivate mutating func atom(_ feed: Feed) {
        element("feed", ["xmlns": Namespace.atom.uri, "xml:lang": feed.language]) { xml in
            xml.declare(feed.namespacesOfAtom)
            xml.element("title", ["type": "text"], text: feed.title)
            if let description = feed.description?.nonEmpty {
                xml.element("subtitle", ["type": "text"], text: description)
            }
            xml.element("updated", text: feed.updated.rfc3339)
            xml.element("id", text: feed.id)
            xml.element("link", ["rel": "alternate", "type": "text/html", "href": feed.link])
            xml.element("link", ["rel": "self", "type": Format.atom.mediaType, "href": feed.selfLink])
            for hub in feed.hubs { xml.element("link", ["rel": "hub", "href": hub]) }
            for url in feed.related {
                xml.element("link", ["rel": "related", "type": Format.atom.mediaType, "href": url])
            }
            if let paging = feed.paging { xml.atom(paging) }
            for author in feed.atomAuthors { xml.atom(author) }
            for category in feed.categories { xml.atom(category) }
            if let rights = feed.rights?.nonEmpty { xml.element("rights", ["type": "text"], text: rights) }
            if let icon = feed.icon { xml.element("icon", text: icon) }
            if let image = feed.image { xml.element("logo", text: image) }
            xml.element("generator", text: "Feedherald")
            // Before the entries, where the schema wants what extends a feed.
            for tombstone in feed.tombstones {
                xml.element("at:deleted-entry", ["ref": tombstone.id, "when": tombstone.date.rfc3339])
            }
            xml.cut()
        }
    }

    /// Section 4.1.2.
    fileprivate mutating func atom(_ entry: Entry) {
        element("entry", ["xml:lang": entry.language]) { xml in
            xml.element("title", ["type": "text"], text: entry.title)
            xml.element("link", ["rel": "alternate", "type": "text/html", "href": entry.link])
            for enclosure in entry.enclosures { xml.atom(enclosure, of: entry) }
            if let discussion = entry.discussion { xml.atom(discussion) }
            xml.element("id", text: entry.id)
            xml.element("updated", text: entry.updated.rfc3339)
            xml.element("published", text: entry.published.rfc3339)
            for author in entry.authors { xml.atom(author) }
            for category in entry.categories { xml.atom(category) }
            if let rights = entry.rights?.nonEmpty { xml.element("rights", ["type": "text"], text: rights) }
            if let summary = entry.summary?.nonEmpty {
                xml.element("summary", ["type": "text"], text: summary)
            }
            if let content = entry.content?.nonEmpty {
                xml.element("content", ["type": "html"], text: content)
            }
            if let source = entry.source { xml.atom(source) }
            xml.picture(of: entry)
            xml.thread(of: entry)
            xml.place(of: entry)
        }
    }

    /// Section 4.2.11.
    private mutating func atom(_ source: EntrySource) {
        element("source") { xml in
            xml.element("title", ["type": "text"], text: source.title)
            xml.element("updated", text: source.updated.rfc3339)
            xml.element("id", text: source.id)
            xml.element("link", ["rel": "alternate", "type": "text/html", "href": source.link])
            xml.element("link", ["rel": "self", "type": Format.atom.mediaType, "href": source.atom])
        }
    }

    /// Section 4.2.2.
    private mutating func atom(_ category: Category) {
        element("category", ["term": category.term, "scheme": category.scheme])
    }

    /// RFC 5005, section 4.
    private mutating func atom(_ paging: Paging) {
        for (relation, url) in paging.links {
            element("link", ["rel": relation, "type": Format.atom.mediaType, "href": url])
        }
        if paging.isArchive { element("fh:archive") }
    }

    /// RFC 4685, section 4.
    private mutating func atom(_ discussion: Discussion) {
        guard let page = discussion.page else { return }
        element(
            "link",
            [
                "rel": "replies", "type": "text/html", "href": page,
                "thr:count": discussion.count?.description,
            ]
        )
    }

    /// Section 3.2.
    private mutating func atom(_ author: Author) {
        element("author") { xml in
            xml.element("name", text: author.name)
            if let url = author.url { xml.element("uri", text: url) }
            if let email = author.email { xml.element("email", text: email) }
        }
    }

    /// Section 4.2.7.
    private mutating func atom(_ enclosure: Enclosure, of entry: Entry) {
        element(
            "link",
            [
                "rel": "enclosure",
                "type": enclosure.type,
                "href": entry.absolute(enclosure.url),
                "length": enclosure.length?.description,
                "title": enclosure.title,
            ]
        )
    }
}
