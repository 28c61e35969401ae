package import Foundation

/// The tool whose site a folder of articles is part of, and what the configuration of that site says of them.
///
/// It is found once for each definition. In a folder that is part of no site nothing means anything but Markdown.
package struct Dialect: Equatable, Sendable {
    package enum Tool: String, CaseIterable, Sendable {
        case plain, hugo, jekyll, zola, pelican, obsidian
    }

    package var tool: Tool
    /// Which files of the folder are articles of this tool.
    package var layout = Layout.plain
    /// Where the articles folder lies in the folder that the tool takes its content from: empty, or such as `post`.
    var place = ""
    /// The site's address with a slash at its end, absolute; nil where addresses of articles are not the site's.
    package var address: String?
    package var title: String?
    package var description: String?
    /// A language tag (RFC 5646).
    package var language: String?
    package var timezone: TimeZone?
    /// The site's author, by name.
    package var author: String?
    /// Whom heads may name by an id.
    package var people: [Person] = []
    /// What the names of files may end with: `hello.fr.md`.
    var languages: [String] = []
    /// The languages whose pages lie in a folder of their own, such as `/fr/`.
    var foldedLanguages: [String] = []
    /// The language of what names none, by which Hugo gives addresses; that of the articles folder, where it has one.
    var mainLanguage: String?
    /// The language whose content the articles folder lies in, where each has a folder.
    var ownLanguage: String?
    var languageFolders: [LanguageFolder] = []
    /// Templates of addresses; the first one that is of an article's section is its own.
    var permalinks: [Permalink] = []
    /// Whether an address ends with `.html` instead of a slash.
    var isUgly = false
    /// How Hugo makes paths of names.
    var naming = HugoNaming()
    var zolaNaming = ZolaNaming()
    var pelicanNaming = PelicanNaming()
    var pelicanPaths = PelicanPaths()
    /// Whether what has no date has that of its file, as Pelican may be told.
    var isDatedByFile = false
    /// Sections of Zola's that are drafts with all that lies in them, by their paths; an empty one is the whole site.
    var draftSections: [String] = []
    /// Keys of heads whose values are tags too.
    var taxonomies: [String] = []
    /// What a template may ask of the site, by name.
    var variables: [Variable] = []
    /// What heads need not say, for files below a path; the strongest first.
    var defaults: [Defaults] = []
    /// Where Hugo takes dates from; nil for all other tools.
    var dates: HugoDates?
    /// Whether the folder that an article lies in is its category, as Pelican has it.
    var hasFolderCategories = true
    /// The category of what has none, as Pelican has it.
    var defaultCategory = "misc"
    /// The sections that have a file of their own.
    var sections: [Section] = []
    /// Whether a line of attributes in braces below a block belongs to that.
    var hasBlockAttributes = false
    /// What parts the summary of a text from the rest.
    var dividers: [String] = []
    /// The files that decide all this, absolute, be they there or not.
    package private(set) var configuration: Set<String> = []
    /// Differs where anything differs that decides what is made of a file; zero for the plain dialect.
    package private(set) var fingerprint = ContentHash(high: 0, low: 0)

    package init(_ tool: Tool) {
        self.tool = tool
    }

    package static let plain = Dialect(.plain)

    /// A template of addresses, and the sections and pages that it is for; an empty path is every section.
    struct Permalink: Equatable, Sendable {
        var section: String
        var template: String
        var pages = PageMatcher.all
    }

    /// A folder of the content with a file that describes it.
    struct Section: Equatable, Sendable {
        var path: String
        /// As the name or the folder of its file says it.
        var language: String?
        var slug: String?
    }

    /// An author whom the site's data describe.
    package struct Person: Equatable, Sendable {
        package var id: String
        package var author: Article.Author
    }

    struct Variable: Equatable, Sendable {
        var name: String
        var value: String
    }

    /// What the heads of files below a path say where they say nothing else.
    struct Defaults: Equatable, Sendable {
        /// Relative to the site's root; empty for all files.
        var path: String
        /// On no line of the file that they are said for.
        let fields: [FrontMatter.Field]
        var pages: PageMatcher
        /// How the names of the files end, which is their language; empty for those without an ending, nil for all.
        var languageOfFile: String?

        init(
            path: String,
            fields: [FrontMatter.Field],
            pages: PageMatcher = .all,
            languageOfFile: String? = nil
        ) {
            self.path = path
            self.fields = fields.map { FrontMatter.Field(name: $0.name, line: 0, value: $0.value) }
            self.pages = pages
            self.languageOfFile = languageOfFile
        }

        /// Whether they are meant for a file, by its path in the tool's content folder and its language.
        func apply(to file: String, ending: String?, language: String?) -> Bool {
            if let languageOfFile, languageOfFile != ending ?? "" { return false }
            guard path.isEmpty || file == path || file.hasPrefix(path + "/") else { return false }
            return pages == .all || pages.matches(file, language: language)
        }
    }

    /// The dialect as it is now, with the fingerprint that it has then.
    func sealed() -> Dialect {
        var copy = self
        copy.fingerprint = ContentHash(high: 0, low: 0)
        // A set's text has another order in each process, and where files lie is nothing to an article.
        copy.configuration = []
        // What is made of a text changes with this program too: the number is that of the rules.
        let text = "4 \(copy)"
        copy.fingerprint = ContentHash(of: text)
        copy.configuration = configuration
        return copy
    }

    /// The dialect with the files that decide it: a site's by their names in its root.
    func decided(by names: [String], of site: Site) -> Dialect {
        var copy = self
        copy.configuration.formUnion(names.map { site.root + "/" + $0 })
        return copy
    }

    /// Whether what happened at an absolute path may change the dialect.
    package func isDecided(at path: String) -> Bool {
        if configuration.contains(path) { return true }
        guard tool == .hugo || tool == .zola else { return false }
        return FileNames.isSection(path.split(separator: "/").last.map(String.init) ?? "")
    }

    /// Says no address for any article: the definition knows better.
    package mutating func forgetPermalinks() {
        guard address != nil else { return }
        address = nil
        self = sealed()
    }

    /// Whether a file of this name may say what the dialect of the articles beside or below it is.
    package static func isConfiguration(_ name: String) -> Bool {
        ["hugo.", "config.", "_config.", "zola."].contains { name.hasPrefix($0) }
            || ["config", "content", "_posts", ".obsidian", "pelicanconf.py", "publishconf.py"].contains(name)
    }

    /// What a file of this hash is made into: another hash for each dialect.
    package func mark(of file: ContentHash) -> ContentHash {
        if tool == .plain { return file }
        return ContentHash(high: file.high ^ fingerprint.high, low: file.low ^ fingerprint.low)
    }

    /// The title that the tool gives an article whose file says none: Jekyll and Obsidian take the file's name.
    func title(ofFile path: String) -> String? {
        let name = path.split(separator: "/").last.map { String($0).droppingExtension } ?? ""
        switch tool {
        case .plain, .hugo, .zola, .pelican: return nil
        case .obsidian: return name
        case .jekyll:
            let words = AddressParts.withoutDate(name).split(separator: "-")
            return words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
        }
    }

    /// The sections around a file of the articles folder, with their slugs; the outermost first.
    ///
    /// To Hugo those end with the innermost folder that has a file of its own in that language, or with the one at the top.
    func sections(around file: String) -> [(name: String, slug: String)] {
        guard tool == .hugo else { return [] }
        let folders = AddressParts(path: sitePath(of: file), title: "").sections
        let language = language(ofFile: file)
        let found = folders.indices.map { depth in
            let path = folders[...depth].joined(separator: "/")
            return (
                name: folders[depth], section: sections.first { $0.path == path && $0.language == language }
            )
        }
        let innermost = 1 + (found.lastIndex { $0.section != nil } ?? 0)
        return found.prefix(innermost).map { ($0.name, $0.section?.slug ?? $0.name) }
    }

    /// Whether a section that the file lies in is a draft, by its path in the tool's content folder.
    func isInDraftSection(_ path: String) -> Bool {
        draftSections.contains { $0.isEmpty || path.hasPrefix($0 + "/") }
    }

    /// The path of an article in the tool's content folder.
    func sitePath(of path: String) -> String {
        if let folder = languageFolder(of: path) {
            return String(path.dropFirst(folder.path.count + 1))
        }
        if !place.isEmpty { return place + "/" + path }
        let below = layout.below
        guard !below.isEmpty, path.hasPrefix(below + "/") else { return path }
        return String(path.dropFirst(below.utf8.count + 1))
    }

    /// The path in the articles folder of what lies at a path of the tool's content folder; nil where it lies outside.
    package func path(ofSitePath path: String, in language: String? = nil) -> String? {
        if let folder = languageFolders.first(where: { $0.language == language ?? mainLanguage }) {
            return folder.path + "/" + path
        }
        if !layout.below.isEmpty { return layout.below + "/" + path }
        if place.isEmpty { return path }
        return path.hasPrefix(place + "/") ? String(path.dropFirst(place.utf8.count + 1)) : nil
    }
}
