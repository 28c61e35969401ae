import Foundation

extension Dialect {
    /// Takes what the sections of a site say for all that lies in them: `cascade`, and their slugs.
    ///
    /// The nearest section comes first, the whole site last. https://gohugo.io/content-management/front-matter/#cascade-1
    mutating func takeSections(of site: Site, content: String, _ settings: inout DialectSettings) {
        var found: [Defaults] = []
        for (file, path, language) in sectionFiles(of: site, content: content) {
            // What is empty says nothing, and is a section all the same.
            let fields = Self.head(of: file, &settings) ?? []
            var section = DialectSettings()
            section.add(fields)
            if !path.isEmpty {
                sections.append(Section(path: path, language: language, slug: section.text("slug")))
            }
            found += Self.cascade(
                section,
                of: path,
                languageOfFile: languages.isEmpty ? nil : language ?? ""
            )
        }
        let nearest = found.enumerated().sorted {
            ($1.element.path.utf8.count, $0.offset) < ($0.element.path.utf8.count, $1.offset)
        }
        defaults = nearest.map(\.element) + Self.cascade(settings, of: "", languageOfFile: nil)
    }

    /// One set of values, or a list of such sets, each with those that it is for.
    private static func cascade(
        _ settings: DialectSettings,
        of path: String,
        languageOfFile: String?
    ) -> [Defaults] {
        guard let content = settings["cascade"]?.content else { return [] }
        let sets: [FrontMatter.Value.Content] =
            if case .list(let items) = content { items.map(\.content) } else { [content] }
        return sets.compactMap { set in
            guard case .map(let fields) = set else { return nil }
            func isTarget(_ field: FrontMatter.Field) -> Bool {
                ["target", "_target"].contains(field.name.lowercased())
            }
            guard let pages = PageMatcher(fields.first(where: isTarget)?.value) else { return nil }
            return Defaults(
                path: path,
                fields: fields.filter { !isTarget($0) },
                pages: pages,
                languageOfFile: languageOfFile
            )
        }
    }

    /// The files of sections with their paths in the content, and with the languages that their names or folders say.
    private func sectionFiles(
        of site: Site,
        content: String
    ) -> [(file: String, path: String, language: String?)] {
        let folders = languageFolders.map {
            (path: site.folder + "/" + $0.path, language: Optional($0.language))
        }
        let contents = (layout.roots.isEmpty ? [(path: content, language: nil)] : []) + folders
        return contents.flatMap { content, language in
            Self.sectionFiles(of: site, content: content).compactMap { file in
                // What lies in the folder of a language is told of there.
                let isInner = folders.contains {
                    $0.path.utf8.count > content.utf8.count && file.hasPrefix($0.path + "/")
                }
                if isInner { return nil }
                let names = file.dropFirst(content.utf8.count).split(separator: "/").map(String.init)
                let ending = MetadataFileName(path: names.last ?? "", languages: languages).language
                return (file, names.dropLast().joined(separator: "/"), ending ?? language)
            }
        }
    }

    /// The files of sections in the articles folder and in those above it, as far as they are content.
    static func sectionFiles(of site: Site, content: String) -> [String] {
        let articles = site.articles.isEmpty ? site.root : site.root + "/" + site.articles
        let top = articles.hasPrefix(content + "/") ? articles : content
        var files = ArticleFolder(root: top).sectionNames().map { top + "/" + $0 }
        var folder = top
        while folder != content, let slash = folder.lastIndex(of: "/") {
            folder = String(folder[..<slash])
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            files += names.filter(FileNames.isSection).map { folder + "/" + $0 }
        }
        return files.sorted()
    }

    /// What the head of a section's file says; nil, with a complaint, where it cannot be read.
    static func head(of file: String, _ settings: inout DialectSettings) -> [FrontMatter.Field]? {
        guard let data = FileManager.default.contents(atPath: file), !data.isEmpty else { return nil }
        return [UInt8](data).withUnsafeBytes { bytes -> [FrontMatter.Field]? in
            let source = FrontMatter.Source(bytes: bytes, path: file)
            do throws(Problem) {
                try source.checkBytes()
                return try FrontMatter(of: source).fields
            } catch {
                settings.complain(error)
                return nil
            }
        }
    }
}
