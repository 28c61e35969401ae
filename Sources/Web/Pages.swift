import Feeds
import Foundation
import Mustache
import Publishing

/// The pages for people: what they say, put into templates.
struct Pages: Sendable {
    private let templates: MustacheLibrary

    /// - Throws: where a template does not parse.
    init() throws {
        var templates = MustacheLibrary()
        for (name, text) in PageTemplates.all {
            templates.register(try MustacheTemplate(string: text), named: name)
        }
        self.templates = templates
    }

    func home(title: String?, feeds: [Library.FeedPage], site: Site) -> String {
        render(
            "home",
            [
                "language": site.definition.language ?? "en",
                "title": title ?? site.base.host,
                "opml": site.base.url(of: "/feeds.opml"),
                "feeds": feeds.map(Self.values),
            ]
        )
    }

    func feed(_ page: Library.FeedPage) -> String {
        var values = Self.values(of: page)
        values["entries"] = page.entries.map { entry in
            [
                "title": entry.title.isEmpty ? entry.summary ?? entry.published.rfc3339 : entry.title,
                "link": entry.link,
                "summary": entry.title.isEmpty ? "" : entry.summary ?? "",
                "moment": entry.published.rfc3339,
                "day": String(entry.published.rfc3339.prefix(10)),
                "language": entry.language ?? "",
            ]
        }
        return render("feed", values)
    }

    func article(_ entry: Entry, of page: Library.FeedPage) -> String {
        var values = Self.values(of: page)
        values["feedTitle"] = page.definition.title
        values["title"] = entry.title.isEmpty ? page.definition.title : entry.title
        values["heading"] = entry.title
        values["description"] = entry.summary ?? ""
        values["language"] = entry.language ?? page.definition.language ?? "en"
        values["canonical"] = entry.link
        values["content"] = entry.content ?? ""
        values["moment"] = entry.published.rfc3339
        values["day"] = String(entry.published.rfc3339.prefix(10))
        values["authors"] = entry.authors.map(\.name).joined(separator: ", ")
        values["image"] = entry.image ?? ""
        return render("article", values)
    }

    func notice(_ title: String, _ text: String) -> String {
        render("notice", ["language": "en", "title": title, "text": text])
    }

    private static func values(of page: Library.FeedPage) -> [String: Any] {
        [
            "language": page.definition.language ?? "en",
            "title": page.definition.title,
            "description": page.definition.description ?? "",
            "link": page.link,
            "documents": page.documents.map { document in
                ["url": document.url, "type": document.format.mediaType, "name": document.format.name]
            },
        ]
    }

    private func render(_ template: String, _ values: [String: Any]) -> String {
        guard let html = templates.render(values, withTemplate: template) else {
            preconditionFailure("the template \"\(template)\" was registered when these pages were made")
        }
        return html
    }
}

extension Format {
    /// What people call it.
    var name: String {
        switch self {
        case .rss: "RSS"
        case .atom: "Atom"
        case .json: "JSON Feed"
        }
    }
}
