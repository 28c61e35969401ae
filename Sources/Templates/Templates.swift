package import Articles
import Mustache

/// The templates that pages for people are made of: the built-in ones, and a site's own in the place of some.
package struct Templates: Sendable {
    /// The pages that there are; each is the template of its name.
    package enum Page: String, CaseIterable, Sendable {
        /// All feeds.
        case home
        /// A feed, and its newest entries.
        case feed
        /// An article.
        case article
        /// That something is gone, or never was.
        case notice
    }

    /// What is wrong with a site's own templates: instead of such a one the built-in one serves.
    package let problems: [Problem]
    /// The site's own, also those that are not taken.
    package let files: [TemplateFile]
    /// All of them together; nil where a site has none of its own, so that nothing is parsed before somebody asks.
    private let library: MustacheLibrary?

    /// The built-in templates, with the files of a site in the place of those that they are named after.
    package init(_ files: [TemplateFile] = []) {
        var library = Self.builtIn
        var problems: [Problem] = []
        self.files = files
        guard !files.isEmpty else {
            self.library = nil
            self.problems = []
            return
        }
        var parsed: [String: MustacheTemplate] = [:]
        for file in files {
            do throws(Problem) {
                parsed[file.name] = try file.parsed()
            } catch {
                problems.append(error)
            }
        }
        let sound = TemplateGraph(files.filter { parsed[$0.name] != nil })
        for (name, template) in parsed where sound.names.contains(name) {
            library.register(template, named: name)
        }
        self.library = library
        self.problems = (problems + sound.problems).sorted { $0.description < $1.description }
    }

    /// The page that these values make.
    ///
    /// An optional that is nil is left out by whoever gives it: to a template an empty text is one that is there.
    package func html(of page: Page, _ values: [String: Any]) -> String {
        guard let html = (library ?? Self.builtIn).render(values, withTemplate: page.rawValue) else {
            preconditionFailure("every page has a built-in template, which a test reads")
        }
        return html
    }

    /// The texts of the built-in templates, by their names.
    package static let texts: [String: String] = [
        "article": PackageResources.article_mustache, "copy": PackageResources.copy_mustache,
        "documents": PackageResources.documents_mustache, "enclosure": PackageResources.enclosure_mustache,
        "entry": PackageResources.entry_mustache, "feed": PackageResources.feed_mustache,
        "home": PackageResources.home_mustache, "notice": PackageResources.notice_mustache,
        "page": PackageResources.page_mustache, "style": PackageResources.style_mustache,
        "subscribe": PackageResources.subscribe_mustache,
    ].mapValues { String(decoding: $0, as: UTF8.self) }

    private static let builtIn: MustacheLibrary = {
        var library = MustacheLibrary()
        for (name, text) in texts {
            do {
                try library.register(text, named: name)
            } catch {
                preconditionFailure("the built-in template \"\(name)\" parses, which a test proves: \(error)")
            }
        }
        return library
    }()
}
