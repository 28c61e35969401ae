/// Where an article belongs on its site: its tags, its categories, and the folders that it lies in.
extension Metadata {
    mutating func takeTags(_ field: FrontMatter.Field, of file: FrontMatter.Source) throws(Problem) {
        var texts = try field.texts(in: file)
        if section == nil, field.name.utf8.count == 7, field.name.lowercased() == "section" {
            section = texts.first
        }
        if dialect.tool == .plain {
            for text in texts where !tags.contains(text) { tags.append(text) }
            return
        }
        let name = field.name.lowercased()
        let isList = if case .list = field.value.content { true } else { false }
        // https://jekyllrb.com/docs/posts/#tags-and-categories
        if dialect.tool == .jekyll, !isList, name == "tags" || name == "categories" {
            texts = texts.flatMap { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
        }
        if dialect.tool == .obsidian { texts = texts.map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 } }
        for text in texts where !tags.contains(text) { tags.append(text) }
        guard name == "categories" || name == "category" else { return }
        for text in texts where !categories.contains(text) { categories.append(text) }
    }

    /// What its place on the site says of an article that says nothing itself: its section, and to Pelican its category.
    ///
    /// <https://gohugo.io/content-management/sections/>, <https://docs.getpelican.com/en/stable/settings.html#basic-settings>
    mutating func takePlace(of path: String) {
        let folders = AddressParts(path: path, title: "").sections
        switch dialect.tool {
        case .plain, .obsidian: break
        case .hugo, .zola: section = section ?? folders.first
        case .jekyll: section = section ?? categories.first
        case .pelican:
            // Pelican knows no bundles: the folder that the file lies in is the category.
            let folder = path.split(separator: "/").dropLast().last.map(String.init)
            if categories.isEmpty, dialect.hasFolderCategories, let folder {
                categories = [folder]
                if !tags.contains(folder) { tags.insert(folder, at: 0) }
            }
            section = section ?? categories.first
        }
    }

    /// The folders above one of posts are categories. https://jekyllrb.com/docs/posts/#categories
    mutating func takeFolders(of path: String) {
        let folders = path.split(separator: "/").dropLast().map(String.init)
        guard let home = folders.firstIndex(where: { $0 == "_posts" || $0 == "_drafts" }) else { return }
        categories = Array(folders[..<home])
        tags = categories
    }
}
