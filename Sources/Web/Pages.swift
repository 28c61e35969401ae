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
                "direction": Self.direction(of: site.definition.language),
                "title": title ?? site.base.host,
                "opml": site.base.url(of: "/feeds.opml"),
                "feeds": feeds.map(Self.values),
            ]
        )
    }

    func feed(_ page: Library.FeedPage, home: String) -> String {
        var values = Self.values(of: page)
        values["home"] = home
        values["entries"] = page.entries.map { entry in
            [
                "title": entry.title.isEmpty ? entry.summary ?? entry.published.rfc3339 : entry.title,
                "link": entry.link,
                "summary": entry.title.isEmpty ? nil : entry.summary,
                "moment": entry.published.rfc3339,
                "day": String(entry.published.rfc3339.prefix(10)),
                "language": entry.language,
                "direction": entry.language.map { Self.direction(of: $0) },
            ].compactMapValues(\.self)
        }
        return render("feed", values)
    }

    func article(_ entry: Entry, of page: Library.FeedPage) -> String {
        var values = Self.values(of: page)
        values["feedTitle"] = page.definition.title
        values["title"] = entry.title.isEmpty ? page.definition.title : entry.title
        values["heading"] = entry.title.isEmpty ? nil : entry.title
        values["description"] = entry.summary
        values["feedLanguage"] = page.definition.language ?? "en"
        values["language"] = entry.language ?? page.definition.language ?? "en"
        values["direction"] = Self.direction(of: entry.language ?? page.definition.language)
        values["canonical"] = entry.link
        values["content"] = entry.content ?? ""
        values["moment"] = entry.published.rfc3339
        values["day"] = String(entry.published.rfc3339.prefix(10))
        values["authors"] = entry.authors.isEmpty ? nil : entry.authors.map(\.name).joined(separator: ", ")
        values["image"] = entry.image
        return render("article", values)
    }

    func notice(_ title: String, _ text: String, home: String) -> String {
        render("notice", ["language": "en", "direction": "ltr", "title": title, "text": text, "home": home])
    }

    /// What is not said is left out: to a template an empty text is one that is there.
    private static func values(of page: Library.FeedPage) -> [String: Any] {
        var values: [String: Any] = [
            "language": page.definition.language ?? "en",
            "direction": direction(of: page.definition.language),
            "title": page.definition.title,
            "link": page.link,
            "documents": page.documents.map { document in
                [
                    "url": document.url, "type": document.format.mediaType, "name": document.format.name,
                    "feedTitle": page.definition.title,
                ]
            },
        ]
        values["description"] = page.definition.description
        return values
    }

    /// Which way a language is written, by its script where the tag names one (RFC 5646, section 2.2.3).
    private static func direction(of language: String?) -> String {
        let parts = (language ?? "").lowercased().split(separator: "-").map(String.init)
        if let script = parts.dropFirst().first(where: { $0.count == 4 }) {
            return leftwardScripts.contains(script) ? "rtl" : "ltr"
        }
        return parts.first.map(leftwardLanguages.contains) == true ? "rtl" : "ltr"
    }

    private static let leftwardLanguages: Set<String> = [
        "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi",
    ]
    private static let leftwardScripts: Set<String> = ["adlm", "arab", "hebr", "nkoo", "syrc", "thaa"]

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
