import Foundation
import Glibc

extension Dialect {
    /// The dialect of a folder of articles, by what lies in it and above it; what is wrong with its site's configuration.
    ///
    /// The nearest site is the one: its generator's rather than the one of a program that its texts are edited with.
    package static func find(for articles: String) -> (dialect: Dialect, problems: [Problem]) {
        let folder = withoutLinks(articles)
        let places = Site.around(folder)
        for site in places {
            guard let found = zola(site) ?? hugo(site) ?? jekyll(site) ?? pelican(site) else {
                if isRendered(site) { return (.plain, []) }
                continue
            }
            return (found.dialect.sealed(), found.problems)
        }
        if let found = jekyllByItsFolders(folder) { return (found.sealed(), []) }
        if let found = places.lazy.compactMap({ obsidian($0) }).first { return (found.sealed(), []) }
        return (.plain, [])
    }

    /// Whether a folder is what a tool has made of a site, such as `public/` in it: a whole page is its front.
    private static func isRendered(_ site: Site) -> Bool {
        guard let front = FileManager.default.contents(atPath: site.root + "/index.html") else {
            return false
        }
        return front.withUnsafeBytes { Page.isWhole($0) }
    }

    /// A dialect with what is wrong with its configuration.
    typealias Found = (dialect: Dialect, problems: [Problem])

    /// A folder that may be a site's root.
    struct Site {
        var root: String
        /// The articles folder, relative to the root; empty where it is the root.
        var articles: String

        /// The articles folder and those above it.
        static func around(_ folder: String) -> [Site] {
            var sites: [Site] = []
            var root = folder[...]
            var below = ""
            while !root.isEmpty {
                sites.append(Site(root: String(root), articles: below))
                guard let slash = root.lastIndex(of: "/") else { break }
                let name = root[root.index(after: slash)...]
                below = below.isEmpty ? String(name) : name + "/" + below
                root = root[..<slash]
            }
            return sites
        }

        /// The articles folder, absolute.
        var folder: String { articles.isEmpty ? root : root + "/" + articles }

        /// A folder of this site, or one elsewhere, absolute.
        func absolute(_ folder: String) -> String {
            if folder.hasPrefix("/") { return folder }
            return "/"
                + (root + "/" + folder).split(separator: "/").filter { $0 != "." }.joined(separator: "/")
        }

        func has(_ name: String) -> Bool {
            FileManager.default.fileExists(atPath: root + "/" + name)
        }

        /// Where the articles folder lies in a folder of this site, or that folder in it; nil where neither holds.
        func place(in content: String) -> (place: String, below: String)? {
            let inside = content.hasPrefix(root + "/") ? content.dropFirst(root.utf8.count) : content[...]
            let content = inside.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
            if content.isEmpty || articles == content { return (content.isEmpty ? articles : "", "") }
            if articles.hasPrefix(content + "/") {
                return (String(articles.dropFirst(content.utf8.count + 1)), "")
            }
            guard articles.isEmpty || content.hasPrefix(articles + "/"), has(content) else { return nil }
            return ("", articles.isEmpty ? content : String(content.dropFirst(articles.utf8.count + 1)))
        }
    }

    private static func withoutLinks(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
}

extension String {
    /// An absolute address of the web with one slash at its end; nil for all else.
    var asSiteAddress: String? {
        guard hasPrefix("http://") || hasPrefix("https://") else { return nil }
        var address = self[...]
        while address.hasSuffix("/") { address.removeLast() }
        return address + "/"
    }
}
