/// A list of feeds that a reader can subscribe to at once.
///
/// OPML 2.0: <http://opml.org/spec2.opml>
package struct OPML: Equatable, Sendable {
    package var title: String
    package var outlines: [Outline]

    /// One feed of the list.
    package struct Outline: Equatable, Sendable {
        /// The feed's title.
        package var text: String
        /// The absolute URL of the feed.
        package var xmlURL: String
        /// The absolute URL of the page for people.
        package var htmlURL: String
        package var description: String?

        package init(text: String, xmlURL: String, htmlURL: String, description: String? = nil) {
            self.text = text
            self.xmlURL = xmlURL
            self.htmlURL = htmlURL
            self.description = description
        }
    }

    package init(title: String, outlines: [Outline]) {
        self.title = title
        self.outlines = outlines
    }

    /// The text of this list: equal lists have equal bytes.
    package func document() -> [UInt8] {
        var xml = XMLWriter()
        xml.element("opml", ["version": "2.0"]) { xml in
            xml.element("head") { xml in
                xml.element("title", text: title)
            }
            xml.element("body") { xml in
                for outline in outlines { xml.outline(outline) }
            }
        }
        return xml.finish()
    }
}

extension XMLWriter {
    /// The `version` of the feed is left out, for it is guessed by everybody and used by nobody.
    fileprivate mutating func outline(_ outline: OPML.Outline) {
        element(
            "outline",
            [
                "type": "rss",
                "text": outline.text,
                "title": outline.text,
                "description": outline.description,
                "xmlUrl": outline.xmlURL,
                "htmlUrl": outline.htmlURL,
            ]
        )
    }
}
