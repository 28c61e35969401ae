import Feeds
import Publishing

/// Less of a feed than all, and more than one feed.
extension Pages {
    /// The feed of all feeds, as a page's head and foot lead to it.
    var everything: [String: Any] {
        [
            "link": site.base.url(of: View.everything.path(in: "")),
            "documents": Format.allCases.map { format in
                [
                    "url": site.base.url(of: View.everything.path(of: format, in: "")),
                    "type": format.mediaType, "name": format.name,
                    "feedTitle": siteTitle.cut(to: Self.longestTitle),
                ]
            },
        ]
    }

    /// Where the views of a feed are.
    func values(of parts: Library.Parts, _ words: PageWords) -> [String: Any] {
        let texts = words.texts
        let groups = [
            (texts.sections, parts.sections), (texts.tags, parts.tags), (texts.authors, parts.authors),
            (texts.languages, parts.languages),
        ].filter { !$0.1.isEmpty }
        var values: [String: Any] = ["hasParts": !groups.isEmpty || parts.summaries != nil]
        values["summaries"] = parts.summaries
        values["parts"] = groups.map { name, links in
            ["name": name, "links": links.map { ["name": $0.name, "link": $0.url] }] as [String: Any]
        }
        return values
    }
}
