import Foundation

extension MediaFolders {
    /// The paths that a reference in an article may mean, the likeliest first; none where it cannot mean a file of ours.
    ///
    /// A name may be written as it is or as a URL writes it. It is looked for beside the article, and then in `media/`.
    package func candidates(for reference: String, from article: String) -> [String] {
        guard !reference.isEmpty, !reference.hasPrefix("#"), !reference.hasPrefix("//") else { return [] }
        var paths: [String] = []
        for name in Self.spellings(of: reference) where !name.hasSuffix("/") && !name.isEmpty {
            for path in self.paths(of: name, from: article)
            where Self.isOpen(path) && !paths.contains(where: { $0.utf8.elementsEqual(path.utf8) }) {
                paths.append(path)
            }
        }
        return paths
    }

    /// Why a path can mean no file that is served, and what would be right; nil where it can mean one.
    ///
    /// What is no path from the article's folder, such as a URL or a path from the root, has no flaw of such a path.
    package func flaw(of reference: String, from article: String) -> String? {
        Self.flaw(of: reference) { paths(of: $0, from: article) }
    }

    /// The same of a path in the feed's definition, which begins at the feed's own folder.
    package func flaw(forFeed reference: String) -> String? {
        Self.flaw(of: reference) { name in
            Self.withoutDots("/" + name).map { [Self.mediaPrefix + $0.dropFirst()] } ?? []
        }
    }

    private static func flaw(of reference: String, paths: (String) -> [String]) -> String? {
        guard !reference.hasPrefix("/"), URLReference(reference).scheme == nil else { return nil }
        var flaw: String?
        for name in spellings(of: reference) where !name.isEmpty && !name.hasPrefix("#") {
            if name.hasSuffix("/") { return "is a folder: name a file in it" }
            let paths = paths(name)
            if paths.contains(where: isOpen) { return nil }
            flaw =
                paths.first.flatMap(words(onClosed:))
                ?? "leads out of the folders of articles and media: put it into one of them"
        }
        return flaw ?? "is no name of a file: write one, or an address https://…"
    }

    /// The paths that a reference in the feed's definition may mean: from the feed's own folder, and then in `media/`.
    package func candidates(forFeed reference: String) -> [String] {
        guard !reference.isEmpty, !reference.hasPrefix("//") else { return [] }
        var paths: [String] = []
        for name in Self.spellings(of: reference) {
            guard let inside = Self.withoutDots("/" + name), inside.count > 1 else { continue }
            let feed = String(media.dropLast(Self.mediaPrefix.count))
            let beside = path(ofAbsolute: feed + inside)
            for path in [beside, Self.mediaPrefix + inside.dropFirst()].compactMap(\.self)
            where Self.isOpen(path) && !paths.contains(path) {
                paths.append(path)
            }
        }
        return paths
    }

    /// The paths under which files of this feed are known that lie, or lay, at an absolute path or below it.
    package static func paths(ofAbsolute path: String, articles: String, feed: String) -> [String] {
        var paths: [String] = []
        if let inside = ArticleFolder(root: feed + "/media").relative(path) {
            paths.append(mediaPrefix + inside)
        }
        if let inside = ArticleFolder(root: articles).relative(path) { paths.append(articlesPrefix + inside) }
        return paths
    }

    /// As it stands; and, where it may be part of a URL, without its query and with its escapes resolved; and in both
    /// canonical forms, since file systems have either.
    private static func spellings(of reference: String) -> [String] {
        var spellings = [reference]
        if reference.utf8.contains(where: { "%?#".utf8.contains($0) }) {
            let path = String(reference.prefix { $0 != "?" && $0 != "#" })
            // A name may have a sign of percent itself, which what has escaped the rest of it has left alone.
            for name in [unescaped(path) { _ in true }, unescaped(path) { !isLeftAlone($0) }] {
                if let name, !spellings.contains(name) { spellings.append(name) }
            }
        }
        let foreign = spellings.filter { !$0.utf8.allSatisfy { $0 < 0x80 } }
        return spellings
            + foreign.flatMap {
                [$0.precomposedStringWithCanonicalMapping, $0.decomposedStringWithCanonicalMapping]
            }
    }

    /// A path with its escapes of such bytes resolved, and all that only looks like one; nil where it is no text then.
    private static func unescaped(_ path: String, _ isEscaped: (UInt8) -> Bool) -> String? {
        let bytes = Array(path.utf8)
        var name: [UInt8] = []
        var place = 0
        while place < bytes.count {
            let digits = bytes[place...].dropFirst().prefix(2)
            if bytes[place] == UInt8(ascii: "%"), digits.count == 2, digits.allSatisfy(\.isASCIIAlphanumeric),
                let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16), isEscaped(byte)
            {
                name.append(byte)
                place += 3
            } else {
                name.append(bytes[place])
                place += 1
            }
        }
        return String(validating: name, as: UTF8.self)
    }

    /// What Markdown leaves as it is in an address, escaped or not.
    private static func isLeftAlone(_ byte: UInt8) -> Bool {
        byte.isASCIIAlphanumeric || "-_.+!*'(),%#@?=;:/&$~".utf8.contains(byte)
    }

    private func paths(of name: String, from article: String) -> [String] {
        if name.hasPrefix("/") {
            let path = name.drop { $0 == "/" }
            return [Self.mediaPrefix + path, Self.articlesPrefix + path]
        }
        var paths: [String] = []
        let folder = article.split(separator: "/").dropLast().joined(separator: "/")
        if let beside = Self.withoutDots(articles + "/" + folder + "/" + name) {
            paths += [path(ofAbsolute: beside)].compactMap(\.self)
        }
        if let inside = Self.withoutDots("/" + name), inside.count > 1 {
            paths.append(Self.mediaPrefix + inside.dropFirst())
            // A path from the feed's own folder.
            if inside.hasPrefix("/" + Self.mediaPrefix) { paths.append(String(inside.dropFirst())) }
        }
        return paths
    }

    private func path(ofAbsolute place: String) -> String? {
        for (folder, prefix) in [(media, Self.mediaPrefix), (articles, Self.articlesPrefix)]
        where LinkRule.isPath(place, in: folder) && place != folder {
            return prefix + place.droppingBytes(folder.utf8.count + 1)
        }
        return nil
    }

    /// An absolute path without its `.` and `..`; nil where it leads above the root.
    private static func withoutDots(_ path: String) -> String? {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part != ".." {
                parts.append(part)
            } else if parts.popLast() == nil {
                return nil
            }
        }
        return "/" + parts.joined(separator: "/")
    }
}
