import Articles
import CLibXML2
import Feeds
import Foundation

/// Stops with a crash, which libFuzzer reports, where something leaves that should not.
enum Check {
    private static let date = Date(timeIntervalSince1970: 1_772_436_600)

    /// Checks the feeds that hold this article.
    static func feed(of article: Article, html: String) {
        let entry = Entry(
            id: article.id ?? "urn:uuid:6f1e1f0c-2ab5-5ed8-9f52-3e4d0d64a5b1",
            title: article.title ?? "",
            link: article.link ?? "https://example.org/news/hello/",
            published: article.published ?? date,
            updated: article.updated ?? date,
            summary: article.summary ?? HTMLText.excerpt(html, limit: 300),
            content: html,
            authors: article.authors.map { Author(name: $0.name, email: $0.email, url: $0.url) },
            categories: article.tags.map { Category($0) },
            language: article.language,
            image: article.image,
            enclosures: article.enclosures.map {
                Enclosure(
                    url: $0.url,
                    length: $0.length,
                    type: $0.type ?? "audio/mpeg",
                    duration: $0.duration
                )
            }
        )
        feed(of: entry)
    }

    /// Checks the feeds that hold an entry of this text.
    static func feed(html: String) {
        let summary = HTMLText.excerpt(html, limit: 300)
        let link = "https://example.org/news/hello/"
        let content = HTMLLinks.absolute(html) { HTMLLinks.absolute($0, against: link) }
        feed(
            of: Entry(
                id: "urn:uuid:6f1e1f0c-2ab5-5ed8-9f52-3e4d0d64a5b1",
                title: HTMLText.plain(html),
                link: link,
                published: date,
                updated: date,
                summary: summary,
                content: content
            )
        )
    }

    private static func feed(of entry: Entry) {
        let feed = Feed(
            id: "urn:uuid:0c1f7f6e-73a5-5d30-8b7f-5c2a1c8a2f10",
            title: "News",
            link: "https://example.org/news/",
            selfLink: "https://example.org/news/feed",
            updated: entry.updated,
            entries: [entry]
        )
        for format in Format.allCases {
            let document = feed.document(format)
            switch format {
            case .rss: wellFormed(document, with: ["channel", "item"])
            case .atom: wellFormed(document, with: ["entry"])
            case .json: json(document)
            }
        }
    }

    /// Reads XML as a strict reader does, down to one entry of these names.
    private static func wellFormed(_ bytes: [UInt8], with path: [String]) {
        let options = Int32(
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        )
        let document = bytes.withUnsafeBytes { bytes in
            xmlReadMemory(bytes.baseAddress, Int32(bytes.count), "feed", nil, options)
        }
        guard let document else {
            preconditionFailure("not well-formed: \(String(decoding: bytes, as: UTF8.self))")
        }
        defer { xmlFreeDoc(document) }
        var element = xmlDocGetRootElement(document)
        for name in path {
            let found = children(of: element).filter { String(cString: $0.pointee.name) == name }
            precondition(found.count == 1, "\(found.count) elements \(name)")
            element = found.first
        }
    }

    private static func children(of element: xmlNodePtr?) -> [xmlNodePtr] {
        var children: [xmlNodePtr] = []
        var next = xmlFirstElementChild(element)
        while let child = next {
            children.append(child)
            next = xmlNextElementSibling(child)
        }
        return children
    }

    private static func json(_ bytes: [UInt8]) {
        let document = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        let items = document?["items"] as? [Any]
        precondition(items?.count == 1, "no JSON feed: \(String(decoding: bytes, as: UTF8.self))")
    }
}
