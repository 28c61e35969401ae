/// JSON Feed 1.1: <https://www.jsonfeed.org/version/1.1/>
extension Feed {
    var jsonFrame: (head: [UInt8], tail: [UInt8]) {
        var json = JSONWriter()
        json.object { $0.members(of: self) }
        return json.finishInTwo()
    }
}

extension Entry {
    var jsonPiece: [UInt8] {
        JSONWriter.piece(capacity: likelySize) { $0.members(of: self) }
    }
}

extension JSONWriter {
    fileprivate mutating func members(of feed: Feed) {
        member("version", "https://jsonfeed.org/version/1.1")
        member("title", feed.title)
        member("home_page_url", feed.link)
        member("feed_url", feed.selfLink)
        member("next_url", feed.paging?.previousArchive)
        member("description", feed.description?.nonEmpty)
        member("icon", feed.image)
        member("favicon", feed.icon)
        authors(feed.authors)
        member("language", feed.language)
        if !feed.hubs.isEmpty {
            member("hubs", feed.hubs) { json, hub in
                json.member("type", "WebSub")
                json.member("url", hub)
            }
        }
        cut(in: "items")
    }

    fileprivate mutating func members(of entry: Entry) {
        member("id", entry.id)
        member("url", entry.link)
        member("title", entry.title.nonEmpty)
        if let content = entry.content {
            member("content_html", content)
        } else {
            member("content_text", entry.summary ?? "")
        }
        member("summary", entry.summary?.nonEmpty)
        member("image", entry.image)
        member("date_published", entry.published.rfc3339)
        member("date_modified", entry.updated.rfc3339)
        authors(entry.authors)
        member("tags", entry.categories.map(\.term))
        member("language", entry.language)
        if !entry.enclosures.isEmpty {
            member("attachments", entry.enclosures) { json, enclosure in
                json.members(of: enclosure, in: entry)
            }
        }
    }

    private mutating func authors(_ authors: [Author]) {
        if authors.isEmpty { return }
        member("authors", authors) { json, author in
            json.member("name", author.name)
            json.member("url", author.url ?? author.email.map { "mailto:" + $0 })
        }
    }

    private mutating func members(of enclosure: Enclosure, in entry: Entry) {
        member("url", entry.absolute(enclosure.url))
        member("mime_type", enclosure.type)
        member("title", enclosure.title)
        member("size_in_bytes", enclosure.length)
        member("duration_in_seconds", enclosure.wholeSeconds)
    }
}
